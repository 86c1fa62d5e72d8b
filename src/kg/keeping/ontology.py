"""The ontology in the graph: terms, value lists and alignments can be asked about like data.

The shapes stay out: they are for checking records, and say nothing about the terms.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from kg import assets
from kg.rdf.ontology import FILES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Literal, Triple


class Ontology:
    """The ontology's files, as they are now; `digest` is their common SHA-256."""

    def __init__(self, directory: Path | None = None) -> None:
        """Read the files of a folder: the shipped one unless another is given."""
        folder = directory or assets.directory("ontology")
        self._content = [(name, (folder / name).read_bytes()) for name in FILES]
        self.digest = hashlib.sha256(b"\0".join(text for _, text in self._content)).hexdigest()

    def quads(self, graph: NamedNode) -> Iterator[Quad]:
        """Yield the statements, in one graph; the same files always give the same quads."""
        for name, content in self._content:
            named = _Naming(f"{graph.value}#{name.removesuffix('.ttl')}-")
            for found in parse(content, RdfFormat.TURTLE, base_iri=graph.value):
                subject, value = named(found.subject), named(found.object)
                if isinstance(subject, NamedNode):
                    yield Quad(subject, found.predicate, value, graph)


class _Naming:
    """Gives blank nodes names, in the order of their appearance: no blank node is stored."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._names: dict[BlankNode, NamedNode] = {}

    def __call__(
        self, term: NamedNode | BlankNode | Literal | Triple
    ) -> NamedNode | Literal | Triple:
        if not isinstance(term, BlankNode):
            return term
        name = NamedNode(f"{self._prefix}{len(self._names) + 1}")
        return self._names.setdefault(term, name)
