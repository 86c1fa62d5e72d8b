"""Answers written out as they are evaluated, and held to what the format can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast
from xml.parsers import expat

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)

from kg.errors import NotAcceptableError, SizeLimitError
from kg.store.base import GraphFormat, ResultFormat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

    from kg.pool.serving import Emit

_XML: Final = frozenset({ResultFormat.XML, GraphFormat.RDF_XML})


def write_graph(
    triples: QueryTriples | Iterable[Triple], media_type: GraphFormat, emit: Emit
) -> None:
    """Emit a graph.

    Raises:
        NotAcceptableError: RDF/XML cannot carry it.
    """
    sink = _Sink(emit, xml=media_type in _XML)
    known = RdfFormat.from_media_type(media_type)
    if isinstance(triples, QueryTriples):
        triples.serialize(sink.file, known)
    else:
        serialize(triples, sink.file, known)
    sink.end()


def write_rows(
    result: QuerySolutions | QueryBoolean,
    media_type: ResultFormat,
    max_rows: int | None,
    emit: Emit,
) -> None:
    """Emit rows or a truth value.

    Raises:
        NotAcceptableError: XML cannot carry it.
        SizeLimitError: there are more than `max_rows` rows; what was emitted is then no answer.
    """
    kept: list[bytes] = []
    counting = max_rows is not None and isinstance(result, QuerySolutions)

    def emit_and_keep(data: bytes) -> None:
        emit(data)
        kept.append(data)

    sink = _Sink(emit_and_keep if counting else emit, xml=media_type in _XML)
    result.serialize(sink.file, QueryResultsFormat.from_media_type(media_type))
    sink.end()
    if counting and _count(b"".join(kept), media_type) > cast("int", max_rows):
        raise SizeLimitError(
            f"The answer has more than {max_rows:,} rows", hint="add a LIMIT, or narrow it down"
        )


def _count(body: bytes, media_type: ResultFormat) -> int:
    """Count rows in what was written: the engine writes while it evaluates and does not tell."""
    if media_type is ResultFormat.CSV:  # the one format that cannot be read back: lines, unquoted
        return sum(piece.count(b"\n") for piece in body.split(b'"')[::2]) - 1
    solutions = parse_query_results(body, QueryResultsFormat.from_media_type(media_type))
    return sum(1 for _ in cast("QuerySolutions", solutions))


class _Sink:
    """The file the engine writes to.

    XML is read back on the way, since the engine lets through what XML has no way to say: control
    characters, and predicates that are no XML names.
    """

    def __init__(self, emit: Emit, *, xml: bool) -> None:
        self._emit = emit
        self._reader = expat.ParserCreate("utf-8", " ") if xml else None

    @property
    def file(self) -> IO[bytes]:
        return cast("IO[bytes]", self)  # as much of a file as the engine asks for

    def write(self, data: bytes) -> int:
        if self._reader is None:
            self._emit(data)
            return len(data)
        # A bare carriage return would reach the reader as a line feed (XML 1.0 section 2.11).
        written = data.replace(b"\r", b"&#13;")
        self._parse(self._reader, written, last=False)
        self._emit(written)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back here."""

    def end(self) -> None:
        if self._reader is not None:
            self._parse(self._reader, b"", last=True)

    def _parse(self, reader: expat.XMLParserType, data: bytes, *, last: bool) -> None:
        try:
            reader.Parse(data, last)
        except expat.ExpatError as error:
            raise NotAcceptableError(
                f"The answer holds what XML cannot carry: {error}", hint="ask for JSON or Turtle"
            ) from error
