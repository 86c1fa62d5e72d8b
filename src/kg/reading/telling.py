"""Who makes a whole answer: a worker in one job, or this very process where there is no pool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from typing_extensions import override

from kg.catalogue import Catalogue
from kg.errors import StoreError, StoreUnreachableError
from kg.model.past import AsOf
from kg.reading.aside import at_once
from kg.reading.collection import Collection
from kg.reading.told import Call, Told
from kg.search.asking import DirectSearch, Searcher
from kg.store.direct import DirectStore
from kg.store.evaluation import Evaluator
from kg.store.location import Shown

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from kg.model.answers import Answer
    from kg.pool.frames import JsonObject
    from kg.pool.pool import Pool
    from kg.pool.serving import Emit
    from kg.store.base import Limits
    from kg.store.location import Location

_MAY_HAVE_MOVED: Final = (StoreError, StoreUnreachableError)
_WHERE: Final = ("shown", "base", "queries", "as_of")


class Teller(Protocol):
    """Something that makes whole answers."""

    async def tell(self, call: Call) -> Told:
        """Return the answer to a call of a verb of `Collection`; it raises what the verb does."""
        ...


class LocalTeller(Teller):
    """Makes answers in this process, for stores elsewhere."""

    def __init__(self, collection: Collection) -> None:
        """Ask `collection`."""
        self._collection = collection

    @override
    async def tell(self, call: Call) -> Told:
        """Ask, and write the answer."""
        return Told.of(await call.made(self._collection))


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms workers read: the folders of queries, the base, the moment, the limits."""

    queries: Sequence[Path]
    base: str
    limits: Limits
    as_of: AsOf | None = None

    def as_json(self) -> JsonObject:
        """Return what a worker needs of it."""
        return {
            "queries": [str(folder) for folder in self.queries],
            "base": self.base,
            "as_of": self.as_of and self.as_of.model_dump(mode="json"),
        }


class PooledTeller(Teller):
    """Has a worker make the answer from whatever generation is shown at that moment."""

    def __init__(self, pool: Pool, location: Location, terms: Terms) -> None:
        """Ask through `pool`, which stays the caller's to close."""
        self._pool = pool
        self._location = location
        self._limits = terms.limits
        self._terms = terms.as_json()

    @override
    async def tell(self, call: Call) -> Told:
        """Have it made; this process only carries bytes."""
        asked = call.as_json() | self._terms
        while True:
            shown = self._location.current()
            try:
                return await self._told(asked, shown)
            except StoreError as error:
                # The generation may have been removed between looking and opening.
                if type(error) not in _MAY_HAVE_MOVED or self._location.current() == shown:
                    raise

    async def _told(self, asked: JsonObject, shown: Shown) -> Told:
        where = {"kind": shown.kind, "path": str(shown.path), "revision": shown.revision}
        reply = await self._pool.run(
            "tell",
            asked | {"shown": where},
            seconds=self._limits.seconds,
            max_bytes=self._limits.bytes,
        )
        return Told(reply.body, reply.header["revision"], reply.header["next"])


class Telling:
    """The worker's half: the verbs over one generation, nothing between them and the files."""

    def __init__(self, evaluator: Evaluator, searcher: Searcher) -> None:
        """Read through what the worker keeps open already."""
        self._evaluator = evaluator
        self._searcher = searcher
        self._catalogues: dict[tuple[str, ...], Catalogue] = {}
        self._read: tuple[JsonObject, Collection] | None = None

    def tell(self, payload: JsonObject, emit: Emit) -> JsonObject:
        """Make the answer to the call in the payload and emit its JSON."""
        collection = self._collection({name: payload[name] for name in _WHERE})
        made = Call.from_json(payload).made(collection)
        told = Told.of(at_once(cast("Coroutine[Any, Any, Answer]", made)))
        emit(told.body)
        return {"revision": told.revision, "next": told.next}

    def _collection(self, where: JsonObject) -> Collection:
        """Return what reads there; the next answer is mostly from the same place."""
        if self._read is None or self._read[0] != where:
            self._read = where, self._opened(where)
        return self._read[1]

    def _opened(self, where: JsonObject) -> Collection:
        place = where["shown"]
        shown = Shown(place["kind"], Path(place["path"]), place["revision"])
        base, moment = where["base"], where["as_of"]
        return Collection(
            DirectStore(self._evaluator, shown, base),
            DirectSearch(self._searcher, shown),
            self._catalogue(where["queries"], base),
            base,
            AsOf.model_validate(moment) if moment else None,
        )

    def _catalogue(self, folders: Sequence[str], base: str) -> Catalogue:
        key = (base, *folders)
        if key not in self._catalogues:
            self._catalogues = {key: Catalogue.as_asked([Path(each) for each in folders], base)}
        return self._catalogues[key]
