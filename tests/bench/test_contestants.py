from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, cast

from kg_bench.contestants import differences
from kg_bench.questions import Ask, Question
from kg_bench.servers import Answered

ASKED = Question("?", [Ask(None, f"SELECT {number}") for number in range(10)])


@dataclass
class Told:
    """A server that always says the same, or nothing in time, and counts how often it is asked."""

    body: bytes | None
    asked: int = 0
    sparql: str = field(default="/sparql")

    def get(self, path: str, accept: str, patience: float = 0.0) -> Answered:
        assert accept == "application/sparql-results+json"
        assert patience == 20
        self.asked += 1
        if self.body is None:
            raise TimeoutError(path)
        return Answered(200, {}, self.body)


def results(*values: str) -> bytes:
    rows = [{"n": {"type": "literal", "value": value}} for value in values]
    return json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": rows}}).encode()


def found(**servers: Told) -> list[str]:
    return differences(ASKED, cast("Any", servers))


def test_the_same_difference_is_told_once() -> None:
    told = found(ours=Told(results("1")), oxigraph=Told(results("1")), other=Told(results("2")))

    assert told == ["other and oxigraph: 1 rows and 1, 0 of them the same"]


def test_who_does_not_answer_in_time_is_named_and_not_asked_again() -> None:
    late = Told(None)

    told = found(ours=Told(results("1")), oxigraph=Told(results("1")), late=late)

    assert told == ["late and oxigraph: no answer within 20 s"]
    assert late.asked == 1


def test_without_an_answer_to_compare_with_nothing_is_called_equal() -> None:
    ours = Told(results("1"))

    assert found(ours=ours, oxigraph=Told(None)) == ["oxigraph: no answer within 20 s"]
    assert ours.asked == 5
