"""Where the page about a thing is, by its IRI, and the file that has the whole of a list."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

NOUNS: Final = MappingProxyType(
    {"claim": "claims", "speaker": "speakers", "source": "sources", "judgement": "judgements"}
)
"""Kinds of things that have a page each, with the noun of its address."""

MOST_IN_A_FILE: Final = 100_000
"""Rows of a file that has all: the most that the documented queries of lists give."""


def page_about(kind: str, name: str) -> str | None:
    """Return the address of the page about a thing; None where its kind has none.

    >>> page_about("claim", "hill-taken")
    '/claims/hill-taken'
    """
    noun = NOUNS.get(kind)
    return f"/{noun}/{quote(name, safe='')}" if noun else None


def page_of(iri: str) -> str | None:
    """Return the address of the page about the thing that an IRI of ours names."""
    rest, _, name = iri.rpartition("/")
    return page_about(rest.rpartition("/")[2], name)


def whole_file(link: str) -> str:
    """Return the address of a CSV file with every row of the list of which `link` gives a page.

    >>> whole_file("/api/v1/queries/claims/list/run?q=dam&after=x&limit=50")
    '/api/v1/queries/claims/list/run?q=dam&limit=100000&format=csv'
    """
    parts = urlsplit(link)
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] not in ("limit", "after")]
    wanted = [*kept, ("limit", str(MOST_IN_A_FILE)), ("format", "csv")]
    return parts._replace(query=urlencode(wanted)).geturl()
