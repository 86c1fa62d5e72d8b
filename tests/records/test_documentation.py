"""docs/records.md is true: its example loads, its fields exist, its faults are ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documented_faults import documented, page, patterns
from kg.records import load
from kg.records.document import Document
from kg.records.statements import Attribution, Judgement, Passage, SourceTag, Utterance

if TYPE_CHECKING:
    from pathlib import Path


def block(kind: str) -> str:
    found: list[str] = re.findall(rf"```{kind}\n(.*?)```", page(), flags=re.DOTALL)
    assert len(found) == 1
    return found[0]


def test_the_example_loads_as_it_is_printed(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(block("text"), encoding="utf-8", newline="")
    (tmp_path / "ferry.yaml").write_text(block("yaml"), encoding="utf-8")
    record = load(tmp_path / "ferry.yaml")
    assert [one.anchor.exact[:16] for one in record.attributions] == [
        "The harbour of L",
        "Its boats are re",
        "Skipper Ann Moor",
        "called on the ha",
    ]
    assert {one.status for one in [record]} == {"accepted"}
    assert len(record.judgements) == 1


def test_the_example_shows_every_list_of_a_record() -> None:
    shown = set(re.findall(r"^([a-z_]+):", block("yaml"), flags=re.MULTILINE))
    assert shown == set(Document.model_fields)


def test_every_field_of_the_statements_is_explained() -> None:
    words = set(re.findall(r"`([a-z_]+)`", page()))
    for model in (Document, Attribution, Utterance, Judgement, Passage, SourceTag):
        assert set(model.model_fields) - words == set(), model.__name__


def test_every_fault_has_one_row() -> None:
    assert len(patterns()) > 70
    assert len(set(patterns())) == len(patterns())
    assert documented("there is no field `x`")
    assert not documented("the moon is full")
