"""The worker's half of the embedded store: evaluate one query over one immutable generation."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)

from kg.errors import (
    BadParameterError,
    BadQueryError,
    StoreError,
    StoreUnreachableError,
)
from kg.model.facts import Fact, Value
from kg.store.base import GraphFormat, ResultFormat, wanted
from kg.store.diagnosis import explain
from kg.store.guard import Admitted, admit
from kg.store.lexer import position, tokens
from kg.store.output import write_graph, write_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.pool.frames import JsonObject
    from kg.pool.serving import Emit

T = TypeVar("T")

_Identity: TypeAlias = tuple[str, int, int]
_Result: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples

_COLUMNS: Final = ["thing", "property", "value"]
_UNKNOWN_FUNCTION: Final = re.compile(r"The custom function <(.*)> is not supported")


class Evaluator:
    """Evaluates queries, and keeps the last store open: the next query is for the same one."""

    def __init__(self) -> None:
        """Begin with no store open."""
        self._opened: _Identity | None = None
        self._store = Store()

    def query(self, payload: JsonObject, emit: Emit) -> JsonObject:
        """Evaluate a query and emit its answer; return its form and media type.

        The payload holds `store` (`kind`, `path`), `query`, `rows` and `graph` (the media types
        wanted, or null), `union` (whether all graphs together are the default graph),
        `default_graphs`, `named_graphs`, `base`, and `max_rows` (or null).

        Raises:
            BadQueryError: the text is not a query, or asks for what is refused or unknown.
            BadParameterError: the dataset names a graph by what is no IRI.
            NotAcceptableError: no format is wanted for the form the query has.
            SizeLimitError: there are more than `max_rows` rows.
            StoreUnreachableError: there is no such generation, or none any more.
            StoreError: the generation cannot be read.
        """
        return self._answered(payload, lambda result: _write(result, payload, emit))

    def facts(self, payload: JsonObject) -> list[Fact]:
        """Evaluate a SELECT of `thing`, `property` and `value`, and return what it finds.

        It raises what `query` does, and BadQueryError where it is another question.
        """
        return self._answered(payload, _facts)

    def _answered(self, payload: JsonObject, use: Callable[[_Result], T]) -> T:
        admitted = admit(payload["query"])
        store = self._open(payload["store"]["kind"], payload["store"]["path"])
        try:
            return use(_evaluate(store, admitted, payload))
        except SyntaxError:
            raise explain(payload["query"], payload["base"]) from None
        except RuntimeError as error:
            raise _not_evaluated(payload["query"], error) from error
        except OSError as error:
            raise StoreError(f"The store cannot be read: {error}") from error

    def _open(self, kind: str, path: str) -> Store:
        try:
            status = os.stat(path)  # noqa: PTH116  (on every query)
            # The name alone is not enough: a directory may be thrown away and made anew.
            identity = (path, status.st_ino, status.st_mtime_ns)
            if self._opened != identity:
                self._opened = None
                self._store = _loaded(path) if kind == "memory" else Store.read_only(path)
                self._opened = identity
        except (OSError, SyntaxError) as error:
            raise StoreUnreachableError(
                f"The generation cannot be opened: {error}", where=path
            ) from error
        return self._store


def _loaded(path: str) -> Store:
    store = Store()
    store.bulk_load(path=path, format=RdfFormat.N_QUADS)
    return store


def _evaluate(store: Store, admitted: Admitted, payload: JsonObject) -> _Result:
    if payload["default_graphs"] or payload["named_graphs"]:
        # SPARQL 1.1 Protocol 2.1.4: this dataset replaces FROM; what it does not name is empty.
        dataset: dict[str, Any] = {
            "default_graph": [_graph(iri) for iri in payload["default_graphs"]],
            "named_graphs": [_graph(iri) for iri in payload["named_graphs"]],
        }
    else:
        # The engine would let the union override FROM, so it only gets one of the two.
        union = payload["union"] and not admitted.names_dataset
        dataset = {"use_default_graph_as_union": union}
    return store.query(admitted.text, base_iri=payload["base"], **dataset)


def _graph(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise BadParameterError(
            f"“{iri}” is not an IRI",
            where="default-graph-uri, named-graph-uri",
            hint="name graphs by absolute IRIs",
        ) from error


def _write(result: _Result, payload: JsonObject, emit: Emit) -> JsonObject:
    if isinstance(result, QueryTriples):
        graph = wanted(payload["graph"], GraphFormat)
        write_graph(result, graph, emit)
        return {"form": "graph", "media_type": graph}
    rows = wanted(payload["rows"], ResultFormat)
    write_rows(result, rows, payload["max_rows"], emit)
    return {"form": "ask" if isinstance(result, QueryBoolean) else "select", "media_type": rows}


def _facts(result: _Result) -> list[Fact]:
    columns = result.variables if isinstance(result, QuerySolutions) else ()
    if not isinstance(result, QuerySolutions) or [each.value for each in columns] != _COLUMNS:
        raise BadQueryError(f"The query answers with something else than {', '.join(_COLUMNS)}")
    return [Fact(thing.value, name.value, _value(value)) for thing, name, value in result]


def _value(term: NamedNode | Literal) -> Value:
    if isinstance(term, Literal):  # tags are compared without case, and engines lower it
        return Value(term.value, (term.language or "").lower())
    return Value(term.value, "", True)  # noqa: FBT003  (a keyword costs a tenth of it)


def _not_evaluated(text: str, error: RuntimeError) -> BadQueryError | StoreError:
    match = _UNKNOWN_FUNCTION.search(str(error))
    if match is None:
        return StoreError(f"The query could not be evaluated: {error}")
    line, column = None, None
    for token in tokens(text):
        if token.kind == "iri" and token.text == f"<{match[1]}>":
            line, column = position(text, token.start)
            break
    return BadQueryError(
        f"There is no function <{match[1]}> here",
        line=line,
        column=column,
        hint="use the functions of SPARQL 1.1, or a cast to a type of XML Schema",
    )
