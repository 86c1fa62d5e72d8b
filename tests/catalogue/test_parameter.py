"""A parameter takes what it says it takes, and its refusals teach."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from pyoxigraph import Literal, NamedNode

from kg.catalogue import Parameter
from kg.errors import BadParameterError

BASE = "https://example.org/"


def parameter(**changes: Any) -> Parameter:
    spec = {"name": "who", "type": "speaker", "description": "Whom.", "example": "mod"}
    return Parameter.model_validate({**spec, **changes})


def refused(given: str | list[str], **changes: Any) -> BadParameterError:
    with pytest.raises(BadParameterError) as caught:
        parameter(**changes).terms(given, base=BASE)
    return caught.value


def test_a_refusal_names_the_parameter_what_was_given_what_to_write_and_an_example() -> None:
    error = refused("25 March", name="since", type="date", example="2026-03-25")
    assert error.where == "since"
    assert error.detail == "“25 March” does not fit “since” (date)"
    assert error.hint == "write a full date, year-month-day, such as 2026-03-25"


def test_a_refusal_says_why_where_that_helps() -> None:
    error = refused("2026-02-30", type="date", example="2026-03-25")
    assert error.detail == "“2026-02-30” does not fit “who” (date): day is out of range for month"


def test_a_long_refused_value_is_shown_shortened() -> None:
    assert refused("A" * 500).detail == f"“{'A' * 60}…” does not fit “who” (speaker)"


def test_a_misspelt_enum_value_brings_the_nearest_one() -> None:
    error = refused("asert", type="enum", values=["assert", "deny"], example="deny")
    assert error.hint == "did you mean assert? write one of assert, deny, such as deny"


def test_an_enum_value_like_no_other_brings_the_list() -> None:
    error = refused("zzz", type="enum", values=["assert", "deny"], example="deny")
    assert error.hint == "write one of assert, deny, such as deny"


@pytest.mark.parametrize(
    ("bounds", "given", "range_shown"),
    [
        ({"minimum": 1}, "0", "1 or more"),
        ({"minimum": 1, "maximum": 9}, "10", "1 to 9"),
        ({"maximum": 9}, "10", "up to 9"),
    ],
)
def test_an_integer_stays_in_its_range(
    bounds: dict[str, int], given: str, range_shown: str
) -> None:
    error = refused(given, type="integer", example=5, **bounds)
    assert error.hint == f"write a whole number, {range_shown}, such as 5"


def test_one_value_is_wanted_unless_a_list_is_allowed() -> None:
    assert refused(["a", "b"]).hint == "write one value only, such as mod"
    assert parameter(many=True).terms(["a", "b"], base=BASE) == (
        NamedNode(BASE + "speaker/a"),
        NamedNode(BASE + "speaker/b"),
    )


def test_words_are_a_list_and_never_an_empty_one() -> None:
    words = parameter(type="words", example=["a", "b"])
    assert words.terms(["hill", "line"], base=BASE) == (Literal("hill"), Literal("line"))
    assert (
        refused([], type="words", example=["a", "b"]).hint
        == "write 1 to 1,000 values, such as a, b"
    )


def test_yaml_numbers_dates_and_truth_values_are_examples_as_well() -> None:
    assert parameter(type="integer", example=5).example == "5"
    assert parameter(type="boolean", example=True).example == "true"


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "enum"},
        {"values": ["a"]},
        {"minimum": 1},
        {"required": True, "default": "mod"},
        {"type": "string"},
        {"colour": "red"},
        {"description": ""},
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        parameter(**changes)
