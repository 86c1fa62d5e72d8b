"""What a worker does to itself before it takes a job, so that no job can do harm.

Today a worker cannot outlive its parent. Limits of memory, files and processes, and a network
name space of its own, belong here too: `confine` runs in the worker, before it says it is ready.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Final

_PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h


def confine(parent: int) -> None:
    """Die with the process `parent`, whatever way it dies, and leave Ctrl-C to it.

    The end of the connection tells a worker the same, but only while it listens.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we asked to be told
        os._exit(1)
