"""What would change if a record were taken back, as JSON."""

from __future__ import annotations

from kg.model.answers import Answer, Some
from kg.model.views import ClaimRef, Pointer, Ref, SpeakerRef, View


class Touched(Ref):
    """Something that depends on the record; `record` holds it, where one does."""

    record: Pointer | None


class Reckoning(View):
    """The numbers of the trace of one claim; null where they could not be worked out.

    `first_known` is null where dates cannot tell, or where nobody is left who affirms the claim.
    """

    count: int | None
    at_least: int | None
    denials: int | None
    attributions: int
    first_known: SpeakerRef | None


class ClaimImpact(View):
    """The numbers of a claim as they are, and as they would be."""

    claim: ClaimRef
    before: Reckoning
    after: Reckoning
    changed: bool


class Impact(View):
    """Everything downstream of a record.

    `judged` is what its judgements are about, with their relations as labels; `read_by`, other
    records of the same source, which then stays in sight. `claims` are those whose traces touch
    it, its own first; where `complete` is false more may be touched than could be followed.
    """

    source: Ref
    attributions: Some[Touched]
    utterances: Some[Touched]
    read_by: Some[Touched]
    cited_by: Some[Touched]
    copies: Some[Touched]
    replies: Some[Touched]
    judgements_given: Some[Touched]
    judged: Some[Touched]
    judgements_about: Some[Touched]
    speakers: Some[Touched]
    claims_only_here: Some[Touched]
    claims: Some[ClaimImpact]
    complete: bool
    rule: str


class ImpactAnswer(Answer, Impact, Ref):
    """The impact of taking one record back."""
