"""Keeping watch over somebody else's ledger: copies of its checkpoints, each following from those.

Whoever holds the key of a ledger can sign another history at any time. Only who kept a copy of
what was signed before can tell; a refused checkpoint is kept, too, as it proves that.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from kg.auditing.signatures import read_kept
from kg.errors import LedgerError
from kg.ledger import Checkpoint, PublicKey
from kg.ledger.durable import make_directory, write_durably
from kg.ledger.merkle import consistent
from kg.ledger.signing import decode

if TYPE_CHECKING:
    from pathlib import Path

MOST_STEPS: Final = 128
"""A proof has about two hashes for each doubling of the ledger."""


class Ledger(Protocol):
    """What a server tells of its ledger; what it tells is not trusted."""

    def checkpoint(self) -> bytes:
        """Return its newest checkpoint."""
        ...

    def keys(self) -> bytes:
        """Return the keys it says it signs with, one a line."""
        ...

    def consistency(self, first: int, second: int) -> bytes:
        """Return what it says proves that one checkpoint's ledger began with another's."""
        ...


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A checkpoint that was kept, and the newest kept before; None where it is the first.

    `trusted` tells that its key was taken on the server's word.
    """

    checkpoint: Checkpoint
    before: Checkpoint | None
    key: PublicKey
    trusted: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of copies: `checkpoints`, `keys`, and `refused` as evidence."""

    folder: Path

    @property
    def checkpoints(self) -> Path:
        """All kept checkpoints; what `kg verify --checkpoint` takes."""
        return self.folder / "checkpoints"

    @property
    def keys(self) -> Path:
        """The keys that must sign, one a line."""
        return self.folder / "keys"

    def newest(self) -> Checkpoint | None:
        """Return the largest kept; raise LedgerError where the file is damaged."""
        if not self.checkpoints.exists():
            return None
        return max(read_kept(self.checkpoints).found, key=lambda one: one.size)

    def known(self) -> list[PublicKey]:
        """Return the kept keys; raise LedgerError where the file is damaged."""
        if not self.keys.exists():
            return []
        return [PublicKey.parse(line) for line in self.keys.read_text("utf-8").splitlines()]

    def keep(self, checkpoint: Checkpoint, keys: list[PublicKey]) -> None:
        """Keep a checkpoint, durably, and the keys it was checked with."""
        write_durably(self.keys, "".join(f"{key}\n" for key in keys).encode())
        kept = self.checkpoints.read_bytes() if self.checkpoints.exists() else b""
        write_durably(self.checkpoints, kept + checkpoint.note.encode())

    def refuse(self, note: bytes) -> Path:
        """Keep what must not be, under its hash."""
        make_directory(self.folder / "refused")
        path = self.folder / "refused" / hashlib.sha256(note).hexdigest()[:16]
        write_durably(path, note)
        return path


def witness(ledger: Ledger, folder: Path, key: PublicKey | None = None) -> Witnessed:
    """Fetch the newest checkpoint and keep it, if it follows from all that was kept.

    Args:
        ledger: where to fetch it.
        folder: where the copies are; made if it is not there.
        key: one more key that may sign; without any the first one is taken on the server's word.

    Raises:
        LedgerError: the server's history is not the one that was kept, somebody else signed it,
            or what it sent is no checkpoint. Nothing is added to the copies then.
    """
    make_directory(folder)
    kept, note = Kept(folder), ledger.checkpoint()
    found, before = _parsed(note), kept.newest()
    keys = [*kept.known(), *([key] if key else [])]
    trusted = not keys
    if trusted:
        keys = _named(ledger.keys(), found)
    signer = found.signer(keys)
    if signer is None:
        raise _refused(kept, note, "was signed with a key you do not keep", hint=_NEW_KEY)
    if before is not None:
        _compare(kept, note, found, before, ledger)
    if before != found:
        kept.keep(found, list(dict.fromkeys(keys)))
    return Witnessed(found, before, signer, trusted)


_NEW_KEY: Final = "if the owner has announced a new key, name it with --key"


def _compare(
    kept: Kept, note: bytes, found: Checkpoint, before: Checkpoint, ledger: Ledger
) -> None:
    if found.origin != before.origin:
        raise _refused(kept, note, f"is of {found.origin}, and you keep {before.origin}")
    if found.size < before.size:
        raise _refused(kept, note, f"has {found.size} events, and had {before.size}")
    if found.size == before.size and found.text != before.text:
        raise _refused(kept, note, f"differs from the one you keep for {before.size} events")
    if found.size > before.size:
        proof = _proof(ledger.consistency(before.size, found.size))
        if not consistent(before.size, found.size, before.root, found.root, proof):
            raise _refused(
                kept, note, f"does not begin with the {before.size} events that you keep"
            )


def _parsed(note: bytes) -> Checkpoint:
    try:
        text = note.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LedgerError("This is not a checkpoint", where="the server's answer") from error
    found = Checkpoint.parse(text, where="the server's answer")
    if not found.origin.isprintable():
        raise LedgerError("This ledger's name cannot be printed", where="the server's answer")
    return found


def _named(lines: bytes, found: Checkpoint) -> list[PublicKey]:
    """Return, of the keys a server names, the one that signed; no others are kept."""
    try:
        told = [PublicKey.parse(line) for line in lines.decode("utf-8").splitlines()]
    except UnicodeDecodeError as error:
        raise LedgerError("These are no keys", where="the server's answer") from error
    return [key for key in told if found.signer([key])]


def _proof(body: bytes) -> list[bytes]:
    """Return the steps of a proof; none where there is no proof, which then proves nothing."""
    try:
        steps = json.loads(body)["proof"]
        return [decode(step) for step in steps[:MOST_STEPS]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _refused(kept: Kept, note: bytes, how: str, hint: str | None = None) -> LedgerError:
    return LedgerError(
        f"The checkpoint {how}",
        where=str(kept.refuse(note)),
        hint=hint or "history was rewritten, or this is another ledger; keep that file as evidence",
    )
