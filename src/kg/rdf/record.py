"""A record as quads: each triple in one graph, no blank nodes, nothing claimed as a fact.

How a version came about is told in the terms of PROV-O: an event of the ledger generated it. What
the event was, and who wrote it, is told by `kg.rdf.change`: that outlives the version.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pyoxigraph import NamedNode, Quad

from kg.rdf.ids import Iris
from kg.rdf.reference import COMMENT, LABEL, claim_facts, reference_facts
from kg.rdf.saying import Saying
from kg.rdf.terms import (
    Facts,
    Node,
    decimal,
    given,
    in_graph,
    instant,
    iri,
    text,
    typed,
    value,
    whole,
)
from kg.records.resolved import ResolvedRecord
from kg.vocab import CP, DCTERMS, PROV


def quads(
    record: ResolvedRecord,
    iris: Iris,
    *,
    version: int,
    recorded_at: datetime,
    event: int,
    supersedes: str | None = None,
) -> Iterator[Quad]:
    """Yield the quads of a version of a record, each once, those of its own graph last.

    The record's own quads are in the graph `iris.record(record.record, version)`. Those in
    `iris.graph("reference")` and `iris.graph("claims")` other records may yield as well, letter
    for letter; they may only be removed when no record yields them any more.

    Args:
        record: what was read.
        iris: where IRIs are minted.
        version: counts the versions of this record from 1.
        recorded_at: when the ledger took it, with a time zone; written in UTC.
        event: the number of the ledger's event that took it.
        supersedes: the IRI of the graph of the version before.
    """
    graph = iris.record(record.record, version)
    saying = Saying(record, iris, graph)
    shared = iris.graph("reference"), iris.graph("claims"), iris.graph("judgements")
    yield from in_graph(shared[0], reference_facts(record, iris))
    yield from in_graph(shared[1], claim_facts(record, iris))
    yield from in_graph(shared[2], _judgements(record, iris, saying, graph))
    head = _head(record, iris, graph, version)
    head.add(PROV + "generatedAtTime", instant(recorded_at)).add(
        CP.supersedes, given(iri, supersedes)
    )
    head.add(PROV + "wasGeneratedBy", iris.event(event))
    yield from in_graph(graph, head.facts())
    taking = Node(iris.event(event)).add(PROV + "used", iris.snapshot(record.snapshot.sha16))
    yield from in_graph(graph, taking.facts())
    yield from in_graph(graph, saying.facts())


def _head(record: ResolvedRecord, iris: Iris, graph: NamedNode, version: int) -> Node:
    node = Node(graph, CP.Record).add(LABEL, text(record.record)).add(CP.version, whole(version))
    node.add(CP.ofSnapshot, iris.snapshot(record.snapshot.sha16))
    node.add(PROV + "wasAttributedTo", iris.annotator(record.annotator))
    node.add(DCTERMS + "license", given(iri, record.license))
    return node.add(CP.invented, typed("true", "boolean") if record.invented else None)


def _judgements(record: ResolvedRecord, iris: Iris, saying: Saying, graph: NamedNode) -> Facts:
    for one in record.judgements:
        node = Node(iris.judgement(one.id), CP.Judgement).add(CP.relation, value(one.relation))
        node.add(CP.judges, saying.local(one.judges)).add(CP.against, saying.local(one.against))
        node.add(PROV + "wasAttributedTo", iris.annotator(one.by))
        node.add(PROV + "generatedAtTime", typed(one.at, "dateTime"))
        node.add(CP.confidence, given(decimal, one.confidence))
        node.add(COMMENT, given(text, one.reason)).add(CP.recordedIn, graph)
        yield from node.facts()
