"""Reading records from files and from bytes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.errors import RecordError
from kg.records import ResolvedRecord, load, parse
from kg.records.tree import MAXIMUM_BYTES
from small_record import RECORD, TEXT, edited, faults, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hill.yaml").write_text(RECORD, encoding="utf-8")
    (tmp_path / "hill.txt").write_text(TEXT, encoding="utf-8", newline="")
    return tmp_path


def refusal(path: Path) -> list[tuple[int | None, str, str]]:
    with pytest.raises(RecordError) as caught:
        load(path)
    return [(f.line, f.field, f.reason) for f in caught.value.faults]


def test_a_record_is_read_with_the_text_beside_it(folder: Path) -> None:
    assert load(folder / "hill.yaml") == read()


def test_a_text_may_lie_in_a_folder_below(folder: Path) -> None:
    (folder / "texts").mkdir()
    (folder / "hill.txt").rename(folder / "texts" / "hill.txt")
    (folder / "hill.yaml").write_text(edited(("hill.txt", "texts/hill.txt")), encoding="utf-8")
    assert load(folder / "hill.yaml") == read()


def test_a_text_had_from_elsewhere_goes_before_the_file(folder: Path) -> None:
    text = TEXT.replace("Hill news", "Hill news!", 1)
    assert load(folder / "hill.yaml", text=text.encode()).text == text


def test_line_ends_of_a_text_are_never_changed(folder: Path) -> None:
    data = TEXT.replace("\n", "\r\n").encode()
    (folder / "hill.txt").write_bytes(data)
    record = load(folder / "hill.yaml")
    assert record.snapshot.sha256 == hashlib.sha256(data).hexdigest()
    assert record.attributions[0].anchor.start == 13  # 9 characters and two line ends of two


@pytest.mark.parametrize("name", ["../hill.txt", "/etc/hostname", "a/../../hill.txt"])
def test_a_record_reaches_no_file_but_those_beside_it(folder: Path, name: str) -> None:
    below = folder / "below"
    below.mkdir()
    (below / "hill.yaml").write_text(edited(("hill.txt", name)), encoding="utf-8")
    assert refusal(below / "hill.yaml") == [(9, "text", f"`{name}` is not in the record's folder")]


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    below = folder / "below"
    below.mkdir()
    (below / "hill.yaml").write_text(RECORD, encoding="utf-8")
    (below / "hill.txt").symlink_to(folder / "hill.txt")
    assert [field for _, field, _ in refusal(below / "hill.yaml")] == ["text"]


def test_a_missing_record_or_text_is_named(folder: Path) -> None:
    missing = folder / "none.yaml"
    assert refusal(missing) == [
        (None, "", f"the record cannot be read: {missing}: No such file or directory")
    ]
    (folder / "hill.txt").unlink()
    assert refusal(folder / "hill.yaml") == [
        (9, "text", f"the text cannot be read: {folder / 'hill.txt'}: No such file or directory")
    ]


def test_a_missing_text_hides_no_other_fault(folder: Path) -> None:
    written = edited(("hill.txt", "mountain.txt"), ("claim: loss", "claim: los"))
    (folder / "hill.yaml").write_text(written, encoding="utf-8")
    assert [field for _, field, _ in refusal(folder / "hill.yaml")] == [
        "text",
        "attributions[2].claim",
    ]


def test_an_impossible_name_of_a_text_is_a_fault(folder: Path) -> None:
    (folder / "hill.yaml").write_text(edited(("hill.txt", "x" * 300)), encoding="utf-8")
    assert [field for _, field, _ in refusal(folder / "hill.yaml")] == ["text"]


def test_too_large_a_record_or_text_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.records.files.MAXIMUM_TEXT", len(TEXT) - 1)
    assert refusal(folder / "hill.yaml") == [
        (9, "text", f"the text has more than {len(TEXT) - 1} bytes")
    ]
    (folder / "hill.yaml").write_bytes(b"#" * (MAXIMUM_BYTES + 1))
    assert refusal(folder / "hill.yaml") == [(None, "", "the record has more than 4194304 bytes")]


def test_bytes_may_not_be_too_many_either() -> None:
    assert [f.reason for f in faults(b"#" * (MAXIMUM_BYTES + 1))] == [
        "the record has more than 4194304 bytes"
    ]


def test_a_record_that_is_not_utf8_names_the_byte_and_its_place() -> None:
    found = faults(RECORD.encode().replace(b"The team", b"The t\xe9am"))
    assert [(f.line, f.column, f.reason) for f in found] == [
        (2, 34, "the record is not UTF-8: byte 46 (0xE9, in line 2): invalid continuation byte")
    ]


def test_a_byte_order_mark_before_a_record_does_not_matter() -> None:
    assert read(b"\xef\xbb\xbf" + RECORD.encode()) == read()


def test_json_is_the_same_as_yaml(folder: Path) -> None:
    record = read()
    written = {
        "record": "hill",
        "annotator": {"id": "team", "name": "The team", "kind": "person"},
        "invented": True,
        "source": {"id": "news", "kind": "article", "title": "Hill news", "language": "en"},
        "text": "hill.txt",
        "note": None,
    }
    del written["note"]
    path = folder / "hill.json"
    path.write_text(json.dumps(written, indent="\t"), encoding="utf-8")
    assert load(path).sources[0] == record.sources[0]
    path.write_text(json.dumps({**written, "colour": "red"}, indent=1), encoding="utf-8")
    assert refusal(path) == [(16, "colour", "there is no field `colour`")]


def test_parsing_never_opens_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(RecordError, match="the text of the source is missing"):
        parse(RECORD.encode(), name="hill.yaml")


def test_half_a_surrogate_pair_is_refused() -> None:
    written = json.dumps(
        {
            "record": "r",
            "annotator": {"id": "t", "name": "T", "kind": "person"},
            "source": {"id": "s", "kind": "post", "title": "S", "language": "en"},
            "text": {"inline": "a\ud800"},
        }
    )
    assert [(f.field, f.reason) for f in faults(written, text=None, name="r.json")] == [
        ("text.inline", "holds half a surrogate pair, which is no character")
    ]


def test_the_error_says_the_first_fault_and_how_many_more() -> None:
    with pytest.raises(RecordError) as caught:
        read(edited(("act: assert", "act: assrt"), ("claim: loss", "claim: los")))
    error = caught.value
    assert error.detail == "`assrt` is not one of the values (and 1 more fault)"
    assert error.where == "hill.yaml:35:10 attributions[0].act"
    assert error.hint == "did you mean `assert`?"
    assert len(error.faults) == 2


def outcome(data: bytes, name: str) -> ResolvedRecord | RecordError:
    try:
        return parse(data, name=name, text=TEXT.encode())
    except RecordError as error:
        return error


def is_sound(outcome: ResolvedRecord | RecordError) -> bool:
    """Return whether a record is true to its text, or an error says why, in writable words."""
    if isinstance(outcome, ResolvedRecord):
        outcome.verify()
        return True
    return bool(outcome.faults) and all(str(fault).encode() for fault in outcome.faults)


LINES = RECORD.encode().splitlines(keepends=True)
PIECES = [*LINES, b"- ", b"{", b"]", b": ", b"'", b"\xff", b"\t"]


@settings(max_examples=150)
@given(
    st.binary(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join),
    st.sampled_from(["r.yaml", "r.json"]),
)
@example(b"? - a\n: b\n", "r.yaml")
@example(b"a: !!timestamp 2020-01-01", "r.yaml")
@example(b"%TAG ! tag:x,2020:\n---\n!a b", "r.yaml")
@example(b'{"text": {"inline": "\\ud800"}}', "r.json")
@example(b'{"\\ud800": 1}', "r.json")
def test_no_bytes_do_anything_but_read_or_raise_a_record_error(data: bytes, name: str) -> None:
    assert is_sound(outcome(data, name))


MUTATED = st.lists(
    st.tuples(st.integers(0, len(RECORD) - 1), st.text(max_size=3), st.integers(0, 5)), max_size=4
)


@settings(max_examples=150)
@given(MUTATED)
def test_no_typing_error_does_anything_but_read_or_raise_a_record_error(
    edits: list[tuple[int, str, int]],
) -> None:
    written = RECORD
    for at, new, cut in edits:
        written = written[:at] + new + written[at + cut :]
    assert is_sound(outcome(written.encode("utf-8", errors="surrogatepass"), "r.yaml"))
