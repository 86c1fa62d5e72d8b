from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Store

from erasing import load, places, writing
from held import found, held, view_of
from judging import opinion
from kg.auditing.comparing import index_differences
from kg.errors import LedgerError, StoreBusyError
from kg.keeping.generations import current_generation
from kg.keeping.layout import Layout
from kg.ledger import read
from kg.past.making import clear_up, make

if TYPE_CHECKING:
    from pathlib import Path

    from kg.past.view import View

HILL = "qzvxkplwmrtg"
DAM = "hbdfjkwnvqxz"
ROAD = "vwxkqrmzjdfh"


def asked(data: Path, view: View) -> dict[str, Any]:
    return {"store": str(data), "view": view.written(), "wait": 0}


def made(data: Path, view: View) -> Path:
    make(asked(data, view), lambda _: None)
    return data / "past" / view.name


def dumped(folder: Path) -> str:
    return "\n".join(sorted(map(str, Store.read_only(str(folder / "store")))))


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a collection: 1 hill, 2 dam, 3 road."""
    with writing(folder / "data") as writer:
        for record, word in (("hill", HILL), ("dam", DAM), ("road", ROAD)):
            load(writer, record, word)
    return folder / "data"


def test_a_view_is_the_generation_that_was_published_then(folder: Path) -> None:
    with writing(folder / "data") as writer:
        load(writer, "hill", HILL)
        load(writer, "dam", DAM)
        writer.publish()
        then = current_generation(Layout(folder / "data"))
        load(writer, "hill", ROAD)
    assert then is not None
    view = made(folder / "data", view_of(2))
    assert dumped(view) == dumped(then.path)
    assert list(index_differences(then.index, view / "index.sqlite")) == []
    told = json.loads((view / "meta.json").read_text())
    assert (told["revision"], told["counts"]["records"], told["erased"]) == (2, 2, 0)


def test_it_lacks_what_was_retracted_since_unless_it_is_whole(data: Path) -> None:
    with writing(data) as writer:
        writer.retract("dam", "a mistake")
        writer.erase("road", "asked to")
    public, whole = (dumped(made(data, view_of(3, taken=5, whole=each))) for each in (False, True))
    assert [word in public for word in (HILL, DAM, ROAD)] == [True, False, False]
    assert [word in whole for word in (HILL, DAM, ROAD)] == [True, True, False]


def test_a_judgement_that_was_withdrawn_or_erased_since_is_left_out_as_a_record_is(
    data: Path,
) -> None:
    ends = {"judges": "claim/claim-hill", "against": "claim/claim-dam"}
    with writing(data) as writer:
        kept = writer.judge(opinion(**ends, reason="kept of both")).judgement
        other = opinion(**ends | {"against": "claim/claim-road"}, reason="not of these")
        withdrawn = writer.judge(other).judgement
        gone = writer.judge(opinion(**ends, relation="supports", reason="gone for good")).judgement
        writer.withdraw(withdrawn, "too soon")
        writer.erase(f"judgement/{gone}", "asked to")
    public, whole = (dumped(made(data, view_of(6, taken=8, whole=each))) for each in (False, True))
    told = ("kept of both", "not of these", "gone for good")
    assert [word in public for word in told] == [True, False, False]
    assert [word in whole for word in told] == [True, True, False]
    assert f"judgement/{kept}" in public
    with writing(data) as writer:
        writer.retract("dam", "a mistake")
    public = dumped(made(data, view_of(6, taken=9)))
    assert [word in public for word in told] == [False, False, False]


def test_of_changes_to_what_was_erased_since_only_who_made_them_is_left(data: Path) -> None:
    with writing(data) as writer:
        writer.retract("hill", f"it is not true of {ROAD}")
        writer.retract("road", f"nor is this of {DAM}")
        writer.erase("hill", "asked to")
    view = dumped(made(data, view_of(5, taken=6)))
    assert f"it is not true of {ROAD}" not in view
    assert f"nor is this of {DAM}" in view


def test_a_view_that_is_there_is_not_made_again(data: Path) -> None:
    view = made(data, view_of(2))
    before = view.stat().st_ino
    made(data, view_of(2))
    assert view.stat().st_ino == before
    assert found(data) == [view.name]


@pytest.mark.parametrize("act", ["retract", "erase"])
def test_a_view_during_whose_making_something_is_taken_back_never_gets_its_name(
    data: Path, act: str
) -> None:
    _, second, _ = read(data / "ledger")
    refused: list[BaseException] = []

    def making() -> None:
        try:
            made(data, view_of(2))
        except StoreBusyError as error:
            refused.append(error)

    with held(data, second.entry.document) as document:
        builder = threading.Thread(target=making)
        builder.start()
        with document.being_read(), writing(data) as writer:
            getattr(writer, act)("hill", "asked to")
        builder.join(30)
    (error,) = refused
    assert "taken back while this was being made" in str(error)
    assert found(data) == []
    assert [place for place in places(data, HILL) if place.startswith("past/")] == []


def test_a_view_that_was_outdated_before_it_was_begun_is_not_made(data: Path) -> None:
    with writing(data) as writer:
        writer.retract("dam", "a mistake")
    with pytest.raises(StoreBusyError):
        made(data, view_of(2))
    assert found(data) == []


def test_a_damaged_document_gives_no_view(data: Path) -> None:
    first = next(read(data / "ledger")).entry.document
    (data / "ledger" / "blobs" / first[:2] / first).write_bytes(b"{}")
    with pytest.raises(LedgerError):
        made(data, view_of(2))
    assert not (data / "past" / view_of(2).name).exists()


def test_clearing_up_removes_what_was_left_half_made_and_what_is_outdated(data: Path) -> None:
    kept = made(data, view_of(2)).name
    for name in (f"{kept}.tmp", f"{kept}.live.tmp"):
        (data / "past" / name).mkdir()
    clear_up({"store": str(data)}, lambda _: None)
    assert found(data) == [kept]
    with writing(data) as writer:
        (data / "past" / kept).rename(data / "past" / "aside")
        writer.retract("dam", "a mistake")
        writer.publish()
        (data / "past" / "aside").rename(data / "past" / kept)
    clear_up({"store": str(data)}, lambda _: None)
    assert found(data) == []


@pytest.mark.parametrize("act", ["retract", "erase"])
def test_no_byte_of_what_is_taken_back_is_left_in_any_view(data: Path, act: str) -> None:
    for revision in (1, 2, 3):
        made(data, view_of(revision))
    made(data, view_of(3, whole=True))
    assert any(place.startswith("past/") for place in places(data, HILL))
    with writing(data) as writer:
        getattr(writer, act)("hill", "asked to")
    assert [place for place in places(data, HILL) if place.startswith("past/")] == []


def test_the_next_writer_removes_what_a_crash_left_of_it(data: Path) -> None:
    made(data, view_of(2))
    with writing(data) as writer:
        (data / "past").rename(data / "aside")
        writer.retract("hill", "a mistake")
        writer.publish()
        (data / "aside").rename(data / "past")
    with writing(data):
        assert found(data) == []
