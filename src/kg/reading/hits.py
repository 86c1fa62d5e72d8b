"""The hits of a look-up, told from the index: what answers, and all that is said around it.

The chains are those of `attributions/facts` with `chain_of`, as the index has them; what is judged
of them comes from the store. A claim's own trace is told from the store alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.model.lookups import Hit
from kg.model.views import AttributionView, Counts
from kg.reading.aside import reckoned, together
from kg.reading.chains import judgements
from kg.reading.hit import MOST_LISTED, Answering, Known, hit
from kg.reading.knowledge import Knowledge
from kg.reading.marking import Marking
from kg.reading.questions import Question
from kg.reading.same_origin import followed
from kg.search.naming import Json
from kg.trace import Layers

MOST_TOLD: Final = 2_000
"""Attributions that the numbers of one page are worked out from: a quarter of a second."""

_Views = Sequence[AttributionView]


async def hits(
    knowledge: Knowledge, asked: Question, found: Sequence[Json]
) -> tuple[tuple[Hit, ...], list[int | None]]:
    """Return a hit for each claim found, in that order, and the revisions it is told from.

    Args:
        knowledge: where to ask.
        asked: what was looked up.
        found: for each claim its IRI as `claim`, and as `attributions` those that answer.
    """
    if not found:
        return (), []
    claims = [each["claim"] for each in found]
    (counted, first), (judged, second) = await together(
        knowledge.find("counts", noun="claim", iris=claims), judgements(knowledge, claims)
    )
    counts = {iri: Counts.model_validate(counted["counts"][iri]) for iri in claims}
    full = told_in_full(counts)
    (chains, third), (some, others) = await together(
        knowledge.find("chains-of", claims=sorted(full)),
        _some(knowledge, [each for each in found if each["claim"] not in full]),
    )
    views = _views(chains)
    known, more = await followed(knowledge, views)
    page = Known(Layers(views), known, counts, judged)
    marking = Marking.of(asked)

    def tell() -> tuple[Hit, ...]:
        return tuple(hit(_answering(each, page, some), page, marking) for each in found)

    return await reckoned(tell, len(views)), [first, second, third, *others, *more]


def told_in_full(counts: Mapping[str, Counts]) -> frozenset[str]:
    """Return the claims whose numbers are worked out: of many attributions, the smallest first."""
    left, full = MOST_TOLD, set[str]()
    for claim in sorted(counts, key=lambda iri: (counts[iri].attributions, iri)):
        left -= counts[claim].attributions
        if left >= 0:
            full.add(claim)
    return frozenset(full)


async def _some(
    knowledge: Knowledge, found: Sequence[Json]
) -> tuple[Mapping[str, _Views], list[int | None]]:
    """Return of each claim the first attributions that answer; if none does, its first ones."""
    asks = [_first(knowledge, each) for each in found]
    pages = await together(*asks)
    some = {each["claim"]: _views(page) for each, (page, _) in zip(found, pages, strict=True)}
    return some, [revision for _, revision in pages]


async def _first(knowledge: Knowledge, each: Json) -> tuple[Json, int | None]:
    if each["attributions"]:
        return await knowledge.find("those", iris=each["attributions"][:MOST_LISTED])
    return await knowledge.find(
        "attributions",
        filters={"claim": each["claim"]},
        after=None,
        limit=MOST_LISTED,
        facets=False,
    )


def _views(page: Json) -> _Views:
    return [AttributionView.model_validate(item) for item in page["items"]]


def _answering(each: Json, known: Known, some: Mapping[str, _Views]) -> Answering:
    claim, matched = each["claim"], each["attributions"]
    views = some.get(claim)
    if views is None:
        making = known.layers.making(claim)
        views = [view for view in making if view.iri in set(matched)] or making
    return Answering(claim, views, matched)
