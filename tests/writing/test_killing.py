"""A writer killed at random, again and again: nothing acknowledged is lost, nothing is torn.

Each record, and every judgement beside, is asked for under a name, and asked for again after the
kill: nothing is written twice.
Half of the rounds kill after a random time, half at a chosen step of a chosen record.
`KG_KILL_ROUNDS` sets how many there are.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from judging import narrower
from kg.auditing.verifying import verify
from kg.judgements import Judgement
from kg.keeping.stepping import StepName
from kg.ledger import JUDGEMENT, Request, digest_of, read
from kg.preserving.rebuilding import rebuild
from kg.writing.writer import JudgementOutcome, Outcome, Writer
from small_records import small

BASE = "https://example.org/"
ROUNDS = int(os.environ.get("KG_KILL_ROUNDS", "30"))
LONG = 60.0
RESTART = 5.0
"""Seconds within which a killed writer's collection must be ready again."""

WRITES = """
import os, signal, sys
from pathlib import Path
from kg.writing.writer import Writer
from kg.ledger import Request, digest_of
from judging import narrower
from small_records import small

def write(directory, first, deadly, countdown):
    def step(name):
        nonlocal countdown
        countdown -= name == deadly
        if name == deadly and countdown == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    print("writer", os.getpid(), flush=True)
    with Writer.open(directory, base="https://example.org/", actor="tester", step=step) as writer:
        for number in range(first, first + 40):
            name = f"hill-{number}"
            record = small(name, f"The ministry said {name} was open.", writer.known)
            request = Request(digest_of(name.encode()), digest_of(record.text.encode()))
            outcome = writer.load(record, request=request)
            print(name, outcome.revision, flush=True)
            if number % 3 == 1 and number > first:
                request = Request(digest_of(f"judged {number}".encode()), request.body)
                outcome = writer.judge(narrower(number), request=request)
                print(f"judgement/{outcome.judgement}", outcome.revision, flush=True)
            if number % 3 == 0:
                writer.publish()
                print("published", outcome.revision, flush=True)
    os._exit(0)

for line in sys.stdin:
    first, deadly, countdown = line.split()
    child = os.fork() or write(Path(sys.argv[1]), int(first), deadly, int(countdown))
    print("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Writers:
    """A process that begins a writer at each call, so that nothing has to be imported again."""

    def __init__(self, data: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WRITES, str(data)],
            env={"PYTHONPATH": str(Path(__file__).parents[1])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def killed(self, first: int, deadly: str, countdown: int, after: float) -> dict[str, int]:
        """Write until killed, at a step or after some seconds; return what was acknowledged."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{first} {deadly} {countdown}\n")
        self.process.stdin.flush()
        _, _, pid = self.process.stdout.readline().partition(" ")
        timer = threading.Timer(after, os.kill, (int(pid), signal.SIGKILL))
        timer.start()
        heard = dict[str, int]()
        for line in self.process.stdout:
            name, _, number = line.partition(" ")
            if name == "ended":
                timer.cancel()
                assert int(number) in (-signal.SIGKILL, 0)
                break
            heard[name] = int(number)
        return heard


def asked_again(writer: Writer, name: str, judged: dict[str, int]) -> Outcome | JudgementOutcome:
    """Ask for a record or a judgement under the name it was asked for before."""
    if name.startswith(JUDGEMENT):
        number = judged[name]
        body = digest_of(f"The ministry said hill-{number} was open.".encode())
        request = Request(digest_of(f"judged {number}".encode()), body)
        return writer.judge(narrower(number), request=request)
    record = small(name, f"The ministry said {name} was open.", writer.known)
    request = Request(digest_of(name.encode()), digest_of(record.text.encode()))
    return writer.load(record, request=request)


def named(most: int) -> dict[str, int]:
    """Return the numbers of the judgements there may be, by their names in the ledger."""
    ids = (
        Judgement.model_validate(narrower(number).model_dump() | {"at": "2026-11-21"}).id
        for number in range(1, most)
    )
    return {JUDGEMENT + id_: number for number, id_ in enumerate(ids, start=1)}


def rounds(chance: random.Random) -> Iterator[tuple[str, int, float]]:
    """Yield where to kill: a step and how often it is passed before, or a time after the start."""
    steps = [name for name in get_args(StepName) for _ in range(2)]
    for number in range(ROUNDS):
        if number % 2:
            yield "any-time", 0, chance.uniform(0, 1)
        else:
            name = steps[number // 2 % len(steps)]
            often = name in ("blobs-written", "event-appended", "graph-changed", "index-changed")
            yield name, chance.randint(1, 8 if often else 2), LONG


@pytest.mark.server
@pytest.mark.timeout(60 + 20 * ROUNDS)
def test_a_writer_killed_anywhere_loses_nothing_it_acknowledged_and_repeats_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], counted: Callable[[str, int], None]
) -> None:
    data, chance = folder / "data", random.Random(os.environ.get("KG_KILL_SEED", "20261122"))  # noqa: S311
    kept, unheard, replayed, slowest = dict[str, int](), 0, 0, 0.0
    killings = Counter[str]()
    writers = Writers(data)
    with writers.process as process:
        for number, (deadly, countdown, after) in enumerate(rounds(chance), start=1):
            told = writers.killed(len(kept), deadly, countdown, after)
            published = told.pop("published", 0)
            killings[deadly] += 1
            start = time.monotonic()
            with Writer.open(data, base=BASE, actor="tester") as writer:
                slowest = max(slowest, time.monotonic() - start)
                acknowledged = kept | told
                kept = {event.entry.record: event.seq for event in read(data / "ledger")}
                lost = {name for name, seq in acknowledged.items() if kept.get(name) != seq}
                assert not lost, (number, deadly, countdown, after)
                assert writer.revision == len(kept), "a record was written twice"
                unheard += len(kept) - len(acknowledged)
                judged = named(len(kept) + 40)
                for name in sorted(kept, key=lambda name: kept[name])[-6:]:
                    again = asked_again(writer, name, judged)
                    assert (again.replayed, again.state) == (True, "added")
                    assert again.revision == kept[name]
                    replayed += 1
                assert writer.revision == len(kept), "loading again wrote something"
                assert writer.publish().facts.revision >= published
            assert slowest < RESTART
            if number % 6 == 0 or number == ROUNDS:
                assert verify(data).findings == [], (number, deadly, countdown, after)
        assert process.stdin
        process.stdin.close()
    counted("SIGKILL rounds", ROUNDS)
    counted("records asked for again after a SIGKILL, none written twice", replayed)
    made = rebuild(data, to=folder / "view")
    judgements = sum(name.startswith(JUDGEMENT) for name in kept)
    assert made.facts.counts["records"] == len(kept) - judgements
    counted("judgements kept through kills", judgements)
    with capsys.disabled():
        print(f"\n{ROUNDS} kills: {dict(sorted(killings.items()))}")
        print(
            f"{len(kept)} records and judgements: 0 acknowledged lost, 0 torn, 0 repeated", end="; "
        )
        print(f"{unheard} kept though not acknowledged; slowest restart {slowest:.2f} s")
