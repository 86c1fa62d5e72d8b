"""What the index can be asked: one JSON request, one JSON answer, whoever carries them.

A request has `ask` and what that needs. IRIs are full. Pages are in the order of the IRIs: at most
`limit` things after `after`; `more` says whether others follow.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, Final

from kg.errors import UnknownQueryError
from kg.search.candidates import Candidates
from kg.search.condition import every
from kg.search.facets import facets
from kg.search.lookups import by_quote, by_text, by_url
from kg.search.naming import Json, id_of
from kg.search.narrowing import conditions
from kg.search.reader import Reader
from kg.search.wording import Wording

REMEMBERED: Final = 256
"""Answers kept that took a walk through everything."""


class Answering:
    """Answers requests from one index, which nobody changes meanwhile.

    So what costs a walk through everything (facets, coverage) is worked out once.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Answer through this connection."""
        self._connection = connection
        self._reader = Reader(connection)
        self._candidates = Candidates(connection, self._reader)
        self._revision = self._reader.revision
        self._worked_out: dict[str, Json] = {}
        self._answers: Mapping[str, Callable[[Json], Json]] = {
            "attributions": self._attributions,
            "things": self._things,
            "counts": self._counts,
            "coverage": self._coverage,
            "text": self._text,
            "by-text": self._by_text,
            "by-quote": self._by_quote,
            "by-url": self._by_url,
            "like": self._like,
            "beginning": self._beginning,
            "described": self._described,
        }

    def answer(self, request: Mapping[str, Any]) -> Json:
        """Return the answer to a request, with the revision of the index.

        Raises:
            UnknownQueryError: the index cannot be asked that.
            BadParameterError: an address looked up is none.
        """
        asked = self._answers.get(request.get("ask", ""))
        if asked is None:
            raise UnknownQueryError("the index cannot be asked that", where=request.get("ask"))
        return asked(dict(request)) | {"revision": self._revision}

    def _attributions(self, request: Json) -> Json:
        filters = request["filters"]
        page = self._reader.attributions(filters, request.get("after"), request["limit"])
        return page | {"facets": self._facets(filters) if request.get("facets") else None}

    def _facets(self, filters: Json) -> Json:
        def work_out() -> Json:
            found = facets(self._connection, every(conditions(filters, Wording(self._connection))))
            iris = [iri for name in ("speaker", "source") for iri, _ in found[name]["values"]]
            names = self._reader.names(iris)
            for facet in found.values():
                facet["values"] = [
                    {"value": id_of(value), "label": names[value].label, "count": count}
                    if value in names
                    else {"value": value, "label": value, "count": count}
                    for value, count in facet["values"]
                ]
            return found

        return self._once(json.dumps(filters, sort_keys=True), work_out)

    def _things(self, request: Json) -> Json:
        return self._reader.things(
            request["noun"], request.get("q"), request.get("after"), request["limit"]
        )

    def _counts(self, request: Json) -> Json:
        return {"counts": self._reader.counts(request["noun"], request["iris"])}

    def _coverage(self, _: Json) -> Json:
        return {"coverage": self._once("", self._reader.coverage)}

    def _text(self, request: Json) -> Json:
        return {"text": self._reader.text(request["snapshot"])}

    def _by_text(self, request: Json) -> Json:
        return by_text(self._connection, request["words"], request.get("after"), request["limit"])

    def _by_quote(self, request: Json) -> Json:
        return by_quote(self._connection, request["words"], request.get("after"), request["limit"])

    def _by_url(self, request: Json) -> Json:
        return by_url(self._connection, request["url"], request.get("after"), request["limit"])

    def _like(self, request: Json) -> Json:
        given = (request[each] for each in ("words", "nouns", "limit", "named"))
        return self._candidates.like(*given)

    def _beginning(self, request: Json) -> Json:
        given = (request[each] for each in ("words", "nouns", "skip", "limit", "named"))
        return self._candidates.beginning(*given)

    def _described(self, request: Json) -> Json:
        return self._candidates.described(request["iris"])

    def _once(self, key: str, work_out: Callable[[], Json]) -> Json:
        """Return what was worked out before under this key, or work it out now."""
        if key not in self._worked_out:
            while len(self._worked_out) >= REMEMBERED:
                self._worked_out.pop(next(iter(self._worked_out)))
            self._worked_out[key] = work_out()
        return self._worked_out[key]
