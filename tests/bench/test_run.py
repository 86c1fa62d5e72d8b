from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

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
    assert {"REST", "REST, 304", "SPARQL", "oxigraph"} <= set(cells)
    assert all(cell["answers"] >= 40 and not cell["refused"] for cell in cells.values())
