"""The text a record reads: exactly the bytes of its file, decoded strictly."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.records.resolved import SnapshotDef

if TYPE_CHECKING:
    from kg.records.faults import Faults
    from kg.records.tree import Path

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


def decoded(data: bytes, what: str, path: Path, faults: Faults) -> str | None:
    """Return bytes as text, or note at which byte they are not UTF-8."""
    try:
        return data.decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add(
            path,
            f"{what} is not UTF-8: byte {error.start} (0x{data[error.start]:02X}, line {line})"
            f" {error.reason}",
            "save it as UTF-8 without a byte order mark",
        )
        return None


def read_snapshot(data: bytes, what: str, faults: Faults) -> Snapshot | None:
    """Return the snapshot of a text's bytes, or note why it cannot be one."""
    path = ("text",)
    text = decoded(data, what, path, faults)
    if text is None:
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
