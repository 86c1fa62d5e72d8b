"""The file `keys.json`: every key there ever was, with the SHA-256 of its text.

A key is never taken out of it: the ledger goes on naming whom it belonged to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kg.access.key import Key, Scope
from kg.ledger.instants import read_instant, write_instant

FORMAT: Final = 1

_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FIELDS: Final = frozenset(
    ("id", "actor", "scopes", "issued_at", "expires_at", "revoked_at", "sha256")
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and the hash of its text, which nobody is shown."""

    key: Key
    digest: str = field(repr=False)


def parse(content: bytes) -> tuple[Entry, ...]:
    """Return what a file says, in the order of issuing.

    Raises:
        ValueError: it is damaged, or not of this format; says what is wrong.
        BadParameterError: it names a key such as there is none.
    """
    told = json.loads(content)
    if not isinstance(told, dict) or told.keys() != {"format", "keys"} or told["format"] != FORMAT:
        raise ValueError(f"it is not of format {FORMAT}")
    if not isinstance(told["keys"], list):
        raise ValueError("it has no list of keys")  # noqa: TRY004  (a damaged file, no wrong call)
    entries = tuple(map(_entry, told["keys"]))
    if len({entry.key.id for entry in entries}) != len(entries):
        raise ValueError("it has an id twice")
    return entries


def serialise(entries: Sequence[Entry]) -> bytes:
    """Return the file that says so."""
    told = {"format": FORMAT, "keys": [_document(entry) for entry in entries]}
    return json.dumps(told, indent=2).encode() + b"\n"


def _entry(told: object) -> Entry:
    if not isinstance(told, Mapping) or told.keys() != _FIELDS:
        raise ValueError("a key has other fields than a key has")
    texts = {name: told[name] for name in _FIELDS - {"scopes", "revoked_at"}}
    if not all(isinstance(text, str) for text in texts.values()):
        raise ValueError("a key has something that is no text")
    if not _DIGEST.fullmatch(told["sha256"]):
        raise ValueError("a hash is no SHA-256")
    revoked = told["revoked_at"]
    key = Key(
        told["id"],
        told["actor"],
        _scopes(told["scopes"]),
        read_instant(told["issued_at"]),
        read_instant(told["expires_at"]),
        None if revoked is None else read_instant(str(revoked)),
    )
    return Entry(key, told["sha256"])


def _scopes(told: object) -> frozenset[Scope]:
    if not isinstance(told, list):
        raise ValueError("the scopes of a key are no list")  # noqa: TRY004  (as above)
    return frozenset(map(Scope, told))


def _document(entry: Entry) -> dict[str, Any]:
    key = entry.key
    return {
        "id": key.id,
        "actor": key.actor,
        "scopes": [scope for scope in Scope if scope in key.scopes],
        "issued_at": write_instant(key.issued_at),
        "expires_at": write_instant(key.expires_at),
        "revoked_at": None if key.revoked_at is None else write_instant(key.revoked_at),
        "sha256": entry.digest,
    }
