"""What becomes of literals on their way through an endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.doctor.finding import Finding, Verdict
from kg.model.terms import Literal

if TYPE_CHECKING:
    from kg.doctor.asking import Patient

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_WRITTEN: Final = {
    "integer": "01",
    "decimal": "1.50",
    "instant": "2021-03-25T00:00:00+00:00",
    "truth": "true",
}


def forms(patient: Patient) -> Finding:
    """Look at which literals come back in another form of the same value."""
    reply = patient.ask("literal-forms")
    rows = reply.rows()
    if not rows:
        return Finding("forms of literals", Verdict.UNKNOWN, reply.complaint, "ask again")
    found = {name: _text(rows.rows[0].get(name)) for name in _WRITTEN}
    changed = [f"{old} as {found[name]}" for name, old in _WRITTEN.items() if found[name] != old]
    if not changed:
        return Finding("forms of literals", Verdict.RIGHT, "come back as they were written")
    return Finding(
        "forms of literals",
        Verdict.HANDLED,
        "; ".join(changed),
        "numbers and instants are compared by value; quotations and dates are kept as texts",
    )


def partial_dates(patient: Patient) -> Finding:
    """Look at whether a year stays one, or is made a day."""
    rows = patient.ask("partial-date").rows()
    year = rows.rows[0].get("year") if rows else None
    if year == Literal("2018", f"{_XSD}gYear"):
        return Finding("partial dates", Verdict.RIGHT, "a year stays a year")
    seen = f"the year 2018 becomes {_text(year)}" if year else "no year comes back"
    return Finding(
        "partial dates", Verdict.HANDLED, seen, "our dates are EDTF texts with bounds, never cast"
    )


def typed(patient: Patient) -> Finding:
    """Look at how SPARQL JSON names a literal with a datatype."""
    fetched = patient.ask("literal-forms").fetched
    if fetched is not None and b"typed-literal" in fetched.body:
        return Finding("typed literals", Verdict.HANDLED, "“typed-literal”", "read as “literal”")
    return Finding("typed literals", Verdict.RIGHT, "“literal”")


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal) else "nothing"
