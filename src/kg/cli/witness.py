"""`kg witness URL --keep DIR`: a second party that notices when history is rewritten."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import print_text


def witness(
    url: Annotated[str, typer.Argument(metavar="URL", help="The server to keep watch over.")],
    keep: Annotated[Path, typer.Option("--keep", metavar="DIR", help="Where the copies are kept.")],
    key: Annotated[
        str | None,
        typer.Option(metavar="KEY|FILE", help="The public key that must sign, from elsewhere."),
    ] = None,
) -> None:
    """Fetch a server's newest checkpoint, and keep it if it follows from those kept before."""
    from kg.auditing.fetching import LedgerServer
    from kg.auditing.witnessing import witness as watch
    from kg.cli.verify import named_key
    from kg.ledger import PublicKey

    given = None if key is None else PublicKey.parse(named_key(key))
    seen = watch(LedgerServer(url), keep, given)
    print_text(f"{seen.checkpoint.origin}: {seen.checkpoint.size} events, signed by {seen.key}")
    if seen.before is None:
        print_text("the first checkpoint kept here; later ones are held against it")
    else:
        print_text(f"it begins with the {seen.before.size} events kept before")
    if seen.trusted:
        print_text("the key is the one the server named: compare it with the owner's another way")
