"""Attributions written by hand, for tests that need no record and no store."""

from __future__ import annotations

from typing import Any

from kg.model.views import AttributionView
from kg.vocab import DEFAULT_BASE

CLAIM = f"{DEFAULT_BASE}claim/taken"


def said(id_: str, speaker: str = "ministry", **more: Any) -> AttributionView:
    """Return an attribution of the claim `taken` in the source `paper`.

    Args:
        id_: its id; short ones will do here.
        speaker: whom it credits, an organization unless `kind` says otherwise.
        more: `source`, `claim`, `kind`, `via` (a held work begins with `+`), `within` (an id),
            `dates` (earliest, latest), or any field of the view.
    """
    dates = more.pop("dates", None)
    via, within = more.pop("via", None), more.pop("within", None)
    fields: dict[str, Any] = {
        **_ref("attribution", id_),
        "claim": {**_ref("claim", more.pop("claim", "taken")), "language": "en"},
        "speaker": {**_ref("speaker", speaker), "kind": more.pop("kind", "organization")},
        "source": {**_ref("source", more.pop("source", "paper")), "language": "en"},
        "mention": None,
        "basis": "named",
        "act": "assert",
        "cue": None,
        "hedges": (),
        "hedged": False,
        "stance": "neutral",
        "certainty": "unspecified",
        "polarity": "affirmed",
        "quote_mode": "indirect",
        "said": dates and _date(*dates),
        "addressees": (),
        "utterance": None,
        "in_reply_to": None,
        "anchor": {
            "exact": "The hill was taken", "prefix": "", "suffix": "", "start": 0, "end": 18,
            "snapshot": "0" * 16, "state": "exact",
        },
        "within": _pointer("attribution", within) if within else None,
        "via": via and {**_ref("source", via.lstrip("+")), "held": via.startswith("+")},
        "confidence": None,
        "note": None,
        "recorded_at": "2026-11-21T12:00:00Z",
        "record": {**_ref("graph", "record-r-v1"), "id": "r"},
        "invented": True,
    }  # fmt: skip
    return AttributionView.model_validate(fields | more)


def _pointer(kind: str, id_: str) -> dict[str, str]:
    return {"id": id_, "iri": f"{DEFAULT_BASE}{kind}/{id_}"}


def _ref(kind: str, id_: str) -> dict[str, str]:
    return {**_pointer(kind, id_), "label": id_}


def _date(earliest: str | None, latest: str | None) -> dict[str, Any]:
    return {
        "verbatim": "then",
        "edtf": None,
        "earliest": earliest,
        "latest": latest,
        "assumed": (),
    }
