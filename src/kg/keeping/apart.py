"""The index of many records, filled by a process of its own: a second core does a third of it.

What is sent to it goes one way; only a commit is answered. So the process that sends knows at each
commit, and not before, that everything is in the index. When that process dies, this one does,
too, and what was not committed is forgotten.

`python -m kg.keeping.apart INDEX` reads frames from stdin: two lengths, then JSON, then N-Quads.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from pyoxigraph import RdfFormat, parse, serialize

from kg.pool.syscalls import die_with_parent
from kg.search.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

_HEAD: Final = struct.Struct(">II")
_FORMAT: Final = RdfFormat.N_QUADS
_FULL: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)


class IndexApart:
    """An index that another process fills; used like `Index`, and committed at the end."""

    def __init__(self, path: Path) -> None:
        """Start the process for an index that nobody else has open."""
        self._process = subprocess.Popen(  # noqa: S603  (our own program)
            [sys.executable, "-P", "-m", __name__, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def replace(self, record: str, quads: Iterable[Quad], texts: Mapping[str, str]) -> None:
        """Let the index hold of a record what its quads state; texts go by their SHA-256.

        Raises:
            OSError: the process has ended.
        """
        told = {"do": "replace", "record": record, "texts": dict(texts)}
        self._send(told, serialize(quads, format=_FORMAT) or b"")

    def remove(self, record: str) -> None:
        """Let the index hold nothing of a record; raises as `replace`."""
        self._send({"do": "remove", "record": record})

    def commit(self, revision: int) -> None:
        """Keep everything so far, as the state at a revision.

        Raises:
            OSError: the disk refused, or the process has ended.
        """
        self._send({"do": "commit", "revision": revision})
        answer = self._process.stdout.readline() if self._process.stdout else b""
        if not answer:
            raise OSError(errno.EPIPE, "the process that fills the index has ended")
        if fault := json.loads(answer):
            raise OSError(*fault)

    def close(self) -> None:
        """End the process; what is not committed is forgotten."""
        self._process.kill()
        self._process.communicate()

    def _send(self, told: Mapping[str, Any], quads: bytes = b"") -> None:
        content = json.dumps(told).encode()
        pipe = self._process.stdin
        if pipe is not None:
            pipe.write(_HEAD.pack(len(content), len(quads)) + content + quads)
            pipe.flush()


def main(path: Path, asked: BinaryIO, answers: BinaryIO) -> None:
    """Fill an index with what is asked, until that ends."""
    index = Index.open(path)
    fault: tuple[int, str] | None = None
    while head := asked.read(_HEAD.size):
        content, quads = (asked.read(length) for length in _HEAD.unpack(head))
        told = json.loads(content)
        try:
            if not fault:
                _do(index, told, quads)
        except (OSError, sqlite3.Error) as error:
            fault = _fault(error)
        if told["do"] == "commit":
            answers.write(json.dumps(fault).encode() + b"\n")
            answers.flush()


def _do(index: Index, told: Mapping[str, Any], quads: bytes) -> None:
    if told["do"] == "replace":
        index.replace(told["record"], parse(quads, format=_FORMAT), told["texts"])
    elif told["do"] == "remove":
        index.remove(told["record"])
    else:
        index.commit(told["revision"])


def _fault(error: OSError | sqlite3.Error) -> tuple[int, str]:
    """Return number and words of what the system says, as the sending process shall say it."""
    if isinstance(error, OSError):
        return error.errno or errno.EIO, error.strerror or str(error)
    full = getattr(error, "sqlite_errorcode", None) in _FULL
    return (errno.ENOSPC, os.strerror(errno.ENOSPC)) if full else (errno.EIO, str(error))


if __name__ == "__main__":
    die_with_parent()
    main(Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
