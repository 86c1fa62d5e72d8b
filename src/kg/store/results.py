"""SPARQL results in JSON, read strictly: what is not exactly that is no answer.

SPARQL 1.1 Query Results JSON Format, sections 3 and 4. Virtuoso's `typed-literal` is accepted.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NoReturn

from kg.errors import IncompleteAnswerError
from kg.model.facts import Fact, Value
from kg.model.terms import XSD_STRING, Blank, Iri, Literal, Term
from kg.store.base import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping


_ASK_AS_ROW: Final = "__ASK_RETVAL"
_TERM_KEYS: Final = frozenset({"type", "value", "xml:lang", "datatype"})


def read_rows(body: bytes, revision: int | None = None, *, foreign: bool = False) -> Rows:
    """Return the rows of a SELECT; in a `foreign` body no name may stand twice.

    Raises:
        IncompleteAnswerError: it is not a whole answer to a SELECT.
    """
    whole = _whole(body, foreign=foreign)
    variables = _get(_get(whole, "head", dict), "vars", list)
    if not all(isinstance(name, str) for name in variables):
        _wrong("names of variables", variables)
    bindings = _get(_get(whole, "results", dict), "bindings", list)
    known = frozenset(variables)
    return Rows(tuple(variables), [_row(binding, known) for binding in bindings], revision)


def read_facts(body: bytes) -> list[Fact]:
    """Return what a SELECT of `thing`, `property` and `value` found.

    Less is looked at than by `read_rows`: a trace has thousands of terms, and making an object of
    each takes several times as long as finding them.

    Raises:
        IncompleteAnswerError: the answer is not whole, or has other columns.
    """
    try:
        return list(map(_fact, json.loads(body)["results"]["bindings"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise IncompleteAnswerError(f"The answer is not whole: {error!r}") from error


def _fact(row: Mapping[str, Mapping[str, str]]) -> Fact:
    value = row["value"]
    found = Value(value["value"], value.get("xml:lang", "").lower(), value["type"] == "uri")
    return Fact(row["thing"]["value"], row["property"]["value"], found)


def read_boolean(body: bytes, *, foreign: bool = False) -> bool:
    """Return the answer to an ASK; in a `foreign` body no name may stand twice.

    Virtuoso 7 writes it as a SELECT of one variable: a row for true, none for false.

    Raises:
        IncompleteAnswerError: it is not a whole answer to an ASK.
    """
    whole = _whole(body, foreign=foreign)
    if foreign and _get(whole, "head", dict).get("vars") == [_ASK_AS_ROW]:
        return _as_row(read_rows(body, foreign=True))
    answer: bool = _get(whole, "boolean", bool)
    return answer


def _as_row(rows: Rows) -> bool:
    match rows.rows:
        case []:
            return False
        case [{"__ASK_RETVAL": Literal("1")}]:
            return True
    return _wrong("one row that says 1, or none", [*rows])


def write_json(rows: Rows) -> bytes:
    """Return rows as SPARQL JSON, with blank nodes labelled b0, b1 ... and `literal` throughout."""
    labels: dict[str, str] = {}
    bindings = [{name: _written(term, labels) for name, term in row.items()} for row in rows]
    whole = {"head": {"vars": rows.variables}, "results": {"bindings": bindings}}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def write_boolean(answer: bool) -> bytes:  # noqa: FBT001  (it is the value, not an option)
    """Return a truth value as SPARQL JSON."""
    return b'{"head":{},"boolean":%s}' % (b"true" if answer else b"false")


def _whole(body: bytes, *, foreign: bool) -> dict[str, Any]:
    try:
        whole = json.loads(body, object_pairs_hook=_once if foreign else None)
    except (ValueError, RecursionError) as error:
        raise IncompleteAnswerError(f"The answer is not whole: {error}") from error
    if not isinstance(whole, dict):
        _wrong("an object", whole)
    return whole


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in an object")
    return found


def _get(value: Mapping[str, Any], name: str, kind: type) -> Any:  # noqa: ANN401  (JSON is Any)
    found = value.get(name)
    if not isinstance(found, kind):
        _wrong(f"“{name}”", found)
    return found


def _row(binding: object, known: frozenset[str]) -> dict[str, Term]:
    if not isinstance(binding, dict) or not binding.keys() <= known:
        _wrong("a row of the variables in its head", binding)
    return {name: _term(value) for name, value in binding.items()}


def _term(value: object) -> Term:
    if not isinstance(value, dict) or not value.keys() <= _TERM_KEYS:
        _wrong("an RDF term", value)
    match value:
        case {"type": "uri", "value": str(text)}:
            return _iri(text)
        case {"type": "literal", "value": str(text), "xml:lang": str(language)}:
            return Literal(text, language=language)
        case {"type": "literal" | "typed-literal", "value": str(text)}:
            return Literal(text, str(value.get("datatype", XSD_STRING)))
        case {"type": "bnode", "value": str(label)}:
            return Blank(label)
    return _wrong("an RDF term", value)


def _iri(text: str) -> Iri:
    try:
        return Iri(text)
    except ValueError as error:
        raise IncompleteAnswerError(f"The answer is not valid: {error}") from error


def _written(term: Term, labels: dict[str, str]) -> dict[str, str]:
    match term:
        case Iri(value):
            return {"type": "uri", "value": value}
        case Blank(label):
            return {"type": "bnode", "value": labels.setdefault(label, f"b{len(labels)}")}
        case Literal(value, _, language) if language is not None:
            return {"type": "literal", "value": value, "xml:lang": language}
        case Literal(value, datatype) if datatype != XSD_STRING:
            return {"type": "literal", "value": value, "datatype": datatype}
        case Literal(value):
            return {"type": "literal", "value": value}


def _wrong(what: str, found: object) -> NoReturn:
    shown = json.dumps(found, ensure_ascii=False, default=str)[:80]
    raise IncompleteAnswerError(f"The answer has {shown} where {what} should be")
