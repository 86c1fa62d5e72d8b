"""Checking the ledger against every statement that was ever signed about it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import KgError, LedgerError
from kg.keeping.attesting import origin
from kg.keeping.books import last_signed
from kg.ledger import Checkpoint, Checkpoints, Event, Frontier, Keys, PublicKey, read_checkpoints
from kg.ledger.checkpoint import NOTE_LINES
from kg.ledger.events import line_of
from kg.ledger.merkle import leaf_hash
from kg.records.files import read_regular

if TYPE_CHECKING:
    from kg.auditing.report import Report
    from kg.keeping.generations import Facts
    from kg.keeping.layout import Layout


LARGEST: Final = 64 * 2**20
"""Bytes that checkpoints kept elsewhere may have: those of two hundred thousand."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The checkpoints, the keys they may be signed with, and the last one the books know."""

    checkpoints: Checkpoints
    keys: list[PublicKey]
    last: str


def check_kept(
    layout: Layout, base: str, kept: Checkpoints, events: list[Event], report: Report
) -> None:
    """Find that the ledger is not the one of which somebody kept checkpoints elsewhere.

    Their signatures are not looked at: whoever kept them knows where they are from.
    """
    where = "the checkpoints kept elsewhere"
    roots = _roots(events, {one.size for one in kept.found}, report)
    for one in kept.found:
        if not events or one.origin != origin(layout, base):
            report.add(where, f"they are of {one.origin}, another ledger")
        elif one.size > len(events):
            report.add(where, f"they speak of {one.size} events, {len(events)} are there")
        elif roots[one.size] != one.root:
            report.add(where, f"the first {one.size} events were others then")


def read_kept(path: Path) -> Checkpoints:
    """Return the checkpoints in a file: all there were, or single ones in any order.

    Raises:
        LedgerError: there is something else in it, or nothing.
    """
    try:
        content = read_regular(path, LARGEST)
    except (OSError, ValueError) as error:
        raise LedgerError(f"This file cannot be read: {error}", where=str(path)) from error
    if len(content) > LARGEST:
        raise LedgerError(f"This file has more than {LARGEST} bytes", where=str(path))
    notes = content.decode("utf-8", errors="replace").splitlines(keepends=True)
    parts = ["".join(notes[at : at + NOTE_LINES]) for at in range(0, len(notes), NOTE_LINES)]
    found = tuple(Checkpoint.parse(part, where=str(path)) for part in parts)
    if not found:
        raise LedgerError("There is no checkpoint in this file", where=str(path))
    return Checkpoints(found)


def read_signed(layout: Layout, report: Report) -> Signed:
    """Read what was signed; what cannot be read is found."""
    checkpoints, keys, last = Checkpoints(()), list[PublicKey](), ""
    try:
        last = last_signed(layout.books)
    except sqlite3.DatabaseError as error:
        report.notes.append(f"The last checkpoint was not compared with the books: {error}")
    try:
        checkpoints = read_checkpoints(layout.checkpoints)
        keys = Keys(layout.keys).known()
    except KgError as error:
        report.add(error.where or str(layout.checkpoints), error.detail)
    if checkpoints.unfinished:
        report.notes.append(f"{layout.checkpoints.name} ends unfinished; the next writer cuts it")
    report.checkpoints = len(checkpoints.found)
    return Signed(checkpoints, keys, last)


def check_signed(
    layout: Layout, base: str, signed: Signed, events: list[Event], report: Report
) -> None:
    """Find checkpoints that are forged or missing, and events changed since they were signed."""
    found, where = signed.checkpoints.found, str(layout.checkpoints)
    roots = _roots(events, {one.size for one in found}, report)
    for one in found:
        if one.signer(signed.keys) is None:
            report.add(where, f"no key here signed the checkpoint over {one.size} events")
        if one.size > len(events):
            report.add(where, f"{one.size} events were signed, {len(events)} are there")
        elif roots[one.size] != one.root:
            report.add(where, f"the first {one.size} events are not those that were signed")
    if found and events and found[0].origin != origin(layout, base):
        report.add(where, f"the checkpoints are of {found[0].origin}, another ledger")
    if signed.last and signed.last not in {one.digest.hex() for one in found}:
        report.add(where, "the last checkpoint is missing")
    if events and not found:
        report.notes.append("Nothing is signed yet: whoever can write here could change it all")


def check_attested(facts: Facts, signed: Signed, report: Report) -> None:
    """Find a generation that says another root than was signed for it."""
    known = {(one.size, one.root.hex()) for one in signed.checkpoints.found}
    if facts.events and (facts.events, facts.root) not in known:
        report.add("meta.json", f"no checkpoint has the root it names for {facts.events} events")


def _roots(events: list[Event], sizes: set[int], report: Report) -> dict[int, bytes]:
    tree, roots = Frontier(), dict[int, bytes]()
    for event in events:
        tree.add(leaf_hash(line_of(event)))
        if tree.size in sizes:
            roots[tree.size] = tree.root
    report.root = tree.root.hex()
    return roots
