from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time

import pytest

from kg_bench.processes import cpu_seconds, memory_bytes, until_idle

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")

CHILD = """
import time
held = b"x" * 50_000_000
while time.process_time() < 0.2: pass
print("ready", flush=True)
input()
"""


def test_processor_time_and_memory_of_children_count() -> None:
    cpu, memory = cpu_seconds(os.getpid()), memory_bytes(os.getpid())
    assert cpu is not None
    assert memory is not None
    with subprocess.Popen(
        [sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        more_cpu, more_memory = cpu_seconds(os.getpid()), memory_bytes(os.getpid())
        child.communicate(b"\n")

    assert (more_cpu or 0) - cpu >= 0.15
    assert (more_memory or 0) - memory >= 45_000_000


def test_a_process_that_is_not_there_costs_nothing() -> None:
    assert cpu_seconds(2**30) == 0
    assert memory_bytes(2**30) == 0


@pytest.mark.slow
def test_an_idle_process_is_not_waited_for_and_a_busy_one_only_for_a_while() -> None:
    idle = waited("input()", longest=30)
    busy = waited("while True: pass", longest=0.6)

    assert idle < 10
    assert 0.6 <= busy < 10


def waited(program: str, longest: float) -> float:
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE) as child:
        begun = time.monotonic()
        asyncio.run(until_idle(child.pid, longest))
        took = time.monotonic() - begun
        child.kill()
    return took
