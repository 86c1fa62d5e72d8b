"""Reading a record from a file, or from bytes that came another way.

>>> load(Path("fixtures/osce-statement.yaml")).record  # doctest: +SKIP
'osce-statement'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.records.faults import Faults
from kg.records.files import read_bytes, text_beside
from kg.records.json_tree import read_json
from kg.records.known import NOTHING, Known
from kg.records.resolve import resolve
from kg.records.snapshot import SAVE_AS, Snapshot, not_utf8, read_snapshot
from kg.records.tree import MAXIMUM_BYTES
from kg.records.validation import Draft, validated
from kg.records.yaml_tree import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from kg.records.document import Document
    from kg.records.entries import SourceText
    from kg.records.resolved import ResolvedRecord


def load(path: Path, known: Known = NOTHING, *, text: bytes | None = None) -> ResolvedRecord:
    """Return the record in a file; its text is the file it names, unless given.

    Args:
        path: a `.yaml` or `.json` file.
        known: what the collection already has.
        text: the bytes of the text, where the caller has them from elsewhere.

    Raises:
        RecordError: the record has faults; `faults` has them all.
    """
    faults = Faults(str(path))
    data = read_bytes(path, "the record", MAXIMUM_BYTES, (), faults)
    faults.refuse()
    draft = read_draft(data or b"", faults, json=path.suffix == ".json")
    return _with_text(draft, path, known, faults, text=text)


def read_line(data: bytes, path: Path, number: int, known: Known = NOTHING) -> ResolvedRecord:
    """Return the record in one line of a file, as JSON; its text is inline or beside the file.

    Args:
        data: the line.
        path: the file it is from.
        number: counts its lines from 1.
        known: what the collection already has.

    Raises:
        RecordError: the record has faults; `faults` has them all.
    """
    faults = Faults(str(path), line=number)
    return _with_text(read_draft(data, faults, json=True), path, known, faults)


def _with_text(
    draft: Draft, path: Path, known: Known, faults: Faults, *, text: bytes | None = None
) -> ResolvedRecord:
    wanted = draft.document.text
    if text is None and wanted is not None and wanted.file is not None:
        text = text_beside(path, wanted.file, faults)
    return resolve(draft, _snapshot(draft.document, text, faults), known, faults)


def parse(
    data: bytes, *, name: str, text: bytes | None = None, known: Known = NOTHING
) -> ResolvedRecord:
    """Return the record in some bytes; no file is ever opened.

    Args:
        data: YAML, or JSON where `name` ends in `.json`.
        name: what to call it in faults.
        text: the bytes of the text; not needed where the record has it inline.
        known: what the collection already has.

    Raises:
        RecordError: the record has faults; `faults` has them all.
    """
    faults = Faults(name)
    draft = read_draft(data, faults, json=name.endswith(".json"))
    return resolve(draft, _snapshot(draft.document, text, faults), known, faults)


def read_draft(data: bytes, faults: Faults, *, json: bool) -> Draft:
    """Return the document in some bytes, with nothing looked up yet.

    Raises:
        RecordError: it is not UTF-8, not YAML or JSON, too large, or not even a mapping.
    """
    if len(data) > MAXIMUM_BYTES:
        faults.stop(None, (), f"the record has more than {MAXIMUM_BYTES} bytes", "divide it")
    try:
        plain = data.decode("utf-8", errors="strict").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        mark, reason = not_utf8(error, "the record")
        faults.stop(mark, (), reason, SAVE_AS)
    tree = read_json(plain, faults) if json else read_yaml(plain, faults)
    faults.locate(tree)
    if tree.value is None:
        faults.add((), "the record is empty", "begin with `record:` and an id")
    faults.refuse()
    return validated(tree, faults)


def _snapshot(document: Document, given: bytes | None, faults: Faults) -> Snapshot | None:
    wanted = document.text
    data = given
    if data is None and wanted is not None and wanted.inline is not None:
        data = wanted.inline.encode()
    if data is None:
        if not faults.found:
            faults.add(
                ("text",),
                "the text of the source is missing",
                "add `text:` with a file beside the record, or {inline: ...}",
            )
        return None
    snapshot = read_snapshot(data, _name(wanted), faults)
    if snapshot and wanted and wanted.sha256 not in (None, snapshot.definition.sha256):
        faults.add(
            ("text", "sha256"),
            f"{_name(wanted)} has the SHA-256 {snapshot.definition.sha256}",
            "the text is not the one the record was written for; quote it anew",
        )
    return snapshot


def _name(wanted: SourceText | None) -> str:
    return "the text" if wanted is None or wanted.file is None else f"`{wanted.file}`"
