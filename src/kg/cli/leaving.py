"""Stopping a server without breaking off an answer.

Who connects from the signal on is refused. What is under way is ended, and whoever has a
connection open gets one more answer on it, with the word that it was the last: a request that
crosses the end of an idle connection would get none.
"""

from __future__ import annotations

import asyncio
import ctypes
import select
import socket
import struct
from collections.abc import Callable
from types import FrameType
from typing import Final

import uvicorn
from typing_extensions import override

SECONDS_TO_STOP: Final = 10
"""What is under way when the signal comes may take this long; then it is given up."""
_SECONDS_TO_LINGER: Final = 1.0
"""How long idle connections are kept for one more request."""
_SECONDS_TO_ACCEPT: Final = 0.1
_PAUSE: Final = 0.02
_MOST_LOOKS: Final = 50
"""How often it is looked whether somebody still waits; others may take them in as well."""
GRACE: Final = int(SECONDS_TO_STOP - _SECONDS_TO_LINGER - _SECONDS_TO_ACCEPT)
"""For uvicorn, which counts from when it closes idle connections."""


_ATTACH_FILTER: Final = 26
"""SO_ATTACH_FILTER of Linux, which the module `socket` does not name."""
_FLAGS, _SYN, _ALL = 13, 2, 2**32 - 1
_FILTER: Final = (  # classic BPF, over the TCP header: operation, jump if true, if false, operand
    (0x30, 0, 0, _FLAGS),  # load the byte of flags
    (0x45, 0, 1, _SYN),  # go on if it has SYN, else jump over one
    (0x06, 0, 0, 0),  # drop the packet
    (0x06, 0, 0, _ALL),  # take it
)


def pass_over(listener: socket.socket) -> None:
    """Have the kernel ignore whoever wants to connect, and go on with those who have begun to.

    A second later they try again, and are refused by then. Where the kernel knows no such filter,
    the queue of those who wait is shortened, and the last one in it may be reset.
    """
    program = b"".join(struct.pack("HBBI", *step) for step in _FILTER)
    held = ctypes.create_string_buffer(program)
    try:
        listener.setsockopt(
            socket.SOL_SOCKET,
            _ATTACH_FILTER,
            struct.pack("HP", len(_FILTER), ctypes.addressof(held)),
        )
    except OSError:
        listener.listen(0)


def _somebody_waits(listener: socket.socket) -> bool:
    return bool(listener.fileno() >= 0 and select.select([listener], [], [], 0)[0])


class LeavingServer(uvicorn.Server):
    """A server that says when it answers and when it leaves."""

    def __init__(
        self,
        config: uvicorn.Config,
        announce: Callable[[], None],
        leave: Callable[[], None],
        *,
        shared: bool = False,
    ) -> None:
        """Call `announce` when questions are answered, `leave` at the signal to stop.

        Others go on accepting where the socket is `shared`: then it is left as it is.
        """
        super().__init__(config)
        self._shared = shared
        self._announce = announce
        self._leave = leave

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._announce()

    @override
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Say that we leave, and do so soon."""
        self._leave()
        super().handle_exit(sig, frame)

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop accepting, give open connections their last answer, then end everything."""
        await self._stop_accepting(sockets or [])
        await self._linger()
        await super().shutdown(sockets)

    async def _stop_accepting(self, sockets: list[socket.socket]) -> None:
        """Take in who has connected already; closing at once would reset them."""
        if not self._shared:
            for listener in sockets:
                pass_over(listener)
        await asyncio.sleep(_SECONDS_TO_ACCEPT)
        for _ in range(_MOST_LOOKS):
            if not any(map(_somebody_waits, sockets)):
                break
            await asyncio.sleep(_PAUSE)
        for server in self.servers:
            server.close()
        for listener in sockets:
            listener.close()

    async def _linger(self) -> None:
        for _ in range(int(_SECONDS_TO_LINGER / _PAUSE)):
            if self.force_exit or not self.server_state.connections:
                return
            await asyncio.sleep(_PAUSE)
