"""Judgements from the store: one, and pages of those that pass some filters."""

from __future__ import annotations

from typing import Final

from kg.catalogue import Query
from kg.model.answers import JudgementAnswer, Listing
from kg.model.views import JudgementView
from kg.reading.asked import unknown
from kg.reading.consistency import at_one_revision
from kg.reading.knowledge import Knowledge
from kg.reading.linking import link
from kg.reading.listing import Cut
from kg.reading.views import judgement_view, judgement_views
from kg.search.filters import JudgementFilters, Page
from kg.vocab import CP, PROV

LIST: Final = "judgements/list"
FACTS: Final = "judgements/facts"


async def judgement(knowledge: Knowledge, given: str) -> JudgementAnswer:
    """Return one judgement, be it of a record or given by itself.

    Raises:
        UnknownThingError: there is none with that id.
    """
    iri = knowledge.iri("judgement", given)
    facts, revision = await knowledge.facts(FACTS, {"judgement": iri})
    if iri not in facts.of_type(CP.Judgement):
        raise unknown("judgement", given)
    view = judgement_view(facts, iri)
    return JudgementAnswer(
        **{name: getattr(view, name) for name in JudgementView.model_fields},
        revision=revision,
        sparql=link(FACTS, {"judgement": knowledge.short("judgement", iri)}),
    )


async def list_judgements(
    knowledge: Knowledge, filters: JudgementFilters, page: Page
) -> Listing[JudgementView]:
    """Return a page of judgements: those of people first, then those of programs, by their IRIs.

    Raises:
        BadParameterError: a filter is not of its type, or the cursor belongs to another list.
    """
    values = _values(knowledge.catalogue[LIST], filters)
    cut = Cut.at(page, LIST, values, values, knowledge.as_of)

    async def ask() -> tuple[Listing[JudgementView], tuple[int | None, ...]]:
        found, first = await _found(knowledge, values, cut.after, cut.limit)
        last = _place(found[-1]) if len(found) == cut.limit else None
        rest, second = await _found(knowledge, values, last, 1) if last else ([], first)
        answer = Listing[JudgementView](
            items=tuple(found),
            next=cut.next(last) if rest else None,
            revision=first,
            sparql=cut.link,
        )
        return answer, (first, second)

    return await at_one_revision(ask)


async def _found(
    knowledge: Knowledge, values: dict[str, str], after: str | None, limit: int
) -> tuple[list[JudgementView], int | None]:
    """Return the judgements after a place, and the revision they show."""
    place = {"after": after} if after else {}

    async def ask() -> tuple[tuple[list[JudgementView], int | None], tuple[int | None, ...]]:
        rows = await knowledge.rows(LIST, {**values, **place, "limit": str(limit)})
        iris = tuple(row["judgement"].value for row in rows)
        if not iris:
            return ([], rows.revision), (rows.revision,)
        facts, revision = await knowledge.facts(FACTS, {"judgement": iris})
        return (judgement_views(facts, iris), revision), (rows.revision, revision)

    return await at_one_revision(ask)


def _place(view: JudgementView) -> str:
    """Return where a judgement stands in the list; see `judgements/list.rq`."""
    kind = "SoftwareAgent" if view.by_program else "Person"
    return f"{PROV}{kind} {view.iri}"


def _values(query: Query, filters: JudgementFilters) -> dict[str, str]:
    values = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in filters.model_dump(exclude_none=True).items()
    }
    for name, value in values.items():
        query.parameters[name].terms(value, base=query.base)
    return values
