"""The text a record reads: exactly the bytes of its file, decoded strictly."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.records.resolved import SnapshotDef
from kg.records.tree import Lines

if TYPE_CHECKING:
    from kg.records.faults import Faults
    from kg.records.tree import Mark

SAVE_AS = "save it as UTF-8 without a byte order mark"
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A text and the fingerprint of its bytes; newlines are never normalised."""

    text: str
    definition: SnapshotDef

    @property
    def sha16(self) -> str:
        """The snapshot's id."""
        return self.definition.sha16

    @classmethod
    def of(cls, data: bytes, text: str) -> Snapshot:
        """Take the fingerprint of bytes and their text."""
        digest = hashlib.sha256(data).hexdigest()
        return cls(text, SnapshotDef(sha256=digest, characters=len(text), bytes=len(data)))


def not_utf8(error: UnicodeDecodeError, what: str) -> tuple[Mark, str]:
    """Return where some bytes stop being UTF-8, and the reason in words."""
    before = error.object[: error.start].decode("utf-8")
    place = Lines(before).mark(len(before))
    byte = f"byte {error.start} (0x{error.object[error.start]:02X}, in line {place.line})"
    return place, f"{what} is not UTF-8: {byte}: {error.reason}"


def read_snapshot(data: bytes, what: str, faults: Faults) -> Snapshot | None:
    """Return the snapshot of a text's bytes, or note why it cannot be one."""
    path = ("text",)
    try:
        text = data.decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        faults.add(path, not_utf8(error, what)[1], SAVE_AS)
        return None
    if text.startswith(_BOM):
        faults.add(path, f"{what} begins with a byte order mark", "save it as UTF-8 without one")
        return None
    if "\x00" in text:
        faults.add(
            path, f"{what} has a NUL character at {text.index(chr(0))}", "is it a text file?"
        )
        return None
    if not text.strip():
        faults.add(path, f"{what} is empty", "a record reads a text")
        return None
    return Snapshot.of(data, text)
