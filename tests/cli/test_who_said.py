from __future__ import annotations

import json

from cli_running import Kg


def test_a_person_reads_who_said_it_first_how_sure_that_is_and_how_it_came_here(
    reading: Kg,
) -> None:
    ran = reading("who-said", "Sarybaba")
    assert (ran.code, ran.err) == (0, "")
    story = ran.out[ran.out.index("“Azerbaijani forces came near Mount Sarybaba”") :]
    lines = story.splitlines()
    assert lines[1:4] == [
        "  claim forces-near-mount-sarybaba",
        "  first known to have said it: Ministry of Defence of the Russian Federation",
        "    “on March 25” (XXXX-03-25: year not known)",
    ]
    assert lines[4].startswith("    assumed: Read as the day of the reports; ")
    assert lines[5:8] == [
        "  on record: 1 attribution to 1 speaker in 1 source",
        "  how it reached us:",
        "    [Untitled] Movements in Nagorno-Karabakh, retold",
    ]
    layer = "      └ credits Ministry of Defence of the Russian Federation with saying it "
    assert lines[8] == f"{layer}(inferred from the context; the annotator's confidence: 0.75)"
    assert lines[9:11] == [
        "        in the words: “had come near Mount Sarybaba”",
        "        hedged “It was claimed”; the source keeps its distance",
    ]
    assert "citing: Reports of the Russian ministry of defence, as cited (not seen here)" in story
    assert "2 claims found. Searched: " in story
    assert "nothing here judges whether a claim is true" in story


def test_the_layers_of_a_chain_stand_one_under_the_other(reading: Kg) -> None:
    lines = reading("who-said", "engineering equipment").out.splitlines()
    ministry = next(line for line in lines if "└ credits Ministry of Defence" in line)
    group = next(line for line in lines if "└ credits Those behind 'reportedly'" in line)
    assert "with saying “Azerbaijani forces came near Mount Sarybaba”" in ministry
    assert "with saying it (the source leaves open who" in group
    assert group.index("└") == ministry.index("└") + 2


def test_a_denial_is_told_as_a_denial(reading: Kg) -> None:
    out = reading("who-said", "water let out").out
    assert "3 of them denying it" in out
    assert "credits Ministry of Works of Norvania (invented) with denying it" in out
    assert "credits Ministry of Works of Norvania (invented) with saying" not in out
    assert "invented example" in out
    assert "who said it first cannot be told from the dates; it may be:" in out
    assert "Ministry of Waters of Oskaria (invented), “on Friday” (2024-05-03), in 3" in out


def test_a_contradiction_names_who_judges_it(reading: Kg) -> None:
    out = reading("who-said", "gates opened two").out
    assert "judged to contradict: " in out
    assert "by The fixture team, 2026-11-21" in out


def test_no_hit_says_what_was_searched_and_that_it_proves_nothing(reading: Kg) -> None:
    ran = reading("who-said", "flying teapots")
    assert ran.code == 0
    assert ran.out.startswith("0 claims found. Searched: 107 attributions of 80 claims in 17")
    assert "never means that nobody" in ran.out


def test_a_program_gets_the_document_of_the_rest_interface(reading: Kg) -> None:
    found = json.loads(reading("who-said", "Sarybaba", "--format", "json").out)
    assert found["query"] == {"kind": "text", "value": "Sarybaba"}
    quoted = json.loads(reading("who-said", "--quote", "come near Mount", "-f", "json").out)
    assert quoted["items"][0]["matches"][0]["exact"] is True
    address = "https://wire.ostrel.example/2024/dam"
    paged = json.loads(reading("who-said", "--url", address, "-f", "json").out)
    assert paged["query"]["kind"] == "url"


def test_when_nothing_but_near_wording_is_found_it_says_so_and_marks_what_differs(
    reading: Kg,
) -> None:
    lines = reading("who-said", "Armenian forces came near Mount Sarybaba").out.splitlines()
    assert lines[:5] == [
        "Nothing here has that as it stands.",
        "Near, which is not the same: [-only yours-] {+only theirs+}",
        "  differs in a name; some of these words (likeness 0.83)",
        "    [-Armenian-] {+Azerbaijani+} forces came near Mount Sarybaba",
        "    compared with the text of the claim; claim forces-near-mount-sarybaba",
    ]
    assert lines[-1].startswith("0 claims found, 2 near. Searched: ")


def test_a_near_quotation_names_who_is_credited_with_it(reading: Kg) -> None:
    out = reading("who-said", "--quote", "had come near Mount Sar\u0131baba").out
    assert "differs in the spelling of a word; all these words, but for how they" in out
    assert "    had come near Mount [-Sar\u0131baba-] {+Sarybaba+}\n    claim: “Azerbaijani" in out
    assert "credited to Ministry of Defence of the Russian Federation in “[Untitled]" in out


def test_a_name_that_may_mean_several_lists_them(reading: Kg) -> None:
    out = reading("who-said", "--speaker", "Minoborony Rossii").out
    assert out.startswith("“Minoborony Rossii” may mean:\n  Ministry of Defence of the Russian")
    assert "called “Минобороны России”: but for case, accents or script russian-mod" in out
    assert "3 claims found. Searched: " in out
    part = reading("who-said", "--topic", "Bridge").out
    assert "only as part of a longer name; not searched old-bridge" in part
    nobody = reading("who-said", "--place", "Nowhere").out
    assert nobody.startswith("nobody and nothing here has the name “Nowhere”\n0 claims found.")


def test_an_id_that_means_one_thing_is_not_explained(reading: Kg) -> None:
    out = reading("who-said", "--place", "mount-sarybaba").out
    assert out.startswith("“Azerbaijani forces ")


def test_a_quotation_is_no_address(reading: Kg) -> None:
    ran = reading("who-said", "x", "--quote", "--url")
    assert ran.code == 2
    assert "--quote and --url exclude each other" in ran.err


def test_nothing_to_look_for_is_a_wrong_question(reading: Kg) -> None:
    ran = reading("who-said", " , ")
    assert (ran.code, ran.out) == (2, "")
    assert "text: there is nothing to look for" in ran.err
