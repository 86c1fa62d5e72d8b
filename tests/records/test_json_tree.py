"""JSON as data with places, by the grammar of RFC 8259."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RecordError
from kg.records.faults import Faults
from kg.records.json_tree import _carefully, read_json
from kg.records.tree import Mark, Numeral, Tree


def tree(text: str) -> Tree:
    faults = Faults("t.json")
    read = read_json(text, faults)
    faults.refuse()
    assert read.value == _carefully(text, faults).value
    return read


def test_every_kind_of_value_is_read() -> None:
    text = '{"a": [1, -2.5e3, true, false, "x\\u2026\\ud83d\\ude00"],\t"b": {}, "c": [], "d": null}'
    assert tree(text).value == {
        "a": ["1", "-2.5e3", True, False, "x…😀"],
        "b": {},
        "c": [],
    }


def test_numbers_are_known_as_numbers() -> None:
    read: Any = tree('["1", 1]').value
    assert [type(one) for one in read] == [str, Numeral]


def test_values_and_names_know_their_places() -> None:
    read = tree('{\n  "é": [\n    1,\n    {"c": 2}\n  ]\n}')
    assert read.mark(("é", 1, "c")) == Mark(4, 11)
    assert read.name_mark(("é",)) == Mark(2, 3)


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ('{"a": 1,}', 1, 9, "a field's name in double quotes is expected, here is `}`"),
        ('{"a": 1 "b": 2}', 1, 9, 'a comma or `}` is expected, here is `"`'),
        ("[1 2]", 1, 4, "a comma or `]` is expected, here is `2`"),
        ("[1,]", 1, 4, "a value is expected, here is `]`"),
        ('{"a" 1}', 1, 6, "a colon is expected, here is `1`"),
        ("{a: 1}", 1, 2, "a field's name in double quotes is expected, here is `a`"),
        ("[\n1\n", 3, 1, "a comma or `]` is expected, the file ends"),
        ("[1] x", 1, 5, "the end of the file is expected, here is `x`"),
        ("'x'", 1, 1, "a value is expected, here is `'`"),
        ("nul", 1, 1, "a value is expected, here is `n`"),
        ("01", 1, 2, "the end of the file is expected, here is `1`"),
        ("", 1, 1, "a value is expected, the file ends"),
        ('["a\nb"]', 1, 4, "a well-formed string is expected, Invalid control character at"),
        ('["\\x"]', 1, 3, "a well-formed string is expected, Invalid \\escape"),
        ('["a', 1, 2, "a well-formed string is expected, Unterminated string starting at"),
    ],
)
def test_a_syntax_error_has_its_place_and_what_was_expected(
    text: str, line: int, column: int, reason: str
) -> None:
    with pytest.raises(RecordError) as caught:
        tree(text)
    (fault,) = caught.value.faults
    assert (fault.line, fault.column) == (line, column)
    assert fault.reason.startswith(f"not JSON: {reason}")


def test_a_repeated_field_is_a_fault() -> None:
    with pytest.raises(RecordError, match="`a` stands twice here"):
        tree('{"a": 1, "a": 2}')


@pytest.mark.parametrize("opening", ["[", '{"a": '])
def test_nesting_is_bounded(opening: str) -> None:
    with pytest.raises(RecordError, match="nested deeper than 32 levels"):
        tree(opening * 100_000)


def test_depth_is_told_as_soon_as_a_place_is_asked_for() -> None:
    read = read_json("[" * 40 + "]" * 40, Faults("t.json"))
    with pytest.raises(RecordError, match="nested deeper than 32 levels"):
        read.mark((0,))


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_words_that_only_python_takes_for_json_are_refused(word: str) -> None:
    with pytest.raises(RecordError, match="not JSON: a value is expected"):
        tree(f"[{word}]")


JSON = st.recursive(
    st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def same(value: Any) -> Any:
    """Return data as the tree has it: numbers as their digits."""
    if isinstance(value, dict):
        return {key: same(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [same(inner) for inner in value]
    return value if isinstance(value, str | bool) else str(value)


@given(JSON, st.sampled_from([None, 0, 2]), st.booleans())
def test_whatever_json_writes_is_read_back(
    value: Any,
    indent: int | None,
    ascii_only: bool,  # noqa: FBT001
) -> None:
    assert tree(json.dumps(value, indent=indent, ensure_ascii=ascii_only)).value == same(value)


def refusal(text: str) -> str | None:
    try:
        tree(text)
    except RecordError as error:
        return error.detail
    return None


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


@given(st.text(alphabet='[]{}:,"\\utrufalsn 01.-e\n'))
def test_any_text_is_read_or_refused_as_json_itself_does(text: str) -> None:
    reason = refusal(text)
    ours = reason is not None and ("stands twice" in reason or "empty list entry" in reason)
    assert is_json(text) == (reason is None or ours)
