"""Rows of the `facts.rq` queries as views; the same builders make the items of lists."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any, Final

from kg.model.terms import Term
from kg.model.views import AttributionView, ClaimRef, JudgementView, PassageView
from kg.search import things
from kg.search.attributions import anchored, core, dressed, instant, local
from kg.search.facts import Facts
from kg.search.naming import Json, Name, id_of, pointer, ref, speaker_ref
from kg.search.things import NamesIn
from kg.vocab import CP, PROV, RDF, RDFS

BUILDERS: Final = MappingProxyType(
    {"claim": things.claim, "speaker": things.speaker, "source": things.source}
)


def attribution_views(facts: Facts) -> list[AttributionView]:
    """Return all attributions among the facts, in the order of their IRIs."""
    return [AttributionView.model_validate(each) for each in attributions_json(facts)]


def attributions_json(facts: Facts) -> list[Json]:
    """Return the same as JSON."""
    names = NamesIn(facts)
    return [dressed(core(facts, iri), names) for iri in facts.of_type(CP.Attribution)]


def thing_json(noun: str, facts: Facts, iri: str) -> dict[str, Any]:
    """Return a claim, speaker or source as JSON, without its counts."""
    return BUILDERS[noun](facts, iri, NamesIn(facts))


def claim_of(iri: str, label: Term) -> ClaimRef:
    """Return a claim by its text, with the language of that."""
    language = getattr(label, "language", None)
    return ClaimRef(id=id_of(iri), iri=iri, label=label.value, language=language)


def judgement_views(facts: Facts, iris: Iterable[str]) -> list[JudgementView]:
    """Return judgements: those of people first, then those of programs, by their IRIs."""
    found = [judgement_view(facts, iri) for iri in set(iris)]
    return sorted(found, key=lambda view: (view.by_program, view.iri))


def judgement_view(facts: Facts, iri: str) -> JudgementView:
    """Return one judgement."""
    names = NamesIn(facts)
    confidence = facts.text(iri, CP.confidence)
    relation = local(facts.text(iri, CP.relation))
    judges = names[facts.text(iri, CP.judges) or ""]
    against = names[facts.text(iri, CP.against) or ""]
    by = facts.text(iri, PROV + "wasAttributedTo") or ""
    return JudgementView.model_validate(
        ref(Name(iri, f"{judges.label} — {relation} — {against.label}"))
        | {
            "relation": relation,
            "judges": ref(judges),
            "against": ref(against),
            "confidence": float(confidence) if confidence else None,
            "by": ref(names[by]),
            "by_program": PROV + "SoftwareAgent" in facts.texts(by, RDF + "type"),
            "at": instant(facts.text(iri, PROV + "generatedAtTime")),
            "reason": facts.text(iri, RDFS + "comment"),
            "record": _record(facts, facts.text(iri, CP.recordedIn)),
            "event": pointer(facts.text(iri, PROV + "wasGeneratedBy")),
        }
    )


def _record(facts: Facts, iri: str | None) -> Json | None:
    """Return the record a judgement stands in, by the record's own id."""
    if iri is None:
        return None
    label = facts.text(iri, RDFS + "label") or id_of(iri)
    return {"id": label, "iri": iri, "label": label}


def passage_views(facts: Facts, passages: Iterable[str]) -> list[PassageView]:
    """Return marked passages in the order they stand in the text."""
    found = [PassageView.model_validate(_passage(facts, iri)) for iri in sorted(set(passages))]
    return sorted(found, key=lambda view: (view.anchor.start, view.anchor.end, view.iri))


def _passage(facts: Facts, iri: str) -> Json:
    names = NamesIn(facts)
    return {
        "id": id_of(iri),
        "iri": iri,
        "function": local(facts.text(iri, CP.function)),
        "anchor": anchored(facts, iri),
        "names": [speaker_ref(names[named]) for named in facts.texts(iri, CP.names)],
        "note": facts.text(iri, RDFS + "comment"),
    }
