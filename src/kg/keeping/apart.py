"""Graph and index of many records, filled by a process of its own: a second core does half of it.

What is sent to it goes one way; only who asks for an answer waits. So the process that sends knows
at each commit, and not before, that everything is in graph and index. When that process dies, the
other one does, too, and what was not committed is forgotten.
"""

from __future__ import annotations

import errno
import fcntl
import pickle
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from pyoxigraph import RdfFormat, serialize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pyoxigraph import NamedNode, Quad

    from kg.keeping.documents import Kept
    from kg.keeping.filling import Answer
    from kg.keeping.holdings import Declared
    from kg.keeping.standing import Standing

FORMAT: Final = RdfFormat.N_QUADS
"""How quads go to the other process, where it does not make them itself."""

_WAITING: Final = 2**20
"""Bytes that may be on their way: about fifty records, so that neither process waits for long."""


class Apart:
    """A process that has graph and index open; see `kg.keeping.filling` for what it does."""

    def __init__(self, folder: Path, base: str) -> None:
        """Start the process for the parts in a folder that nobody else has open."""
        self._process = subprocess.Popen(  # noqa: S603  (our own program)
            [sys.executable, "-P", "-m", "kg.keeping.filling", str(folder), base],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._pipe = cast("BinaryIO", self._process.stdin)
        self._answers = cast("BinaryIO", self._process.stdout)
        with suppress(OSError):  # a system may allow less
            fcntl.fcntl(self._pipe, fcntl.F_SETPIPE_SZ, _WAITING)

    def put(self, standing: Standing, record: Kept) -> None:
        """Let a new record stand in graph and index; the other process makes its quads.

        Raises:
            OSError: the process has ended.
        """
        self._send("put", standing, record.content, record.record.text)

    def change(
        self, *, drop: NamedNode | None, remove: Iterable[Quad], add: Iterable[Quad]
    ) -> None:
        """Change the graph as `Graph.change` does; raises as `put`."""
        dropped = drop.value if drop else None
        self._send("change", dropped, *(serialize(quads, format=FORMAT) for quads in (remove, add)))

    def replace(self, record: str, quads: Iterable[Quad], texts: Mapping[str, str]) -> None:
        """Let the index hold of a record what its quads state; raises as `put`."""
        self._send("replace", record, serialize(quads, format=FORMAT), dict(texts))

    def remove(self, record: str) -> None:
        """Let the index hold nothing of a record; raises as `put`."""
        self._send("remove", record)

    def relieve(self) -> None:
        """Let the graph have what waits for it, should that be much; raises as `put`."""
        self._send("relieve")

    def declared(self) -> Declared:
        """Return who declares which shared quads, of the records put since the last answer.

        Raises:
            OSError: the disk refused, or the process has ended.
        """
        return self._asked("declared")

    def commit(self, revision: int) -> Declared:
        """Keep everything so far, as the state at a revision; returns and raises as `declared`."""
        return self._asked("commit", revision)

    def close(self) -> None:
        """End the process; what is not committed is forgotten."""
        self._process.kill()
        self._process.communicate()

    def _asked(self, what: str, *told: object) -> Declared:
        self._send(what, *told)
        try:
            fault, declared = self._answer()
        except EOFError as error:
            raise OSError(errno.EPIPE, "the process that fills the index has ended") from error
        if fault:
            raise OSError(*fault)
        return declared

    def _answer(self) -> Answer:
        answer: Answer = pickle.load(self._answers)  # noqa: S301  (our own program)
        return answer

    def _send(self, *told: object) -> None:
        pickle.dump(told, self._pipe)
        self._pipe.flush()
