"""Which judgements relate two things, how, and by whom: rows of the index.

As `judgements/about` tells it. Reasons and times are in the store.
"""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from kg.search.attributions import local
from kg.search.condition import Condition, any_of, every, marks
from kg.search.facts import Facts
from kg.search.naming import Json, Name, name_of, pointer, ref
from kg.vocab import CP, PROV


class Stated(NamedTuple):
    """What is kept of a judgement; `annotator` is who judged so, and `called` their name."""

    relation: str
    judges: str
    against: str
    annotator: str
    called: str

    @classmethod
    def by(cls, facts: Facts, iri: str) -> Stated:
        """Return what the facts state of one judgement."""
        annotator = name_of(facts, facts.text(iri, PROV + "wasAttributedTo") or "")
        return cls(
            relation=local(facts.text(iri, CP.relation)) or "",
            judges=facts.text(iri, CP.judges) or "",
            against=facts.text(iri, CP.against) or "",
            annotator=annotator.iri,
            called=annotator.label,
        )


class Judgements:
    """Reads one index, which nobody changes meanwhile."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read through this connection."""
        self._connection = connection

    def about(self, things: Sequence[str], relations: Sequence[str]) -> list[Json]:
        """Return the judgements with one of these relations that have a thing on either side.

        In the order of their IRIs; `judges` and `against` are the IRIs of the sides.
        """
        sides = [Condition(f"{side} IN ({marks(things)})", (*things,)) for side in _SIDES]
        wanted = Condition(f"relation IN ({marks(relations)})", (*relations,))
        narrowed = every([any_of(sides), wanted])
        found = self._connection.execute(
            f"SELECT DISTINCT iri, {', '.join(Stated._fields)} FROM judgement "
            f"WHERE {narrowed.sql} ORDER BY iri",
            narrowed.values,
        )
        return [_json(iri, Stated(*stated)) for iri, *stated in found]


_SIDES = ("judges", "against")


def _json(iri: str, stated: Stated) -> Json:
    return {
        "judgement": pointer(iri),
        "relation": stated.relation,
        "judges": stated.judges,
        "against": stated.against,
        "by": ref(Name(stated.annotator, stated.called)),
    }
