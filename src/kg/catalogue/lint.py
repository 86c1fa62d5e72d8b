"""What every `.rq` file must keep to, checked by machine.

The rules come from measured differences between engines: a LIMIT under an order that is not
total, a COUNT that counts a triple once per graph, a cast that invents a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import QuerySolutions, Store

from kg.catalogue.algebra import faults
from kg.catalogue.catalogue import queries_in
from kg.catalogue.finding import Finding
from kg.catalogue.parameter import Parameter
from kg.catalogue.query import Query, Value
from kg.catalogue.reading import Reading
from kg.errors import DataError, UsageError
from kg.vocab import CLASSES, PREFIXES, PROPERTIES

_REFUSED: Final[Mapping[str, str]] = {
    "OFFSET": "pages are cut by key, since deep offsets fail on some engines",
    "GRAPH": "queries are written for the union of all graphs",
    "FROM": "queries are written for the union of all graphs",
    "SERVICE": "queries ask one store",
    "REDUCED": "its answer differs from engine to engine",
    "SAMPLE": "its answer differs from engine to engine",
    "GROUP_CONCAT": "its order differs from engine to engine; give one row per value",
    "NOW": "the same question has the same answer",
    "RAND": "the same question has the same answer",
    "UUID": "the same question has the same answer",
    "STRUUID": "the same question has the same answer",
    "BNODE": "the same question has the same answer",
}
_DATE_TYPES: Final = ("date", "dateTime", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")


def lint_directories(directories: Sequence[Path], base: str) -> list[Finding]:
    """Return every finding about every `.rq` file under the folders, unreadable ones included."""
    findings: list[Finding] = []
    for directory in directories:
        for path, load in queries_in(directory, base):
            try:
                findings += lint(load())
            except DataError as error:
                findings.append(Finding(str(path), "readable", str(error)))
    return findings


def lint(query: Query) -> list[Finding]:
    """Return what is wrong with the query; an empty list is what is wanted."""
    findings = [*_documentation(query), *_parameters(query), *_examples(query)]
    bound: list[str] = []
    for values in _samples(query):
        try:
            text = query.bind(values)
            _columns(text)
            bound.append(text)
        except (UsageError, SyntaxError) as error:
            shown = ", ".join(f"{name}={value}" for name, value in values.items()) or "nothing"
            findings.append(Finding(query.name, "binds", f"given {shown}: {error}"))
    for text in bound[-1:]:
        findings += _text(query, text)
    return findings


def _documentation(query: Query) -> Iterator[Finding]:
    if not query.summary.endswith("?") or "\n" in query.summary:
        yield Finding(query.name, "summary", "the summary is a question in one line")
    if not query.description.strip():
        yield Finding(query.name, "description", "nothing says how to read the answer")
    if query.form == "select" and not query.answers:
        yield Finding(query.name, "answers", "no column is explained")
    for name in query.example.keys() - query.parameters.keys():
        yield Finding(query.name, "example", f"the example gives “{name}”, which is no parameter")
    for name, parameter in query.parameters.items():
        if parameter.required and name not in query.example:
            yield Finding(query.name, "example", f"the example lacks “{name}”")


def _parameters(query: Query) -> Iterator[Finding]:
    conditions = query.template.conditions()
    used = {name for part in query.template.parts for name in part.names()}
    for name in query.parameters.keys() - used - {condition.name for condition in conditions}:
        yield Finding(query.name, "parameter-used", f"the query never uses “{name}”")
    for name, value in conditions:
        if name not in query.parameters:
            yield Finding(query.name, "condition", f"a line depends on “{name}”, no parameter")
        elif value is not None and value not in _choices(query, name):
            yield Finding(query.name, "condition", f"“{name}” is never “{value}”")


def _examples(query: Query) -> Iterator[Finding]:
    for parameter in query.parameters.values():
        try:
            parameter.terms(parameter.example, base=query.base)
        except UsageError as error:
            yield Finding(query.name, "example", str(error))


def _choices(query: Query, name: str) -> tuple[str, ...]:
    parameter = query.parameters[name]
    return ("true", "false") if parameter.type == "boolean" else parameter.values


def _samples(query: Query) -> Iterator[Mapping[str, Value]]:
    """Yield values to try: none of the optional ones, each alone, each choice, and all at once."""
    full = {name: _sample(query, each) for name, each in query.parameters.items()}
    least = {name: value for name, value in full.items() if query.parameters[name].required}
    yield least
    for name in full.keys() - least.keys():
        yield {**least, name: full[name]}
    for name in full:
        for choice in _choices(query, name):
            yield {**least, name: choice}
            yield {**full, name: choice}
    yield full


def _sample(query: Query, parameter: Parameter) -> Value:
    """Return a value to try; of what may be many, two, since a single one could go anywhere."""
    value = query.example.get(parameter.name, parameter.example)
    return (value, value) if parameter.takes_many and isinstance(value, str) else value


def _columns(text: str) -> list[str] | None:
    """Return the projection of a SELECT as an engine understands it; None for other forms."""
    answer = Store().query(text)  # of nothing at all: parsing is what is wanted
    if isinstance(answer, QuerySolutions):
        return [variable.value for variable in answer.variables]
    return None


def _text(query: Query, text: str) -> Iterator[Finding]:
    """Yield what is wrong with the query's text when everything optional is given."""
    reading = Reading.of(text)
    asks_where = "graph" in query.answers  # the graph itself is what such a query is about
    for word, why in _REFUSED.items():
        if reading.has(word) and not (word == "GRAPH" and asks_where):
            yield Finding(query.name, "portable", f"{word} is not used here: {why}")
    if reading.counts_repeats:
        yield Finding(query.name, "count-distinct", "COUNT is written COUNT(DISTINCT …)")
    for name in reading.calls():
        if name.partition(":")[2] in _DATE_TYPES:
            yield Finding(query.name, "no-date-casts", f"{name}() may invent parts of a date")
    for fault in faults(text):
        yield Finding(query.name, "portable", f"some engines answer wrongly: {fault}")
    yield from _terms(query, reading)
    if query.form == "select":
        yield from _select(query, reading, _columns(text) or [])


def _terms(query: Query, reading: Reading) -> Iterator[Finding]:
    declared, used = reading.prefixes(), list(reading.names())
    for prefix, namespace in declared.items():
        if PREFIXES.get(prefix, namespace) != namespace:
            yield Finding(query.name, "prefix", f"{prefix}: means {PREFIXES[prefix]} here")
        if prefix not in {name for name, _ in used}:
            yield Finding(query.name, "prefix", f"{prefix}: is declared and never used")
    for prefix, local in used:
        if prefix == "cp" and local not in CLASSES and local not in PROPERTIES:
            yield Finding(query.name, "known-terms", f"the ontology has no term cp:{local}")


def _select(query: Query, reading: Reading, columns: list[str]) -> Iterator[Finding]:
    if reading.selects_all:
        yield Finding(query.name, "columns", "SELECT names its columns; * has no stable order")
    elif list(query.answers) != columns:
        yield Finding(
            query.name,
            "answers",
            f"answers explains {', '.join(query.answers)}; the query gives {', '.join(columns)}",
        )
    grouped = reading.has("GROUP") or reading.has("COUNT")
    if not reading.is_distinct and not grouped:
        yield Finding(query.name, "distinct", "SELECT is written SELECT DISTINCT")
    if reading.limit_inside:
        yield Finding(query.name, "order", "a LIMIT inside a sub-select cuts an unknown order")
    if not query.key and (reading.has("GROUP") or not grouped):
        yield Finding(query.name, "key", "no `key:` says which columns identify a row")
    for column in query.key:
        if column not in columns:
            yield Finding(query.name, "key", f"the key “{column}” is no column")
        if column not in reading.order and (reading.order or reading.has("LIMIT")):
            yield Finding(query.name, "order", f"ORDER BY lacks “{column}”, so it is not total")
