"""What changed in the collection, when, by whom and why: pages of it, the newest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from kg.model.answers import Listing
from kg.model.changes import ChangeView
from kg.model.terms import Term
from kg.model.views import Ref, View
from kg.reading.consistency import at_one_revision
from kg.reading.knowledge import Knowledge
from kg.reading.listing import Cut
from kg.search.attributions import instant
from kg.search.filters import Page
from kg.search.naming import id_of
from kg.vocab import VOCABULARY

_QUERY: Final = "changes/list"
_HELD: Final = "records/contents"
_NUMBER: Final = re.compile(r"[0-9]{1,15}")


class ChangeFilters(View):
    """All given filters must hold.

    `record`: the id of what changed. `kind`: what happened. `since`: a number leaves only events
    with a higher one, a time (with its zone) or a full date only what happened then or later.
    """

    record: str | None = None
    kind: str | None = None
    since: str | None = None


async def list_changes(
    knowledge: Knowledge, filters: ChangeFilters, page: Page
) -> Listing[ChangeView]:
    """Return a page of changes.

    Raises:
        BadParameterError: a filter is not of its type, or the cursor belongs to another list.
    """
    values = _values(filters)
    cut = Cut.at(page, _QUERY, values, values)
    place = {"after": cut.after} if cut.after else {}
    asked = {**values, **place, "limit": str(cut.limit + 1)}

    async def ask() -> tuple[Listing[ChangeView], tuple[int | None, ...]]:
        rows = await knowledge.rows(_QUERY, asked)
        shown, more = rows.rows[: cut.limit], len(rows) > cut.limit
        held, second = await _held(knowledge, {row["record"].value for row in shown})
        items = tuple(_view(row, held) for row in shown)
        following = cut.next(str(items[-1].revision)) if more else None
        answer = Listing[ChangeView](
            items=items, next=following, revision=rows.revision, sparql=cut.link
        )
        return answer, (rows.revision, second) if shown else (rows.revision,)

    return await at_one_revision(ask)


def _values(filters: ChangeFilters) -> dict[str, str]:
    given = {name: value for name, value in filters if value}
    if (since := given.get("since")) and _NUMBER.fullmatch(since):
        given["since_revision"] = given.pop("since")
    return given


async def _held(knowledge: Knowledge, records: Iterable[str]) -> tuple[dict[str, int], int | None]:
    """Return how many attributions each of some records holds now."""
    wanted = tuple(sorted(records))
    if not wanted:
        return {}, None
    rows = await knowledge.rows(_HELD, {"record": wanted})
    counts = {row["recordLabel"].value: int(row["attributions"].value) for row in rows}
    return counts, rows.revision


def _view(row: Mapping[str, Term], held: Mapping[str, int]) -> ChangeView:
    said = {column: term.value for column, term in row.items()}
    source = said.get("source")
    return ChangeView(
        id=id_of(said["change"]),
        iri=said["change"],
        revision=int(said["number"]),
        at=instant(said["at"]) or "",
        kind=said["kind"].removeprefix(VOCABULARY),
        record=said["record"],
        version=_whole(said.get("version")),
        actor=said["actor"],
        reason=said.get("reason"),
        supersedes=_whole(said.get("supersedes")),
        source=source and Ref(id=id_of(source), iri=source, label=said["sourceLabel"]),
        attributions=held.get(said["record"], 0),
    )


def _whole(digits: str | None) -> int | None:
    return None if digits is None else int(digits)
