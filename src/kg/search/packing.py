"""What `attributions.core` says, as a row of the index: columns to search by, the rest packed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from kg.search.naming import Json

COLUMNS: Final = (
    "iri", "claim", "speaker", "source", "act", "stance", "basis", "hedged", "invented",
)  # fmt: skip
"""What stands in columns of its own."""

_AS_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ANCHOR: Final = ("prefix", "suffix", "start", "end", "snapshot", "state")
_ABSENT: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "mention": None,
        "cue": None,
        "hedges": [],
        "said": None,
        "addressees": [],
        "utterance": None,
        "in_reply_to": None,
        "within": None,
        "via": None,
        "confidence": None,
        "note": None,
    }
)


def packed(core: Json) -> str:
    """Return what has no column of its own, without what is absent and without the exact words."""
    rest = {
        name: value
        for name, value in core.items()
        if name not in COLUMNS and (name not in _ABSENT or value != _ABSENT[name])
    }
    rest["anchor"] = [core["anchor"][name] for name in _ANCHOR]
    return _AS_JSON(rest)


def unpacked(columns: Sequence[Any], exact: str, body: str) -> Json:
    """Return the core again from its columns, its exact words and the rest."""
    rest: Json = json.loads(body)
    anchor = {"exact": exact} | dict(zip(_ANCHOR, rest["anchor"], strict=True))
    core: Json = dict(_ABSENT) | dict(zip(COLUMNS, columns, strict=True)) | rest
    flags = {name: bool(core[name]) for name in ("hedged", "invented")}
    return core | flags | {"anchor": anchor}
