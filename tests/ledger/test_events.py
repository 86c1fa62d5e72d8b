from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from kg.errors import LedgerError, NewerDataError
from kg.ledger.events import GENESIS, Entry, Kind, Request, line_of, parse, seal
from kg.ledger.instants import read_instant, write_instant

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
LINE = (
    b'{"actor":"tester","at":"2026-11-21T09:30:00.000000Z","document":"d","kind":"record.accepted",'
    b'"prev":"' + b"0" * 64 + b'","record":"hill","seq":1,"snapshot":"s","v":3,"version":1}'
)
LINE_1 = LINE.replace(b'"v":3', b'"v":1')
LINE_2 = LINE.replace(b'"v":3', b'"v":2')
JUDGED = LINE.replace(b"record.accepted", b"judgement.given").replace(
    b'"record":"hill","seq":1,"snapshot":"s"', b'"record":"judgement/j-1","seq":1'
)
REQUEST = Request("a" * 64, "b" * 64)
ENTRY = Entry("tester", Kind.ACCEPTED, "hill", 1, "d", "s")


def test_an_event_is_one_line_of_canonical_json() -> None:
    _, line = seal(ENTRY, seq=1, prev=GENESIS, at=AT)
    assert line == LINE


def test_a_line_is_read_back_as_the_event_that_was_sealed() -> None:
    event, line = seal(ENTRY, seq=1, prev=GENESIS, at=AT)
    assert parse(line, where="here") == event
    assert event.digest == hashlib.sha256(LINE).hexdigest()


def test_a_reason_in_any_script_comes_back_as_it_was_given() -> None:
    entry = Entry("t", Kind.RETRACTED, "hill", 1, "d", "s", 'wrong "name"\n国防省')
    _, line = seal(entry, seq=1, prev=GENESIS, at=AT)
    assert b"\n" not in line
    assert parse(line, where="here").entry.reason == 'wrong "name"\n国防省'


def test_a_request_is_kept_beside_what_it_asked_for() -> None:
    entry = Entry("t", Kind.ACCEPTED, "hill", 1, "d", "s", request=REQUEST)
    _, line = seal(entry, seq=1, prev=GENESIS, at=AT)
    assert b'"request":{"body":"' + b"b" * 64 + b'","id":"' + b"a" * 64 + b'"}' in line
    assert parse(line, where="here").entry.request == REQUEST


@pytest.mark.parametrize("wrong", [None, "", "a" * 63, "A" * 64, "a" * 64 + "\n", "g" * 64])
def test_a_request_is_known_by_two_sha_256_and_by_nothing_else(wrong: Any) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        Request(wrong, "b" * 64)
    with pytest.raises(ValueError, match="not a SHA-256"):
        Request("a" * 64, wrong)


def test_an_erasure_is_an_event() -> None:
    entry = Entry("t", Kind.ERASED, "hill", 1, "d", "s", "a court asked for it")
    _, line = seal(entry, seq=1, prev=GENESIS, at=AT)
    assert b'"kind":"record.erased"' in line
    assert parse(line, where="here").entry == entry


@pytest.mark.parametrize(("number", "line"), [(1, LINE_1), (2, LINE_2)])
def test_an_event_of_an_earlier_format_is_read_and_stays_as_it_was_written(
    number: int, line: bytes
) -> None:
    event = parse(line, where="here")
    assert (event.format, event.entry) == (number, ENTRY)
    assert event.digest == hashlib.sha256(line).hexdigest()
    assert line_of(event) == line


def test_a_judgement_is_given_withdrawn_and_erased_without_a_text() -> None:
    for kind in (Kind.GIVEN, Kind.WITHDRAWN, Kind.JUDGEMENT_ERASED):
        entry = Entry("tester", kind, "judgement/j-1", 1, "d", None)
        event, line = seal(entry, seq=1, prev=GENESIS, at=AT)
        assert line == JUDGED.replace(b"judgement.given", kind.value.encode())
        assert parse(line, where="here") == event
        assert entry.blobs == ("d",)


@pytest.mark.parametrize(
    ("kind", "record", "snapshot"),
    [
        (Kind.GIVEN, "judgement/j-1", "s"),
        (Kind.GIVEN, "hill", None),
        (Kind.ACCEPTED, "hill", None),
        (Kind.ACCEPTED, "judgement/j-1", "s"),
    ],
)
def test_a_record_is_not_taken_for_a_judgement_nor_a_judgement_for_a_record(
    kind: Kind, record: str, snapshot: str | None
) -> None:
    with pytest.raises(ValueError, match=kind.value):
        Entry("tester", kind, record, 1, "d", snapshot)


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        (b'"seq":1', b'"seq":1,"snapshot":"s"', "one too many"),
        (b'"v":3', b'"v":2', "did not exist in format 2"),
        (b"judgement/j-1", b"hill", "judgement.given of 'hill'"),
        (b'"judgement.given"', b'["judgement.given"]', "lacks a field"),
    ],
)
def test_a_line_about_a_judgement_that_is_none_is_refused(
    before: bytes, after: bytes, complaint: str
) -> None:
    with pytest.raises(LedgerError, match=complaint):
        parse(JUDGED.replace(before, after), where="here")


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        (b'"seq":1', b'"request":{},"seq":1', "one too many"),
        (b"record.accepted", b"record.erased", "did not exist in format 1"),
    ],
)
def test_what_the_first_format_did_not_have_is_not_taken_for_it(
    before: bytes, after: bytes, complaint: str
) -> None:
    with pytest.raises(LedgerError, match=complaint):
        parse(LINE_1.replace(before, after), where="here")


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        (b'{"actor"', b'"actor"', "not JSON"),
        (LINE, b"[]", "not an event"),
        (b'"seq":1,', b"", "lacks a field"),
        (b'"seq":1', b'"more":2,"seq":1', "one too many"),
        (b'"seq":1', b'"seq":0', "number from 1"),
        (b'"seq":1', b'"seq":true', "number from 1"),
        (b'"record":"hill"', b'"record":7', "not a text"),
        (b'"record":"hill"', b'"record":"\\ud800"', "surrogates not allowed"),
        (b"record.accepted", b"record.burned", "record.burned"),
        (b"T09:30:00.000000Z", b"T09:30:00Z", "is not of the form"),
        (b'"v":3', b'"v":"3"', "never existed"),
        (b'"v":3', b'"v":true', "never existed"),
        (b'"v":3', b'"v":0', "never existed"),
        (b'"seq":1', b'"request":null,"seq":1', "not a request"),
        (b'"seq":1', b'"request":{"id":"' + b"a" * 64 + b'"},"seq":1', "not a request"),
        (b'"seq":1', b'"request":{"body":"b","id":"a"},"seq":1', "not a SHA-256"),
        (b'"seq":1', b'"request":{"body":"b","id":7},"seq":1', "not a text"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place_and_its_fault(
    before: bytes, after: bytes, complaint: str
) -> None:
    with pytest.raises(LedgerError, match=complaint) as caught:
        parse(LINE.replace(before, after), where="events-000001.jsonl:12")
    assert caught.value.where == "events-000001.jsonl:12"


def test_an_event_of_a_later_format_asks_for_a_newer_program() -> None:
    with pytest.raises(NewerDataError, match="format 4; this program reads up to 3") as caught:
        parse(LINE.replace(b'"v":3', b'"v":4'), where="here")
    assert caught.value.hint == "install a newer claim-provenance"


def test_the_same_instant_has_one_spelling_whatever_its_zone() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=4)))
    assert write_instant(elsewhere) == "2026-11-21T09:30:00.000000Z"
    assert read_instant("2026-11-21T09:30:00.000000Z") == AT


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        write_instant(datetime(2026, 11, 21))  # noqa: DTZ001  (the fault under test)
