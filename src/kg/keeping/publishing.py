"""Publishing: what the writer has becomes what the readers read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.keeping.attesting import NOTHING, Attested
from kg.keeping.generations import (
    Facts,
    Generation,
    add_generation,
    current_generation,
    prune,
    remove_older,
    remove_unfinished,
    show,
)
from kg.keeping.live import ERASED, TAKEN
from kg.keeping.past_views import PastViews
from kg.keeping.stepping import no_step
from kg.ledger import write_instant

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kg.keeping.layout import Layout
    from kg.keeping.live import Live
    from kg.keeping.stepping import Step

LET_GO: Final = "erased-generations"
"""Under which name the books remember the last erasure before which no generation is left."""


def publish(
    live: Live,
    layout: Layout,
    now: datetime,
    step: Step = no_step,
    *,
    attested: Attested = NOTHING,
    again: bool = False,
    erased: int = 0,
) -> Generation:
    """Publish the live collection, unless the readers have just that already.

    The graph is copied by hard links, so its size hardly matters. Drafts and the writer's books
    are not part of what is copied.

    Args:
        live: the collection; all of it is published.
        layout: where to.
        now: the time to note, UTC.
        step: told of each step done.
        attested: what the ledger is known to hold, for `meta.json`.
        again: publish even what readers have already, as it may be damaged.
        erased: how many records are left out, for `meta.json`.
    """
    live.commit()
    wanted = replace(facts_of(live, now, attested), erased=erased)
    shown = current_generation(layout)
    if shown and not again and _same(shown.facts, wanted):
        _let_go(live, layout)
        return shown
    live.forget_removed()
    remove_unfinished(layout)
    live.arrange(wanted.counts["quads"], hurried=True)
    generation = add_generation(layout, wanted, lambda path: fill(live, path))
    step("generation-added")
    show(layout, generation)
    step("generation-shown")
    prune(layout, now)
    _let_go(live, layout)
    return generation


def behind_erasure(live: Live) -> bool:
    """Return whether generations may still show what was erased."""
    return live.books.fact(ERASED) != live.books.fact(LET_GO)


def forget_past(live: Live, layout: Layout) -> None:
    """Remove the views of the past that may show what was taken back since they were made."""
    PastViews(layout).remove_outdated(int(live.books.fact(TAKEN, "0")))


def _let_go(live: Live, layout: Layout) -> None:
    """Remove the generations of before the last erasure; what was erased may be in any of them."""
    forget_past(live, layout)
    if behind_erasure(live):
        remove_older(layout, than=int(live.books.fact(ERASED)))
        live.books.remember(LET_GO, live.books.fact(ERASED))
        live.commit()


def facts_of(live: Live, now: datetime, attested: Attested) -> Facts:
    """Return what `meta.json` would say of the live collection."""
    return Facts(
        revision=live.books.revision,
        base=live.base,
        created=write_instant(now),
        head=live.books.revision_head,
        ontology=live.books.fact("ontology"),
        program=live.books.fact("program"),
        counts={"records": live.books.count_active(), "quads": len(live.graph)},
        events=attested.events,
        root=attested.root,
    )


def fill(live: Live, folder: Path) -> None:
    """Copy graph and index into the folder of a generation to be."""
    live.graph.copy_to(folder / "store")
    live.index.copy_to(folder / "index.sqlite")


def _same(shown: Facts, wanted: Facts) -> bool:
    """Return whether two generations hold the same; when they were made does not matter."""
    return (shown.revision, shown.head, shown.ontology, shown.program) == (
        wanted.revision,
        wanted.head,
        wanted.ontology,
        wanted.program,
    )
