"""What is asked for reading changes nothing."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from demonstration import demonstration
from serving import Server, serving

pytestmark = pytest.mark.server

ANY = "?s ?p ?o"
NEW = "<urn:a> <urn:b> <urn:c>"
OPERATIONS = [
    f"INSERT DATA {{ {NEW} }}",
    f"INSERT DATA {{ GRAPH <urn:g> {{ {NEW} }} }}",
    f"insert data {{ {NEW} }}",
    f"INSERT {{ {NEW} }} WHERE {{}}",
    f"INSERT {{ {NEW} }} WHERE {{ {ANY} }}",
    f"WITH <urn:g> INSERT {{ {NEW} }} WHERE {{}}",
    f"WITH <urn:g> DELETE {{ {ANY} }} INSERT {{ {NEW} }} WHERE {{ {ANY} }}",
    f"INSERT {{ {NEW} }} USING <urn:g> WHERE {{ {ANY} }}",
    f"DELETE DATA {{ {NEW} }}",
    f"DELETE WHERE {{ {ANY} }}",
    f"DELETE WHERE {{ GRAPH ?g {{ {ANY} }} }}",
    f"DELETE {{ {ANY} }} WHERE {{ {ANY} }}",
    f"DELETE {{ GRAPH ?g {{ {ANY} }} }} WHERE {{ GRAPH ?g {{ {ANY} }} }}",
    "CLEAR ALL", "CLEAR SILENT ALL", "CLEAR DEFAULT", "CLEAR NAMED", "CLEAR GRAPH <urn:g>",
    "DROP ALL", "DROP SILENT ALL", "DROP DEFAULT", "DROP NAMED", "DROP GRAPH <urn:g>",
    "CREATE GRAPH <urn:g>", "CREATE SILENT GRAPH <urn:g>",
    "COPY DEFAULT TO <urn:g>", "COPY <urn:g> TO DEFAULT", "MOVE DEFAULT TO <urn:g>",
    "MOVE SILENT <urn:g> TO DEFAULT", "ADD DEFAULT TO <urn:g>", "ADD <urn:g> TO DEFAULT",
    "LOAD <file:///etc/hostname>", "LOAD SILENT <file:///etc/hostname> INTO GRAPH <urn:g>",
    f"PREFIX e: <urn:e> INSERT DATA {{ {NEW} }}",
    f"BASE <urn:e> DELETE WHERE {{ {ANY} }}",
    f"# a comment\nINSERT DATA {{ {NEW} }}",
    f"ASK {{}} ; INSERT DATA {{ {NEW} }}",
    "SELECT * { ?s ?p ?o } ; DROP ALL",
    f"INSERT DATA {{ {NEW} }} ; DROP ALL",
    f"SELECT * {{ INSERT DATA {{ {NEW} }} }}",
    "ASK {} DROP ALL",
    "\\u0044ROP ALL",
]  # fmt: skip
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def state(directory: Path) -> dict[str, str]:
    """Return a digest of every file that says what the collection holds."""
    kept = [*directory.glob("ledger/**/*"), directory / "current", directory / "format.json"]
    kept += directory.glob("generations/**/*")
    return {
        str(path.relative_to(directory)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in kept
        if path.is_file()
    }


def tries(server: Server, text: str) -> Iterator[int]:
    """Yield the answers to an update, sent in every way a reader can send anything."""
    client = server.client
    for name in ("query", "update"):
        yield client.get("/sparql", params={name: text}).status_code
        yield client.post("/sparql", data={name: text}).status_code
        yield client.post("/sparql/", params={name: text}).status_code
        run = f"/api/v1/queries/speakers/list/run?{name}="
        yield client.get(run, params={name: text}).status_code
        yield client.post("/api/v1/queries/speakers/list/run", data={name: text}).status_code
    for kind in ("query", "update"):
        sent = {"Content-Type": f"application/sparql-{kind}"}
        for path in ("/sparql", "/update"):
            yield client.post(path, content=text.encode(), headers=sent).status_code
    yield client.put("/sparql", content=text.encode()).status_code
    yield client.delete("/sparql?default").status_code
    about = "/api/v1/queries/claims/about/run"
    yield client.get(about, params={"claim": f"x> }} ; {text} #"}).status_code


def everywhere(server: Server, text: str) -> Iterator[int]:
    """Yield the answers of every route that reads, with an update in each place for a value."""
    client, value = server.client, quote(text, safe="")
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for parameter in methods.get("get", {}).get("parameters", []):
            name = parameter["name"]
            place = parameter["in"] == "path"
            address = re.sub(r"\{.*?\}", value.replace("\\", "") if place else "claims", path)
            asked = {} if place else {name: text}
            yield client.get(address, params=asked, follow_redirects=False).status_code


def test_no_update_changes_anything(
    tmp_path_factory: pytest.TempPathFactory, counted: Callable[[str, int], None]
) -> None:
    directory = demonstration(tmp_path_factory)
    assert len(OPERATIONS) >= 40
    with serving("--data", directory) as server:
        before = state(directory)
        count = "/sparql?query=SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        before_that = server.client.get(count).json()
        told = Counter(status for text in OPERATIONS for status in tries(server, text))
        assert all(400 <= status < 500 for status in told)
        beside = Counter(status for text in OPERATIONS for status in everywhere(server, text))
        assert beside.total() > 50 * len(OPERATIONS)
        assert all(status < 500 for status in beside)
        assert server.client.get(count).json() == before_that
        assert state(directory) == before
    done = subprocess.run(
        [sys.executable, "-m", "kg", "verify", "--data", str(directory)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    counted("update forms that changed nothing", len(OPERATIONS))
    counted("update forms: requests", told.total() + beside.total())
