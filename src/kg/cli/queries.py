"""`kg queries`: the documented questions: list them, explain them, check their files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg import assets
from kg.cli.failing import report
from kg.cli.options import settings
from kg.cli.output import Format, FormatOption, console, print_rows, print_text
from kg.errors import DataError

if TYPE_CHECKING:
    from kg.catalogue import Catalogue

app = typer.Typer(help="The documented questions.", no_args_is_help=True, rich_markup_mode=None)


def _folders() -> list[Path]:
    extra = settings().queries
    return [assets.directory("queries"), *([extra] if extra else [])]


def _catalogue() -> Catalogue:
    from kg.catalogue import Catalogue

    return Catalogue.load(_folders(), settings().base)


@app.command("list")
def list_(form: FormatOption = Format.TABLE) -> None:
    """List every question with its parameters."""
    rows = [
        {"name": query.name, "question": query.summary, "parameters": ", ".join(query.parameters)}
        for query in _catalogue().values()
    ]
    print_rows(["name", "question", "parameters"], rows, form)


@app.command()
def docs() -> None:
    """Print the documentation of every question as Markdown."""
    from kg.catalogue.docs import docs as written

    print_text(written(_catalogue()).rstrip("\n"))


@app.command()
def lint(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders of .rq files.")] = None,
) -> None:
    """Check query files: documentation, types, total order, portability."""
    from kg.catalogue.lint import lint_directories

    findings = lint_directories(folders or _folders(), settings().base)
    if findings:
        for finding in findings:
            print_text(str(finding))
        report(DataError(f"{len(findings)} findings in query files", hint="mend the files named"))
        sys.exit(DataError.exit_code)
    console().print("every query file is fine")
