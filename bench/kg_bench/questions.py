"""What the systems are asked: the product's questions, and the same in SPARQL.

The SPARQL is that of the catalogue, terms bound: what the REST answer itself names as the query
that gives the same rows. Where REST does more or less than that, `unequal` says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any, Final, TypeAlias
from urllib.parse import quote, urlencode

from kg import assets
from kg.catalogue import Catalogue
from kg_bench.comparing import Check, listed, mentioned, nothing, positioned, tallied
from kg_bench.dates import FIRST

Json: TypeAlias = dict[str, Any]
Values: TypeAlias = Mapping[str, str | Sequence[str]]

ASKED: Final = 40
"""How many different requests take turns: fewer than the 128 rdflib-endpoint keeps parsed."""

FRESH: Final = 2000
"""How many do where nothing may be remembered from the time before."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: the path of our REST interface, and the SPARQL for everybody."""

    rest: str | None
    sparql: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its requests; `unequal` says where REST and SPARQL are not equal work.

    `cached` tells whether a client that has the answer already is measured as well (304).
    """

    name: str
    asks: Sequence[Ask]
    check: Check = nothing
    unequal: str = ""
    cached: bool = False


class Questions:
    """The questions about one generated collection."""

    def __init__(self, sample: Json) -> None:
        """Ask about what `sample.json` names."""
        self._sample = sample
        self._catalogue = Catalogue.load([assets.directory("queries")], sample["base"])
        self._speakers = [name for name in sample["speakers"] if "." not in name][:ASKED]
        self._claims: list[str] = sample["claims"][:ASKED]

    def all(self) -> Iterator[Question]:
        """Yield them in the order of the report."""
        yield Question("nothing (/healthz)", [Ask("/healthz", None)])
        yield Question("ASK {}", [Ask(None, "ASK {}")])
        yield from self._single()
        yield self.list()
        yield self._tuned_list()
        yield self._facets()
        yield from self._by_words()
        yield from self._catalogued()

    def list(self) -> Question:
        """Return the filtered list page: a speaker's attributions since a day."""
        return Question(
            "list page: speaker, said_from",
            [
                self._both("attributions", "attributions/list", since(name, n % 10))
                for n, name in enumerate(self._speakers)
            ],
            listed("attribution"),
            "REST gives 20 whole attributions with their names, and six facets it remembers; "
            "SPARQL gives 20 IRIs",
        )

    def _tuned_list(self) -> Question:
        asks = [
            Ask(
                self._path("attributions", values),
                _fitted(_LIST, f"{self._sample['base']}speaker/{name}", values["said_from"]),
            )
            for n, name in enumerate(self._speakers)
            for values in [since(name, n % 10)]
        ]
        told = "the SPARQL is written by hand for Oxigraph's planner, not from the catalogue"
        return Question("list page, tuned SPARQL", asks, listed("attribution"), told)

    def _single(self) -> Iterator[Question]:
        yield Question(
            "one attribution",
            [
                self._one(f"attributions/{one}", "attributions/facts", {"attribution": one})
                for one in self._sample["attributions"][:ASKED]
            ],
            mentioned,
            cached=True,
        )
        yield Question(
            "one claim with its facts",
            [self._one(f"claims/{one}", "claims/facts", {"claim": one}) for one in self._claims],
            mentioned,
            "REST counts attributions, sources and speakers as well",
            cached=True,
        )
        yield Question(
            "trace of a claim",
            [
                self._one(f"claims/{one}/trace", "attributions/facts", {"chain_of": one})
                for one in self._claims
            ],
            mentioned,
            "REST follows cited works into their own records, and finds the origins",
            cached=True,
        )

    def _facets(self) -> Question:
        asks = [
            Ask(
                self._path("attributions", {**values, "limit": "1"}),
                _fitted(_FACETS, f"{self._sample['base']}speaker/{name}", values["said_from"]),
            )
            for n in range(FRESH)
            for name in [self._speakers[n % len(self._speakers)]]
            for values in [since(name, n)]
        ]
        told = "the SPARQL is written for this: the catalogue has no query for all facets at once"
        return Question("facets, each filter new", asks, tallied, told)

    def _by_words(self) -> Iterator[Question]:
        random = Random("words")
        pairs = [" ".join(random.sample(_inner(text), 2)) for text in self._sample["texts"][:ASKED]]
        yield Question(
            "claims that have two words",
            [self._both("claims", "claims/list", {"q": _middle(text)})
             for text in self._sample["texts"][:ASKED]],
            listed("claim"),
            "REST gives whole claims with counts, SPARQL their IRIs",
        )  # fmt: skip
        yield Question(
            "look-up by text",
            [
                Ask(
                    self._path("lookup", {"text": words}),
                    self._bound("lookups/by-text", {"text": words.split(" ")}),
                )
                for words in pairs
            ],
            listed("claim"),
            "REST gives for each hit first known, trace, hedges, contradictions and attributions; "
            "SPARQL gives the claims' IRIs",
        )

    def _catalogued(self) -> Iterator[Question]:
        yield self._timeline()
        yield self._sparql_only("all of a speaker (by-speaker)", "attributions/by-speaker")
        yield self._sparql_only("denials of a speaker", "attributions/denials")
        text = self._bound("attributions/by-act-counts", {})
        yield Question("acts counted over everything", [Ask(None, text)])

    def _timeline(self) -> Question:
        return Question(
            "timeline: positions of a speaker",
            [
                self._one(f"speakers/{one}/positions", "speakers/positions", {"speaker": one})
                for one in self._speakers
            ],
            positioned,
            "REST gives the first 20 claims with hedges, turns and related claims; "
            "SPARQL gives all rows of the speaker",
        )

    def _sparql_only(self, name: str, query: str) -> Question:
        asks = [Ask(None, self._bound(query, {"speaker": one})) for one in self._speakers]
        return Question(name, asks)

    def _both(self, noun: str, query: str, values: Values) -> Ask:
        return Ask(self._path(noun, values), self._bound(query, values))

    def _one(self, path: str, query: str, values: Values) -> Ask:
        return Ask(f"/api/v1/{quote(path)}", self._bound(query, values))

    def _path(self, noun: str, values: Values) -> str:
        return f"/api/v1/{noun}?{urlencode(values, doseq=True)}"

    def _bound(self, query: str, values: Values) -> str:
        return self._catalogue[query].bind(values)


def since(speaker: str, number: int) -> dict[str, str]:
    """Return the filters of a list page; each number gives another day."""
    return {"speaker": speaker, "said_from": str(FIRST + timedelta(days=number))}


def _inner(text: str) -> list[str]:
    """Return the words of a claim's text without the names at its ends."""
    return text.split(" ")[2:-1]


def _middle(text: str) -> str:
    words = _inner(text)
    return " ".join(words[len(words) // 2 - 1 :][:2])


def _fitted(text: str, speaker: str, day: str) -> str:
    return text.replace("SPEAKER", f"<{speaker}>").replace("DAY", f'"{day}"^^xsd:date')


_LIST: Final = """PREFIX cp: <https://w3id.org/claim-provenance#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?attribution
WHERE {
  ?attribution cp:speaker SPEAKER .
  OPTIONAL { ?attribution cp:said ?said . ?said cp:latest ?latest }
  FILTER(!BOUND(?latest) || ?latest >= DAY)
}
ORDER BY STR(?attribution)
LIMIT 20"""

_FACETS: Final = """PREFIX cp: <https://w3id.org/claim-provenance#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?facet ?value (COUNT(DISTINCT ?attribution) AS ?count)
WHERE {
  {
    SELECT DISTINCT ?attribution
    WHERE {
      ?attribution cp:speaker SPEAKER .
      OPTIONAL { ?attribution cp:said ?said . ?said cp:latest ?latest }
      FILTER(!BOUND(?latest) || ?latest >= DAY)
    }
  }
  { ?attribution cp:inSource ?value . BIND("source" AS ?facet) }
  UNION { ?attribution cp:act ?value . BIND("act" AS ?facet) }
  UNION { ?attribution cp:stance ?value . BIND("stance" AS ?facet) }
  UNION { ?attribution cp:speakerBasis ?value . BIND("basis" AS ?facet) }
  UNION {
    ?attribution cp:inSource ?source . ?source dcterms:language ?value . BIND("lang" AS ?facet)
  }
}
GROUP BY ?facet ?value"""
