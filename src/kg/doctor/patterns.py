"""Graph patterns that some engines refuse or answer wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.doctor.finding import Finding, Verdict
from kg.doctor.protocol import unseen

if TYPE_CHECKING:
    from kg.doctor.asking import Patient


def free_ends(patient: Patient) -> Finding:
    """Look at a path of which neither end is known."""
    reply = patient.ask("path-free-ends")
    if reply.truth() is False:
        return Finding("path with both ends free", Verdict.RIGHT, "answered")
    return Finding(
        "path with both ends free",
        Verdict.HANDLED,
        reply.complaint if reply.truth() is None else "finds what is not there",
        "every path of ours starts from something known",
    )


def from_values(patient: Patient) -> Finding:
    """Look at a path that starts from VALUES."""
    reply = patient.ask("path-from-values")
    rows = reply.rows()
    if rows is not None and len(rows) == 0:
        return Finding("path from VALUES", Verdict.RIGHT, "answered")
    return Finding(
        "path from VALUES",
        Verdict.HANDLED,
        reply.complaint if rows is None else "finds what is not there",
        "we write the start into the path itself",
    )


def optional_alternatives(patient: Patient) -> Finding:
    """Look at OPTIONAL with a FILTER of alternatives about a variable from outside it."""
    name = "OPTIONAL with alternatives"
    if not patient.sample:
        return unseen(name)
    reply = patient.ask("optional-alternatives")
    rows = reply.rows()
    if rows and all("found" in row for row in rows):
        return Finding(name, Verdict.RIGHT, "the optional part is found")
    seen = reply.complaint if rows is None else "the optional part is left out, silently"
    return Finding(name, Verdict.HANDLED, seen, "our queries have none; write UNION in yours")
