"""A passage with what stands around it, and what became of it in a later text of its source."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.answers import EarlierView, StretchView, TextAnswer
from kg.model.views import AttributionView
from kg_api.pages.marking import Piece, excerpts, marks, pieces
from kg_api.pages.sections import Section


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage; no pieces where its text is not kept here, or no longer has it.

    `earlier` is there where it was read in an older text of the source than is shown now.
    """

    view: AttributionView
    text: Section[TextAnswer]
    earlier: EarlierView | None = None
    pieces: tuple[Piece, ...] = ()

    @property
    def state(self) -> str:
        """How its words stand in the text of the source that was read last."""
        if self.earlier is not None and self.text.got.text is None:
            return "unknown"
        return self.anchored.anchor.state

    @property
    def anchored(self) -> AttributionView:
        """The attribution with the state of its anchor in the text shown."""
        return self.earlier.attribution if self.earlier else self.view

    @property
    def place(self) -> StretchView | None:
        """Where it stands in the text shown; None where it does not."""
        if self.earlier is not None:
            return self.earlier.now
        return StretchView(start=self.view.anchor.start, end=self.view.anchor.end)


def passage(view: AttributionView, text: Section[TextAnswer]) -> Passage:
    """Return the passage an attribution rests on, as far as it can be shown."""
    answer = text.value
    if answer is None:
        return Passage(view, text)
    earlier = next((each for each in answer.earlier if each.attribution.id == view.id), None)
    mine = [mark for mark in marks(answer) if mark.of in (view.id, None)]
    shown = excerpts(answer.text, mine) if answer.text else []
    return Passage(
        view,
        text,
        earlier,
        tuple(pieces(answer.text, mine, shown)) if answer.text and shown else (),
    )
