"""An endpoint is believed only when it sends a whole answer; everything else is an error."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from faulty_server import (
    Script,
    answer,
    chunked,
    dripping,
    endless,
    hang_up,
    serving,
    silent,
    unframed,
)
from kg.errors import (
    BadParameterError,
    BadQueryError,
    IncompleteAnswerError,
    KgError,
    SizeLimitError,
    StoreBusyError,
    StoreError,
    StoreUnreachableError,
    TimeLimitError,
)
from kg.store.base import Answer, Dataset, Formats, Limits, ResultFormat
from kg.store.remote import RemoteStore

if TYPE_CHECKING:
    pass

pytestmark = [pytest.mark.anyio, pytest.mark.server]

SELECT = "SELECT ?x WHERE { ?x ?y ?z }"
CONSTRUCT = "CONSTRUCT WHERE { ?x ?y ?z }"
ROWS = (
    b'{"head":{"vars":["x"]},"results":{"bindings":'
    b'[{"x":{"type":"literal","value":"one"}},{"x":{"type":"uri","value":"http://e/two"}}]}}'
)
XML = (
    b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    b'<head><variable name="x"/></head><results>'
    b'<result><binding name="x"><literal>one</literal></binding></result>'
    b'<result><binding name="x"><uri>http://e/two</uri></binding></result>'
    b"</results></sparql>"
)
TRIPLES = b'<http://e/a> <http://e/b> "one" .\n<http://e/a> <http://e/b> "two" .\n'
GRAPH = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
    b'<rdf:Description rdf:about="http://e/a"><e:b>one</e:b><e:b>two</e:b></rdf:Description>'
    b"</rdf:RDF>"
)
GRAPH_TYPE = "application/rdf+xml"
JSON_TYPE, XML_TYPE = "application/sparql-results+json", "application/sparql-results+xml"
CANCELLED = b"The SPARQL operation has been cancelled"


def row(binding: bytes) -> bytes:
    return b'{"head":{"vars":["x"]},"results":{"bindings":[%s]}}' % binding


async def ask(
    url: str,
    text: str = SELECT,
    limits: Limits = Limits(seconds=5),  # noqa: B008  (frozen)
    dataset: Dataset = Dataset(),  # noqa: B008
    formats: Formats = Formats(),  # noqa: B008
) -> Answer:
    store = RemoteStore(url)
    try:
        return await store.query(text, limits=limits, dataset=dataset, formats=formats)
    finally:
        await store.aclose()


@pytest.mark.parametrize(
    "script",
    [
        answer(ROWS),
        answer(ROWS, "application/json; charset=utf-8"),
        chunked(ROWS[:50], ROWS[50:], media_type=JSON_TYPE),
        unframed(ROWS, JSON_TYPE),
        answer(XML, XML_TYPE),
        unframed(XML, "text/xml"),
    ],
)
async def test_a_whole_answer_is_believed(script: Script) -> None:
    with serving(script) as server:
        found = await ask(server.url, formats=Formats(rows=ResultFormat.CSV))
    assert found.body == b"x\r\none\r\nhttp://e/two\r\n"


@pytest.mark.parametrize("cut", [0, 1, 20, 45, 60, 85, 90, len(ROWS) - 2, len(ROWS) - 1])
@pytest.mark.parametrize("framing", ["length", "chunks", "connection"])
async def test_json_cut_anywhere_is_no_answer(cut: int, framing: str) -> None:
    script = {
        "length": answer(ROWS[:cut]),
        "chunks": chunked(ROWS[:cut], media_type=JSON_TYPE) if cut else answer(b""),
        "connection": unframed(ROWS[:cut], JSON_TYPE),
    }[framing]
    with serving(script) as server, pytest.raises(IncompleteAnswerError):
        await ask(server.url)


@pytest.mark.parametrize("cut", [0, 30, 130, 160, 215, len(XML) - 20, len(XML) - 1])
async def test_xml_cut_anywhere_is_no_answer(cut: int) -> None:
    with serving(unframed(XML[:cut], XML_TYPE)) as server, pytest.raises(IncompleteAnswerError):
        await ask(server.url)


@pytest.mark.parametrize(
    "script",
    [
        answer(GRAPH[:-10], GRAPH_TYPE),
        answer(GRAPH, GRAPH_TYPE, length=len(GRAPH) + 30),
        chunked(GRAPH, end=False),
        chunked(GRAPH, CANCELLED),
        chunked(GRAPH[:40], CANCELLED),
        unframed(GRAPH[:-1], GRAPH_TYPE),
        answer(b"<a>" * 10, GRAPH_TYPE),
        answer(TRIPLES, "application/n-triples"),
        answer(TRIPLES, "text/turtle"),
    ],
)
async def test_a_graph_that_does_not_show_its_end_is_no_answer(script: Script) -> None:
    with serving(script) as server, pytest.raises(IncompleteAnswerError):
        await ask(server.url, CONSTRUCT)


@pytest.mark.parametrize(
    "script", [chunked(GRAPH), unframed(GRAPH, GRAPH_TYPE), answer(GRAPH, "text/xml")]
)
async def test_a_whole_graph_is_believed(script: Script) -> None:
    with serving(script) as server:
        assert (await ask(server.url, CONSTRUCT)).body == TRIPLES


@pytest.mark.parametrize(
    "script",
    [
        answer(ROWS[:60] + CANCELLED),
        answer(ROWS + CANCELLED),
        chunked(ROWS[:-2], CANCELLED, media_type=JSON_TYPE),
        answer(CANCELLED),
        answer(XML[:-19] + CANCELLED + XML[-19:], XML_TYPE),
        answer(b"<html><body>Please log in</body></html>", "text/html"),
        answer(ROWS, "text/plain"),
        answer(ROWS, XML_TYPE),
        answer(XML, JSON_TYPE),
        answer(b'{"head":{},"boolean":true}'),  # the answer to an ASK
        answer(b'{"error":"timeout"}'),
        answer(b"[]"),
        answer(b"[" * 100_000),
        answer(
            b'{"head":{"vars":["x"]},"results":{"bindings":[{"y":{"type":"uri","value":"u:"}}]}}'
        ),
        answer(
            b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"a b"}}]}}'
        ),
        answer(b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri"}}]}}'),
        answer(b'{"head":{"vars":["x"]},"results":{"bindings":["x"]}}'),
        answer(
            b'{"head":{"vars":["x"]},"results":{"bindings":'
            b'[{"x":{"type":"literal","value":"a","xml:lang":"not a language"}}]}}'
        ),
        answer(b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + XML[21:], XML_TYPE),
        answer(b"<a>" * 17 + b"</a>" * 17, XML_TYPE),
        answer(b"<a/>", XML_TYPE),
        answer(XML.replace(b"uri>", b"url>"), XML_TYPE),
        answer(ROWS, headers=("X-SPARQL-MaxRows: 2",)),
        answer(ROWS, headers=("X-SQL-State: S1TAT",)),
        answer(ROWS, headers=("Content-Encoding: gzip",)),
    ],
)
async def test_200_with_something_else_is_no_answer(script: Script) -> None:
    with serving(script) as server, pytest.raises(IncompleteAnswerError):
        await ask(server.url)


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        ("400 Bad Request", BadQueryError),
        ("401 Unauthorized", StoreUnreachableError),
        ("403 Forbidden", StoreUnreachableError),
        ("404 Not Found", StoreUnreachableError),
        ("408 Request Timeout", TimeLimitError),
        ("429 Too Many Requests", StoreBusyError),
        ("500 Internal Server Error", StoreError),
        ("503 Service Unavailable", StoreBusyError),
        ("504 Gateway Timeout", TimeLimitError),
    ],
)
async def test_a_status_becomes_the_error_it_means(status: str, fault: type[KgError]) -> None:
    with serving(answer(b"told\n  why", "text/plain", status=status)) as server:
        with pytest.raises(fault, match="told why") as caught:
            await ask(server.url)
        assert type(caught.value) is fault
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    "script",
    [endless, chunked(*[b" " * 1000] * 200, media_type=JSON_TYPE), answer(b" " * 200_000)],
)
async def test_a_body_over_the_cap_is_not_read_to_its_end(script: Script) -> None:
    with serving(script) as server, pytest.raises(SizeLimitError):
        await ask(server.url, limits=Limits(seconds=5, bytes=100_000))


async def test_an_answer_that_grows_over_the_cap_in_another_format_is_refused() -> None:
    limits = Limits(seconds=5, bytes=len(ROWS))
    with serving(answer(ROWS)) as server, pytest.raises(SizeLimitError):
        await ask(server.url, limits=limits, formats=Formats(rows=ResultFormat.XML))


@pytest.mark.parametrize("script", [silent, dripping, endless])
async def test_the_deadline_holds_whatever_the_endpoint_does(script: Script) -> None:
    with serving(script) as server:
        began = time.monotonic()
        with pytest.raises(TimeLimitError):
            await ask(server.url, limits=Limits(seconds=0.3, bytes=2**40))
        assert time.monotonic() - began < 1.3


async def test_the_thread_keeps_the_deadline_by_itself_too() -> None:
    with serving(dripping) as server:
        store = RemoteStore(server.url)
        with pytest.raises(TimeLimitError):
            store._ask(SELECT, Formats(), Limits(seconds=0.2), Dataset())
        await store.aclose()


@pytest.mark.parametrize(
    "location",
    ["http://localhost:{port}/sparql", "http://127.0.0.1:1/sparql", "https://127.0.0.1:{port}/"],
)
async def test_a_redirect_to_another_place_is_refused(location: str) -> None:
    with serving(hang_up) as server:
        redirect = f"Location: {location.format(port=server.port)}"
        server.scripts[:] = [answer(b"", status="302 Found", headers=(redirect,))]
        with pytest.raises(StoreUnreachableError, match="redirects"):
            await ask(server.url)


async def test_a_redirect_within_the_place_is_followed() -> None:
    moved = answer(
        b"", status="307 Temporary Redirect", headers=("Location: /new?query=ASK%7B%7D",)
    )
    with serving(moved, answer(ROWS)) as server:
        await ask(server.url)
        assert server.requests[1].startswith(b"GET /new?query=ASK%7B%7D ")


async def test_a_redirect_of_a_long_query_is_refused_rather_than_cut() -> None:
    moved = answer(b"", status="302 Found", headers=("Location: /new",))
    with serving(moved) as server, pytest.raises(StoreUnreachableError, match="redirects"):
        await ask(server.url, SELECT + " #" + "x" * 2000)


async def test_nobody_listening_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(StoreUnreachableError, match="does not answer"):
        await ask(f"http://127.0.0.1:{port}/sparql")


async def test_an_address_without_a_host_is_no_address() -> None:
    with pytest.raises(BadParameterError, match="no address of an endpoint"):
        await ask("http:///sparql")


async def test_no_http_at_all_is_unreachable() -> None:
    mail: Script = lambda connection: connection.sendall(b"220 mail ready\r\n")  # noqa: E731
    with serving(mail) as server, pytest.raises(StoreUnreachableError):
        await ask(server.url)


async def test_a_short_query_is_tried_again_once_when_the_connection_fails() -> None:
    with serving(hang_up, answer(ROWS)) as server:
        await ask(server.url)
        assert len(server.requests) == 2
    with serving(hang_up, hang_up, answer(ROWS)) as server:
        with pytest.raises(StoreUnreachableError):
            await ask(server.url)
        assert len(server.requests) == 2


async def test_a_long_query_is_posted_and_tried_once() -> None:
    text = SELECT + " #" + "é" * 1000
    with serving(answer(ROWS)) as server:
        await ask(server.url, text)
        head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /sparql ")
    assert parse_qs(body.decode())["query"] == [text]
    with serving(hang_up, answer(ROWS)) as server, pytest.raises(StoreUnreachableError):
        await ask(server.url, text)


async def test_a_query_goes_out_as_written_with_its_dataset() -> None:
    dataset = Dataset(("http://e/a", "http://e/b"), ("http://e/c",))
    with serving(answer(ROWS)) as server:
        await ask(server.url, "# why?\n" + SELECT, dataset=dataset)
        line, *headers = server.requests[0].decode().split("\r\n")
    sent = parse_qs(urlsplit(line.split()[1]).query)
    assert sent == {
        "query": ["# why?\n" + SELECT],
        "default-graph-uri": ["http://e/a", "http://e/b"],
        "named-graph-uri": ["http://e/c"],
    }
    accepted = "Accept: application/sparql-results+json, application/sparql-results+xml;q=0.5"
    assert accepted in headers


async def test_a_name_and_password_in_the_address_are_sent_and_never_shown() -> None:
    with serving(answer(b"", status="401 Unauthorized")) as server:
        url = server.url.replace("//", "//reader:s%40cret@")
        with pytest.raises(StoreUnreachableError) as caught:
            await ask(url)
        sent = server.requests[0].decode()
    assert f"Authorization: Basic {base64.b64encode(b'reader:s@cret').decode()}" in sent
    assert "cret" not in str(caught.value)


async def test_blank_nodes_get_labels_every_format_can_write() -> None:
    body = ROWS.replace(b'"type":"literal","value":"one"', b'"type":"bnode","value":"nodeID://b1"')
    with serving(answer(body)) as server:
        found = await ask(server.url, formats=Formats(rows=ResultFormat.TSV))
    assert found.body == b"?x\n_:b0\n<http://e/two>\n"


async def test_virtuosos_typed_literals_become_plain_sparql() -> None:
    typed = (
        b'{"head":{"link":[],"vars":["x"]},"results":{"distinct":false,"ordered":true,"bindings":'
        b'[{"x":{"type":"typed-literal","value":"01","datatype":'
        b'"http://www.w3.org/2001/XMLSchema#integer"}}]}}'
    )
    with serving(answer(typed)) as server:
        found = json.loads((await ask(server.url)).body)
    assert found["results"]["bindings"][0]["x"]["type"] == "literal"
    assert found["results"]["bindings"][0]["x"]["value"] == "01"


async def test_too_many_questions_at_once_wait_and_then_are_told() -> None:
    with serving(silent) as server:
        store = RemoteStore(server.url, patience=0.05)
        limits = Limits(seconds=0.4)
        asking = [asyncio.create_task(store.select(SELECT, limits=limits)) for _ in range(8)]
        await asyncio.sleep(0.01)
        with pytest.raises(StoreBusyError):
            await store.select(SELECT)
        errors = await asyncio.gather(*asking, return_exceptions=True)
        assert {type(error) for error in errors} == {TimeLimitError}
        await store.aclose()


async def test_whoever_stops_waiting_leaves_nothing_to_complain_about() -> None:
    with serving(silent) as server:
        store = RemoteStore(server.url)
        asking = asyncio.create_task(store.select(SELECT, limits=Limits(seconds=0.2)))
        await asyncio.sleep(0.05)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await asyncio.sleep(0.4)
        await store.aclose()


async def test_a_closed_store_answers_nothing() -> None:
    store = RemoteStore("http://127.0.0.1:1/")
    await store.aclose()
    assert store.revision is None
    with pytest.raises(StoreUnreachableError, match="closed"):
        await store.select(SELECT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DROP ALL", "update"),
        ("ASK { SERVICE <http://e/> {} }", "SERVICE"),
        ("", "Expected"),
        ("PREFIX e: <http://e/> FIND e:x", "Expected"),
    ],
)
async def test_what_is_no_query_never_leaves(text: str, found: str) -> None:
    with serving(answer(ROWS)) as server:
        with pytest.raises(BadQueryError, match=found):
            await ask(server.url, text)
        assert server.requests == []
