from __future__ import annotations

from typing import Any

from kg_bench.tables import figures, ratios, sizes, unequal
from table import tables


def cell(contestant: str, clients: int, per_second: float, **more: Any) -> dict[str, Any]:
    faults = {"refused": {}, "broken": 0, "late": 0}
    cost = {"median": 2.0, "p99": 120.4, "cpu": 0.123, "kib": 3.25, "answers": 1234}
    told = {"contestant": contestant, "clients": clients, "per_second": per_second}
    return told | cost | faults | more


def race(*cells: dict[str, Any], **more: Any) -> dict[str, Any]:
    told = {"question": "hills", "differences": [], "unequal": "", "left_out": [], "cells": cells}
    return {"results": [told | more]}


def test_a_ratio_says_how_many_times_as_often_we_answer() -> None:
    told = race(
        cell("SPARQL", 1, 50), cell("virtuoso", 1, 20), cell("SPARQL", 16, 9),
        cell("virtuoso", 16, 10),
    )  # fmt: skip

    assert list(ratios(told, "virtuoso")) == [
        "| answers a second ÷ virtuoso | clients | SPARQL |",
        "| --- | --- | --: |",
        "| hills | 1 | 2.5 |",
        "|  | 16 | 0.9 |",
        "",
    ]


def test_who_was_not_raced_has_no_table() -> None:
    assert list(ratios(race(cell("SPARQL", 1, 50)), "virtuoso")) == []


def test_who_answered_nothing_is_not_divided_by() -> None:
    told = race(cell("SPARQL", 1, 50), cell("virtuoso", 1, 0, median=None, p99=None, cpu=None))

    assert list(ratios(told, "virtuoso")) == []
    assert "| hills | SPARQL | 2.0 | 120 | 0.12 | 3.2 | 1,234 |" in list(figures(told, 1))
    assert "|  | virtuoso | - | - | - | 3.2 | 1,234 |" in list(figures(told, 1))


def test_answers_that_were_refused_or_late_stand_beside_those_that_came() -> None:
    told = race(cell("rdflib", 16, 5, refused={"503": 2}, late=3))

    assert list(figures(told, 16))[2].endswith("| 1,234, refused: {'503': 2}, late: 3 |")
    assert list(figures(told, 1))[2:] == [""]


def test_loading_is_compared_by_processor_time() -> None:
    def load(cpu: float) -> dict[str, float]:
        return {"disk_mib": 200.0, "seconds": 9.0, "cpu": cpu, "peak_mib": 90.0}

    filled = {"quads": 1000, "ours": load(8), "oxigraph": load(2)}
    told = {"filled": filled, "memory_mib": {"ours": 150.0, "oxigraph": 20.0, "rdflib": 240.0}}

    assert list(sizes(told))[2:5] == [
        "| ours | 150 | 200 | 9.0 | 8.0 | 90.0 | 0.25 |",
        "| oxigraph | 20.0 | 200 | 9.0 | 2.0 | 90.0 | 1.0 |",
        "| rdflib | 240 |  |  |  |  |  |",
    ]


def test_everything_that_was_not_equal_is_told() -> None:
    told = race(differences=["a and b: 1 rows and 2"], unequal="more", left_out=["rdflib"])

    assert list(unequal(told)) == [
        "- hills: not equal: a and b: 1 rows and 2",
        "- hills: not equal work: more",
        "- hills: left out, over 20 s an answer: rdflib",
    ]


def test_what_a_filling_did_otherwise_is_told() -> None:
    load = {"disk_mib": 1.0, "seconds": 1.0, "cpu": 1.0, "peak_mib": 1.0}
    filled = {
        "quads": 9, "ours": load | {"directly": True}, "oxigraph": load,
        "virtuoso": load | {"differing": {"urn:g": -1}},
    }  # fmt: skip

    shown = "\n".join(sizes({"filled": filled, "memory_mib": {}}))

    assert "Ours was made without ledger and checks, so its loading is no measure." in shown
    assert "Virtuoso has another number of quads in 1 graphs: {'urn:g': -1}" in shown


def test_a_race_that_was_stopped_is_not_told_as_a_whole_one() -> None:
    load = {"disk_mib": 1.0, "seconds": 1.0, "cpu": 1.0, "peak_mib": 1.0}
    told = race(cell("SPARQL", 1, 50)) | {
        "filled": {"quads": 9, "ours": load, "oxigraph": load}, "memory_mib": {},
        "machine": {"cores": 2, "load": [0.5], "python": "3.11.7", "versions": {"oxigraph": "1"}},
        "after": {"load": [1.5]},
    }  # fmt: skip

    warning = "\n**The race was stopped before its last question.**"
    assert warning in list(tables(told | {"finished": False}))
    *_, last = tables(told | {"finished": True})
    assert warning not in list(tables(told | {"finished": True}))
    assert last == "\n2 cores, load average 0.5 before and 1.5 after; Python 3.11.7, oxigraph 1"
