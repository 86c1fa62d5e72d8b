"""What is left of a record when some of its entries are not well formed.

The rest is still looked up and sought in the text, so that an author sees every fault at once.
What refers to an entry that was left out is not a fault as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from kg.records.tree import Path

KINDS = {
    "works": "source",
    "speakers": "speaker",
    "places": "place",
    "things": "thing",
    "relations": "relation",
    "dates": "date",
    "claims": "claim",
    "utterances": "utterance",
    "passages": "passage",
    "source_tags": "source tag",
    "attributions": "attribution",
    "judgements": "judgement",
}
# Stand in for what a record cannot do without; nothing of a salvaged record is ever kept.
_ANNOTATOR = {"id": "nobody", "name": "nobody", "kind": "person"}
_COUNTED = re.compile("[0-9]{0,9}")
_NEEDED: dict[str, Any] = {
    "record": "nameless",
    "annotator": _ANNOTATOR,
    "source": {"id": "nameless", "kind": "article", "title": "nameless", "language": "und"},
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The words quoted in an entry that was left out: they can still be sought."""

    path: Path
    quote: str
    occurrence: int | None


@dataclass(slots=True)
class Salvage:
    """The well-formed rest of a record.

    Attributes:
        value: the rest.
        places: for each shortened list, where in the file its entries are: first those that are
            left, then those left out.
        broken: for each kind, the ids of the entries left out; None for "it may be any".
        quotes: the quotes of the entries left out, by the places above.
    """

    value: dict[str, Any]
    places: dict[str, list[int]] = field(default_factory=dict)
    broken: dict[str, frozenset[str] | None] = field(default_factory=dict)
    quotes: list[LeftOut] = field(default_factory=list)


def salvage(value: dict[str, Any], faulty: set[Path]) -> Salvage:
    """Return the rest of a record without the entries that hold a faulty path."""
    rest = Salvage({**value})
    for name, kind in KINDS.items():
        bad = {path[1] for path in faulty if len(path) > 1 and path[0] == name}
        whole = value.get(name)
        if (name,) in faulty:
            rest.value.pop(name, None)
            rest.broken[kind] = None
        elif bad and isinstance(whole, dict):
            rest.value[name] = {key: date for key, date in whole.items() if key not in bad}
            rest.broken[kind] = frozenset(str(key) for key in bad)
        elif bad and isinstance(whole, list):
            _shorten(rest, name, kind, whole, bad)
    for path in faulty:
        if path and path[0] not in KINDS:
            rest.value.pop(str(path[0]), None)
    if "source" not in rest.value:
        rest.broken["issued"] = None
    rest.value = {**_NEEDED, **rest.value}
    return rest


def _shorten(rest: Salvage, name: str, kind: str, whole: list[Any], bad: set[str | int]) -> None:
    left = [n for n in range(len(whole)) if n not in bad]
    out = [n for n in range(len(whole)) if n in bad]
    rest.value[name] = [whole[n] for n in left]
    rest.places[name] = left + out
    rest.broken[kind] = _ids([whole[n] for n in out])
    quoted = (_quoted((name, len(left) + k), whole[n]) for k, n in enumerate(out))
    rest.quotes += [one for one in quoted if one]


def _ids(entries: list[Any]) -> frozenset[str] | None:
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
    return None if None in ids else frozenset(str(one) for one in ids)


def _quoted(path: Path, entry: Any) -> LeftOut | None:  # noqa: ANN401  (not well formed)
    if not isinstance(entry, dict) or not isinstance(entry.get("quote"), str):
        return None
    counted = entry.get("occurrence", "")
    if not isinstance(counted, str) or not _COUNTED.fullmatch(counted):
        return None
    return LeftOut((*path, "quote"), entry["quote"], int(counted) if counted else None)
