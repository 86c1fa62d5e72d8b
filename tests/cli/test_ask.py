from __future__ import annotations

import csv
import io
import json

import pytest

from cli_running import Kg
from kg.cli.ask import parameters
from kg.errors import BadParameterError

BY_SPEAKER = ("ask", "attributions/by-speaker", "speaker=russian-mod")


def test_a_question_is_answered_in_every_format(reading: Kg) -> None:
    told = json.loads(reading(*BY_SPEAKER, "-f", "json").out)
    assert len(told) == 3
    assert {row["edtf"] for row in told} == {"XXXX-03-25"}
    lines = reading(*BY_SPEAKER, "-f", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == told
    rows = list(csv.DictReader(io.StringIO(reading(*BY_SPEAKER, "-f", "csv").out)))
    assert rows == told


def test_a_person_gets_short_names_and_the_count_apart(reading: Kg) -> None:
    ran = reading(*BY_SPEAKER)
    assert ran.code == 0
    assert ran.err == "3 rows\n"
    assert "— 1 of 3 —" in ran.out
    assert "act          assert" in ran.out.splitlines()
    assert "claim        claim/forces-near-mount-sarybaba" in ran.out.splitlines()
    assert "https://w3id.org" not in ran.out


def test_a_truth_value_is_one_row(reading: Kg) -> None:
    names = json.loads(reading("queries", "list", "-f", "json").out)
    assert {"name", "question", "parameters"} == set(names[0])


def test_a_parameter_is_checked_before_anything_is_asked(reading: Kg) -> None:
    for given, words in (
        ((), "needs “speaker”"),
        (("speker=x",), "did you mean speaker?"),
        (("speaker=x", "act=shout"), "write one of assert"),
        (("speaker",), "is not name=value"),
        (("speaker=a", "speaker=b"), "write one value only"),
    ):
        ran = reading("ask", "attributions/by-speaker", *given)
        assert (ran.code, ran.out) == (2, "")
        assert words in ran.err


def test_an_unknown_question_is_told_with_those_that_are_close(reading: Kg) -> None:
    ran = reading("ask", "attributions/by-speakr")
    assert ran.code == 2
    assert "did you mean attributions/by-speaker" in ran.err


def test_a_name_given_twice_is_a_list() -> None:
    assert parameters(["a=1", "b=x=y", "a=2", "a=3"]) == {"a": ["1", "2", "3"], "b": "x=y"}
    with pytest.raises(BadParameterError):
        parameters(["a"])
