"""What is judged by itself counts as what is judged in a record, and only while it stands.

Two papers credit a voice each with one claim. Alone they are two origins. Whoever judges the two
voices, the two utterances or the two papers to be one makes them one, until the judgement is
withdrawn.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from judging import BOT, opinion
from kg.records import parse
from kg.vocab import DEFAULT_BASE as BASE
from kg.writing.writer import Writer
from quick_folders import quick_folder
from reading_parts import published, run
from small_records import written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model.traces import OriginCount
    from kg.records import ResolvedRecord


SHOWN_AS = {
    "sameSpeaker": "same-speaker", "sameUtterance": "same-utterance", "copyOf": "copy",
}  # fmt: skip


def made(name: str, writer: Writer) -> ResolvedRecord:
    """Load that a paper credits a voice of its own with the claim both papers have."""
    text = f"The ministry said the hill was taken, {name} wrote."
    said: dict[str, Any] = written(name, text)
    said["speakers"] = [{"id": f"voice-{name}", "kind": "person", "name": f"Voice {name}"}]
    said["claims"] = [{"id": "told", "text": "The hill was taken", "language": "en"}]
    said["utterances"] = [{"id": "briefing", "spoken_by": f"voice-{name}"}]
    said["attributions"][0] |= {
        "speaker": f"voice-{name}", "claim": "told", "utterance": "briefing",
    }  # fmt: skip
    content = json.dumps(said | {"text": {"inline": text}}).encode()
    record = parse(content, name="a.json", known=writer.known)
    writer.load(record)
    return record


def ends_of(record: ResolvedRecord) -> dict[str, str]:
    """Return what of a paper each relation can be about."""
    return {
        "sameSpeaker": f"speaker/voice-{record.record}",
        "sameUtterance": f"utterance/{record.snapshot.sha16}-briefing",
        "copyOf": f"source/{record.source}",
    }


@contextmanager
def writing(directory: Path) -> Iterator[Writer]:
    with Writer.open(directory, base=BASE, actor="tester") as writer:
        yield writer
        writer.publish()


def counted(directory: Path) -> OriginCount:
    """Return how many independent origins readers are told of now."""
    found = run(published(directory).trace("told")).independent_origins
    assert found
    return found


@pytest.mark.parametrize("relation", ["sameSpeaker", "sameUtterance", "copyOf"])
def test_the_count_falls_with_a_judgement_and_comes_back_when_it_is_withdrawn(
    relation: str,
) -> None:
    with quick_folder() as folder:
        data = folder / "data"
        with writing(data) as writer:
            ends = [ends_of(made(name, writer))[relation] for name in ("one", "two")]
        assert counted(data).count == 2
        said = {"relation": relation, "judges": ends[0], "against": ends[1]}
        with writing(data) as writer:
            given = writer.judge(opinion(**said, by=BOT, confidence=0.5))
        told = counted(data)
        assert told.count == 1
        reasons = {merge.reason for merge in told.groups[0].merges if merge.by_program}
        reasons |= {each.reason for each in told.uncounted}
        assert reasons == {SHOWN_AS[relation]}
        with writing(data) as writer:
            writer.withdraw(given.judgement, "they are two")
        assert counted(data).count == 2
