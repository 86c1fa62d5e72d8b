"""The shipped ontology and vocabularies as RDF."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pyoxigraph as ox

from kg.assets import directory
from kg.vocab import PREFIXES

FILES = ("claim-provenance.ttl", "vocabularies.ttl", "alignments.ttl")


def triples() -> Iterator[ox.Triple]:
    """Yield every triple of the ontology, its value lists and its alignments."""
    folder = directory("ontology")
    for name in FILES:
        for quad in ox.parse(path=str(folder / name), format=ox.RdfFormat.TURTLE):
            yield quad.triple


@lru_cache(maxsize=8)
def document(media_type: str) -> bytes:
    """Return the ontology in an RDF format.

    Raises:
        ValueError: the media type names no RDF format.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise ValueError(f"{media_type} is no RDF format")
    prefixes = None if form is ox.RdfFormat.N_TRIPLES else dict(PREFIXES)
    return ox.serialize(triples(), format=form, prefixes=prefixes) or b""
