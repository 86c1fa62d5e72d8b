"""The fact-checker's one call: what is known of some words, a quotation, an address or a name."""

from __future__ import annotations

from typing import Final

from kg.model.lookups import Asked, Candidates, Coverage, LookupAnswer, Near
from kg.reading.aside import together
from kg.reading.consistency import at_one_revision
from kg.reading.hits import hits
from kg.reading.knowledge import Knowledge
from kg.reading.linking import link
from kg.reading.listing import Cut
from kg.reading.nearby import nearby
from kg.reading.questions import Question
from kg.search.filters import Page
from kg.search.naming import Json

NOTE: Final = (
    "This is what the sources in this collection say, and to whom they attribute it; see its "
    "coverage. It is not everything that was ever said, and nothing here judges whether a claim "
    "is true."
)
NO_HIT: Final = (
    "Nothing in this collection answers to that; see its coverage. This never means that nobody "
    "said it: it may stand in sources that are not here, or in other words."
)
ONLY_NEAR: Final = (
    "Nothing in this collection answers to that as it stands; what is only worded or spelt like it "
    "is listed as near, with what differs. This never means that nobody said it."
)
_WITH_NEAR: Final = ("text", "quote", "near")


async def look_up(knowledge: Knowledge, asked: Question, page: Page) -> LookupAnswer:
    """Return a page of hits: by claim in the order of their IRIs; of what is near, best first.

    Raises:
        BadParameterError: the cursor belongs to another look-up.
    """
    terms = {"kind": asked.kind, **asked.ask}
    cut = Cut.at(page, asked.query, asked.values, terms, knowledge.as_of)

    async def ask() -> tuple[LookupAnswer, list[int | None]]:
        (covered, first), (near, also), (found, too) = await together(
            knowledge.find("coverage"), _near(knowledge, asked, cut), _found(knowledge, asked, cut)
        )
        if near and asked.kind == "near":
            found = _those_near(near, cut.limit)
        shown, revisions = await hits(knowledge, asked, found["claims"])
        last = found["claims"][-1]["claim"] if found["more"] else None
        answer = LookupAnswer(
            items=shown,
            next=cut.next(last),
            revision=first,
            sparql=_link(knowledge, asked, cut, found),
            query=Asked(kind=asked.kind, value=asked.value),
            coverage=coverage(covered["coverage"], first),
            note=_note(bool(shown), near),
            near=near,
            candidates=_candidates(asked, found),
        )
        return answer, [first, *also, *too, *revisions]

    return await at_one_revision(ask)


def coverage(counted: Json, revision: int | None) -> Coverage:
    """Return what the collection holds, from what the index counted."""
    counted = dict(counted)
    return Coverage(
        newest_record=counted.pop("newest"),
        invented_included=bool(counted.pop("invented")),
        revision=revision,
        **counted,
    )


async def _near(
    knowledge: Knowledge, asked: Question, cut: Cut
) -> tuple[Near | None, tuple[int | None, ...]]:
    if asked.kind not in _WITH_NEAR or cut.after is not None:
        return None, ()
    near, revision = await nearby(knowledge, asked)
    return near, (revision,)


async def _found(
    knowledge: Knowledge, asked: Question, cut: Cut
) -> tuple[Json, tuple[int | None, ...]]:
    """Return the claims of a page with the attributions that answer."""
    if asked.kind == "near":
        return {"claims": [], "more": False}, ()
    ask = "by-name" if asked.is_name else f"by-{asked.kind}"
    found, revision = await knowledge.find(ask, **asked.ask, after=cut.after, limit=cut.limit)
    return found, (revision,)


def _those_near(near: Near, limit: int) -> Json:
    """Return the claims that are near as those found, in their order."""
    claims = [
        {
            "claim": each.claim.iri,
            "attributions": [each.attribution.iri] if each.attribution else [],
        }
        for each in near.items[:limit]
    ]
    return {"claims": claims, "more": False}


def _link(knowledge: Knowledge, asked: Question, cut: Cut, found: Json) -> str:
    if asked.kind == "near" or (asked.is_name and not found["taken"]):
        claims = tuple(knowledge.short("claim", each["claim"]) for each in found["claims"])
        if claims:
            return link("lookups/wordings", {"claim": claims})
        return link("search/coverage" if asked.kind == "near" else "lookups/named", asked.values)
    if asked.is_name:
        taken = tuple(iri.removeprefix(knowledge.base) for iri in found["taken"])
        return cut.link_with({asked.kind: taken})
    return cut.link_with({"url": tuple(found["urls"])}) if found.get("urls") else cut.link


def _candidates(asked: Question, found: Json) -> Candidates | None:
    return Candidates.model_validate(found["candidates"]) if asked.is_name else None


def _note(hit: bool, near: Near | None) -> str:  # noqa: FBT001  (what it says is what it is)
    if hit:
        return NOTE
    return ONLY_NEAR if near and near.items else NO_HIT
