"""What a retraction would change, over HTTP."""

from __future__ import annotations

from fastapi.testclient import TestClient

from api_asking import problem

LISTS = {
    "attribution": "attributions", "utterance": "utterances", "judgement-given": "judgements_given",
    "judged": "judged", "read-by": "read_by", "cited-by": "cited_by", "copy": "copies",
    "reply": "replies", "judgement-about": "judgements_about", "speaker": "speakers",
    "claim": "claims_only_here",
}  # fmt: skip


def test_all_that_depends_on_a_record_is_what_its_query_gives(client: TestClient) -> None:
    for record in ("ostrel-wire-dam", "river-institute-report", "harbour-courier-treaty"):
        told = client.get(f"/api/v1/records/{record}/impact").json()
        listed = {
            (effect, item["iri"]) for effect, name in LISTS.items() for item in told[name]["items"]
        }
        rows = client.get(told["sparql"]).json()["items"]
        assert {(row["effect"], row["thing"]) for row in rows} == listed | {
            ("source", told["source"]["iri"])
        }
        assert all(told[name]["omitted"] == 0 for name in LISTS.values())


def test_the_numbers_before_are_those_of_the_trace(client: TestClient) -> None:
    told = client.get("/api/v1/records/ostrel-wire-dam/impact").json()
    assert told["complete"]
    assert {each["claim"]["id"] for each in told["claims"]["items"]} >= {"water-let-out"}
    for each in told["claims"]["items"]:
        trace = client.get(f"/api/v1/claims/{each['claim']['id']}/trace").json()
        counted = trace["independent_origins"]
        assert each["before"]["count"] == counted["count"]
        assert each["before"]["at_least"] == counted["at_least"]
        assert each["changed"] == (each["before"] != each["after"])


def test_a_record_that_does_not_stand_is_404(client: TestClient) -> None:
    problem(client.get("/api/v1/records/nothing/impact"), 404, "unknown-id")
