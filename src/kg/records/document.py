"""A record as its author writes it, before anything is looked up or found in the text."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from kg.records.entries import (
    Annotator,
    Claim,
    Date,
    Source,
    SourceText,
    Speaker,
    Thing,
    Work,
)
from kg.records.fields import Entry, Slug, Truth, WebAddress, Word, fault, in_place_of
from kg.records.statements import Attribution, Judgement, Passage, SourceTag, Utterance
from kg.records.values import Status


def _not_issued(value: str) -> str:
    if value == "issued":
        raise fault("`issued` always means the source's date", "give this date another name")
    return value


DateName = Annotated[Slug, AfterValidator(_not_issued)]


class Document(Entry):
    """One snapshot of one source, and all that is attributed in it."""

    record: Slug = Field(description="The id of the record.", examples=["hill-report"])
    license: WebAddress | None = Field(None, description="The licence of the record itself.")
    annotator: Annotator = Field(description="Who made the record.")
    invented: Truth = Field(default=False, description="True marks invented data.")
    status: Word[Status] = Field(Status.ACCEPTED, description="accepted, or draft.")
    source: Source = Field(description="The work whose text is read.")
    text: Annotated[SourceText, in_place_of("file", SourceText)] | None = Field(
        None, description="The file with the exact text; only left out where it is sent apart."
    )
    works: tuple[Work, ...] = Field((), description="Works the source cites.")
    speakers: tuple[Speaker, ...] = Field((), description="To whom things are credited.")
    places: tuple[Thing, ...] = Field((), description="Places that claims are about.")
    things: tuple[Thing, ...] = Field((), description="Things that claims are about.")
    relations: tuple[Thing, ...] = Field((), description="Relations used in claims' content.")
    dates: dict[DateName, Date] = Field(
        {},
        description="Dates that have a name.",
        json_schema_extra={"additionalProperties": False},
    )
    claims: tuple[Claim, ...] = Field((), description="What is said.")
    utterances: tuple[Utterance, ...] = Field((), description="Reported acts of saying.")
    passages: tuple[Passage, ...] = Field((), description="Headline, byline, boilerplate ...")
    source_tags: tuple[SourceTag, ...] = Field((), description="Bracketed notes of sources.")
    attributions: tuple[Attribution, ...] = Field((), description="Who said what.")
    judgements: tuple[Judgement, ...] = Field((), description="Opinions relating two things.")
