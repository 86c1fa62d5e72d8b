"""An attribution as JSON, in two steps, so that an index can keep the first and join the second.

`core` is what the record itself says, other things standing as IRIs; `dressed` puts their names
in. Both the index and the answers from SPARQL go through these two, and so agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from kg.search.facts import Facts
from kg.search.naming import (
    Json,
    Names,
    id_of,
    language_ref,
    pointer,
    speaker_ref,
    work_ref,
)
from kg.vocab import CP, OA, PROV, RDFS, VOCABULARY


def core(facts: Facts, iri: str) -> Json:
    """Return what one attribution says, with other things as IRIs."""
    anchor = anchored(facts, iri)
    hedges = facts.texts(iri, CP.hedge)
    stance = local(facts.text(iri, CP.stance))
    record = facts.text(iri, CP.recordedIn) or ""
    said = facts.text(iri, CP.said)
    confidence = facts.text(iri, CP.confidence)
    mention = facts.text(iri, CP.mention)
    return {
        "iri": iri,
        "claim": facts.text(iri, CP.claim),
        "speaker": facts.text(iri, CP.speaker),
        "mention": facts.text(mention, CP.writtenAs) if mention else None,
        "basis": local(facts.text(iri, CP.speakerBasis)),
        "act": local(facts.text(iri, CP.act)),
        "cue": facts.text(iri, CP.cue),
        "hedges": _as_printed(hedges, anchor),
        "hedged": bool(hedges) or stance == "distancing",
        "stance": stance,
        "certainty": local(facts.text(iri, CP.certainty)),
        "polarity": local(facts.text(iri, CP.polarity)),
        "quote_mode": local(facts.text(iri, CP.quoteMode)),
        "said": date(facts, said) if said else None,
        "addressees": list(facts.texts(iri, CP.addressee)),
        "utterance": facts.text(iri, CP.utterance),
        "in_reply_to": facts.text(iri, CP.inReplyTo),
        "anchor": anchor,
        "within": facts.text(iri, CP.within),
        "via": facts.text(iri, CP.via),
        "source": facts.text(iri, CP.inSource),
        "confidence": float(confidence) if confidence else None,
        "note": facts.text(iri, RDFS + "comment"),
        "recorded_at": instant(facts.text(record, PROV + "generatedAtTime")),
        "record": _record(facts, record),
        "invented": facts.flag(record, CP.invented),
    }


def named_in(core: Json) -> Iterator[str]:
    """Yield the IRIs of the things whose names `dressed` needs."""
    yield from (core["claim"], core["speaker"], core["source"], *core["addressees"])
    if core["via"]:
        yield core["via"]


def dressed(core: Json, names: Names) -> Json:
    """Return the JSON of an `AttributionView`."""
    claim, speaker, via = names[core["claim"]], names[core["speaker"]], core["via"]
    return core | {
        "id": id_of(core["iri"]),
        "label": f"{speaker.label}: {core['act']}: {claim.label}",
        "claim": language_ref(claim),
        "speaker": speaker_ref(speaker),
        "addressees": [speaker_ref(names[iri]) for iri in core["addressees"]],
        "via": work_ref(names[via]) if via else None,
        "source": language_ref(names[core["source"]]),
        "utterance": pointer(core["utterance"]),
        "in_reply_to": pointer(core["in_reply_to"]),
        "within": pointer(core["within"]),
        "record": core["record"] | {"label": core["record"]["id"]},
    }


def date(facts: Facts, iri: str) -> Json:
    """Return the JSON of a `DateView`."""
    return {
        "verbatim": facts.text(iri, CP.writtenAs),
        "edtf": facts.text(iri, CP.edtf),
        "earliest": facts.text(iri, CP.earliest),
        "latest": facts.text(iri, CP.latest),
        "assumed": list(facts.texts(iri, CP.assumption)),
    }


def anchored(facts: Facts, iri: str) -> Json:
    """Return the JSON of the `AnchorView` of anything that is anchored.

    What is in the graph was verified when it was loaded, so its state is exact.
    """
    anchor = facts.text(iri, CP.anchor) or ""
    selector = facts.text(anchor, OA + "hasSelector") or ""
    return {
        "exact": facts.text(selector, OA + "exact"),
        "prefix": facts.text(selector, OA + "prefix") or "",
        "suffix": facts.text(selector, OA + "suffix") or "",
        "start": int(facts.text(selector, OA + "start") or 0),
        "end": int(facts.text(selector, OA + "end") or 0),
        "snapshot": id_of(facts.text(anchor, OA + "hasSource") or ""),
        "state": "exact",
    }


def local(iri: str | None) -> str | None:
    """Return the name of a value of our lists, such as `assert`."""
    return iri.removeprefix(VOCABULARY) if iri else None


def instant(text: str | None) -> str | None:
    """Return a time in the one way we write it, as engines differ in theirs."""
    if text is None:
        return None
    written = datetime.fromisoformat(text).astimezone(UTC).isoformat()
    return written.replace("+00:00", "Z")


def sortable(instant: str) -> str:
    """Return a time in UTC so that texts are in the order of times."""
    return datetime.fromisoformat(instant).strftime("%Y-%m-%dT%H:%M:%S.%f")


def _record(facts: Facts, iri: str) -> Json:
    label = facts.text(iri, RDFS + "label") or id_of(iri)
    return {"id": label, "iri": iri}


def _as_printed(hedges: tuple[str, ...], anchor: Json) -> list[str]:
    """Return the hedges in the order they stand in the text, those outside it last."""
    around = f"{anchor['prefix']}{anchor['exact']}{anchor['suffix']}"
    return sorted(hedges, key=lambda hedge: (hedge not in around, around.find(hedge), hedge))
