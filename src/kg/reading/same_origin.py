"""What is judged to be one on the chains of claims, from the store: for grouping their origins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kg.model.facts import Fact
from kg.model.views import AttributionView, Pointer, Ref, SpeakerRef
from kg.reading.knowledge import Knowledge
from kg.reading.portions import portions
from kg.search.attributions import local
from kg.search.facts import Facts
from kg.search.naming import kind_of, name_of, pointer, ref, speaker_ref
from kg.trace import RELATIONS, Judged, Opinion, Uttered
from kg.trace.judged import named_in
from kg.vocab import CP, PROV, RDF

MOST_THINGS: Final = 5_000
"""Things followed from judgement to judgement before giving up."""


async def followed(
    knowledge: Knowledge, views: Iterable[AttributionView]
) -> tuple[Judged | None, list[int | None]]:
    """Return the judgements about what is on the chains, those about what they name, and so on.

    What is on them is known from their attributions, and asking about each by itself costs a
    tenth of walking the chains once more.

    Args:
        knowledge: where to ask.
        views: all attributions of the chains.

    Returns:
        None in place of judgements without an end in sight: no number made of them would be right.
    """
    judged, found, revisions = Judged(), list[Fact](), list[int | None]()
    asked = set[str]()
    new = _touched(views)
    most = MOST_THINGS + len(new)
    while new:
        asked |= new
        if len(asked) > most:
            return None, revisions
        for some in portions(sorted(new)):
            stated, revision = await knowledge.facts("judgements/same-things", _asked(some))
            found += _all(stated)
            revisions.append(revision)
        judged = _judged(Facts(found))
        new = _named(judged) - asked
    return judged, revisions


def _asked(things: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return the things as the query takes them; only of utterances it looks who spoke for whom."""
    utterances = [thing for thing in things if kind_of(thing) == "utterance"]
    return {"thing": things} | ({"utterance": utterances} if utterances else {})


def _all(facts: Facts) -> list[Fact]:
    return facts.about(facts.things())


def _named(judged: Judged) -> set[str]:
    ties: list[Opinion | Uttered] = [*judged.opinions, *judged.uttered]
    return {iri for each in ties for iri in named_in(each)}


def _touched(views: Iterable[AttributionView]) -> set[str]:
    """Return what stands on chains and may be judged to be one with something else."""
    found: set[str] = set()
    for view in views:
        found |= {view.iri, view.speaker.iri, view.source.iri}
        found |= {other.iri for other in (view.via, view.utterance) if other}
    return found


def _judged(facts: Facts) -> Judged:
    """Return the judgements and utterances that are stated in full."""
    return Judged(
        opinions=tuple(_opinion(facts, iri) for iri in facts.of_type(CP.Judgement)),
        uttered=tuple(
            _uttered(facts, iri)
            for iri in facts.of_type(CP.Utterance)
            if facts.text(iri, CP.spokenBy)
        ),
    )


def _opinion(facts: Facts, iri: str) -> Opinion:
    by = facts.text(iri, PROV + "wasAttributedTo") or ""
    relation = local(facts.text(iri, CP.relation))
    confidence = facts.text(iri, CP.confidence)
    return Opinion(
        judgement=Pointer.model_validate(pointer(iri)),
        relation=next(each for each in RELATIONS if each == relation),
        judges=_ref(facts, facts.text(iri, CP.judges) or ""),
        against=_ref(facts, facts.text(iri, CP.against) or ""),
        by=_ref(facts, by),
        by_program=PROV + "SoftwareAgent" in facts.texts(by, RDF + "type"),
        confidence=float(confidence) if confidence else None,
    )


def _uttered(facts: Facts, iri: str) -> Uttered:
    behind = facts.text(iri, CP.onBehalfOf)
    return Uttered(
        utterance=_ref(facts, iri),
        spoken_by=_speaker(facts, facts.text(iri, CP.spokenBy) or ""),
        on_behalf_of=_speaker(facts, behind) if behind else None,
    )


def _ref(facts: Facts, iri: str) -> Ref:
    return Ref.model_validate(ref(name_of(facts, iri)))


def _speaker(facts: Facts, iri: str) -> SpeakerRef:
    return SpeakerRef.model_validate(speaker_ref(name_of(facts, iri)))
