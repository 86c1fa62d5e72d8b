"""What a record says of its text: utterances, passages, source tags, attributions, judgements."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from kg.records.entries import Annotator, DateField, MentionField, Quoted, SpeakerId
from kg.records.fields import Confidence, Entry, Occurrence, Shown, Slug, Text, Word, fault
from kg.records.values import (
    Act,
    Basis,
    Certainty,
    Function,
    Polarity,
    QuoteMode,
    Relation,
    Stance,
)


class Utterance(Entry):
    """A reported act of saying; what the source reports is itself only reported."""

    id: Slug = Field(description="A short id within this record.", examples=["ministry-report"])
    spoken_by: SpeakerId = Field(description="Who spoke.")
    on_behalf_of: SpeakerId | None = Field(None, description="For whom.")
    to: tuple[SpeakerId, ...] = Field((), description="To whom.")
    venue: Text | None = Field(None, description="Where, as printed.")
    said: DateField | None = Field(None, description="When: a date's name, or a date.")
    in_reply_to: Text | None = Field(None, description="An utterance or attribution.")
    produced: Slug | None = Field(None, description="The work it produced.")
    quote: Text | None = Field(None, description="The words that report it.")
    occurrence: Occurrence | None = Field(None, description="Which one, where they stand twice.")
    note: Shown | None = Field(None, description="A remark.")

    @model_validator(mode="after")
    def _counts_something(self) -> Utterance:
        if self.occurrence and self.quote is None:
            raise fault("`occurrence` counts quotes, and there is none", "add `quote:`")
        return self


class Passage(Quoted):
    """A stretch of the text with a function, such as the headline or page furniture."""

    function: Word[Function] = Field(description="What it is.", examples=["headline"])
    note: Shown | None = Field(None, description="Why you think so.")


class SourceTag(Quoted):
    """A bracketed note of sources that is not tied to one claim."""

    names: tuple[SpeakerId, ...] = Field((), description="The speakers it names.")


class Attribution(Quoted):
    """The source says, in these words, that a speaker did an act with a claim."""

    id: Slug = Field(description="A short id within this record.", examples=["a1"])
    speaker: SpeakerId = Field(description="Whom the words are credited to.")
    mention: MentionField | None = Field(
        None, description="The source's own wording for the speaker, never corrected."
    )
    basis: Word[Basis] = Field(description="How the passage tells who speaks.", examples=["named"])
    act: Word[Act] = Field(description="What the speaker did.", examples=["assert", "urge"])
    cue: Text | None = Field(None, description="The reporting words.", examples=["indicated"])
    hedges: tuple[Text, ...] = Field(
        (), description="The reporter's hedges.", examples=[["alleged"]]
    )
    stance: Word[Stance] = Field(Stance.NEUTRAL, description="The reporter's distance.")
    certainty: Word[Certainty] = Field(
        Certainty.UNSPECIFIED, description="How sure the speaker, not the reporter, is said to be."
    )
    polarity: Word[Polarity] = Field(
        Polarity.AFFIRMED, description="negated with act deny, else affirmed."
    )
    quote_mode: Word[QuoteMode] = Field(description="Whose words these are.", examples=["indirect"])
    claim: Slug = Field(description="What is said: the id of a claim.")
    said: DateField | None = Field(
        None, description="When: a date's name, or a date; the utterance's unless given."
    )
    utterance: Slug | None = Field(None, description="The act of saying.")
    via: Slug | None = Field(None, description="The cited work through which it came.")
    within: Slug | None = Field(None, description="The attribution this one is inside of.")
    to: tuple[SpeakerId, ...] = Field((), description="To whom.")
    in_reply_to: Text | None = Field(None, description="An attribution or utterance.")
    confidence: Confidence | None = Field(None, description="Yours, from 0 to 1.")
    note: Shown | None = Field(None, description="A remark.")


def _annotator_kind(value: object) -> Literal["an id", "an annotator"]:
    return "an id" if isinstance(value, str) else "an annotator"


AnnotatorField = Annotated[
    Annotated[Slug, Tag("an id")] | Annotated[Annotator, Tag("an annotator")],
    Discriminator(_annotator_kind),
]


class Judgement(Entry):
    """A dated opinion, with an author, that relates two things."""

    id: Slug | None = Field(None, description="A short id; made from the record's unless given.")
    relation: Word[Relation] = Field(description="What it says.", examples=["sameClaim"])
    judges: Text = Field(description="A reference.", examples=["attribution/a2"])
    against: Text = Field(description="A reference.", examples=["claim/hill-taken"])
    by: AnnotatorField | None = Field(
        None, description="Whose; the record's annotator unless given."
    )
    at: Text = Field(
        description="When it was made: a day or a UTC time.",
        examples=["2026-11-21", "2026-11-21T10:00:00Z"],
    )
    confidence: Confidence | None = Field(None, description="From 0 to 1.")
    reason: Shown | None = Field(None, description="Why.")
