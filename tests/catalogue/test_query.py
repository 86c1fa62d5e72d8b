"""A query binds what it is given, and says exactly what it misses."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.catalogue.query import Query, read_query
from kg.errors import BadParameterError, DataError

TEXT = """\
#+ summary: Who said it?
#+ description: Of one claim.
#+ tags: [who]
#+ parameters:
#+   claim: {type: claim, description: The claim., required: true, example: hill-taken}
#+   act: {type: enum, values: [assert, deny], description: Act., default: assert, example: deny}
#+   speaker: {type: speaker, many: true, description: Only these., example: [a, b]}
#+   limit: {type: integer, minimum: 1, maximum: 100, description: How many., example: 10}
#+ answers: {who: the speaker}
#+ key: [who]
#+ example: {claim: hill-taken}
PREFIX cp: <https://w3id.org/claim-provenance#>
SELECT DISTINCT ?who {
  ?a cp:claim ?_claim ; cp:act ?_act ; cp:speaker ?who .
  VALUES ?who { ?_speaker }  #? speaker
}
ORDER BY ?who
LIMIT ?_limit  #? limit
"""


def query(folder: Path, text: str = TEXT) -> Query:
    path = folder / "said.rq"
    path.write_text(text, encoding="utf-8")
    return read_query(path, "claims/said", "https://example.org/")


def test_the_documentation_is_at_hand(tmp_path: Path) -> None:
    said = query(tmp_path)
    assert (said.name, said.noun, said.form) == ("claims/said", "claims", "select")
    assert said.summary == "Who said it?"
    assert said.description == "Of one claim."
    assert said.tags == ("who",)
    assert said.answers == {"who": "the speaker"}
    assert said.key == ("who",)
    assert said.example == {"claim": "hill-taken"}
    assert (said.competency, said.portable) == ((), {})


def test_values_defaults_and_optional_lines_come_together(tmp_path: Path) -> None:
    assert query(tmp_path).bind({"claim": "hill-taken", "speaker": ["a", "b"]}) == (
        "PREFIX cp: <https://w3id.org/claim-provenance#>\n"
        "SELECT DISTINCT ?who {\n"
        "  ?a cp:claim <https://example.org/claim/hill-taken> ;"
        " cp:act <https://w3id.org/claim-provenance/vocab#assert> ; cp:speaker ?who .\n"
        "  VALUES ?who { <https://example.org/speaker/a> <https://example.org/speaker/b> }\n"
        "}\n"
        "ORDER BY ?who\n"
    )


def test_a_given_value_wins_over_the_default(tmp_path: Path) -> None:
    text = query(tmp_path).bind({"claim": "x", "act": "deny", "limit": "7"})
    assert "vocab#deny>" in text
    assert text.endswith("LIMIT 7\n")


@pytest.mark.parametrize(
    ("values", "where", "hint"),
    [
        ({}, "claim", "give a value, such as claim=hill-taken"),
        (
            {"claim": "x", "speeker": "a"},
            "speeker",
            "did you mean speaker? it takes claim, act, speaker, limit",
        ),
        ({"claim": "x", "zzz": "a"}, "zzz", "it takes claim, act, speaker, limit"),
        ({"claim": "x", "limit": "0"}, "limit", "write a whole number, 1 to 100, such as 10"),
    ],
)
def test_what_is_missing_or_wrong_is_said(
    tmp_path: Path, values: dict[str, str], where: str, hint: str
) -> None:
    with pytest.raises(BadParameterError) as caught:
        query(tmp_path).bind(values)
    assert (caught.value.where, caught.value.hint) == (where, hint)


def test_a_required_parameter_is_required_even_if_only_optional_lines_use_it(
    tmp_path: Path,
) -> None:
    text = TEXT.replace("?a cp:claim ?_claim ;", "?a")
    text = text.replace("#? speaker\n", "#? speaker\n  ?a cp:claim ?_claim .  #? speaker\n")
    with pytest.raises(BadParameterError, match="needs “claim”"):
        query(tmp_path, text).bind({})


LIMIT_BY = "#+ parameters:\n#+   n: {description: How many., example: 5, "


@pytest.mark.parametrize(
    ("text", "where", "detail"),
    [
        ("#+ nope: 1\nASK {}", "said.rq", "nope: no such key"),
        ("#+ summary: a: b\nASK {}", "said.rq:1", "not YAML"),
        ("ASK { ?s ?p ?_x }", "said.rq, query line 1, column 13", "no declared parameter"),
        (
            LIMIT_BY + "type: text}\nASK { { SELECT ?s { ?s ?p ?o } LIMIT ?_n } }",
            "said.rq",
            "LIMIT",
        ),
        (
            LIMIT_BY + "type: integer}\nASK { { SELECT ?s { ?s ?p ?o } LIMIT ?_n } }",
            "said.rq",
            "minimum of 1",
        ),
        ("DESCRIBE <urn:x>", "said.rq", "a SELECT, an ASK or a CONSTRUCT"),
        ("DELETE WHERE { ?s ?p ?o }", "said.rq", "a SELECT, an ASK or a CONSTRUCT"),
        ("PREFIX a: <urn:x>", "said.rq", "a SELECT, an ASK or a CONSTRUCT"),
        ('ASK { ?s ?p "x }', "said.rq, query line 1, column 13", "not closed"),
    ],
)
def test_a_file_that_is_no_query_is_refused_with_its_place(
    tmp_path: Path, text: str, where: str, detail: str
) -> None:
    with pytest.raises(DataError, match=detail) as caught:
        query(tmp_path, text)
    assert caught.value.where == f"{tmp_path}/{where}"


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.rq").write_bytes(b"ASK { ?s ?p '\xff' }")
    with pytest.raises(DataError, match="not UTF-8"):
        read_query(tmp_path / "x.rq", "claims/x", "https://example.org/")


@pytest.mark.parametrize(
    ("text", "form"), [("ASK {}", "ask"), ("construct {} where {}", "construct")]
)
def test_the_form_is_read_from_the_query(tmp_path: Path, text: str, form: str) -> None:
    assert query(tmp_path, f"# select\nPREFIX select: <urn:x>\n{text}").form == form
