"""Facts out of quads, and out of the rows of the `facts.rq` queries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from kg.errors import IncompleteAnswerError
from kg.model.terms import Iri, Literal, Term
from kg.search.facts import Fact, Facts, Value

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.store.base import Rows, Store


def facts_in(rows: Rows) -> Facts:
    """Return what rows of (thing, property, value) state."""
    return Facts(
        Fact(row["thing"].value, row["property"].value, _value(row["value"])) for row in rows
    )


async def stated(store: Store, text: str) -> tuple[Facts, int | None]:
    """Return what a query for (thing, property, value) finds, and the revision it shows.

    Its answer is read straight into facts: a trace has thousands of terms, and making an object
    of each takes several times as long as finding them.

    Raises:
        IncompleteAnswerError: the answer is not whole, or has other columns.
    """
    answer = await store.query(text)
    try:
        bindings = json.loads(answer.body)["results"]["bindings"]
        return Facts(map(_bound, bindings)), answer.revision
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise IncompleteAnswerError(f"The answer is not whole: {error!r}") from error


def _bound(row: Mapping[str, Mapping[str, str]]) -> Fact:
    value = row["value"]
    found = Value(value["value"], value.get("xml:lang", "").lower(), value["type"] == "uri")
    return Fact(row["thing"]["value"], row["property"]["value"], found)


def fact_of(quad: Quad) -> Fact:
    """Return what a quad states, in whatever graph; no blank node is ever stored."""
    value = quad.object
    if isinstance(value, RdfLiteral):
        found = Value(value.value, value.language or "")
    else:
        found = Value(_iri(value), "", True)  # noqa: FBT003  (a keyword costs a tenth of loading)
    return Fact(_iri(quad.subject), quad.predicate.value, found)


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _value(term: Term) -> Value:
    if isinstance(term, Literal):  # tags are compared without case, and engines lower it
        return Value(term.value, (term.language or "").lower())
    return Value(term.value, is_iri=isinstance(term, Iri))
