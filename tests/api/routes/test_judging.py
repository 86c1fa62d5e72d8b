"""Giving judgements over HTTP, and withdrawing them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from api_asking import problem
from handing_in import Writable, body, ledger, saying
from judging import BOT, fields

WRITTEN = {
    "judgement", "version", "state", "revision", "document", "diff", "warnings", "replayed",
}  # fmt: skip


@pytest.fixture
def two(writable: Writable) -> dict[str, str]:
    """Return the claims of two records of this test's own, as both ends of a judgement."""
    first, second = (f"r{uuid4().hex[:12]}" for _ in range(2))
    for record in (first, second):
        made = writable.hand_in("joe", body(record, saying(f"{record} was sold")))
        assert made.status_code == 201, made.text
    return {"judges": f"claim/claim-{first}", "against": f"claim/claim-{second}"}


def test_a_judgement_that_is_given_is_read_at_once_and_withdrawn_again(
    writable: Writable, two: dict[str, str]
) -> None:
    made = writable.post("jude", "judgements", **fields(**two))
    assert (made.status_code, made.json()["state"]) == (201, "added")
    assert set(made.json()) == WRITTEN
    assert "no-store" in made.headers["cache-control"]
    address = f"judgements/{made.json()['judgement']}"
    read = writable.client.get(f"/api/v1/{address}").json()
    assert (read["by"]["label"], read["record"]) == ("Jane Doe", None)
    assert read["event"]["id"] == str(made.json()["revision"])
    event = writable.client.get(
        "/api/v1/queries/records/statements/run", params={"thing": read["event"]["iri"]}
    ).json()["items"]
    assert any(row["object"].endswith("/actor/jude") for row in event)
    claim = two["judges"].removeprefix("claim/")
    (item,) = writable.client.get(f"/api/v1/claims/{claim}/contradictions").json()["items"]
    assert [side["said"][0]["speaker"]["id"] for side in item["sides"]] == ["mod", "mod"]
    gone = writable.post("jude", f"{address}/withdraw", reason="  read wrongly  ")
    assert (gone.status_code, gone.json()["state"]) == (200, "withdrawn")
    assert writable.client.get(f"/api/v1/{address}").status_code == 404
    then = writable.client.get(f"/api/v1/{address}?asOf={made.json()['revision']}")
    assert then.status_code == 404
    assert "retracted=1" in then.headers["x-kg-as-of"]
    assert writable.client.get(f"/api/v1/claims/{claim}/contradictions").json()["items"] == []
    problem(writable.post("jude", f"{address}/withdraw", reason="again"), 404, "unknown-id")


def test_the_same_again_and_a_dry_run_write_nothing(
    writable: Writable, two: dict[str, str]
) -> None:
    headers = writable.keys["jude"]
    before = ledger(writable.directory)
    told = writable.client.post(
        "/api/v1/judgements?dry_run=true", json=fields(**two), headers=headers
    )
    assert (told.status_code, told.json()["state"]) == (200, "added")
    assert ledger(writable.directory) == before
    assert writable.post("jude", "judgements", "once", **fields(**two)).status_code == 201
    before = ledger(writable.directory)
    again = writable.post("jude", "judgements", **fields(**two))
    assert (again.status_code, again.json()["state"]) == (200, "unchanged")
    replayed = writable.post("jude", "judgements", "once", **fields(**two))
    assert (replayed.status_code, replayed.json()["replayed"]) == (200, True)
    other = fields(**two, confidence=0.5)
    problem(writable.post("jude", "judgements", "once", **other), 409, "conflict")
    assert ledger(writable.directory) == before


def test_only_who_gave_it_or_may_retract_withdraws_it(
    writable: Writable, two: dict[str, str]
) -> None:
    made = writable.post("jude", "judgements", **fields(**two)).json()
    address = f"judgements/{made['judgement']}/withdraw"
    told = problem(writable.post("june", address, reason="I do not like it"), 403, "not-allowed")
    assert told["detail"] == "jude gave this judgement, not june"
    other = fields(**two, reason="quite another")
    problem(writable.post("june", "judgements", **other), 403, "not-allowed")
    problem(writable.post("jane", address, reason="I only draft"), 403, "not-allowed")
    problem(writable.post("joe", "judgements", **fields(**two)), 403, "not-allowed")
    assert writable.post("joe", address, reason="it insults somebody").status_code == 200


def test_what_a_program_gave_and_somebody_withdrew_is_a_conflict(
    writable: Writable, two: dict[str, str]
) -> None:
    said = fields(**two, by=BOT, confidence=0.9)
    made = writable.post("jude", "judgements", **said)
    assert made.status_code == 201
    address = f"judgements/{made.json()['judgement']}"
    listed = writable.client.get(f"/api/v1/judgements?about={two['judges']}").json()["items"]
    assert [item["by_program"] for item in listed] == [True]
    mine = writable.post("jude", "judgements", **fields(**two)).json()["judgement"]
    listed = writable.client.get(f"/api/v1/judgements?about={two['judges']}&limit=1").json()
    assert ([item["id"] for item in listed["items"]], bool(listed["next"])) == ([mine], True)
    cursor = f"&limit=1&cursor={listed['next']}"
    rest = writable.client.get(f"/api/v1/judgements?about={two['judges']}{cursor}").json()
    assert ([item["by_program"] for item in rest["items"]], rest["next"]) == ([True], None)
    assert writable.post("joe", f"{address}/withdraw", reason="no copy").status_code == 200
    told = problem(writable.post("jude", "judgements", **said), 409, "conflict")
    assert told["detail"].startswith("joe withdrew judgement")
    assert told["detail"].endswith("no copy")


def test_a_judgement_of_a_record_is_withdrawn_with_that_record_only(
    writable: Writable, two: dict[str, str]
) -> None:
    record = two["judges"].removeprefix("claim/claim-")
    own = {"id": f"own-{record}", "relation": "sameClaim", **two, "at": "2026-11-21"}
    text = saying(f"{record} was sold")
    assert writable.hand_in("joe", body(record, text, judgements=[own])).status_code == 201
    told = problem(
        writable.post("joe", f"judgements/own-{record}/withdraw", reason="x"), 409, "conflict"
    )
    assert told["hint"] == f"load a new version of record {record} without it"


@pytest.mark.parametrize(
    ("wrong", "where", "hint"),
    [
        ({"judges": "claim/claim-no-such"}, "judges", None),
        ({"relation": "sme"}, "relation", None),
        ({"by": {"id": "x"}}, "by.name", None),
        ({"reason": ""}, "reason", "write the text, or leave the field out"),
        ({"reason": "a" * 1001}, "reason", "a reason has at most 1000"),
        ({"at": "2999-01-01"}, "at", None),
        ({"verdict": True}, "verdict", None),
    ],
)
def test_what_is_no_judgement_is_refused_and_nothing_is_written(
    writable: Writable, two: dict[str, str], wrong: dict[str, Any], where: str, hint: str | None
) -> None:
    before = ledger(writable.directory)
    answer = writable.post("jude", "judgements", **fields(**(two | wrong)))
    told = problem(answer, 422, "bad-parameter")
    assert told["parameter"] == where
    assert hint is None or told["hint"] == hint
    assert ledger(writable.directory) == before


def test_without_a_key_nobody_judges(writable: Writable) -> None:
    problem(writable.client.post("/api/v1/judgements", json=fields()), 401, "no-key")
    answer = writable.client.post(
        "/api/v1/judgements", content=b"relation: x", headers=writable.keys["jude"]
    )
    problem(answer, 415, "media-type")
