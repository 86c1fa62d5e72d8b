"""Rows that share words: rare words by themselves, common ones together, and never too many."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from kg.search import rarity
from kg.search.folding import stems, words
from kg.search.rarity import counted, matching, phrase, sharing

ROWS = (
    "the dam was opened",  # 1
    "the dam was shut",  # 2
    "the dam burst",  # 3
    "a mill burned",  # 4
)


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """Yield four rows, of which a word in three is already common."""
    monkeypatch.setattr(rarity, "COMMON", 3)
    with closing(sqlite3.connect(":memory:")) as found:
        found.execute("CREATE VIRTUAL TABLE t USING fts5 (words, tokenize='ascii', detail='none')")
        for n, text in enumerate(ROWS, start=1):
            found.execute("INSERT INTO t (rowid, words) VALUES (?, ?)", (n, stems(text)))
        yield found


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        # Two rows have "was": fewer than 10, and more than COMMON / 10, so it weighs 2.
        ("was", {1: 2, 2: 2}),
        ("was opened", {1: 4, 2: 2}),
        # "the" and "dam" are in three rows: together they weigh 2, each alone 1 more.
        ("the dam", {1: 4, 2: 4, 3: 4}),
        # A common word and a rare one that stand nowhere together are looked for apart.
        ("the mill", {1: 1, 2: 1, 3: 1, 4: 2}),
        ("nothing", {}),
    ],
)
def test_what_a_row_weighs_is_what_its_words_weigh(
    connection: sqlite3.Connection, asked: str, rows: dict[int, int]
) -> None:
    assert sharing(connection, "t", words(asked)).rows == rows


def test_that_rows_were_left_out_is_told(connection: sqlite3.Connection) -> None:
    assert sharing(connection, "t", words("the")).cut
    assert not sharing(connection, "t", words("was opened")).cut


def test_counting_and_matching_stop_where_a_word_is_common(
    connection: sqlite3.Connection,
) -> None:
    connection.execute("INSERT INTO t (rowid, words) VALUES (9, 'the')")
    assert counted(connection, "t", "the") == 3
    assert matching(connection, "t", phrase("the")) == [1, 2, 3]


def test_a_stem_is_never_an_operator() -> None:
    assert phrase('a" OR "b') == '"a"" OR ""b"'
