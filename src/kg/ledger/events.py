"""Events: what happened to which record, one line of canonical JSON (RFC 8785) each.

An event holds hashes, not content: the record's document and its text are blobs. Each event
also holds the hash of the line before it, so that no line can be changed, dropped, added or
moved without every later line telling.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import rfc8785

from kg.errors import LedgerError, NewerDataError
from kg.ledger.instants import read_instant, write_instant

if TYPE_CHECKING:
    from datetime import datetime

GENESIS: Final = "0" * 64
"""What stands for "the line before" in the first line."""

EVENT_VERSION: Final = 1

_KEYS: Final = frozenset(
    ("v", "seq", "prev", "at", "actor", "kind", "record", "version", "document", "snapshot")
)


class Kind(StrEnum):
    """What happened to the record."""

    ACCEPTED = "record.accepted"
    DRAFTED = "record.drafted"
    RETRACTED = "record.retracted"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a writer asks the ledger to record.

    `version` counts the accepted versions of a record from 1; a draft carries the number it
    would get, a retraction that of the version it retracts. `document` and `snapshot` are the
    SHA-256 of the canonical record and of the text, in hexadecimal.
    """

    actor: str
    kind: Kind
    record: str
    version: int
    document: str
    snapshot: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An entry with its place in the ledger.

    `seq` counts from 1; `prev` is the SHA-256 of the line before, `digest` that of this line
    (both without the newline); `at` is UTC.
    """

    seq: int
    prev: str
    at: datetime
    entry: Entry
    digest: str


def seal(entry: Entry, *, seq: int, prev: str, at: datetime) -> tuple[Event, bytes]:
    """Return an entry as the event at that place, and its line without the newline."""
    line = rfc8785.dumps(content(entry, seq=seq, prev=prev, at=at))
    return Event(seq, prev, at, entry, hashlib.sha256(line).hexdigest()), line


def content(entry: Entry, *, seq: int, prev: str, at: datetime) -> dict[str, str | int]:
    """Return the fields of the event at that place."""
    fields: dict[str, str | int] = {
        "v": EVENT_VERSION,
        "seq": seq,
        "prev": prev,
        "at": write_instant(at),
        "actor": entry.actor,
        "kind": entry.kind.value,
        "record": entry.record,
        "version": entry.version,
        "document": entry.document,
        "snapshot": entry.snapshot,
    }
    if entry.reason is not None:
        fields["reason"] = entry.reason
    return fields


def parse(line: bytes, *, where: str) -> Event:
    """Return the event a line holds.

    Raises:
        LedgerError: the line is not an event.
        NewerDataError: it is one of a later format.
    """
    try:
        content = json.loads(line)
    except ValueError as error:
        raise LedgerError("This line is not JSON", where=where) from error
    if not isinstance(content, dict):
        raise LedgerError("This line is not an event", where=where)
    if content.get("v") != EVENT_VERSION:
        _refuse_version(content.get("v"), where)
    if content.keys() - {"reason"} != _KEYS:
        raise LedgerError("This event lacks a field, or has one too many", where=where)
    return _event(content, hashlib.sha256(line).hexdigest(), where)


def _refuse_version(version: object, where: str) -> None:
    if type(version) is int and version > EVENT_VERSION:
        raise NewerDataError(
            f"This event has format {version}; this program reads up to {EVENT_VERSION}",
            where=where,
            hint="install a newer claim-provenance",
        )
    raise LedgerError(f"This event has format {version!r}, which never existed", where=where)


def _event(content: dict[str, object], digest: str, where: str) -> Event:
    try:
        return Event(
            seq=_number(content["seq"]),
            prev=_text(content["prev"]),
            at=read_instant(_text(content["at"])),
            entry=Entry(
                actor=_text(content["actor"]),
                kind=Kind(_text(content["kind"])),
                record=_text(content["record"]),
                version=_number(content["version"]),
                document=_text(content["document"]),
                snapshot=_text(content["snapshot"]),
                reason=_text(content["reason"]) if "reason" in content else None,
            ),
            digest=digest,
        )
    except ValueError as error:
        raise LedgerError(f"This event has a wrong value: {error}", where=where) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not a text")  # noqa: TRY004  (one error for all wrong values)
    return value


def _number(value: object) -> int:
    if type(value) is not int or value < 1:
        raise ValueError(f"{value!r} is not a number from 1")
    return value
