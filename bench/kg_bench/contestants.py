"""Who answers a question, with which requests."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeAlias
from urllib.parse import urlencode

from kg_bench.comparing import RESULTS, Row, rows, same_rows
from kg_bench.load import Target
from kg_bench.questions import Ask, Question
from kg_bench.servers import HOST, Server

JSON: Final = "application/json"
OURS: Final = {"ours": "", "kept": ", kept", "before": ", before"}
"""Servers of ours, and what is said of each; the first keeps no answers."""
SHOWN: Final = (
    "REST, 304",
    *(f"{way}{how}" for way in ("REST", "SPARQL") for how in OURS.values()),
)
CHECKED: Final = 5
"""How many requests of each question are compared before it is timed."""

HOPELESS: Final = 20.0
"""Seconds; who takes longer for one answer is left out of the question."""
LATE: Final = f"no answer within {HOPELESS:.0f} s"

Answer: TypeAlias = list[Row] | str
"""Rows, or why there are none."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """One way of getting an answer from one server."""

    name: str
    server: Server
    target: Target


def contestants(question: Question, servers: Mapping[str, Server]) -> Iterator[Contestant]:
    """Yield everybody who can answer a question."""
    paths = [ask.rest for ask in question.asks if ask.rest]
    texts = [ask.sparql for ask in question.asks if ask.sparql]
    if paths:
        for name, suffix in OURS.items():
            if name in servers:
                target = rest_target(question, servers[name])
                yield Contestant(f"REST{suffix}", servers[name], target)
    if paths and question.cached:
        kept = servers["kept"]
        tagged = [_get(path, JSON, _tag(kept, path)) for path in paths]
        yield Contestant("REST, 304", kept, _target(kept, tagged, status=304))
    if texts:
        yield from (_sparql(name, server, texts) for name, server in servers.items())


def rest_target(question: Question, server: Server) -> Target:
    """Return the REST requests of a question for one of our servers."""
    return _target(server, [_get(ask.rest, JSON) for ask in question.asks if ask.rest])


def differences(question: Question, servers: Mapping[str, Server]) -> list[str]:
    """Return what differs between the answers, each difference once; empty where nothing does."""
    found: dict[str, None] = {}
    asked = servers
    step = max(1, len(question.asks) // CHECKED)
    for ask in islice(question.asks, 0, CHECKED * step, step):
        if ask.sparql is not None:
            answers = {name: _rows(server, ask.sparql) for name, server in asked.items()}
            found.update(dict.fromkeys(_differing(question, ask, answers, servers["ours"])))
            asked = {name: server for name, server in asked.items() if answers[name] != LATE}
    return list(found)


def _differing(
    question: Question, ask: Ask, answers: dict[str, Answer], ours: Server
) -> Iterator[str]:
    reference = answers.get("oxigraph", LATE)
    if isinstance(reference, str):
        yield f"oxigraph: {reference}"
        return
    for name, answer in answers.items():
        differing = answer if isinstance(answer, str) else same_rows(answer, reference)
        if differing:
            yield f"{name} and oxigraph: {differing}"
    if ask.rest is not None:
        answered = ours.get(ask.rest, JSON)
        if answered.status != http.client.OK:
            yield f"REST: status {answered.status}"
        elif differing := question.check(json.loads(answered.body), reference):
            yield f"REST and SPARQL: {differing}"


def _rows(server: Server, text: str) -> Answer:
    """Return a server's rows, or why there are none."""
    try:
        answered = server.get(_path(server, text), RESULTS, patience=HOPELESS)
    except TimeoutError:
        return LATE
    if answered.status != http.client.OK:
        return f"status {answered.status}"
    try:
        return rows(answered.body)
    except (ValueError, KeyError):
        return "an answer that is not whole"


def _sparql(name: str, server: Server, texts: Sequence[str]) -> Contestant:
    shown = f"SPARQL{OURS[name]}" if name in OURS else name
    requests = [_get(_path(server, text), RESULTS) for text in texts]
    return Contestant(shown, server, _target(server, requests))


def _path(server: Server, text: str) -> str:
    return f"{server.sparql}?{urlencode({'query': text})}"


def _tag(server: Server, path: str) -> str:
    headers = {name.lower(): value for name, value in server.get(path, JSON).headers.items()}
    return headers.get("etag", "")


def _get(path: str, accept: str, tag: str = "") -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}", f"Accept: {accept}"]
    lines += [f"If-None-Match: {tag}"] if tag else []
    return "\r\n".join([*lines, "", ""]).encode()


def _target(server: Server, requests: Sequence[bytes], status: int = 200) -> Target:
    return Target(HOST, server.port, requests, status)
