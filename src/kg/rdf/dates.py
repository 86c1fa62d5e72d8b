"""Uncertain dates as RDF: wording, EDTF, and the bounds that follow from it."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.model.edtf import Edtf
from kg.rdf.ids import Iris
from kg.rdf.terms import Facts, Node, day, given, text, typed
from kg.records.definitions import DateDef, SituationDef
from kg.vocab import CP


def date_facts(node: NamedNode, date: DateDef, relative_to: NamedNode | None = None) -> Facts:
    """Yield the facts of a date; a bound that is not known yields none."""
    edtf = Edtf.parse(date.edtf)
    found = Node(node, CP.UncertainDate)
    found.add(CP.writtenAs, text(date.verbatim)).add(CP.edtf, text(date.edtf))
    found.add(CP.earliest, given(day, edtf.earliest))
    found.add(CP.latest, given(day, edtf.latest))
    found.add(CP.monthDay, typed(edtf.month_day, "gMonthDay") if edtf.month_day else None)
    found.add(CP.assumption, *(text(one) for one in date.assumed))
    return found.add(CP.relativeTo, relative_to).facts()


def situation_facts(owner: NamedNode, situation: SituationDef, iris: Iris) -> Facts:
    """Yield the facts of a claim's date and of the dates it counts from, all owned by the claim."""
    for n, date in enumerate(_chain(situation), start=1):
        base = None
        if date.relative_to is not None:
            base = iris.part(owner, _name(n + 1))
        elif date.relative_to_issued is not None:
            base = iris.part(iris.source(date.relative_to_issued), "issued")
        yield from date_facts(iris.part(owner, _name(n)), date, base)


def _chain(situation: SituationDef) -> Iterator[SituationDef]:
    at: SituationDef | None = situation
    while at is not None:
        yield at
        at = at.relative_to


def _name(n: int) -> str:
    return "situation" if n == 1 else f"situation-{n}"
