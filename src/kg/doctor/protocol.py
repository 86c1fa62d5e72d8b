"""How an endpoint keeps to SPARQL 1.1 Protocol and to the formats of answers."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from kg.doctor.finding import Finding, Verdict
from kg.errors import KgError
from kg.store.base import GraphFormat
from kg.store.wholeness import ACCEPT_GRAPH, write_whole_graph

if TYPE_CHECKING:
    from kg.doctor.asking import Patient

_AS_ROW: Final = b"__ASK_RETVAL"


def ask(patient: Patient) -> Finding:
    """Look at how the answer to an ASK is written."""
    reply = patient.ask("nothing")
    if reply.truth() is not True:
        return Finding(
            "ASK", Verdict.HARMFUL, reply.complaint, "is the address that of the endpoint itself?"
        )
    if reply.fetched and _AS_ROW in reply.fetched.body:
        return Finding(
            "ASK", Verdict.HANDLED, "the answer is a row of a SELECT", "read as a truth value"
        )
    return Finding("ASK", Verdict.RIGHT, "true is true")


def graphs(patient: Patient) -> Finding:
    """Look at whether a CONSTRUCT comes in a format whose end can be seen."""
    if not patient.sample:
        return unseen("CONSTRUCT")
    reply = patient.ask("one-statement-graph", accept=ACCEPT_GRAPH)
    try:
        if reply.fetched is not None:
            write_whole_graph(reply.fetched, GraphFormat.NTRIPLES, lambda _: None)
            return Finding("CONSTRUCT", Verdict.RIGHT, "a whole graph in RDF/XML")
        why = reply.complaint
    except KgError as error:
        why = error.detail
    return Finding(
        "CONSTRUCT", Verdict.HARMFUL, why, "graphs are refused: no other format shows where it ends"
    )


def head(patient: Patient) -> Finding:
    """Look at HEAD, which proxies and monitors send."""
    status = patient.head()
    if status == HTTPStatus.OK:
        return Finding("HEAD", Verdict.RIGHT, "200")
    seen = "no answer" if status is None else str(status)
    return Finding("HEAD", Verdict.HANDLED, seen, "we send GET and POST; let monitors do so, too")


def update(patient: Patient) -> Finding:
    """Look at whether anybody may write there: an update is sent that changes nothing."""
    status = patient.update()
    if status is None:
        return Finding(
            "update", Verdict.UNKNOWN, "no answer", "make sure that readers cannot write"
        )
    if status < HTTPStatus.BAD_REQUEST:
        return Finding(
            "update",
            Verdict.BEWARE,
            f"{status} for an update without a password",
            "whoever reaches this address can change what it holds: close it to all but its owner",
        )
    return Finding("update", Verdict.RIGHT, f"refused with {status}")


def unseen(probe: str) -> Finding:
    """Return that a probe needs a statement and none was there."""
    return Finding(
        probe, Verdict.UNKNOWN, "no named graph holds a statement", "load something and ask again"
    )
