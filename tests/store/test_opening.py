"""A user names a directory or an address, and has a store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from kg.errors import BadQueryError, StoreUnreachableError
from kg.model.terms import Iri
from kg.store.base import Limits
from kg.store.blocking import BlockingStore
from kg.store.opening import open_store
from kg.store.remote import RemoteStore
from small_store import write_generation

if TYPE_CHECKING:
    from pathlib import Path


def test_a_directory_is_opened_and_asked_without_an_event_loop(tmp_path: Path) -> None:
    write_generation(tmp_path, "7")
    with BlockingStore(partial(open_store, str(tmp_path), workers=1)) as store:
        assert store.ask("ASK { <http://e/mod> <http://e/says> ?claim }")
        assert store.select("SELECT ?c WHERE { ?m <http://e/says> ?c }").rows == [
            {"c": Iri("http://e/claim")}
        ]
        assert store.construct("CONSTRUCT WHERE { ?m <http://e/says> ?c }") == (
            b"<http://e/mod> <http://e/says> <http://e/claim> .\n"
        )
        answer = store.query("ASK {}", limits=Limits(seconds=1))
        assert (answer.form, answer.revision) == ("ask", 7)
        with pytest.raises(BadQueryError):
            store.ask("ASK")


def test_a_data_directory_without_records_opens_and_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "format.json").write_text("{}")
    opening = partial(open_store, str(tmp_path), workers=1)
    with BlockingStore(opening) as store, pytest.raises(StoreUnreachableError, match="No collec"):
        store.ask("ASK {}")


@pytest.mark.parametrize("name", ["", "absent"])
def test_where_no_collection_is_none_is_opened(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreUnreachableError) as caught:
        BlockingStore(partial(open_store, str(tmp_path / name)))
    assert caught.value.where == str(tmp_path / name)


@pytest.mark.parametrize("url", ["http://localhost:1/sparql", "https://e.org/sparql"])
def test_an_address_is_an_endpoint(url: str) -> None:
    with BlockingStore(partial(open_store, url)) as store:
        assert isinstance(store._store, RemoteStore)
