"""YAML as data only: nothing is guessed, and a hostile file costs no more than its size."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from kg.assets import directory
from kg.errors import Fault, RecordError
from kg.records import yaml_tree
from kg.records.faults import Faults
from kg.records.tree import Mark, Numeral
from kg.records.yaml_tree import read_yaml


def value(text: str) -> Any:
    faults = Faults("t.yaml")
    tree = read_yaml(text, faults)
    faults.refuse()
    return tree.value


def found(text: str) -> list[tuple[int | None, int | None, str, str]]:
    with pytest.raises(RecordError) as caught:
        value(text)
    return [(f.line, f.column, f.field, f.reason) for f in caught.value.faults]


def only(text: str) -> Fault:
    with pytest.raises(RecordError) as caught:
        value(text)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-21", "2026-11-21"),
        ("2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z"),
        ("no", "no"),
        ("On", "On"),
        ("yes", "yes"),
        ("True", "True"),
        ("0755", "0755"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        (".inf", ".inf"),
        ("1.10", "1.10"),
        ("=", "="),
        ("'true'", "true"),
        ('"12"', "12"),
        ("true", True),
        ("false", False),
    ],
)
def test_a_plain_word_is_what_it_says(written: str, meant: object) -> None:
    assert value(f"a: {written}") == {"a": meant}


@pytest.mark.parametrize("written", ["1", "-7", "0", "0.75", "1e3", "-1.5E-2"])
def test_a_number_keeps_its_digits_and_is_known_as_one(written: str) -> None:
    read = value(f"a: {written}")["a"]
    assert (read, type(read)) == (written, Numeral)


@pytest.mark.parametrize("written", ["'1'", "01", "1.", "+1", "1e", ".5"])
def test_what_is_no_number_is_plain_text(written: str) -> None:
    assert type(value(f"a: {written}")["a"]) is str


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_nothing_written_is_the_same_as_no_field(nothing: str) -> None:
    assert value(f"a: {nothing}\nb: x") == {"b": "x"}


def test_every_value_and_name_knows_its_place() -> None:
    tree = read_yaml("a: x\nbé:\n  - {c: y}\n", Faults("t.yaml"))
    assert tree.mark(("a",)) == Mark(1, 4)
    assert tree.mark(("bé", 0, "c")) == Mark(3, 9)
    assert tree.name_mark(("bé",)) == Mark(2, 1)
    assert tree.mark(("bé", 0, "missing")) == Mark(3, 5)


def test_columns_count_code_points() -> None:
    tree = read_yaml("{é😀: x, b: y}\n", Faults("t.yaml"))
    assert tree.mark(("b",)) == Mark(1, 12)


def test_blocks_and_quotes_of_yaml_work() -> None:
    assert value('a: |\n  one\n  two\nb: "x\\u2026"\nc: >-\n  one\n  two\n') == {
        "a": "one\ntwo\n",
        "b": "x…",
        "c": "one two",
    }


def test_a_repeated_field_is_told_and_reading_goes_on() -> None:
    assert found("a: 1\nb: 2\na: 3\nb:\n") == [
        (3, 1, "a", "`a` stands twice here"),
        (4, 1, "b", "`b` stands twice here"),
    ]


def test_a_field_without_value_counts_as_written_once() -> None:
    assert found("a:\na: 3\n") == [(2, 1, "a", "`a` stands twice here")]


def test_anchors_aliases_and_tags_are_refused_all_at_once() -> None:
    assert found("a: &x [1]\nb: *x\nc: !!python/name:os.system x\nd: !local {}\n") == [
        (1, 4, "a", "`&x`: anchors are not used here"),
        (2, 4, "b", "`*x`: aliases are not used here"),
        (3, 4, "c", "`tag:yaml.org,2002:python/name:os.system`: tags are not used here"),
        (4, 4, "d", "`!local`: tags are not used here"),
    ]


def test_a_billion_laughs_stay_nine_lines() -> None:
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    lines += [
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert len(found("\n".join(lines))) == 9 + 8 * 9


def test_merge_keys_are_plain_fields() -> None:
    assert value("<<: {a: b}") == {"<<": {"a": "b"}}


def test_one_record_per_file() -> None:
    assert found("a: 1\n---\nb: 2\n") == [(2, 1, "", "a second document begins here")]


def test_a_single_document_may_be_marked() -> None:
    assert value("%YAML 1.2\n---\na: x\n...\n") == {"a": "x"}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_is_bounded(opening: str) -> None:
    fault = only(opening * 100_000)
    assert fault.reason == "nested deeper than 32 levels"


@pytest.mark.parametrize("key", ["[a]", "{a: b}"])
def test_a_field_name_is_a_word(key: str) -> None:
    assert only(f"? {key}\n: x\n").reason.startswith("a field's name must be a plain word")


@pytest.mark.parametrize("key", ["true", "~"])
def test_a_field_name_is_text(key: str) -> None:
    assert only(f"{key}: x\n").reason == "a field's name must be text; put it in quotes"


def test_an_empty_list_entry_is_a_fault() -> None:
    assert found("a:\n  - x\n  -\n") == [(3, 4, "a[1]", "an empty list entry")]


@pytest.mark.parametrize(
    ("text", "line", "column", "reason", "hint"),
    [
        ("a: b: c", 1, 5, "mapping values are not allowed in this context", "needs quotes"),
        ("a: 'x\nb: y\n", 3, 1, "found unexpected end of stream", "check quotes"),
        ("a: [1,\nb: 2\n", 3, 1, "did not find expected ',' or ']'", "check quotes"),
        ("a:\n\t- x\n", 2, 1, "found character that cannot start any token", "not tabs"),
        ("a: @x\n", 1, 4, "found character that cannot start any token", "not tabs"),
        ('a: "\\q"\n', 1, 5, "found unknown escape character", "check quotes"),
        ("a: x\n b: y\n", 2, 3, "mapping values are not allowed", "same indent"),
        ("%YAML 3.0\n---\na: 1\n", 1, 1, "found incompatible YAML document", "check"),
    ],
)
def test_a_syntax_error_has_its_place_and_what_was_expected(
    text: str, line: int, column: int, reason: str, hint: str
) -> None:
    fault = only(text)
    assert (fault.line, fault.column) == (line, column)
    assert fault.reason.startswith(f"not YAML: {reason}")
    assert hint in (fault.hint or "")


@pytest.mark.parametrize(
    ("char", "name"),
    [("\x00", "U+0000"), ("\x85", "U+0085"), ("\u2028", "U+2028")],
)
def test_characters_yaml_would_change_or_refuse_are_named(char: str, name: str) -> None:
    fault = only(f"a: x\nb: y{char}z\n")
    assert (fault.line, fault.column) == (2, 5)
    assert fault.reason == f"the character {name} may not stand in YAML"
    assert name.replace("U+", "\\u") in (fault.hint or "")


def test_the_parser_in_plain_python_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text(encoding="utf-8") for path in directory("fixtures").glob("*n*.yaml")]
    assert len(texts) > 3
    fast = [read_yaml(text, Faults("t.yaml")) for text in texts]
    monkeypatch.setattr(yaml_tree, "_Parser", yaml.SafeLoader)
    slow = [read_yaml(text, Faults("t.yaml")) for text in texts]
    assert [(t.value, t.located[1]) for t in fast] == [(t.value, t.located[1]) for t in slow]
