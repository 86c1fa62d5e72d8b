"""Everything readers see, as one RDF document."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from pyoxigraph import RdfFormat, Store

from kg.collection.generations import current_generation
from kg.collection.layout import Layout, read_format
from kg.errors import DataError
from kg.vocab import PREFIXES


def export(directory: Path, form: str, output: IO[bytes]) -> None:
    """Write the current generation, streamed; a load that happens meanwhile is not in it.

    Args:
        directory: a data directory.
        form: `nq` or `trig`.
        output: where to write.

    Raises:
        DataError: it is no data directory, nothing is published, or the format has no graphs.
    """
    known = RdfFormat.from_extension(form)
    if known is None or not known.supports_datasets:
        raise DataError(f"“{form}” cannot keep the graphs apart", hint="write nq or trig")
    layout = Layout(directory)
    read_format(layout)
    generation = current_generation(layout)
    if generation is None:
        raise DataError("nothing has been published here", where=str(directory), hint="kg load")
    store = Store.read_only(str(generation.store))
    prefixes = dict(PREFIXES) if known is RdfFormat.TRIG else None
    store.dump(output, known, prefixes=prefixes)
