from __future__ import annotations

import json

from cli_running import Kg


def test_the_chains_of_a_claim_end_at_its_origins(reading: Kg) -> None:
    ran = reading("trace", "forces-near-mount-sarybaba")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    origin = lines[lines.index("  where it comes from, as far as this collection can tell:") + 1]
    assert origin.startswith("    Ministry of Defence of the Russian Federation, through Reports")
    assert origin.endswith(", as cited: 1 chain")


def test_who_denies_a_claim_is_no_origin_of_it(reading: Kg) -> None:
    out = reading("trace", "water-let-out").out
    assert "Ministry of Works of Norvania (invented), who denies it: 3 chains" in out
    assert "Ministry of Waters of Oskaria (invented): 3 chains" in out


def test_a_circle_is_told_as_one(reading: Kg) -> None:
    found = json.loads(reading("trace", "bridge-sinking", "-f", "json").out)
    assert {chain["ends"] for chain in found["chains"]} == {"loop"}
    assert "runs in a circle" in reading("trace", "bridge-sinking").out


def test_an_unknown_claim_is_a_wrong_question(reading: Kg) -> None:
    ran = reading("trace", "nothing-like-that")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "Nothing here has that id",
        "  claim: there is no claim “nothing-like-that” here",
        "    → list the claims, or look up words it has",
    ]


def test_independent_origins_are_counted_with_the_rule_and_the_groups(reading: Kg) -> None:
    lines = reading("trace", "water-let-out").out.splitlines()
    start = lines.index("  independent origins: 2")
    assert lines[start + 1] == (
        "    1. L. Norvani (invented), Layla al-Norvani (invented) (chains end at 2 attributions)"
    )
    assert lines[start + 2] == (
        "      L. Norvani (invented) and Layla al-Norvani (invented): judged to be the same"
        " speaker, by The fixture team"
    )
    assert lines[start + 4] == "  independent denials: 1"
    assert lines[start + 6].startswith("  Rule 1: ")


def test_a_circle_and_a_lost_hedge_are_told_with_their_witnesses(reading: Kg) -> None:
    assert (
        "a circle: “Old Bridge is sinking” cites “Is our bridge going down?” cites “Old Bridge is"
        " sinking”" in reading("trace", "bridge-sinking").out
    )
    told = reading("who-said", "the crew had allegedly opened two gates", "--quote").out
    assert "a hedge got lost: “allegedly” in “Two ministries differ over the Ostrel dam”" in told
    assert "independent origins: 1" in told


def test_a_trace_is_drawn_for_other_programs(reading: Kg) -> None:
    assert reading("trace", "bridge-sinking", "-f", "mermaid").out.startswith("flowchart LR\n")
    drawn = reading("trace", "bridge-sinking", "-f", "graphml").out
    assert drawn.startswith("<?xml")
    assert drawn.endswith("</graphml>\n")
