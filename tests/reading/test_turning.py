"""A change of position is told only where the dates prove the order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.edtf import Edtf
from kg.model.positions import Position
from kg.model.views import DateView, Pointer, SourceRef, SpeakerRef
from kg.reading.turning import turns


def position(name: str, act: str, edtf: str | None) -> Position:
    dated = Edtf.parse(edtf) if edtf else None
    return Position(
        attribution=Pointer(id=name, iri=f"https://e/{name}"),
        speaker=SpeakerRef(id="s", iri="https://e/s", label="S", kind="person"),
        act=act,
        polarity="negated" if act == "deny" else "affirmed",
        certainty="unspecified",
        hedges=(),
        stance="neutral",
        said=dated
        and DateView(
            verbatim=edtf,
            edtf=edtf,
            earliest=_day(dated.earliest),
            latest=_day(dated.latest),
            assumed=(),
        ),
        source=SourceRef(id="p", iri="https://e/p", label="P", language="en"),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def told(*positions: Position) -> list[tuple[str, str, str]]:
    return [(turn.first.id, turn.second.id, turn.order) for turn in turns(positions)]


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        ("2024-03", "2024-04-10", [("a", "b", "proved")]),
        ("2024-04-10", "2024-03", [("b", "a", "proved")]),
        ("2024-03", "2024-03-15", [("a", "b", "not-known")]),
        ("2024-03", None, [("a", "b", "not-known")]),
        ("XXXX-03-25", "2024-04", [("a", "b", "not-known")]),
        ("[..2024-03-01]", "[2024-03-02..]", [("a", "b", "proved")]),
        ("[..2024-03-01]", "[..2024-03-02]", [("a", "b", "not-known")]),
    ],
)
def test_which_came_first_is_told_only_where_the_bounds_prove_it(
    first: str, second: str | None, order: list[tuple[str, str, str]]
) -> None:
    assert told(position("a", "assert", first), position("b", "deny", second)) == order


def test_saying_the_same_again_is_no_change() -> None:
    assert told(position("a", "assert", "2023"), position("b", "assert", "2024")) == []


def test_a_change_goes_from_the_last_position_before_it() -> None:
    found = told(
        position("a", "assert", "2023-03"),
        position("b", "assert", "2024-03"),
        position("c", "deny", "2024-04-10"),
        position("d", "assert", "2025"),
    )
    assert found == [("b", "c", "proved"), ("c", "d", "proved")]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["assert", "deny", "urge"]),
            st.sampled_from(
                [None, "2023", "2024-03", "2024-03-15", "XXXX-03-15", "[..2024-01-01]"]
            ),
        ),
        max_size=6,
    )
)
def test_whoever_changed_is_told_of_in_some_pair_and_no_pair_is_told_twice(
    said: list[tuple[str, str | None]],
) -> None:
    found = told(*(position(f"p{n}", act, edtf) for n, (act, edtf) in enumerate(said)))
    assert len({frozenset(pair[:2]) for pair in found}) == len(found)
    assert bool(found) == (len({act for act, _ in said}) > 1)
