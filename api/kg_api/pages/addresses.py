"""Where the page about a thing is, by its IRI."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final
from urllib.parse import quote

NOUNS: Final = MappingProxyType(
    {"claim": "claims", "speaker": "speakers", "source": "sources", "judgement": "judgements"}
)
"""Kinds of things that have a page each, with the noun of its address."""


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
