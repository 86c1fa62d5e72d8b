from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kg_bench.virtuoso import INSTALLED
from run import hindrance

BENCH = Path(__file__).parents[2] / "bench"


def run(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(BENCH / script), *arguments],
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.server
def test_a_small_race_finds_equal_answers_and_prints_ratios(tmp_path: Path) -> None:
    data, told = tmp_path / "data", tmp_path / "told.json"
    run("generate.py", "--quads", "6000", "--out", str(data))
    run("prepare.py", str(data))
    report = run(
        "run.py", "--data", str(data), "--seconds", "0.2", "--clients", "1",
        "--only", "one attribution", "--out", str(told),
    )  # fmt: skip

    assert "answers a second / those of oxigraph: REST" in report
    (result,) = json.loads(told.read_text())["results"]
    assert [one for one in result["differences"] if "rdflib" not in one] == []
    cells = {cell["contestant"]: cell for cell in result["cells"]}
    assert "| answers a second ÷ oxigraph | clients | REST, 304 | REST |" in run(
        "table.py", str(told)
    )
    assert {"REST", "REST, kept", "REST, 304", "SPARQL", "SPARQL, kept", "oxigraph"} <= set(cells)
    assert ("virtuoso" in cells) == INSTALLED
    assert all(cell["answers"] >= 40 and not cell["refused"] for cell in cells.values())


def test_who_cannot_take_part_is_named_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("run.INSTALLED", False)
    monkeypatch.setattr("run.find_spec", lambda _: object())

    assert hindrance("virtuoso", 10) == "it is not installed (Debian: virtuoso-opensource-7)"
    assert hindrance("rdflib", 200_000) is None
    assert hindrance("rdflib", 200_001) == (
        "it holds everything in memory, and 200,001 quads are a lot"
    )


RACE = """
import asyncio, sys
from pathlib import Path
from kg_bench import load, servers

def idle(data, port):
    return [sys.executable, "-m", "http.server", str(port), "-b", servers.HOST], "/", "/"

servers.stop_when_told()
with servers.running("idle", idle, Path(sys.argv[1])) as server:
    print(server.port, flush=True)
    with asyncio.Runner(loop_factory=load.fast_loop()) as runner:
        runner.run(asyncio.sleep(60))
"""


@pytest.mark.server
def test_servers_end_with_a_race_that_is_told_to_stop(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", RACE, str(tmp_path)], stdout=subprocess.PIPE, cwd=BENCH
    ) as race:
        assert race.stdout is not None
        port = int(race.stdout.readline())
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            race.terminate()
        assert race.wait(20) == 128 + signal.SIGTERM

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
