"""What the index can be asked: one JSON request, one JSON answer, whoever carries them.

A request has `ask` and what that needs. IRIs are full. Pages are in the order of the IRIs: at most
`limit` things after `after`; `more` says whether others follow.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from kg.errors import UnknownQueryError
from kg.search.called import Called
from kg.search.candidates import Candidates
from kg.search.condition import every
from kg.search.facets import facets
from kg.search.judgements import Judgements
from kg.search.lookups import answering, by_quote, by_text, by_things, by_url, having, quoting
from kg.search.naming import Json, id_of
from kg.search.narrowing import conditions
from kg.search.neighbours import Neighbours
from kg.search.reader import Reader
from kg.search.resembling import resembling
from kg.search.standings import Standings
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
        self._called = Called(connection, self._reader)
        self._neighbours = Neighbours(connection, self._reader)
        self._standings = Standings(connection, self._reader)
        self._judgements = Judgements(connection)
        self._revision = self._reader.revision
        self._worked_out: dict[str, Json] = {}
        self._answers: Mapping[str, Callable[[Json], Json]] = {
            "attributions": self._attributions,
            "those": self._those,
            "chains-of": self._chains_of,
            "claims-of": self._claims_of,
            "standings": self._standings_of,
            "judged": self._judged,
            "things": self._things,
            "refs": self._refs,
            "counts": self._counts,
            "coverage": self._coverage,
            "text": self._text,
            "by-text": self._by_text,
            "by-quote": self._by_quote,
            "by-url": self._by_url,
            "by-name": self._by_name,
            "near": self._near,
            "like": self._like,
            "beginning": self._beginning,
            "described": self._described,
            "resembling": self._resembling,
        }

    def answer(self, request: Mapping[str, Any]) -> Json:
        """Return the answer to a request, with the revision of the index.

        Raises:
            UnknownQueryError: the index cannot be asked that.
        """
        asked = self._answers.get(request.get("ask", ""))
        if asked is None:
            raise UnknownQueryError("the index cannot be asked that", where=request.get("ask"))
        return asked(dict(request)) | {"revision": self._revision}

    def _attributions(self, request: Json) -> Json:
        filters = request["filters"]
        page = self._reader.attributions(filters, request.get("after"), request["limit"])
        return page | {"facets": self._facets(filters) if request.get("facets") else None}

    def _those(self, request: Json) -> Json:
        return {"items": self._reader.those(request["iris"])}

    def _chains_of(self, request: Json) -> Json:
        return {"items": self._reader.chains_of(request["claims"])}

    def _claims_of(self, request: Json) -> Json:
        only, after = request.get("claim"), request.get("after")
        return self._standings.claims(request["speaker"], only, after, request["limit"])

    def _standings_of(self, request: Json) -> Json:
        return self._standings.rows(request["speakers"], request["claims"])

    def _judged(self, request: Json) -> Json:
        return {"judgements": self._judgements.about(request["things"], request["relations"])}

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
        noun, q, after = request["noun"], request.get("q"), request.get("after")
        page = self._reader.things(noun, q, after, request["limit"])
        return page | (self._total(noun, q) if after is None else {"total": None})

    def _total(self, noun: str, q: str | None) -> Json:
        key = json.dumps(["total", noun, q])
        return self._once(key, lambda: {"total": self._reader.total(noun, q)})

    def _refs(self, request: Json) -> Json:
        return self._reader.refs(request["noun"], request["iris"])

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

    def _by_name(self, request: Json) -> Json:
        given = (request[each] for each in ("name", "nouns", "iris"))
        candidates, taken = self._called.find(*given)
        place = (request["kind"], taken, request.get("after"), request["limit"])
        return by_things(self._connection, *place) | {"candidates": candidates, "taken": taken}

    def _near(self, request: Json) -> Json:
        given = request.get("besides", {})

        def known(claims: Sequence[str]) -> frozenset[str]:
            if not given or not claims:
                return frozenset()
            where = (
                quoting(given["quote"])
                if "quote" in given
                else having(self._connection, given["text"])
            )
            return answering(self._connection, where, claims)

        return self._neighbours.near(request["text"], every="text" in given, known=known)

    def _like(self, request: Json) -> Json:
        given = (request[each] for each in ("words", "nouns", "limit", "named"))
        return self._candidates.like(*given)

    def _beginning(self, request: Json) -> Json:
        given = (request[each] for each in ("words", "nouns", "skip", "limit", "named"))
        return self._candidates.beginning(*given)

    def _described(self, request: Json) -> Json:
        return self._candidates.described(request["iris"])

    def _resembling(self, _: Json) -> Json:
        return self._once("resembling", lambda: {"speakers": resembling(self._connection)})

    def _once(self, key: str, work_out: Callable[[], Json]) -> Json:
        """Return what was worked out before under this key, or work it out now."""
        if key not in self._worked_out:
            while len(self._worked_out) >= REMEMBERED:
                self._worked_out.pop(next(iter(self._worked_out)))
            self._worked_out[key] = work_out()
        return self._worked_out[key]
