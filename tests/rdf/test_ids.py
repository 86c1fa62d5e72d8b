"""IRIs are minted from ids, under any base."""

from __future__ import annotations

import pytest

from kg.rdf.ids import Iris

IRIS = Iris("https://kg.example/")
SHA = "0123456789abcdef"


@pytest.mark.parametrize(
    ("iri", "rest"),
    [
        (IRIS.source("news"), "source/news"),
        (IRIS.snapshot(SHA), f"snapshot/{SHA}"),
        (IRIS.claim("loss"), "claim/loss"),
        (IRIS.content("loss", 2), "claim/loss#content-2"),
        (IRIS.speaker("news.voices"), "speaker/news.voices"),
        (IRIS.role("ann", 1), "role/ann.1"),
        (IRIS.place("hill"), "place/hill"),
        (IRIS.thing("dam"), "thing/dam"),
        (IRIS.relation("left"), "relation/left"),
        (IRIS.annotator("team"), "annotator/team"),
        (IRIS.attribution(SHA, 1, 5, 2), f"attribution/{SHA}-1-5-2"),
        (IRIS.mention(SHA, 1, 5, 2), f"mention/{SHA}-1-5-2"),
        (IRIS.passage(SHA, 1, 5), f"passage/{SHA}-1-5"),
        (IRIS.utterance(SHA, "briefing"), f"utterance/{SHA}-briefing"),
        (IRIS.date(SHA, "may-5"), f"date/{SHA}-may-5"),
        (IRIS.judgement("hill-1"), "judgement/hill-1"),
        (IRIS.record("hill", 3), "graph/record-hill-v3"),
        (IRIS.event(12), "event/12"),
        (IRIS.actor("jane-doe"), "actor/jane-doe"),
        (IRIS.actor("Ø/../x y"), "actor/%C3%98%2F..%2Fx%20y"),
        (IRIS.graph("reference"), "graph/reference"),
        (IRIS.of("place/hill"), "place/hill"),
        (IRIS.part(IRIS.claim("loss"), "situation"), "claim/loss#situation"),
        (IRIS.part(IRIS.part(IRIS.claim("x"), "said"), "anchor"), "claim/x#said-anchor"),
    ],
)
def test_an_iri_is_base_kind_and_id(iri: object, rest: str) -> None:
    assert str(iri) == f"<https://kg.example/{rest}>"
