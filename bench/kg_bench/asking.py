"""The same look-ups asked of our index, of our REST interface and of `oxigraph serve`, in turns."""

from __future__ import annotations

import asyncio
import http.client
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final, TypeAlias
from urllib.parse import urlencode

from kg.collection.opening import open_service
from kg.search.asking import PooledSearch
from kg.search.levelling import level
from kg.settings import Settings
from kg.store.location import Generations
from kg_bench.servers import HOST, Server
from kg_bench.systems import racing

Json: TypeAlias = dict[str, Any]

SYSTEMS: Final = ("index", "REST", "SPARQL")
KINDS: Final = ("quote", "text", "near", "speaker")
_PREFIXES: Final = (
    "PREFIX cp: <https://w3id.org/claim-provenance#> PREFIX oa: <http://www.w3.org/ns/oa#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)
_SAID: Final = (
    "SELECT DISTINCT ?claim WHERE {{ ?a cp:claim ?claim ; cp:anchor/oa:hasSelector/oa:exact ?said "
    "{filters} }} ORDER BY STR(?claim) LIMIT 20"
)
_BY: Final = (
    "SELECT DISTINCT ?claim WHERE {{ ?who rdfs:label ?name "
    "FILTER(LCASE(STR(?name)) = LCASE({name})) "
    "?a cp:speaker ?who ; cp:claim ?claim }} ORDER BY STR(?claim) LIMIT 20"
)


@dataclass(frozen=True, slots=True)
class Question:
    """One look-up, as each system is asked it."""

    kind: str
    value: str
    ask: Json
    sparql: str


@dataclass(slots=True)
class Times:
    """Milliseconds by kind and system."""

    taken: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def add(self, kind: str, system: str, seconds: float) -> None:
        """Keep one time."""
        self.taken.setdefault((kind, system), []).append(seconds * 1000)

    def number(self, kind: str, system: str) -> int:
        """Return how many answers there were."""
        return len(self.taken[kind, system])

    def quantile(self, kind: str, system: str, share: float) -> float:
        """Return the time that this share of the answers did not exceed."""
        ranked = sorted(self.taken[kind, system])
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def questions(asked: Sequence[Json], seed: int = 1) -> list[Question]:
    """Return four look-ups for each quotation: a part of it, two words, likeness, the speaker."""
    random = Random(seed)
    return [question for each in asked for question in _of(each, random)]


def race(data: Path, asked: Sequence[Question], every: int = 1) -> Times:
    """Ask the systems in turns, and return how long each answer took.

    Args:
        data: the directory that was filled.
        asked: the questions, those of all kinds mixed.
        every: `oxigraph serve` is asked one group of all kinds in so many only, as it takes seconds
            for each.
    """
    times = Times()
    with racing(data) as servers:
        asyncio.run(_race(data, asked, servers, times, every))
    return times


async def _race(
    data: Path, asked: Sequence[Question], servers: dict[str, Server], times: Times, every: int
) -> None:
    ours, theirs = (_asker(servers[name]) for name in ("ours", "oxigraph"))
    async with open_service(Settings(store=str(data / "kg"))) as service:
        if service.pool is None:
            raise RuntimeError("a data directory has workers")
        search = PooledSearch(service.pool, Generations(data / "kg"))
        for number, one in enumerate(asked):
            begun = time.perf_counter()
            await search.ask(one.ask)
            times.add(one.kind, "index", time.perf_counter() - begun)
            rest = f"/api/v1/lookup?{urlencode({one.kind: one.value})}"
            times.add(one.kind, "REST", ours(rest, "application/json"))
            if number // len(KINDS) % every:
                continue
            query = f"{servers['oxigraph'].sparql}?{urlencode({'query': one.sparql})}"
            times.add(one.kind, "SPARQL", theirs(query, "application/sparql-results+json"))


def _asker(server: Server) -> Callable[[str, str], float]:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=300)

    def ask(path: str, accept: str) -> float:
        connection.close()  # a server hangs up while another takes long
        connection.connect()
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Accept": accept})
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{server.name} answered {answer.status} to {path}")
        return time.perf_counter() - begun

    return ask


def _of(asked: Json, random: Random) -> list[Question]:
    words = asked["quote"].rstrip(".").split()
    part, two = " ".join(words[1:]), random.sample(words[-3:], 2)
    like = " ".join(word for word in words if word != random.choice(words))
    name = asked["speaker"]
    by_name = {"kind": "speaker", "name": name, "nouns": ["speaker"], "iris": [], "limit": 20}
    return [
        Question("quote", part, {"ask": "by-quote", "words": part, "limit": 20}, _has([part])),
        Question("text", " ".join(two), {"ask": "by-text", "words": two, "limit": 20}, _has(two)),
        Question("near", like, {"ask": "near", "text": like}, _has(words[-2:])),
        Question("speaker", name, {"ask": "by-name", **by_name}, _by(name)),
    ]


def _has(words: Sequence[str]) -> str:
    filters = " ".join(
        f"FILTER(CONTAINS(LCASE(STR(?said)), {_text(level(word))}))" for word in words
    )
    return _PREFIXES + _SAID.format(filters=filters)


def _by(name: str) -> str:
    return _PREFIXES + _BY.format(name=_text(name))


def _text(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
