from __future__ import annotations

import sqlite3

from kg.search.resembling import MOST, resembling

TAKEN = "The m\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}nistry"


def names(*rows: tuple[str, str]) -> sqlite3.Connection:
    """Return an index with these names of speakers, by their IRIs."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE name (iri, noun, how, text)")
    told = [(iri, "speaker", "label", text) for iri, text in rows]
    connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", told)
    return connection


def test_two_speakers_whose_names_look_alike_are_each_told_of_the_other() -> None:
    found = resembling(names(("mod", "The ministry"), ("mod-2", TAKEN), ("mayor", "The mayor")))
    assert found == {"mod": [("mod-2", TAKEN)], "mod-2": [("mod", "The ministry")]}


def test_the_same_name_in_the_same_letters_is_no_look_alike() -> None:
    assert resembling(names(("mod", "The ministry"), ("mod-2", "The ministry"))) == {}


def test_the_names_of_one_speaker_are_not_mistaken_for_each_other() -> None:
    assert resembling(names(("mod", "The ministry"), ("mod", TAKEN))) == {}


def test_of_many_a_few_are_told() -> None:
    rows = [(f"mod-{n:03}", "The ministry") for n in range(300)]
    found = resembling(names(*rows, ("odd", TAKEN)))
    assert len(found) == 301
    assert [iri for iri, _ in found["odd"]] == [f"mod-{n:03}" for n in range(MOST)]
