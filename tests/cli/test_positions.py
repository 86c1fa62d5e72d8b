"""`kg positions` and `kg compare`, as a person reads them."""

from __future__ import annotations

import json

from cli_running import Kg


def test_a_change_that_the_dates_prove_is_told(reading: Kg) -> None:
    told = reading("positions", "ilka-marrow", "--claim", "bridge-safe").out
    assert "changed, as the dates prove: assert → deny" in told
    assert "“on 1 or 15 March 2024”" in told
    whole = json.loads(reading("positions", "ilka-marrow", "--format", "json").out)
    assert len(whole["items"]) == 4


def test_a_judged_speaker_and_a_judged_claim_stand_apart(reading: Kg) -> None:
    told = reading("positions", "l-norvani").out
    assert "judged to be the same by The fixture team: Layla al-Norvani" in told
    assert "apart from that, Layla al-Norvani" in told
    assert (
        "judged narrower by The fixture team: this and “" in reading("positions", "ilka-marrow").out
    )


def test_two_sides_are_told_claim_by_claim(reading: Kg) -> None:
    told = reading("compare", "oskaria-water-ministry", "norvania-works-ministry").out
    both, _, alone = told.partition("only Ministry of Waters of Oskaria")
    assert "Ministry of Works of Norvania (invented): deny, in 3 attributions of 3 sources" in both
    assert "gates-opened" in alone
    ran = reading("compare", "tobin-vesk", "tobin-vesk")
    assert ran.code == 2
    assert "is on both sides" in ran.err
