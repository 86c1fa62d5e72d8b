"""The field names others rely on, written down by hand from DESIGN section 6."""

from __future__ import annotations

from typing import Any

POINTER = {"id", "iri"}
REF = POINTER | {"label"}
CLAIM_REF = REF | {"language"}
SPEAKER_REF = REF | {"kind"}
SOURCE_REF = REF | {"language"}
WORK_REF = REF | {"held"}
DATE = {"verbatim", "edtf", "earliest", "latest", "assumed"}
ANCHOR = {"exact", "prefix", "suffix", "start", "end", "snapshot", "state"}
COUNTS = {"attributions", "claims", "sources", "speakers", "invented"}
ATTRIBUTION = REF | {
    "claim", "speaker", "mention", "basis", "act", "cue", "hedges", "hedged", "stance", "certainty",
    "polarity", "quote_mode", "said", "addressees", "utterance", "in_reply_to", "anchor", "within",
    "via", "source", "confidence", "note", "recorded_at", "record", "invented",
}  # fmt: skip
CLAIM = CLAIM_REF | {"about", "situation", "part_of", "content", "counts"}
SPEAKER = SPEAKER_REF | {"names", "note", "local_to", "roles", "counts"}
SOURCE = SOURCE_REF | {
    "title", "kind", "url", "creator", "publisher", "issued", "rights", "held", "snapshots",
    "counts", "invented",
}  # fmt: skip
ANSWER = {"revision", "sparql"}
LIST = ANSWER | {"items", "next"}
FACETS = {"speaker", "source", "act", "stance", "basis", "lang"}
JUDGEMENT = REF | {
    "relation", "judges", "against", "confidence", "by", "by_program", "at", "reason", "record",
    "event",
}  # fmt: skip
SIDE = {"judged", "counts", "said", "omitted", "sparql"}
SAYING = {"attribution", "speaker", "act", "polarity", "source"}
TRACE = {
    "nodes", "edges", "chains", "chains_omitted", "origins", "bottlenecks", "cycles", "hedge_loss",
    "drift", "independent_origins", "not_computed", "cut",
}  # fmt: skip
STEP = {
    "layer", "who", "attribution", "claim", "act", "polarity", "mention", "cue", "hedges", "stance",
    "basis", "confidence", "via", "quote",
}  # fmt: skip
HIT = {
    "claim", "matches", "matched", "first_known", "counts", "hedges", "contradictions", "trace",
    "attributions", "invented", "highlights", "independent_origins", "not_computed", "cut",
}  # fmt: skip
NEAR = {"items", "compared", "cut", "rule", "sparql"}
NEAR_HIT = {
    "claim", "attribution", "speaker", "source", "compared", "passage", "score", "found_by",
    "differs_in", "changes", "highlights",
}  # fmt: skip
NAMED = REF | {"kind", "name", "how", "taken"}
HIGHLIGHT = {"attribution", "compared", "passage", "ranges"}
FIRST_KNOWN = {"attribution", "speaker", "said", "candidates", "undated", "rule"}
COVERAGE = {
    "sources", "snapshots", "claims", "attributions", "speakers", "revision", "newest_record",
    "invented_included",
}  # fmt: skip


def check_attribution(found: dict[str, Any], more: set[str] | None = None) -> None:
    """Check an attribution and everything nested in it."""
    assert set(found) == ATTRIBUTION | (more or set())
    assert set(found["claim"]) == CLAIM_REF
    assert set(found["speaker"]) == SPEAKER_REF
    assert set(found["source"]) == SOURCE_REF
    assert set(found["anchor"]) == ANCHOR
    assert set(found["record"]) == REF
    for name, fields in (("said", DATE), ("via", WORK_REF), ("within", POINTER),
                         ("utterance", POINTER), ("in_reply_to", POINTER)):  # fmt: skip
        assert found[name] is None or set(found[name]) == fields
    assert all(set(each) == SPEAKER_REF for each in found["addressees"])


def check_trace(found: dict[str, Any]) -> None:
    """Check a trace and everything nested in it."""
    assert set(found) >= TRACE
    for node in found["nodes"]:
        assert set(node) == REF | {"kind"}
    for edge in found["edges"]:
        assert set(edge) == {
            "source", "target", "relation", "attribution", "act", "polarity", "cue", "hedges",
            "stance",
        }  # fmt: skip
    for chain in found["chains"]:
        assert set(chain) == {"attribution", "steps", "ends"}
        assert all(set(step) == STEP for step in chain["steps"])
    for origin in found["origins"]:
        assert set(origin) == {
            "kind", "speaker", "polarity", "work", "chains", "attributions",
        }  # fmt: skip
