"""Records go into the index and out of it whole, as often as one likes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kg.errors import NewerDataError, StoreUnreachableError
from kg.records import ResolvedRecord
from kg.search.answering import Answering
from kg.search.index import Index
from kg.search.schema import open_read_only
from reading_parts import quads_of, texts
from small_records import DAM, HILL, small

TABLES = (
    "attribution", "description", "described", "name", "naming", "about", "address", "dated",
    "record", "snapshot", "judgement",
)  # fmt: skip


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    found = Index.open(tmp_path / "index.sqlite")
    yield found
    found.close()


def put(index: Index, *records: ResolvedRecord) -> None:
    for record in records:
        index.replace(record.record, quads_of(record), texts(record))


def held(index: Index) -> dict[str, list[Any]]:
    """Return every row of every table but the full-text ones, without the row numbers."""
    rows = {}
    for table in TABLES:
        found = index._connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
        rows[table] = sorted(
            repr([each for each in row if not isinstance(each, int)]) for row in found
        )
    return rows


def words(index: Index, table: str, text: str) -> int:
    """Return how many rows of a full-text table have all trigrams of a text."""
    trigrams = " ".join(f'"{text[n : n + 3]}"' for n in range(len(text) - 2))
    found = index._connection.execute(
        f"SELECT count(*) FROM {table} WHERE {table} MATCH ?",  # noqa: S608
        (trigrams,),
    ).fetchone()
    return int(found[0])


def stemmed(index: Index, table: str, stem: str) -> int:
    """Return how many rows of a table of stems have a stem."""
    match = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?"  # noqa: S608
    return int(index._connection.execute(match, (f'"{stem}"',)).fetchone()[0])


def found(index: Index, q: str) -> list[str]:
    answer = Answering(index._connection).answer(
        {"ask": "attributions", "filters": {"q": q}, "limit": 10}
    )
    return [item["claim"]["id"] for item in answer["items"]]


def test_what_is_put_in_is_found(index: Index) -> None:
    put(index, small("hill"), small("dam", DAM))
    assert found(index, "HILL WAS") == ["claim-hill"]
    assert sorted(found(index, "ministry")) == ["claim-dam", "claim-hill"]


def test_putting_a_record_in_twice_changes_nothing(index: Index) -> None:
    put(index, small("hill"))
    once = held(index)
    put(index, small("hill"))
    assert held(index) == once
    assert words(index, "quote_words", "the hill") == 1


def test_a_changed_record_leaves_nothing_of_the_old_one(index: Index) -> None:
    put(index, small("one"))
    put(index, small("one", DAM))
    assert (found(index, "hill"), found(index, "dam")) == ([], ["claim-one"])
    assert words(index, "quote_words", "hill") == 0
    assert words(index, "name_words", "hill") == 0
    assert [stemmed(index, table, "hil") for table in ("quote_stems", "name_stems")] == [0, 0]
    assert [stemmed(index, table, "dam") for table in ("quote_stems", "name_stems")] == [1, 1]


def test_what_other_records_state_as_well_stays_until_the_last_of_them_goes(index: Index) -> None:
    put(index, small("hill"), small("dam", DAM))
    index.remove("hill")
    speakers = {"ask": "things", "noun": "speaker", "limit": 10}
    assert [each["id"] for each in Answering(index._connection).answer(speakers)["items"]] == [
        "mod"
    ]
    index.remove("dam")
    assert held(index) == {table: [] for table in TABLES}
    assert words(index, "name_words", "ministry") == 0
    assert stemmed(index, "name_stems", "minis") == 0


def test_removing_what_is_not_there_does_nothing(index: Index) -> None:
    put(index, small("hill"))
    before = held(index)
    index.remove("dam")
    assert held(index) == before


def test_a_replay_may_bring_a_text_back_under_the_record_that_had_it_before(index: Index) -> None:
    """After a crash events are applied again: the text was A's, then A went, then it was B's."""
    put(index, small("b"))
    put(index, small("a"))
    assert [row[0] for row in index._connection.execute("SELECT record FROM attribution")] == ["a"]
    index.remove("a")
    put(index, small("b"))
    assert found(index, "hill") == ["claim-b"]
    assert words(index, "quote_words", "hill") == 1


def test_a_speaker_described_in_two_ways_has_the_names_of_both(index: Index) -> None:
    named = [{"id": "mod", "kind": "organization", "name": "The ministry",
              "names": [{"text": "Минобороны", "lang": "ru"}]}]  # fmt: skip
    put(index, small("hill"), small("dam", DAM, speakers=named))
    ask = {"ask": "things", "noun": "speaker", "q": "минобор", "limit": 10}
    (speaker,) = Answering(index._connection).answer(ask)["items"]
    assert speaker["names"] == [{"text": "Минобороны", "language": "ru"}]
    assert speaker["counts"]["attributions"] == 2
    index.remove("dam")
    assert Answering(index._connection).answer(ask)["items"] == []


def test_nothing_is_kept_before_the_commit(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    with closing(Index.open(path)) as first:
        put(first, small("hill"))
        first.commit(7)
        put(first, small("dam", DAM))
    with closing(Index.open(path)) as second:
        assert second.revision == 7
        assert (found(second, "hill"), found(second, "dam")) == (["claim-hill"], [])


def test_a_new_index_has_no_revision(index: Index) -> None:
    assert index.revision is None


def test_a_copy_is_one_file_that_readers_open(tmp_path: Path, index: Index) -> None:
    put(index, small("hill"))
    index.commit(3)
    folder = tmp_path / "generation"
    folder.mkdir()
    index.copy_to(folder / "index.sqlite")
    put(index, small("dam", DAM))
    index.commit(4)
    assert [path.name for path in folder.iterdir()] == ["index.sqlite"]
    with closing(open_read_only(folder / "index.sqlite")) as connection:
        answer = Answering(connection).answer({"ask": "attributions", "filters": {}, "limit": 9})
        assert [item["claim"]["id"] for item in answer["items"]] == ["claim-hill"]
        assert answer["revision"] == 3
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM attribution")
    assert [path.name for path in folder.iterdir()] == ["index.sqlite"]


def test_copying_leaves_out_what_is_not_committed(tmp_path: Path, index: Index) -> None:
    index.commit(1)
    put(index, small("hill"))
    index.copy_to(tmp_path / "copy.sqlite")
    with closing(open_read_only(tmp_path / "copy.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM attribution").fetchone() == (0,)


def test_the_text_of_a_snapshot_is_kept_where_it_is_given(index: Index) -> None:
    record = small("hill")
    snapshot = f"https://w3id.org/claim-provenance/snapshot/{record.snapshot.sha16}"
    ask = {"ask": "text", "snapshot": snapshot}
    index.replace("hill", quads_of(record))
    assert Answering(index._connection).answer(ask)["text"] is None
    put(index, record)
    assert Answering(index._connection).answer(ask)["text"] == HILL


def test_an_index_of_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    with closing(Index.open(path)) as index:
        index._connection.execute("UPDATE meta SET value = 99 WHERE key = 'format'")
        index.commit(1)
    for opening in (Index.open, open_read_only):
        with pytest.raises(NewerDataError, match="format 99") as caught:
            opening(path)
        assert caught.value.where == str(path)


def test_where_there_is_no_index_readers_are_told(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachableError, match="no index"):
        open_read_only(tmp_path / "index.sqlite")


def test_a_path_may_have_any_characters(tmp_path: Path) -> None:
    path = tmp_path / "50% off?#é"
    path.mkdir()
    with closing(Index.open(path / "live.sqlite")) as index:
        index.commit(1)
        index.copy_to(path / "index.sqlite")
    open_read_only(path / "index.sqlite").close()


def test_what_left_the_index_is_described_again_when_it_is_stated_again(index: Index) -> None:
    hill = small("hill")
    put(index, hill)
    before = held(index)
    index.remove("hill")
    assert held(index)["description"] == []
    put(index, hill)
    assert held(index) == before


def test_what_a_copy_let_be_forgotten_is_described_again(index: Index, tmp_path: Path) -> None:
    hill = small("hill")
    put(index, hill)
    before = held(index)
    index.copy_to(tmp_path / "copy")  # of what is committed: nothing
    put(index, hill)
    assert held(index) == before
