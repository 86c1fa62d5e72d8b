from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kg.errors import DataError, RecordError
from kg.records import NOTHING
from kg.records.many import Many
from kg.records.tree import MAXIMUM_BYTES
from small_records import DAM, HILL, written


def line(record: str, text: str = HILL, **more: object) -> bytes:
    return json.dumps(written(record, text) | {"text": {"inline": text}} | more).encode()


def lines(folder: Path, *content: bytes) -> Many:
    path = folder / "many.jsonl"
    path.write_bytes(b"\n".join(content))
    return Many(path)


def test_the_records_of_a_folder_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.json", "a.json", "c.json"):
        (tmp_path / name).write_bytes(line(name[0], text=f"The ministry said {name} was open."))
    (tmp_path / "a.txt").write_text("no record")
    (tmp_path / "deeper").mkdir()
    many = Many(tmp_path)
    found = list(many)
    assert [Path(one.where).name for one in found] == ["a.json", "b.json", "c.json"]
    assert [one.read(NOTHING).record for one in found] == ["a", "b", "c"]
    assert sum(one.size for one in found) == many.size > 0


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b""])
def test_each_line_of_a_file_is_a_record_and_empty_lines_are_passed_over(
    tmp_path: Path, ending: bytes
) -> None:
    many = lines(tmp_path, line("hill"), b"", b"  ", line("dam", DAM) + ending)
    found = list(many)
    assert [one.where.rpartition(":")[2] for one in found] == ["1", "4"]
    assert [one.read(NOTHING).record for one in found] == ["hill", "dam"]
    assert found[0].size == len(line("hill")) + 1


def test_a_text_may_lie_beside_the_file_of_lines_and_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "hill.txt").write_text(HILL)
    beside, outside = lines(tmp_path, line_with("hill.txt"), line_with("../hill.txt"))
    assert beside.read(NOTHING).text == HILL
    with pytest.raises(RecordError, match="is not in the record's folder"):
        outside.read(NOTHING)


def line_with(name: str) -> bytes:
    return json.dumps(written("hill") | {"text": name}).encode()


@pytest.mark.parametrize(
    ("faulty", "where", "reason"),
    [
        (line("hill", speakers=[]), ":2:", "there is no speaker `mod`"),
        (b'{"record": "hill",', ":2:19", "expected"),
        (b"[1]", ":2:1", "a mapping is expected"),
        (b"\xff", ":2:1", "is not UTF-8"),
        (b"{" + b" " * MAXIMUM_BYTES + b"}", ":2:1", f"more than {MAXIMUM_BYTES} bytes"),
    ],
)
def test_a_fault_names_the_line_of_its_record_and_the_next_one_is_read(
    tmp_path: Path, faulty: bytes, where: str, reason: str
) -> None:
    first, second, third = lines(tmp_path, line("dam", DAM), faulty, line("hill"))
    with pytest.raises(RecordError, match=reason) as caught:
        second.read(NOTHING)
    assert f"many.jsonl{where}" in caught.value.faults[0].where
    assert [one.read(NOTHING).record for one in (first, third)] == ["dam", "hill"]
    assert third.where.endswith("many.jsonl:3")


def test_what_is_neither_a_folder_nor_a_file_of_lines_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_bytes(line("hill"))
    with pytest.raises(DataError, match="neither a folder nor a file of lines") as caught:
        Many(tmp_path / "one.json")
    assert caught.value.where == str(tmp_path / "one.json")


def test_a_file_that_is_not_there_or_is_a_pipe_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read: No such file"):
        list(Many(tmp_path / "no.jsonl"))
    os.mkfifo(tmp_path / "pipe.jsonl")
    with pytest.raises(DataError, match="cannot be read: it is not a file"):
        list(Many(tmp_path / "pipe.jsonl"))
