"""What a list may be narrowed by, with counts: of each facet several values, of which any will do.

A count says how many there are with a value beside all other filters, so that those of one facet
do not change by what is chosen of it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Final

from kg.model.answers import AttributionListing, Facet
from kg.reading.collection import Collection
from kg.search.filters import Filters, Page, each_of
from kg_api.pages.words import ACTS, BASES

LISTED: Final = 8
"""Values of one facet; of others it is said how many there are."""
_TITLES: Final = (
    ("act", "What kind of statement"),
    ("speaker", "Whom it credits"),
    ("basis", "How the speaker is credited"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value; `count` is None where it is chosen and not among the commonest."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """One facet, by the name its values have in the address."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    others: int


async def offers(
    collection: Collection, filters: Filters, first: AttributionListing
) -> AsyncIterator[Offer]:
    """Yield what there is to choose from.

    Args:
        collection: what is narrowed.
        filters: what is chosen.
        first: the first page of what passes them, with its facets.
    """
    for name, title in _TITLES:
        chosen = each_of(getattr(filters, name))
        counted = first
        if chosen:
            without = filters.model_copy(update={name: None})
            counted = await collection.attributions(without, Page(limit=1))
        if counted.facets is not None:
            facet: Facet = getattr(counted.facets, name)
            shown = tuple(_choices(name, facet, chosen))
            listed = sum(choice.count is not None for choice in shown)
            others = len(facet.values) - listed + facet.others
            yield Offer(name, title, shown, others)


def _choices(name: str, facet: Facet, chosen: tuple[str, ...]) -> Iterator[Choice]:
    most = len(facet.values) if name == "act" else LISTED
    known = {value.value: value for value in facet.values}
    for value in facet.values[:most]:
        label = _label(name, value.value, value.label)
        yield Choice(value.value, label, value.count, value.value in chosen)
    for each in chosen:
        if each not in {value.value for value in facet.values[:most]}:
            found = known.get(each)
            label = _label(name, each, found.label if found else each)
            yield Choice(each, label, found.count if found else None, chosen=True)


def _label(name: str, value: str, label: str) -> str:
    words = {"act": ACTS, "basis": BASES}.get(name, {})
    return words.get(value, label)
