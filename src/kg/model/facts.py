"""What is stated of one thing: one property with one value."""

from __future__ import annotations

from typing import NamedTuple


class Value(NamedTuple):
    """An IRI, or the lexical form of a literal with its language tag (empty without one)."""

    text: str
    language: str = ""
    is_iri: bool = False


class Fact(NamedTuple):
    """One thing has one value for one property."""

    thing: str
    property: str
    value: Value
