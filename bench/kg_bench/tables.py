"""What a race told, as the Markdown of docs/performance.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from kg_bench.contestants import HOPELESS, SHOWN

Json: TypeAlias = dict[str, Any]

THEIRS: Final = ("oxigraph", "virtuoso", "rdflib")
_FAULTS: Final = ("refused", "broken", "late")


def ratios(told: Json, theirs: str) -> Iterator[str]:
    """Yield how often we answer as a multiple of another system, if it took part."""
    ours = [name for name in SHOWN if any(_ratio(cells, name, theirs) for _, _, cells in _by(told))]
    if not ours:
        return
    shown: set[str] = set()
    yield from _head([f"answers a second ÷ {theirs}", "clients", *ours])
    for question, clients, cells in _by(told):
        found = [_ratio(cells, name, theirs) for name in ours]
        if any(found):
            yield _line([_once(question, shown), str(clients), *found])
    yield ""


def figures(told: Json, clients: int) -> Iterator[str]:
    """Yield what an answer took and cost with so many clients, for everybody."""
    columns = ["median ms", "p99 ms", "CPU ms", "KiB", "answers"]
    shown: set[str] = set()
    yield from _head([f"{clients} client{'s' * (clients > 1)}", "who", *columns])
    for question, number, cells in _by(told):
        if number == clients:
            for name, cell in cells.items():
                numbers = [_number(cell[key]) for key in ("median", "p99", "cpu", "kib")]
                yield _line([_once(question, shown), name, *numbers, _answers(cell)])
    yield ""


def sizes(told: Json) -> Iterator[str]:
    """Yield what each system takes: memory after the race, disk, and its loading."""
    filled, memory = told["filled"], told["memory_mib"]
    columns = ["memory MiB", "disk MiB", "load s", "load CPU s", "load peak MiB", "load ÷ oxigraph"]
    yield from _head(["system", *columns], texts=1)
    for name in dict.fromkeys([*memory, "ours", *THEIRS]):
        load = filled.get(name)
        if load or name in memory:
            keys = ("disk_mib", "seconds", "cpu", "peak_mib")
            shown = [_number(load[key]) if load else "" for key in keys]
            pace = _number(filled["oxigraph"]["cpu"] / load["cpu"]) if load else ""
            yield _line([name, _number(memory.get(name)), *shown, pace])
    yield f"\n{filled['quads']:,} quads; “load ÷ oxigraph”: quads a second of CPU time."
    yield from _remarks(filled)
    yield ""


def unequal(told: Json) -> Iterator[str]:
    """Yield for each question whose answers or whose work differ, and who is left out."""
    for one in told["results"]:
        said = [f"not equal: {found}" for found in one["differences"]]
        said += [f"not equal work: {one['unequal']}"] if one["unequal"] else []
        left_out = ", ".join(one["left_out"])
        said += [f"left out, over {HOPELESS:.0f} s an answer: {left_out}"] if left_out else []
        yield from (f"- {one['question']}: {each}" for each in said)


def _remarks(filled: Json) -> Iterator[str]:
    if filled["ours"].get("directly"):
        yield "Ours was made without ledger and checks, so its loading is no measure."
    if differing := filled.get("virtuoso", {}).get("differing"):
        yield f"Virtuoso has another number of quads in {len(differing)} graphs: {differing}"


def _by(told: Json) -> Iterator[tuple[str, int, Json]]:
    """Yield question, number of clients, and the cells by contestant."""
    for one in told["results"]:
        for clients in sorted({cell["clients"] for cell in one["cells"]}):
            cells = [cell for cell in one["cells"] if cell["clients"] == clients]
            yield one["question"], clients, {cell["contestant"]: cell for cell in cells}


def _once(name: str, shown: set[str]) -> str:
    """Return a name in the first of its rows, and nothing in the others."""
    if name in shown:
        return ""
    shown.add(name)
    return name


def _ratio(cells: Json, ours: str, theirs: str) -> str:
    if ours not in cells or theirs not in cells or not cells[theirs]["per_second"]:
        return ""
    return _number(cells[ours]["per_second"] / cells[theirs]["per_second"])


def _answers(cell: Json) -> str:
    faults = [f"{key}: {cell[key]}" for key in _FAULTS if cell[key]]
    return ", ".join([f"{cell['answers']:,}", *faults])


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}" if value < 1 else f"{value:.1f}"


def _head(columns: Sequence[str], texts: int = 2) -> Iterator[str]:
    yield _line(columns)
    yield _line(["---"] * texts + ["--:"] * (len(columns) - texts))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
