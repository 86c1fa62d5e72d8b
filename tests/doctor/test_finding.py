"""What a finding must say."""

from __future__ import annotations

import pytest

from kg.doctor import Examination, Finding, Verdict


def test_a_fault_without_what_follows_is_no_finding() -> None:
    with pytest.raises(ValueError, match="says nothing of what follows"):
        Finding("HEAD", Verdict.HANDLED, "404")


def test_only_what_makes_answers_wrong_counts_as_harmful() -> None:
    right = Finding("ASK", Verdict.RIGHT, "true is true")
    beware = Finding("FROM", Verdict.BEWARE, "FROM is ignored", "use GRAPH")
    harmful = Finding("all rows", Verdict.HARMFUL, "10 of 20", "lift the cap")
    found = Examination("http://e/sparql", None, (right, beware, harmful))
    assert found.harmful == (harmful,)
