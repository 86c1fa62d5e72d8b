"""Our reading of the two real seed texts: counted, checked and limited by hand.

The texts are not part of the project; the tests skip, saying so, where they are absent.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from pyoxigraph import Store

from fixture_records import Collected, fixture_collection
from kg.model.edtf import Edtf
from kg.rdf.ids import Iris
from kg.records.values import Act, Basis, Function, Stance
from taken import taken

if TYPE_CHECKING:
    from kg.records.definitions import DateDef
    from kg.records.resolved import AttributionDef, ResolvedRecord

pytestmark = pytest.mark.seeds

HERE = Path(__file__).parent
TEXTS = {
    "us-osce-000": "000_ec2ab73ff61db4b9.txt",
    "nagorno-karabakh-003": "003_8fd5ff3f1a6b6aa5.txt",
}
LENGTHS = {"us-osce-000": 3980, "nagorno-karabakh-003": 2875}
ACTS = {
    "us-osce-000": {
        Act.URGE: 14,
        Act.ASSERT: 8,
        Act.BELIEVE: 2,
        Act.DEMAND: 1,
        Act.PLEDGE: 1,
        Act.PREDICT: 1,
        Act.WELCOME: 1,
    },
    "nagorno-karabakh-003": {
        Act.ASSERT: 12,
        Act.URGE: 4,
        Act.EXPRESS: 3,
        Act.NOTE: 3,
        Act.PLEDGE: 3,
        Act.PRESUPPOSE: 2,
        Act.DENY: 1,
    },
}
BASES = {
    "us-osce-000": {Basis.CONTEXT: 15, Basis.NAMED: 11, Basis.OPEN: 1, Basis.AUTHOR_VOICE: 1},
    "nagorno-karabakh-003": {
        Basis.NAMED: 9,
        Basis.DESCRIBED: 8,
        Basis.CONTEXT: 4,
        Basis.OPEN: 4,
        Basis.AUTHOR_VOICE: 3,
    },
}
DIRECTIVES = {Act.URGE, Act.DEMAND, Act.ASK}
FACTUAL = {Act.ASSERT, Act.DENY}
# wording -> EDTF, earliest, latest, month and day: all dates there are, and nothing invented
DATES = {
    ("us-osce-000", "14 Jan 2026"): ("[..2026-01-14]", None, "2026-01-14", None),
    ("us-osce-000", "on Tuesday"): ("[..2026-01-13]", None, "2026-01-13", None),
    ("nagorno-karabakh-003", "on March 25"): ("XXXX-03-25", None, None, "--03-25"),
}
BASE = "https://w3id.org/claim-provenance/"


@pytest.fixture(scope="module")
def read(seeds: Path) -> dict[str, ResolvedRecord]:
    collection = Collected()
    for name, file in TEXTS.items():
        collection.add(HERE / f"{name}.yaml", text=(seeds / file).read_bytes())
    return collection.records


def one(record: ResolvedRecord, name: str) -> AttributionDef:
    return next(entry for entry in record.attributions if entry.id == name)


def stored(records: list[ResolvedRecord]) -> Store:
    store, recorded_at = Store(), datetime(2026, 11, 21, tzinfo=UTC)
    for n, record in enumerate(records, start=1):
        store.extend(taken(record, Iris(BASE), at=recorded_at, event=n))
    return store


@pytest.mark.parametrize("name", TEXTS)
def test_every_anchor_is_the_slice_it_names(
    read: dict[str, ResolvedRecord], seeds: Path, name: str
) -> None:
    text = (seeds / TEXTS[name]).read_bytes().decode("utf-8")
    anchors = read[name].anchors()
    assert read[name].snapshot.characters == len(text) == LENGTHS[name]
    assert len(anchors) > 40
    assert [w for w, a in anchors if text[a.start : a.end] != a.exact or a.start >= a.end] == []
    assert [w for w, a in anchors if text[max(0, a.start - 32) : a.start] != a.prefix] == []
    assert [w for w, a in anchors if text[a.end : a.end + 32] != a.suffix] == []


@pytest.mark.parametrize("name", TEXTS)
def test_attributions_by_act_are_as_counted_by_hand(
    read: dict[str, ResolvedRecord], name: str
) -> None:
    assert Counter(a.act for a in read[name].attributions) == ACTS[name]
    assert len(read[name].attributions) == sum(ACTS[name].values()) == 28


@pytest.mark.parametrize("name", TEXTS)
def test_how_the_speaker_is_known_is_as_counted_by_hand(
    read: dict[str, ResolvedRecord], name: str
) -> None:
    assert Counter(a.basis for a in read[name].attributions) == BASES[name]


def test_nothing_is_anchored_in_page_furniture(read: dict[str, ResolvedRecord]) -> None:
    osce = read["us-osce-000"]
    (furniture,) = (p.anchor for p in osce.passages if p.function is Function.BOILERPLATE)
    assert (furniture.start, furniture.end) == (3075, 3964)
    evidence = [
        (where, anchor) for where, anchor in osce.anchors() if not where.startswith("passages")
    ]
    late = [where for where, anchor in evidence if anchor.end > furniture.start]
    assert late == []


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_only_urged_or_demanded_is_never_asserted(
    read: dict[str, ResolvedRecord], name: str
) -> None:
    said = read[name].attributions
    directed = {a.claim for a in said if a.act in DIRECTIVES}
    assert directed & {a.claim for a in said if a.act in FACTUAL} == set()
    assert len(directed) == {"us-osce-000": 15, "nagorno-karabakh-003": 3}[name]


def test_the_graph_counts_twenty_one_claims_of_fact_and_nineteen_directives(
    read: dict[str, ResolvedRecord],
) -> None:
    store = stored(list(read.values()))
    query = """PREFIX cp: <https://w3id.org/claim-provenance#>
        PREFIX cpv: <https://w3id.org/claim-provenance/vocab#>
        SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE {{ ?a cp:act ?act FILTER(?act IN ({})) }}"""

    def count(*acts: str) -> int:
        asked = query.format(", ".join(f"cpv:{act}" for act in acts))
        (row,) = store.query(asked, use_default_graph_as_union=True)  # type: ignore[misc]
        return int(row["n"].value)

    assert count("assert", "deny") == 8 + 12 + 1
    assert count("urge", "demand", "ask") == 14 + 1 + 4


def test_no_date_says_more_than_the_text(read: dict[str, ResolvedRecord]) -> None:
    found: dict[tuple[str, str], DateDef] = {}
    for name, record in read.items():
        found |= {(name, date.verbatim): date for date in record.dates}
        (held,) = (s for s in record.sources if s.id == record.source)
        if held.issued:
            found[name, held.issued.verbatim] = held.issued
    parsed = {key: Edtf.parse(date.edtf) for key, date in found.items()}
    bounds = {
        key: (
            edtf.text,
            edtf.earliest and str(edtf.earliest),
            edtf.latest and str(edtf.latest),
            edtf.month_day,
        )
        for key, edtf in parsed.items()
    }
    assert bounds == DATES
    assert [key for key, date in found.items() if not date.assumed] == []


def test_the_only_situation_date_has_no_year_and_is_doubted(
    read: dict[str, ResolvedRecord],
) -> None:
    dated = {
        claim.id: claim.situation.edtf
        for record in read.values()
        for claim in record.claims
        if claim.situation
    }
    assert dated == {"line-of-contact-violated-shusha": "XXXX-03-25?"}


def test_only_what_the_reports_say_is_dated_march_25(read: dict[str, ResolvedRecord]) -> None:
    report = read["nagorno-karabakh-003"]
    saying = {u.id for u in report.utterances if u.said}
    assert saying == {"ministry-report"}
    dated = {a.id for a in report.attributions if a.said or a.utterance in saying}
    assert dated == {"line-violated", "heights", "near-sarybaba"}


def test_no_claimed_triple_is_a_fact_of_the_graph(read: dict[str, ResolvedRecord]) -> None:
    store = stored(list(read.values()))
    contents = [content for record in read.values() for c in record.claims for content in c.content]
    assert len(contents) == 3 + 4
    for content in contents:
        subject, relation = f"<{BASE}{content.subject}>", f"<{BASE}relation/{content.relation}>"
        ask = f"ASK {{ {subject} {relation} ?anything }}"
        assert not store.query(ask, use_default_graph_as_union=True)


def test_who_is_reported_to_have_said_it_is_answered(read: dict[str, ResolvedRecord]) -> None:
    store = stored(list(read.values()))
    rows = store.query(
        f"""PREFIX cp: <https://w3id.org/claim-provenance#>
        SELECT DISTINCT ?speaker WHERE {{
          ?claim cp:about <{BASE}place/mount-sarybaba> .
          ?attribution cp:claim ?claim ; cp:speaker ?speaker }} ORDER BY ?speaker""",
        use_default_graph_as_union=True,
    )
    speakers = [row["speaker"].value for row in rows]  # type: ignore[union-attr]
    assert speakers == [
        f"{BASE}speaker/nagorno-karabakh-003.reporters",
        f"{BASE}speaker/russian-mod",
    ]


def test_hedges_stay_on_their_own_layer(read: dict[str, ResolvedRecord]) -> None:
    hedged = {
        a.id: (a.hedges, a.within)
        for record in read.values()
        for a in record.attributions
        if a.stance is Stance.DISTANCING
    }
    assert hedged == {
        "violations": (("alleged",), "investigate"),
        "bayramov-movements": (("attributed to",), "topic"),
        "line-violated": (("alleged",), None),
        "heights": (("It was claimed",), None),
        "near-sarybaba": (("It was claimed",), None),
        "equipment": (("reportedly",), "near-sarybaba"),
    }


def test_titles_and_misprints_are_kept_as_printed(read: dict[str, ResolvedRecord]) -> None:
    osce, report = read["us-osce-000"], read["nagorno-karabakh-003"]
    assert "high-levelnegotiations" in one(osce, "headline").anchor.exact
    mention = one(osce, "ceasefire").mention
    assert mention is not None
    assert mention.anchor.exact == "The U.S,"
    (conflict,) = (j for j in report.judgements if j.relation == "titleConflict")
    assert conflict.reason is not None
    assert "source" in conflict.reason
    assert "still needed" in conflict.reason
    assert "Deputy Secretary of State" in one(report, "meeting").anchor.exact


def test_the_seed_readings_agree_with_the_fixtures_on_everything_shared(
    read: dict[str, ResolvedRecord], seeds: Path
) -> None:
    together = fixture_collection()
    for name, file in TEXTS.items():
        together.add(HERE / f"{name}.yaml", text=(seeds / file).read_bytes())
    pairs = (("us-osce-000", "osce-statement"), ("nagorno-karabakh-003", "sarybaba-report"))
    for real, retold in pairs:
        assert read[real].claims == together.records[retold].claims
        assert together.records[real].claims == together.records[retold].claims


@pytest.mark.parametrize("name", TEXTS)
def test_quotes_in_the_records_are_a_few_words_only(name: str) -> None:
    written = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    parts = [written["dates"].values(), written["utterances"], written["attributions"]]
    parts += [written.get("passages", []), written.get("source_tags", [])]
    quotes = [entry["quote"] for entries in parts for entry in entries if "quote" in entry]
    sides = [side for quote in quotes for side in quote.split(" … ")]
    assert len(quotes) == {"us-osce-000": 35, "nagorno-karabakh-003": 40}[name]
    assert [side for side in sides if len(side.split()) > 6] == []
