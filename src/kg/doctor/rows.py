"""Whether all rows come, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.doctor.finding import Finding, Verdict
from kg.model.terms import Literal

if TYPE_CHECKING:
    from kg.doctor.asking import Patient

_MANY: Final = (("twenty-thousand-rows", 20_000), ("two-hundred-thousand-rows", 200_000))
_CAPPED: Final = "X-SPARQL-MaxRows"
_DEEP: Final = [("2", "0", "0", "0", "0"), ("2", "0", "0", "0", "1"), ("2", "0", "0", "0", "2")]
_ORDERED: Final = ["B", "Z", "a", "é", "я"]


def all_rows(patient: Patient) -> Finding:
    """Look for a cap on rows, and at whether the endpoint says so when it cuts."""
    name = "all rows"
    for question, number in _MANY:
        reply = patient.ask(question)
        rows = reply.rows()
        if reply.fetched is None:
            return Finding(
                name,
                Verdict.HANDLED,
                f"{number:,} rows are refused: {reply.complaint}",
                "an answer that large is told as an error, never as a short answer",
            )
        if rows is None:
            return _cut(name, f"{number:,} rows break off with status 200", told=True)
        if len(rows) < number:
            told = reply.header(_CAPPED) is not None
            return _cut(name, f"{len(rows):,} of {number:,} rows come with status 200", told=told)
    return Finding(name, Verdict.RIGHT, f"{_MANY[-1][1]:,} rows of as many")


def _cut(name: str, seen: str, *, told: bool) -> Finding:
    if told:
        return Finding(
            name, Verdict.HANDLED, seen, "it can be seen, so the answer is refused as incomplete"
        )
    return Finding(
        name,
        Verdict.HARMFUL,
        f"{seen}, and nothing says so",
        "long lists cannot be told from whole ones: lift the cap",
    )


def deep_pages(patient: Patient) -> Finding:
    """Look at ORDER BY with a large OFFSET."""
    reply = patient.ask("deep-page")
    rows = reply.rows()
    names = "abcde"
    found = [tuple(_text(row.get(name)) for name in names) for row in rows or ()]
    if found == _DEEP:
        return Finding("deep pages", Verdict.RIGHT, "rows 20,001 to 20,003 are those in order")
    seen = reply.complaint if rows is None else "other rows than the order demands"
    return Finding(
        "deep pages", Verdict.HANDLED, seen, "our pages go on from the last row and need no OFFSET"
    )


def text_order(patient: Patient) -> Finding:
    """Look at the order of texts, which SPARQL leaves open beyond that of XPath."""
    rows = patient.ask("text-order").rows()
    found = [_text(row.get("text")) for row in rows or ()]
    if found == _ORDERED:
        return Finding("order of texts", Verdict.RIGHT, "by code points")
    seen = ", ".join(found) or "no rows"
    return Finding(
        "order of texts", Verdict.BEWARE, seen, "lists sorted by a text may stand otherwise here"
    )


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal) else ""
