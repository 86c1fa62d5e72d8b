"""Giving what was found of copies as judgements, and withdrawing what no longer holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.copies import PROGRAM
from kg.errors import BadParameterError, ConflictError
from kg.judgements import read

if TYPE_CHECKING:
    from kg.copies import Proposal
    from kg.writing.writer import Writer

BY: Final = {"id": PROGRAM, "name": "kg copies", "kind": "program"}

GONE: Final = "The texts are no longer alike, or something tells now which of them is the copy."


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one judgement: its id, and its state.

    `state` is that of the outcome (`added`, `changed`, `unchanged`, `withdrawn`), or `left` where
    somebody withdrew it before, or what it is about has gone; `why` says which.
    """

    judgement: str
    state: str
    why: str = ""


def judge_copies(
    writer: Writer, found: Iterable[Proposal], standing: Sequence[str]
) -> tuple[Judged, ...]:
    """Let exactly what was found stand as the program's judgements.

    What a person withdrew stays withdrawn; the same again changes nothing.

    Args:
        writer: the writer; nothing is published.
        found: what holds now.
        standing: the ids of this program's judgements that stood before.

    Raises:
        StoreError: the disk refused; what was acknowledged before is safe.
    """
    given = [_judge(writer, proposal) for proposal in found]
    holding = {one.judgement for one in given}
    stale = [name for name in standing if name not in holding]
    return (*given, *(_withdraw(writer, name) for name in stale))


def _judge(writer: Writer, proposal: Proposal) -> Judged:
    said = {
        "relation": proposal.relation,
        "judges": proposal.judges,
        "against": proposal.against,
        "reason": proposal.reason,
        "confidence": proposal.share,
        "by": BY,
    }
    try:
        outcome = writer.judge(read(said))
    except (ConflictError, BadParameterError) as error:
        about = f"{proposal.judges} {proposal.relation} {proposal.against}"
        return Judged(about, "left", error.detail)
    return Judged(outcome.judgement, outcome.state)


def _withdraw(writer: Writer, name: str) -> Judged:
    return Judged(name, writer.withdraw(name, GONE).state)
