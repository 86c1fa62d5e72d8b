"""Rows of (graph, subject, predicate, object) as an RDF document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.model.terms import Blank, Iri, Literal, Term
from kg.vocab import PREFIXES

Row = Mapping[str, Term]


def serialise(rows: Iterable[Row], media_type: str) -> bytes:
    """Return rows as a document; formats without graphs leave the graph's name out.

    Args:
        rows: each with `subject`, `predicate`, `object`, and `graph` where it is known.
        media_type: one of the RDF media types the engine writes, such as `text/turtle`.

    Raises:
        ValueError: the media type names no RDF format.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise ValueError(f"{media_type} is no RDF format")
    quads = list(_quads(rows))
    statements = quads if form.supports_datasets else [quad.triple for quad in quads]
    written = ox.serialize(statements, format=form, prefixes=_used(form))
    return written if written is not None else b""


def _used(form: ox.RdfFormat) -> dict[str, str] | None:
    return None if form in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES) else dict(PREFIXES)


def _quads(rows: Iterable[Row]) -> Iterator[ox.Quad]:
    for row in rows:
        graph = row.get("graph")
        yield ox.Quad(
            _node(row["subject"]),
            _iri(row["predicate"]),
            _term(row["object"]),
            ox.DefaultGraph() if graph is None else _iri(graph),
        )


def _iri(term: Term) -> ox.NamedNode:
    return ox.NamedNode(term.value)


def _node(term: Term) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(term.value) if isinstance(term, Blank) else _iri(term)


def _term(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(term.value, language=term.language)
        return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))
    return _node(term) if isinstance(term, Iri | Blank) else term
