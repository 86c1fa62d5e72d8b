"""The text of a source as held: the snapshot read last, or an older one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.errors import UnknownThingError
from kg.model.answers import EarlierView, TextAnswer
from kg.model.views import AttributionView, SnapshotView
from kg.reading.aside import together
from kg.reading.consistency import at_one_revision
from kg.reading.knowledge import Knowledge
from kg.reading.linking import link
from kg.reading.refinding import since
from kg.reading.things import check
from kg.reading.views import attribution_views, passage_views
from kg.search.facts import Facts
from kg.search.naming import id_of, name_of, ref
from kg.search.stated import facts_in
from kg.search.things import snapshot
from kg.vocab import CP


async def source_text(knowledge: Knowledge, given: str, wanted: str | None = None) -> TextAnswer:
    """Return a snapshot of a source with its text, passages and attributions.

    Args:
        knowledge: where to ask.
        given: the source.
        wanted: the id of a snapshot; without one, that which was read last.

    Raises:
        UnknownThingError: there is no such source, or it has no such snapshot.
    """
    iri = knowledge.iri("source", given)

    async def ask() -> tuple[TextAnswer, tuple[int | None, ...]]:
        (facts, first), (said, second), rows = await together(
            knowledge.facts("sources/facts", {"source": iri}),
            knowledge.facts("attributions/facts", {"source": iri}),
            knowledge.rows("sources/passages", {"source": iri}),
        )
        check(facts, "source", iri, given)
        views = attribution_views(said)
        snapshots = _by_age(facts, iri, views)
        shown = _shown(snapshots, wanted)
        found, third = await knowledge.find("text", snapshot=shown.iri if shown else "")
        passages = passage_views(facts_in(rows), (row["passage"].value for row in rows))
        answer = {
            **ref(name_of(facts, iri)),
            "revision": first,
            "sparql": link("sources/passages", {"source": knowledge.short("source", iri)}),
            "snapshot": shown,
            "latest": shown == (snapshots[-1] if snapshots else None),
            "text": found["text"],
            "passages": [each for each in passages if _in(each.anchor.snapshot, shown)],
            "attributions": _placed(view for view in views if _in(view.anchor.snapshot, shown)),
            "earlier": tuple(_earlier(views, snapshots, shown, found["text"])),
        }
        return TextAnswer.model_validate(answer), (first, second, third, rows.revision)

    return await at_one_revision(ask)


def _by_age(facts: Facts, source: str, views: Iterable[AttributionView]) -> list[SnapshotView]:
    """Return the snapshots, that which was read last at the end; those not read, by their IRIs."""
    read: dict[str, str] = {}
    for view in views:
        before = read.get(view.anchor.snapshot, "")
        read[view.anchor.snapshot] = max(before, view.recorded_at)
    held = facts.subjects(CP.snapshotOf, source)
    ordered = sorted(held, key=lambda iri: (read.get(id_of(iri), ""), iri))
    return [SnapshotView.model_validate(snapshot(facts, iri)) for iri in ordered]


def _shown(snapshots: Sequence[SnapshotView], wanted: str | None) -> SnapshotView | None:
    if wanted is None:
        return snapshots[-1] if snapshots else None
    for each in snapshots:
        if each.id == wanted:
            return each
    raise UnknownThingError(
        f"this source has no snapshot “{wanted}” here",
        where="snapshot",
        hint="leave it out, or take one of " + ", ".join(each.id for each in snapshots),
    )


def _earlier(
    views: Iterable[AttributionView],
    snapshots: Sequence[SnapshotView],
    shown: SnapshotView | None,
    text: str | None,
) -> Iterable[EarlierView]:
    """Yield what was read in snapshots older than the one shown, each with what became of it."""
    older = snapshots[: snapshots.index(shown)] if shown else ()
    named = {each.id: each for each in older}
    for view in _placed(view for view in views if view.anchor.snapshot in named):
        yield since(view, named[view.anchor.snapshot], text)


def _in(snapshot_id: str, shown: SnapshotView | None) -> bool:
    return shown is not None and snapshot_id == shown.id


def _placed(views: Iterable[AttributionView]) -> tuple[AttributionView, ...]:
    """Return attributions in the order in which they stand in the text, the longer first."""
    return tuple(sorted(views, key=lambda v: (v.anchor.start, -v.anchor.end, v.iri)))
