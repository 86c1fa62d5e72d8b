"""What a caller asked for, checked and made into values for a query and terms for the index.

The types of the catalogue's parameters are the only definition of what is a valid filter, so the
index and SPARQL are always asked the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.catalogue import Catalogue, Query
from kg.errors import BadParameterError, UnknownThingError
from kg.reading.periods import UNCERTAIN, check_order, in_days
from kg.search.cursor import read_cursor
from kg.search.filters import Filters, Page
from kg.vocab import VOCABULARY

MOST_ITEMS: Final = 1000
_TOPICS: Final = ("speaker", "place", "thing")
_SLUG: Final = re.compile(r"[a-z0-9.-]+")
_RANGE: Final = re.compile(r"\*|[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")  # RFC 4647 section 2.1


@dataclass(frozen=True, slots=True)
class Asked:
    """`values` fill the catalogue query, `terms` go to the index."""

    values: dict[str, str | tuple[str, ...]]
    terms: dict[str, Any]


def one(catalogue: Catalogue, base: str, noun: str, given: str) -> str:
    """Return the IRI of the claim, speaker ... with an id.

    Raises:
        UnknownThingError: no id looks like that.
    """
    parameter = catalogue[f"{noun}s/facts"].parameters[noun]
    try:
        return parameter.terms(given, base=base)[0].value
    except BadParameterError as error:
        raise unknown(noun, given) from error


def unknown(noun: str, given: str) -> UnknownThingError:
    """Return the error for an id that nothing here has."""
    return UnknownThingError(
        f"there is no {noun} “{given}” here",
        where=noun,
        hint=f"list the {noun}s, or look up words it has",
    )


def filtered(query: Query, filters: Filters) -> Asked:
    """Return the filters as values and terms; what is empty counts as not given.

    Raises:
        BadParameterError: a filter is not of its type; `where` is its name.
    """
    values = _values(filters)
    if (wanted := values.get("lang")) and not _RANGE.fullmatch(str(wanted)):
        raise BadParameterError(
            f"“{wanted}” is not a language", where="lang", hint="write a BCP 47 tag, such as en"
        )
    terms: dict[str, Any] = {}
    for name, value in values.items():
        found = query.parameters[name].terms(value, base=query.base)
        texts = [term.value.removeprefix(VOCABULARY) for term in found]
        terms[name] = texts if query.parameters[name].many else texts[0]
    if "hedged" in terms:
        terms["hedged"] = terms["hedged"] == "true"
    check_order(terms)
    return Asked(values, terms)


def words(query: Query, name: str, given: str, *, where: str | None = None) -> str:
    """Return a text as the parameter `name` of a query takes it; whoever asks calls it `where`.

    Raises:
        BadParameterError: it is too long, or no text that can be searched for.
    """
    parameter = query.parameters[name].model_copy(update={"name": where or name})
    return parameter.terms(given, base=query.base)[0].value


def page_after(page: Page, of: Mapping[str, Any]) -> str | None:
    """Return the key that a page begins after, None for the first.

    Raises:
        BadParameterError: the limit is out of range, or the cursor is not one of this list.
    """
    if not 1 <= page.limit <= MOST_ITEMS:
        raise BadParameterError(
            f"a page has 1 to {MOST_ITEMS:,} items, not {page.limit:,}",
            where="limit",
            hint="take several pages",
        )
    return read_cursor(page.cursor, of) if page.cursor else None


def _values(filters: Filters) -> dict[str, str | tuple[str, ...]]:
    given = in_days(filters.model_dump(exclude_none=True))
    if not any(given.get(f"{clock}_{end}") for clock in UNCERTAIN for end in ("from", "to")):
        given.pop("date_mode")
    if "hedged" in given:
        given["hedged"] = str(given["hedged"]).lower()
    values: dict[str, str | tuple[str, ...]] = {key: value for key, value in given.items() if value}
    if about := given.get("about"):
        values["about"] = _topics(about)
    return values


def _topics(about: str) -> tuple[str, ...]:
    """Return what a bare id may mean: it is tried as a speaker, a place and a thing."""
    if _SLUG.fullmatch(about):
        return tuple(f"{kind}/{about}" for kind in _TOPICS)
    return (about,)
