"""Uncertain dates as RDF."""

from __future__ import annotations

import pytest

from kg.rdf.dates import date_facts
from kg.rdf.ids import Iris
from kg.records.definitions import DateDef
from kg.vocab import NAMESPACE

NODE = Iris("https://kg.example/").of("date/d")


def facts(edtf: str, *assumed: str) -> dict[str, list[str]]:
    date = DateDef(verbatim="then", edtf=edtf, assumed=assumed)
    found: dict[str, list[str]] = {}
    for _, predicate, value in date_facts(NODE, date):
        found.setdefault(predicate.value.removeprefix(NAMESPACE), []).append(str(value))
    return found


def day(date: str) -> list[str]:
    return [f'"{date}"^^<http://www.w3.org/2001/XMLSchema#date>']


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2019-05-05", "2019-05-05", "2019-05-05"),
        ("2019-05", "2019-05-01", "2019-05-31"),
        ("[..2026-01-13]", None, "2026-01-13"),
        ("2026-01-13/..", "2026-01-13", None),
        ("XXXX-05-05", None, None),
        ("Y17000", None, None),
    ],
)
def test_bounds_are_written_only_where_they_are_known(
    edtf: str, earliest: str | None, latest: str | None
) -> None:
    found = facts(edtf)
    assert found["edtf"] == [f'"{edtf}"']
    assert found.get("earliest") == (day(earliest) if earliest else None)
    assert found.get("latest") == (day(latest) if latest else None)


def test_a_day_without_a_year_has_its_month_and_day() -> None:
    assert facts("XXXX-05-05")["monthDay"] == [
        '"--05-05"^^<http://www.w3.org/2001/XMLSchema#gMonthDay>'
    ]
    assert "monthDay" not in facts("2019-05-05")


def test_wording_and_every_assumption_are_kept() -> None:
    found = facts("2019", "The year is that of the page", "It is a civil year")
    assert found["writtenAs"] == ['"then"']
    assert found["assumption"] == ['"The year is that of the page"', '"It is a civil year"']
