"""What a list of attributions may be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from kg.model.views import View

AnyOf: TypeAlias = str | tuple[str, ...]
"""One value, or several of which any will do."""


class Filters(View):
    """All given filters must hold; an absent one excludes nothing.

    `q`: case-insensitive substring of the quote or of the claim's text. `about`: full IRIs, any of
    which the claim is about. `hedged`: whether this layer has a hedge or a distancing stance.
    Periods of four clocks (when it happened, if it did; was said; was published; was recorded)
    take EDTF. With `date_mode` `possible` they keep what the known bounds do not exclude (so the
    undated stay), with `certain` only what they prove to lie inside; when something was recorded is
    always known. `lang`: a language range over the source's language (`en` finds `en-GB`; RFC 4647
    basic filtering).
    """

    q: str | None = None
    claim: str | None = None
    speaker: AnyOf | None = None
    source: AnyOf | None = None
    about: str | None = None
    act: AnyOf | None = None
    hedged: bool | None = None
    said_from: str | None = None
    said_to: str | None = None
    situation_from: str | None = None
    situation_to: str | None = None
    published_from: str | None = None
    published_to: str | None = None
    recorded_from: str | None = None
    recorded_to: str | None = None
    date_mode: Literal["possible", "certain"] = "possible"
    basis: AnyOf | None = None
    lang: str | None = None


def any_of(values: Iterable[str] | None) -> AnyOf | None:
    """Return several values as a filter: an only one by itself, none as not given."""
    given = tuple(dict.fromkeys(value for value in values or () if value))
    return given if len(given) > 1 else next(iter(given), None)


def each_of(wanted: AnyOf | None) -> tuple[str, ...]:
    """Return the values of a filter."""
    return (wanted,) if isinstance(wanted, str) else wanted or ()


class JudgementFilters(View):
    """All given filters must hold. `about` is a thing on either side, `by` an annotator."""

    relation: str | None = None
    about: str | None = None
    by: str | None = None
    by_program: bool | None = None


class Page(View):
    """Which page: at most `limit` items after the cursor; facets only where they are wanted."""

    limit: int = 20
    cursor: str | None = None
    facets: bool = True


EVERYTHING: Final = Filters()
"""No filter at all."""

FIRST_PAGE: Final = Page()
"""The first page, of the usual length."""
