"""Handing in records, having them accepted, and taking them back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from api_asking import problem
from handing_in import JSON, YAML, Writable, body, ledger, named, saying
from kg.keeping.locking import locked
from record_bombs import BOMBS

WRITTEN = {"record", "version", "state", "revision", "document", "diff", "warnings", "replayed"}


def draft(record: str, words: str) -> bytes:
    return body(record, saying(words), status="draft")


def test_a_draft_that_is_seen_and_accepted_can_be_read_at_once(writable: Writable) -> None:
    content = draft("mill", "the mill was sold")
    made = writable.hand_in("jane", content)
    assert made.status_code == 201
    assert set(made.json()) == WRITTEN
    assert made.json()["state"] == "drafted"
    assert writable.client.get("/api/v1/claims/claim-mill").status_code == 404
    seen = writable.get("joe", "drafts/mill").json()
    assert seen["text"] == saying("the mill was sold")
    taken = writable.post("joe", "records/mill/accept", document=seen["document"])
    assert taken.status_code == 201
    assert (taken.json()["state"], taken.json()["version"]) == ("added", 1)
    assert "no-store" in taken.headers["cache-control"]
    read = writable.client.get("/api/v1/claims/claim-mill").json()
    assert read["revision"] >= taken.json()["revision"]


def test_yaml_is_taken_as_json_is(writable: Writable) -> None:
    content = json.loads(draft("inn", "the inn was shut"))
    lines = "\n".join(f"{name}: {json.dumps(value)}" for name, value in content.items())
    headers = writable.keys["jane"] | YAML
    made = writable.client.post("/api/v1/records", content=lines.encode(), headers=headers)
    assert made.status_code == 201, made.text
    assert made.json()["state"] == "drafted"


def test_the_same_record_again_changes_nothing(writable: Writable) -> None:
    content = body("kiln", saying("the kiln was lit"))
    assert writable.hand_in("joe", content).status_code == 201
    before = ledger(writable.directory)
    again = writable.hand_in("joe", content)
    assert (again.status_code, again.json()["state"]) == (200, "unchanged")
    assert ledger(writable.directory) == before


def test_a_dry_run_tells_what_would_change_and_writes_nothing(writable: Writable) -> None:
    before = ledger(writable.directory)
    told = writable.hand_in(
        "joe", body("barn", saying("the barn was full")), "dry", params={"dry_run": "true"}
    )
    assert (told.status_code, told.json()["state"]) == (200, "added")
    assert "+ claim claim-barn: the barn was full." in told.json()["diff"]
    assert ledger(writable.directory) == before


def test_a_name_that_looks_like_another_records_is_taken_with_a_warning(
    writable: Writable,
) -> None:
    for record, name in (("oak", "Ann Moor"), ("elm", "Ann M\N{CYRILLIC SMALL LETTER O}or")):
        content = json.loads(body(record, saying(f"the {record} was felled")))
        content["annotator"] = {"id": f"ann-{record}", "name": name, "kind": "person"}
        made = writable.hand_in("joe", json.dumps(content).encode())
        assert made.status_code == 201, made.text
    odd, alike = made.json()["warnings"]
    assert odd.startswith("annotator/ann-elm: “M\N{CYRILLIC SMALL LETTER O}or” mixes letters")
    assert "annotator/ann-elm" in alike
    assert "annotator/ann-oak “Ann Moor”" in alike


def test_a_request_of_the_same_name_is_carried_out_once(writable: Writable) -> None:
    content = draft("weir", "the weir was mended")
    first = writable.hand_in("jane", content, "weir-1")
    before = ledger(writable.directory)
    again = writable.hand_in("jane", content, "weir-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"replayed": True}
    problem(writable.hand_in("jane", draft("weir", "the weir was sold"), "weir-1"), 409, "conflict")
    assert ledger(writable.directory) == before


def test_two_people_may_give_their_requests_the_same_name(writable: Writable) -> None:
    assert writable.hand_in("jane", draft("lane", "the lane was wide"), "one").status_code == 201
    other = writable.hand_in("joe", body("road", saying("the road was wide")), "one")
    assert other.status_code == 201


def test_acceptance_and_retraction_are_carried_out_once_too(writable: Writable) -> None:
    document = writable.hand_in("jane", draft("pier", "the pier was long")).json()["document"]
    for address, asked in (("accept", {"document": document}), ("retract", {"reason": "wrong"})):
        first = writable.post("joe", f"records/pier/{address}", f"pier-{address}", **asked)
        again = writable.post("joe", f"records/pier/{address}", f"pier-{address}", **asked)
        assert first.status_code in (200, 201)
        assert (again.status_code, again.json()["replayed"]) == (200, True)
        assert again.json()["revision"] == first.json()["revision"]
    problem(
        writable.post("joe", "records/pier/retract", "pier-accept", reason="x"), 409, "conflict"
    )


def test_a_draft_that_changed_since_it_was_seen_is_not_accepted(writable: Writable) -> None:
    seen = writable.hand_in("jane", draft("quay", "the quay was old")).json()["document"]
    writable.hand_in("jane", draft("quay", "the quay was new"))
    before = ledger(writable.directory)
    problem(writable.post("joe", "records/quay/accept", document=seen), 409, "conflict")
    problem(writable.post("joe", "records/moat/accept", document=seen), 404, "unknown-id")
    assert ledger(writable.directory) == before


def test_a_retracted_record_is_gone_for_readers_and_says_why_in_the_ledger(
    writable: Writable,
) -> None:
    writable.hand_in("joe", body("tower", saying("the tower was high")))
    gone = writable.post("joe", "records/tower/retract", reason="  it was not  ")
    assert (gone.status_code, gone.json()["state"]) == (200, "retracted")
    assert writable.client.get("/api/v1/claims/claim-tower").status_code == 404
    segments = b"".join(path.read_bytes() for path in writable.directory.glob("ledger/*.jsonl"))
    assert b'"reason":"it was not"' in segments
    problem(writable.post("joe", "records/tower/retract", reason="again"), 404, "unknown-id")


def test_all_faults_of_a_record_are_told_with_line_field_and_hint(writable: Writable) -> None:
    content = body("ford", saying("the ford was deep"))
    content = content.replace(b'"assert"', b'"asert"').replace(b'"named"', b'"name"')
    before = ledger(writable.directory)
    told = problem(writable.hand_in("joe", content), 422, "bad-record")
    assert {(fault["line"], fault["field"], fault["hint"]) for fault in told["faults"]} == {
        (1, "attributions[0].act", "did you mean `assert`?"),
        (1, "attributions[0].basis", "did you mean `named`?"),
    }
    assert all(fault["reason"] and fault["column"] for fault in told["faults"])
    assert ledger(writable.directory) == before


def test_a_file_of_the_server_is_never_the_text_of_a_record(writable: Writable) -> None:
    content = json.loads(body("gate")) | {"text": {"file": "/etc/hostname"}}
    told = problem(writable.hand_in("joe", json.dumps(content).encode()), 422, "bad-record")
    assert "sent with it" in told["faults"][0]["reason"]


def test_what_a_scope_does_not_cover_is_refused_by_what_the_record_says(writable: Writable) -> None:
    before = ledger(writable.directory)
    accepted = body("silo", saying("the silo was empty"))
    problem(writable.hand_in("jane", accepted), 403, "not-allowed")
    problem(writable.hand_in("joe", draft("silo", "the silo was empty")), 403, "not-allowed")
    problem(writable.post("jane", "records/silo/accept", document="0" * 64), 403, "not-allowed")
    assert ledger(writable.directory) == before


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json; charset=latin-1"},
        JSON | {"Content-Encoding": "gzip"},
    ],
)
def test_only_json_and_yaml_in_utf_8_are_taken(writable: Writable, headers: dict[str, str]) -> None:
    sent = writable.keys["joe"] | headers
    told = writable.client.post("/api/v1/records", content=body("well"), headers=sent)
    assert "application/yaml" in problem(told, 415, "media-type")["hint"]


def test_a_record_that_is_too_large_is_refused(writable: Writable) -> None:
    told = problem(writable.hand_in("joe", b" " * (4 * 2**20 + 1)), 413)
    assert "4 MiB" in told["detail"]


@pytest.mark.parametrize(
    ("address", "content", "parameter"),
    [
        ("records/x/accept", b"{", "body"),
        ("records/x/accept", b"{}", "document"),
        ("records/x/accept", b'{"document": "abc"}', "document"),
        ("records/x/accept", b'{"document": 1}', "document"),
        ("records/x/accept", b"[]", "body"),
        ("records/x/retract", b'{"reason": "  "}', "reason"),
        ("records/x/retract", b'{"reason": "a", "more": 1}', "more"),
        ("records/x/retract", json.dumps({"reason": "a" * 1001}).encode(), "reason"),
        ("records/x/retract", b'{"reason": "\xff"}', "body"),
    ],
)
def test_a_body_that_is_not_as_described_is_refused(
    writable: Writable, address: str, content: bytes, parameter: str
) -> None:
    headers = writable.keys["joe"] | JSON
    told = writable.client.post(f"/api/v1/{address}", content=content, headers=headers)
    assert problem(told, 422, "bad-parameter")["parameter"] == parameter


@pytest.mark.parametrize("name", ["", "x" * 256, "caf\u00e9", "a\tb"])
def test_a_name_that_no_request_can_have_is_refused(writable: Writable, name: str) -> None:
    headers = writable.keys["joe"] | JSON | {"Idempotency-Key": name.encode("latin-1")}
    told = writable.client.post("/api/v1/records", content=body("well"), headers=headers)
    assert problem(told, 422, "bad-parameter")["parameter"] == "Idempotency-Key"


def test_one_name_for_a_request_is_enough(writable: Writable) -> None:
    headers: Any = [*(writable.keys["joe"] | JSON).items(), *(2 * [*named("a").items()])]
    told = writable.client.post("/api/v1/records", content=body("well"), headers=headers)
    assert problem(told, 422, "bad-parameter")["parameter"] == "Idempotency-Key"


def test_an_unknown_parameter_is_refused_here_too(writable: Writable) -> None:
    told = writable.hand_in("joe", body("well"), params={"dryrun": "true"})
    assert problem(told, 422, "bad-parameter")["parameter"] == "dryrun"


def test_while_another_program_writes_readers_are_answered_and_writers_told_to_come_back(
    writable: Writable, monkeypatch: pytest.MonkeyPatch
) -> None:
    app: Any = writable.client.app
    monkeypatch.setattr(app.state.service.submissions._process, "_wait", 0.1)
    content = body("smithy", saying("the smithy was hot"))
    assert writable.hand_in("joe", body("forge", saying("the forge was hot"))).status_code == 201
    with locked(writable.directory / "lock", wait=5):
        refused = writable.hand_in("joe", content)
        problem(refused, 503, "locked")
        assert refused.headers["retry-after"] == "1"
        assert str(writable.directory) not in refused.text
        assert writable.client.get("/api/v1/claims/claim-forge").status_code == 200
    assert writable.hand_in("joe", content).status_code == 201


@pytest.mark.parametrize("name", BOMBS)
def test_a_document_made_to_blow_up_is_refused_with_a_reason(writable: Writable, name: str) -> None:
    before = ledger(writable.directory)
    kind, content = BOMBS[name]
    headers = writable.keys["joe"] | kind
    told = writable.client.post("/api/v1/records", content=content, headers=headers)
    assert problem(told, 422, "bad-record")["detail"]
    assert len(told.content) < 500_000
    assert ledger(writable.directory) == before
    assert writable.get("joe", "drafts").status_code == 200
