from __future__ import annotations

import csv
import io

from pydantic import BaseModel

from kg_api.flattening import columns, csv_of


class Day(BaseModel):
    edtf: str
    latest: str | None


class Said(BaseModel):
    id: str
    said: Day | None
    hedges: tuple[str, ...]
    count: int
    sure: bool
    topics: tuple[Day, ...]


class Page(BaseModel):
    items: tuple[Said, ...]
    next: str | None


def said(name: str, day: Day | None = None, hedges: tuple[str, ...] = ()) -> Said:
    return Said(id=name, said=day, hedges=hedges, count=3, sure=False, topics=())


def table(*rows: Said) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_of(Page, rows).decode())))


def test_the_columns_are_those_of_the_class_whatever_it_holds() -> None:
    header = ["id", "said.edtf", "said.latest", "hedges", "count", "sure", "topics"]
    assert list(columns(Said)) == header
    assert table() == [header]
    assert table(said("a"))[0] == header


def test_what_is_not_known_is_an_empty_cell() -> None:
    day = Day(edtf="XXXX-03-25", latest=None)
    assert table(said("a"), said("b", day, ("alleged", "claimed")))[1:] == [
        ["a", "", "", "", "3", "false", ""],
        ["b", "XXXX-03-25", "", "alleged | claimed", "3", "false", ""],
    ]


def test_things_in_a_list_are_json() -> None:
    one = said("a").model_copy(update={"topics": (Day(edtf="2024", latest="2024-12-31"),)})
    assert table(one)[1][-1] == '[{"edtf": "2024", "latest": "2024-12-31"}]'


def test_one_thing_is_one_row() -> None:
    assert csv_of(Said, [said("a")]).decode().splitlines()[1] == "a,,,,3,false,"


def test_no_cell_is_a_formula_to_a_spreadsheet() -> None:
    for words in ("=1+1", "+1", "-1", "@x", "\tx", "\rx"):
        assert table(said(words))[1][0] == f"'{words}"
    assert table(said("a", hedges=("=1", "b")))[1][3] == "'=1 | b"
