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
