from __future__ import annotations

import shutil
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Store, parse

from kg.errors import DataError, StoreError, StoreUnreachableError
from kg.preserving.exporting import export
from kg.writing.writer import Writer
from small_records import DAM, small

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://example.org/"


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a collection with one published record, one that is not, and a draft."""
    with Writer.open(folder / "data", base=BASE, actor="tester") as writer:
        writer.load(small("hill"))
        writer.load(small("plan", "The ministry said nothing.", writer.known, status="draft"))
        writer.publish()
        writer.load(small("dam", DAM, writer.known))
    return folder / "data"


def test_every_published_quad_goes_out_and_nothing_else(data: Path) -> None:
    output = BytesIO()
    assert export(data, "nq", output) == 1
    store = Store.read_only(str(data / "generations" / "1" / "store"))
    assert set(parse(output.getvalue(), RdfFormat.N_QUADS)) == set(store)
    assert b"claim-hill" in output.getvalue()
    assert b"claim-dam" not in output.getvalue()
    assert b"claim-plan" not in output.getvalue()


def test_trig_says_the_same_with_short_names(data: Path) -> None:
    quads, trig = BytesIO(), BytesIO()
    export(data, "nq", quads)
    export(data, "trig", trig)
    assert set(parse(trig.getvalue(), RdfFormat.TRIG)) == set(
        parse(quads.getvalue(), RdfFormat.N_QUADS)
    )
    assert b"cp:Attribution" in trig.getvalue()


def test_where_nothing_is_published_there_is_nothing_to_export(folder: Path) -> None:
    with Writer.open(folder / "data", base=BASE, actor="tester"):
        pass
    with pytest.raises(StoreUnreachableError, match="Nothing is published"):
        export(folder / "data", "nq", BytesIO())


@pytest.mark.parametrize("form", ["ttl", "xlsx"])
def test_a_format_without_graphs_would_lose_who_recorded_what(data: Path, form: str) -> None:
    with pytest.raises(DataError, match="cannot keep the graphs apart"):
        export(data, form, BytesIO())


def test_only_a_data_directory_can_be_exported(folder: Path) -> None:
    with pytest.raises(DataError, match="not a data directory"):
        export(folder, "nq", BytesIO())


def test_a_damaged_store_is_an_error_and_not_half_an_export(data: Path) -> None:
    shutil.rmtree(data / "generations" / "1" / "store")
    output = BytesIO()
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        export(data, "nq", output)
    assert caught.value.hint == "make it again: kg rebuild"
    assert output.getvalue() == b""
