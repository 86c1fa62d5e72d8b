"""However a record is mangled, it is refused with the places of its faults, or true to its text.

`KG_RECORD_FUZZ=N` tries N times as many.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.assets import directory
from kg.errors import RecordError
from kg.records import parse
from small_record import RECORD, TEXT

Counted = Callable[[str, int], None]

TIMES = int(os.environ.get("KG_RECORD_FUZZ", "1"))
EXAMPLES = settings(
    max_examples=260 * TIMES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def records() -> dict[str, tuple[bytes, bytes]]:
    """Return the record and the text of the small record and of the shortest fixture."""
    found = {"hill": (RECORD.encode(), TEXT.encode())}
    for path in sorted(directory("fixtures").glob("*.yaml"), key=lambda one: one.stat().st_size)[
        :5
    ]:
        named = yaml.safe_load(path.read_bytes())["text"]
        file = named if isinstance(named, str) else named["file"]
        found[path.stem] = path.read_bytes(), Path(path.parent / file).read_bytes()
    return found


RECORDS = records()
NAMES = st.sampled_from(sorted(RECORDS))
PIECES = st.sampled_from([
    b"", b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\n", b"\r", b"\t", b":", b"- ", b"? ", b"{",
    b"}", b"[", b"]", b"&a ", b"*a", b"<<: ", b"!!python/object:os.system ", b"!!binary ", b"|\n",
    b">\n", b"'", b'"', b"#", b"%YAML 9.9\n", b"---\n", b"...\n", b"~", b"null", b"1e999", b".nan",
    b"0o7", b"yes", b"2024-02-30", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xe2\x80\xa8", "…".encode(),
    b" \xe2\x80\xa6 ", b"occurrence: 0\n", b"quote: \n", b"id: \n", b"within: climbed\n",
    b"../../etc/passwd", b"9" * 5000,
])  # fmt: skip
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.sampled_from([
        "", " ", " … ", "…", "\x00", "\u202e", "\ud800", "Troops", "XXXX-05-05", "2024-02-30",
        "../x", "\u0410", "a" * 5000, 10**400, -1, 0, {}, [], [[]], {"": None}, {"inline": TEXT},
        {"file": "x"},
    ]),
    st.lists(st.none() | st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=5), st.none() | st.text(max_size=3), max_size=2),
)  # fmt: skip


class Judge:
    """Reads records and holds what comes of it."""

    def __init__(self) -> None:
        self.told = Counter[str]()

    def read(self, data: bytes, text: bytes, name: str) -> None:
        try:
            record = parse(data, name=name, text=text)
        except RecordError as error:
            self.told["refused"] += 1
            hold_faults(error, name)
            return
        self.told["accepted"] += 1
        for where, anchor in record.anchors():
            assert record.text[anchor.start : anchor.end] == anchor.exact, where
            assert anchor.exact, where
        record.verify()
        json.dumps(record.canonical(), ensure_ascii=False).encode()

    def report(self, counted: Counted) -> None:
        for what, number in self.told.items():
            counted(f"fuzzed records {what}", number)
        counted("fuzzed records", self.told.total())


def hold_faults(error: RecordError, name: str) -> None:
    """Hold that each fault has a file, a reason, and a line and column or neither."""
    assert error.faults
    for fault in error.faults:
        assert fault.file == name
        assert fault.reason
        assert (fault.line is None) == (fault.column is None)
        str(fault).encode()


@pytest.mark.parametrize("ending", [".yaml", ".json"])
def test_bytes_changed_anywhere_give_faults_or_a_true_record(ending: str, counted: Counted) -> None:
    judge = Judge()

    @EXAMPLES
    @given(name=NAMES, data=st.data())
    def mangle(name: str, data: st.DataObject) -> None:
        record, text = RECORDS[name]
        if ending == ".json":
            record = json.dumps(yaml.safe_load(record), default=str, ensure_ascii=False).encode()
        for _ in range(data.draw(st.integers(1, 3))):
            start = data.draw(st.integers(0, len(record)))
            end = min(len(record), start + data.draw(st.sampled_from([0, 0, 1, 2, 10, 400])))
            put = data.draw(st.one_of(PIECES, st.binary(max_size=4), st.just(record[:start][-60:])))
            record = record[:start] + put + record[end:]
        judge.read(record, text, f"fuzzed{ending}")

    mangle()
    assert judge.told["refused"] > 100
    judge.report(counted)


def test_a_tree_changed_anywhere_gives_faults_or_a_true_record(counted: Counted) -> None:
    judge = Judge()

    @EXAMPLES
    @given(name=NAMES, data=st.data())
    def mangle(name: str, data: st.DataObject) -> None:
        record, text = RECORDS[name]
        tree = json.loads(json.dumps(yaml.safe_load(record), default=str))
        for _ in range(data.draw(st.integers(1, 2))):
            change(tree, data)
        judge.read(json.dumps(tree).encode(), text, "fuzzed.json")

    mangle()
    assert judge.told["refused"] > 100
    judge.report(counted)


def change(tree: Any, data: st.DataObject) -> None:
    """Replace, drop, repeat, rename or add one value somewhere in a tree."""
    place = tree
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    key = data.draw(st.sampled_from(keys)) if keys else None
    while key is not None and isinstance(place[key], dict | list) and place[key]:
        if not data.draw(st.integers(0, 4)):
            break
        place = place[key]
        key = data.draw(
            st.sampled_from(list(place) if isinstance(place, dict) else range(len(place)))
        )
    if key is None:
        return
    how = data.draw(st.sampled_from(["replace", "replace", "drop", "repeat", "rename", "add"]))
    if how == "replace":
        place[key] = data.draw(VALUES)
    elif how == "drop":
        del place[key]
    elif isinstance(place, list):
        place.insert(0, place[key] if how == "repeat" else data.draw(VALUES))
    elif how == "rename":
        place[data.draw(st.sampled_from(["", "x", "id", "quote", "\ud800", "claim"]))] = place.pop(
            key
        )
    else:
        place[data.draw(st.text(max_size=5))] = data.draw(VALUES)


def test_a_text_changed_anywhere_gives_faults_or_a_true_record(counted: Counted) -> None:
    judge = Judge()

    @EXAMPLES
    @given(name=NAMES, data=st.data())
    def mangle(name: str, data: st.DataObject) -> None:
        record, text = RECORDS[name]
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 1, 3, 50])))
        put = data.draw(st.one_of(PIECES, st.just(text[start : end + 40]), st.binary(max_size=3)))
        judge.read(record, text[:start] + put + text[end:], "fuzzed.yaml")

    mangle()
    assert min(judge.told["refused"], judge.told["accepted"]) > 20
    judge.report(counted)
