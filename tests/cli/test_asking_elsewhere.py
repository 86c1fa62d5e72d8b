"""What the SPARQL page says to type elsewhere, typed there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from serving import Server, serving

pytestmark = pytest.mark.server

QUERY = "SELECT ?c ?words {\n  ?c a cp:Claim ; rdfs:label ?words\n}\nORDER BY ?c\nLIMIT 3\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Yield a server of the demonstration."""
    with serving("--demo") as started:
        yield started


@pytest.fixture(scope="module")
def told(server: Server) -> dict[str, str]:
    """Return what the page says to type, by where."""
    page = server.client.get("/sparql", params={"query": QUERY}, headers={"Accept": "text/html"})
    found = re.findall("<h3>([^<]+)</h3><pre[^>]*>(.*?)</pre>", page.text, re.DOTALL)
    return {name: unescape(text) for name, text in found}


@pytest.fixture(scope="module")
def claims(server: Server) -> list[str]:
    """Return the ids of the claims that are the answer."""
    rows = server.client.get("/api/v1/queries/claims/list/run", params={"limit": 100}).json()
    return sorted(row["claim"].rpartition("/")[2] for row in rows["items"])[:3]


def typed(*command: str) -> str:
    """Return what a command prints, with our own programs first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_command_line_gives_the_rows(told: dict[str, str], claims: list[str]) -> None:
    printed = typed("sh", "-c", told["Command line"])
    assert all(f"claim/{claim}" in printed for claim in claims)


def test_the_program_in_python_gives_the_rows(told: dict[str, str], claims: list[str]) -> None:
    program = told["Python"] + "\nprint([row['c']['value'] for row in rows])"
    printed = typed(sys.executable, "-W", "ignore", "-c", program)
    assert re.findall("claim/([^']+)'", printed) == claims


def test_triples_come_to_a_program_in_python_as_turtle(server: Server) -> None:
    query = "CONSTRUCT { ?c a cp:Claim } WHERE { ?c a cp:Claim }"
    page = server.client.get("/sparql", params={"query": query}, headers={"Accept": "text/html"})
    (program,) = re.findall("<h3>Python</h3><pre[^>]*>(.*?)</pre>", page.text, re.DOTALL)
    printed = typed(sys.executable, "-W", "ignore", "-c", unescape(program) + "\nprint(turtle)")
    assert printed.count("/claim/") == 80


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is missing: apt-get install curl")
def test_curl_gives_the_rows_as_csv(told: dict[str, str], claims: list[str]) -> None:
    first, *rows = typed("sh", "-c", told["curl"]).splitlines()
    assert first == "c,words"
    assert [row.partition(",")[0].rpartition("/")[2] for row in rows] == claims
