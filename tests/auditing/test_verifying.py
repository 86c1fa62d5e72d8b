from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, Store

from kg.auditing.comparing import engine_differences
from kg.auditing.verifying import Finding, verify
from kg.errors import DataError, LedgerError
from kg.ledger import Blobs, Entry, Kind, Ledger, now, read
from kg.ledger.events import seal
from kg.preserving.rebuilding import rebuild
from kg.writing.writer import Writer
from small_records import DAM, HILL, small

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "https://example.org/"


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a published collection of one record and one draft."""
    with Writer.open(folder / "data", base=BASE, actor="tester") as writer:
        writer.load(small("hill"))
        writer.load(small("dam", DAM, writer.known, status="draft"))
        writer.publish()
    return folder / "data"


def blob_with(data: Path, words: bytes) -> Path:
    return next(path for path in blobs(data) if words in path.read_bytes())


def blobs(data: Path) -> Iterator[Path]:
    return (path for path in (data / "ledger" / "blobs").rglob("*") if path.is_file())


def test_a_sound_collection_is_told_in_numbers(data: Path) -> None:
    report = verify(data)
    assert report.sound
    assert (report.findings, report.notes) == ([], [])
    assert (report.events, report.records, report.blobs, report.revision) == (2, 1, 4, 1)
    assert report.anchors == 4  # a quote and a mention in each of two records
    assert report.quads == len(Store.read_only(str(data / "generations" / "1" / "store")))


def test_an_empty_collection_is_sound(folder: Path) -> None:
    with Writer.open(folder / "data", base=BASE, actor="tester"):
        pass
    report = verify(folder / "data")
    assert report.sound
    assert report.notes == ["Nothing is published yet"]


def test_a_flipped_byte_anywhere_in_the_ledger_is_found(data: Path) -> None:
    segment = data / "ledger" / "events-000001.jsonl"
    content = segment.read_bytes()
    for place in {*range(0, len(content), 11), len(content) - 1}:
        segment.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        report = verify(data)
        assert not report.sound, f"byte {place} of {content!r}"
        assert "Graph and index were not compared with a ledger that is damaged" in report.notes


def test_a_lost_last_line_is_found(data: Path) -> None:
    segment = data / "ledger" / "events-000001.jsonl"
    segment.write_bytes(segment.read_bytes().splitlines(keepends=True)[0])
    details = [finding.detail for finding in verify(data).findings]
    assert details == [
        "it ends with event 1, 2 were applied",
        "2 events were signed, 1 are there",
    ]


def test_without_the_books_the_rest_is_checked_and_that_is_said(data: Path) -> None:
    (data / "live" / "books.sqlite").write_bytes(b"no database at all" * 60)
    report = verify(data)
    assert report.sound
    assert report.notes[0].startswith("The end of the ledger was not compared with the books")


def test_a_flipped_byte_in_a_text_is_found_and_the_file_named(data: Path) -> None:
    text = blob_with(data, b"hill was taken.")
    text.write_bytes(text.read_bytes().replace(b"taken", b"takeN"))
    findings = verify(data).findings
    assert Finding(
        str(text), "A file of the ledger has changed: its content does not match its name"
    ) in (findings)


def test_a_missing_document_is_found(data: Path) -> None:
    document = blob_with(data, b'"attributions"')
    document.unlink()
    assert Finding(str(document), "A file of the ledger is missing") in verify(data).findings


def test_an_anchor_that_does_not_quote_its_text_is_found(data: Path) -> None:
    record = small("hill").canonical()
    record["attributions"][0]["anchor"]["start"] = 1
    kept = Blobs(data / "ledger" / "blobs")
    document, snapshot = kept.put(json.dumps(record).encode()), kept.put(HILL.encode())
    with Ledger(data / "ledger") as ledger:
        ledger.append([Entry("t", Kind.ACCEPTED, "hill", 2, document, snapshot)], at=now())
    (finding,) = verify(data).findings
    assert finding.where == f"{document} hill attributions.a1"
    assert "the words at 1-37 are not the quoted ones" in finding.detail


def test_a_line_that_is_not_canonical_is_found(data: Path) -> None:
    entry = Entry("t", Kind.RETRACTED, "hill", 1, "d" * 64, "s" * 64)
    segment = data / "ledger" / "events-000001.jsonl"
    _, line = seal(entry, seq=1, prev="0" * 64, at=now())
    segment.write_bytes(line.replace(b'"seq":1', b'"seq": 1') + b"\n")
    details = [finding.detail for finding in verify(data).findings]
    assert "the line is not canonical JSON (RFC 8785)" in details


def test_a_statement_slipped_into_the_graph_is_found(data: Path) -> None:
    store = Store(str(data / "generations" / "1" / "store"))
    name = NamedNode("https://example.org/slipped-in")
    store.add(Quad(name, name, name, name))
    del store
    (finding,) = verify(data).findings
    assert finding.where == str(data / "generations" / "1")
    assert finding.detail.startswith("the graph states what the ledger does not: <https://ex")


def test_a_statement_taken_out_of_the_graph_is_found(data: Path) -> None:
    store = Store(str(data / "generations" / "1" / "store"))
    claims = NamedNode("https://example.org/graph/claims")
    store.remove(next(store.quads_for_pattern(None, None, None, claims)))
    del store
    (finding,) = verify(data).findings
    assert finding.detail.startswith("the graph lacks what the ledger states: <https://ex")


def test_an_index_of_other_records_is_found(data: Path, folder: Path) -> None:
    with Writer.open(folder / "other", base=BASE, actor="tester") as writer:
        writer.load(small("dam", DAM))
        writer.publish()
    shutil.copy(folder / "other" / "generations" / "1" / "index.sqlite", data / "generations" / "1")
    details = [finding.detail for finding in verify(data).findings]
    assert "the index has rows in `attribution` that the ledger does not give" in details
    assert "the index lacks rows in `attribution` that the ledger gives" in details


def test_a_damaged_index_or_store_is_found(data: Path) -> None:
    index = data / "generations" / "1" / "index.sqlite"
    index.write_bytes(b"no database at all, no database at all, no database at all" * 20)
    (finding,) = verify(data).findings
    assert finding.detail.startswith("it is damaged: ")
    shutil.rmtree(data / "generations" / "1" / "store")
    (finding,) = verify(data).findings
    assert finding.detail.startswith("it is damaged: ")


def test_a_generation_without_its_description_is_found(data: Path) -> None:
    (data / "generations" / "1" / "meta.json").unlink()
    (finding,) = verify(data).findings
    assert "cannot be read" in finding.detail


def test_a_generation_of_another_ledger_is_found(data: Path) -> None:
    meta = data / "generations" / "1" / "meta.json"
    facts = json.loads(meta.read_text())
    meta.write_text(json.dumps(facts | {"head": "f" * 64}))
    (finding,) = verify(data).findings
    assert finding.detail == "it was not made from this ledger"


def test_a_generation_that_names_another_root_is_found(data: Path) -> None:
    meta = data / "generations" / "1" / "meta.json"
    facts = json.loads(meta.read_text())
    meta.write_text(json.dumps(facts | {"root": "f" * 64}))
    (finding,) = verify(data).findings
    assert finding.detail == "no checkpoint has the root it names for 2 events"


def test_the_root_of_the_tree_is_told_and_every_checkpoint_checked(data: Path) -> None:
    report = verify(data)
    facts = json.loads((data / "generations" / "1" / "meta.json").read_text())
    assert (report.root, report.checkpoints) == (facts["root"], 1)


def test_a_ledger_of_before_there_were_checkpoints_is_sound_and_that_is_noted(data: Path) -> None:
    (data / "ledger" / "checkpoints").unlink()
    shutil.rmtree(data / "keys")
    shutil.rmtree(data / "live")
    meta = data / "generations" / "1" / "meta.json"
    facts = json.loads(meta.read_text())
    meta.write_text(json.dumps({k: v for k, v in facts.items() if k not in {"root", "events"}}))
    report = verify(data)
    assert report.sound
    assert report.notes == ["Nothing is signed yet: whoever can write here could change it all"]


def test_lost_checkpoints_are_found(data: Path) -> None:
    (data / "ledger" / "checkpoints").unlink()
    details = [finding.detail for finding in verify(data).findings]
    assert details == [
        "the last checkpoint is missing",
        "no checkpoint has the root it names for 2 events",
    ]


def test_a_checkpoint_signed_by_somebody_else_is_found(data: Path) -> None:
    shutil.rmtree(data / "keys")
    (data / "ledger" / "checkpoints").unlink()
    shutil.rmtree(data / "live")
    with Writer.open(data, base=BASE, actor="tester") as writer:
        writer.publish()
    (data / "keys" / "public").write_text("")
    (finding,) = verify(data).findings
    assert finding.detail == "no key here signed the checkpoint over 2 events"


def test_a_statement_missing_from_one_index_of_the_engine_is_found(data: Path) -> None:
    store = Store(str(data / "generations" / "1" / "store"))
    expected = set(store)
    assert list(engine_differences(store, expected)) == []
    store.add(Quad(NamedNode(BASE), NamedNode(BASE), NamedNode(BASE), next(iter(expected))[3]))
    amiss = list(engine_differences(store, expected))
    assert [line.split(" ")[1] for line in amiss if " has what " in line] == ["gspo"]
    store.remove(next(iter(expected)))
    amiss = list(engine_differences(store, expected))
    assert [line.split(" ")[1] for line in amiss if " statements, not " in line] == [
        "spog",
        "posg",
        "ospg",
        "gpos",
        "gosp",
    ]


def test_a_deep_check_of_a_sound_collection_finds_nothing(data: Path) -> None:
    assert verify(data, deep=True).sound


def test_a_generation_of_another_version_of_the_program_is_found(data: Path) -> None:
    meta = data / "generations" / "1" / "meta.json"
    facts = json.loads(meta.read_text())
    meta.write_text(json.dumps(facts | {"program": "0.0.1"}))
    (finding,) = verify(data).findings
    assert finding.detail == "it was made by another version of this program: kg rebuild"


def test_what_a_crash_leaves_is_noted_and_no_fault(data: Path) -> None:
    Blobs(data / "ledger" / "blobs").put(b"kept before the crash")
    with (data / "ledger" / "events-000001.jsonl").open("ab") as file:
        file.write(b'{"actor":')
    report = verify(data)
    assert report.sound
    assert report.notes == [
        "events-000001.jsonl:3 is unfinished; the next writer sets it aside",
        "1 blobs belong to no event: a crash came before the event",
    ]


def test_a_view_has_no_ledger_to_check(data: Path, folder: Path) -> None:
    rebuild(data, to=folder / "view")
    with pytest.raises(DataError, match="no ledger here"):
        verify(folder / "view")


def test_a_ledger_is_compared_with_a_checkpoint_kept_elsewhere(data: Path, folder: Path) -> None:
    kept = Path(shutil.copy(data / "ledger" / "checkpoints", folder / "kept"))
    with Writer.open(data, base=BASE, actor="tester") as writer:
        writer.retract("hill", "read wrongly")
        writer.publish()
    assert verify(data, kept=kept).sound


def test_a_ledger_written_anew_by_its_owner_shows_only_beside_a_kept_checkpoint(
    data: Path, folder: Path
) -> None:
    kept = Path(shutil.copy(data / "ledger" / "checkpoints", folder / "kept"))
    segment = data / "ledger" / "events-000001.jsonl"
    first, second = read(data / "ledger")
    retold = replace(second.entry, actor="somebody else")
    _, line = seal(retold, seq=2, prev=first.digest, at=second.at)
    segment.write_bytes(segment.read_bytes().splitlines(keepends=True)[0] + line + b"\n")
    for made in ("ledger/checkpoints", "live/books.sqlite", "current"):
        (data / made).unlink()
    with Writer.open(data, base=BASE, actor="tester") as writer:
        writer.publish()
    assert verify(data).sound
    (finding,) = verify(data, kept=kept).findings
    assert finding.detail == "the first 2 events were others then"


def test_kept_checkpoints_of_another_or_a_longer_ledger_are_told(data: Path, folder: Path) -> None:
    with Writer.open(folder / "other", base=BASE, actor="tester") as writer:
        writer.load(small("dam", DAM))
        writer.publish()
    other = folder / "other" / "ledger" / "checkpoints"
    assert verify(data, kept=other).findings[0].detail.endswith("another ledger")
    note = (data / "ledger" / "checkpoints").read_text().replace("\n2\n", "\n3\n")
    (folder / "kept").write_text(note)
    details = [finding.detail for finding in verify(data, kept=folder / "kept").findings]
    assert details == ["they speak of 3 events, 2 are there"]
    for nothing in ("", "no checkpoint"):
        (folder / "kept").write_text(nothing)
        with pytest.raises(LedgerError, match="checkpoint"):
            verify(data, kept=folder / "kept")
