"""Taking the whole collection home, as RDF."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Literal, TypeAlias

from pyoxigraph import RdfFormat, Store

from kg.collection.generations import current_generation
from kg.collection.layout import Layout, read_format
from kg.errors import StoreError, StoreUnreachableError
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

ExportFormat: TypeAlias = Literal["nquads", "trig"]


def export(directory: Path, output: IO[bytes], form: ExportFormat = "nquads") -> int:
    """Write what readers see now, every graph of it, and return its revision.

    It is written quad by quad, so its size does not matter. A writer may go on meanwhile.

    Raises:
        DataError: it is no data directory.
        StoreUnreachableError: nothing was published there yet.
        StoreError: the store is damaged.
    """
    read_format(Layout(directory))
    generation = current_generation(Layout(directory))
    if generation is None:
        raise StoreUnreachableError(
            "Nothing is published here yet", where=str(directory), hint="load a record first"
        )
    try:
        store = Store.read_only(str(generation.store))
    except OSError as error:
        raise StoreError(
            f"The store cannot be opened: {error}",
            where=str(generation.store),
            hint="make it again: kg rebuild",
        ) from error
    if form == "trig":
        store.dump(output, RdfFormat.TRIG, prefixes=PREFIXES)
    else:
        store.dump(output, RdfFormat.N_QUADS)
    return generation.facts.revision
