"""Both sides of each contradiction: who says the one, who says the other, and in which sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from kg.model.views import (
    AttributionView,
    ContradictionView,
    Counts,
    JudgementView,
    Pointer,
    Ref,
    Saying,
    Side,
)
from kg.reading.aside import together
from kg.reading.knowledge import Knowledge
from kg.reading.linking import link
from kg.reading.views import attribution_views
from kg.search.naming import kind_of

SHOWN: Final = 5
"""How many attributions of one side are shown; the others are counted."""

MOST_CLAIMS: Final = 50
"""Of how many claims the attributions are looked up; of further ones all are only counted."""

Revisions = list[int | None]


async def with_sides(
    knowledge: Knowledge, judgements: Sequence[JudgementView]
) -> tuple[tuple[ContradictionView, ...], Revisions]:
    """Return the judgements with both their sides, and the revisions these show."""
    judged = {ref.iri: ref for one in judgements for ref in (one.judges, one.against)}
    claims = [ref for iri, ref in sorted(judged.items()) if kind_of(iri) == "claim"]
    others = [ref for iri, ref in sorted(judged.items()) if kind_of(iri) != "claim"]
    parts = await together(_claims(knowledge, claims), _attributions(knowledge, others))
    sides = parts[0][0] | parts[1][0]
    found = tuple(
        ContradictionView(
            **{name: getattr(one, name) for name in JudgementView.model_fields},
            sides=(sides[one.judges.iri], sides[one.against.iri]),
        )
        for one in judgements
    )
    return found, [revision for _, revisions in parts for revision in revisions]


async def _claims(knowledge: Knowledge, refs: Sequence[Ref]) -> tuple[dict[str, Side], Revisions]:
    if not refs:
        return {}, []
    iris = [ref.iri for ref in refs]
    counts, *pages = await together(
        knowledge.find("counts", noun="claim", iris=iris),
        *(_said(knowledge, iri) for iri in iris[:MOST_CLAIMS]),
    )
    said = {iri: page["items"] for iri, (page, _) in zip(iris, pages, strict=False)}
    sides = {}
    for ref in refs:
        counted = Counts.model_validate(counts[0]["counts"][ref.iri])
        views = [AttributionView.model_validate(item) for item in said.get(ref.iri, ())]
        sides[ref.iri] = _side(knowledge, ref, counted, views)
    return sides, [revision for _, revision in (counts, *pages)]


async def _said(knowledge: Knowledge, claim: str) -> tuple[dict[str, Any], int | None]:
    return await knowledge.find(
        "attributions", filters={"claim": claim}, after=None, limit=SHOWN, facets=False
    )


async def _attributions(
    knowledge: Knowledge, refs: Sequence[Ref]
) -> tuple[dict[str, Side], Revisions]:
    """Return the sides that are one attribution: its own speaker in its own source."""
    if not refs:
        return {}, []
    asked = tuple(ref.iri for ref in refs)
    facts, revision = await knowledge.facts("attributions/facts", {"attribution": asked})
    views = {view.iri: view for view in attribution_views(facts)}
    sides = {}
    for ref in refs:
        mine = [views[ref.iri]] if ref.iri in views else []
        sides[ref.iri] = _side(knowledge, ref, _counted(mine), mine)
    return sides, [revision]


def _counted(views: Sequence[AttributionView]) -> Counts:
    number = len(views)
    invented = sum(view.invented for view in views)
    return Counts(
        attributions=number, claims=number, sources=number, speakers=number, invented=invented
    )


def _side(knowledge: Knowledge, ref: Ref, counts: Counts, views: Iterable[AttributionView]) -> Side:
    said = tuple(map(_saying, views))
    return Side(
        judged=ref,
        counts=counts,
        said=said,
        omitted=counts.attributions - len(said),
        sparql=_link(knowledge, ref.iri),
    )


def _link(knowledge: Knowledge, iri: str) -> str:
    if kind_of(iri) == "claim":
        short = knowledge.short("claim", iri)
        return link("attributions/list", {"claim": short, "limit": str(SHOWN)})
    return link("attributions/facts", {"attribution": knowledge.short("attribution", iri)})


def _saying(view: AttributionView) -> Saying:
    return Saying(
        attribution=Pointer(id=view.id, iri=view.iri),
        speaker=view.speaker,
        act=view.act,
        polarity=view.polarity,
        source=view.source,
    )
