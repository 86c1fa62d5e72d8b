"""Validation with pySHACL, made honest: an answer that is no report is an error, not a pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyshacl
from rdflib import RDF, Graph, Namespace

from ontology.graphs import file

if TYPE_CHECKING:
    from collections.abc import Iterable

SH = Namespace("http://www.w3.org/ns/shacl#")
CPS = Namespace("https://w3id.org/claim-provenance/shapes#")


class NoReportError(Exception):
    """The validator failed; nothing is known about the data."""


@dataclass(frozen=True, order=True)
class Violation:
    """One result: what is wrong, and at which node."""

    focus: str
    message: str


def violations(data: Graph, *shapes: str) -> list[Violation]:
    """Return what the shapes (all of them unless some are named) find wrong with the data.

    pySHACL answers with a failure object instead of a graph where a shape itself is faulty. And it
    passes over `sh:node` silently where the shape named there is not among those to be run.

    Raises:
        NoReportError: the validator gave no report.
    """
    only = [*(str(CPS[name]) for name in shapes), *_without_target()] if shapes else None
    conforms, report, text = pyshacl.validate(
        data, shacl_graph=file("shapes.ttl"), inplace=True, use_shapes=only
    )
    if not isinstance(report, Graph):
        raise NoReportError(text)
    found = sorted(_results(report))
    if conforms == bool(found):
        raise NoReportError(f"conforms is {conforms}, with {len(found)} results")
    return found


def _without_target() -> Iterable[str]:
    graph = file("shapes.ttl")
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        if not any(str(link).startswith(f"{SH}target") for link in graph.predicates(shape)):
            yield str(shape)


def _results(report: Graph) -> Iterable[Violation]:
    top = {one for node in report.subjects(RDF.type, SH.ValidationReport)
           for one in report.objects(node, SH.result)}  # fmt: skip
    for one in top:
        for message in report.objects(one, SH.resultMessage):
            yield Violation(str(report.value(one, SH.focusNode)), str(message))
