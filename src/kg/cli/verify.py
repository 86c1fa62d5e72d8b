"""`kg verify`: check everything on disk against everything else, or a bundle by itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.failing import report as complain
from kg.cli.options import StoreOption, settings
from kg.cli.output import console, print_text
from kg.cli.writing import data_directory
from kg.errors import BadParameterError, DataError

if TYPE_CHECKING:
    from kg.auditing.report import Report


def verify(
    store: StoreOption = None,
    *,
    deep: Annotated[
        bool, typer.Option("--deep", help="Read every index of the engine, too.")
    ] = False,
    checkpoint: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Checkpoints of this ledger that were kept elsewhere."),
    ] = None,
    offline: Annotated[
        Path | None,
        typer.Option(metavar="BUNDLE", help="Check a file that kg prove wrote; nothing else."),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(metavar="KEY|FILE", help="With --offline: the public key that must sign."),
    ] = None,
    text: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --offline: the source's text.")
    ] = None,
) -> None:
    """Check the ledger, every blob, every quotation, and graph and index against the ledger."""
    if offline is not None:
        _bundle(offline, key, text)
        return
    if key is not None or text is not None:
        raise BadParameterError("These belong to a bundle", where="--key, --text", hint="--offline")
    from kg.auditing.verifying import verify as check

    _print(check(data_directory(settings(store)), deep=deep, kept=checkpoint))


def _print(report: Report) -> None:
    print_text(
        f"revision {report.revision}: {report.events} events, {report.blobs} blobs, "
        f"{report.records} records, {report.anchors} anchors, {report.quads} quads checked"
    )
    if report.erased:
        print_text(f"{report.erased} records were erased: nothing of them is left to check")
    print_text(f"{report.checkpoints} checkpoints checked; root {report.root or 'unknown'}")
    for note in report.notes:
        console().print(f"note: {note}", markup=False)
    if report.sound:
        print_text("sound: nothing is amiss")
        return
    for finding in report.findings:
        print_text(f"{finding.where}: {finding.detail}")
    complain(DataError(f"{len(report.findings)} findings", hint="see docs/data-directory.md"))
    sys.exit(DataError.exit_code)


def _bundle(path: Path, key: str | None, text: Path | None) -> None:
    from kg.auditing.offline import verify_bundle

    verdict = verify_bundle(
        _content(path, "--offline"),
        key=None if key is None else named_key(key),
        text=None if text is None else _content(text, "--text"),
    )
    print_text(_plain(f"{verdict.subject}: the bundle is sound"))
    for one in verdict.statements:
        if "quote" in one:
            place = f"{one['start']}-{one['end']} of {one['snapshot']}"
            reported = f", as reported in {one['within']}" if one["within"] else ""
            print_text(_plain(f"  {one['speaker_name']} ({one['act']}): {one['claim_text']}"))
            print_text(_plain(f"    “{one['quote']}” at {place}, source {one['source']}{reported}"))
    for title, lines in (("It proves:", verdict.proves), ("Not:", verdict.does_not_prove)):
        print_text(title)
        for line in lines:
            print_text(_plain(f"  - {line}"))


def _plain(text: str) -> str:
    """Return a text in which nothing steers the terminal: a bundle may come from anybody."""
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in text)


def named_key(given: str) -> str:
    """Return a public key given as itself, or as the file it is the last line of."""
    if "+" in given and not Path(given).exists():
        return given
    content = _content(Path(given), "--key").decode(errors="replace")
    return content.strip().rpartition("\n")[2]


def _content(path: Path, option: str) -> bytes:
    from kg.auditing.offline import LARGEST
    from kg.records.files import read_regular

    try:
        return read_regular(path, LARGEST)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise BadParameterError(
            f"{path} cannot be read: {why}", where=option, hint="name a file"
        ) from error
