"""The index as its readers see it: keyset pages, names, counts and coverage."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from kg.model.facts import Fact, Value
from kg.search import things
from kg.search.attributions import dressed, named_in
from kg.search.condition import Condition, every
from kg.search.facts import Facts
from kg.search.naming import Json, Name, Names, id_of, language_ref, merged, speaker_ref
from kg.search.narrowing import conditions
from kg.search.packing import COLUMNS, unpacked
from kg.search.wording import Wording, named

_NAMED_BY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"claim": ("label",), "speaker": ("label", "alt"), "source": ("label", "title")}
)
_VIEWS: Final = MappingProxyType(
    {"claim": things.claim, "speaker": things.speaker, "source": things.source}
)
_REFS: Final = MappingProxyType(
    {"claim": language_ref, "speaker": speaker_ref, "source": language_ref}
)
_COUNTS: Final = ("attributions", "claims", "sources", "speakers", "invented")
MOST_COUNTED: Final = 10_000
"""Things of a list that are counted; of more it is only known that there are more."""
REMEMBERED: Final = 10_000
"""Things whose counts and names are kept: those of a speaker everybody quotes take a while."""

_ALL: Final = -1
"""As a limit of SQLite: none."""
_LISTED: Final = "IN (SELECT value FROM json_each(?))"


class Reader:
    """Reads one index, which nobody changes meanwhile."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read through this connection."""
        self._connection = connection
        self._wording = Wording(connection)
        self._counted: dict[str, Json] = {}
        self._called: dict[str, Name] = {}

    @property
    def revision(self) -> int | None:
        """The number of the last ledger event the index is built from."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
        return row[0] if row else None

    def attributions(self, filters: Json, after: str | None, limit: int) -> Json:
        """Return a page of attributions in the order of their IRIs, as `AttributionView` JSON."""
        where = every([*conditions(filters, self._wording), Condition("iri > ?", (after or "",))])
        cores = self._cores(where, limit + 1)
        return {"items": self._dressed(cores[:limit]), "more": len(cores) > limit}

    def those(self, iris: Iterable[str]) -> list[Json]:
        """Return these attributions as far as there are such, as `AttributionView` JSON."""
        wanted = sorted(set(iris))
        where = Condition(f"iri {_LISTED}", (json.dumps(wanted),))
        return self._dressed(self._cores(where, len(wanted)))

    def chains_of(self, claims: Iterable[str]) -> list[Json]:
        """Return all attributions of claims and every layer around them, as `those` does."""
        where = Condition(f"claim {_LISTED}", (json.dumps(sorted(set(claims))),))
        found = {core["iri"]: core for core in self._cores(where, _ALL)}
        new = found
        while around := {core["within"] for core in new.values()} - found.keys() - {None}:
            where = Condition(f"iri {_LISTED}", (json.dumps(sorted(around)),))
            new = {core["iri"]: core for core in self._cores(where, _ALL)}
            found |= new
        return self._dressed([found[iri] for iri in sorted(found)])

    def things(self, noun: str, words: str | None, after: str | None, limit: int) -> Json:
        """Return a page of claims, speakers or sources in the order of their IRIs."""
        where = _listed(noun, words, after or "")
        found = self._connection.execute(
            f"SELECT DISTINCT iri FROM description WHERE {where.sql} ORDER BY iri LIMIT ?",
            (*where.values, limit + 1),
        ).fetchall()
        shown = [iri for (iri,) in found[:limit]]
        return {"items": self._views(noun, shown), "more": len(found) > limit}

    def total(self, noun: str, words: str | None) -> int | None:
        """Return how many claims, speakers or sources such a list holds; None for very many."""
        where = _listed(noun, words, "")
        within = f"SELECT DISTINCT iri FROM description WHERE {where.sql} LIMIT ?"
        (number,) = self._connection.execute(
            f"SELECT count(*) FROM ({within})", (*where.values, MOST_COUNTED + 1)
        ).fetchone()
        return None if number > MOST_COUNTED else int(number)

    def views(self, noun: str, iris: Iterable[str]) -> list[Json]:
        """Return these claims, speakers or sources, which there must be, as lists show them."""
        return self._views(noun, sorted(set(iris)))

    def names(self, iris: Iterable[str]) -> Names:
        """Return what these things are called; a thing nobody describes is called by its id."""
        wanted = set(iris)
        if new := wanted - self._called.keys():
            if len(self._called) > REMEMBERED:
                self._called.clear()
                new = wanted
            self._called |= self._names(new)
        return {iri: self._called[iri] for iri in wanted}

    def refs(self, noun: str, iris: Iterable[str]) -> Json:
        """Return what claims, speakers or sources are called, as `refs` by IRI.

        `there` has those of them that somebody describes; others are called by their ids.
        """
        wanted, ref = sorted(set(iris)), _REFS[noun]
        found = self._connection.execute(
            f"SELECT DISTINCT iri FROM description WHERE noun = ? AND iri {_LISTED} ORDER BY iri",
            (noun, json.dumps(wanted)),
        )
        refs = {iri: ref(name) for iri, name in self.names(wanted).items()}
        return {"refs": refs, "there": [iri for (iri,) in found]}

    def _names(self, iris: Iterable[str]) -> Names:
        wanted = sorted(iris)
        found: dict[str, list[Name]] = {}
        for iri, label, language, kind, held in self._connection.execute(
            f"SELECT iri, label, language, kind, held FROM description WHERE iri {_LISTED}",
            (json.dumps(wanted),),
        ):
            found.setdefault(iri, []).append(Name(iri, label, language, kind, bool(held)))
        return {
            iri: merged(found[iri]) if iri in found else Name(iri, id_of(iri)) for iri in wanted
        }

    def counts(self, noun: str, iris: Iterable[str]) -> dict[str, Json]:
        """Return the `Counts` JSON of each claim, speaker or source; each is counted once."""
        wanted = sorted(set(iris))
        if new := [iri for iri in wanted if iri not in self._counted]:
            if len(self._counted) > REMEMBERED:
                self._counted.clear()
                new = wanted
            self._counted |= self._count(noun, new)
        return {iri: self._counted[iri] for iri in wanted}

    def coverage(self) -> Json:
        """Return how much there is, as `search/coverage.rq` does."""
        nouns = dict(
            self._connection.execute(
                "SELECT noun, count(DISTINCT iri) FROM description GROUP BY noun"
            ).fetchall()
        )
        newest, invented = self._row("SELECT max(recorded_at), total(invented) FROM record")
        return {
            "sources": nouns.get("source", 0),
            "snapshots": self._row("SELECT count(*) FROM snapshot")[0],
            "claims": nouns.get("claim", 0),
            "attributions": self._row("SELECT count(*) FROM attribution")[0],
            "speakers": nouns.get("speaker", 0),
            "newest": newest,
            "invented": int(invented),
        }

    def text(self, snapshot: str) -> str | None:
        """Return the text of a snapshot, None where it is not kept here."""
        row = self._row("SELECT text FROM snapshot WHERE iri = ?", snapshot)
        return row[0] if row else None

    def _cores(self, where: Condition, limit: int) -> list[Json]:
        return [
            unpacked(columns, exact, body)
            for *columns, exact, body in self._connection.execute(
                f"SELECT {', '.join(COLUMNS)}, exact, body FROM attribution "
                f"WHERE {where.sql} ORDER BY iri LIMIT ?",
                (*where.values, limit),
            )
        ]

    def _dressed(self, cores: list[Json]) -> list[Json]:
        names = self.names(iri for core in cores for iri in named_in(core))
        return [dressed(core, names) for core in cores]

    def _count(self, noun: str, iris: list[str]) -> dict[str, Json]:
        found = dict.fromkeys(iris, (0, 0, 0, 0, 0))
        for iri, *numbers in self._connection.execute(
            f"SELECT {noun}, count(*), count(DISTINCT claim), count(DISTINCT source), "
            f"count(DISTINCT speaker), sum(invented) FROM attribution WHERE {noun} {_LISTED} "
            f"GROUP BY {noun}",
            (json.dumps(iris),),
        ):
            found[iri] = tuple(numbers)
        return {iri: dict(zip(_COUNTS, numbers, strict=True)) for iri, numbers in found.items()}

    def _views(self, noun: str, iris: list[str]) -> list[Json]:
        facts = Facts(self._described(iris))
        names = self.names([*iris, *facts.named()])
        counts, view = self.counts(noun, iris), _VIEWS[noun]
        return [view(facts, iri, names) | {"counts": counts[iri]} for iri in iris]

    def _described(self, iris: list[str]) -> Iterator[Fact]:
        for (body,) in self._connection.execute(
            f"SELECT body FROM description WHERE iri {_LISTED}",
            (json.dumps(iris),),
        ):
            for thing, name, *value in json.loads(body):
                yield Fact(thing, name, Value(*value))

    def _row(self, statement: str, *values: object) -> tuple[Any, ...]:
        return self._connection.execute(statement, values).fetchone() or ()


def _listed(noun: str, words: str | None, after: str) -> Condition:
    place = Condition("noun = ? AND iri > ?", (noun, after))
    if not words:
        return place
    named_so = named((noun,), _NAMED_BY[noun], words)
    return every([place, Condition(f"iri IN ({named_so.sql})", named_so.values)])
