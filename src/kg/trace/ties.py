"""The reasons why origins of a claim count as one; docs/trace.md has them in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from kg.model.traces import Merge, MergeReason
from kg.model.views import AttributionView, Pointer, Ref, SourceRef, SpeakerRef, WorkRef
from kg.trace.chains import unnamed
from kg.trace.forest import Tie
from kg.trace.judged import Judged, Opinion, Relation, Uttered
from kg.trace.layers import Layers, pointer

_REASONS: Final[Mapping[Relation, MergeReason]] = MappingProxyType(
    {"sameSpeaker": "same-speaker", "sameUtterance": "same-utterance", "copyOf": "copy-of"}
)
_KINDS: Final[Mapping[Relation, frozenset[str]]] = MappingProxyType(
    {
        "sameSpeaker": frozenset({"speaker"}),
        "sameUtterance": frozenset({"utterance", "attribution"}),
        "copyOf": frozenset({"source"}),
    }
)

SPOKEN, JUDGED, JOINED, BY_PROGRAM = range(4)
"""Ranks: said by a source, judged by a person, where the unnamed belong, judged by a program."""


def spoken(views: Iterable[AttributionView], judged: Judged) -> Iterator[Tie]:
    """Yield why origins are one as far as the sources themselves say so."""
    uttered = {each.utterance.iri: each for each in judged.uttered}
    named = {side.iri for one in judged.opinions for side in (one.judges, one.against)}
    for view in views:
        if view.utterance:
            yield from _utterance(view, view.utterance, uttered.get(view.utterance.iri))
        if view.iri in named:
            yield _tie(SPOKEN, "utterance", view.speaker, view, view)
    for one in judged.uttered:
        yield from _speakers(one)


def joined(views: Iterable[AttributionView], layers: Layers) -> Iterator[Tie]:
    """Yield to whom the unnamed belong, and the source where it speaks for itself."""
    for view in views:
        if unnamed(view):
            yield _tie(JOINED, "unnamed", view.speaker, home(view, layers), view)
        elif view.basis == "authorVoice":
            yield _tie(JOINED, "own-voice", view.speaker, view.source, view)


def opinions(judged: Judged) -> Iterator[Tie]:
    """Yield why origins are one as judged by somebody; nonsense ties nothing."""
    return map(_opinion, filter(_sound, judged.opinions))


def home(view: AttributionView, layers: Layers) -> SourceRef | SpeakerRef | WorkRef:
    """Return the nearest named speaker, cited work or source around an unnamed speaker."""
    if view.via:
        return view.via
    for outer in layers.from_outside(view)[-2::-1]:
        if not unnamed(outer):
            return outer.speaker
        if outer.via:
            return outer.via
    return view.source


def _utterance(view: AttributionView, pointed: Pointer, one: Uttered | None) -> Iterator[Tie]:
    """Yield what the utterance that an attribution reports says of its speaker."""
    if one and one.spoken_by.iri != view.speaker.iri:
        yield _tie(SPOKEN, "spoken-by", view.speaker, one.spoken_by, view)
    if one and one.on_behalf_of and one.on_behalf_of.iri != view.speaker.iri:
        yield _tie(SPOKEN, "on-behalf-of", view.speaker, one.on_behalf_of, view)
    utterance = Ref(id=pointed.id, iri=pointed.iri, label=pointed.id)
    yield _tie(SPOKEN, "utterance", view.speaker, one.utterance if one else utterance, view)


def _speakers(one: Uttered) -> Iterator[Tie]:
    """Yield what is said of an utterance that may be of another claim: it ties all the same."""
    yield _tie(SPOKEN, "spoken-by", one.utterance, one.spoken_by)
    if one.on_behalf_of:
        yield _tie(SPOKEN, "on-behalf-of", one.utterance, one.on_behalf_of)


def _sound(opinion: Opinion) -> bool:
    """Return whether a judgement is about things of the kind that its relation is about."""
    sides = {_place(side.iri).partition("/")[0] for side in (opinion.judges, opinion.against)}
    return sides <= _KINDS[opinion.relation]


def _opinion(opinion: Opinion) -> Tie:
    merge = Merge(
        reason=_REASONS[opinion.relation],
        first=_named(opinion.judges),
        second=_named(opinion.against),
        attribution=None,
        judgement=opinion.judgement,
        by=opinion.by,
        by_program=opinion.by_program,
        confidence=opinion.confidence,
    )
    return Tie(BY_PROGRAM if opinion.by_program else JUDGED, merge)


def _tie(
    rank: int, reason: MergeReason, first: Ref, second: Ref, view: AttributionView | None = None
) -> Tie:
    merge = Merge(
        reason=reason,
        first=_named(first),
        second=_named(second),
        attribution=pointer(view) if view else None,
        judgement=None,
        by=None,
        by_program=False,
        confidence=None,
    )
    return Tie(rank, merge)


def _named(ref: Ref) -> Ref:
    return Ref(id=_place(ref.iri), iri=ref.iri, label=ref.label)


def _place(iri: str) -> str:
    return "/".join(iri.rsplit("/", 2)[-2:])
