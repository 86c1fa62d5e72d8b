"""Whether what an endpoint sent with status 200 is a whole answer.

Servers answer 200 and stop in the middle, append an error message, or cut the rows silently. So a
body counts only when its own syntax shows its end and no header says that something was left out.
Graphs are asked for in RDF/XML for that: one in N-Triples or Turtle may end after any statement,
and HTTP may count the bytes after the cut (decision 14).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast
from xml.parsers import expat

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from kg.errors import IncompleteAnswerError, SizeLimitError
from kg.store.output import write_graph, write_rows
from kg.store.results import read_boolean, read_rows, write_boolean, write_json

if TYPE_CHECKING:
    from kg.pool.serving import Emit
    from kg.store.base import Form, GraphFormat, ResultFormat
    from kg.store.exchange import Fetched

ACCEPT_ROWS: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
ACCEPT_GRAPH: Final = "application/rdf+xml"

_JSON: Final = frozenset({"application/sparql-results+json", "application/json"})
_XML: Final = frozenset({"application/sparql-results+xml", "application/xml", "text/xml"})
_GRAPHS: Final = frozenset({"application/rdf+xml", "application/xml", "text/xml"})
_CUT_SHORT: Final = ("X-SPARQL-MaxRows", "X-SQL-State")
"""Virtuoso: rows beyond ResultSetMaxRows were dropped; the "anytime" limit stopped the query."""
_DEEPEST: Final = 16
_MOST_ATTRIBUTES: Final = 100
"""Of one element: the engine compares each with every other."""
_MOST_OBJECTS: Final = 1_000_000
"""Each takes some hundred bytes of memory, and two bytes of a hostile body."""


def write_whole_rows(
    fetched: Fetched, form: Form, media_type: ResultFormat, max_rows: int | None, emit: Emit
) -> None:
    """Emit the answer to a SELECT or an ASK in the format wanted, if it is whole.

    Raises:
        IncompleteAnswerError: it broke off, or is something else.
        NotAcceptableError: XML cannot carry it.
        SizeLimitError: there are more than `max_rows` rows, or a million parts.
    """
    _check_headers(fetched)
    body = _json(fetched)
    if body.count(b"{") > _MOST_OBJECTS:
        raise SizeLimitError("The endpoint's answer has too many parts", hint="add a LIMIT")
    try:
        normal = _normal(body, form)
        parsed = parse_query_results(normal, QueryResultsFormat.JSON)
        write_rows(parsed, media_type, max_rows, emit)
    except (SyntaxError, UnicodeEncodeError) as error:  # half of a surrogate pair has no bytes
        raise _not_valid(error) from error


def _normal(body: bytes, form: Form) -> bytes:
    if form == "ask":
        return write_boolean(read_boolean(body, foreign=True))
    return write_json(read_rows(body, foreign=True))


def write_whole_graph(fetched: Fetched, media_type: GraphFormat, emit: Emit) -> None:
    """Emit the answer to a CONSTRUCT or DESCRIBE in the format wanted, if it is whole.

    Raises:
        IncompleteAnswerError: it broke off, or is something else.
        NotAcceptableError: RDF/XML is wanted and cannot carry it.
    """
    _check_headers(fetched)
    if fetched.media_type not in _GRAPHS:
        raise _other_type(fetched)
    _check_xml(fetched.body, "RDF/XML")
    try:
        triples = (quad.triple for quad in parse(fetched.body, RdfFormat.RDF_XML))
        write_graph(triples, media_type, emit)
    except SyntaxError as error:
        raise _not_valid(error) from error


def _check_headers(fetched: Fetched) -> None:
    coding = fetched.headers.get("Content-Encoding", "identity")
    if coding != "identity":
        raise IncompleteAnswerError(f"The endpoint's answer is coded in {coding}, unasked")
    for name in _CUT_SHORT:
        if (value := fetched.headers.get(name)) is not None:
            raise IncompleteAnswerError(
                f"The endpoint left a part out ({name}: {value})",
                hint="add a LIMIT and an ORDER BY, and ask in pages",
            )


def _json(fetched: Fetched) -> bytes:
    if fetched.media_type in _JSON:
        return fetched.body
    if fetched.media_type not in _XML:
        raise _other_type(fetched)
    _check_xml(fetched.body, "SPARQL results")
    try:
        parsed = parse_query_results(fetched.body, QueryResultsFormat.XML)
        return cast("bytes", parsed.serialize(format=QueryResultsFormat.JSON))
    except (SyntaxError, OSError) as error:
        raise _not_valid(error) from error


def _check_xml(body: bytes, what: str) -> None:
    """Check that every element is closed: the engine's reader stops where the text stops."""
    depth = 0

    def opened(_: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST or len(attributes) > _MOST_ATTRIBUTES:
            raise IncompleteAnswerError(f"The endpoint's answer is not {what}")

    def closed(_: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:  # no document type, so no entities either
        raise IncompleteAnswerError(f"The endpoint's answer is not {what}")

    reader = expat.ParserCreate()
    reader.StartElementHandler = opened
    reader.EndElementHandler = closed
    reader.StartDoctypeDeclHandler = declared
    try:
        reader.Parse(body, True)  # noqa: FBT003  (its signature)
    except (expat.ExpatError, LookupError) as error:  # or in an encoding nobody knows
        raise IncompleteAnswerError(f"The endpoint's answer is not whole: {error}") from error


def _not_valid(error: Exception) -> IncompleteAnswerError:
    return IncompleteAnswerError(f"The endpoint's answer is not whole, or not valid: {error}")


def _other_type(fetched: Fetched) -> IncompleteAnswerError:
    return IncompleteAnswerError(
        f"The endpoint answers in {fetched.media_type}, which was not asked for",
        hint="check that the address is that of the SPARQL endpoint itself",
    )
