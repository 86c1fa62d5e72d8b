"""Keyset pages from the index, with the links that give the same by SPARQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from kg.model.answers import AttributionListing, Some, ThingListing
from kg.model.past import AsOf
from kg.model.views import View
from kg.reading.asked import filtered, page_after, words
from kg.reading.knowledge import Knowledge
from kg.reading.linking import Values, link
from kg.search.cursor import write_cursor
from kg.search.filters import Filters, Page

Item = TypeVar("Item", bound=View)


@dataclass(frozen=True, slots=True)
class Cut:
    """One page of one list: `query` with `values` gives the same rows, `of` tells lists apart."""

    query: str
    values: Values
    of: Mapping[str, Any]
    after: str | None
    limit: int

    @classmethod
    def at(
        cls,
        page: Page,
        query: str,
        values: Values,
        terms: Mapping[str, Any],
        as_of: AsOf | None = None,
    ) -> Cut:
        """Return where a page of a list begins and how long it is.

        A list of the past is another list at each revision.

        Raises:
            BadParameterError: the limit is out of range, or the cursor belongs to another list.
        """
        of = {"list": query, **terms} | ({"as_of": as_of.revision} if as_of else {})
        return cls(query, values, of, page_after(page, of), page.limit)

    @property
    def link(self) -> str:
        """The link that gives the same page by SPARQL."""
        return self.link_with(self.values)

    def link_with(self, values: Values) -> str:
        """Return that link with other values."""
        place = {"after": self.after} if self.after else {}
        return link(self.query, {**values, **place, "limit": str(self.limit)})

    def next(self, last: str | None) -> str | None:
        """Return the cursor of the page after the key `last`; None for None."""
        return write_cursor(last, self.of) if last else None


async def list_attributions(
    knowledge: Knowledge, filters: Filters, page: Page
) -> AttributionListing:
    """Return a page of attributions; facets with the first page, where they are wanted."""
    name = "attributions/list"
    asked = filtered(knowledge.catalogue[name], filters)
    cut = Cut.at(page, name, asked.values, asked.terms, knowledge.as_of)
    found, revision = await knowledge.find(
        "attributions",
        filters=asked.terms,
        after=cut.after,
        limit=cut.limit,
        facets=page.facets and cut.after is None,
    )
    return AttributionListing.model_validate(
        _listed(found, cut, revision) | {"facets": found["facets"]}
    )


async def list_things(
    knowledge: Knowledge, noun: str, q: str | None, page: Page, item: type[Item]
) -> ThingListing[Item]:
    """Return a page of claims, speakers or sources; `q` narrows by their names."""
    name = f"{noun}s/list"
    values = {"q": words(knowledge.catalogue[name], "q", q)} if q else {}
    cut = Cut.at(page, name, values, values, knowledge.as_of)
    found, revision = await knowledge.find(
        "things", noun=noun, q=values.get("q"), after=cut.after, limit=cut.limit
    )
    return ThingListing[item].model_validate(  # type: ignore[valid-type]
        _listed(found, cut, revision) | {"total": found["total"]}
    )


def first_of(items: Sequence[Item], most: int) -> Some[Item]:
    """Return as many things as may be listed, and how many more there are."""
    return Some(items=tuple(items[:most]), omitted=max(0, len(items) - most))


def _listed(found: Mapping[str, Any], cut: Cut, revision: int | None) -> dict[str, Any]:
    items = found["items"]
    return {
        "items": items,
        "next": cut.next(items[-1]["iri"] if found["more"] else None),
        "revision": revision,
        "sparql": cut.link,
    }
