"""The memory of a server that answers stays as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.server, pytest.mark.checkout]

SCRIPT = Path(__file__).parents[2] / "bench" / "memory.py"


@pytest.mark.timeout(300)
def test_answering_ever_new_questions_takes_no_more_memory_after_a_while() -> None:
    ran = subprocess.run(
        [sys.executable, str(SCRIPT), "2500", "--clients", "2", "--cache-bytes", "1000000"],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    print(ran.stdout)
    steps = [float(line.split()[-2]) for line in ran.stdout.splitlines() if "requests" in line]
    assert len(steps) == 10
    assert max(steps[4:]) - steps[3] < 1.4, steps  # 1,500 requests: less than a kilobyte each
