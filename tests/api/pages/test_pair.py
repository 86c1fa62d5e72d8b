from __future__ import annotations

from kg_api.pages.pair import Pair
from saying import said


def test_a_hedge_that_is_gone_in_the_second_passage_is_said_to_be_lost() -> None:
    hedged = said("a", hedges=("allegedly", "it was said"))
    plain = said("b", source="other", hedges=("it was said",))
    assert Pair(hedged, plain).lost == ("allegedly",)
    assert Pair(plain, hedged).lost == ()


def test_passages_in_two_languages_are_not_compared_and_that_is_said() -> None:
    one = said("a")
    other = said("b").model_copy(
        update={"source": one.source.model_copy(update={"language": "az-Latn"})}
    )
    compared = Pair(one, other)
    assert compared.why_not == "the sources are in different languages"
    assert compared.changes == ()
