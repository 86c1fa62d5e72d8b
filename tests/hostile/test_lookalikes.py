"""A name that looks like another one, or is steered, never passes silently."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from cli_running import shell
from fixture_records import Collected, fixture_collection
from hostile.documents import attribution, written
from kg.errors import RecordError
from kg.model.lookalikes import look_alike, odd_words, skeleton, steering
from kg.records import ResolvedRecord, parse
from kg.records.resemblance import Called, names_in, resemblances
from quick_folders import quick_folder

Counted = Callable[[str, int], None]
NAMES = (
    "Ann Moor",
    "Low Quay",
    "Bosch & Co",
    "Igor Popov",
    "The ministry",
    "Cape Xenon",
    "Jo Hasek",
)
CYRILLIC = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")  # noqa: RUF001
STEERING = (
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2060"
    "\ufeff\u00ad\u2028\u2029\u0080\u009f\x07\x1b\x7f"
)


def listed() -> list[tuple[str, str]]:
    """Return every pair of Unicode's list: a character, and what it looks like."""
    text = files("kg.model").joinpath("confusables.txt").read_text("utf-8")
    lines = [line.split(";") for line in text.splitlines() if not line.startswith("#")]
    return [
        (chr(int(one, 16)), "".join(chr(int(code, 16)) for code in alike.split()))
        for alike, several in lines
        for one in several.split()
    ]


def pairs() -> list[tuple[str, str]]:
    """Return names with one letter put in for another one that looks like it."""
    found = []
    for one, alike in listed():
        letter = one.isalpha() and alike.isalpha() and unicodedata.is_normalized("NFD", one)
        name = next((name for name in NAMES if alike in name), None)
        if letter and name:
            found.append((name, name.replace(alike, one, 1)))
    return found


def record(**more: Any) -> ResolvedRecord:
    return parse(written(**more), name="hill.json")


def test_every_name_with_a_look_alike_in_it_is_flagged(counted: Counted) -> None:
    found = pairs()
    assert len(found) >= 200
    unseen = [pair for pair in found if not look_alike(*pair)]
    assert unseen == []
    told = [resemblances([Called("speaker/b", b)], [Called("speaker/a", a)]) for a, b in found]
    assert all(told)
    counted("look-alike names flagged", len(found))


def test_no_name_of_the_examples_is_flagged(counted: Counted) -> None:
    names = [name for one in fixture_collection().records.values() for name in names_in(one)]
    assert resemblances(names) == []
    assert [name for _, name in names if steering(name)] == []
    counted("honest names not flagged", len(set(names)))


@pytest.mark.seeds
def test_no_name_of_the_seeds_is_flagged(seeds: Path, counted: Counted) -> None:
    known, folder = Collected(), Path(__file__).parents[1] / "seeds"
    texts = {"us-osce-000": "000_ec2ab73ff61db4b9.txt"}
    texts["nagorno-karabakh-003"] = "003_8fd5ff3f1a6b6aa5.txt"
    for name, text in texts.items():
        known.add(folder / f"{name}.yaml", text=(seeds / text).read_bytes())
    names = [name for one in known.records.values() for name in names_in(one)]
    assert resemblances(names) == []
    counted("honest names not flagged", len(set(names)))


USUAL = (
    "Минобороны России", "Αθήνα", "東京タワー", "서울특별시 Seoul", "Şəki", "O\u2019Brien", "Þór",
    "Ann Moor", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "Mu\u2018ammar", "x²", "№ 5",
    "A4-Блатт",
)  # fmt: skip


@pytest.mark.parametrize("name", USUAL)
def test_words_of_one_script_are_not_odd(name: str) -> None:
    assert odd_words(name) == []


@pytest.mark.parametrize("name", ["Pаris", "Мoscow", "Αnn", "Ann\u200dMoor", "Ցape"])  # noqa: RUF001
def test_a_word_of_two_scripts_is_odd(name: str) -> None:
    assert odd_words(name) == [name]


def test_the_same_letters_are_no_look_alikes() -> None:
    assert not look_alike("O'Brien", "O\u2019Brien")
    assert not look_alike("caf\u00e9", "cafe\u0301")
    assert look_alike("Al", "AI")
    assert skeleton("Рореу".translate(CYRILLIC)) == skeleton("Popey")  # noqa: RUF001


FIELDS: dict[str, Callable[[str], dict[str, Any]]] = {
    "annotator.name": lambda n: {"annotator": {"id": "a", "name": n, "kind": "person"}},
    "source.title": lambda n: {
        "source": {"id": "a", "kind": "article", "title": n, "language": "en"}
    },
    "source.label": lambda n: {
        "source": {"id": "a", "kind": "article", "title": "A", "label": n, "language": "en"}
    },
    "works[0].label": lambda n: {"works": [{"id": "w", "kind": "report", "label": n}]},
    "speakers[0].name": lambda n: {"speakers": [{"id": "mod", "kind": "person", "name": n}]},
    "speakers[0].note": lambda n: {
        "speakers": [{"id": "mod", "kind": "person", "name": "A", "note": n}]
    },
    "speakers[0].names[0].text": lambda n: {
        "speakers": [
            {"id": "mod", "kind": "person", "name": "A", "names": [{"text": n, "lang": "en"}]}
        ]
    },
    "places[0].name": lambda n: {"places": [{"id": "p", "name": n}]},
    "claims[0].text": lambda n: {"claims": [{"id": "taken", "text": n, "language": "en"}]},
    "attributions[0].note": lambda n: {"attributions": [attribution("a1", note=n)]},
}


def test_what_steers_how_a_name_is_shown_is_a_fault(counted: Counted) -> None:
    for field, more in FIELDS.items():
        for char in STEERING:
            with pytest.raises(RecordError) as refused:
                record(**more(f"Ann {char}Moor"))
            (one,) = [fault for fault in refused.value.faults if fault.field == field]
            assert f"U+{ord(char):04X}" in one.reason
            assert one.hint
    counted("steered names refused", len(FIELDS) * len(STEERING))


def test_words_of_the_source_stay_as_they_are_printed() -> None:
    text = "The \u202eyrtsinim\u202c sаid\u200b it."  # noqa: RUF001
    read = record(
        text={"inline": text},
        attributions=[attribution("a1", text, mention="\u202eyrtsinim\u202c", cue="sаid")],  # noqa: RUF001
    )
    (one,) = read.attributions
    assert one.anchor.exact == text
    assert one.mention is not None
    assert one.mention.anchor.exact == "\u202eyrtsinim\u202c"


@pytest.mark.server
def test_kg_load_warns_and_takes_the_record() -> None:
    with quick_folder() as folder:
        (folder / "a.json").write_bytes(written())
        other = written(
            record="other",
            source={"id": "other", "kind": "article", "title": "Other", "language": "en"},
            text={"inline": "The ministry said the hill was taken. "},
            speakers=[{"id": "mod-2", "kind": "organization", "name": "The minіstry"}],  # noqa: RUF001
            attributions=[attribution("a1", speaker="mod-2")],
        )
        (folder / "b.json").write_bytes(other)
        done = shell("load", "--data", folder / "data", folder / "a.json", folder / "b.json")
        again = shell("load", "--data", folder / "data", folder / "b.json")
    told = " ".join(done.err.split())
    assert done.code == 0
    assert "speaker/mod-2 “The minіstry” looks like speaker/mod “The ministry”" in told  # noqa: RUF001
    assert "“minіstry” mixes letters of different scripts" in told  # noqa: RUF001
    assert "looks like speaker/mod" in " ".join(again.err.split())
