"""Records as quads. The whole of one record is compared in tests/ontology/test_example.py."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta, timezone

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixture_records import fixture_collection
from kg.rdf.ids import Iris
from kg.rdf.terms import decimal, instant
from kg.records import ResolvedRecord
from kg.vocab import CP, OA, PREFIXES, PROV, RDF, RDFS
from small_record import edited, read
from taken import taken

IRIS = Iris("https://kg.example/")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def written(
    record: ResolvedRecord, *, version: int = 1, event: int = 7, earlier: int | None = None
) -> list[ox.Quad]:
    return taken(
        record, IRIS, at=NOON, event=event, actor="Ja Ø/1", version=version, earlier=earlier
    )


def objects(found: list[ox.Quad], subject: str, predicate: str) -> list[str]:
    return [
        quad.object.value
        for quad in found
        if not isinstance(quad.object, ox.Triple | ox.BlankNode)
        and quad.subject == ox.NamedNode(IRIS.base + subject)
        and quad.predicate == ox.NamedNode(predicate)
    ]


def graphs_of(found: list[ox.Quad], subject: str) -> set[str]:
    return {
        str(quad.graph_name)[1:-1].removeprefix(IRIS.base + "graph/")
        for quad in found
        if quad.subject == ox.NamedNode(IRIS.base + subject)
    }


def test_a_small_record_yields_the_quads_worked_out_by_hand() -> None:
    record = read(
        "record: r\nannotator: {id: t, name: T, kind: program}\n"
        "source: {id: s, kind: post, title: Hi, language: en}\n"
        "speakers: [{id: v, kind: group, name: V}]\n"
        "claims: [{id: c, text: C, language: fr}]\n"
        "attributions: [{id: a, quote: é ho, speaker: v, basis: open, act: urge,"
        " quote_mode: direct, claim: c, confidence: 0.5}]\n",
        text="Hi é ho",
    )
    sha = record.snapshot.sha256
    span = f"{sha[:16]}-3-7-1"
    expected = f"""
      @base <https://kg.example/> . {"".join(f"@prefix {p}: <{i}> . " for p, i in PREFIXES.items())}
      <graph/reference> {{
        <source/s> a cp:Source ; cp:sourceKind cpv:post ; rdfs:label "Hi" ;
          dcterms:title "Hi"@en ; dcterms:language "en" .
        <speaker/s.v> a cp:Speaker , cp:Group ; rdfs:label "V" ; cp:localTo <source/s> .
        <annotator/t> a prov:SoftwareAgent ; rdfs:label "T" .
      }}
      <graph/changes> {{
        <event/7> a cp:Change , prov:Activity ; cp:eventNumber 7 ; cp:changeKind cpv:accepted ;
          cp:changedId "r" ; cp:version 1 ;
          prov:endedAtTime "2026-11-22T12:00:00Z"^^xsd:dateTime ;
          prov:wasAssociatedWith <actor/Ja%20%C3%98%2F1> .
        <actor/Ja%20%C3%98%2F1> a prov:Agent ; rdfs:label "Ja Ø/1" .
      }}
      <graph/claims> {{ <claim/c> a cp:Claim ; rdfs:label "C"@fr . }}
      <graph/record-r-v1> {{
        <graph/record-r-v1> a cp:Record ; rdfs:label "r" ; cp:version 1 ;
          cp:ofSnapshot <snapshot/{sha[:16]}> ; prov:wasAttributedTo <annotator/t> ;
          prov:generatedAtTime "2026-11-22T12:00:00Z"^^xsd:dateTime ;
          prov:wasGeneratedBy <event/7> .
        <event/7> prov:used <snapshot/{sha[:16]}> .
        <snapshot/{sha[:16]}> a cp:Snapshot ; cp:snapshotOf <source/s> ; cp:sha256 "{sha}" ;
          cp:charCount 7 ; cp:byteCount 8 .
        <attribution/{span}> a cp:Attribution ; cp:inSource <source/s> ;
          cp:recordedIn <graph/record-r-v1> ; cp:speaker <speaker/s.v> ;
          cp:speakerBasis cpv:open ; cp:act cpv:urge ; cp:certainty cpv:unspecified ;
          cp:polarity cpv:affirmed ; cp:stance cpv:neutral ; cp:quoteMode cpv:direct ;
          cp:claim <claim/c> ; cp:confidence 0.5 ; cp:anchor <attribution/{span}#anchor> .
        <attribution/{span}#anchor> a cp:Anchor ; oa:hasSource <snapshot/{sha[:16]}> ;
          oa:hasSelector <attribution/{span}#selector> .
        <attribution/{span}#selector> a oa:TextPositionSelector , oa:TextQuoteSelector ;
          oa:start 3 ; oa:end 7 ; oa:exact "é ho" ; oa:prefix "Hi " ; oa:suffix "" .
      }}"""
    assert set(written(record)) == set(ox.parse(expected, format=ox.RdfFormat.TRIG))


def test_over_all_fixtures_each_triple_stands_in_one_graph_and_nothing_is_blank() -> None:
    graphs: dict[ox.Triple, set[str]] = defaultdict(set)
    claimed: set[tuple[object, object, object]] = set()
    for n, record in enumerate(fixture_collection().records.values(), start=1):
        found = written(record, event=n)
        assert len(found) == len(set(found))
        for quad in found:
            assert isinstance(quad.subject, ox.NamedNode)
            assert not isinstance(quad.object, ox.BlankNode)
            graphs[quad.triple].add(str(quad.graph_name))
        claimed |= {
            (IRIS.of(c.subject), IRIS.relation(c.relation), IRIS.of(c.object))
            for claim in record.claims
            for c in claim.content
            if c.object
        }
    assert {len(names) for names in graphs.values()} == {1}
    assert len(claimed) > 3
    assert not claimed & {(t.subject, t.predicate, t.object) for t in graphs}


def test_each_kind_of_thing_has_its_graph() -> None:
    rich = edited(("about: [hill]", "situation: may-5"))
    found = written(read(rich))
    sha = read().snapshot.sha16
    assert graphs_of(found, "claim/hill-climbed") == {"claims"}
    assert graphs_of(found, "judgement/hill-1") == {"judgements"}
    assert graphs_of(found, "speaker/news.voices") == {"reference"}
    assert graphs_of(found, f"date/{sha}-may-5") == {"record-hill-v1"}
    assert graphs_of(found, f"utterance/{sha}-briefing") == {"record-hill-v1"}
    assert graphs_of(found, f"snapshot/{sha}") == {"record-hill-v1"}


def test_a_claim_owns_its_date_and_only_the_anchor_stays_with_the_text() -> None:
    found = written(read(edited(("about: [hill]", "situation: may-5"))))
    sha = read().snapshot.sha16
    assert objects(found, "claim/hill-climbed#situation", CP.edtf) == ["XXXX-05-05"]
    assert objects(found, "claim/hill-climbed#situation", CP.anchor) == [
        f"{IRIS.base}date/{sha}-may-5#anchor"
    ]
    assert graphs_of(found, "claim/hill-climbed#situation") == {"claims", "record-hill-v1"}


def test_a_claims_date_brings_the_dates_it_counts_from() -> None:
    dates = (
        "  day: {verbatim: that day, edtf: XXXX-05-05, relative_to: eve}\n"
        "  eve: {verbatim: the eve, edtf: XXXX-05-04, relative_to: issued}\n"
    )
    found = written(
        read(
            edited(
                ("dates:\n", "dates:\n" + dates),
                ("about: [hill]", "situation: day"),
                (
                    "language: en\ntext",
                    "language: en\n  issued: {verbatim: May, edtf: 2019-05}\ntext",
                ),
            )
        )
    )
    one, two = "claim/hill-climbed#situation", "claim/hill-climbed#situation-2"
    assert objects(found, one, CP.relativeTo) == [IRIS.base + two]
    assert objects(found, two, CP.writtenAs) == ["the eve"]
    assert objects(found, two, CP.relativeTo) == [IRIS.base + "source/news#issued"]
    assert objects(found, "source/news#issued", CP.latest) == ["2019-05-31"]
    assert graphs_of(found, "source/news#issued") == {"reference"}
    sha = read().snapshot.sha16
    assert objects(found, f"date/{sha}-day", CP.relativeTo) == [f"{IRIS.base}date/{sha}-eve"]
    assert objects(found, f"date/{sha}-eve", CP.relativeTo) == [IRIS.base + "source/news#issued"]


def test_a_date_written_in_place_belongs_to_what_it_dates() -> None:
    record = read(
        edited(
            ("said: may-5}", "said: {verbatim: x, edtf: 2019, quote: on 5 May}}"),
            ("quote: Troops left\n", "quote: Troops left\n    said: {verbatim: y, edtf: 2020}\n"),
        )
    )
    found, sha = written(record), record.snapshot.sha16
    said = f"utterance/{sha}-briefing#said"
    first, second = (
        f"attribution/{sha}-{a.anchor.start}-{a.anchor.end}-1" for a in record.attributions[:2]
    )
    assert objects(found, f"utterance/{sha}-briefing", CP.said) == [IRIS.base + said]
    assert objects(found, first, CP.said) == [IRIS.base + said]
    assert objects(found, second, CP.said) == [f"{IRIS.base}{second}#said"]
    assert objects(found, said, CP.anchor) == [f"{IRIS.base}{said}-anchor"]
    assert objects(found, said + "-selector", OA + "exact") == ["on 5 May"]


def test_one_mention_serves_all_attributions_that_share_it() -> None:
    once = "mention: {quote: The ministry, occurrence: 1}\n    basis: named\n    act: deny"
    record = read(edited(("mention: The ministry\n    basis: named\n    act: deny", once)))
    found = written(record)
    mentions = {q.subject for q in found if q.predicate == ox.NamedNode(CP.resolvesTo)}
    assert [str(one) for one in mentions] == [
        f"<{IRIS.base}mention/{record.snapshot.sha16}-11-23-1>"
    ]


def test_a_judgement_of_a_mention_names_its_iri() -> None:
    record = read(edited(("attribution/left", "mention/denied")))
    assert objects(written(record), "judgement/hill-1", CP.judges) == [
        f"{IRIS.base}mention/{record.snapshot.sha16}-104-116-1"
    ]


def test_an_answer_and_a_layer_are_linked_within_the_record() -> None:
    record = read(edited(("claim: loss\n", "claim: loss\n    in_reply_to: left\n")))
    sha = record.snapshot.sha16
    outer, inner, last = (
        f"attribution/{sha}-{a.anchor.start}-{a.anchor.end}-1" for a in record.attributions
    )
    found = written(record)
    assert objects(found, inner, CP.within) == [IRIS.base + outer]
    assert objects(found, last, CP.inReplyTo) == [IRIS.base + inner]


def test_content_is_described_and_a_number_in_it_stays_text() -> None:
    content = "content: [{subject: hill, relation: climbed, object: {text: 2000}}]"
    found = written(read(edited(("about: [hill]", content))))
    node = "claim/hill-climbed#content-1"
    assert objects(found, node, RDF + "subject") == [IRIS.base + "place/hill"]
    assert objects(found, node, RDF + "predicate") == [IRIS.base + "relation/climbed"]
    (value,) = [q.object for q in found if q.predicate == ox.NamedNode(RDF + "object")]
    assert value == ox.Literal("2000")


def test_a_role_without_an_organization_keeps_its_title() -> None:
    record = read(edited(("name: The ministry}", "name: The ministry, roles: [{title: Organ}]}")))
    assert objects(written(record), "role/ministry.1", RDFS + "label") == ["Organ"]


def test_a_later_version_names_the_graph_it_supersedes() -> None:
    found = written(read(), version=2, earlier=1)
    assert objects(found, "graph/record-hill-v2", CP.supersedes) == [
        "https://kg.example/graph/record-hill-v1"
    ]
    assert objects(found, "graph/record-hill-v2", CP.version) == ["2"]


def test_times_are_written_in_utc() -> None:
    east = datetime(2026, 11, 22, 1, 30, 0, 250_000, tzinfo=timezone(timedelta(hours=2)))
    assert instant(east).value == "2026-11-21T23:30:00.250000Z"
    with pytest.raises(ValueError, match="a time without a zone"):
        instant(datetime(2026, 11, 22))  # noqa: DTZ001  (that is the point)
    assert objects(written(read()), "graph/record-hill-v1", PROV + "generatedAtTime") == [
        "2026-11-22T12:00:00Z"
    ]


@given(st.floats(0, 1))
def test_a_confidence_is_a_decimal_of_the_same_value(number: float) -> None:
    literal = decimal(number)
    assert float(literal.value) == number
    assert "e" not in literal.value.lower()


def test_the_same_record_yields_the_same_quads_in_the_same_order() -> None:
    assert written(read()) == written(read())
    assert written(ResolvedRecord.from_canonical(read().canonical(), read().text)) == written(
        read()
    )


def test_what_an_author_writes_twice_is_one_quad() -> None:
    record = read(
        edited(
            ("name: The ministry}", "name: M, names: [{text: X, lang: de}, {text: X, lang: DE}]}"),
            ("edtf: XXXX-05-05,", "edtf: XXXX-05-05, assumed: [So, So],"),
            ("hedges: [allegedly]", "hedges: [allegedly, allegedly]\n    to: [voices, voices]"),
            ("about: [hill]", "about: [hill, hill]"),
        )
    )
    found = written(record)
    assert len(found) == len(set(found))
