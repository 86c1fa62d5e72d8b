"""Which things a name may mean: all that answer to it, and how; nobody is chosen among equals."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from kg.search.condition import marks
from kg.search.fitting import equal
from kg.search.folding import Word, words
from kg.search.naming import Json, id_of
from kg.search.rarity import COMMON, phrase
from kg.search.reader import Reader

How: TypeAlias = Literal["id", "name", "letters", "spelling", "part"]

HOW: Final[tuple[How, ...]] = ("id", "name", "letters", "spelling", "part")
"""How a thing may answer to a name, the surest first."""
MOST_SHOWN: Final = 50


class Bearer(NamedTuple):
    """A thing, the recorded name by which it answers, and how."""

    how: How
    iri: str
    name: str

    @property
    def order(self) -> tuple[int, str, str]:
        """The surest first, of these by IRI."""
        return (HOW.index(self.how), self.iri, self.name)


class Called:
    """Looks names up in one index."""

    def __init__(self, connection: sqlite3.Connection, reader: Reader) -> None:
        """Ask through this connection; `reader` says what things are called."""
        self._connection = connection
        self._reader = reader

    def find(self, name: str, nouns: Sequence[str], iris: Sequence[str]) -> tuple[Json, list[str]]:
        """Return the things of these nouns that a name may mean, and the IRIs of those it means.

        Args:
            name: an id or a name.
            nouns: `speaker`, `place`, `thing`.
            iris: what the name is, if it is an id.
        """
        every = sorted([*self._there(iris, name), *self._bearers(name, nouns)], key=_order)
        best: dict[str, Bearer] = {}
        for each in every[:COMMON]:
            best.setdefault(each.iri, each)
        taken = _taken(list(best.values()))
        shown = [each for each in best.values() if each.iri in taken]
        shown += [each for each in best.values() if each.iri not in taken]
        cut = len(every) > COMMON or len(shown) > MOST_SHOWN
        return {"items": self._shown(shown[:MOST_SHOWN], taken), "cut": cut}, sorted(taken)

    def _there(self, iris: Sequence[str], name: str) -> Iterator[Bearer]:
        found = self._connection.execute(
            f"SELECT DISTINCT iri FROM description WHERE iri IN ({marks(iris)})", tuple(iris)
        )
        return (Bearer("id", iri, name) for (iri,) in found)

    def _bearers(self, name: str, nouns: Sequence[str]) -> Iterator[Bearer]:
        """Yield the things with a recorded name that has all words of this one."""
        asked = words(name)
        if not asked:
            return
        together = " AND ".join(sorted({phrase(word.stem) for word in asked}))
        for iri, text in self._connection.execute(
            f"SELECT DISTINCT iri, text FROM name WHERE noun IN ({marks(nouns)}) "
            "AND how IN ('label', 'alt') "
            "AND n IN (SELECT rowid FROM name_stems WHERE name_stems MATCH ?)",
            (*nouns, together),
        ):
            if how := _how(name, asked, text):
                yield Bearer(how, iri, text)

    def _shown(self, found: Sequence[Bearer], taken: frozenset[str]) -> list[Json]:
        names = self._reader.names(each.iri for each in found)
        return [
            {
                "id": id_of(each.iri),
                "iri": each.iri,
                "label": names[each.iri].label,
                "kind": names[each.iri].kind,
                "name": names[each.iri].label if each.how == "id" else each.name,
                "how": each.how,
                "taken": each.iri in taken,
            }
            for each in found
        ]


def _order(bearer: Bearer) -> tuple[int, str, str]:
    return bearer.order


def _taken(found: Sequence[Bearer]) -> frozenset[str]:
    """Return what a name means: all with that id or name; without any, all spelt most like it."""
    for hows in (("id", "name"), ("letters",), ("spelling",)):
        if some := frozenset(each.iri for each in found if each.how in hows):
            return some
    return frozenset()


def _how(name: str, asked: Sequence[Word], text: str) -> How | None:
    if equal(name, text):
        return "name"
    there = words(text)
    if [word.letters for word in asked] == [word.letters for word in there]:
        return "letters"
    if [word.spelling for word in asked] == [word.spelling for word in there]:
        return "spelling"
    within = {word.spelling for word in asked} <= {word.spelling for word in there}
    return "part" if within else None
