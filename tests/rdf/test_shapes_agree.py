"""What the SHACL shapes find in quads, the reader of records finds in the file.

`BOTH` has the faults that an author can write down: each is refused here at its field, and
`tests/ontology/test_shapes.py` finds its like among the quads. `SHAPES_ONLY` are faults that a
record cannot even express, so that only other people's quads can have them. What only the reader
can see, because it needs the text or the file, is in `tests/records`: words that are not in the
text or stand there twice, a cue or hedge that is not printed near, EDTF that does not parse, an
id declared twice, an id that means something else in the collection, and faults of YAML.
"""

from __future__ import annotations

import pytest

from kg.errors import RecordError
from kg.records import parse
from ontology.faults import FAULTS
from ontology.graphs import EXAMPLE, EXAMPLE_TEXT

DENIED = "attributions[2]"
BOTH = {
    "nobody is credited": ("    speaker: ida-holm\n", "", f"{DENIED}.speaker"),
    "two are credited": ("speaker: ida-holm", "speaker: [ida-holm, author]", f"{DENIED}.speaker"),
    "a place is credited": ("speaker: ida-holm", "speaker: lake-fjella", f"{DENIED}.speaker"),
    "two claims in one": (
        "claim: board-plans-rationing",
        "claim: [board-plans-rationing, dam-inspected]",
        f"{DENIED}.claim",
    ),
    "no words to rest on": ("    quote: The next day, … plans rationing.\n", "", f"{DENIED}.quote"),
    "an act of another list": ("act: deny", "act: distancing", f"{DENIED}.act"),
    "a group of acts as act": ("act: deny", "act: factual", f"{DENIED}.act"),
    "two acts": ("act: deny", "act: [deny, urge]", f"{DENIED}.act"),
    "an unknown quote mode": (
        "stance: distancing\n    quote_mode: indirect",
        "stance: distancing\n    quote_mode: verbatim",
        "attributions[1].quote_mode",
    ),
    "a basis of another list": ("basis: open", "basis: unclear", "attributions[1].basis"),
    "two cues": ("cue: denied", "cue: [denied, in reply]", f"{DENIED}.cue"),
    "a hedge with a language": (
        "hedges: [reportedly]",
        "hedges: [{text: reportedly, lang: en}]",
        "attributions[1].hedges[0]",
    ),
    "more than sure": ("confidence: 0.75", "confidence: 1.4", "attributions[1].confidence"),
    "an addressee nobody declared": (
        "via: board-report\n    to: [residents]",
        "via: board-report\n    to: [residents, nobody]",
        "attributions[0].to[1]",
    ),
    "an answer to a claim": (
        "in_reply_to: briefing",
        "in_reply_to: dam-inspected",
        f"{DENIED}.in_reply_to",
    ),
    "via the source itself": ("via: board-report", "via: courier-dam", "attributions[0].via"),
    "a denial that affirms": ("polarity: negated", "polarity: affirmed", f"{DENIED}.act"),
    "a negation that is no denial": ("act: deny", "act: believe", f"{DENIED}.polarity"),
    "an open basis with a name": (
        "speaker: those-who-report",
        "speaker: ida-holm",
        "attributions[1].speaker",
    ),
    "a named basis without a name": ("basis: described", "basis: named", "attributions[0].basis"),
    "an unnamed speaker of another source": (
        "speaker: those-who-report",
        "speaker: board-report.those-who-report",
        "attributions[1].speaker",
    ),
    "within itself, by a detour": (
        "via: board-report",
        "within: reportedly",
        "attributions[0].within",
    ),
    "within an attribution of another source": (
        "within: told",
        "within: told-elsewhere",
        "attributions[1].within",
    ),
    "within an attribution of another record": (
        "within: told",
        "within: 0123456789abcdef-24-176-1",
        "attributions[1].within",
    ),
    "an utterance of another record": (
        "utterance: briefing",
        "utterance: 0123456789abcdef-briefing",
        "attributions[0].utterance",
    ),
    "an attribution in page furniture": (
        "quote: the dam was reportedly inspected in April",
        "quote: ten lakes",
        "attributions[1].quote",
    ),
    "a held source without a title": ("  title: Board says dam is safe\n", "", "source.title"),
    "a passage without a function": ("function: headline, ", "", "passages[0].function"),
    "a mention spelt better than printed": (
        "mention: Mayor Ida Holm",
        "mention: Mayor Ida Holmes",
        f"{DENIED}.mention.quote",
    ),
    "content without an object": (", object: rationing", "", "claims[2].content[0].object"),
    "content with an undeclared relation": (
        "id: plans,",
        "id: plan,",
        "claims[2].content[0].relation",
    ),
    "a claim in no language": (
        "text: The board plans rationing\n    language: en",
        "text: The board plans rationing",
        "claims[2].language",
    ),
    "a claim worded twice": (
        "text: The board plans rationing",
        "text: [The board plans rationing, It rations]",
        "claims[2].text",
    ),
    "a claim about something undeclared": ("[dam, lake", "[damn, lake", "claims[0].about[0]"),
    "a claim with a speaker": (
        "part_of: dam-looked-after",
        "speaker: ida-holm",
        "claims[0].speaker",
    ),
    "a claim with a hedge": (
        "part_of: dam-looked-after",
        "hedges: [reportedly]",
        "claims[0].hedges",
    ),
    "a claim that is part of itself": (
        "in repair, language: en",
        "in repair, language: en, part_of: dam-inspected",
        "claims[0].part_of",
    ),
    "an utterance nobody spoke": (
        "    spoken_by: spokeswoman\n",
        "",
        "utterances[0].spoken_by",
    ),
    "a venue that is a node": (
        "venue: at a briefing",
        "venue: {id: lake-fjella}",
        "utterances[0].venue",
    ),
    "a speaker of no kind": ("kind: person, name: Ida", "name: Ida", "speakers[3].kind"),
    "a person who is an organization": (
        "kind: person, name: Ida",
        "kind: [person, organization], name: Ida",
        "speakers[3].kind",
    ),
    "a speaker without a name": ("name: Ida Holm, ", "", "speakers[3].name"),
    "a role without a title": (", title: Mayor", "", "speakers[3].roles[0].title"),
    "a place without a name": (", name: Lake Fjella", "", "places[0].name"),
    "a date without a value": (", edtf: XXXX-04", "", "claims[0].situation.edtf"),
    "a date without a wording": ("verbatim: in April, ", "", "claims[0].situation.verbatim"),
    "a date that ends before it begins": (
        "edtf: 2019-05-05",
        "edtf: 2019-05-06/2019-05-05",
        "source.issued.edtf",
    ),
    "a source of no known kind": ("kind: article", "kind: headline", "source.kind"),
    "an address that is no web address": ("https://courier", "courier", "source.url"),
    "a language in words": (
        "language: en\n  url",
        'language: "English, mostly"\n  url',
        "source.language",
    ),
    "an author nobody declared": ("creator: water-board", "creator: board", "works[0].creator"),
    "a judgement without a time": ("    at: 2026-11-22\n", "", "judgements[0].at"),
    "a judgement of one thing against itself": (
        "against: speaker/ida-holm",
        "against: mention/denied",
        "judgements[0].against",
    ),
    "a judgement of an unknown relation": (
        "relation: titleConflict",
        "relation: partial",
        "judgements[0].relation",
    ),
    "a record of nobody": (
        "annotator: {id: team, name: The example team, kind: person}\n",
        "",
        "annotator",
    ),
    "a record under a title": ("record: courier-dam", "record: The dam", "record"),
}
SHAPES_ONLY = {
    # the ledger tells these, never a record
    "a record that no event took",
    "a record that something else than a change took",
    "a change that nobody made",
    "a change at no time",
    "a change of no number",
    "a change of an unknown kind",
    "a change to nothing",
    "a change to a version before the first",
    "a change that supersedes its own version",
    "a change with two reasons",
    # the reader fills these in, always
    "no stance",
    "somebody else's mention",
    "a source tag that is a headline",
    "a mention of two",
    "an unnamed speaker of no source",
    "a named person of one source",
    "an unnamed speaker under another source's name",
    "not invented, said aloud",
    "a judgement by nobody",
    "a judgement in no record and of no event",
    "a judgement of a record and by itself",
    "an event that took another text than the record's",
    "a record of invented data from a real source",
    "content of two claims",
    # it computes these from the text
    "words of another source",
    "a start too late by one",
    "an end past the text",
    "nothing quoted",
    "a start before the text",
    "a prefix cut short",
    "a suffix where the text has ended",
    "no suffix at all",
    "two starts",
    "a selector that is not typed as one",
    "a hash in capitals",
    "more characters than bytes",
    "a snapshot under another hash",
    "an identifier with other offsets",
    # and these from the EDTF value
    "a year made up",
    "a month and day of another date",
    "a month and day beside a year",
    "a month and day left out",
    "one day, with half its bounds",
    "a bound that is a time",
    # nothing in a record becomes a plain triple
    "a claimed triple in the claims graph",
    "a claimed triple in a graph of its own",
    "a claimed triple in the default graph",
    # versions are counted by the ledger
    "a record without a version",
    "a second version that supersedes nothing",
    "a first version that supersedes one",
}


@pytest.mark.parametrize("name", BOTH)
def test_a_fault_the_shapes_find_is_refused_in_the_record_too(name: str) -> None:
    old, new, field = BOTH[name]
    written = EXAMPLE.with_suffix(".yaml").read_text(encoding="utf-8")
    assert written.count(old) == 1
    with pytest.raises(RecordError) as caught:
        parse(
            written.replace(old, new).encode(),
            name="example.yaml",
            text=EXAMPLE_TEXT.read_bytes(),
        )
    assert [fault.field for fault in caught.value.faults] == [field]


def test_every_fault_the_shapes_find_is_in_one_of_the_two_lists() -> None:
    assert not set(BOTH) & SHAPES_ONLY
    assert set(BOTH) | SHAPES_ONLY == {fault.name for fault in FAULTS}
