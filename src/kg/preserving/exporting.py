"""Everything readers see, as one RDF document."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from pyoxigraph import RdfFormat, Store

from kg.errors import DataError, StoreError, StoreUnreachableError
from kg.keeping.engine import ENGINE_FAULTS
from kg.keeping.generations import current_generation
from kg.keeping.layout import Layout, read_format
from kg.vocab import PREFIXES


def export(directory: Path, form: str, output: IO[bytes]) -> int:
    """Write the current generation, every graph of it, and return its revision.

    It is streamed, so its size does not matter; a load that happens meanwhile is not in it.

    Args:
        directory: a data directory.
        form: `nq` or `trig`.
        output: where to write.

    Raises:
        DataError: it is no data directory, or the format cannot keep the graphs apart.
        StoreUnreachableError: nothing was published there yet.
        StoreError: the store is damaged.
    """
    known = RdfFormat.from_extension(form)
    if known is None or not known.supports_datasets:
        raise DataError(f"“{form}” cannot keep the graphs apart", hint="write nq or trig")
    layout = Layout(directory)
    read_format(layout)
    generation = current_generation(layout)
    if generation is None:
        raise StoreUnreachableError(
            "Nothing is published here yet", where=str(directory), hint="load a record first"
        )
    prefixes = dict(PREFIXES) if known == RdfFormat.TRIG else None
    _opened(generation.store).dump(output, known, prefixes=prefixes)
    return generation.facts.revision


def _opened(path: Path) -> Store:
    try:
        return Store.read_only(str(path))
    except ENGINE_FAULTS as error:
        raise StoreError(
            f"The store cannot be opened: {error}",
            where=str(path),
            hint="make it again: kg rebuild",
        ) from error
