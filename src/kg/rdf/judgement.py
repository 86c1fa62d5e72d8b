"""A judgement that was given by itself, as quads; in the same shape as those of records.

An event of the ledger generated it, in place of a record that holds it. Who wrote the event is told
by `kg.rdf.change`, and who judges here: the two may differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Quad

from kg.judgements import Judgement
from kg.rdf.ids import Iris
from kg.rdf.reference import COMMENT, annotator_facts
from kg.rdf.terms import Node, decimal, given, in_graph, text, typed, value
from kg.records.definitions import AnnotatorDef
from kg.vocab import CP, PROV


def quads(judgement: Judgement, iris: Iris, *, event: int) -> Iterator[Quad]:
    """Yield the quads of a judgement, each once.

    Those in `iris.graph("reference")` records may yield as well, letter for letter.

    Args:
        judgement: what was given.
        iris: where IRIs are minted.
        event: the number of the ledger's event that took it.
    """
    by = AnnotatorDef.model_validate(judgement.by.model_dump())
    yield from in_graph(iris.graph("reference"), annotator_facts(by, iris))
    node = Node(iris.judgement(judgement.id), CP.Judgement)
    node.add(CP.relation, value(judgement.relation))
    node.add(CP.judges, iris.of(judgement.judges)).add(CP.against, iris.of(judgement.against))
    node.add(PROV + "wasAttributedTo", iris.annotator(judgement.by.id))
    node.add(PROV + "generatedAtTime", typed(judgement.at, "dateTime"))
    node.add(CP.confidence, given(decimal, judgement.confidence))
    node.add(COMMENT, text(judgement.reason))
    node.add(PROV + "wasGeneratedBy", iris.event(event))
    yield from in_graph(iris.graph("judgements"), node.facts())
