"""Two groups of speakers side by side on the same claims; no verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, Literal

from kg.errors import BadParameterError
from kg.model.positions import ComparedClaim, Comparison, Side, Stand
from kg.model.views import SpeakerRef
from kg.reading.consistency import at_one_revision
from kg.reading.knowledge import Knowledge
from kg.reading.listing import Cut
from kg.reading.standing import Row, Standing, standing
from kg.search.filters import Page

MOST_SPEAKERS: Final = 20
"""Speakers on one side."""

_QUERY: Final = "claims/compared"
_SIDES: Final[tuple[Literal["one", "other"], ...]] = ("one", "other")


async def compare(
    knowledge: Knowledge, one: Sequence[str], other: Sequence[str], page: Page
) -> Comparison:
    """Return what two groups of speakers do with each claim that either speaks of.

    Raises:
        BadParameterError: a group is empty or too large, somebody is on both sides or not here, or
            the cursor belongs to another list.
    """
    groups = {"one": _group(knowledge, "one", one), "other": _group(knowledge, "other", other)}
    if both := set(groups["one"]) & set(groups["other"]):
        raise BadParameterError(
            f"“{knowledge.short('speaker', min(both))}” is on both sides",
            where="other",
            hint="put each speaker on one side",
        )
    values = {
        side: tuple(knowledge.short("speaker", iri) for iri in group)
        for side, group in groups.items()
    }
    cut = Cut.at(page, _QUERY, values, values)
    place = {"after": cut.after} if cut.after else {}

    async def ask() -> tuple[Comparison, list[int | None]]:
        listed = await knowledge.rows(_QUERY, {**values, **place, "limit": str(cut.limit + 1)})
        claims = [row["claim"].value for row in listed][: cut.limit]
        named, first = await _named(knowledge, groups)
        found, second = await standing(knowledge, list(groups.values()), claims)
        answer = Comparison(
            items=tuple(_compared(found, claim, groups) for claim in claims),
            next=cut.next(claims[-1] if len(listed) > cut.limit else None),
            revision=listed.revision,
            sparql=cut.link,
            one=named["one"],
            other=named["other"],
        )
        return answer, [listed.revision, first, *second]

    return await at_one_revision(ask)


def _group(knowledge: Knowledge, side: str, given: Sequence[str]) -> tuple[str, ...]:
    """Return the IRIs of the speakers on one side, each once."""
    named = [name.strip() for name in given if name.strip()]
    if not 1 <= len(named) <= MOST_SPEAKERS:
        raise BadParameterError(
            f"a side has 1 to {MOST_SPEAKERS} speakers, not {len(named)}",
            where=side,
            hint="write ids with commas between them",
        )
    parameter = knowledge.catalogue[_QUERY].parameters[side]
    terms = parameter.terms(named, base=knowledge.base)
    return tuple(dict.fromkeys(term.value for term in terms))


async def _named(
    knowledge: Knowledge, groups: dict[str, tuple[str, ...]]
) -> tuple[dict[str, tuple[SpeakerRef, ...]], int | None]:
    everybody = tuple(iri for group in groups.values() for iri in group)
    told, revision = await knowledge.find("refs", noun="speaker", iris=everybody)
    for side, group in groups.items():
        for iri in group:
            if iri not in told["there"]:
                raise BadParameterError(
                    f"there is no speaker “{knowledge.short('speaker', iri)}” here", where=side
                )
    named = {
        side: tuple(SpeakerRef.model_validate(told["refs"][iri]) for iri in group)
        for side, group in groups.items()
    }
    return named, revision


def _compared(found: Standing, claim: str, groups: dict[str, tuple[str, ...]]) -> ComparedClaim:
    rows = {side: found.of(claim, groups[side]) for side in _SIDES}
    speaking = [side for side in _SIDES if rows[side]]
    return ComparedClaim(
        claim=found.claims[claim],
        one=_side(found, rows["one"]),
        other=_side(found, rows["other"]),
        only=speaking[0] if len(speaking) == 1 else None,
    )


def _side(found: Standing, rows: Sequence[Row]) -> Side:
    stands: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        stands[row["act"], row["polarity"]].append(row)
    positions = found.positions(rows)
    speakers = {each.speaker.iri: each.speaker for each in positions.items}
    return Side(
        attributions=len(rows),
        sources=_sources(rows),
        speakers=tuple(speakers[iri] for iri in sorted(speakers)),
        stands=tuple(
            Stand(act=act, polarity=polarity, attributions=len(some), sources=_sources(some))
            for (act, polarity), some in sorted(stands.items())
        ),
        positions=positions,
    )


def _sources(rows: Sequence[Row]) -> int:
    return len({row["source"] for row in rows})
