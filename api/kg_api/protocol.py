"""A SPARQL 1.1 Protocol query operation, read from an HTTP request (section 2.1 of the standard).

Three ways in (GET, POST of a form, POST of the query itself), one way out: a `QueryRequest`.
Whatever is not a query operation is refused with the words the client needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException

from kg.errors import BadParameterError
from kg_api.parameters import decoded, pairs, twice, unknown

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

_SINGLE = {"query", "format", "asOf"}
_REPEATED = {"default-graph-uri", "named-graph-uri"}


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """What is asked: the query's text, the dataset the protocol names for it, and as of when."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    as_of: str | None = None

    @property
    def names_dataset(self) -> bool:
        """Whether the request names its own dataset, which overrides FROM (section 2.1.4)."""
        return bool(self.default_graphs or self.named_graphs)


def read_get(query_string: bytes) -> QueryRequest:
    """Read a query operation from a GET request."""
    return read_pairs(pairs(query_string, where="query string"))


def read_post(query_string: bytes, content_type: str | None, body: bytes) -> QueryRequest:
    """Read a query operation from a POST request of either form.

    Raises:
        BadParameterError: a parameter is missing, doubled or unknown.
        HTTPException: 403 for an update; 415 where the body is neither a form nor a query, or not
            in UTF-8.
    """
    media_type, charset = _content_type(content_type)
    if charset not in ("utf-8", "utf8"):
        raise HTTPException(415, f"the body must be in UTF-8, not {charset}")
    if media_type == FORM:
        return read_pairs([*pairs(query_string, where="query string"), *pairs(body, where="body")])
    if media_type == QUERY:
        query = ("query", decoded(body, where="body"))
        return read_pairs([*pairs(query_string, where="query string"), query])
    if media_type == UPDATE:
        raise HTTPException(403, "this endpoint is read-only: there is no update operation")
    raise HTTPException(
        415, f"send {QUERY} (the query itself) or {FORM} (query=...), not {media_type or 'nothing'}"
    )


def _content_type(header: str | None) -> tuple[str, str]:
    media_type, *parameters = (piece.strip().lower() for piece in (header or "").split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset":
            return media_type, value.strip().strip('"')
    return media_type, "utf-8"


def read_pairs(sent: Sequence[tuple[str, str]]) -> QueryRequest:
    """Read a query operation from the names and values of an address or a form.

    Raises:
        BadParameterError: a parameter is missing, doubled or unknown.
        HTTPException: 403 for an update.
    """
    given: dict[str, list[str]] = {}
    for name, value in sent:
        given.setdefault(name, []).append(value)
    if "update" in given:
        raise HTTPException(403, "this endpoint is read-only: there is no update operation")
    for name, values in given.items():
        if name in _SINGLE and len(values) > 1:
            raise twice(name)
        if name not in _SINGLE | _REPEATED:
            raise unknown(name, sorted(_SINGLE | _REPEATED))
    if "query" not in given:
        raise BadParameterError(
            "no query was sent", where="query", hint="add ?query=SELECT... to the address"
        )
    return QueryRequest(
        query=given["query"][0],
        default_graphs=tuple(given.get("default-graph-uri", ())),
        named_graphs=tuple(given.get("named-graph-uri", ())),
        format=given.get("format", [None])[0],
        as_of=given.get("asOf", [None])[0],
    )
