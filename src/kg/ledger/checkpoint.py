"""Checkpoints: signed statements of what the ledger held, one after the other in one file.

Each says how many lines the ledger had and what the root of their Merkle tree was
(c2sp.org/tlog-checkpoint), and names the checkpoint before it, so that none can be left out.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import LedgerError
from kg.ledger.durable import sync_directory
from kg.ledger.signing import PublicKey, Signer, decode, encode

NOTE_LINES: Final = 6
"""Origin, size, root, the one before, an empty line, the signature."""

_SIZE: Final = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_HASH_BYTES: Final = 32
_BEFORE: Final = "previous "
FIRST: Final = bytes(_HASH_BYTES)
"""What the first checkpoint names as the one before."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The ledger of a name at one time: how many lines, their root, the checkpoint before."""

    origin: str
    size: int
    root: bytes
    previous: bytes
    signature: str = ""

    @property
    def text(self) -> str:
        """What is signed."""
        head = f"{self.origin}\n{self.size}\n{encode(self.root)}\n"
        return f"{head}{_BEFORE}{encode(self.previous)}\n"

    @property
    def note(self) -> str:
        """The text with its signature."""
        return f"{self.text}\n{self.signature}\n"

    @property
    def digest(self) -> bytes:
        """What the next checkpoint names this one by."""
        return hashlib.sha256(self.text.encode()).digest()

    @classmethod
    def parse(cls, note: str, *, where: str) -> Checkpoint:
        """Read a note; raise LedgerError for anything but the one spelling of a checkpoint."""
        lines = note.split("\n")
        if len(lines) != NOTE_LINES + 1 or not _SIZE.fullmatch(lines[1]):
            raise LedgerError("This is not a checkpoint", where=where)
        found = cls(
            lines[0],
            int(lines[1]),
            decode(lines[2]),
            decode(lines[3].removeprefix(_BEFORE)),
            lines[5],
        )
        whole = len(found.root) == len(found.previous) == _HASH_BYTES
        if found.note != note or not whole or not found.origin:
            raise LedgerError("This is not a checkpoint", where=where)
        return found

    def signer(self, keys: Sequence[PublicKey]) -> PublicKey | None:
        """Return the key that signed this, None where none of these did."""
        mine = (key for key in keys if key.name == self.origin)
        return next((key for key in mine if key.signed(self.text, self.signature)), None)


def sign(signer: Signer, size: int, root: bytes, previous: bytes) -> Checkpoint:
    """Return a signed checkpoint; the log's name is the signer's."""
    plain = Checkpoint(signer.name, size, root, previous)
    return Checkpoint(signer.name, size, root, previous, signer.line(plain.text))


@dataclass(frozen=True, slots=True)
class Checkpoints:
    """What a file of checkpoints holds; `unfinished` is what a crash left at its end."""

    found: tuple[Checkpoint, ...]
    unfinished: bytes = b""

    @property
    def last(self) -> Checkpoint | None:
        """The newest one."""
        return self.found[-1] if self.found else None


def read_checkpoints(path: Path) -> Checkpoints:
    """Read all checkpoints, checking that each follows from the one before; signatures are not.

    Raises:
        LedgerError: one is damaged, missing, added or moved.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Checkpoints(())
    lines = content.split(b"\n")
    whole = (len(lines) - 1) // NOTE_LINES
    found: list[Checkpoint] = []
    for number in range(whole):
        note = lines[number * NOTE_LINES : (number + 1) * NOTE_LINES]
        found.append(_following(found, note, f"{path.name}:{number * NOTE_LINES + 1}"))
    return Checkpoints(tuple(found), b"\n".join(lines[whole * NOTE_LINES :]))


def _following(before: Sequence[Checkpoint], lines: Sequence[bytes], where: str) -> Checkpoint:
    try:
        note = "\n".join([*(line.decode() for line in lines), ""])
    except UnicodeDecodeError as error:
        raise LedgerError("This is not a checkpoint", where=where) from error
    found = Checkpoint.parse(note, where=where)
    if found.previous != (before[-1].digest if before else FIRST):
        raise LedgerError("This checkpoint does not follow from the one before it", where=where)
    if before and (found.origin != before[-1].origin or found.size <= before[-1].size):
        raise LedgerError("This checkpoint is of another ledger, or goes backwards", where=where)
    return found


def add_checkpoint(path: Path, known: Checkpoints, new: Checkpoint) -> None:
    """Append a checkpoint durably; what a crash left unfinished is cut off. Needs the lock."""
    fresh = not path.exists()
    with path.open("ab") as file:
        if known.unfinished:
            file.truncate(file.seek(0, os.SEEK_END) - len(known.unfinished))
        file.write(new.note.encode())
        file.flush()
        os.fsync(file.fileno())
    if fresh:
        sync_directory(path.parent)
