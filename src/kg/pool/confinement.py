"""What a worker does to itself before it takes a job, so that no job can do harm.

`confine` runs while there is one thread; `cap_memory` in the thread that works, whose large stack
is part of what is there already; `allow_seconds` before every job. The parent says how much of
everything (`Jail`) and is told what holds (`Holding`): platforms refuse some of it.
"""

from __future__ import annotations

import json
import math
import os
import resource
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

from kg.pool import syscalls

_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_SIZE: Final = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Jail:
    """How much a worker may have."""

    memory: int | None = 512 * 2**20
    """Bytes of address space beyond what it has when it begins; None for no cap."""
    files: int = 256
    """Files open at once; the engine does not open a store with fewer than 96."""
    writes: bool = False
    """Whether it may write files."""

    def written(self) -> str:
        """Return it as JSON, for the worker's command line."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what was written."""
        return cls(**json.loads(text))


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds in a worker, on the platform it runs on."""

    dies_with_parent: bool
    namespace: bool
    """Whether it has a network of its own, with nothing in it."""
    filter: bool
    """Whether the kernel refuses it sockets, new processes and other programs."""

    @property
    def network(self) -> str:
        """`none`, or `shared` where neither could be had: then only the words of a query guard."""
        return "none" if self.namespace or self.filter else "shared"

    def told(self) -> dict[str, bool | str]:
        """Return it as JSON, for whoever runs the server."""
        return asdict(self) | {"network": self.network}


def confine(parent: int, jail: Jail) -> Holding:
    """Give up what no job needs; die with the process `parent`, and leave Ctrl-C to it.

    The end of the connection tells a worker that its parent died, but only while it listens.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    dying = syscalls.die_with_parent()
    if os.getppid() != parent:  # it died before we asked to be told
        os._exit(1)
    syscalls.share_heaps()
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, jail.files)
    if not jail.writes:
        _limit(resource.RLIMIT_FSIZE, 0)
    namespace = syscalls.leave_network()
    unprivileged = syscalls.give_up_privileges()
    refusing = unprivileged and syscalls.refuse_processes_and_sockets()
    return Holding(dying, namespace, refusing)


def cap_memory(jail: Jail) -> int | None:
    """Let this process grow no further than the jail says, and return by how many bytes that is.

    None where it may grow as it likes: no cap is wanted, or the platform tells no size.
    """
    size = address_space()
    if jail.memory is None or size is None:
        return None
    _limit(resource.RLIMIT_AS, size + jail.memory)
    return jail.memory


def address_space() -> int | None:
    """Return how many bytes of addresses this process has; None where nobody tells."""
    try:
        return int(_SIZE.read_bytes().split()[0]) * _PAGE
    except OSError:
        return None


def allow_seconds(seconds: float) -> None:
    """Have the kernel end this process once it has worked so long from now on.

    The parent kills it at the deadline; this is for a parent that has no time to. The limit counts
    from the start of the process, so it is moved on with every job.
    """
    _limit(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds) + 1)


def lift_file_limit() -> None:
    """Allow what is written at the end of a process, when there are no jobs any more."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def _limit(what: int, soft: int) -> None:
    _, most = resource.getrlimit(what)
    if most != resource.RLIM_INFINITY:
        soft = min(soft, most)
    resource.setrlimit(what, (soft, most))
