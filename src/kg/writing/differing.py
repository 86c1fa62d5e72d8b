"""What a new version of a record changes, in lines a person can read.

`+` is new, `-` is gone, `~` is changed: `~ attribution a3: act: assert → urge`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kg.keeping.documents import SHARED_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LISTS: Final = SHARED_KINDS | {
    "dates": "date",
    "utterances": "utterance",
    "passages": "passage",
    "source_tags": "source tag",
    "attributions": "attribution",
    "judgements": "judgement",
}
_LONGEST: Final = 60
_NOTHING: Final = "nothing"


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Return one line for each difference between two canonical documents.

    An empty `old` stands for a record that is not there yet.
    """
    return (*changes("record", old, new), *_entries(old, new))


def changes(what: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Yield one line for each field of a thing that changed; nothing where it is new."""
    before, after = dict(_leaves(old)), dict(_leaves(new))
    if not before:
        return
    for name in before | after:
        one, other = before.get(name), after.get(name)
        if one != other:
            yield f"~ {what}: {name}: {_shown(one)} → {_shown(other)}"


def _entries(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for field, word in _LISTS.items():
        before = {_key(one): one for one in old.get(field, [])}
        after = {_key(one): one for one in new.get(field, [])}
        for key in before | after:
            if key not in after:
                yield f"- {word} {key}: {_summary(before[key])}"
            elif key not in before:
                yield f"+ {word} {key}: {_summary(after[key])}"
            else:
                yield from changes(f"{word} {key}", before[key], after[key])


def _leaves(entry: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the values of an entry by dotted name; what surrounds a quote is left out."""
    for name, value in entry.items():
        if name in _LISTS or name in ("prefix", "suffix"):
            continue
        if isinstance(value, dict):
            yield from _leaves(value, f"{within}{name}.")
        else:
            yield f"{within}{name}", value


def _key(entry: Mapping[str, Any]) -> str:
    """Return what tells an entry from the others of its list: its id, name or place."""
    name = entry.get("id") or entry.get("name")
    return str(name or f"{entry['anchor']['start']}-{entry['anchor']['end']}")


def _summary(entry: Mapping[str, Any]) -> str:
    if "act" in entry:
        words = _shortened(entry["anchor"]["exact"])
        return f"{entry['speaker']} {entry['act']} {entry['claim']}: “{words}”"
    for field in ("text", "label", "verbatim", "name", "function", "relation", "spoken_by"):
        if field in entry:
            return _shortened(str(entry[field]))
    return _shortened(str(entry["anchor"]["exact"]))


def _shown(value: object) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, list):
        return _shortened(", ".join(_part(part) for part in value))
    return _shortened(str(value))


def _part(part: object) -> str:
    if isinstance(part, dict):
        return " ".join(str(value) for value in part.values())
    return str(part)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
