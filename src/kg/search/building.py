"""The index of a store that has no ledger of ours: read from its own answers, page by page.

The same rows that explain an answer make its index. The endpoint may change meanwhile, and the
index does not follow it: build it again.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.catalogue import Catalogue, Query
from kg.catalogue.query import Value
from kg.errors import (
    BadParameterError,
    IncompleteAnswerError,
    SizeLimitError,
    TimeLimitError,
)
from kg.model.terms import Iri, Term
from kg.search.facts import Facts
from kg.search.index import Index
from kg.search.naming import kind_of
from kg.store.base import Store
from kg.vocab import CP

LISTED: Final = 1000
"""IRIs asked for at once."""

UNREADABLE: Final = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What reading comes to when somebody else's data is not of the shape that our ontology gives."""

MOST: Final = 5_000_000
"""Things of one noun: more than one file should hold, and an end to what never ends."""

SECONDS: Final = 3600.0
"""How long reading everything may take."""

EXPLAINED: Final = 100
"""Things whose facts are asked for at once."""

_NOUNS: Final = ("attribution", "claim", "speaker", "source", "judgement")
_WHOLE: Final = MappingProxyType({"attribution": CP.Attribution, "judgement": CP.Judgement})
"""What stands in the index by itself, and is described nowhere else."""

_OWN: Final = frozenset({"place", "thing", "relation"})
"""What has no list of its own: it is described with the claims that name it."""


async def build_index(
    path: Path, store: Store, catalogue: Catalogue, *, seconds: float = SECONDS
) -> None:
    """Write the index of everything in `store` to `path`, which appears when it is complete.

    Raises:
        StoreError: the store did not answer, or not in full.
        LimitError: an answer was too large or too slow, or there was no end of them.
    """
    deadline = time.monotonic() + seconds
    working = path.with_name(path.name + ".building")
    working.unlink(missing_ok=True)
    with closing(Index.open(working)) as index:
        for noun in _NOUNS:
            async for iris, facts in _explained(noun, store, catalogue):
                _add(index, noun, iris, facts)
                if time.monotonic() > deadline:
                    raise TimeLimitError(f"The endpoint was not read within {seconds:,g} seconds")
        index.commit(None)
        index.copy_to(path.with_name(path.name + ".complete"))
    for leftover in path.parent.glob(f"{working.name}*"):
        leftover.unlink()
    path.with_name(path.name + ".complete").replace(path)


def _add(index: Index, noun: str, iris: Sequence[str], facts: Facts) -> None:
    """Add a page to the index.

    Raises:
        IncompleteAnswerError: something listed is not stated, or not as our ontology says.
    """
    known = facts.of_type(_WHOLE[noun]) if noun in _WHOLE else facts.things()
    if missing := sorted(set(iris) - set(known)):
        raise IncompleteAnswerError(f"The endpoint lists {missing[0]} and states nothing of it")
    try:
        index.add("", facts, {}, _described(noun, iris, facts))
    except (*UNREADABLE, sqlite3.DataError) as error:
        raise IncompleteAnswerError(
            f"What the endpoint states of {noun}s cannot be read: {error!r:.200}"
        ) from error


async def _explained(
    noun: str, store: Store, catalogue: Catalogue
) -> AsyncIterator[tuple[Sequence[str], Facts]]:
    async for page in _pages(noun, store, catalogue):
        for start in range(0, len(page), EXPLAINED):
            iris = page[start : start + EXPLAINED]
            text = _bound(catalogue[f"{noun}s/facts"], {noun: iris})
            yield iris, Facts((await store.facts(text)).facts)


async def _pages(noun: str, store: Store, catalogue: Catalogue) -> AsyncIterator[list[str]]:
    """Yield the IRIs of all things of a noun, a page at a time, by keyset.

    A page that is not full is not the last one: some endpoints give fewer rows than were asked
    for, and do not say so. The last one is empty.

    Raises:
        IncompleteAnswerError: the store gives pages that do not go forward, or no IRIs.
        SizeLimitError: there are more than `MOST`.
    """
    last, listed = "", 0
    while True:
        place = {"after": last} if last else {}
        text = _bound(catalogue[f"{noun}s/list"], {**place, "limit": str(LISTED)})
        rows = await store.select(text)
        places = [_place(noun, row) for row in rows]
        if places != sorted(set(places)) or (places and places[0] <= last):
            raise IncompleteAnswerError(f"the pages of {noun}s overlap or are out of order")
        if not places:
            return
        listed += len(places)
        if listed > MOST:
            raise SizeLimitError(f"The endpoint lists more than {MOST:,} {noun}s")
        yield [_iri(row.get(noun)) for row in rows]
        last = places[-1]


def _place(noun: str, row: Mapping[str, Term]) -> str:
    """Return where something stands in its list: by its IRI, judgements by who judged first."""
    iri = _iri(row.get(noun))
    return f"{_iri(row.get('kind'))} {iri}" if noun == "judgement" else iri


def _iri(term: Term | None) -> str:
    if not isinstance(term, Iri):
        raise IncompleteAnswerError("The endpoint lists something that is no IRI")
    return term.value


def _bound(query: Query, values: Mapping[str, Value]) -> str:
    try:
        return query.bind(values)
    except BadParameterError as error:
        raise IncompleteAnswerError(f"The endpoint lists what is no IRI: {error}") from error


def _described(noun: str, iris: Sequence[str], facts: Facts) -> Iterator[str]:
    """Yield what these facts describe in full."""
    if noun not in _WHOLE:
        yield from iris
    if noun == "claim":
        yield from (iri for iri in facts.things() if kind_of(iri) in _OWN)
