"""Whatever is sent to any documented address, the answer is a documented one and no fault of ours.

The description is the running server's own. `KG_FUZZ=N` sends N times as many requests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from demonstration import demonstration
from serving import Server, serving

pytestmark = [pytest.mark.server, pytest.mark.timeout(600)]

Counted = Callable[[str, int], None]

TIMES = int(os.environ.get("KG_FUZZ", "1"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
LONGEST = 60_000
"""Characters of an address beyond which the HTTP server may refuse by itself, in plain text."""

ACCEPTS = (
    "text/csv", "text/turtle", "application/ld+json, */*;q=0.1", "image/png", "*/*;q=x", "a", ",",
    "application/json;q=0", "application/n-quads", "text/html", "application/trig", ";;", "*/json",
)  # fmt: skip
"""What comes with every other request."""


class Fuzz:
    """Sends to every operation what its description allows, and what it does not."""

    def __init__(self, server: Server, headers: Mapping[str, str] | None = None) -> None:
        self.server = server
        self.headers = dict(headers or {})
        self.schema = schemathesis.openapi.from_url(f"{server.address}/openapi.json")
        self.told = Counter[int]()
        self.faults = dict[tuple[str, str], str]()
        self._turns = count()

    def run(self, examples: int, wanted: Callable[[Any], bool] = lambda _: True) -> None:
        with requests.Session() as session:
            for found in self.schema.get_all_operations():
                operation = found.ok()
                if wanted(operation):
                    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                        self._send(operation, mode, examples, session)

    def _send(
        self, operation: Any, mode: GenerationMode, examples: int, session: requests.Session
    ) -> None:
        known = _examples(operation) if mode is GenerationMode.POSITIVE else {}

        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case: Case) -> None:
            turn = next(self._turns)
            if turn % 2:
                case.path_parameters.update(known)
            self._judge(case, session, self.headers)
            self._judge(case, session, self.headers | {"Accept": ACCEPTS[turn % len(ACCEPTS)]})

        try:
            send()
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE  # where nothing is sent, nothing is wrong

    def _judge(self, case: Case, session: requests.Session, headers: dict[str, str]) -> None:
        answer = case.call(session=session, headers=headers)
        self.told[answer.status_code] += 1
        if len(answer.request.url or "") > LONGEST:
            assert HTTPStatus.BAD_REQUEST <= answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
            return
        try:
            case.validate_response(answer, checks=CHECKS, headers=headers)
        except schemathesis.errors.FailureGroup as group:  # type: ignore[attr-defined]
            for fault in group.exceptions:
                what = (case.operation.label, f"{type(fault).__name__}: {fault}"[:500])
                self.faults.setdefault(what, case.as_curl_command()[:1000])


def _examples(operation: Any) -> dict[str, str]:
    """Return a value that exists for each part of the path."""
    told = operation.definition.raw.get("parameters", [])
    found = {one["name"]: one["schema"].get("examples") for one in told if one["in"] == "path"}
    return {name: examples[0] for name, examples in found.items() if examples}


def test_every_answer_of_a_reading_server_is_documented(
    tmp_path_factory: pytest.TempPathFactory, counted: Counted
) -> None:
    with serving("--data", demonstration(tmp_path_factory), env=_environment()) as server:
        fuzz = Fuzz(server)
        fuzz.run(24 * TIMES)
        _hold(fuzz)
    assert fuzz.told.total() >= 2000
    assert {200, 404, 422} <= set(fuzz.told)
    counted("fuzz: requests to reading routes", fuzz.told.total())
    counted("fuzz: server errors", 0)
    counted("fuzz: undocumented answers", 0)


@contextmanager
def writable(folder: Path, collection: Path) -> Iterator[tuple[Server, dict[str, str]]]:
    """Serve a copy of a collection for writing; yield the server and a header with every scope."""
    data = folder / "data"
    shutil.copytree(collection, data)
    scopes = [f"--scope={scope}" for scope in ("draft", "review", "judge", "retract", "admin")]
    issued = subprocess.run(
        [sys.executable, "-m", "kg", "keys", "issue", "fuzzer", *scopes, "--data", str(data)],
        capture_output=True,
        text=True,
        check=True,
    )
    key = issued.stdout.split()[-1]
    assert key.startswith("kg_")
    with serving("--data", data, "--writable", env=_environment()) as server:
        yield server, {"Authorization": f"Bearer {key}"}


def test_every_answer_of_a_writing_server_is_documented(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, counted: Counted
) -> None:
    with writable(tmp_path, demonstration(tmp_path_factory)) as (server, headers):
        reading = Fuzz(server)
        reading.run(2 * TIMES, _writes)
        writing = Fuzz(server, headers)
        writing.run(8 * TIMES, _writes)
        _hold(reading)
        _hold(writing)
        assert not {200, 201} & set(reading.told)
        assert {200, 422} <= set(writing.told)
    counted("fuzz: requests to writing routes", reading.told.total() + writing.told.total())


def _writes(operation: Any) -> bool:
    """Return whether an operation needs a key."""
    return "security" in operation.definition.raw


def _environment() -> dict[str, str]:
    return os.environ | {"KG_CLIENT_CPU": "0"}


def _hold(fuzz: Fuzz) -> None:
    time.sleep(0.1)
    shown = "\n\n".join(f"{where}: {what}\n{how}" for (where, what), how in fuzz.faults.items())
    assert not fuzz.faults, shown
    assert not [status for status in fuzz.told if status >= 500]
    assert fuzz.server.process.poll() is None
    assert not [line for line in fuzz.server.log if "Traceback" in line]
