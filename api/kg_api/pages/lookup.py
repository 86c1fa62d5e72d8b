"""`/lookup`: what somebody pasted, as it stands here, as it is nearly, and as a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request, Response

from kg.errors import BadParameterError
from kg.model.lookups import LookupAnswer, Named
from kg.reading.collection import Collection
from kg.search.filters import Page
from kg_api.answers import see_other
from kg_api.pages.rendering import begin, page
from kg_api.parameters import DECLARED_ONLY
from kg_api.past import PARAMETER, ReadingDep, then

router = APIRouter(include_in_schema=False, dependencies=DECLARED_ONLY)

MOST_CHARACTERS: Final = 2_000
MOST_WORDS: Final = 50
LENGTH: Final = 20
_ADDRESS: Final = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_CUT: Final = Page(limit=LENGTH, facets=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up found; `words` and `names` are None where those were not looked for."""

    quoted: LookupAnswer
    words: LookupAnswer | None = None
    names: tuple[Named, ...] = ()

    @property
    def certain(self) -> str | None:
        """The id of the one claim that has it word for word."""
        items = self.quoted.items
        return items[0].claim.id if len(items) == 1 and not self.quoted.next else None


@router.get("/lookup")
async def lookup(
    request: Request, service: ReadingDep, q: Annotated[str, Query(max_length=100_000)] = ""
) -> Response:
    """Look up whatever was pasted; the one claim that has it word for word is shown at once."""
    given = q.strip()
    if not given:
        return see_other("/")
    await begin(request, service)
    if len(given) > MOST_CHARACTERS:
        return _refused(request, given, f"{len(given):,} characters are too many")
    collection = service.collection
    try:
        if _ADDRESS.fullmatch(given):
            return await _address(request, collection, given)
        found = await _found(collection, given)
    except BadParameterError as error:
        return _refused(request, given, error.detail)
    if found.certain:
        claim = f"/claims/{quote(found.certain, safe='')}?{urlencode({'q': given})}"
        return see_other(then(claim, _moment(request)))
    context = {"q": given, "found": found, "problem": None, "address": None}
    return page(request, "lookup", context, revision=found.quoted.revision)


async def _found(collection: Collection, given: str) -> Found:
    quoted = await collection.lookup(quote=given, page=_CUT)
    if quoted.items or len(given.split()) > MOST_WORDS:
        return Found(quoted)
    words = await collection.lookup(text=given, page=_CUT)
    named = await collection.lookup(speaker=given, page=Page(limit=1, facets=False))
    names = named.candidates.items if named.candidates else ()
    return Found(quoted, words, tuple(one for one in names if one.how != "part")[:LENGTH])


async def _address(request: Request, collection: Collection, given: str) -> Response:
    """Show the source at an address; nothing is ever fetched from there."""
    found = await collection.lookup(url=given, page=_CUT)
    sources = {
        view.source.id for hit in found.items for view in hit.attributions
        if view.iri in {each.iri for each in hit.matched}
    }  # fmt: skip
    if len(sources) == 1:
        return see_other(then(f"/sources/{quote(sources.pop(), safe='')}", _moment(request)))
    context = {"q": given, "found": Found(found), "problem": None, "address": given}
    return page(request, "lookup", context, revision=found.revision)


def _refused(request: Request, given: str, why: str) -> Response:
    context = {"q": given, "found": None, "problem": why, "address": None}
    return page(request, "lookup", context, revision=None, status=422)


def _moment(request: Request) -> str | None:
    return request.query_params.get(PARAMETER)
