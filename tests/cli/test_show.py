from __future__ import annotations

import json

import pytest

from cli_running import Kg


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("forces-near-mount-sarybaba", "about: Mount Sarybaba, Azerbaijani armed forces"),
        ("russian-mod", "printed as: “the Russian Defense Ministry”"),
        ("jeyhun-bayramov", "role: “MFA” of Ministry of Foreign Affairs of Azerbaijan"),
        ("sarybaba-report-retold.reporters", "means something only in: [Untitled] Movements"),
        ("russian-mod-reports", "cited here, never seen"),
        ("osce-statement-retold", "issued: “14 Jan 2026” ([..2026-01-14]: not after 2026-01-14)"),
        ("ostrel-wire-dam", "address: https://wire.ostrel.example/2024/dam"),
        ("gates-opened", "part of: “Water was let out of the Ostrel dam on 2 May 2024”"),
        ("speaker/russian-mod", "kind: organization"),
        ("judgement/donfried-title", "The fixture team judges: titleConflict"),
        ("donfried-title", "record: sarybaba-report"),
        ("https://w3id.org/claim-provenance/speaker/russian-mod", "kind: organization"),
    ],
)
def test_a_thing_is_told_in_words(reading: Kg, name: str, words: str) -> None:
    ran = reading("show", name)
    assert (ran.code, ran.err) == (0, "")
    assert words in ran.out
    assert "revision 14" in ran.out


def test_an_attribution_is_told_with_every_distance(reading: Kg) -> None:
    found = json.loads(reading("who-said", "Sarybaba", "-f", "json").out)
    name = found["items"][0]["attributions"][0]["id"]
    lines = reading("show", name).out.splitlines()
    assert (
        "  credits Ministry of Defence of the Russian Federation (inferred from the context)"
        in lines
    )
    assert "  act: assert" in lines
    assert "  said: “on March 25” (XXXX-03-25: year not known)" in lines
    assert "  hedged: “It was claimed”" in lines
    assert "  the source keeps its distance" in lines
    assert "  place: characters 1613 to 1641 of c002bde109e180ae (exact)" in lines


def test_a_program_gets_the_document(reading: Kg) -> None:
    assert json.loads(reading("show", "russian-mod", "-f", "json").out)["kind"] == "organization"


def test_an_unknown_id_is_a_wrong_question(reading: Kg) -> None:
    for name in ("nothing-like-that", "claim/russian-mod", "place/mount-sarybaba"):
        ran = reading("show", name)
        assert (ran.code, ran.out) == (2, "")
        assert "Nothing here has that id" in ran.err
        assert "who-said" in ran.err
