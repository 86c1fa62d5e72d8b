"""What a hostile endpoint does ends in an error: in time, in little memory, and on its host."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from typing_extensions import override

from faulty_server import Script, answer, sending, serving
from kg.assets import directory
from kg.catalogue import Catalogue
from kg.errors import (
    BadParameterError,
    IncompleteAnswerError,
    KgError,
    LimitError,
    StoreError,
    StoreUnreachableError,
    TimeLimitError,
)
from kg.model.terms import Blank, Iri, Literal, Term
from kg.search import building
from kg.search.building import build_index
from kg.search.gathering import GatheredSearch
from kg.store.base import (
    DEFAULT_DATASET,
    DEFAULT_FORMATS,
    DEFAULT_LIMITS,
    Answer,
    Dataset,
    Formats,
    Lane,
    Limits,
    ResultFormat,
    Rows,
)
from kg.store.question import Endpoint
from kg.store.remote import RemoteStore
from kg.store.results import write_json
from kg.store.verbs import Verbs

pytestmark = [pytest.mark.anyio, pytest.mark.server]

Counted = Callable[[str, int], None]

SELECT, ASK, CONSTRUCT = "SELECT ?x { ?x ?y ?z }", "ASK {}", "CONSTRUCT WHERE { ?x ?y ?z }"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
TRIPLES = b"<http://e/a> <http://e/b> 1.5 .\n"
RDF = "application/rdf+xml"


def graph(content: bytes, about: bytes = b"e:a") -> bytes:
    return (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="e:">'
        b'<rdf:Description rdf:about="%s"><e:b>%s</e:b></rdf:Description></rdf:RDF>'
    ) % (about, content)


GRAPH = graph(b"1.5")
MANY = b" ".join(b"e:x%d='y'" % n for n in range(101))
ROWS = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"


async def ask(url: str, text: str, limits: Limits) -> Answer:
    store = RemoteStore(url)
    try:
        return await store.query(text, limits=limits)
    finally:
        await store.aclose()


async def refused(script: Script, text: str, kind: type[KgError], seconds: float = 5) -> KgError:
    with serving(script) as server, pytest.raises(kind) as caught:
        await ask(server.url, text, Limits(seconds=seconds, bytes=2**20))
    return caught.value


def row(term: str) -> bytes:
    return b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":%s}]}}' % term.encode()


ELSEWHERE = [
    "http://localhost:{port}/sparql", "http://127.0.0.2:{port}/sparql", "http://127.0.0.1:1/sparql",
    "http://127.0.0.1/sparql", "https://127.0.0.1:{port}/sparql", "https://127.0.0.1/sparql",
    "http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/", "http://[::ffff:127.0.0.1]/",
    "//169.254.169.254/latest", "//127.0.0.1:1/x", "http://127.1:{port}/", "http://2130706433:{port}/",
    "http://127.0.0.1:{port}@169.254.169.254/", "http://x@127.0.0.1:{port}/", "http://:@127.0.0.1:{port}/",
    "http://127.0.0.1.example:{port}/", "http://metadata.google.internal/", "file:///etc/passwd",
    "ftp://127.0.0.1/x", "data:text/plain,x", "gopher://127.0.0.1/", "javascript:alert(1)",
    "http://127.0.0.1:99999999/", "http://127.0.0.1:x/", "http://[::1/", "http://[x]/",
    "http://127.0.0.1:{port}\\@169.254.169.254/", "HTTP://169.254.169.254/",
]  # fmt: skip


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
async def test_no_redirect_leads_to_another_place(code: int, counted: Counted) -> None:
    for place in ELSEWHERE:
        with serving(sending(b"")) as server:
            location = place.format(port=server.port)
            moved = answer(b"", status=f"{code} Moved", headers=(f"Location: {location}",))
            server.scripts[:] = [moved, answer(ROWS)]
            with pytest.raises(StoreError):
                await ask(server.url, SELECT, Limits(seconds=2))
            assert len(server.requests) == 1, location
    counted("hostile endpoints: redirects elsewhere", len(ELSEWHERE))


async def test_redirects_in_a_circle_end() -> None:
    turns = count()

    def on(connection: socket.socket) -> None:
        moved = f"HTTP/1.1 302 Found\r\nLocation: /{next(turns)}\r\nContent-Length: 0\r\n\r\n"
        connection.sendall(moved.encode())

    await refused(on, SELECT, StoreError)
    assert next(turns) <= 7


@pytest.mark.parametrize(
    "url", ["ftp://h/x", "file://h/etc/x", "gopher://h/", "//h/", "h", "http://h:0/"]
)
async def test_only_http_is_an_endpoint(url: str) -> None:
    with pytest.raises(BadParameterError):
        Endpoint.parse(url)


def forever(first: bytes, again: bytes, pause: float = 0.0) -> Script:
    """Send something, and then the same again and again."""

    def script(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(again)
            if pause:
                threading.Event().wait(pause)

    return script


MOVED = b"HTTP/1.1 302 Found\r\nLocation: /x\r\n"
ENDLESS: dict[str, Script] = {
    "a slow status line": forever(b"", b"H", 0.02),
    "a slow header": forever(OK + b"X: ", b"x", 0.02),
    "slow headers": forever(OK, b"X: y\r\n", 0.04),
    "100 Continue": forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "100 Continue, slowly": forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.02),
    "a slow body": forever(OK + b"\r\n", b" ", 0.02),
    "a slow body of a length": forever(OK + b"Content-Length: 9999\r\n\r\n", b" ", 0.02),
    "slow chunks": forever(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", 0.02),
    "a slow size of a chunk": forever(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0", 0.02),
    "endless trailers": forever(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
    "a slow complaint": forever(b"HTTP/1.1 500 No\r\n\r\n", b"x", 0.02),
    "a slow complaint in chunks": forever(
        b"HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n", b"0", 0.02
    ),
    "an endless redirect": forever(MOVED + b"\r\n", b"x" * 65_536),
    "a slow redirect": forever(MOVED + b"\r\n", b"x", 0.02),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
async def test_what_never_ends_is_stopped_where_it_is_read_too(name: str, counted: Counted) -> None:
    began = time.monotonic()
    with serving(ENDLESS[name]) as server:
        store = RemoteStore(server.url)
        with pytest.raises((LimitError, StoreError)):
            # in this very thread, which nobody cancels
            store._ask(SELECT, DEFAULT_FORMATS, Limits(seconds=0.4), DEFAULT_DATASET)
        await store.aclose()
    assert time.monotonic() - began < 2
    counted("hostile endpoints: bodies and heads without an end", 1)


LARGE: dict[str, Script] = {
    "a body": forever(OK + b"\r\n", b" " * 65_536),
    "a body of a length": forever(OK + b"Content-Length: 99999999999\r\n\r\n", b" " * 65_536),
    "chunks": forever(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"400\r\n%s\r\n" % (b" " * 1024)),
    "one chunk": forever(
        OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffff\r\n", b" " * 65_536
    ),
    "a header": forever(OK + b"X: ", b"x" * 65_536),
    "headers": forever(OK, b"X: %s\r\n" % (b"x" * 60_000)),
    "a status line": forever(b"HTTP/1.1 200 ", b"x" * 65_536),
    "a complaint": forever(b"HTTP/1.1 500 No\r\n\r\n", b"x" * 65_536),
    "empty rows": answer(ROWS.replace(b"[]", b"[" + b"{}," * 1_300_000 + b"{}]")),
    "a gzip bomb": answer(gzip.compress(b" " * 2**26), JSON, headers=("Content-Encoding: gzip",)),
    "a deflate bomb": answer(
        zlib.compress(b" " * 2**26), JSON, headers=("Content-Encoding: deflate",)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
async def test_what_is_too_large_is_not_kept(name: str, counted: Counted) -> None:
    with serving(LARGE[name]) as server:
        tracemalloc.start()
        try:
            with pytest.raises((LimitError, StoreError)):
                await ask(server.url, SELECT, Limits(seconds=10, bytes=2**23))
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert most < 4 * 2**23
    counted("hostile endpoints: too large", 1)


NO_ANSWERS: dict[str, tuple[str, Script]] = {
    "a part": (CONSTRUCT, answer(GRAPH, RDF, status="206 Partial Content")),
    "made": (SELECT, answer(ROWS, status="201 Created")),
    "nothing": (SELECT, sending(b"HTTP/1.1 204 No Content\r\n\r\n")),
    "two lengths": (
        CONSTRUCT,
        sending(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/rdf+xml\r\n"
            b"Content-Length: %d\r\nContent-Length: %d\r\n\r\n"
            % (len(GRAPH), 2 * len(GRAPH)) + GRAPH * 2
        ),
    ),
    "two graphs": (CONSTRUCT, answer(GRAPH * 2, RDF)),
    "a negative chunk": (SELECT, sending(OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n" + ROWS)),
    "a negative length": (SELECT, sending(OK + b"Content-Length: -1\r\n\r\n" + ROWS)),
    "a length that is none": (SELECT, sending(OK + b"Content-Length: 49, 49\r\n\r\n" + ROWS)),
    "a graph cut short": (CONSTRUCT, answer(GRAPH[:-3], RDF)),
    "no media type": (SELECT, sending(b"HTTP/1.1 200 OK\r\nContent-Length: 49\r\n\r\n" + ROWS)),
    "a page": (SELECT, answer(b"<html></html>", "text/html")),
    "csv": (SELECT, answer(b"x\r\n", "text/csv")),
    "rows for a graph": (CONSTRUCT, answer(ROWS)),
    "a graph for rows": (SELECT, answer(GRAPH, RDF)),
    "rows for a truth": (ASK, answer(ROWS)),
    "a truth for rows": (SELECT, answer(b'{"head":{},"boolean":true}')),
    "a truth in words": (ASK, answer(b'{"head":{},"boolean":"true"}')),
    "a truth in numbers": (ASK, answer(b'{"head":{},"boolean":1}')),
    "two truths": (ASK, answer(b'{"head":{},"boolean":true,"boolean":false}')),
    "two results": (SELECT, answer(ROWS[:-1] + b',"results":{"bindings":[]}}')),
    "two lists of rows": (SELECT, answer(ROWS[:-2] + b',"bindings":[]}}')),
    "a row with a name twice": (
        SELECT, answer(row('{"type":"uri","value":"e:a"},"x":{"type":"uri","value":"e:b"}')),
    ),
    "a term with two values": (SELECT, answer(row('{"type":"uri","value":"e:a","value":"e:b"}'))),
    "deep lists": (SELECT, answer(b"[" * 200_000 + b"]" * 200_000)),
    "deep objects": (SELECT, answer(b'{"head":' * 100_000 + b"1" + b"}" * 100_000)),
    "a deep value": (SELECT, answer(row("[" * 50_000 + "]" * 50_000))),
    "a long number": (SELECT, answer(row("9" * 100_000))),
    "variables that are lists": (SELECT, answer(ROWS.replace(b'"x"', b'["x"]'))),
    "variables that are numbers": (SELECT, answer(ROWS.replace(b'"x"', b"1"))),
    "variables that are none": (SELECT, answer(ROWS.replace(b'"x"', b"null"))),
    "half a character in a name": (SELECT, answer(ROWS.replace(b'"x"', b'"\\ud800"'))),
    "half a character": (SELECT, answer(row('{"type":"literal","value":"\\ud800"}'))),
    "half a character in an IRI": (SELECT, answer(row('{"type":"uri","value":"e:\\udfff"}'))),
    "half a character in a datatype": (
        SELECT, answer(row('{"type":"literal","value":"x","datatype":"e:\\ud800"}')),
    ),
    "a literal of no datatype": (
        SELECT, answer(row('{"type":"literal","value":"x","datatype":"no iri"}')),
    ),
    "a datatype that is a number": (
        SELECT, answer(row('{"type":"literal","value":"x","datatype":1}')),
    ),
    "another kind of term": (SELECT, answer(row('{"type":"graph","value":"x"}'))),
    "a term of too much": (SELECT, answer(row('{"type":"uri","value":"e:a","trust":"me"}'))),
    "a term that is none": (SELECT, answer(row("null"))),
    "latin 1": (
        SELECT, answer(row('{"type":"literal","value":"é"}').replace(b"\xc3\xa9", b"\xe9")),
    ),
    "XML in latin 1": (SELECT, answer(b"<?xml version='1.0' encoding='x'?><sparql/>", XML)),
    "an entity": (
        SELECT, answer(b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", XML),
    ),
    "more than results": (SELECT, answer(ROWS + b" {}")),
    "a graph without an end": (CONSTRUCT, answer(TRIPLES, "application/n-triples")),
    "no IRIs": (CONSTRUCT, answer(graph(b"c", about=b"e:a b"), RDF)),
    "relative IRIs": (CONSTRUCT, answer(graph(b"c", about=b"a"), RDF)),
    "half a character in a graph": (CONSTRUCT, answer(graph(b"&#xD800;"), RDF)),
    "a graph in latin 1": (CONSTRUCT, answer(graph(b"\xe9"), RDF)),
    "an entity in a graph": (
        CONSTRUCT, answer(b"<!DOCTYPE a [<!ENTITY c 'd'>]>" + graph(b"&c;"), RDF),
    ),
    "a deep graph": (CONSTRUCT, answer(graph(b"<e:c>" * 1000 + b"</e:c>" * 1000), RDF)),
    "a wide element": (
        CONSTRUCT, answer(GRAPH.replace(b"<e:b>", b"<e:b " + MANY + b">"), RDF),
    ),
}  # fmt: skip
for _term in (
    "a b",
    "a<b",
    "a>b",
    "a{b",
    'a\\"b',
    "a\\nb",
    "a\\u0000b",
    "a\\\\b",
    "a`b",
    "",
    "x",
    "//e/x",
):
    NO_ANSWERS[f"the IRI {_term}"] = (SELECT, answer(row(f'{{"type":"uri","value":"{_term}"}}')))
for _code in ("gzip", "br", "identity, gzip", "x"):
    NO_ANSWERS[f"coded in {_code}"] = (
        SELECT,
        answer(ROWS, headers=(f"Content-Encoding: {_code}",)),
    )


@pytest.mark.parametrize("name", NO_ANSWERS)
async def test_what_is_no_answer_is_said_to_be_none(name: str, counted: Counted) -> None:
    text, script = NO_ANSWERS[name]
    error = await refused(script, text, StoreError)
    assert isinstance(error, IncompleteAnswerError), error
    str(error).encode()
    counted("hostile endpoints: answers that are none", 1)


async def test_a_complaint_moves_no_cursor() -> None:
    said = b"\x1b[2J\x1b]0;x\x07 \xe2\x80\xae evil \x00"
    error = await refused(answer(said, status="500 \x1b[31mNo"), SELECT, StoreError)
    assert str(error).isprintable()
    assert "evil" in str(error)
    moved = answer(b"", status="302 Found", headers=("Location: http://e/\x1b[2J",))
    assert str(await refused(moved, SELECT, StoreUnreachableError)).isprintable()


class Listing(Verbs):
    """A store that answers the questions of the gathering as a test likes."""

    def __init__(self, pages: Callable[[str], list[Term]], stated: Callable[[str], Any]) -> None:
        self.pages, self.stated, self.asked = pages, stated, 0

    @property
    def revision(self) -> int | None:
        return None

    @override
    async def query(
        self,
        text: str,
        *,
        formats: Formats = DEFAULT_FORMATS,
        limits: Limits = DEFAULT_LIMITS,
        dataset: Dataset = DEFAULT_DATASET,
        lane: Lane = Lane.CATALOGUE,
    ) -> Answer:
        self.asked += 1
        await asyncio.sleep(0)
        if "?thing" in text:
            return Answer("select", ResultFormat.JSON, json.dumps(self.stated(text)).encode())
        rows = [{"attribution": term} for term in self.pages(text)]
        return Answer("select", ResultFormat.JSON, write_json(Rows(("attribution",), rows)))

    async def aclose(self) -> None:
        """Nothing is held."""


CATALOGUE = Catalogue.load([directory("queries")], base="https://example.org/")
A = "https://w3id.org/claim-provenance#Attribution"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def fact(thing: str, name: str, value: str, kind: str = "uri") -> dict[str, Any]:
    one = {"thing": thing, "property": name}
    bound = {key: {"type": "uri", "value": text} for key, text in one.items()}
    return bound | {"value": {"type": kind, "value": value}}


def bindings(*facts: dict[str, Any]) -> dict[str, Any]:
    return {"head": {"vars": []}, "results": {"bindings": list(facts)}}


def climbing() -> Callable[[str], list[Term]]:
    numbers = count()
    return lambda _: [Iri(f"e:{next(numbers):012}")]


def typed(text: str) -> Any:
    """State of everything asked about that it is an attribution, and no more."""
    words = (word.strip("<>") for word in text.split() if word.startswith("<e:"))
    return bindings(*(fact(word, TYPE, A) for word in words))


@pytest.mark.parametrize(
    ("pages", "stated", "why"),
    [
        (lambda _: [Iri("e:a")], typed, "cannot be read|overlap"),
        (lambda _: [Iri("e:b"), Iri("e:a")], typed, "overlap or are out of order"),
        (lambda _: [Iri("e:a"), Iri("e:a")], typed, "overlap or are out of order"),
        (lambda _: [Literal("e:a")], typed, "no IRI"),
        (lambda _: [Blank("a")], typed, "no IRI"),
        (lambda _: [Iri("x")], typed, "no IRI"),
        (climbing(), lambda _: bindings(), "states nothing of it"),
        (climbing(), lambda _: bindings(fact("e:other", TYPE, A)), "states nothing of it"),
        (climbing(), lambda _: {}, "not whole"),
        (climbing(), lambda _: [], "not whole"),
        (climbing(), lambda _: bindings({}), "not whole"),
        (climbing(), lambda _: bindings({"thing": 1, "property": 2, "value": 3}), "not whole"),
        (climbing(), typed, "cannot be read"),
    ],
)  # fmt: skip
async def test_an_endpoint_that_contradicts_itself_makes_no_index(
    tmp_path: Any, pages: Callable[[str], list[Term]], stated: Callable[[str], Any], why: str,
    counted: Counted,
) -> None:  # fmt: skip
    with pytest.raises(IncompleteAnswerError, match=why):
        await build_index(tmp_path / "index", Listing(pages, stated), CATALOGUE)
    assert not (tmp_path / "index").exists()
    counted("hostile endpoints: contradictory lists", 1)


@pytest.fixture
def taking(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Take every page without looking at it, so that only its end is tested."""
    monkeypatch.setattr(building, "_add", lambda *_: None)
    return monkeypatch


async def test_a_list_without_an_end_is_left_after_so_many_things(
    tmp_path: Any, taking: pytest.MonkeyPatch
) -> None:
    taking.setattr(building, "MOST", 50)
    store = Listing(climbing(), typed)
    with pytest.raises(LimitError, match="lists more than 50 attributions"):
        await build_index(tmp_path / "index", store, CATALOGUE)
    assert store.asked <= 102


@pytest.mark.usefixtures("taking")
async def test_a_list_without_an_end_is_left_after_a_time(tmp_path: Any) -> None:
    with pytest.raises(TimeLimitError, match=r"not read within 0\.2 seconds"):
        await build_index(tmp_path / "index", Listing(climbing(), typed), CATALOGUE, seconds=0.2)
    assert not (tmp_path / "index").exists()


async def test_an_endpoint_that_gives_fewer_rows_than_asked_for_is_read_to_its_end(
    tmp_path: Any, taking: pytest.MonkeyPatch
) -> None:
    seen = list[str]()
    taking.setattr(building, "_add", lambda _, noun, iris, __: seen.extend([noun] * len(iris)))
    left = [Iri(f"e:{n}") for n in range(5)]
    store = Listing(lambda _: next_two(left), typed)
    await build_index(tmp_path / "index", store, CATALOGUE)
    assert seen == ["attribution"] * 5


def next_two(left: list[Iri]) -> list[Term]:
    taken, left[:] = left[:2], left[2:]
    return list(taken)


async def test_whoever_leaves_does_not_begin_the_gathering_anew() -> None:
    waiting = asyncio.Event()

    class Slow(Listing):
        @override
        async def query(self, text: str, **options: Any) -> Answer:
            await waiting.wait()
            return await super().query(text, **options)

    store = Slow(lambda _: [], typed)
    search = GatheredSearch(store, CATALOGUE)
    asking = asyncio.create_task(search.ask({"ask": "coverage"}))
    await asyncio.sleep(0.01)
    asking.cancel()
    waiting.set()
    answers = await asyncio.gather(*(search.ask({"ask": "coverage"}) for _ in range(3)))
    assert {one["coverage"]["claims"] for one in answers} == {0}
    assert store.asked == 5
    search.close()
