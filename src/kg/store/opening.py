"""From what a user names to a store: a directory, or an address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreUnreachableError

if TYPE_CHECKING:
    from kg.store.base import Store


async def open_store(
    name: str, *, workers: int = 2, union_default_graph: bool = True, base: str | None = None
) -> Store:
    """Open a data directory, or the endpoint at an ``http(s)://`` address.

    Args:
        name: what the user calls the store.
        workers: processes that evaluate queries of a data directory.
        union_default_graph: whether all graphs of a data directory together are its default graph;
            of an endpoint that is the endpoint's own setting.
        base: what relative IRIs in queries to a data directory are resolved by.

    Raises:
        StoreUnreachableError: there is no collection in the directory. An endpoint is not asked
            before the first question.
    """
    if name.startswith(("http://", "https://")):
        from kg.store.remote import RemoteStore  # takes 0.3 s to import, for its HTTP client

        return RemoteStore(name)
    directory = Path(name)
    if not any((directory / file).exists() for file in ("current", "format.json")):
        raise StoreUnreachableError(
            "There is no collection here", where=name, hint="load records first: kg load FILE"
        )
    from kg.store.embedded import EmbeddedStore

    return await EmbeddedStore.open(
        directory, workers=workers, union_default_graph=union_default_graph, base=base
    )
