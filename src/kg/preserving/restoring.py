"""Restoring: a data directory from a backup, checked before and after."""

from __future__ import annotations

import errno
import json
import re
import shutil
from pathlib import Path
from typing import Final

from kg.auditing.report import Report
from kg.auditing.verifying import verify
from kg.errors import DataError, LedgerError, NewerDataError
from kg.ledger import digest_of
from kg.ledger.durable import UNFINISHED
from kg.preserving.backing_up import FORMAT, MANIFEST, Manifest, must_be_new, settle_as
from kg.preserving.rebuilding import rebuild
from kg.records.files import read_regular

_FILES: Final = re.compile(
    r"format\.json|keys/public|ledger/checkpoints|ledger/events-\d{6,}\.jsonl"
    r"|ledger/blobs/([0-9a-f]{2})/\1[0-9a-f]{62}",
    re.ASCII,
)
"""What a backup may hold; a path of another shape could lead anywhere."""

LARGEST: Final = 256 * 2**20
"""Bytes of one file; a new file of the ledger is begun at a quarter of it."""


_NEVER: Final = 10**6
"""No format will ever have this number."""


def restore(backup: Path, directory: Path) -> Report:
    """Make a data directory from a backup; it appears whole and checked, or not at all.

    Graph and index are made from the ledger. The private key is not in a backup: a new one is
    made with the next event, beside the old public ones.

    Args:
        backup: what `back_up` made.
        directory: new, or empty.

    Raises:
        DataError: it is no backup, or `directory` holds something.
        LedgerError: a file is missing or changed, or what was restored does not hold.
        NewerDataError: a later version of the program made it.
    """
    manifest = read_manifest(backup)
    must_be_new(directory)
    unfinished = directory.with_name(directory.name + UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        for name, digest in manifest.files.items():
            _take(backup / name, unfinished / name, digest)
        rebuild(unfinished)
        report = verify(unfinished)
        _hold(report, manifest)
        settle_as(unfinished, directory)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return report


def read_manifest(backup: Path) -> Manifest:
    """Return what a backup says it holds.

    Raises:
        DataError: it is no backup, or says something no backup says.
        NewerDataError: a later version of the program made it.
    """
    path = backup / MANIFEST
    try:
        content = json.loads(_content(path))
        number = content["backup"]
        if type(number) is not int or not 0 < number < _NEVER:
            raise ValueError(f"`backup` is {str(number)[:40]}")  # noqa: TRY301  (as any other nonsense)
        if number > FORMAT:
            raise NewerDataError(
                f"This backup has format {number}; this program knows format {FORMAT}",
                where=str(path),
                hint="install a newer claim-provenance",
            )
        manifest = Manifest(**content)
        strange = [name[:200] for name in dict(manifest.files) if not _FILES.fullmatch(name)][:5]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DataError(
            f"This is not a backup: {str(error)[:200]}",
            where=str(path),
            hint="name what `kg backup` made",
        ) from error
    if strange or "format.json" not in manifest.files:
        raise DataError(f"This is not a backup: it lists {strange or 'no format'}", where=str(path))
    return manifest


def _take(source: Path, target: Path, digest: str) -> None:
    try:
        if source.is_symlink():
            raise OSError(errno.ELOOP, "it is a link")  # noqa: TRY301  (as if it could not be read)
        content = _content(source)
    except OSError as error:
        raise LedgerError(
            f"A file of the backup cannot be read: {error.strerror}", where=str(source)
        ) from error
    if digest_of(content) != digest:
        raise LedgerError(
            "A file of the backup has changed", where=str(source), hint="use another backup"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _content(path: Path) -> bytes:
    content = read_regular(path, LARGEST)
    if len(content) > LARGEST:
        raise OSError(errno.EFBIG, f"it has more than {LARGEST} bytes")
    return content


def _hold(report: Report, manifest: Manifest) -> None:
    if not report.sound:
        first = report.findings[0]
        raise LedgerError(f"What was restored does not hold: {first.detail}", where=first.where)
    if (report.events, report.root) != (manifest.events, manifest.root):
        raise LedgerError(
            f"The manifest speaks of {manifest.events} events with the root {manifest.root}, "
            f"the ledger has {report.events} with {report.root}",
            where=MANIFEST,
        )
