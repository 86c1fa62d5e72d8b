"""Queries are found by noun and question; a user's folder adds and never replaces."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.catalogue import Catalogue
from kg.errors import DataError, UnknownQueryError

BASE = "https://example.org/"


def shelf(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / f"{name}.rq"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("ASK {}", encoding="utf-8")
    return folder


def test_every_file_is_a_query_named_after_its_place(tmp_path: Path) -> None:
    catalogue = Catalogue.load([shelf(tmp_path, "claims/list", "attributions/by-act")], BASE)
    assert list(catalogue) == ["attributions/by-act", "claims/list"]
    assert len(catalogue) == 2
    assert catalogue["claims/list"].name == "claims/list"


def test_a_second_folder_adds_queries(tmp_path: Path) -> None:
    own = shelf(tmp_path / "own", "claims/mine")
    catalogue = Catalogue.load([shelf(tmp_path / "shipped", "claims/list"), own], BASE)
    assert list(catalogue) == ["claims/list", "claims/mine"]


def test_a_second_folder_replaces_nothing(tmp_path: Path) -> None:
    own = shelf(tmp_path / "own", "claims/list")
    shipped = shelf(tmp_path / "shipped", "claims/list")
    with pytest.raises(DataError, match=r"exists already, in .*shipped/claims/list\.rq") as caught:
        Catalogue.load([shipped, own], BASE)
    assert caught.value.where == str(own / "claims/list.rq")


@pytest.mark.parametrize("name", ["list", "a/b/c", "claims/By_Speaker"])
def test_a_file_in_the_wrong_place_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match="noun/question"):
        Catalogue.load([shelf(tmp_path, name)], BASE)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such folder"):
        Catalogue.load([tmp_path / "none"], BASE)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("claims/lisst", "did you mean claims/list? `kg queries list` shows all 2"),
        ("list", "did you mean claims/list? `kg queries list` shows all 2"),
        ("zzz", "`kg queries list` shows all 2"),
    ],
)
def test_an_unknown_name_brings_names_that_are_close(tmp_path: Path, name: str, hint: str) -> None:
    catalogue = Catalogue.load([shelf(tmp_path, "claims/list", "attributions/by-act")], BASE)
    with pytest.raises(UnknownQueryError) as caught:
        catalogue[name]
    assert caught.value.hint == hint


def test_it_can_be_asked_as_any_mapping(tmp_path: Path) -> None:
    catalogue = Catalogue.load([shelf(tmp_path, "claims/list")], BASE)
    assert "claims/list" in catalogue
    assert "claims/none" not in catalogue
    assert catalogue.get("claims/none") is None


def test_a_query_may_be_read_when_it_is_asked_for(tmp_path: Path) -> None:
    folder = shelf(tmp_path, "claims/list", "claims/wrong")
    (folder / "claims/wrong.rq").write_text("no query", encoding="utf-8")
    catalogue = Catalogue.as_asked([folder], BASE)
    assert catalogue["claims/list"] is catalogue["claims/list"]
    with pytest.raises(DataError, match="a catalogue query is a SELECT"):
        catalogue["claims/wrong"]
