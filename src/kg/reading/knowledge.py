"""The two places answers come from, asked in the same words: documented queries and the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.catalogue import Catalogue
from kg.model.past import AsOf
from kg.reading.asked import one
from kg.search.asking import Search
from kg.search.facts import Facts
from kg.search.naming import Json
from kg.store.base import Rows, Store


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A store, an index of the same records, and the queries that explain both."""

    store: Store
    search: Search
    catalogue: Catalogue
    base: str
    as_of: AsOf | None = None
    """Which moment both show; None for the present."""

    async def rows(self, query: str, values: Mapping[str, str | Sequence[str]]) -> Rows:
        """Return the rows of a catalogue query."""
        return await self.store.select(self.catalogue[query].bind(values))

    async def facts(
        self, query: str, values: Mapping[str, str | Sequence[str]]
    ) -> tuple[Facts, int | None]:
        """Return what a `facts.rq` query states, and the revision it shows."""
        found = await self.store.facts(self.catalogue[query].bind(values))
        return Facts(found.facts), found.revision

    async def find(self, ask: str, **given: Any) -> tuple[Json, int | None]:  # noqa: ANN401
        """Return what the index answers, and the revision it shows."""
        answer = await self.search.ask({"ask": ask, **given})
        return answer, answer["revision"]

    def iri(self, noun: str, given: str) -> str:
        """Return the IRI of the claim, speaker ... with an id.

        Raises:
            UnknownThingError: no id looks like that.
        """
        return one(self.catalogue, self.base, noun, given)

    def short(self, noun: str, iri: str) -> str:
        """Return the id by which links name a thing; the IRI of what is not under our base."""
        return iri.removeprefix(f"{self.base}{noun}/")
