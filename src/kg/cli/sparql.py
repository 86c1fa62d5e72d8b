"""`kg sparql FILE|-`: evaluate SPARQL 1.1 of your own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.answering import print_answer
from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import Format, FormatOption
from kg.errors import BadParameterError

if TYPE_CHECKING:
    from kg.collection.service import Service
    from kg.store.base import Answer


def sparql(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The query; - reads stdin.")],
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Evaluate a SPARQL query from a file or from standard input."""
    from kg.store.base import Dataset, Formats

    text = _read(file)

    async def question(service: Service) -> tuple[Answer, str]:
        answer = await service.sparql(text, Formats(), Dataset())
        return answer, service.settings.base

    print_answer(*asked(settings(store, time_limit), question), form)


def _read(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8")
    except OSError as error:
        hint = "give a file, or - for standard input"
        raise BadParameterError(str(error.strerror), where=file, hint=hint) from error
    except UnicodeDecodeError as error:
        raise BadParameterError(f"not UTF-8 at byte {error.start}", where=file) from error
