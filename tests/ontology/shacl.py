"""Validation with pySHACL, made honest: an answer that is no report is an error, not a pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
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


def violations(data: Graph, shape: str | None = None) -> list[Violation]:
    """Return what the shapes (all of them unless one is named) find wrong with the data.

    pySHACL answers with a failure object instead of a graph where a shape itself is faulty.

    Raises:
        NoReportError: the validator gave no report.
    """
    shapes = file("shapes.ttl") if shape is None else part(shape)
    conforms, report, text = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if not isinstance(report, Graph):
        raise NoReportError(text)
    found = sorted(_results(report))
    if conforms == bool(found):
        raise NoReportError(f"conforms is {conforms}, with {len(found)} results")
    return found


@cache
def part(shape: str) -> Graph:
    """Return the statements of one shape, with all it refers to.

    pySHACL's own `use_shapes` passes over `sh:node` silently where its shape is not in the list.
    """
    whole, found, waiting = file("shapes.ttl"), Graph(), [CPS[shape]]
    while waiting:
        one = waiting.pop()
        for triple in set(whole.triples((one, None, None))) - set(found.triples((one, None, None))):
            found.add(triple)
            waiting.append(triple[2])
    return found


def _results(report: Graph) -> Iterable[Violation]:
    top = {one for node in report.subjects(RDF.type, SH.ValidationReport)
           for one in report.objects(node, SH.result)}  # fmt: skip
    for one in top:
        for message in report.objects(one, SH.resultMessage):
            yield Violation(str(report.value(one, SH.focusNode)), str(message))
