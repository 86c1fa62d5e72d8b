"""`kg impact`: what would change, told to a person; and `kg retract --dry-run`, the same."""

from __future__ import annotations

import json
from pathlib import Path

from cli_running import Kg


def test_a_person_is_told_who_cites_it_and_what_the_numbers_would_be(reading: Kg) -> None:
    told = reading("impact", "ostrel-wire-dam").out
    assert told.startswith("If record ostrel-wire-dam were taken back\n")
    assert "attributions elsewhere that cite its source: 8" in told
    assert "sources judged to be copies of its source: 2" in told
    assert "“Water was let out of the Ostrel dam on 2 May 2024” water-let-out" in told
    assert "    now: " in told
    assert "    then: " in told


def test_a_dry_run_of_a_retraction_tells_the_same_and_does_nothing(reading: Kg, demo: Path) -> None:
    before = (demo / "current").read_text()
    ran = reading(
        "retract", "ostrel-wire-dam", "--reason", "a try", "--dry-run", "--format", "json",
        "--data", demo,
    )  # fmt: skip
    assert json.loads(ran.out) == json.loads(
        reading("impact", "ostrel-wire-dam", "--format", "json").out
    )
    assert (demo / "current").read_text() == before
    assert reading("impact", "ostrel-wire-dam").code == 0


def test_a_record_that_is_not_there_is_told(reading: Kg) -> None:
    ran = reading("impact", "nothing")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no record “nothing” here" in ran.err
