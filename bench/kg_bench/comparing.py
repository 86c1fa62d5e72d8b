"""Whether two systems gave the same answer, looked at before anything is timed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

from kg.vocab import XSD

Json: TypeAlias = dict[str, Any]
Row: TypeAlias = dict[str, Json]
Check: TypeAlias = Callable[[Json, list[Row]], str | None]
"""From a REST answer and SPARQL rows to what differs, None where nothing does."""

RESULTS: Final = "application/sparql-results+json"
_ASK_AS_ROW: Final = "__ASK_RETVAL"
"""What Virtuoso 7 calls the answer to an ASK: a row for true, none for false."""
_PRINTED: Final = frozenset({"iri", "exact", "verbatim", "edtf", "cue", "mention", "quote"})


def rows(body: bytes) -> list[Row]:
    """Return the rows of SPARQL results in JSON; an ASK has one row.

    Raises:
        ValueError: the body is not whole (some servers break off and still say 200).
    """
    document = json.loads(body)
    if "boolean" in document:
        return [_truth(document["boolean"])]
    found: list[Row] = document["results"]["bindings"]
    return [_truth(bool(found))] if document["head"].get("vars") == [_ASK_AS_ROW] else found


def same_rows(ours: list[Row], theirs: list[Row]) -> str | None:
    """Return how two sets of rows differ; their order does not count."""
    one, other = Counter(map(_term_key, ours)), Counter(map(_term_key, theirs))
    if one == other:
        return None
    return f"{len(ours)} rows and {len(theirs)}, {(one & other).total()} of them the same"


def nothing(_rest: Json, _rows: list[Row]) -> str | None:
    """Compare nothing: there is only one answer."""
    return None


def listed(column: str) -> Check:
    """Return the check that a page lists the very things of a column, in the same order."""

    def check(rest: Json, found: list[Row]) -> str | None:
        ours = [item.get(column, item)["iri"] if column == "claim" else item["iri"]
                for item in rest["items"]]  # fmt: skip
        theirs = [row[column]["value"] for row in found]
        return None if ours == theirs else f"{len(ours)} and {len(theirs)} things listed"

    return check


def mentioned(rest: Json, found: list[Row]) -> str | None:
    """Check that every IRI, quotation and date of the REST answer stands in the rows."""
    there = {term["value"] for row in found for term in row.values()}
    missing = sorted(set(_printed(rest)) - there)
    return f"REST also has {', '.join(missing[:3])}" if missing else None


def positioned(rest: Json, found: list[Row]) -> str | None:
    """Check that each claim of a page has the attributions of its rows, and no others."""
    theirs: dict[str, set[str]] = {}
    for row in found:
        theirs.setdefault(row["claim"]["value"], set()).add(row["attribution"]["value"])
    for item in rest["items"]:
        claim, positions = item["claim"]["iri"], item["positions"]
        shown = {one["attribution"]["iri"] for one in positions["items"]}
        there = theirs.get(claim, set())
        if missing := sorted(shown - there):
            return f"REST also has {', '.join(missing[:3])}"
        if len(there) != len(shown) + positions["omitted"]:
            return f"another number of attributions of {claim}"
    if rest["next"] is None and len(theirs) != len(rest["items"]):
        return f"{len(rest['items'])} and {len(theirs)} claims"
    return None


def tallied(rest: Json, found: list[Row]) -> str | None:
    """Check that the facets have the same counts."""
    theirs: dict[str, Counter[str]] = {}
    for row in found:
        value = row["value"]["value"].rpartition("#")[2].rpartition("/")[2]
        counts = theirs.setdefault(row["facet"]["value"], Counter())
        counts[value] = int(row["count"]["value"])
    for facet, counts in theirs.items():
        shown = {one["value"]: one["count"] for one in rest["facets"][facet]["values"]}
        if any(counts[value] != count for value, count in shown.items()):
            return f"another count in {facet}"
        if len(counts) != len(shown) + rest["facets"][facet]["others"]:
            return f"other values in {facet}"
    return None


def _truth(answer: bool) -> Row:  # noqa: FBT001  (it is the value, not an option)
    return {"answer": {"type": "literal", "value": str(answer)}}


def _term_key(row: Row) -> frozenset[tuple[str, ...]]:
    return frozenset((name, *_spelled(term)) for name, term in row.items())


def _spelled(term: Json) -> tuple[str, ...]:
    """Return a term as all spell it: Virtuoso writes 1 and 0 for the two booleans."""
    datatype = term.get("datatype", "").removeprefix(XSD + "string")
    value = term["value"]
    if datatype == XSD + "boolean":
        value = {"1": "true", "0": "false"}.get(value, value)
    kind = "uri" if term["type"] == "uri" else "literal"
    return kind, value, term.get("xml:lang", "").lower(), datatype


def _printed(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in _PRINTED and isinstance(inner, str):
                yield inner
            else:
                yield from _printed(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _printed(inner)
