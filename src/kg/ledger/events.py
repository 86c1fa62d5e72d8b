"""Events: what happened to which record or judgement, one line of canonical JSON (RFC 8785) each.

An event holds hashes, not content: the document and the text of a record are blobs, and so is the
document of a judgement, which has no text. Each event also holds the hash of the line before it,
so that no line can be changed, dropped, added or moved without every later line telling.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import rfc8785

from kg.errors import KgError, LedgerError, NewerDataError
from kg.ledger.instants import read_instant, write_instant

if TYPE_CHECKING:
    from datetime import datetime

GENESIS: Final = "0" * 64
"""What stands for "the line before" in the first line."""

EVENT_VERSION: Final = 3
"""The format of the lines this program writes; it reads this one and all before it."""

JUDGEMENT: Final = "judgement/"
"""How the name of a judgement begins; no id of a record does, as none has a slash."""

_KEYS: Final = frozenset(
    ("v", "seq", "prev", "at", "actor", "kind", "record", "version", "document")
)
_TEXT: Final = frozenset(("snapshot",))
_OPTIONAL: Final = {
    1: frozenset(("reason",)),
    2: frozenset(("reason", "request")),
    3: frozenset(("reason", "request")),
}
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Kind(StrEnum):
    """What happened to the record or the judgement."""

    ACCEPTED = "record.accepted"
    DRAFTED = "record.drafted"
    RETRACTED = "record.retracted"
    ERASED = "record.erased"
    GIVEN = "judgement.given"
    WITHDRAWN = "judgement.withdrawn"
    JUDGEMENT_ERASED = "judgement.erased"

    @property
    def judges(self) -> bool:
        """Whether it happened to a judgement."""
        return self in _JUDGING

    @property
    def takes(self) -> bool:
        """Whether something was taken away that stood."""
        return self in _TAKING

    @property
    def erases(self) -> bool:
        """Whether something was deleted for good."""
        return self in _ERASING


_JUDGING: Final = frozenset((Kind.GIVEN, Kind.WITHDRAWN, Kind.JUDGEMENT_ERASED))
_ERASING: Final = frozenset((Kind.ERASED, Kind.JUDGEMENT_ERASED))
_TAKING: Final = _ERASING | {Kind.RETRACTED, Kind.WITHDRAWN}
_KINDS: Final = {
    1: frozenset((Kind.ACCEPTED, Kind.DRAFTED, Kind.RETRACTED)),
    2: frozenset((Kind.ACCEPTED, Kind.DRAFTED, Kind.RETRACTED, Kind.ERASED)),
    3: frozenset(Kind),
}


@dataclass(frozen=True, slots=True)
class Request:
    """What a caller asked for, so that asking again can be told from asking for something else.

    `id` is the SHA-256 of who asked and of the name they gave the request, `body` that of all it
    asked for; both in lower hexadecimal.

    Raises:
        ValueError: one of the two is not a SHA-256.
    """

    id: str
    body: str

    def __post_init__(self) -> None:
        """Refuse what is not a SHA-256."""
        for value in (self.id, self.body):
            if not isinstance(value, str) or not _DIGEST.fullmatch(value):
                raise ValueError(f"{value!r} is not a SHA-256 in hexadecimal")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a writer asks the ledger to record.

    `record` is the id of a record, or `judgement/` and the id of a judgement. `version` counts the
    accepted versions of a record, or those given of a judgement, from 1; a draft carries the number
    it would get, what takes something away that of the version it takes. `document` and `snapshot`
    are the SHA-256 of the canonical document and of the text, in hexadecimal; a judgement has no
    text. `request` is what somebody asked for when they may ask again.

    Raises:
        ValueError: a record without a text, or a judgement with one.
    """

    actor: str
    kind: Kind
    record: str
    version: int
    document: str
    snapshot: str | None
    reason: str | None = None
    request: Request | None = None

    def __post_init__(self) -> None:
        """Refuse to take a record for a judgement, or a judgement for a record."""
        if self.kind.judges == (self.snapshot is not None):
            raise ValueError(f"{self.kind.value} with snapshot {self.snapshot}")
        if self.kind.judges != self.record.startswith(JUDGEMENT):
            raise ValueError(f"{self.kind.value} of {self.record!r}")

    @property
    def text(self) -> str:
        """The SHA-256 of a record's text; raises ValueError for a judgement, which has none."""
        if self.snapshot is None:
            raise ValueError(f"{self.record} has no text")
        return self.snapshot

    @property
    def blobs(self) -> tuple[str, ...]:
        """The SHA-256 of all it speaks of."""
        return (self.document,) if self.snapshot is None else (self.document, self.snapshot)


@dataclass(frozen=True, slots=True)
class Event:
    """An entry with its place in the ledger.

    `seq` counts from 1; `prev` is the SHA-256 of the line before, `digest` that of this line
    (both without the newline); `at` is UTC; `format` is that of the line.
    """

    seq: int
    prev: str
    at: datetime
    entry: Entry
    digest: str
    format: int = EVENT_VERSION


def seal(entry: Entry, *, seq: int, prev: str, at: datetime) -> tuple[Event, bytes]:
    """Return an entry as the event at that place, and its line without the newline."""
    line = rfc8785.dumps(_content(entry, seq, prev, at, EVENT_VERSION))
    return Event(seq, prev, at, entry, hashlib.sha256(line).hexdigest()), line


def line_of(event: Event) -> bytes:
    """Return the one line an event may stand in, without the newline, in the event's format."""
    return rfc8785.dumps(content(event))


def content(event: Event) -> dict[str, Any]:
    """Return the fields of an event, in the event's format."""
    return _content(event.entry, event.seq, event.prev, event.at, event.format)


def _content(entry: Entry, seq: int, prev: str, at: datetime, version: int) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "v": version,
        "seq": seq,
        "prev": prev,
        "at": write_instant(at),
        "actor": entry.actor,
        "kind": entry.kind.value,
        "record": entry.record,
        "version": entry.version,
        "document": entry.document,
    }
    if entry.snapshot is not None:
        fields["snapshot"] = entry.snapshot
    if entry.reason is not None:
        fields["reason"] = entry.reason
    if entry.request is not None:
        fields["request"] = {"id": entry.request.id, "body": entry.request.body}
    return fields


def parse(line: bytes, *, where: str) -> Event:
    """Return the event a line holds.

    Raises:
        LedgerError: the line is not an event.
        NewerDataError: it is one of a later format.
    """
    try:
        content = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LedgerError("This line is not JSON", where=where) from error
    if not isinstance(content, dict):
        raise LedgerError("This line is not an event", where=where)
    version = content.get("v")
    if type(version) is not int or version not in _KINDS:
        raise _unreadable(version, where)
    if content.keys() - _OPTIONAL[version] != _needed(content):
        raise LedgerError("This event lacks a field, or has one too many", where=where)
    return _event(content, hashlib.sha256(line).hexdigest(), where)


def _needed(content: dict[str, object]) -> frozenset[str]:
    """Return the fields an event must have: all but those of judgements speak of a text."""
    kind = content.get("kind")
    return _KEYS if isinstance(kind, str) and kind in _JUDGING else _KEYS | _TEXT


def _unreadable(version: object, where: str) -> KgError:
    if type(version) is int and version > EVENT_VERSION:
        return NewerDataError(
            f"This event has format {version}; this program reads up to {EVENT_VERSION}",
            where=where,
            hint="install a newer claim-provenance",
        )
    return LedgerError(f"This event has format {version!r}, which never existed", where=where)


def _event(content: dict[str, object], digest: str, where: str) -> Event:
    try:
        return Event(
            seq=_number(content["seq"]),
            prev=_text(content["prev"]),
            at=read_instant(_text(content["at"])),
            entry=_entry(content),
            digest=digest,
            format=_number(content["v"]),
        )
    except ValueError as error:
        raise LedgerError(f"This event has a wrong value: {error}", where=where) from error


def _entry(content: dict[str, object]) -> Entry:
    kind = Kind(_text(content["kind"]))
    if kind not in _KINDS[_number(content["v"])]:
        raise ValueError(f"{kind.value!r} did not exist in format {content['v']}")
    return Entry(
        actor=_text(content["actor"]),
        kind=kind,
        record=_text(content["record"]),
        version=_number(content["version"]),
        document=_text(content["document"]),
        snapshot=_text(content["snapshot"]) if "snapshot" in content else None,
        reason=_text(content["reason"]) if "reason" in content else None,
        request=_request(content["request"]) if "request" in content else None,
    )


def _request(value: object) -> Request:
    if not isinstance(value, dict) or value.keys() != {"id", "body"}:
        raise ValueError(f"{value!r} is not a request")
    return Request(_text(value["id"]), _text(value["body"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not a text")  # noqa: TRY004  (one error for all wrong values)
    value.encode()  # half a surrogate pair can be written in JSON, but is no character
    return value


def _number(value: object) -> int:
    if type(value) is not int or value < 1:
        raise ValueError(f"{value!r} is not a number from 1")
    return value
