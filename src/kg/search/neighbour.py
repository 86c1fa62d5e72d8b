"""One claim worded like something, its rank among others, and how it is shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from kg.search.folded import Text
from kg.search.folding import words
from kg.search.likeness import FOUND_BY, Likeness
from kg.search.naming import Json, Names, language_ref, pointer, speaker_ref
from kg.search.reader import Reader


class Neighbour(NamedTuple):
    """A text with how like it is."""

    text: Text
    likeness: Likeness

    @property
    def rank(self) -> tuple[bool, int, float, str, str]:
        """What to sort by: what makes another statement last, then how it was found, then score."""
        found, text = self.likeness, self.text
        by = FOUND_BY.index(found.found_by)
        return (found.conflicts, by, -found.score, text.claim, text.attribution or "")


def shown(connection: sqlite3.Connection, reader: Reader, found: Sequence[Neighbour]) -> list[Json]:
    """Return neighbours as JSON, with the speaker and source of each quotation."""
    credited = _credited(connection, [each.text.attribution or "" for each in found])
    iris = {iri for pair in credited.values() for iri in pair}
    names = reader.names(iris | {each.text.claim for each in found})
    return [
        _named(each, names, credited.get(each.text.attribution or "")) | _compared(each)
        for each in found
    ]


def _named(found: Neighbour, names: Names, credited: tuple[str, str] | None) -> Json:
    return {
        "claim": language_ref(names[found.text.claim]),
        "attribution": pointer(found.text.attribution),
        "speaker": speaker_ref(names[credited[0]]) if credited else None,
        "source": language_ref(names[credited[1]]) if credited else None,
    }


def _compared(found: Neighbour) -> Json:
    text, like = found
    return {
        "compared": text.compared,
        "passage": text.passage,
        "score": like.score,
        "found_by": like.found_by,
        "differs_in": like.differs_in,
        "highlights": [
            [word.start, word.end]
            for n, word in enumerate(words(text.passage))
            if n in like.agreeing
        ],
    }


def _credited(connection: sqlite3.Connection, iris: Sequence[str]) -> dict[str, tuple[str, str]]:
    found = connection.execute(
        "SELECT iri, speaker, source FROM attribution "
        "WHERE iri IN (SELECT value FROM json_each(?))",
        (json.dumps(list(iris)),),
    )
    return {iri: (speaker, source) for iri, speaker, source in found}
