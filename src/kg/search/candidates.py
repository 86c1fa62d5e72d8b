"""Things whose recorded names are like given words, for reconciliation: the worker's half."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kg.search.condition import marks
from kg.search.fitting import fit, folded
from kg.search.levelling import level
from kg.search.naming import Json, id_of, kind_of
from kg.search.reader import Reader
from kg.search.wording import words_in

FLOOR: Final = 0.3
"""What fits less is no candidate."""
MOST_NAMES: Final = 2000
"""Names compared at most; where more are alike, the answer is marked as cut."""

_SEQUENCES: Final = 24  # of three characters, looked for at most
_SHARE: Final = 3  # one of so many of them has to be in a name
_SHORTEST: Final = 3
_WIDEST: Final = 12  # characters that one can become: 4 by decomposing, times 3 by folding
_VIEWED: Final = ("speaker", "source", "claim")


class _Named(NamedTuple):
    iri: str
    text: str


class Candidates:
    """Finds things by words like their names, by how a name begins, and by their IRIs."""

    def __init__(self, connection: sqlite3.Connection, reader: Reader) -> None:
        """Ask through this connection; `reader` says what things are called."""
        self._connection = connection
        self._reader = reader

    def like(self, words: str, nouns: Sequence[str], limit: int, named: str | None) -> Json:
        """Return the things with a name that fits, best first; `named` is the IRI of one more.

        `equal` are all things with an equal name, `found` counts all that fit; `cut` says that
        not every name that is alike was compared.
        """
        same, near = self._equal(words, nouns), self._near(words, nouns)
        best: dict[str, tuple[float, str]] = {}
        for iri, text in (*same, *near[:MOST_NAMES]):
            found = (fit(words, text), text)
            if found[0] >= FLOOR and (iri not in best or _order(found) < _order(best[iri])):
                best[iri] = found
        by_id = self._known(named)
        best |= dict.fromkeys(by_id, (1.0, words))
        equal = {iri for iri, _ in same}
        ranked = sorted(best, key=lambda iri: (iri not in equal, *_order(best[iri]), iri))
        return {
            "items": [
                {**each, "fit": best[iri][0], "name": best[iri][1], "by_id": iri in by_id}
                for iri, each in self._shown(ranked[:limit]).items()
            ],
            "equal": sorted(equal),
            "found": len(ranked),
            "cut": len(near) > MOST_NAMES,
        }

    def beginning(
        self, words: str, nouns: Sequence[str], skip: int, limit: int, named: str | None
    ) -> Json:
        """Return things with these words in a name: at its start first, then at a word's start.

        Before them all comes the thing whose IRI is `named`.
        """
        likely = words_in("name", words)
        found = self._connection.execute(
            "WITH placed AS MATERIALIZED (SELECT iri, text, "
            "CASE WHEN iri = ? THEN 0 ELSE nullif(standing(text, ?), 0) END AS place "
            f"FROM name WHERE noun IN ({marks(nouns)}) AND (iri = ? OR n IN ({likely.sql}))) "
            "SELECT iri, min(place) AS place, min(text) AS name FROM placed "
            "WHERE place IS NOT NULL GROUP BY iri ORDER BY place, name, iri LIMIT ? OFFSET ?",
            (named, words.lower(), *nouns, named, *likely.values, limit + 1, skip),
        ).fetchall()
        return {
            "items": list(self._shown([iri for iri, *_ in found[:limit]]).values()),
            "more": len(found) > limit,
        }

    def described(self, iris: Mapping[str, Sequence[str]]) -> Json:
        """Return what is recorded of things, by noun: those that nobody describes are left out."""
        items: dict[str, Json] = {}
        for noun, wanted in iris.items():
            there = self._there(noun, wanted)
            if noun in _VIEWED:
                views = self._reader.views(noun, there)
            else:
                views = [self._place(iri) for iri in there]
            items |= {view["iri"]: view for view in views}
            if noun == "speaker":
                for iri in there:
                    items[iri]["mentions"] = self._mentions(iri)
        return {"items": items}

    def _equal(self, words: str, nouns: Sequence[str]) -> list[_Named]:
        wanted = folded(words)
        found = self._connection.execute(
            f"SELECT DISTINCT iri, text FROM name WHERE noun IN ({marks(nouns)}) "
            "AND length(text) BETWEEN ? AND ? AND folded(text) = ?",
            (*nouns, len(wanted) // _WIDEST, len(wanted), wanted),
        )
        return [_Named(*row) for row in found]

    def _near(self, words: str, nouns: Sequence[str]) -> list[_Named]:
        """Return the names that share a third of the three-character sequences, most first."""
        levelled = level(words)
        every = sorted({levelled[n : n + 3] for n in range(len(levelled) - 2)})
        if not every or "\x00" in levelled:
            return self._short(nouns)
        some = every[:: -(-len(every) // _SEQUENCES)]
        one = "SELECT rowid AS n FROM name_words WHERE name_words MATCH ?"
        found = self._connection.execute(
            f"SELECT iri, text FROM (SELECT n AS row, count(*) AS shared FROM "
            f"({' UNION ALL '.join([one] * len(some))}) GROUP BY n HAVING count(*) >= ?) "
            f"JOIN name ON name.n = row WHERE noun IN ({marks(nouns)}) "
            "ORDER BY shared DESC, name.n LIMIT ?",
            (*map(_phrase, some), -(-len(some) // _SHARE), *nouns, MOST_NAMES + 1),
        )
        return [_Named(*row) for row in found]

    def _short(self, nouns: Sequence[str]) -> list[_Named]:
        found = self._connection.execute(
            f"SELECT iri, text FROM name WHERE noun IN ({marks(nouns)}) AND length(text) <= ? "
            "ORDER BY n LIMIT ?",
            (*nouns, _SHORTEST, MOST_NAMES + 1),
        )
        return [_Named(*row) for row in found]

    def _known(self, iri: str | None) -> list[str]:
        return self._there(kind_of(iri), [iri]) if iri else []

    def _shown(self, iris: Sequence[str]) -> dict[str, Json]:
        names = self._reader.names(iris)
        return {
            iri: {"iri": iri, "label": names[iri].label, "kind": names[iri].kind} for iri in iris
        }

    def _there(self, noun: str, iris: Iterable[str]) -> list[str]:
        found = self._connection.execute(
            "SELECT DISTINCT iri FROM description WHERE noun = ? "
            "AND iri IN (SELECT value FROM json_each(?)) ORDER BY iri",
            (noun, json.dumps(sorted(set(iris)))),
        )
        return [iri for (iri,) in found]

    def _place(self, iri: str) -> Json:
        found = self._connection.execute(
            "SELECT DISTINCT text FROM name WHERE iri = ? ORDER BY text", (iri,)
        )
        label = self._reader.names([iri])[iri].label
        names = [{"text": text, "language": None} for (text,) in found]
        return {"id": id_of(iri), "iri": iri, "label": label, "names": names}

    def _mentions(self, iri: str) -> list[str]:
        found = self._connection.execute(
            "SELECT DISTINCT json_extract(body, '$.mention') AS mention FROM attribution "
            "WHERE speaker = ? AND mention IS NOT NULL ORDER BY mention",
            (iri,),
        )
        return [mention for (mention,) in found]


def _order(found: tuple[float, str]) -> tuple[float, str]:
    return (-found[0], found[1])


def _phrase(sequence: str) -> str:
    return '"' + sequence.replace('"', '""') + '"'  # no operators
