"""Where speakers stand on claims, and how that changed, as JSON; never a verdict."""

from __future__ import annotations

from typing import Literal

from kg.model.answers import Listing, Some
from kg.model.views import ClaimRef, DateView, Pointer, Ref, SourceRef, SpeakerRef, View


class Position(View):
    """What one source reports a speaker to have done with a claim, with the date as it is known."""

    attribution: Pointer
    speaker: SpeakerRef
    act: str
    polarity: str
    certainty: str
    hedges: tuple[str, ...]
    stance: str
    said: DateView | None
    source: SourceRef


class Turn(View):
    """Two positions on one claim that differ in act or polarity.

    `order` is `proved` where the last possible day of `first` lies before the first possible day of
    `second`, and no other position certainly lies between; otherwise which came first is not known.
    """

    first: Pointer
    second: Pointer
    acts: tuple[str, str]
    polarities: tuple[str, str]
    order: Literal["proved", "not-known"]


class RelatedClaim(View):
    """Another claim that somebody judged to be the same, to contradict, or to be narrower.

    `stands` says which side of the judgement it is on: the narrower one stands `first`.
    """

    claim: ClaimRef
    relation: str
    stands: Literal["first", "second"]
    judgement: Pointer
    by: Ref


class SamePositions(View):
    """The positions of a speaker who is judged to be the same; they are in no turn."""

    speaker: SpeakerRef
    positions: Some[Position]


class ClaimPositions(View):
    """The positions on one claim, the dated ones first and in the order of their last days."""

    claim: ClaimRef
    positions: Some[Position]
    turns: Some[Turn]
    judged_same: tuple[SamePositions, ...]
    related: tuple[RelatedClaim, ...]


class JudgedSame(View):
    """A speaker whom somebody judged to be the same: listed apart, and never merged."""

    speaker: SpeakerRef
    judgement: Pointer
    by: Ref


class PositionListing(Listing[ClaimPositions]):
    """Where one speaker stands, claim by claim."""

    speaker: SpeakerRef
    judged_same: tuple[JudgedSame, ...]


class Stand(View):
    """What some of a side do with a claim, in how many attributions and sources."""

    act: str
    polarity: str
    attributions: int
    sources: int


class Side(View):
    """What one side does with a claim; no `stands` where it is not reported to speak of it."""

    attributions: int
    sources: int
    speakers: tuple[SpeakerRef, ...]
    stands: tuple[Stand, ...]
    positions: Some[Position]


class ComparedClaim(View):
    """One claim, and what each side does with it; `only` names the side that alone speaks of it."""

    claim: ClaimRef
    one: Side
    other: Side
    only: Literal["one", "other"] | None


class Comparison(Listing[ComparedClaim]):
    """Two groups of speakers side by side."""

    one: tuple[SpeakerRef, ...]
    other: tuple[SpeakerRef, ...]
