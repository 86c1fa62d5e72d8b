from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from api_asking import SOURCE, everything, problem
from api_shapes import ANCHOR, ANSWER, LIST, REF, check_attribution
from api_shapes import SOURCE as FIELDS
from kg.assets import directory


def test_sources_are_listed_held_and_only_cited(client: TestClient) -> None:
    page = client.get("/api/v1/sources?limit=5").json()
    assert set(page) == LIST | {"total"}
    assert all(set(item) == FIELDS for item in page["items"])
    held = {item["id"]: item["held"] for item in everything(client, "/api/v1/sources")}
    assert held[SOURCE] is True
    assert held["russian-mod-reports"] is False


def test_one_source_has_its_snapshot(client: TestClient) -> None:
    found = client.get(f"/api/v1/sources/{SOURCE}").json()
    assert set(found) == FIELDS | ANSWER
    (snapshot,) = found["snapshots"]
    raw = _text("sarybaba-report").read_bytes()
    assert (snapshot["bytes"], snapshot["characters"]) == (len(raw), len(raw.decode()))
    assert snapshot["sha256"].startswith(snapshot["id"])


def test_a_page_date_that_is_only_an_upper_bound_stays_one(client: TestClient) -> None:
    issued = [item["issued"] for item in everything(client, "/api/v1/sources")]
    (bound,) = [each for each in issued if each and each["edtf"].startswith("[..")]
    assert bound["earliest"] is None
    assert bound["latest"] is not None
    assert bound["assumed"]


def test_what_a_source_attributes_is_listed(client: TestClient) -> None:
    found = everything(client, f"/api/v1/sources/{SOURCE}/attributions")
    assert {item["source"]["id"] for item in found} == {SOURCE}
    counted = client.get(f"/api/v1/sources/{SOURCE}").json()["counts"]
    assert len(found) == counted["attributions"]


def test_the_text_is_the_very_text_with_its_passages_and_attributions(client: TestClient) -> None:
    found = client.get("/api/v1/sources/ostrel-diary/text").json()
    assert set(found) == REF | ANSWER | {
        "snapshot", "latest", "text", "passages", "attributions", "earlier",
    }  # fmt: skip
    assert found["text"] == _text("ostrel-diary").read_bytes().decode()
    assert len(found["text"]) == found["snapshot"]["characters"]
    for passage in found["passages"]:
        assert set(passage) == {"id", "iri", "function", "anchor", "names", "note"}
        assert set(passage["anchor"]) == ANCHOR
    for attribution in found["attributions"]:
        check_attribution(attribution)
        anchor = attribution["anchor"]
        assert found["text"][anchor["start"] : anchor["end"]] == anchor["exact"]


def test_a_work_that_was_never_seen_has_no_text(client: TestClient) -> None:
    found = client.get("/api/v1/sources/russian-mod-reports/text").json()
    assert (found["snapshot"], found["text"]) == (None, None)
    assert (found["passages"], found["attributions"]) == ([], [])


def test_an_unknown_source_is_404_with_advice(client: TestClient) -> None:
    for rest in ("", "/attributions", "/text"):
        assert problem(client.get(f"/api/v1/sources/nothing{rest}"), 404, "unknown-id")["hint"]


def _text(name: str) -> Path:
    return directory("fixtures") / f"{name}.txt"
