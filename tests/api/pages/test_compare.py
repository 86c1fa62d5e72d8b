from __future__ import annotations

from fastapi.testclient import TestClient

from kg_api.pages.compare import Comparison
from saying import said


def test_a_hedge_that_is_gone_in_the_second_passage_is_said_to_be_lost() -> None:
    hedged = said("a", hedges=("allegedly", "it was said"))
    plain = said("b", source="other", hedges=("it was said",))
    assert Comparison(hedged, plain).lost == ("allegedly",)
    assert Comparison(plain, hedged).lost == ()


def test_passages_in_two_languages_are_not_compared_and_that_is_said() -> None:
    one = said("a")
    other = said("b").model_copy(
        update={"source": one.source.model_copy(update={"language": "az-Latn"})}
    )
    compared = Comparison(one, other)
    assert compared.why_not == "the sources are in different languages"
    assert compared.changes == ()


def test_two_passages_of_the_demonstration_are_shown_word_by_word(client: TestClient) -> None:
    found = client.get("/api/v1/claims/gates-opened/trace").json()["hedge_loss"][0]
    pair = {"a": found["hedged"]["attribution"]["id"], "b": found["plain"]["attribution"]["id"]}
    page = client.get("/compare", params=pair).text
    assert "Hedges lost" in page
    assert "“<bdi>allegedly</bdi>”" in page
    assert client.get("/compare", params=pair | {"b": "nothing"}).status_code == 404
