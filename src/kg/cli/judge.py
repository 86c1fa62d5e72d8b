"""`kg judge RELATION JUDGES AGAINST --reason`: give a judgement by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from kg.cli.options import StoreOption, settings
from kg.cli.output import Format, FormatOption, console, print_rows, print_text
from kg.cli.writing import writing

if TYPE_CHECKING:
    from kg.writing.writer import JudgementOutcome

COLUMNS: Final = ["judgement", "version", "state", "revision"]


def judge(  # noqa: PLR0913  (what a judgement is made of)
    relation: Annotated[str, typer.Argument(help="What it says, such as contradicts.")],
    judges: Annotated[str, typer.Argument(help="What stands first, as kind/id.")],
    against: Annotated[str, typer.Argument(help="What stands second, as kind/id.")],
    *,
    reason: Annotated[str, typer.Option(help="Why.")],
    by: Annotated[
        str | None, typer.Option(metavar="ID", help="Who judges. Default: $KG_ACTOR.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="The name to show, where that annotator is new.")
    ] = None,
    program: Annotated[bool, typer.Option("--program", help="That is a program.")] = False,
    confidence: Annotated[
        float | None, typer.Option(help="How sure, from 0 to 1; a program has to say.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="When it was judged, if not now.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change.")
    ] = False,
    store: StoreOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Give a judgement: somebody's dated opinion that relates two things; never a verdict.

    An annotator has one about two things in one relation: the same again changes nothing, another
    reason, confidence or time makes a new version.
    """
    from kg.judgements import read

    chosen = settings(store)
    said: dict[str, Any] = {"relation": relation, "judges": judges, "against": against}
    said |= {"reason": reason, "by": _annotator(by or chosen.actor, name, program=program)}
    more = {"confidence": confidence, "at": at}
    said |= {key: value for key, value in more.items() if value is not None}
    given = read(said)
    with writing(chosen, dry_run=dry_run) as writer:
        outcome = writer.judge(given, dry_run=dry_run)
        if not dry_run:
            writer.publish()
    _print(outcome, form, dry_run=dry_run)


def _annotator(id_: str, name: str | None, *, program: bool) -> str | dict[str, str]:
    """Return who judges: by the id alone where no name is given, so somebody known already."""
    if name is None:
        return id_
    return {"id": id_, "name": name, "kind": "program" if program else "person"}


def _print(outcome: JudgementOutcome, form: Format, *, dry_run: bool) -> None:
    for warning in outcome.warnings:
        console(stderr=True).print(f"warning: {warning}", markup=False)
    if dry_run and form is Format.TABLE:
        print_text(f"{outcome.judgement}: {outcome.state} (version {outcome.version})")
        for line in outcome.diff:
            print_text(f"  {line}")
        return
    print_rows(COLUMNS, [{column: getattr(outcome, column) for column in COLUMNS}], form)
