"""The trace of a claim and what contradicts it, from the store."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from kg.model.answers import ContradictionListing, TraceAnswer
from kg.model.views import JudgementView
from kg.reading.aside import reckoned, together
from kg.reading.consistency import at_one_revision
from kg.reading.knowledge import Knowledge
from kg.reading.linking import link
from kg.reading.same_origin import followed
from kg.reading.sides import with_sides
from kg.reading.things import check
from kg.reading.views import attribution_views, judgement_views
from kg.search.naming import name_of, ref
from kg.search.stated import facts_in
from kg.trace import Layers, trace


async def trace_of(knowledge: Knowledge, given: str) -> TraceAnswer:
    """Return the chains from each source back to the origins of a claim.

    Raises:
        UnknownThingError: there is no such claim.
    """
    iri = knowledge.iri("claim", given)

    async def ask() -> tuple[TraceAnswer, list[int | None]]:
        (facts, first), (said, second) = await together(
            knowledge.facts("claims/facts", {"claim": iri}),
            knowledge.facts("attributions/facts", {"chain_of": iri}),
        )
        check(facts, "claim", iri, given)
        views = attribution_views(said)
        known, others = await followed(knowledge, views)
        found = await reckoned(partial(trace, iri, Layers(views), known), len(views))
        answer = TraceAnswer(
            **ref(name_of(facts, iri)),
            **{name: getattr(found, name) for name in type(found).model_fields},
            revision=first,
            sparql=link("attributions/facts", {"chain_of": knowledge.short("claim", iri)}),
        )
        return answer, [first, second, *others]

    return await at_one_revision(ask)


async def contradictions_of(knowledge: Knowledge, given: str) -> ContradictionListing:
    """Return what is judged to contradict a claim, and who denies it.

    Raises:
        UnknownThingError: there is no such claim.
    """
    iri = knowledge.iri("claim", given)

    async def ask() -> tuple[ContradictionListing, tuple[int | None, ...]]:
        (facts, first), (said, second), (judged, third) = await together(
            knowledge.facts("claims/facts", {"claim": iri}),
            knowledge.facts("attributions/facts", {"chain_of": iri}),
            judgements(knowledge, [iri]),
        )
        check(facts, "claim", iri, given)
        views = attribution_views(said)
        items, others = await with_sides(knowledge, judged[iri])
        answer = ContradictionListing(
            items=items,
            denials=tuple(
                view for view in views if view.claim.iri == iri and view.polarity == "negated"
            ),
            next=None,
            revision=first,
            sparql=link("claims/contradictions", {"claim": knowledge.short("claim", iri)}),
        )
        return answer, (first, second, third, *others)

    return await at_one_revision(ask)


async def judgements(
    knowledge: Knowledge, claims: Sequence[str]
) -> tuple[dict[str, list[JudgementView]], int | None]:
    """Return the judgements that each claim is contradicted, and the revision they show."""
    rows = await knowledge.rows("claims/contradictions", {"claim": tuple(claims)})
    facts = facts_in(rows)
    found: dict[str, set[str]] = {claim: set() for claim in claims}
    for row in rows:
        found[row["claim"].value].add(row["judgement"].value)
    views = {claim: judgement_views(facts, iris) for claim, iris in found.items()}
    return views, rows.revision
