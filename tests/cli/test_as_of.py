"""`--as-of`: what the verbs that read say of an earlier day."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli_running import Kg, OpenDemo
from kg.settings import Settings
from kg.vocab import DEFAULT_BASE
from kg.writing.writer import Writer
from small_records import DAM, small

MAY = datetime(2025, 5, 1, 12, tzinfo=UTC)
JUNE = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a collection: in May hill and dam came, in June dam was retracted."""
    for at in (MAY, JUNE):
        with Writer.open(
            folder / "data", base=DEFAULT_BASE, actor="tester", clock=lambda at=at: at
        ) as writer:
            if at == MAY:
                writer.load(small("hill", known=writer.known))
                writer.load(small("dam", DAM, writer.known))
            else:
                writer.retract("dam", "a mistake")
            writer.publish()
    return folder / "data"


def test_who_may_read_the_directory_sees_the_past_whole(command: Kg, data: Path) -> None:
    asked = ("show", "claim/claim-dam", "--data", data, "-f", "json")
    assert command(*asked).code == 2
    ran = command(*asked, "--as-of", "2025-05-31")
    told = json.loads(ran.out)
    assert told["label"] == "the dam was closed."
    assert told["as_of"] == {
        "asked": "2025-05-31",
        "revision": 2,
        "at": "2025-05-01T12:00:00.000000Z",
        "left_out": {"retracted": 0, "erased": 0},
    }
    assert ran.err == "note: as of revision 2, 2025-05-01T12:00:00.000000Z\n"


def test_what_was_erased_is_told_to_be_missing(command: Kg, data: Path) -> None:
    settings = Settings(store=str(data))
    with Writer.open(data, base=settings.base, actor="tester") as writer:
        writer.erase("dam", "asked to")
        writer.publish()
    ran = command("who-said", "dam", "--data", data, "--as-of", "2", "-f", "json")
    assert json.loads(ran.out)["items"] == []
    assert ran.err == (
        "note: as of revision 2, 2025-05-01T12:00:00.000000Z\n"
        "note: 1 records or judgements of this view are missing: they were erased later\n"
    )


@pytest.mark.parametrize(
    "asked",
    [
        ("show", "russian-mod", "-f", "json"),
        ("trace", "forces-near-mount-sarybaba", "-f", "json"),
        ("who-said", "Sarybaba", "-f", "json"),
        ("ask", "claims/list", "-f", "json"),
    ],
)
def test_each_verb_that_reads_can_be_asked_as_of_then(
    reading: Kg, open_demo: OpenDemo, asked: tuple[str, ...]
) -> None:
    revision = open_demo.service.revision
    now, then = json.loads(reading(*asked).out), reading(*asked, "--as-of", str(revision))
    again = json.loads(then.out)
    if isinstance(again, dict):
        assert again.pop("as_of")["revision"] == revision
        assert again.pop("sparql") == f"{now.pop('sparql')}&asOf={revision}"
    assert again == now
    assert then.err.startswith(f"note: as of revision {revision}, ")


def test_a_moment_that_is_none_is_a_usage_error(reading: Kg) -> None:
    ran = reading("show", "russian-mod", "--as-of", "yesterday")
    assert (ran.code, ran.out) == (2, "")
    assert "is no revision, day or instant" in ran.err
