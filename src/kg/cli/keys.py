"""`kg keys`: who may write over HTTP: issue keys, list them, revoke them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import StoreOption, settings
from kg.cli.output import (
    Format,
    FormatOption,
    ReadingFormat,
    ReadingFormatOption,
    console,
    print_json,
    print_rows,
    print_text,
    shown,
)
from kg.cli.writing import data_directory
from kg.errors import BadParameterError, DataError

if TYPE_CHECKING:
    from kg.access import Key, Keyring, Scope

COLUMNS = ["id", "actor", "scopes", "issued", "expires", "state"]

app = typer.Typer(
    help="The keys that let somebody write over HTTP.", no_args_is_help=True, rich_markup_mode=None
)


@app.command()
def issue(
    actor: Annotated[str, typer.Argument(help="Who the ledger will say wrote, as jane-doe.")],
    scope: Annotated[
        list[str],
        typer.Option(
            help="What the key allows: draft, review, retract, past or admin; may be repeated."
        ),
    ],
    days: Annotated[int, typer.Option(help="How long it works; 366 at most.")] = 90,
    store: StoreOption = None,
    form: ReadingFormatOption = ReadingFormat.TEXT,
) -> None:
    """Make a key and print it, this once: only its hash is kept.

    The key alone goes to standard output, so that it can be piped to where it is kept.
    """
    from kg.ledger import now

    at = now()
    scopes = _scopes(scope)
    key, text = _keyring(store, new=True).issue(actor, scopes, now=at, days=days)
    if form is ReadingFormat.JSON:
        print_json(_row(key, at) | {"key": text})
    else:
        print_text(text)
    _tell(key)


@app.command("list")
def list_(store: StoreOption = None, form: FormatOption = Format.TABLE) -> None:
    """List all keys there ever were, without their secrets."""
    _print(_keyring(store).keys(), form)


@app.command()
def revoke(
    key_id: Annotated[
        str, typer.Argument(metavar="ID", help="The 12 digits after kg_; see kg keys list.")
    ],
    store: StoreOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Make a key useless, at once and for good."""
    from kg.ledger import now

    _print([_keyring(store).revoke(key_id, now())], form)


def _keyring(store: str | None, *, new: bool = False) -> Keyring:
    """Return the keys of a data directory, which may be `new`: a server makes the rest of it.

    Raises:
        DataError: it is something else, or shows an earlier state and is never written to.
    """
    from kg.access import Keyring
    from kg.keeping.layout import Layout, begin, read_format

    directory = data_directory(settings(store))
    layout = begin(directory) if new else Layout(directory)
    keyring = Keyring(directory)
    known = layout.format_file.exists() or not (new or keyring.folder.exists())
    if known and (view := read_format(layout).view) is not None:
        raise DataError(
            f"Nothing can be written here: this directory shows {view}", where=str(directory)
        )
    return keyring


def _scopes(texts: list[str]) -> list[Scope]:
    from kg.access import Scope

    for text in texts:
        if text not in set(Scope):
            raise BadParameterError(
                f"“{text}” is no scope", where="--scope", hint="there are: " + ", ".join(Scope)
            )
    return [Scope(text) for text in texts]


def _tell(key: Key) -> None:
    log = console(stderr=True)
    scopes = ", ".join(sorted(key.scopes))
    log.print(f"Key {key.id} of {shown(key.actor)}, for {scopes}, works until {key.expires_at:%F}.")
    log.print("It is shown this once: only its hash is kept. Who has it can write as this actor.")


def _print(keys: tuple[Key, ...] | list[Key], form: Format) -> None:
    from kg.ledger import now

    rows = [_row(key, now()) for key in keys]
    if form in (Format.TABLE, Format.CSV):
        rows = [row | {"scopes": " ".join(row["scopes"])} for row in rows]
    print_rows(COLUMNS, rows, form)


def _row(key: Key, at: datetime) -> dict[str, Any]:
    return {
        "id": key.id,
        "actor": key.actor,
        "scopes": sorted(key.scopes),
        "issued": _second(key.issued_at),
        "expires": _second(key.expires_at),
        "state": key.state(at),
    }


def _second(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"
