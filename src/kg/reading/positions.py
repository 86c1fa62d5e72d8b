"""Where one speaker stands on each claim over time, from the store."""

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
from kg.model.terms import Term
from kg.model.views import ClaimRef, Pointer, Ref, SpeakerRef
from kg.reading.asked import unknown
from kg.reading.consistency import at_one_revision
from kg.reading.knowledge import Knowledge
from kg.reading.listing import Cut, first_of
from kg.reading.standing import Standing, standing
from kg.reading.turning import turns
from kg.search.filters import Page
from kg.search.naming import id_of
from kg.vocab import CPV, VOCABULARY

MOST_TURNS: Final = 100
"""Turns listed of one claim."""

_QUERY: Final = "speakers/claims"

Row = Mapping[str, Term]


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
        same = await _judged_same(knowledge, iri)
        named, first = await knowledge.find("refs", noun="speaker", iris=[iri, *same])
        if iri not in named["there"]:
            raise unknown("speaker", speaker)
        refs = {each: SpeakerRef.model_validate(ref) for each, ref in named["refs"].items()}
        found, second = await standing(knowledge, [[iri], *([one] for one in same)], claims)
        related, third = await _related(knowledge, claims)
        others = tuple(
            JudgedSame(
                speaker=refs[other],
                judgement=_pointer(row["judgement"].value),
                by=_by(row),
            )
            for other, row in same.items()
        )
        answer = PositionListing(
            items=tuple(_of_claim(found, claim, iri, others, related[claim]) for claim in claims),
            next=cut.next(claims[-1] if listed["more"] else None),
            revision=revision,
            sparql=cut.link,
            speaker=refs[iri],
            judged_same=others,
        )
        return answer, [revision, first, *second, *third]

    return await at_one_revision(ask)


async def _judged_same(knowledge: Knowledge, speaker: str) -> dict[str, Row]:
    """Return the speakers judged to be this one, each with the first judgement that says so."""
    found: dict[str, Row] = {}
    for row in await knowledge.rows("judgements/about", {"thing": speaker}):
        sides = {row["judged"].value, row["against"].value} - {speaker}
        if row["relation"].value == CPV("sameSpeaker"):
            for other in sides:
                found.setdefault(other, row)
    return dict(sorted(found.items()))


async def _related(
    knowledge: Knowledge, claims: Sequence[str]
) -> tuple[Mapping[str, list[RelatedClaim]], list[int | None]]:
    found: dict[str, list[RelatedClaim]] = {claim: [] for claim in claims}
    if not claims:
        return found, []
    rows = await knowledge.rows("judgements/between-claims", {"claim": tuple(claims)})
    sides = sorted({row[side].value for row in rows for side in ("judged", "against")})
    named, revision = await knowledge.find("refs", noun="claim", iris=sides)
    refs = {iri: ClaimRef.model_validate(named["refs"][iri]) for iri in named["there"]}
    for row in rows:
        judged, against = row["judged"].value, row["against"].value
        for claim, other in ((judged, against), (against, judged)):
            if claim in found and other in refs and claim != other:
                found[claim].append(_relating(row, refs[other]))
    return found, [rows.revision, revision]


def _relating(row: Row, other: ClaimRef) -> RelatedClaim:
    return RelatedClaim(
        claim=other,
        relation=row["relation"].value.removeprefix(VOCABULARY),
        stands="first" if row["judged"].value == other.iri else "second",
        judgement=_pointer(row["judgement"].value),
        by=_by(row),
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


def _by(row: Row) -> Ref:
    by = row["by"].value
    return Ref(id=id_of(by), iri=by, label=row["byLabel"].value)


def _pointer(iri: str) -> Pointer:
    return Pointer(id=id_of(iri), iri=iri)
