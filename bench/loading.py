"""What loading costs beside `oxigraph load`: one by one, in batches, and a rebuild, in turns.

    python bench/loading.py bench/out/1e5 --rounds 3 --beside ../earlier
    python bench/loading.py bench/out/1e5 --stacks loading.stacks

The directory is what `bench/generate.py` made. Each load runs in a process of its own, into a new
directory. `--beside` is another working copy of the project, with which the same records are
loaded one by one in the same run. Processor time is the measure where other work shares the
machine; it includes the processes that a load starts, and so does memory. `--stacks` says instead
where the time of a load in one process goes, and draws it beside as a flame graph.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.preserving.rebuilding import rebuild
from kg_bench.filling import cpu_of_all, fill_ours, fill_oxigraph
from kg_bench.flame import drawn
from kg_bench.stacks import Stacks

OURS = {"one by one": 0, "in batches": 1, "in batches, two processes": 2}
REBUILT = "rebuilt, two processes"
OXIGRAPH = "oxigraph load"
BESIDE = "one by one, the other copy"
ONE_BY_ONE = """
import json, sys
from pathlib import Path
from kg_bench.filling import fill_ours
print(json.dumps(fill_ours(Path(sys.argv[1]), sys.argv[2])))
"""
TOLD = ("seconds", "cpu", "peak_mib")


def measure(name: str, data: Path, base: str) -> dict[str, float]:
    """Load once in this process, as named, and return what it took."""
    if name == OXIGRAPH:
        told = fill_oxigraph(data)
    elif name == REBUILT:
        fill_ours(data, base, processes=1)
        told = rebuilt(data)
    else:
        told = fill_ours(data, base, processes=OURS[name])
        told["peak_mib"] += _peak_mib(resource.RUSAGE_CHILDREN)
    return {key: told[key] for key in TOLD}


def rebuilt(data: Path) -> dict[str, float]:
    """Make graph and index again in a process of its own, and return what it took."""
    done = subprocess.run(
        [sys.executable, __file__, str(data), "--rebuild"], check=True, capture_output=True
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def race(data: Path, rounds: int, beside: Path | None) -> dict[str, list[dict[str, float]]]:
    """Let each load take its turn so often, and return what each took."""
    names = [*OURS, REBUILT, OXIGRAPH, *([BESIDE] if beside else [])]
    took: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            took[name].append(_apart(name, data, beside))
            print(name, took[name][-1], file=sys.stderr, flush=True)
    return took


def _apart(name: str, data: Path, beside: Path | None) -> dict[str, float]:
    base = json.loads((data / "sample.json").read_text("utf-8"))["base"]
    with tempfile.TemporaryDirectory(dir=data) as folder:
        fresh = Path(folder)
        for part in ("records", "quads.nq", "sample.json"):
            (fresh / part).symlink_to((data / part).resolve())
        command, env = [sys.executable, __file__, str(fresh), "--only", name], os.environ.copy()
        if name == BESIDE and beside:
            command = [sys.executable, "-c", ONE_BY_ONE, str(fresh), base]
            env["PYTHONPATH"] = os.pathsep.join(str(beside / part) for part in ("src", "bench"))
        done = subprocess.run(command, check=True, capture_output=True, env=env)
    told = json.loads(done.stdout)
    return {key: round(told[key], 2) for key in TOLD}


def printed(took: dict[str, list[dict[str, float]]]) -> str:
    """Return a table of the least of each, as multiples of `oxigraph load`."""
    least = {
        name: {key: min(one[key] for one in each) for key in TOLD} for name, each in took.items()
    }
    theirs = least[OXIGRAPH]
    lines = [
        "| | wall s | CPU s | peak MiB | rate by wall | rate by CPU |",
        "|---|---|---|---|---|---|",
    ]
    for name, one in least.items():
        wall, cpu = (theirs[key] / one[key] for key in ("seconds", "cpu"))
        figures = f"{one['seconds']:.1f} | {one['cpu']:.1f} | {one['peak_mib']:.0f}"
        lines.append(f"| {name} | {figures} | {wall:.2f} | {cpu:.2f} |")
    return "\n".join(lines)


def stacks(data: Path, to: Path) -> None:
    """Write where the time of a load in batches goes, and print the functions it is spent in."""
    base, seen = json.loads((data / "sample.json").read_text("utf-8"))["base"], Stacks()
    shutil.rmtree(data / "kg", ignore_errors=True)
    with seen.looking():
        fill_ours(data, base, processes=1)
    seen.write(to)
    to.with_suffix(".svg").write_text(drawn(seen.seen, "kg load --bulk, one process"), "utf-8")
    for share, name in seen.within(60):
        print(f"{share:6.1%} {name}")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="what generate.py made")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--beside", type=Path, help="another working copy of the project")
    parser.add_argument("--stacks", type=Path, help="write where the time goes to this file")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    parser.add_argument("--rebuild", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.stacks:
        stacks(given.data, given.stacks)
    elif given.rebuild:
        print(json.dumps(_rebuild(given.data)))
    elif given.only:
        base = json.loads((given.data / "sample.json").read_text("utf-8"))["base"]
        print(json.dumps(measure(given.only, given.data, base)))
    else:
        print(printed(race(given.data, given.rounds, given.beside)))


def _rebuild(data: Path) -> dict[str, float]:
    begun, cpu = time.perf_counter(), cpu_of_all()
    rebuild(data / "kg", processes=2)
    return {
        "seconds": time.perf_counter() - begun,
        "cpu": cpu_of_all() - cpu,
        "peak_mib": _peak_mib(resource.RUSAGE_SELF) + _peak_mib(resource.RUSAGE_CHILDREN),
    }


def _peak_mib(who: int) -> float:
    """Return the most memory of this process, or of the largest of those it started."""
    return resource.getrusage(who).ru_maxrss / 1024


if __name__ == "__main__":
    main()
