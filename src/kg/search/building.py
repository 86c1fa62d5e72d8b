"""The index of a store that has no ledger of ours: read from its own answers, page by page.

The same rows that explain an answer make its index. The endpoint may change meanwhile, and the
index does not follow it: build it again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from kg.catalogue import Catalogue
from kg.errors import IncompleteAnswerError
from kg.search.facts import Facts
from kg.search.index import Index
from kg.search.naming import kind_of
from kg.search.stated import stated
from kg.store.base import Store

LISTED: Final = 1000
"""IRIs asked for at once."""

EXPLAINED: Final = 100
"""Things whose facts are asked for at once."""

_OWN: Final = frozenset({"place", "thing", "relation"})
"""What has no list of its own: it is described with the claims that name it."""


async def build_index(path: Path, store: Store, catalogue: Catalogue) -> None:
    """Write the index of everything in `store` to `path`, which appears when it is complete.

    Raises:
        StoreError: the store did not answer, or not in full.
        LimitError: an answer was too large or too slow.
    """
    working = path.with_name(path.name + ".building")
    working.unlink(missing_ok=True)
    with closing(Index.open(working)) as index:
        for noun in ("attribution", "claim", "speaker", "source"):
            async for iris, facts in _explained(noun, store, catalogue):
                index.add("", facts, {}, _described(noun, iris, facts))
        index.commit(None)
        index.copy_to(path.with_name(path.name + ".complete"))
    for leftover in path.parent.glob(f"{working.name}*"):
        leftover.unlink()
    path.with_name(path.name + ".complete").replace(path)


async def _explained(
    noun: str, store: Store, catalogue: Catalogue
) -> AsyncIterator[tuple[Sequence[str], Facts]]:
    async for page in _pages(noun, store, catalogue):
        for start in range(0, len(page), EXPLAINED):
            iris = page[start : start + EXPLAINED]
            text = catalogue[f"{noun}s/facts"].bind({noun: iris})
            yield iris, (await stated(store, text))[0]


async def _pages(noun: str, store: Store, catalogue: Catalogue) -> AsyncIterator[list[str]]:
    """Yield the IRIs of all things of a noun, by keyset.

    Raises:
        IncompleteAnswerError: the store gives pages that do not go forward.
    """
    last = ""
    while True:
        place = {"after": last} if last else {}
        text = catalogue[f"{noun}s/list"].bind({**place, "limit": str(LISTED)})
        page = [row[noun].value for row in await store.select(text)]
        if page != sorted(set(page)) or (page and page[0] <= last):
            raise IncompleteAnswerError(f"the pages of {noun}s overlap or are out of order")
        if page:
            yield page
        if len(page) < LISTED:
            return
        last = page[-1]


def _described(noun: str, iris: Sequence[str], facts: Facts) -> Iterator[str]:
    """Yield what these facts describe in full."""
    if noun != "attribution":
        yield from iris
    if noun == "claim":
        yield from (iri for iri in facts.things() if kind_of(iri) in _OWN)
