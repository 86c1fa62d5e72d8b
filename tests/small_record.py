"""A small invented record with one thing per line, for tests that break one line at a time."""

from __future__ import annotations

from documented_faults import documented
from kg.errors import Fault, RecordError
from kg.records import NOTHING, Known, ResolvedRecord, parse

TEXT = (
    "Hill news\n"
    "\n"
    "The ministry said on 5 May that troops allegedly climbed the hill. Troops left, it was said.\n"
    "The ministry denied the loss.\n"
    "\n"
    "More from us: ten hills to visit\n"
)

RECORD = """\
record: hill
annotator: {id: team, name: The team, kind: person}
invented: true
source:
  id: news
  kind: article
  title: Hill news
  language: en
text: hill.txt
works:
  - {id: notice, kind: statement, label: A notice, creator: ministry}
speakers:
  - {id: ministry, kind: organization, name: The ministry}
  - {id: voices, kind: group, name: Those behind it was said}
places:
  - {id: hill, name: The hill}
relations:
  - {id: climbed, name: climbed}
dates:
  may-5: {verbatim: on 5 May, edtf: XXXX-05-05, quote: on 5 May}
claims:
  - {id: hill-climbed, text: Troops climbed the hill, language: en, about: [hill]}
  - {id: troops-left, text: Troops left, language: en}
  - {id: loss, text: There was a loss, language: en}
utterances:
  - {id: briefing, spoken_by: ministry, said: may-5}
passages:
  - {function: headline, quote: Hill news}
attributions:
  - id: climbed
    quote: The ministry said … the hill.
    speaker: ministry
    mention: The ministry
    basis: named
    act: assert
    cue: said
    hedges: [allegedly]
    quote_mode: indirect
    claim: hill-climbed
    utterance: briefing
    via: notice
  - id: left
    quote: Troops left
    speaker: voices
    basis: open
    act: assert
    quote_mode: indirect
    claim: troops-left
    within: climbed
  - id: denied
    quote: The ministry denied the loss.
    speaker: ministry
    mention: The ministry
    basis: named
    act: deny
    polarity: negated
    quote_mode: indirect
    claim: loss
judgements:
  - {relation: sameUtterance, judges: attribution/left, against: claim/loss, at: 2026-11-21}
"""


def edited(*edits: tuple[str, str]) -> str:
    """Return the record with words replaced where they first stand."""
    written = RECORD
    for old, new in edits:
        assert old in written, old
        written = written.replace(old, new, 1)
    return written


def read(
    written: str | bytes = RECORD,
    *,
    text: str | bytes | None = TEXT,
    known: Known = NOTHING,
    name: str = "hill.yaml",
) -> ResolvedRecord:
    """Return the record read from some words or bytes."""
    data = written.encode() if isinstance(written, str) else written
    body = text.encode() if isinstance(text, str) else text
    return parse(data, name=name, text=body, known=known)


def faults(
    written: str | bytes = RECORD,
    *,
    text: str | bytes | None = TEXT,
    known: Known = NOTHING,
    name: str = "hill.yaml",
) -> tuple[Fault, ...]:
    """Return what is wrong with a record, all of it explained in docs/records.md."""
    found: tuple[Fault, ...] = ()
    try:
        read(written, text=text, known=known, name=name)
    except RecordError as error:
        found = error.faults
    assert [one for one in found if not documented(one.reason)] == []
    return found


def places(found: tuple[Fault, ...]) -> list[tuple[int | None, str]]:
    """Return line and field of each fault."""
    return [(fault.line, fault.field) for fault in found]
