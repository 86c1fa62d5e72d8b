"""What a SPARQL endpoint says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.vocab import RDF

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "N-Triples", "Turtle", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip


def description(endpoint: str, media_type: str, *, union: bool) -> bytes:
    """Return the description of a read-only endpoint as an RDF document.

    Args:
        endpoint: its full address.
        media_type: one of the RDF media types, such as `text/turtle`.
        union: whether the default graph is the union of all named graphs.

    Raises:
        ValueError: the media type names no RDF format.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise ValueError(f"{media_type} is no RDF format")
    written = ox.serialize(_triples(endpoint, union=union), format=form, prefixes={"sd": SD})
    return written if written is not None else b""


def _triples(endpoint: str, *, union: bool) -> Iterable[ox.Triple]:
    service = ox.NamedNode(f"{endpoint}#service")
    dataset = ox.NamedNode(f"{endpoint}#dataset")
    graph = ox.NamedNode(f"{endpoint}#default-graph")
    yield ox.Triple(service, _rdf("type"), _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), ox.NamedNode(endpoint))
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in RESULT_FORMATS:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(FORMATS + name))
    if union:
        yield ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _rdf("type"), _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), graph)
    yield ox.Triple(graph, _rdf("type"), _sd("Graph"))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)


def _rdf(name: str) -> ox.NamedNode:
    return ox.NamedNode(RDF + name)
