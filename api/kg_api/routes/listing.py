"""What every list of things takes: how many, after which, in which format."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from kg.search.filters import Page

MOST_ITEMS = 100


async def _page(
    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS, description="Items on one page.")] = 20,
    cursor: Annotated[
        str | None,
        Query(description="The `next` of the page before, with the same filters.", max_length=2000),
    ] = None,
) -> Page:
    return Page(limit=limit, cursor=cursor)


PageDep = Annotated[Page, Depends(_page)]
"""Ask for this in a handler of a list."""

SearchWords = Annotated[
    str | None, Query(max_length=1000, description="Part of a name or text, in any case.")
]
