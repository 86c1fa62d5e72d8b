"""What became of quoted words in a later text of their source: found again exactly, or not at all.

Nothing is matched loosely. Words count as found again only where they stand once with the same
characters around them: a sentence that is merely alike is another sentence.
"""

from __future__ import annotations

from kg.model.answers import EarlierView, StretchView
from kg.model.views import AnchorView, AttributionView, SnapshotView


def found_again(text: str, anchor: AnchorView) -> int | None:
    """Return where the words of an anchor begin in a text; None where they do not, or twice."""
    sought = anchor.prefix + anchor.exact + anchor.suffix
    place = text.find(sought)
    if place < 0 or text.find(sought, place + 1) >= 0:
        return None
    return place + len(anchor.prefix)


def since(view: AttributionView, snapshot: SnapshotView, text: str | None) -> EarlierView:
    """Return an attribution of an older snapshot with what a later text has of its words.

    Args:
        view: what was read in the older snapshot.
        snapshot: the older one.
        text: the later text; None where it is not kept, and nothing can be told.
    """
    if text is None:
        return EarlierView(attribution=view, snapshot=snapshot, now=None)
    anchor, start = view.anchor, found_again(text, view.anchor)
    state = "lost" if start is None else "exact" if start == anchor.start else "moved"
    told = view.model_copy(update={"anchor": anchor.model_copy(update={"state": state})})
    now = None
    if start is not None:
        now = StretchView(start=start, end=start + len(anchor.exact))
    return EarlierView(attribution=told, snapshot=snapshot, now=now)
