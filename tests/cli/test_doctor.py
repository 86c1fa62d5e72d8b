"""`kg doctor URL` tells a person, and a program, what an endpoint does wrong."""

from __future__ import annotations

import json

import pytest

from cli_running import shell
from faulty_server import answer, serving

pytestmark = pytest.mark.server

YES = b'{"head":{},"boolean":true}'


def test_findings_come_as_rows_and_harm_as_an_exit_code() -> None:
    with serving(answer(YES, headers=("Server: strange\x1b[2J/1",))) as server:
        done = shell("doctor", server.url, "--format", "json")
    found = {row["probe"]: row for row in json.loads(done.out)}
    assert found["ASK"] == {"verdict": "right", "probe": "ASK", "saw": "true is true", "so": ""}
    assert found["CONSTRUCT"]["verdict"] == "unknown"
    assert done.code == 0
    assert "\x1b" not in done.err


def test_an_endpoint_that_harms_ends_with_3() -> None:
    rows = b'{"head":{"vars":["a"]},"results":{"bindings":[]}}'
    with serving(answer(YES), answer(rows)) as server:
        done = shell("doctor", server.url)
    assert done.code == 3
    assert "make answers wrong or missing" in done.err


def test_what_is_no_address_is_wrong_usage() -> None:
    done = shell("doctor", "not-an-address")
    assert done.code == 2
    assert "Traceback" not in done.err
