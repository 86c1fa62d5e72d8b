"""Blobs: the documents and texts the events speak of, each filed under its own SHA-256.

A file's name says what it must contain, so nothing here can be exchanged unnoticed, and
writing the same content twice changes nothing.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from kg.errors import LedgerError
from kg.ledger.durable import make_directory, write_durably

if TYPE_CHECKING:
    from collections.abc import Iterator
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

    def put(self, content: bytes) -> str:
        """Keep some bytes durably and return their SHA-256."""
        digest = digest_of(content)
        path = self._path(digest)
        if not path.exists() or path.read_bytes() != content:
            make_directory(self._directory)
            make_directory(path.parent)
            write_durably(path, content)
        return digest

    def get(self, digest: str) -> bytes:
        """Return the bytes with that SHA-256; raise LedgerError if they are gone or changed."""
        path = self._path(digest)
        if not _NAME.fullmatch(digest):
            raise LedgerError(f"{digest!r} is not a SHA-256")
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise LedgerError("A file of the ledger is missing", where=str(path)) from error
        if digest_of(content) != digest:
            raise LedgerError(
                "A file of the ledger has changed: its content does not match its name",
                where=str(path),
                hint="bring it back from a backup",
            )
        return content

    def __iter__(self) -> Iterator[str]:
        """Yield the SHA-256 of every blob kept, in order; leftovers of a crash are passed over."""
        for path in sorted(self._directory.glob("??/*")):
            if _NAME.fullmatch(path.name):
                yield path.name

    def _path(self, digest: str) -> Path:
        return self._directory / digest[:2] / digest
