from __future__ import annotations

from typing import Any

from pyoxigraph import Store

from kg.vocab import DEFAULT_BASE
from kg_bench.questions import Questions

SAMPLE: dict[str, Any] = {
    "base": DEFAULT_BASE,
    "attributions": ["0123456789abcdef-0-9-1"],
    "claims": ["hill-taken"],
    "speakers": ["mod", "paper.group-1"],
    "texts": ["Velm Ministry approached the old hill near Ostrel"],
}


def test_every_question_can_be_asked_in_sparql_and_names_our_own_paths() -> None:
    store = Store()
    names = []
    for question in Questions(SAMPLE).all():
        names.append(question.name)
        for ask in question.asks[:3]:
            assert ask.rest is None or ask.rest.startswith(("/api/v1/", "/healthz"))
            if ask.sparql is not None:
                store.query(ask.sparql)
    assert len(names) == len(set(names)) == 14


def test_speakers_that_exist_in_one_source_only_are_not_asked_about() -> None:
    assert all("paper.group-1" not in (ask.rest or "") for ask in Questions(SAMPLE).list().asks)


def test_where_nothing_may_be_remembered_no_filter_comes_twice() -> None:
    facets = next(one for one in Questions(SAMPLE).all() if one.name.startswith("facets"))
    paths = [ask.rest for ask in facets.asks]

    assert len(paths) == len(set(paths)) == 2000
