"""An error is the same on both sides of the connection."""

from __future__ import annotations

import json

import pytest

from kg.errors import BadQueryError, Fault, KgError, RecordError, StoreBusyError
from kg.pool import faults


@pytest.mark.parametrize(
    "error",
    [
        BadQueryError("a", line=1, column=2, hint="b"),
        BadQueryError("a"),
        StoreBusyError("a", where="w", hint="b"),
        KgError("a"),
        RecordError.of(
            (Fault("a.yaml", 1, 2, "text", "b", "c"), Fault("a.yaml", None, None, "", "d"))
        ),
        RecordError("a"),
    ],
)
def test_kind_words_and_position_arrive(error: KgError) -> None:
    arrived = faults.read(json.loads(json.dumps(faults.written(error))))
    assert type(arrived) is type(error)
    assert vars(arrived) == vars(error)


@pytest.mark.parametrize("name", ["NoSuchError", "ClassVar", "annotations"])
def test_what_is_no_error_of_ours_becomes_a_plain_one(name: str) -> None:
    fault = {"error": name, "detail": "a", "where": None, "hint": None}
    assert type(faults.read(fault)) is KgError


def test_words_as_long_as_what_was_sent_are_cut() -> None:
    fault = Fault("a.yaml", 1, 1, "text", "x" * 9000)
    arrived = faults.read(json.loads(json.dumps(faults.written(RecordError.of((fault,))))))
    assert isinstance(arrived, RecordError)
    assert (len(arrived.detail), len(arrived.faults[0].reason)) == (4000, 4000)
