"""The tables of the index, and how its file is opened.

Text is found by trigrams of its levelled form and then checked exactly, so that a search gives
the rows that `CONTAINS(LCASE(...), LCASE(...))` gives in SPARQL, only sooner. The full-text tables
keep no text of their own.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.parse import quote

from kg.errors import NewerDataError, StoreUnreachableError
from kg.search.fitting import folded, standing
from kg.search.levelling import level

FORMAT: Final = 4
"""Raised with every change of the tables or of what is written in them."""

TABLES: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- One row an attribution. `body` is the JSON of what `attributions.core` says beyond the columns,
-- as far as it is not null; `opening` is the beginning of the exact words, levelled.
CREATE TABLE attribution (
  n INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, record TEXT NOT NULL,
  claim TEXT NOT NULL, speaker TEXT NOT NULL, source TEXT NOT NULL,
  act TEXT NOT NULL, stance TEXT NOT NULL, basis TEXT NOT NULL, language TEXT NOT NULL,
  hedged INTEGER NOT NULL, invented INTEGER NOT NULL, earliest TEXT, latest TEXT,
  recorded TEXT NOT NULL, exact TEXT NOT NULL, opening TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX attribution_record ON attribution (record);
-- The three hold all that facets count, so that no row is looked at.
CREATE INDEX attribution_claim ON attribution (claim, iri, source, speaker, invented,
  act, stance, basis, language, earliest, latest);
CREATE INDEX attribution_speaker ON attribution (speaker, iri, source, claim, invented,
  act, stance, basis, language, earliest, latest);
CREATE INDEX attribution_source ON attribution (source, iri, claim, speaker, invented,
  act, stance, basis, language, earliest, latest);
-- For what a speaker is credited with, claim by claim.
CREATE INDEX attribution_spoken ON attribution (speaker, claim);
CREATE INDEX attribution_act ON attribution (act, iri);
CREATE INDEX attribution_stance ON attribution (stance, iri);
CREATE INDEX attribution_basis ON attribution (basis, iri);
CREATE INDEX attribution_language ON attribution (language, iri);
CREATE INDEX attribution_hedged ON attribution (hedged, iri);
CREATE INDEX attribution_opening ON attribution (opening);
CREATE INDEX attribution_latest ON attribution (latest, earliest, iri);
CREATE INDEX attribution_recorded ON attribution (recorded, iri);

-- What is stated of a thing that records share. The same statement by many records is one row.
CREATE TABLE description (
  n INTEGER PRIMARY KEY, noun TEXT NOT NULL, iri TEXT NOT NULL, body TEXT NOT NULL,
  label TEXT NOT NULL, language TEXT, kind TEXT, held INTEGER NOT NULL,
  UNIQUE (iri, body)
);
CREATE INDEX description_noun ON description (noun, iri);
CREATE TABLE described (record TEXT, n INTEGER, PRIMARY KEY (record, n)) WITHOUT ROWID;
CREATE INDEX described_n ON described (n);

CREATE TABLE name (n INTEGER PRIMARY KEY, description INTEGER NOT NULL, iri TEXT NOT NULL,
  noun TEXT NOT NULL, how TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX name_description ON name (description);
CREATE INDEX name_iri ON name (iri);
CREATE TABLE about (topic TEXT, claim TEXT, description INTEGER,
  PRIMARY KEY (topic, claim, description)) WITHOUT ROWID;
CREATE INDEX about_description ON about (description);
CREATE INDEX about_claim ON about (claim, topic);
-- The spellings of words in names of persons, organizations and places.
CREATE TABLE naming (word TEXT, description INTEGER, PRIMARY KEY (word, description)) WITHOUT ROWID;
CREATE INDEX naming_description ON naming (description);
-- When what is claimed happened, and when a source was published: the bounds that are known.
CREATE TABLE dated (thing TEXT, earliest TEXT, latest TEXT, description INTEGER);
CREATE INDEX dated_latest ON dated (latest, thing);
CREATE INDEX dated_earliest ON dated (earliest, thing);
CREATE INDEX dated_description ON dated (description);
CREATE TABLE address (normal TEXT, url TEXT, source TEXT, description INTEGER,
  PRIMARY KEY (normal, url, source, description)) WITHOUT ROWID;
CREATE INDEX address_description ON address (description);

CREATE TABLE record (iri TEXT PRIMARY KEY, record TEXT NOT NULL, recorded_at TEXT NOT NULL,
  invented INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX record_record ON record (record);
-- `called` is the annotator's name.
CREATE TABLE judgement (iri TEXT, record TEXT, relation TEXT NOT NULL, judges TEXT NOT NULL,
  against TEXT NOT NULL, annotator TEXT NOT NULL, called TEXT NOT NULL,
  PRIMARY KEY (iri, record)) WITHOUT ROWID;
CREATE INDEX judgement_record ON judgement (record);
CREATE INDEX judgement_judges ON judgement (judges, relation);
CREATE INDEX judgement_against ON judgement (against, relation);
CREATE TABLE snapshot (iri TEXT PRIMARY KEY, record TEXT NOT NULL, text TEXT) WITHOUT ROWID;
CREATE INDEX snapshot_record ON snapshot (record);

CREATE VIRTUAL TABLE quote_words USING fts5 (
  words, content='', tokenize='trigram case_sensitive 1', detail='none', columnsize=0);
CREATE VIRTUAL TABLE name_words USING fts5 (
  words, content='', tokenize='trigram case_sensitive 1', detail='none', columnsize=0);

-- The stems of the folded words (`kg.search.folding`), for what is only alike.
CREATE VIRTUAL TABLE quote_stems USING fts5 (
  words, content='', tokenize='ascii', detail='none', columnsize=0);
CREATE VIRTUAL TABLE name_stems USING fts5 (
  words, content='', tokenize='ascii', detail='none', columnsize=0);
"""


def create(path: Path) -> sqlite3.Connection:
    """Open the index at `path` for writing; make it if there is none.

    Raises:
        NewerDataError: it is of another format than ours: build it again from the ledger.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -32768")  # KiB; a writer changes pages everywhere
    _equip(connection)
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        connection.executescript(f"BEGIN; {TABLES} COMMIT;")
        connection.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))
    _check(connection, path)
    return connection


def open_read_only(path: Path) -> sqlite3.Connection:
    """Open an index that nobody changes any more, such as a generation's.

    Raises:
        StoreUnreachableError: there is no index there.
        NewerDataError: it is of another format than ours.
    """
    try:
        connection = sqlite3.connect(
            f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        _equip(connection)
        connection.execute("PRAGMA cache_size = -16384")  # KiB; a worker has little memory
        connection.execute("PRAGMA temp_store = MEMORY")  # and may write no file
        _check(connection, path)
    except sqlite3.OperationalError as error:
        raise StoreUnreachableError(
            "there is no index to search", where=str(path), hint="build it with `kg rebuild`"
        ) from error
    return connection


def copy(connection: sqlite3.Connection, path: Path) -> None:
    """Write a copy that `open_read_only` opens: one file, with no journal beside it.

    Whoever publishes it makes it safe on disk, together with everything else of its generation.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as target:
        target.execute("PRAGMA synchronous = OFF")
        connection.backup(target)
        target.execute("PRAGMA analysis_limit = 1000")
        target.execute("ANALYZE")  # so that a rare value is narrowed by before a common one
        target.execute("PRAGMA journal_mode = DELETE")


def holds(text: str, lowered: str) -> bool:
    """Return whether the text has these lower-case words, as SPARQL's LCASE and CONTAINS would."""
    return lowered in text.lower()


def _equip(connection: sqlite3.Connection) -> None:
    connection.create_function("holds", 2, holds, deterministic=True)
    connection.create_function("level", 1, level, deterministic=True)
    connection.create_function("folded", 1, folded, deterministic=True)
    connection.create_function("standing", 2, standing, deterministic=True)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    found = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    if found != (FORMAT,):
        raise NewerDataError(
            f"the index is of format {found and found[0]}, this program reads {FORMAT}",
            where=str(path),
            hint="build it again with `kg rebuild`",
        )
