"""What a program judges of copies counts until a person withdraws it, and only while it holds."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from kg.model.traces import IndependentOrigins
from kg.reading.copying import judged, proposals
from kg.records import parse
from kg.vocab import DEFAULT_BASE as BASE
from kg.writing.copying import judge_copies
from kg.writing.writer import Writer
from reading_parts import published, run
from small_records import written

LOCK = (
    "Officials say that the northern lock of the harbour will stay shut until the last of the "
    "three sunken barges has been lifted from the mud and towed away behind the mole."
)


def print_it(writer: Writer, paper: str, text: str = LOCK, byline: str = "Our reporter.") -> None:
    """Load that a paper has it from officials whom it does not name."""
    said = written(paper, text)
    said["speakers"] = [{"id": "officials", "kind": "group", "name": "Officials"}]
    said["claims"] = [{"id": "told", "text": "The northern lock stays shut", "language": "en"}]
    said["attributions"][0] |= {
        "speaker": "officials", "mention": "Officials", "claim": "told", "cue": "say",
        "basis": "described",
    }  # fmt: skip
    content = json.dumps(said | {"text": {"inline": f"{text}\n{byline} {paper}."}}).encode()
    writer.load(parse(content, name="a.json", known=writer.known))


@pytest.fixture
def data(folder: Path) -> Path:
    with Writer.open(folder / "data", base=BASE, actor="tester") as writer:
        print_it(writer, "courier")
        print_it(writer, "gazette")
        writer.publish()
    return folder / "data"


def judge(data: Path) -> Counter[str]:
    """Let the program judge, and count what became of its judgements."""
    collection = published(data)
    found, standing = run(proposals(collection)), run(judged(collection))
    with Writer.open(data, base=BASE, actor="nightly") as writer:
        outcomes = judge_copies(writer, found, standing)
        writer.publish()
    return Counter(outcome.state for outcome in outcomes)


def origins(data: Path) -> IndependentOrigins:
    counted = run(published(data).trace("told")).independent_origins
    assert counted is not None
    return counted


def test_two_that_print_one_text_are_one_origin_once_the_program_says_so(data: Path) -> None:
    assert origins(data).count == 2
    assert judge(data) == {"added": 1}
    counted = origins(data)
    assert counted.count == 1
    by_program = [merge.reason for merge in counted.groups[0].merges if merge.by_program]
    assert by_program == ["same-utterance"]
    assert judge(data) == {"unchanged": 1}


def test_what_a_person_withdrew_the_program_does_not_bring_back(data: Path) -> None:
    judge(data)
    (name,) = run(judged(published(data)))
    with Writer.open(data, base=BASE, actor="editor") as writer:
        writer.withdraw(name, "They were told apart.")
        writer.publish()
    assert origins(data).count == 2
    assert judge(data) == {"left": 1}
    assert origins(data).count == 2


def test_what_no_longer_holds_is_withdrawn(data: Path) -> None:
    judge(data)
    with Writer.open(data, base=BASE, actor="tester") as writer:
        own = "Officials say in words of their own that ships have to wait for the barges."
        print_it(writer, "gazette", own)
        writer.publish()
    assert origins(data).count == 2
    assert set(judge(data)) <= {"withdrawn"}
    assert run(judged(published(data))) == []
