"""Filling an empty live collection: only what stands in the end is ever written to it."""

from __future__ import annotations

from contextlib import nullcontext
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.keeping.layout import FORMAT
from kg.keeping.live import ERASED, TAKEN
from kg.keeping.sparing import searching_seldom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.keeping.books import Books
    from kg.keeping.live import Live
    from kg.keeping.outlook import Outlook
    from kg.keeping.standing import Standing

Watch: TypeAlias = "Callable[[Sequence[Standing]], Iterable[Standing]]"
"""Gives records back one by one, and may show how far the work on them has come."""

OFTEN: Final = 256
"""After how many records the live collection is made safe: what a crash may make us do again."""


def build(live: Live, outlook: Outlook, watch: Watch = iter, *, processes: int = 1) -> None:
    """Fill an empty live collection: only what stands in the end is ever written to it.

    With two processes or more another one fills graph and index; what is written is the same.
    """
    active = outlook.active()
    apart = live.apart() if processes > 1 and len(active) >= OFTEN else nullcontext()
    with searching_seldom(), apart:
        for number, standing in enumerate(watch(active), start=1):
            live.put(standing)
            live.relieve()
            if number % OFTEN == 0:
                live.commit()
        live.commit()
    for change in outlook.changes:
        live.tell(change)
    for judgement in outlook.judgements.values():
        live.judgements.put(judgement)
    _keep(live.books, outlook)
    live.commit()
    live.arrange(len(live.graph))


def _keep(books: Books, outlook: Outlook) -> None:
    """Write into the books what stands, and how far everything is."""
    for standing in outlook.standings.values():
        books.keep(standing)
    for draft in outlook.drafts.values():
        books.keep_draft(draft)
    for seen in outlook.requests:
        books.requests.keep(seen)
    if outlook.revision:
        books.reach(outlook.revision, public=True)
    if outlook.head:
        books.reach(outlook.head, public=False)
    if outlook.taken:
        books.remember(TAKEN, str(outlook.taken.seq))
    if outlook.erased:
        books.remember(ERASED, str(outlook.erased.seq))
    books.remember("program", program())


def program() -> str:
    """Return the version of this program and its data format: another may write other quads."""
    return f"{version('claim-provenance')}, format {FORMAT}"
