"""One part of a page may fail; the others are shown, and the page never passes for whole."""

from __future__ import annotations

import asyncio

import pytest

from kg.errors import (
    IncompleteAnswerError,
    KgError,
    StoreUnreachableError,
    TimeLimitError,
    UnknownThingError,
)
from kg_api.pages.sections import Section, code, first_fault, passing, tried


async def answered() -> str:
    return "an answer"


async def failing(error: KgError) -> str:
    raise error


def test_a_section_has_what_was_answered() -> None:
    assert asyncio.run(tried(answered())).got == "an answer"


@pytest.mark.parametrize("error", [StoreUnreachableError("gone"), TimeLimitError("ten seconds")])
def test_a_store_that_does_not_answer_is_the_fault_of_one_section(error: KgError) -> None:
    section = asyncio.run(tried(failing(error)))
    assert section.fault is error
    with pytest.raises(type(error)):
        _ = section.got


def test_that_there_is_no_such_thing_is_no_matter_of_one_section() -> None:
    with pytest.raises(UnknownThingError):
        asyncio.run(tried(failing(UnknownThingError("no such claim"))))


def test_a_section_is_answered_or_failed_and_never_both_or_neither() -> None:
    for values in ({}, {"value": "x", "fault": KgError("y")}):
        with pytest.raises(ValueError, match="a value or a fault"):
            Section(**values)


def test_a_page_has_the_status_of_the_first_of_its_sections_that_failed() -> None:
    whole = Section(value="x")
    broken: Section[str] = Section(fault=IncompleteAnswerError("broke off"))
    late: Section[str] = Section(fault=TimeLimitError("ten seconds"))
    assert code(first_fault([whole, broken, late])) == 502
    assert code(first_fault([whole])) == 200


def test_only_what_may_be_over_soon_is_asked_again_by_itself() -> None:
    assert passing(StoreUnreachableError("gone"))
    assert not passing(TimeLimitError("ten seconds"))
