"""Which graphs an endpoint looks into when it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.doctor.finding import Finding, Verdict
from kg.doctor.protocol import unseen
from kg.store.base import Dataset

if TYPE_CHECKING:
    from kg.doctor.asking import Patient

_NOWHERE: Final = "urn:x-claim-provenance:no-graph"


def union_default_graph(patient: Patient) -> Finding:
    """Look at whether the default graph has what the named graphs have: chains cross them."""
    name = "union default graph"
    if not patient.sample:
        return unseen(name)
    reply = patient.ask("statement")
    match reply.truth():
        case True:
            return Finding(name, Verdict.RIGHT, "the default graph has what a named graph has")
        case False:
            return Finding(
                name,
                Verdict.HARMFUL,
                "what a named graph has is not in the default graph",
                "our queries find nothing: let the default graph be the union of all graphs "
                "(oxigraph: --union-default-graph; Fuseki: tdb2:unionDefaultGraph)",
            )
    return Finding(name, Verdict.UNKNOWN, reply.complaint, "ask again")


def from_clause(patient: Patient) -> Finding:
    """Look at whether FROM chooses the graphs that are looked into."""
    if not patient.sample:
        return unseen("FROM")
    answers = (patient.ask("from-its-graph").truth(), patient.ask("from-no-graph").truth())
    if answers == (True, False):
        return Finding("FROM", Verdict.RIGHT, "only the graph named is looked into")
    seen = "FROM is ignored" if answers == (True, True) else f"answers {_told(answers)}"
    return Finding(
        "FROM",
        Verdict.BEWARE,
        seen,
        "no query of ours has FROM; name graphs by GRAPH, or beside the query where that works",
    )


def dataset_parameters(patient: Patient) -> Finding:
    """Look at whether graphs named beside the query are those looked into (Protocol 2.1.4)."""
    name = "default-graph-uri, named-graph-uri"
    if not patient.sample:
        return unseen(name)
    here = patient.sample["graph"]
    answers = tuple(
        patient.ask(question, dataset).truth()
        for question, dataset in (
            ("statement", Dataset(default_graphs=(here,))),
            ("statement", Dataset(default_graphs=(_NOWHERE,))),
            ("in-some-graph", Dataset(named_graphs=(here,))),
            ("in-some-graph", Dataset(named_graphs=(_NOWHERE,))),
        )
    )
    if answers == (True, False, True, False):
        return Finding(name, Verdict.RIGHT, "only the graphs named are looked into")
    return Finding(
        name,
        Verdict.BEWARE,
        f"answers {_told(answers)} where yes, no, yes, no is right",
        "no query of ours names graphs there; name yours by GRAPH",
    )


def collection(patient: Patient) -> Finding:
    """Look at whether there is anything of ours."""
    reply = patient.ask("collection")
    match reply.truth():
        case True:
            return Finding("collection", Verdict.RIGHT, "holds attributions")
        case False:
            return Finding(
                "collection",
                Verdict.HARMFUL,
                "the default graph holds no attribution",
                "load one: kg export, and the endpoint's own loader",
            )
    return Finding("collection", Verdict.UNKNOWN, reply.complaint, "ask again")


def _told(answers: tuple[bool | None, ...]) -> str:
    words = {True: "yes", False: "no", None: "nothing that can be read"}
    return ", ".join(words[answer] for answer in answers)
