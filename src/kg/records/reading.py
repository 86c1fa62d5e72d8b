"""Reading a record from a file, or from bytes that came another way.

>>> load(Path("fixtures/hill/hill-report.yaml")).record  # doctest: +SKIP
'hill-report'
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.records.faults import Faults
from kg.records.json_tree import read_json
from kg.records.known import NOTHING, Known
from kg.records.resolve import resolve
from kg.records.snapshot import Snapshot, decoded, read_snapshot
from kg.records.tree import MAXIMUM_BYTES, Tree
from kg.records.validation import validated
from kg.records.yaml_tree import read_yaml

if TYPE_CHECKING:
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
    data = _file(path, "the record", faults, ())
    faults.refuse()
    document = read_document(data or b"", faults, json=path.suffix == ".json")
    if text is None and document.text is not None and document.text.file is not None:
        text = _file(path.parent / document.text.file, "the text", faults, ("text",))
        if text is None:
            return resolve(document, None, known, faults)
    return resolve(document, _snapshot(document, text, faults), known, faults)


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
    document = read_document(data, faults, json=name.endswith(".json"))
    return resolve(document, _snapshot(document, text, faults), known, faults)


def read_document(data: bytes, faults: Faults, *, json: bool) -> Document:
    """Return the document in some bytes, with nothing looked up yet.

    Raises:
        RecordError: it is not UTF-8, not YAML or JSON, too large, or not formed as a record.
    """
    if len(data) > MAXIMUM_BYTES:
        faults.add((), f"the record has {len(data)} bytes", f"at most {MAXIMUM_BYTES} are read")
    text = decoded(data, "the record", (), faults)
    faults.refuse()
    plain = (text or "").removeprefix("\ufeff")
    tree = read_json(plain, faults) if json else read_yaml(plain, faults)
    faults.locate(tree)
    _not_empty(tree, faults)
    faults.refuse()
    return validated(tree, faults)


def _not_empty(tree: Tree, faults: Faults) -> None:
    if tree.value is None:
        faults.add((), "the record is empty", "begin with `record:` and an id")


def _snapshot(document: Document, given: bytes | None, faults: Faults) -> Snapshot | None:
    wanted = document.text
    data = given
    if data is None and wanted is not None and wanted.inline is not None:
        data = _inline(wanted.inline, faults)
    if data is None:
        if not faults.found:
            faults.add(
                ("text",),
                "the text of the source is missing",
                "add `text:`, a file or {inline: ...}",
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


def _inline(text: str, faults: Faults) -> bytes | None:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        faults.add(
            ("text", "inline"), f"half a surrogate pair at character {error.start}", "remove it"
        )
        return None


def _name(wanted: SourceText | None) -> str:
    return "the text" if wanted is None or wanted.file is None else f"`{wanted.file}`"


def _file(path: Path, what: str, faults: Faults, field: tuple[str, ...]) -> bytes | None:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        faults.add(field, f"{what} cannot be read: {path}: {reason}", "check the file's name")
        return None
