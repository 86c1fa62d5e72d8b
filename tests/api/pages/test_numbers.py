"""The four numbers: those of the data, and none where the data could not be read."""

from __future__ import annotations

from fastapi.testclient import TestClient

from kg.model.answers import AttributionListing, ClaimAnswer, ContradictionListing, TraceAnswer
from kg_api.pages.numbers import Number, against, documents, hedged, origins


def test_what_could_not_be_read_is_never_given_as_a_number() -> None:
    for number in (origins(None), documents(None), hedged(None, None), against(None)):
        assert (number.value, number.beside, number.bad) == ("?", "cannot be told now", False)


def test_numbers_say_what_has_to_be_said_beside_them(client: TestClient) -> None:
    def read(more: str) -> bytes:
        return client.get(f"/api/v1/claims/gates-opened{more}").content

    trace = TraceAnswer.model_validate_json(read("/trace"))
    assert documents(ClaimAnswer.model_validate_json(read(""))).beside.endswith("invented")
    listed = AttributionListing.model_validate_json(read("/attributions"))
    assert hedged(listed, trace).beside == "a hedge got lost 2 times"
    contradictions = ContradictionListing.model_validate_json(read("/contradictions"))
    assert against(contradictions) == Number("Contradicted by", "1", "1 judgement", bad=True)


def test_a_number_says_that_it_may_not_be_of_everything(client: TestClient) -> None:
    answer = client.get("/api/v1/claims/water-let-out/attributions?limit=2")
    listed = AttributionListing.model_validate_json(answer.content)
    assert listed.next
    assert hedged(listed, None).value.endswith("+")
