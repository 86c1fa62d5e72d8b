"""What this collection said on an earlier day: to everybody, and to who may see the whole past."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api_asking import problem
from handing_in import bearer
from kg.access import Scope
from kg.settings import Settings
from kg.store.importing import RdfFiles, import_files
from kg_api.app import create_app
from quick_folders import quick_folder
from remembering import WORDS, History, history, told

RETRACTED_SINCE = {2: 1, 3: 1, 4: 1}
ERASED_SINCE = {10: 1}


@pytest.fixture(scope="module")
def lived() -> Iterator[History]:
    """Yield a history with what was answered during it."""
    with quick_folder() as folder, history(folder / "data") as lived:
        yield lived


def shows(answer: Any, record: str, address: str) -> bool:
    """Return whether an answer shows a record: its word, or where that is asked for, its claim."""
    sought = f"claim/claim-{record}" if WORDS[record] in address else WORDS[record]
    return sought in answer.text


def as_of(address: str, moment: object) -> str:
    return f"{address}{'&' if '?' in address else '?'}asOf={moment}"


def test_every_answer_of_every_revision_comes_again_with_the_key_to_the_past(
    lived: History,
) -> None:
    for then in lived.remembered:
        if then.revision in ERASED_SINCE:
            continue
        for address, answer in then.answers.items():
            again = lived.client.get(as_of(address, then.revision), headers=lived.key)
            assert told(again) == answer, (then.revision, address)


def test_a_number_an_instant_and_a_day_that_mean_one_revision_give_the_same(
    lived: History,
) -> None:
    days = 0
    for then in lived.remembered:
        address = "/api/v1/lookup?text=the"
        numbered = told(lived.client.get(as_of(address, then.revision)))
        assert told(lived.client.get(as_of(address, then.at))) == numbered
        if then.last_of_its_day:
            days += 1
            assert told(lived.client.get(as_of(address, then.at[:10]))) == numbered
    assert days == 8


def test_everybody_is_given_the_same_where_nothing_was_taken_back_since(lived: History) -> None:
    for then in lived.remembered:
        if then.revision in RETRACTED_SINCE | ERASED_SINCE:
            continue
        for address, answer in then.answers.items():
            again = lived.client.get(as_of(address, then.revision))
            assert told(again) == answer, (then.revision, address)


@pytest.mark.parametrize("revision", [*RETRACTED_SINCE, *ERASED_SINCE])
def test_what_was_taken_back_since_appears_nowhere_and_is_counted(
    lived: History, revision: int
) -> None:
    record = "dam" if revision in RETRACTED_SINCE else "lake"
    left_out = {
        "retracted": RETRACTED_SINCE.get(revision, 0),
        "erased": ERASED_SINCE.get(revision, 0),
    }
    seen = lived.at(revision).answers
    assert any(WORDS[record] in str(answer) for answer in seen.values())
    for address in seen:
        answer = lived.client.get(as_of(address, revision))
        assert not shows(answer, record, address), address
        counted = ", ".join(f"{name}={count}" for name, count in left_out.items())
        assert answer.headers["x-kg-as-of"].endswith(counted)
        if answer.headers["content-type"] == "application/json":
            assert answer.json()["as_of"]["left_out"] == left_out


def test_what_was_erased_is_missing_with_a_key_too_and_counted(lived: History) -> None:
    for address in lived.at(10).answers:
        answer = lived.client.get(as_of(address, 10), headers=lived.key)
        assert not shows(answer, "lake", address), address
        assert answer.headers["x-kg-as-of"].endswith("retracted=0, erased=1")


def test_a_draft_is_no_revision(lived: History) -> None:
    found = lived.client.get("/api/v1/claims?asOf=5").json()
    assert (found["revision"], found["as_of"]["revision"], found["as_of"]["asked"]) == (4, 4, "5")


def test_an_answer_says_which_moment_it_shows(lived: History) -> None:
    answer = lived.client.get("/api/v1/claims?asOf=2025-05-02")
    assert answer.json()["as_of"] == {
        "asked": "2025-05-02",
        "revision": 3,
        "at": "2025-05-02T12:02:00.000000Z",
        "left_out": {"retracted": 1, "erased": 0},
    }
    assert answer.headers["x-kg-as-of"] == (
        'revision=3, at="2025-05-02T12:02:00.000000Z", retracted=1, erased=0'
    )
    assert "as_of" not in lived.client.get("/api/v1/claims").json()


def test_the_link_of_an_answer_is_asked_as_of_the_same_revision(lived: History) -> None:
    for address in ("/api/v1/claims?limit=1", "/api/v1/speakers/mod", "/api/v1/lookup?text=hill",
                    "/api/v1/queries/claims/list/run"):  # fmt: skip
        link = lived.client.get(as_of(address, "2025-05-02")).json()["sparql"]
        assert link.endswith("&asOf=3")
        answer = lived.client.get(link)
        assert answer.status_code == 200
        assert answer.headers["x-kg-as-of"].startswith("revision=3,")


def test_a_cursor_of_one_revision_fits_no_other(lived: History) -> None:
    first = lived.client.get("/api/v1/claims?limit=1&asOf=3")
    assert "asOf=3" in first.headers["link"]
    page = f"/api/v1/claims?limit=1&cursor={first.json()['next']}"
    assert len(lived.client.get(f"{page}&asOf=3").json()["items"]) == 1
    for other in (f"{page}&asOf=4", page):
        assert problem(lived.client.get(other), 422, "bad-parameter")["parameter"] == "cursor"


def test_what_a_client_has_already_is_not_made_again(lived: History) -> None:
    tag = lived.client.get("/api/v1/claims?asOf=3").headers["etag"]
    for view in (lived.directory / "past").glob("3-*"):
        shutil.rmtree(view)
    again = lived.client.get("/api/v1/claims?asOf=3", headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["etag"]) == (304, tag)
    assert again.headers["x-kg-as-of"].startswith("revision=3,")
    assert list((lived.directory / "past").glob("3-*")) == []


def test_the_whole_past_is_kept_by_nobody_for_others(lived: History) -> None:
    whole = lived.client.get("/api/v1/claims?asOf=3", headers=lived.key)
    public = lived.client.get("/api/v1/claims?asOf=3")
    assert whole.headers["cache-control"] == "private, no-store"
    assert public.headers["cache-control"] == "no-cache"
    for answer in (whole, public):
        assert answer.headers["vary"].startswith("Accept, Authorization")
    assert whole.headers["etag"] != public.headers["etag"]
    assert len(whole.json()["items"]) > len(public.json()["items"])


def test_a_key_without_the_scope_opens_no_more_than_no_key(lived: History) -> None:
    public = lived.client.get("/api/v1/claims?asOf=3").json()
    others = [scope for scope in Scope if scope is not Scope.PAST]
    key = bearer(lived.directory, "jane", *others)
    assert lived.client.get("/api/v1/claims?asOf=3", headers=key).json() == public


def test_a_key_that_does_not_work_is_refused_where_it_could_matter(lived: History) -> None:
    for given in ("Bearer kg_0123456789ab_x", "Basic a2c6a2c="):
        key = {"Authorization": given}
        problem(lived.client.get("/api/v1/claims?asOf=3", headers=key), 401, "no-key")
        assert lived.client.get("/api/v1/claims", headers=key).status_code == 200


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("0", "nothing was public at revision 0"),
        ("2025-04-30", "nothing was public at 2025-04-30T23:59:59.999999Z"),
        ("13", "revision 13 has not come yet"),
        ("9999-12-31", "has not come yet"),
        ("2025-05-32", "is no revision, day or instant"),
        ("2025-05-01T10:00:00", "is no revision, day or instant"),
        ("0001-01-01T00:00:00%2B14:00", "is no revision, day or instant"),
        ("%C2%B2", "is no revision, day or instant"),
        ("", "is no revision, day or instant"),
        ("1" * 41, "at most 40 characters"),
    ],
)
def test_a_moment_that_is_none_is_refused_with_those_there_are(
    lived: History, moment: str, words: str
) -> None:
    for address in ("/api/v1/claims", "/api/v1/queries/claims/list/run"):
        told = problem(lived.client.get(as_of(address, moment)), 422, "bad-parameter")
        assert words in told["detail"]
        assert told["parameter"] == "asOf"
        if "public" in words or "come yet" in words:
            assert told["hint"] == (
                "there is revision 1 (2025-05-01T12:00:00.000000Z) "
                "to 12 (2025-05-09T12:11:00.000000Z)"
            )


def test_a_moment_is_given_once(lived: History) -> None:
    for address in ("/api/v1/claims?asOf=1", "/api/v1/queries/claims/list/run?asOf=1",
                    "/sparql?query=ASK{}&asOf=1"):  # fmt: skip
        answer = lived.client.get(as_of(address, 2))
        assert problem(answer, 422, "bad-parameter")["detail"] == "given more than once"


def test_queries_sent_as_a_body_are_asked_as_of_then_too(lived: History) -> None:
    form = {"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "asOf": "1"}
    answers = [
        lived.client.post("/sparql", data=form),
        lived.client.post(
            "/sparql?asOf=1",
            content=form["query"],
            headers={"Content-Type": "application/sparql-query"},
        ),
    ]
    for answer in answers:
        assert "record-hill-v1" in answer.text
        assert "record-road" not in answer.text
    refused = lived.client.post("/sparql", data=form | {"asOf": "1" * 50})
    assert problem(refused, 422, "bad-parameter")["parameter"] == "asOf"


def test_a_batch_is_looked_up_as_of_then(lived: History) -> None:
    asked = {"items": [{"text": "road"}, {"text": "zqdamz"}]}
    (road, dam) = lived.client.post("/api/v1/lookup?asOf=3", json=asked).json()["items"]
    assert [hit["claim"]["id"] for hit in road["answer"]["items"]] == ["claim-road"]
    assert dam["answer"]["items"] == []
    assert dam["answer"]["as_of"]["left_out"] == {"retracted": 1, "erased": 0}


def test_a_view_costs_whoever_asked_for_it(lived: History) -> None:
    settings = Settings(store=str(lived.directory), workers=2, client_cpu=0.001)
    for view in (lived.directory / "past").glob("9-*"):
        shutil.rmtree(view)
    with TestClient(create_app(settings)) as poor:
        assert poor.get("/api/v1/claims?asOf=9").status_code == 200
        problem(poor.get("/api/v1/sources?asOf=9"), 429, "too-many-requests")
        assert poor.get("/api/v1/claims").status_code == 200


def test_where_there_is_no_ledger_the_past_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://e/s> <http://e/p> <http://e/o> .")
    import_files(tmp_path / "rdf", RdfFiles((tmp_path / "a.ttl",)))
    endpoint = Settings(store="http://127.0.0.1:9/sparql")
    for settings in (endpoint, Settings(store=str(tmp_path / "rdf"), rdf=True)):
        with TestClient(create_app(settings)) as client:
            for address in ("/api/v1/claims?asOf=1", "/sparql?query=ASK{}&asOf=1"):
                told = problem(client.get(address), 400, "bad-request")
                assert told["detail"] == "the past is not known here: there is no ledger"
