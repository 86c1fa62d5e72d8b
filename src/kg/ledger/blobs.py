"""Blobs: the documents and texts the events speak of, each filed under its own SHA-256.

A file's name says what it must contain, so nothing here can be exchanged unnoticed, and
writing the same content twice changes nothing. What was erased on purpose is told from the events
in the folder above: they say which file is missing rightly.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from kg.errors import KgError, LedgerError
from kg.ledger.durable import UNFINISHED, make_directory, sync_directory, write_all_durably
from kg.ledger.erasures import Erasures, erased
from kg.ledger.ledger import read
from kg.ledger.segments import segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{64}", re.ASCII)


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class Blobs:
    """A directory of immutable files, `ab/abcd…`, named by their SHA-256."""

    def __init__(self, directory: Path) -> None:
        """Look at a directory, which need not exist before the first `put`."""
        self._directory = directory
        self._known = (-1, Erasures())

    def put(self, content: bytes) -> str:
        """Keep some bytes durably and return their SHA-256."""
        (digest,) = self.put_all([content])
        return digest

    def put_all(self, contents: Iterable[bytes]) -> list[str]:
        """Keep each of these durably, as `put` does, and return their SHA-256.

        Waiting for the disk once for many takes less time than once for each.
        """
        found = [(digest_of(content), content) for content in contents]
        missing = {self._path(digest): content for digest, content in found}
        for path, content in list(missing.items()):
            if path.exists() and path.read_bytes() == content:
                del missing[path]
        for folder in sorted({path.parent for path in missing}):
            make_directory(self._directory)
            make_directory(folder)
        write_all_durably(missing)
        return [digest for digest, _ in found]

    def get(self, digest: str) -> bytes:
        """Return the bytes with that SHA-256.

        Raises:
            ErasedError: they were erased; it names record, event and date.
            LedgerError: they are gone or changed, and nobody said so.
        """
        path = self._path(digest)
        if not _NAME.fullmatch(digest):
            raise LedgerError(f"{digest!r} is not a SHA-256")
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise self._missing(digest) from error
        if digest_of(content) != digest:
            raise LedgerError(
                "A file of the ledger has changed: its content does not match its name",
                where=str(path),
                hint="bring it back from a backup",
            )
        return content

    def discard(self, digests: Iterable[str]) -> None:
        """Delete blobs for good, and what a crash left unfinished. Needs the lock.

        What is not there is passed over, so a deletion that was interrupted can be done again.
        """
        paths = [self._path(digest) for digest in digests]
        paths += self._directory.glob("??/*" + UNFINISHED)
        for path in paths:
            path.unlink(missing_ok=True)
        for folder in {path.parent for path in paths}:
            if folder.is_dir():
                sync_directory(folder)

    def __contains__(self, digest: str) -> bool:
        """Return whether there is a file of that name; its content is not looked at."""
        return self._path(digest).exists()

    def __iter__(self) -> Iterator[str]:
        """Yield the SHA-256 of every blob kept, in order; leftovers of a crash are passed over."""
        for path in sorted(self._directory.glob("??/*")):
            if _NAME.fullmatch(path.name):
                yield path.name

    def _path(self, digest: str) -> Path:
        return self._directory / digest[:2] / digest

    def _missing(self, digest: str) -> KgError:
        """Return why a blob is not there: only the ledger can say that this is as it should be."""
        event = self._erasures().blobs.get(digest)
        if event is None:
            return LedgerError("A file of the ledger is missing", where=str(self._path(digest)))
        return erased(event, "This", where=digest)

    def _erasures(self) -> Erasures:
        """Return what was erased; read again only when the ledger has grown."""
        ledger = self._directory.parent
        try:
            size = sum(path.stat().st_size for path in segments(ledger))
            if self._known[0] != size:
                self._known = size, Erasures()  # a damaged ledger excuses nothing
                self._known = size, Erasures.after(read(ledger))
        except KgError:
            return Erasures()
        return self._known[1]
