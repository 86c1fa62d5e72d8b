"""How a claim reached us, as JSON: chains, origins, and what follows from them.

Every number can be worked out by hand: docs/trace.md has the steps.
"""

from __future__ import annotations

from typing import Literal

from kg.model.views import ClaimRef, Pointer, Ref, SourceRef, SpeakerRef, View, WorkRef


class Step(View):
    """One layer of a chain, counted from the source inwards.

    `who` is the source itself at layer 0 and a speaker from there on.
    """

    layer: int
    who: SourceRef | SpeakerRef
    attribution: Pointer | None
    claim: ClaimRef | None
    act: str | None
    polarity: str | None
    mention: str | None
    cue: str | None
    hedges: tuple[str, ...]
    stance: str | None
    basis: str | None
    confidence: float | None
    via: WorkRef | None
    quote: str | None


OriginKind = Literal[
    "named", "anonymous", "author-voice", "cited-work-not-seen", "not-in-cited-work", "loop"
]
"""How a chain ends: with a speaker who is named; with one who is not, or is left open; with the
source speaking for itself; with a cited work nobody here has seen; with a cited work that is held
and in which the claim is not found; or where it comes back to a source it has passed."""


class Chain(View):
    """The way one attribution of the claim reached us; `ends` says how it ends."""

    attribution: Pointer
    steps: tuple[Step, ...]
    ends: OriginKind


class Origin(View):
    """Where chains end. `chains` counts them; `work` is the cited work, if they end at one.

    Who denies the claim is an origin of its own, with the polarity `negated`.
    """

    kind: OriginKind
    speaker: SpeakerRef
    polarity: str
    work: WorkRef | None
    chains: int
    attributions: tuple[Pointer, ...]


class TraceNode(View):
    """A source, cited work or speaker on the way."""

    id: str
    iri: str
    label: str
    kind: Literal["source", "work", "person", "organization", "group", "undisclosed"]


class TraceEdge(View):
    """`source` reports `target` (or cites it), by this attribution."""

    source: str
    target: str
    relation: Literal["credits", "cites"]
    attribution: str
    act: str
    polarity: str
    cue: str | None
    hedges: tuple[str, ...]
    stance: str


class Bottleneck(TraceNode):
    """A source, cited work or speaker that every chain of this polarity passes through."""

    polarity: str


class Cycle(View):
    """Held works that cite each other for the claim, each the next and the last the first.

    `attributions` are those that cite, in the same order. `others` counts further sources that are
    tied up with these in circles; `shortest` is false where the search for a shorter one was cut.
    """

    polarity: str
    sources: tuple[SourceRef, ...]
    attributions: tuple[Pointer, ...]
    others: int
    shortest: bool


Hop = Literal["citation", "layer", "own-voice", "copy"]
"""From where to where the claim was passed on: from a cited work to the source that cites it, from
a layer to the one around it, from a passage to the source's own voice, from a source to its copy
(as judged)."""


class Wording(View):
    """The words of one attribution, with the distance kept in them."""

    attribution: Pointer
    source: SourceRef
    speaker: SpeakerRef
    hedges: tuple[str, ...]
    stance: str
    words: str


class HedgeLoss(View):
    """A hop on which a claim lost its hedges: `hedged` is nearer to the origin, `plain` has none.

    `judgement` is the one by which the sources are copies, if that is the hop.
    """

    hop: Hop
    hedged: Wording
    plain: Wording
    judgement: Pointer | None


class Change(View):
    """A run of words that was kept, added or removed on the way outwards."""

    kind: Literal["kept", "added", "removed"]
    words: str


class Drift(View):
    """How the words differ from one attribution (`inner`) to the one that passes it on (`outer`).

    `changes` is null where the words were not compared, and `not_compared` says why: the sources
    are in different languages, or the passages are too long.
    """

    hop: Hop
    inner: Wording
    outer: Wording
    judgement: Pointer | None
    changes: tuple[Change, ...] | None
    not_compared: Literal["language", "length"] | None


MergeReason = Literal[
    "spoken-by", "on-behalf-of", "utterance", "same-speaker", "same-utterance", "copy-of",
    "unnamed", "own-voice",
]  # fmt: skip
"""Why two origins count as one: who uttered it, for whom, the same reported utterance, a judgement
(same speaker, same utterance, copy), a speaker who is not named and so belongs to the nearest named
speaker or source of the chain, or a source that speaks for itself."""


class Merge(View):
    """One reason why origins count as one: what it ties to what, and where that stands.

    `attribution` says so, or `judgement` does; then `by` made it, and `by_program` tells that this
    was a program, whose judgements have a lower standing: they may merge and never split.
    """

    reason: MergeReason
    first: Ref
    second: Ref
    attribution: Pointer | None
    judgement: Pointer | None
    by: Ref | None
    by_program: bool
    confidence: float | None


class GroupMember(View):
    """A speaker with whom chains end, and the attributions they end at."""

    speaker: SpeakerRef
    attributions: tuple[Pointer, ...]


class OriginGroup(View):
    """Origins that count as one. `certain`: a source itself names somebody who stands behind it."""

    label: str
    certain: bool
    members: tuple[GroupMember, ...]
    merges: tuple[Merge, ...]


class OriginCount(View):
    """How many independent origins: `count` with every group, `at_least` with the certain ones.

    `at_least` is 1 where there are only uncertain groups: somebody must have begun.
    """

    count: int
    at_least: int
    groups: tuple[OriginGroup, ...]


class Uncounted(View):
    """An attribution no chain of which counts as an origin, and why.

    No claim of fact (urged, asked ...); inside something denied, asked, urged or foreseen, so that
    nobody is reported to have said it; every chain runs in a circle; or it stands in a copy, by
    this judgement, and is not among the origins of the original.
    """

    reason: Literal["no-claim-of-fact", "not-reported-as-said", "circle", "copy"]
    attribution: Pointer
    speaker: SpeakerRef
    source: SourceRef
    judgement: Pointer | None
    by_program: bool


class IndependentOrigins(OriginCount):
    """Who affirm the claim, grouped; `denials` are those who deny it; `rule` says how."""

    rule: str
    denials: OriginCount
    uncounted: tuple[Uncounted, ...]


class Trace(View):
    """The chains from each source back to its origins.

    What is null was not computed, and `not_computed` names it: null never means "none". Where there
    are more chains than can be listed, `chains_omitted` is true; the origins are complete even so.
    `cut` names the other lists that have more than they show.
    """

    nodes: tuple[TraceNode, ...]
    edges: tuple[TraceEdge, ...]
    chains: tuple[Chain, ...]
    chains_omitted: bool
    origins: tuple[Origin, ...]
    bottlenecks: tuple[Bottleneck, ...] | None
    cycles: tuple[Cycle, ...] | None
    hedge_loss: tuple[HedgeLoss, ...] | None
    drift: tuple[Drift, ...] | None
    independent_origins: IndependentOrigins | None
    not_computed: tuple[str, ...]
    cut: tuple[str, ...]
