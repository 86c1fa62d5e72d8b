"""Which sources print the same text: what `kg.copies` compares, gathered from a collection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass
from math import floor
from typing import Final, Literal, TypeAlias

from kg.copies import Alike, Finding, HeldText, Saying, Span, alike, findings, sayings
from kg.model.answers import TextAnswer
from kg.model.views import SourceView
from kg.reading.collection import Collection
from kg.search.filters import Page
from kg.search.naming import id_of, kind_of

_PAGE: Final = 100
_WHY: Final = {
    "cites": "it names the other as where it has it from",
    "later": "it certainly appeared on a later day",
}

Relation: TypeAlias = Literal["copyOf", "sameUtterance"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A judgement that a program may give, and what it rests on.

    `judges` and `against` are references such as `source/velm-gazette`; `share` is how much of the
    shorter text stands in both, from 0 to 1, cut to two decimals.
    """

    relation: Relation
    judges: str
    against: str
    share: float
    reason: str


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
    async for source in _sources(collection):
        number += 1
        if source.held and (text := held(source, await collection.source_text(source.id))):
            found[source.iri] = text
        seen(number)
    return found


async def _sources(collection: Collection) -> AsyncIterator[SourceView]:
    cursor: str | None = None
    while True:
        page = await collection.sources(Page(limit=_PAGE, cursor=cursor))
        for source in page.items:
            yield source
        if page.next is None:
            return
        cursor = page.next


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
