"""Several processes that answer side by side on one socket, and the one that looks after them.

Nothing passes between them but the data directory: each looks at its file `current` for every
request, and whoever writes takes the lock. So what one has acknowledged the next request finds,
whichever process gets it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final

import typer

from kg.cli.leaving import SECONDS_TO_STOP, pass_over
from kg.settings import VARIABLES, Settings

COMMAND: Final = (sys.executable, "-P", "-m", "kg.cli.sibling")
_LOOK: Final = 0.1
"""Seconds between two looks at whether all are there."""
_AGAIN: Final = 1.0
"""One that died is started again, but not more often than once in so many seconds."""
_LONGER: Final = 5.0
"""What a process may take beyond its last answers, for its own children to end."""


class Siblings:
    """Processes that answer over one listening socket: started, replaced, stopped together."""

    def __init__(
        self, chosen: Settings, listener: socket.socket, command: Sequence[str] = COMMAND
    ) -> None:
        """Prepare as many as the settings say."""
        self._chosen = chosen
        self._listener = listener
        self._command = command
        self._all: list[_Sibling] = []

    def run(self, announce: Callable[[], None]) -> None:
        """Answer until somebody stops us; a process that dies is replaced.

        Raises:
            typer.Exit: none could be started; the first one has said why.
        """
        try:
            for _ in range(self._chosen.processes):
                self._all.append(sibling := self._start())
                if not sibling.ready():  # the first one says why; the others would say the same
                    raise typer.Exit(sibling.process.wait())
            announce()
            while True:
                time.sleep(_LOOK)
                self._replace()
        except KeyboardInterrupt:
            return
        finally:
            self._stop()

    def _start(self) -> _Sibling:
        told, tells = os.pipe()
        fd = self._listener.fileno()
        environment = {name: text for name, text in os.environ.items() if name not in VARIABLES}
        try:
            process = subprocess.Popen(  # noqa: S603  (our own program)
                [*self._command, str(fd), str(tells), str(os.getpid()), str(int(self._chosen.rdf))],
                env=environment | self._chosen.to_env(),
                pass_fds=(fd, tells),
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for us, who pass it on
            )
        except BaseException:
            os.close(told)
            raise
        finally:
            os.close(tells)
        return _Sibling(process, told)

    def _replace(self) -> None:
        for place, sibling in enumerate(self._all):
            status = sibling.process.poll()
            if status is not None and time.monotonic() - sibling.began > _AGAIN:
                sibling.forget()
                self._all[place] = another = self._start()
                journal = import_module("kg_api.journal").Journal(self._chosen.log)
                fields = {"ended": status, "pid": another.process.pid}
                journal.write("warning", "process replaced", fields)

    def _stop(self) -> None:
        """Have all end what is under way, and see that none is left."""
        if self._all:
            pass_over(self._listener)
        for sibling in self._all:
            sibling.process.terminate()
        deadline = time.monotonic() + SECONDS_TO_STOP + _LONGER
        for sibling in self._all:
            sibling.end(deadline)


class _Sibling:
    """One of the processes, and the end of the pipe on which it says that it answers."""

    def __init__(self, process: subprocess.Popen[bytes], told: int) -> None:
        self.process = process
        self.began = time.monotonic()
        self._told = told

    def ready(self) -> bool:
        """Wait until it answers; False where it ended instead."""
        return bool(os.read(self._told, 1))

    def end(self, deadline: float) -> None:
        """Wait until it has ended; kill it where it does not."""
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            self.process.kill()
            self.process.wait()
        self.forget()

    def forget(self) -> None:
        """Let go of what it holds here."""
        os.close(self._told)
