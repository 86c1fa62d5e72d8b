"""Planted faults: each a small edit of the valid example, with the shape and the words it meets."""

from __future__ import annotations

from dataclasses import dataclass

SHA = "d3132cec02d122b3"
TOLD = f"<attribution/{SHA}-24-176-1>"
REPORTEDLY = f"<attribution/{SHA}-134-175-1>"
DENIED = f"<attribution/{SHA}-178-254-1>"
BRIEFING = f"<utterance/{SHA}-briefing>"
RECORD = "<graph/record-courier-dam-v2>"
SOURCE = "<source/courier-dam>"


@dataclass(frozen=True)
class Fault:
    """What is wrong, which shape says so in which words, and how it is made.

    `old` is replaced by `new` (it stands once in the example); without `old`, `new` is added.
    """

    name: str
    shape: str
    message: str
    old: str
    new: str

    def planted(self, example: str) -> str:
        """Return the example with this fault."""
        if not self.old:
            return f"{example}\n{self.new}\n"
        if example.count(self.old) != 1:
            raise ValueError(f"{self.old!r} stands {example.count(self.old)} times")
        return example.replace(self.old, self.new)


def fault(name: str, where: str, old: str, new: str) -> Fault:
    """Return a fault; `where` is the shape, a colon and words of its message."""
    shape, message = where.split(": ", maxsplit=1)
    return Fault(name, shape, message, old, new)


ATTRIBUTIONS = [
    fault("nobody is credited", "Attribution: Say who speaks",
          "cp:speaker <speaker/ida-holm> ; cp:mention", "cp:mention"),
    fault("two are credited", "Attribution: exactly one speaker",
          "", f"{DENIED} cp:speaker <speaker/water-board> ."),
    fault("a place is credited", "Attribution: exactly one speaker",
          "cp:speaker <speaker/ida-holm>", "cp:speaker <place/lake-fjella>"),
    fault("two claims in one", "Attribution: second attribution for a second claim",
          "", f"{DENIED} cp:claim <claim/dam-inspected> ."),
    fault("no words to rest on", "Attribution: exactly one anchor",
          f"cp:anchor {DENIED[:-1]}#anchor> ;", ""),
    fault("an act of another list", "Attribution: Choose one act",
          "cp:act cpv:deny", "cp:act cpv:distancing"),
    fault("a group of acts as act", "Attribution: Choose one act",
          "cp:act cpv:deny", "cp:act cpv:factual"),
    fault("two acts", "Attribution: Choose one act", "", f"{DENIED} cp:act cpv:urge ."),
    fault("an unknown quote mode", "Attribution: Choose one quote mode",
          "cp:stance cpv:distancing ; cp:quoteMode cpv:indirect",
          "cp:stance cpv:distancing ; cp:quoteMode cpv:verbatim"),
    fault("no stance", "Attribution: Choose one stance", "cp:stance cpv:distancing ;", ""),
    fault("a basis of another list", "Attribution: Choose one basis",
          "cp:speakerBasis cpv:open", "cp:speakerBasis cpv:unclear"),
    fault("two cues", "Attribution: at most one cue", "", f'{DENIED} cp:cue "in reply" .'),
    fault("a hedge with a language", "Attribution: each hedge as printed",
          'cp:hedge "reportedly"', 'cp:hedge "reportedly"@en'),
    fault("more than sure", "Attribution: from 0 to 1",
          "cp:confidence 0.75", "cp:confidence 1.4"),
    fault("an addressee nobody declared", "Attribution: addressed must be declared",
          "", f"{DENIED} cp:addressee <speaker/nobody> ."),
    fault("an answer to a claim", "Attribution: answers an utterance or an attribution",
          f"cp:inReplyTo {BRIEFING}", "cp:inReplyTo <claim/dam-inspected>"),
    fault("via the source itself", "Attribution: other than the source itself",
          "cp:via <source/board-report>", f"cp:via {SOURCE}"),
    fault("a denial that affirms", "DenialIsNegated: Deny goes with negated",
          "cp:polarity cpv:negated", "cp:polarity cpv:affirmed"),
    fault("a negation that is no denial", "DenialIsNegated: only deny does",
          "cp:act cpv:deny", "cp:act cpv:believe"),
    fault("an open basis with a name", "OpenBasis: nobody may be named",
          "cp:speaker <speaker/courier-dam.those-who-report>", "cp:speaker <speaker/ida-holm>"),
    fault("a named basis without a name", "NamedBasis: choose described or context",
          "cp:speakerBasis cpv:described", "cp:speakerBasis cpv:named"),
    fault("an unnamed speaker of another source", "LocalSpeaker: belongs to another source",
          'report> a cp:Speaker , cp:Group ; rdfs:label "Those behind the word reportedly" ;\n'
          f"    cp:localTo {SOURCE}",
          'report> a cp:Speaker , cp:Group ; rdfs:label "Those behind the word reportedly" ;\n'
          "    cp:localTo <source/board-report>"),
    fault("somebody else's mention", "MentionOfSpeaker: somebody other than the speaker",
          f"cp:mention <mention/{SHA}-192-206-1>", f"cp:mention <mention/{SHA}-50-90-1>"),
    fault("within itself, by a detour", "NestingHasNoLoop: break the loop",
          "", f"{TOLD} cp:within {REPORTEDLY} ."),
    fault("within an attribution of another source", "NestingStaysInSource: use via",
          f"{TOLD} a cp:Attribution ; cp:inSource {SOURCE}",
          f"{TOLD} a cp:Attribution ; cp:inSource <source/board-report>"),
    fault("within an attribution of another record", "NestingStaysInSource: one record",
          f"{SOURCE} ;\n    cp:recordedIn {RECORD} ; cp:anchor {TOLD[:-1]}#",
          f"{SOURCE} ;\n    cp:recordedIn <graph/record-other-v1> ; cp:anchor {TOLD[:-1]}#"),
    fault("an utterance of another record", "UtteranceOfSameSource: sameUtterance judgement",
          f"{BRIEFING[:-1]}#anchor> ; cp:recordedIn {RECORD}",
          f"{BRIEFING[:-1]}#anchor> ; cp:recordedIn <graph/record-other-v1>"),
    fault("words of another source", "AnchorOfSameSource: in the text of another source",
          f"{DENIED} a cp:Attribution ; cp:inSource {SOURCE}",
          f"{DENIED} a cp:Attribution ; cp:inSource <source/board-report>"),
]  # fmt: skip

TEXTS = [
    fault("a start too late by one", "AnchorsFit: do not fit", "oa:start 178", "oa:start 179"),
    fault("an end past the text", "AnchorsFit: do not fit", "oa:end 318", "oa:end 340"),
    fault("nothing quoted", "AnchorsFit: do not fit", "oa:end 90", "oa:end 50"),
    fault("a start before the text", "AnchorsFit: do not fit", "oa:start 0", "oa:start -1"),
    fault("a prefix cut short", "AnchorsFit: context",
          'oa:prefix "rd told residents', 'oa:prefix "told residents'),
    fault("a suffix where the text has ended", "AnchorsFit: context",
          r'oa:suffix "\n" .', r'oa:suffix "\nnav" .'),
    fault("no suffix at all", "Anchor: start, end, exact, prefix and suffix",
          r' ; oa:suffix "\n" .', " ."),
    fault("two starts", "Anchor: once each", "oa:start 178", "oa:start 178 , 179"),
    fault("a selector that is not typed as one", "Anchor: one selector",
          f"<passage/{SHA}-286-318#selector> a oa:TextPositionSelector , oa:TextQuoteSelector ;",
          f"<passage/{SHA}-286-318#selector> a oa:TextQuoteSelector ;"),
    fault("a hash in capitals", "Snapshot: 64 lower-case hexadecimal",
          f'cp:sha256 "{SHA[:4]}', f'cp:sha256 "{SHA[:4].upper()}'),
    fault("more characters than bytes", "Snapshot: never more than its bytes",
          "cp:charCount 319", "cp:charCount 322"),
    fault("a snapshot under another hash", "IdentifiersCarrySpans: first 16 digits",
          f'cp:sha256 "{SHA[:4]}', 'cp:sha256 "0000'),
    fault("an identifier with other offsets", "IdentifiersCarrySpans: -179-254",
          "oa:start 178", "oa:start 179"),
    fault("an attribution in page furniture", "NothingInBoilerplate: page furniture",
          "oa:start 286", "oa:start 250"),
    fault("a held source without a title", "Snapshot: title, as printed",
          'dcterms:title "Board says dam is safe"@en ;', ""),
    fault("a passage without a function", "Passage: Choose one function",
          "cp:function cpv:headline ;", ""),
    fault("a source tag that is a headline", "SourceTag: is sourceTag",
          "cp:function cpv:sourceTag", "cp:function cpv:headline"),
    fault("a mention spelt better than printed", "Mention: letter for letter",
          'cp:writtenAs "Mayor Ida Holm"', 'cp:writtenAs "Mayor Ida Holmes"'),
    fault("a mention of two", "Mention: exactly one speaker",
          "cp:resolvesTo <speaker/ida-holm>",
          "cp:resolvesTo <speaker/ida-holm> , <speaker/water-board>"),
]  # fmt: skip

CLAIMS = [
    fault("a claimed triple in the claims graph", "NothingClaimedIsAsserted: stored as a fact",
          "", "<graph/claims> { <speaker/water-board> <relation/plans> <thing/rationing> . }"),
    fault("a claimed triple in a graph of its own", "NothingClaimedIsAsserted: never be asserted",
          "", "<graph/facts> { <speaker/water-board> <relation/plans> <thing/rationing> . }"),
    fault("a claimed triple in the default graph", "NothingClaimedIsAsserted: in any graph",
          "", "<speaker/water-board> <relation/plans> <thing/rationing> ."),
    fault("content without an object", "ContentTriple: exactly one object",
          " ; rdf:object <thing/rationing>", ""),
    fault("content of two claims", "ContentTriple: exactly one claim",
          "", "<claim/dam-inspected> cp:content <claim/board-plans-rationing#content-1> ."),
    fault("content with an undeclared relation", "ContentTriple: relation of a content triple",
          'relation/plans> rdfs:label "plans"', 'relation/plan> rdfs:label "plan"'),
    fault("a claim in no language", "Claim: with a language",
          '"The board plans rationing"@en', '"The board plans rationing"'),
    fault("a claim worded twice", "Claim: once for each language",
          '"The board plans rationing"@en', '"The board plans rationing"@en , "It rations"@en'),
    fault("a claim about something undeclared", "Claim: a speaker, a place or a thing",
          "cp:about <thing/dam>", "cp:about <thing/damn>"),
    fault("a claim with a speaker", "ClaimIsBare: only what is said",
          "", "<claim/dam-inspected> cp:speaker <speaker/ida-holm> ."),
    fault("a claim with a hedge", "ClaimIsBare: only what is said",
          "", '<claim/dam-inspected> cp:hedge "reportedly" .'),
    fault("a claim that is part of itself", "ClaimPartHasNoLoop: part of itself",
          "", "<claim/dam-looked-after> cp:partOf <claim/dam-inspected> ."),
]  # fmt: skip

SPEAKERS = [
    fault("an utterance nobody spoke", "Utterance: exactly one speaker",
          "cp:spokenBy <speaker/courier-dam.spokeswoman> ;", ""),
    fault("a venue that is a node", "Utterance: in words",
          'cp:venue "at a briefing"', "cp:venue <place/lake-fjella>"),
    fault("a speaker of no kind", "Speaker: one of these",
          "a cp:Speaker , foaf:Person", "a cp:Speaker"),
    fault("a person who is an organization", "Speaker: one of these",
          "a cp:Speaker , foaf:Person", "a cp:Speaker , foaf:Person , org:Organization"),
    fault("a speaker without a name", "Speaker: one name",
          'foaf:Person ; rdfs:label "Ida Holm"', "foaf:Person"),
    fault("an unnamed speaker of no source", "Anonymous: local to exactly one source",
          f'"Residents" ;\n    cp:localTo {SOURCE}', '"Residents"'),
    fault("a named person of one source", "LocalTo: Only a group or an undisclosed agent",
          "", f"<speaker/ida-holm> cp:localTo {SOURCE} ."),
    fault("an unnamed speaker under another source's name", "LocalIdentifiers: begin with that",
          f'"Residents" ;\n    cp:localTo {SOURCE}', '"Residents" ; cp:localTo <source/other>'),
    fault("a role without a title", "Role: title of the role", ' ; rdfs:label "Mayor"', ""),
    fault("a place without a name", "PlaceOrThing: one name", ' ; rdfs:label "Lake Fjella"', ""),
]  # fmt: skip

DATES = [
    fault("a date without a value", "Date: needs one EDTF value", 'cp:edtf "XXXX-04"', ""),
    fault("a date without a wording", "Date: needs its wording", 'cp:writtenAs "in April" ;', ""),
    fault("a date that ends before it begins", "Date: not be later",
          'cp:earliest "2019-05-05"', 'cp:earliest "2019-05-06"'),
    fault("a year made up", "NoYearInvented: no year may be invented",
          'cp:edtf "XXXX-04"', 'cp:edtf "XXXX-04" ; cp:latest "2019-04-30"^^xsd:date'),
    fault("a month and day of another date", "MonthDayFits: are not those of the EDTF value",
          '"--05-04"', '"--05-05"'),
    fault("a month and day beside a year", "MonthDayFits: has a year",
          'cp:edtf "2019-05-05"', 'cp:edtf "2019-05-05" ; cp:monthDay "--05-05"^^xsd:gMonthDay'),
    fault("a month and day left out", "MonthDayGiven: needs cp:monthDay",
          'cp:monthDay "--05-04"^^xsd:gMonthDay ;', ""),
    fault("one day, with half its bounds", "OneDayHasOneBound: both of them",
          ' ; cp:latest "2019-05-05"^^xsd:date', ""),
    fault("a bound that is a time", "Date: not be later",
          'cp:earliest "2019-05-05"^^xsd:date', 'cp:earliest "2019-05-05T00:00:00Z"^^xsd:dateTime'),
]  # fmt: skip

BOOKS = [
    fault("a source of no known kind", "Source: Choose one kind of source",
          "cp:sourceKind cpv:article", "cp:sourceKind cpv:headline"),
    fault("an address that is no web address", "Source: http or https",
          '"https://courier.example/dam"', '"courier.example/dam"'),
    fault("a language in words", "Source: BCP 47",
          'dcterms:language "en"', 'dcterms:language "English, mostly"'),
    fault("an author nobody declared", "Source: author of a source must be declared",
          "dcterms:creator <speaker/water-board>", "dcterms:creator <speaker/board>"),
    fault("not invented, said aloud", "Source: true or absent",
          "cpv:briefing ; cp:invented true", "cpv:briefing ; cp:invented false"),
    fault("a judgement by nobody", "Judgement: exactly one author",
          "cp:confidence 0.6 ;\n    prov:wasAttributedTo <annotator/team> ;",
          "cp:confidence 0.6 ;"),
    fault("a judgement without a time", "Judgement: when the judgement was made",
          'team> ; prov:generatedAtTime "2026-11-22T00:00:00Z"^^xsd:dateTime ;', "team> ;"),
    fault("a judgement of one thing against itself", "Judgement: other than its second",
          "cp:against <speaker/ida-holm>", f"cp:against <mention/{SHA}-192-206-1>"),
    fault("a judgement of an unknown relation", "Judgement: Choose one relation",
          "cp:relation cpv:titleConflict", "cp:relation cpv:partial"),
    fault("a judgement in no record and of no event", "JudgementCameSomehow: exactly one record",
          f'deputy mayor." ;\n    cp:recordedIn {RECORD}', 'deputy mayor."'),
    fault("a judgement of a record and by itself", "JudgementCameSomehow: or was given by itself",
          "", "<judgement/title-of-holm> prov:wasGeneratedBy <event/2> ."),
    fault("an event that took another text than the record's", "Record: its snapshot, and no other",
          f"<event/2> prov:used <snapshot/{SHA}> .", ""),
    fault("a record without a version", "Record: one version number",
          "cp:version 2 ;\n", "\n"),
    fault("a record that no event took", "Record: which event of the ledger",
          "; prov:wasGeneratedBy <event/2>", ""),
    fault("a record that something else than a change took", "Event: is a change",
          "prov:wasGeneratedBy <event/2>", "prov:wasGeneratedBy <event/3>"),
    fault("a change that nobody made", "Change: exactly one actor",
          "; prov:wasAssociatedWith <actor/jane-doe> .", "."),
    fault("a change at no time", "Change: one time",
          'prov:endedAtTime "2026-11-22T00:00:00Z"^^xsd:dateTime ; prov:wasAss', "prov:wasAss"),
    fault("a change of no number", "Change: its place in the ledger", "cp:eventNumber 2 ; ", ""),
    fault("a change of an unknown kind", "Change: Choose one kind",
          "cp:changeKind cpv:changed", "cp:changeKind cpv:partial"),
    fault("a change to nothing", "Change: by its id", 'cp:changedId "courier-dam" ; ', ""),
    fault("a change to a version before the first", "Change: counted from 1",
          "cp:version 2 ; cp:supersededVersion 1 ;", "cp:version 0 ;"),
    fault("a change that supersedes its own version", "Change: is an earlier one",
          "cp:supersededVersion 1", "cp:supersededVersion 2"),
    fault("a change with two reasons", "Change: one reason at most",
          'cp:changedId "courier-dam" ;', 'cp:changedId "courier-dam" ; rdfs:comment "A", "B" ;'),
    fault("a record of nobody", "Record: a person or a program",
          "annotator/team> a prov:Person ;", "annotator/team>"),
    fault("a record under a title", "Record: lower-case letters, digits and hyphens",
          'cp:Record ; rdfs:label "courier-dam"', 'cp:Record ; rdfs:label "The dam"'),
    fault("a record of invented data from a real source", "Record: exactly where its source is",
          "cpv:article ; cp:invented true", "cpv:article"),
    fault("a second version that supersedes nothing", "Supersedes: exactly one earlier version",
          "cp:supersedes <graph/record-courier-dam-v1> ;", ""),
    fault("a first version that supersedes one", "Supersedes: first version supersedes nothing",
          "cp:version 2 ;\n", "cp:version 1 ;\n"),
]  # fmt: skip

FAULTS = [*ATTRIBUTIONS, *TEXTS, *CLAIMS, *SPEAKERS, *DATES, *BOOKS]
