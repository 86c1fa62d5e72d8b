"""Which sources print the same text: what `kg.copies` compares, gathered from a collection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from functools import partial
from math import floor
from typing import Final

from kg.copies import (
    PROGRAM,
    Alike,
    Finding,
    HeldText,
    Proposal,
    Saying,
    Span,
    alike,
    findings,
    sayings,
)
from kg.model.answers import Item, Listing, TextAnswer
from kg.model.views import SourceView
from kg.reading.collection import Collection
from kg.search.filters import JudgementFilters, Page
from kg.search.naming import id_of, kind_of

_PAGE: Final = 100
_WHY: Final = {
    "cites": "it names the other as where it has it from",
    "later": "it certainly appeared on a later day",
}


async def proposals(
    collection: Collection, seen: Callable[[int], None] = lambda _: None
) -> tuple[Proposal, ...]:
    """Return what the texts of a collection let a program judge: copies, and sayings told alike.

    Args:
        collection: what is looked at, source by source.
        seen: told how many sources were read so far.
    """
    texts = await _texts(collection, seen)
    copies, undecided = await asyncio.to_thread(_compared, texts)
    told = [saying for pair in undecided for saying in await _sayings(collection, pair)]
    return (*map(_copy, copies), *map(_saying, told))


def _compared(
    texts: Mapping[str, HeldText],
) -> tuple[tuple[Finding, ...], tuple[Alike, ...]]:
    return findings(texts, alike(texts))


async def _texts(collection: Collection, seen: Callable[[int], None]) -> dict[str, HeldText]:
    found: dict[str, HeldText] = {}
    number = 0
    async for source in _every(collection.sources):
        number += 1
        if source.held and (text := held(source, await collection.source_text(source.id))):
            found[source.iri] = text
        seen(number)
    return found


async def _every(find: Callable[[Page], Awaitable[Listing[Item]]]) -> AsyncIterator[Item]:
    """Yield everything a list has, page by page."""
    cursor: str | None = None
    while True:
        page = await find(Page(limit=_PAGE, cursor=cursor))
        for item in page.items:
            yield item
        if (cursor := page.next) is None:
            return


def held(source: SourceView, answer: TextAnswer) -> HeldText | None:
    """Return the text of a source as it is compared; None where none is kept here."""
    if answer.text is None:
        return None
    return HeldText(
        source=source.iri,
        text=answer.text,
        furniture=tuple(
            Span(passage.anchor.start, passage.anchor.end)
            for passage in answer.passages
            if passage.function == "boilerplate"
        ),
        earliest=source.issued.earliest if source.issued else None,
        latest=source.issued.latest if source.issued else None,
        cites=frozenset(view.via.iri for view in answer.attributions if view.via),
    )


async def _sayings(collection: Collection, pair: Alike) -> Iterable[Saying]:
    both = [await collection.source_text(id_of(source)) for source in (pair.one, pair.other)]
    return sayings(pair, (view for answer in both for view in answer.attributions))


def _copy(found: Finding) -> Proposal:
    return Proposal(
        "copyOf",
        _reference(found.copy),
        _reference(found.original),
        _cut(found.share),
        f"{_shared(found.shared, found.of)}; {_WHY[found.why]}.",
    )


def _saying(found: Saying) -> Proposal:
    pair = found.alike
    return Proposal(
        "sameUtterance",
        _reference(found.one),
        _reference(found.other),
        _cut(pair.share),
        f"{_shared(pair.shared, min(pair.of_one, pair.of_other))}, this passage among them; "
        "nothing tells which text is the copy.",
    )


def _shared(shared: int, of: int) -> str:
    return f"{shared} of {of} runs of five words of the shorter text stand in both"


def _cut(share: float) -> float:
    return floor(share * 100) / 100


def _reference(iri: str) -> str:
    return f"{kind_of(iri)}/{id_of(iri)}"


async def judged(collection: Collection) -> list[str]:
    """Return the ids of the judgements that the program gave of copies, and that stand."""
    given = partial(collection.judgements, JudgementFilters(by=PROGRAM))
    return [view.id async for view in _every(given)]
