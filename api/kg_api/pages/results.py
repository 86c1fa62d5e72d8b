"""What comes of a query, as people look at it: a table, a timeline, or the answer as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.store.base import Answer, Form, Formats, GraphFormat, ResultFormat
from kg_api.pages.asked import Asked, Show
from kg_api.pages.dated import dates_in, moments
from kg_api.pages.drawing.timeline import Timeline
from kg_api.pages.rows import Table, table
from kg_api.pages.triples import triples

MOST_CHARACTERS: Final = 100_000
"""Characters of an answer as it is that a page shows; the downloads have all."""
_DOWNLOADS: Final[dict[Form, Sequence[str]]] = {
    "select": ("csv", "tsv", "json", "xml"),
    "ask": ("json", "xml"),
    "graph": ("ttl", "nt", "jsonld"),
}


@dataclass(frozen=True, slots=True)
class Raw:
    """The beginning of an answer as it is, and how many characters it has."""

    text: str
    total: int

    @property
    def cut(self) -> bool:
        """Whether there is more than is shown."""
        return self.total > len(self.text)


@dataclass(frozen=True, slots=True)
class Results:
    """An answer in the view that was chosen; `table` is there for the timeline, too.

    `views` are the views there are, `dates` the column with dates, where there is one.
    """

    form: Form
    show: Show
    views: Sequence[Show]
    dates: str | None = None
    table: Table | None = None
    drawing: Timeline | None = None
    raw: Raw | None = None

    @property
    def formats(self) -> Sequence[str]:
        """The formats to take it home in, by their short names."""
        return _DOWNLOADS[self.form]


def formats(show: Show) -> Formats:
    """Return what to ask the store for: people read raw graphs as Turtle."""
    graph = GraphFormat.TURTLE if show == "raw" else GraphFormat.NTRIPLES
    return Formats(rows=ResultFormat.JSON, graph=graph)


def results(answer: Answer, asked: Asked, base: str) -> Results:
    """Return an answer in the view asked for; without dates there is no timeline, but a table."""
    if answer.form == "graph":
        if asked.show == "raw":
            return Results("graph", "raw", ("table", "raw"), raw=_raw(answer.body))
        return Results("graph", "table", ("table", "raw"), table=triples(answer.body, base))
    found = table(answer, base)
    dates = dates_in(found) if answer.form == "select" else None
    views: Sequence[Show] = ("table", "timeline", "raw") if dates else ("table", "raw")
    if asked.show == "raw":
        return Results(answer.form, "raw", views, dates, raw=_raw(answer.body))
    if asked.show == "timeline" and dates:
        drawing = moments(found, dates)
        return Results(answer.form, "timeline", views, dates, table=found, drawing=drawing)
    return Results(answer.form, "table", views, dates, table=found)


def _raw(body: bytes) -> Raw:
    text = body.decode()
    return Raw(text[:MOST_CHARACTERS], len(text))
