"""What is signed when a collection is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import LedgerError
from kg.keeping.generations import current_generation
from kg.keeping.layout import Layout
from kg.ledger import Frontier, Keys, leaves, read, read_checkpoints
from kg.ledger.merkle import EMPTY
from kg.preserving.rebuilding import rebuild
from kg.writing.writer import Writer
from small_records import DAM, small

BASE = "https://example.org/"


def write(data: Path, *names: str, status: str = "accepted") -> None:
    with Writer.open(data, base=BASE, actor="tester") as writer:
        for name in names:
            text = f"The ministry said the {name} was open."
            writer.load(small(name, text, writer.known, status=status))
        writer.publish()


def root_of(data: Path) -> bytes:
    tree = Frontier()
    for leaf in leaves(data / "ledger"):
        tree.add(leaf)
    return tree.root


def test_publishing_signs_what_the_ledger_holds_and_says_so_in_the_generation(
    folder: Path,
) -> None:
    write(folder, "hill", "road")
    (signed,) = read_checkpoints(folder / "ledger" / "checkpoints").found
    assert (signed.size, signed.root) == (2, root_of(folder))
    assert signed.signer(Keys(folder / "keys").known()) is not None
    first = next(read(folder / "ledger")).digest[:16]
    assert signed.origin == f"example.org/ledger/{first}"
    shown = current_generation(Layout(folder))
    assert shown is not None
    assert (shown.facts.events, shown.facts.root) == (2, signed.root.hex())


def test_what_is_signed_is_not_signed_again(folder: Path) -> None:
    write(folder, "hill")
    write(folder, "hill")
    rebuild(folder)
    assert len(read_checkpoints(folder / "ledger" / "checkpoints").found) == 1


def test_drafts_are_signed_though_nobody_sees_them(folder: Path) -> None:
    write(folder, "hill")
    write(folder, "road", status="draft")
    assert [one.size for one in read_checkpoints(folder / "ledger" / "checkpoints").found] == [1, 2]
    shown = current_generation(Layout(folder))
    assert shown is not None
    assert shown.facts.events == 1


def test_a_collection_without_events_signs_nothing_and_needs_no_key(folder: Path) -> None:
    write(folder)
    assert not (folder / "ledger" / "checkpoints").exists()
    assert not (folder / "keys").exists()
    shown = current_generation(Layout(folder))
    assert shown is not None
    assert (shown.facts.events, shown.facts.root) == (0, EMPTY.hex())


def test_a_collection_of_before_there_were_checkpoints_gets_its_first(folder: Path) -> None:
    write(folder, "hill", "road")
    (folder / "ledger" / "checkpoints").unlink()
    for key in (folder / "keys").iterdir():
        key.unlink()
    write(folder, "path")
    (signed,) = read_checkpoints(folder / "ledger" / "checkpoints").found
    assert (signed.size, signed.root) == (3, root_of(folder))


def test_a_ledger_written_anew_is_not_signed(folder: Path) -> None:
    write(folder / "one", "hill", "road")
    write(folder / "other", "hill", "path", "lane")
    segment = "ledger/events-000001.jsonl"
    (folder / "one" / segment).write_bytes((folder / "other" / segment).read_bytes())
    for live in ("store", "index.sqlite", "books.sqlite"):
        target = folder / "one" / "live" / live
        target.rename(folder / live)
    blobs = folder / "one" / "ledger" / "blobs"
    for blob in (folder / "other" / "ledger" / "blobs").glob("*/*"):
        (blobs / blob.parent.name).mkdir(exist_ok=True)
        (blobs / blob.parent.name / blob.name).write_bytes(blob.read_bytes())
    with pytest.raises(LedgerError, match="not the one that was signed: it had another event"):
        write(folder / "one")
    assert len(read_checkpoints(folder / "one" / "ledger" / "checkpoints").found) == 1


def test_a_shortened_ledger_is_not_signed(folder: Path) -> None:
    write(folder, "hill", "road")
    segment = folder / "ledger" / "events-000001.jsonl"
    segment.write_bytes(segment.read_bytes().splitlines(keepends=True)[0])
    (folder / "live" / "books.sqlite").unlink()
    with pytest.raises(LedgerError, match="it had 2 events, and has 1"):
        write(folder)


def test_checkpoints_of_another_ledger_are_refused(folder: Path) -> None:
    write(folder / "one", "hill")
    write(folder / "other", "road")
    signed = "ledger/checkpoints"
    (folder / "one" / signed).write_bytes((folder / "other" / signed).read_bytes())
    with pytest.raises(LedgerError, match="not the one that was signed"):
        write(folder / "one", "path")


def test_a_view_says_what_it_was_made_from_and_signs_nothing(folder: Path) -> None:
    write(folder / "data", "hill")
    with Writer.open(folder / "data", base=BASE, actor="tester") as writer:
        writer.load(small("dam", DAM, writer.known))
    view = rebuild(folder / "data", to=folder / "view")
    assert (view.facts.events, view.facts.root) == (2, root_of(folder / "data").hex())
    assert not (folder / "view" / "keys").exists()
