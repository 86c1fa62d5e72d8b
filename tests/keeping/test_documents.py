from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.errors import LedgerError
from kg.keeping.documents import Kept, definitions, encoded, read_record
from kg.ledger import Blobs
from small_records import HILL, small

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


def test_a_stored_record_is_read_back_as_it_was(blobs: Blobs) -> None:
    record = small("hill")
    document, text = blobs.put(encoded(record)), blobs.put(HILL.encode())
    assert read_record(blobs, document, text) == record


def test_a_document_has_one_spelling_whatever_the_order_of_its_fields(blobs: Blobs) -> None:
    record = small("hill")
    backwards = json.dumps(dict(reversed(record.canonical().items()))).encode()
    again = read_record(blobs, blobs.put(backwards), blobs.put(HILL.encode()))
    assert encoded(again) == encoded(record)


def test_a_document_with_another_text_is_refused(blobs: Blobs) -> None:
    document, text = blobs.put(encoded(small("hill"))), blobs.put(b"Another text.")
    with pytest.raises(LedgerError, match="does not hold") as caught:
        read_record(blobs, document, text)
    assert caught.value.where == f"{document} hill"


@pytest.mark.parametrize("content", [b"{", b"\xff"])
def test_a_document_that_is_no_json_is_refused(blobs: Blobs, content: bytes) -> None:
    document, text = blobs.put(content), blobs.put(HILL.encode())
    with pytest.raises(LedgerError, match="cannot be read") as caught:
        read_record(blobs, document, text)
    assert caught.value.where == document


def test_what_others_may_refer_to_goes_by_the_ids_of_its_iris() -> None:
    said = [{"id": "u1", "spoken_by": "mod"}]
    groups = [{"id": "some", "kind": "group", "name": "Some"}]
    mod = [{"id": "mod", "kind": "organization", "name": "The ministry"}]
    judged = [{
        "id": "j1", "relation": "sameSpeaker", "judges": "speaker/mod", "against": "speaker/some",
        "at": "2026-11-21"}]  # fmt: skip
    record = small("hill", utterances=said, speakers=mod + groups, judgements=judged)
    sha16 = record.snapshot.sha16
    assert {(kind, id_) for kind, id_, _ in definitions(Kept.of(record))} == {
        ("annotator", "tester"),
        ("source", "paper-hill"),
        ("speaker", "mod"),
        ("speaker", "paper-hill.some"),
        ("claim", "claim-hill"),
        ("utterance", f"{sha16}-u1"),
        ("attribution", f"{sha16}-0-37-1"),
        ("mention", f"{sha16}-0-12-1"),
        ("judgement", "j1"),
    }
