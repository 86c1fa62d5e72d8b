"""A load of many records killed at random, and begun again: it ends as if nobody had killed it.

A third of the rounds kill at a chosen step, the others after a random time; in half of them another
process fills the index, which has to end, too. Time stands still for
the writer, so that the ledger has to be the same to the byte in the end, however often it was
killed. `KG_KILL_ROUNDS` sets how many kills there are.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.auditing.verifying import verify
from kg.keeping.generations import current_generation
from kg.keeping.layout import Layout
from kg.ledger import read
from small_records import written

ROUNDS = int(os.environ.get("KG_KILL_ROUNDS", "16"))
RECORDS = 400
STEPS = ("blobs-written", "event-appended", "index-changed", "index-committed", "generation-added")

LOADS = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from kg.records.many import Many
from kg.writing.loading import BulkLoad
from kg.writing.writer import Writer

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

def load(directory, deadly, countdown, processes):
    def step(name):
        nonlocal countdown
        countdown -= name == deadly
        if name == deadly and countdown == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    print("loading", os.getpid(), flush=True)
    with Writer.open(
        directory, base="https://example.org/", actor="tester", clock=lambda: NOON, step=step
    ) as writer:
        for told in BulkLoad(writer, processes=processes).load(Many(Path(sys.argv[1]))):
            for _, outcome in told.kept:
                print(outcome.state, outcome.record, flush=True)
        writer.publish()
    print("whole", flush=True)
    os._exit(0)

for line in sys.stdin:
    directory, deadly, *numbers = line.split()
    child = os.fork() or load(Path(directory), deadly, *map(int, numbers))
    print("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass(frozen=True)
class Ran:
    """What a load said before it ended."""

    added: tuple[str, ...]
    recognised: int
    whole: bool


class Loads:
    """A process that begins a load at each call, so that nothing has to be imported again."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(
        self,
        directory: Path,
        deadly: str = "never",
        countdown: int = 0,
        after: float = 60,
        processes: int = 1,
    ) -> Ran:
        """Load until the end, or until it is killed: at a step, or after some seconds."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{directory} {deadly} {countdown} {processes}\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline().split()[1])
        timer = threading.Timer(after, os.kill, (pid, signal.SIGKILL))
        timer.start()
        heard = list[list[str]]()
        for line in self._process.stdout:
            heard.append(line.split())
            if heard[-1][0] == "ended":
                break
        timer.cancel()
        assert heard[-1][1] in ("0", f"-{signal.SIGKILL.value}"), heard[-1]
        added = tuple(words[1] for words in heard if words[0] == "added")
        recognised = sum(words[0] == "unchanged" for words in heard)
        return Ran(added, recognised, ["whole"] in heard)


@contextmanager
def loads(records: Path) -> Iterator[Loads]:
    with subprocess.Popen(
        [sys.executable, "-c", LOADS, str(records)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Loads(process)
        assert process.stdin
        process.stdin.close()


def lines() -> Iterator[str]:
    """Yield records; each third repeats a claim of the one before."""
    for number in range(RECORDS):
        text = f"The ministry said hill {number} was open."
        record = written(f"hill-{number}", text) | {"text": {"inline": text}}
        if number % 3 == 2:
            record["attributions"][0]["claim"] = f"claim-hill-{number - 1}"
        yield json.dumps(record) + "\n"


def ledger(directory: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((directory / "ledger").glob("*.jsonl")))


@pytest.mark.server
@pytest.mark.timeout(120 + 20 * ROUNDS)
def test_a_load_killed_anywhere_goes_on_to_the_same_end_and_loses_nothing_it_told_of(
    folder: Path, counted: Callable[[str, int], None]
) -> None:
    chance = random.Random(os.environ.get("KG_KILL_SEED", "20261129"))  # noqa: S311
    records = folder / "many.jsonl"
    records.write_text("".join(lines()), "utf-8")
    kills, told_of, recognised, number = 0, 0, 0, 0
    with loads(records) as started:
        unharmed = started.run(folder / "unharmed")
        assert (len(unharmed.added), unharmed.whole) == (RECORDS, True)
        while kills < ROUNDS:
            number += 1
            data, told = folder / f"data-{number}", set[str]()
            while True:
                deadly = chance.choice(STEPS) if chance.random() < 0.33 else "any-time"
                after = 60 if deadly != "any-time" else chance.uniform(0.05, 2)
                processes = chance.randint(1, 2)
                ran = started.run(data, deadly, chance.randint(1, 4), after, processes)
                assert told.isdisjoint(ran.added), "a record was written twice"
                assert ran.recognised >= len(told) or not ran.whole
                told |= set(ran.added)
                recognised += ran.recognised
                kept = {event.entry.record for event in read(data / "ledger")}
                assert told <= kept, (kills, deadly, after, sorted(told - kept))
                if ran.whole:
                    break
                kills += 1
            told_of += len(told)
            assert ledger(data) == ledger(folder / "unharmed")
            assert verify(data).findings == []
            shown = current_generation(Layout(data))
            assert shown
            assert shown.facts.counts["records"] == RECORDS
    counted("bulk loads killed", kills)
    counted("records told of before a kill of their load, none lost", told_of)
    counted("records recognised when a load went on", recognised)
