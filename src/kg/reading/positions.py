"""Where one speaker stands on each claim over time, from the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.model.positions import (
    ClaimPositions,
    JudgedSame,
    PositionListing,
    RelatedClaim,
    SamePositions,
)
from kg.model.views import SpeakerRef
from kg.reading.asked import unknown
from kg.reading.consistency import at_one_revision
from kg.reading.knowledge import Knowledge
from kg.reading.listing import Cut, first_of
from kg.reading.standing import Standing, standing
from kg.reading.turning import turns
from kg.search.filters import Page
from kg.search.naming import Json

MOST_TURNS: Final = 100
"""Turns listed of one claim."""

_QUERY: Final = "speakers/claims"
_SAME: Final = ("sameSpeaker",)
_RELATING: Final = ("sameClaim", "contradicts", "narrower")


async def positions_of(
    knowledge: Knowledge, speaker: str, claim: str | None, page: Page
) -> PositionListing:
    """Return where a speaker stands, a page of claims at a time, or on one claim.

    Raises:
        UnknownThingError: there is no such speaker.
        BadParameterError: the cursor belongs to another list.
    """
    iri = knowledge.iri("speaker", speaker)
    values = {"speaker": knowledge.short("speaker", iri)}
    only = knowledge.iri("claim", claim) if claim else None
    if only:
        values["claim"] = knowledge.short("claim", only)
    cut = Cut.at(page, _QUERY, values, values)

    async def ask() -> tuple[PositionListing, list[int | None]]:
        listed, revision = await knowledge.find(
            "claims-of", speaker=iri, claim=only, after=cut.after, limit=cut.limit
        )
        claims = listed["claims"]
        same, told = await _judged_same(knowledge, iri)
        named, first = await knowledge.find("refs", noun="speaker", iris=[iri, *same])
        if iri not in named["there"]:
            raise unknown("speaker", speaker)
        refs = {each: SpeakerRef.model_validate(ref) for each, ref in named["refs"].items()}
        found, second = await standing(knowledge, [[iri], *([one] for one in same)], claims)
        related, third = await _related(knowledge, claims)
        others = tuple(
            JudgedSame(speaker=refs[other], judgement=judged["judgement"], by=judged["by"])
            for other, judged in same.items()
        )
        answer = PositionListing(
            items=tuple(_of_claim(found, claim, iri, others, related[claim]) for claim in claims),
            next=cut.next(claims[-1] if listed["more"] else None),
            revision=revision,
            sparql=cut.link,
            speaker=refs[iri],
            judged_same=others,
        )
        return answer, [revision, told, first, *second, *third]

    return await at_one_revision(ask)


async def _judged_same(knowledge: Knowledge, speaker: str) -> tuple[dict[str, Json], int | None]:
    """Return the speakers judged to be this one, each with the first judgement that says so."""
    judged, revision = await knowledge.find("judged", things=[speaker], relations=_SAME)
    found: dict[str, Json] = {}
    for each in judged["judgements"]:
        for other in {each["judges"], each["against"]} - {speaker}:
            found.setdefault(other, each)
    return dict(sorted(found.items())), revision


async def _related(
    knowledge: Knowledge, claims: Sequence[str]
) -> tuple[Mapping[str, list[RelatedClaim]], list[int | None]]:
    found: dict[str, list[RelatedClaim]] = {claim: [] for claim in claims}
    if not claims:
        return found, []
    judged, first = await knowledge.find("judged", things=claims, relations=_RELATING)
    sides = {each[side] for each in judged["judgements"] for side in ("judges", "against")}
    named, second = await knowledge.find("refs", noun="claim", iris=sorted(sides))
    there = frozenset(named["there"])
    for each in judged["judgements"]:
        judges, against = each["judges"], each["against"]
        for claim, other in ((judges, against), (against, judges)):
            if claim in found and other in there and claim != other:
                found[claim].append(_relating(each, named["refs"][other]))
    return found, [first, second]


def _relating(judged: Json, other: Json) -> RelatedClaim:
    return RelatedClaim.model_validate(
        {
            "claim": other,
            "relation": judged["relation"],
            "stands": "first" if judged["judges"] == other["iri"] else "second",
            "judgement": judged["judgement"],
            "by": judged["by"],
        }
    )


def _of_claim(
    found: Standing,
    claim: str,
    speaker: str,
    others: Sequence[JudgedSame],
    related: Sequence[RelatedClaim],
) -> ClaimPositions:
    rows = found.of(claim, [speaker])
    positions = found.positions(rows)
    same = [(each.speaker, found.of(claim, [each.speaker.iri])) for each in others]
    return ClaimPositions(
        claim=found.claims[claim],
        positions=positions,
        turns=first_of(list(turns(positions.items)), MOST_TURNS),
        judged_same=tuple(
            SamePositions(speaker=each, positions=found.positions(some))
            for each, some in same
            if some
        ),
        related=tuple(related),
    )
