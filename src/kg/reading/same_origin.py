"""What is judged to be one on the chains of claims, from the store: for grouping their origins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kg.model.facts import Fact
from kg.model.views import AttributionView, Pointer, Ref, SpeakerRef
from kg.reading.knowledge import Knowledge
from kg.search.attributions import local
from kg.search.facts import Facts
from kg.search.naming import name_of, pointer, ref, speaker_ref
from kg.trace import RELATIONS, Judged, Opinion, Uttered
from kg.trace.judged import named_in
from kg.vocab import CP, PROV, RDF

AT_ONCE: Final = 500
"""Things asked about in one question."""

MOST_THINGS: Final = 5_000
"""Things followed from judgement to judgement before giving up."""


async def near(knowledge: Knowledge, claims: Sequence[str]) -> tuple[Facts, int | None]:
    """Return what is stated of the judgements that touch the chains of claims, and the revision."""
    return await knowledge.facts("judgements/same-origin", {"claim": tuple(claims)})


async def followed(
    knowledge: Knowledge, facts: Facts, views: Iterable[AttributionView]
) -> tuple[Judged | None, list[int | None]]:
    """Return these judgements with those about what they name, and so on, and the revisions.

    Args:
        knowledge: where to ask.
        facts: what `near` found.
        views: the attributions of the same chains; what touches them is known already.

    Returns:
        None in place of judgements without an end in sight: no number made of them would be right.
    """
    judged, found, revisions = _judged(facts), _all(facts), list[int | None]()
    asked = _touched(views, judged)
    while new := sorted(_named(judged) - asked):
        if len(asked) + len(new) > MOST_THINGS:
            return None, revisions
        asked.update(new)
        for first in range(0, len(new), AT_ONCE):
            facts, revision = await knowledge.facts(
                "judgements/same-things", {"thing": tuple(new[first : first + AT_ONCE])}
            )
            found += _all(facts)
            revisions.append(revision)
        judged = _judged(Facts(found))
    return judged, revisions


def _all(facts: Facts) -> list[Fact]:
    return facts.about(facts.things())


def _named(judged: Judged) -> set[str]:
    ties: list[Opinion | Uttered] = [*judged.opinions, *judged.uttered]
    return {iri for each in ties for iri in named_in(each)}


def _touched(views: Iterable[AttributionView], judged: Judged) -> set[str]:
    """Return what `near` has asked about: all on the chains, and who uttered it for whom."""
    found: set[str] = set()
    for view in views:
        others = (view.via, view.utterance)
        found |= {view.iri, view.speaker.iri, view.source.iri}
        found |= {other.iri for other in others if other}
    for one in judged.uttered:
        if one.utterance.iri in found:
            found.update(named_in(one))
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
