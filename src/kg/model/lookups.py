"""The answer to a look-up: what was found as it stands, and apart from it what is only like it."""

from __future__ import annotations

from typing import Literal

from kg.model.answers import Listing
from kg.model.traces import Change, Step, Trace
from kg.model.views import (
    AttributionView,
    ClaimRef,
    Counts,
    DateView,
    JudgementView,
    Pointer,
    SourceRef,
    SpeakerRef,
    View,
)


class Candidate(View):
    """One attribution that may be the first known."""

    attribution: Pointer
    speaker: SpeakerRef
    said: DateView | None


class FirstKnown(View):
    """Who is first known to have said it, as far as dates can tell; order is never invented.

    `attribution` is null where several cannot be put in order; then `candidates` has them.
    `undated` counts the others whose date is not known and that therefore cannot be ordered. Of
    many candidates a look-up lists the first (`cut`).
    """

    attribution: Pointer | None
    speaker: SpeakerRef | None
    said: DateView | None
    candidates: tuple[Candidate, ...]
    undated: int
    rule: str


class HedgeLayers(View):
    """The hedges on the way to one attribution, layer by layer from the source inwards."""

    attribution: Pointer
    layers: tuple[Step, ...]


Range = tuple[int, int]
"""Code points from the beginning of the passage it goes with, end-exclusive."""


class Highlight(View):
    """Where the words that were found stand in a passage shown: `ranges` count from its beginning.

    `compared` says what the passage is: a quotation, or the text of the claim (of no attribution).
    """

    attribution: Pointer | None
    compared: Literal["quotation", "claim"]
    passage: str
    ranges: tuple[Range, ...]


class Match(View):
    """How the words looked up compare with the verbatim passage.

    `normalised` lists what had to be levelled for them to agree; it is empty when they are exact.
    `extent`: the words are the whole passage, part of it, or longer than it.
    """

    attribution: Pointer
    exact: bool
    normalised: tuple[Literal["whitespace", "quotation marks", "dashes", "case"], ...]
    extent: Literal["whole", "part", "longer"]
    passage: str


Uncomputed = Literal["first_known", "hedges", "independent_origins"]
Shortened = Literal[
    "matches", "matched", "first_known", "hedges", "trace", "attributions", "highlights"
]


class OriginNumbers(View):
    """How many independent origins a claim has, as its trace counts them (`OriginCount`)."""

    count: int
    at_least: int
    denials: int


class Hit(View):
    """One claim that answers a look-up, with all that a reader needs to judge it.

    Of a claim with more than twenty attributions, lists have the first twenty, `attributions` of
    those that answer, and `trace` is null: it stands at `/claims/{id}/trace`. `cut` names what is
    so shortened. What is null or empty as it was not computed, `not_computed` names: the claims of
    a page may together have too many attributions.
    """

    claim: ClaimRef
    matches: tuple[Match, ...]
    matched: tuple[Pointer, ...]
    first_known: FirstKnown | None
    counts: Counts
    hedges: tuple[HedgeLayers, ...]
    contradictions: tuple[JudgementView, ...]
    independent_origins: OriginNumbers | None
    trace: Trace | None
    attributions: tuple[AttributionView, ...]
    invented: bool
    highlights: tuple[Highlight, ...]
    not_computed: tuple[Uncomputed, ...]
    cut: tuple[Shortened, ...]


class NearHit(View):
    """A claim that the look-up itself does not find, and that is worded or spelt like it.

    Never the same by that. `found_by`: all its words are there once case, marks and script are
    levelled (`letters`), or spelling too (`spelling`); or many are (`wording`). `changes` lead from
    the words looked up to the `passage`; `differs_in` names what may make it another statement.
    `score` is from 0 to 1; it and the ranges are worked out in `docs/lookup.md`.
    """

    claim: ClaimRef
    attribution: Pointer | None
    speaker: SpeakerRef | None
    source: SourceRef | None
    compared: Literal["quotation", "claim", "name"]
    passage: str
    score: float
    found_by: Literal["letters", "spelling", "wording"]
    differs_in: tuple[Literal["name", "number", "date", "negation", "order", "spelling"], ...]
    changes: tuple[Change, ...]
    highlights: tuple[Range, ...]


class Near(View):
    """What is like the words looked up, best first, beyond what they find as they stand.

    `compared` counts the quotations and claims that were compared; `cut` says that others share
    words with it and were not compared, or were and are not shown. `sparql` gives what the claims
    shown say, in which words: the score is worked out from those.
    """

    items: tuple[NearHit, ...]
    compared: int
    cut: bool
    rule: str
    sparql: str | None


class Named(View):
    """A thing that a name looked up may mean, by one of its recorded names.

    `how`: the words are its id, or the name, or that once case and marks and script (`letters`)
    or spelling (`spelling`) are levelled, or are part of it (`part`). `taken` says whether the
    answer is about it.
    """

    id: str
    iri: str
    label: str
    kind: str | None
    name: str
    how: Literal["id", "name", "letters", "spelling", "part"]
    taken: bool


class Candidates(View):
    """All that a name may mean; nobody is chosen among equals. `cut`: there are more."""

    items: tuple[Named, ...]
    cut: bool


class Coverage(View):
    """What this collection holds, so that no hit is not taken for more than it is."""

    sources: int
    snapshots: int
    claims: int
    attributions: int
    speakers: int
    revision: int | None
    newest_record: str | None
    invented_included: bool


class CoverageAnswer(Coverage):
    """The coverage, with the query that counts the same."""

    sparql: str


class Asked(View):
    """What was looked up."""

    kind: Literal["text", "quote", "url", "near", "speaker", "place", "topic"]
    value: str


class LookupAnswer(Listing[Hit]):
    """Hits by claim. No hit never means that nobody said it; `note` says so.

    `near` comes with the first page of look-ups by text, quotation and likeness, `candidates` with
    every page of those by the name of a speaker, place or topic; they are null elsewhere.
    """

    query: Asked
    near: Near | None
    candidates: Candidates | None
    coverage: Coverage
    note: str
