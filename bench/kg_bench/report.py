"""The report: ratios first, then what they are made of."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, TypeAlias

from kg_bench import virtuoso
from kg_bench.contestants import HOPELESS, SHOWN
from kg_bench.race import Result
from kg_bench.turns import Cell

Json: TypeAlias = dict[str, Any]

PACKAGES: Final = (
    "claim-provenance", "pyoxigraph", "oxigraph", "rdflib", "rdflib-endpoint", "fastapi",
    "uvicorn", "uvloop", "httptools",
)  # fmt: skip


def machine() -> Json:
    """Return what the figures were taken on, and how busy it was with other things."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
        "versions": {name: found for name in PACKAGES if (found := _version(name))}
        | ({"virtuoso": found} if (found := virtuoso.version()) else {}),
    }


def lines(result: Result) -> Iterator[str]:
    """Yield the report of one question."""
    yield f"\n## {result.question}"
    yield from (f"   not equal: {one}" for one in result.differences)
    if result.unequal:
        yield f"   not equal work: {result.unequal}"
    yield from (
        f"   left out: {one}, an answer takes over {HOPELESS:.0f} s" for one in result.left_out
    )
    for clients in sorted({cell.clients for cell in result.cells}):
        cells = {cell.contestant: cell for cell in result.cells if cell.clients == clients}
        yield from (f"   {clients:>2} clients  {line}" for line in _ratios(cells))
        yield from (f"      {figures(cell)}" for cell in cells.values())


def _ratios(cells: dict[str, Cell]) -> Iterator[str]:
    for theirs, cell in cells.items():
        if theirs in SHOWN:
            continue
        against = ", ".join(
            f"{ours} {ratio:.2f}x"
            for ours in SHOWN
            if ours in cells and (ratio := _ratio(cells[ours], cell)) is not None
        )
        if against:
            yield f"answers a second / those of {theirs}: {against}"


def _ratio(ours: Cell, theirs: Cell) -> float | None:
    return ours.per_second / theirs.per_second if theirs.per_second else None


def figures(cell: Cell) -> str:
    """Return one contestant's figures in a line."""
    told = (
        f"{cell.contestant:<10} {cell.per_second:>9.1f}/s  median {_ms(cell.median)}"
        f"  p99 {_ms(cell.p99)}  cpu {_ms(cell.cpu)}  {cell.kib:>7.1f} KiB  n={cell.answers}"
    )
    if cell.client_share > 0.5:
        told += f"  (the client used {cell.client_share:.2f} of a core)"
    if cell.refused or cell.broken or cell.late:
        told += f"  REFUSED {cell.refused} BROKEN {cell.broken} LATE {cell.late}"
    return told


def _ms(value: float | None) -> str:
    return "       -   " if value is None else f"{value:>8.2f} ms"


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def pressure() -> str | None:
    """Return how long work waited for a processor lately, as Linux tells it."""
    path = Path("/proc/pressure/cpu")
    return path.read_text().splitlines()[0] if path.exists() else None
