"""What is only worded or spelt like something, and what a name may mean, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.cli.output import Line, shown
from kg.cli.reckoning import marked
from kg.model.lookups import Candidates, Named, Near, NearHit

FOUND_BY: Final = {
    "letters": "all these words, but for case, accents or script",
    "spelling": "all these words, but for how they are spelt",
    "wording": "some of these words",
}
DIFFERS_IN: Final = {
    "name": "a name",
    "number": "a number",
    "date": "a date",
    "negation": "a “not”",
    "order": "the order of the names",
    "spelling": "the spelling of a word",
}
HOW: Final = {
    "id": "by its id",
    "name": "by this name",
    "letters": "but for case, accents or script",
    "spelling": "but for the spelling",
    "part": "only as part of a longer name; not searched",
}
COMPARED: Final = {"claim": "the text of the claim", "name": "a name it goes with"}


def near_lines(near: Near) -> Iterator[Line]:
    """Yield what is like the words looked up, with what differs."""
    yield Line(0, "[bold]Near, which is not the same[/]: \\[-only yours-] {+only theirs+}")
    for item in near.items:
        yield from _near(item)
    cut = "; others share words with it and are not shown" if near.cut else ""
    yield Line(1, f"[dim]{near.compared} texts compared, word by word{cut}[/]")
    yield Line(0, "")


def candidate_lines(candidates: Candidates, asked: str) -> Iterator[Line]:
    """Yield what a name may mean, where that is not plain."""
    found = candidates.items
    if not found:
        yield Line(0, f"nobody and nothing here has the name “{shown(asked)}”")
        return
    if len(found) == 1 and found[0].how in ("id", "name"):
        return
    yield Line(0, f"[bold]“{shown(asked)}” may mean:[/]")
    yield from map(_candidate, found)
    if candidates.cut:
        yield Line(1, "[dim]there are more than are shown[/]")
    yield Line(0, "")


def _near(item: NearHit) -> Iterator[Line]:
    differs = " and ".join(DIFFERS_IN[each] for each in item.differs_in)
    warning = f"[red]differs in {differs}[/]; " if differs else ""
    yield Line(1, f"{warning}{FOUND_BY[item.found_by]} [dim](likeness {item.score:.2f})[/]")
    yield Line(2, marked(item.changes))
    if item.compared != "claim":
        yield Line(2, f"claim: “{shown(item.claim.label)}”")
    yield Line(2, f"[dim]{_where(item)}claim {shown(item.claim.id)}[/]")


def _where(item: NearHit) -> str:
    if item.compared != "quotation" or item.speaker is None or item.source is None:
        return f"compared with {COMPARED.get(item.compared, 'a quotation')}; "
    return f"credited to {shown(item.speaker.label)} in “{shown(item.source.label)}”; "


def _candidate(named: Named) -> Line:
    name = "" if named.name == named.label else f", called “{shown(named.name)}”"
    kind = f" ({named.kind})" if named.kind else ""
    bold = f"[bold]{shown(named.label)}[/]" if named.taken else shown(named.label)
    return Line(1, f"{bold}{kind}{name}: {HOW[named.how]} [dim]{shown(named.id)}[/]")
