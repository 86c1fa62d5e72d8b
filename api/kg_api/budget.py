"""How much of the processors one client may use: seconds of computing, not numbers of requests."""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from kg.errors import TooManyRequestsError

WINDOW: Final = 60.0
"""Seconds in which a budget fills up again."""
_REMEMBERED: Final = 10_000
"""Clients in debt that are kept in mind; beyond that those who owe least are forgotten."""


class Budget:
    """A bucket of CPU-seconds for each client, filled evenly; what a query cost is taken after.

    So one query may overdraw it, and the next waits until the debt is paid.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Give each client `seconds` of computing per minute; 0 counts nothing."""
        self._seconds = seconds
        self._clock = clock
        self._spent: dict[str, tuple[float, float]] = {}

    def check(self, client: str) -> None:
        """Let a client ask who has anything left.

        Raises:
            TooManyRequestsError: it has not; `seconds` says when it will.
        """
        over = self._owed(client) - self._seconds
        if self._seconds and over >= 0:
            wait = math.floor(over * WINDOW / self._seconds) + 1
            raise TooManyRequestsError(
                f"Your queries used {self._seconds:g} seconds of computing within a minute",
                seconds=wait,
            )

    def charge(self, client: str, cpu: float) -> None:
        """Take what a query has cost, in CPU-seconds."""
        if not self._seconds:
            return
        self._spent[client] = (self._owed(client) + cpu, self._clock())
        if len(self._spent) > _REMEMBERED:
            self._forget()

    def _owed(self, client: str) -> float:
        spent, at = self._spent.get(client, (0.0, 0.0))
        return max(0.0, spent - (self._clock() - at) * self._seconds / WINDOW)

    def _forget(self) -> None:
        most = sorted(self._spent, key=self._owed, reverse=True)[: _REMEMBERED // 2]
        self._spent = {client: self._spent[client] for client in most}


@lru_cache(maxsize=4096)
def client_of(host: str | None) -> str:
    """Return who is behind an address: an IPv6 client has a whole /64 to ask from."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return host or ""
    if address.version == 4:  # noqa: PLR2004  (the protocol's number)
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))
