"""Each rule for `.rq` files finds its planted fault, and the clean file has no finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.catalogue.finding import Finding
from kg.catalogue.lint import lint, lint_directories
from kg.catalogue.query import read_query

CLEAN = """\
#+ summary: Who said it?
#+ description: Only those who said so themselves.
#+ parameters:
#+   claim: {type: claim, description: The claim., required: true, example: hill-taken}
#+   act: {type: enum, values: [assert, deny], description: The act., example: deny}
#+   mode: {type: enum, values: [all, few], description: How many., default: all, example: few}
#+   limit: {type: integer, minimum: 1, description: At most so many., example: 10}
#+ answers: {who: the speaker, name: the speaker's name}
#+ key: [who]
#+ example: {claim: hill-taken}
PREFIX cp: <https://w3id.org/claim-provenance#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?who ?name {
  ?a cp:claim ?_claim ; cp:speaker ?who .
  ?who rdfs:label ?name .
  ?a cp:act ?_act .  #? act
  FILTER(?name < "m")  #? mode=few
}
ORDER BY ?name ?who
LIMIT ?_limit  #? limit
"""


def findings(folder: Path, *changes: tuple[str, str]) -> list[Finding]:
    text = CLEAN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "said.rq"
    path.write_text(text, encoding="utf-8")
    return lint(read_query(path, "claims/said", "https://example.org/"))


def test_a_clean_query_has_no_finding(tmp_path: Path) -> None:
    assert findings(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "detail"),
    [
        ("Who said it?", "Those who said it", "summary", "a question in one line"),
        ("Only those who said so themselves.", '""', "description", "how to read"),
        ("#+ answers: {who: the speaker, name: the speaker's name}\n", "", "answers", "no column"),
        ("{who: the speaker, name", "{name: x, who: the speaker, age", "answers", "explains"),
        ("#+ example: {claim: hill-taken}\n", "", "example", "lacks “claim”"),
        ("example: {claim: hill-taken}", "example: {claim: x, b: y}", "example", "“b”"),
        (" #? limit", " #? act", "binds", "needs “limit”"),
        ("  ?a cp:act ?_act .  #? act\n", "", "parameter-used", "never uses “act”"),
        ("#? mode=few", "#? mode=fewer", "condition", "“mode” is never “fewer”"),
        ("#? mode=few", "#? moude", "condition", "“moude”, no parameter"),
        ("example: hill-taken", "example: Hill Taken", "example", "does not fit “claim”"),
        ("{claim: hill-taken}", "{claim: Hill Taken}", "binds", "does not fit “claim”"),
        ("ORDER BY ?name ?who", "ORDER BY ?name", "order", "ORDER BY lacks “who”"),
        ("ORDER BY ?name ?who\n", "", "order", "ORDER BY lacks “who”"),
        ("ORDER BY ?name ?who\nLIMIT ?_limit", "LIMIT ?_limit", "order", "ORDER BY lacks “who”"),
        ("#+ key: [who]\n", "", "key", "no `key:`"),
        ("key: [who]", "key: [a, who]", "key", "“a” is no column"),
        ("SELECT DISTINCT", "SELECT", "distinct", "SELECT DISTINCT"),
        ("DISTINCT ?who ?name", "DISTINCT *", "columns", "names its columns"),
        ("ORDER BY ?name ?who", "ORDER BY ?name ?who OFFSET 3", "portable", "OFFSET"),
        ("?who rdfs:label ?name .", "GRAPH ?g { ?who rdfs:label ?name }", "portable", "GRAPH"),
        (
            "?who rdfs:label ?name .",
            "{ SELECT ?who ?name { ?who rdfs:label ?name } LIMIT 3 }",
            "order",
            "sub-select",
        ),
        ("?who rdfs:label ?name .", "?who rdfs:label+ ?name .", "", ""),
        ("?a cp:claim ?_claim", "?x rdfs:label+ ?y . ?a cp:claim ?_claim", "portable", "both free"),
        (
            "?who rdfs:label ?name .",
            "OPTIONAL { ?who rdfs:label ?name FILTER(?a = 1 || ?a = 2) }",
            "portable",
            "OPTIONAL",
        ),
        ("cp:speaker", "cp:holder", "known-terms", "no term cp:holder"),
        ("PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>", "", "binds", ""),
        ("PREFIX rdfs:", "PREFIX skos: <urn:x#>\nPREFIX rdfs:", "prefix", "skos: means"),
        ("PREFIX rdfs:", "PREFIX mine: <urn:x#>\nPREFIX rdfs:", "prefix", "never used"),
        ("?name < ", "xsd:gYear(?name) < ", "binds", ""),
        (
            "PREFIX rdfs:",
            "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\nPREFIX rdfs:",
            "prefix",
            "xsd: is declared and never used",
        ),
    ],
)
def test_a_planted_fault_is_found(
    tmp_path: Path, old: str, new: str, rule: str, detail: str
) -> None:
    found = findings(tmp_path, (old, new))
    if not rule:
        assert found == []
    else:
        assert any(each.rule == rule and detail in each.detail for each in found), found


def test_a_list_is_only_taken_where_a_list_may_stand(tmp_path: Path) -> None:
    many = ("{type: enum, values: [assert, deny], ", "{type: iri, many: true, ")
    found = findings(tmp_path, many, ("example: deny", "example: urn:x"))
    assert {each.rule for each in found} == {"binds"}
    values = ("?a cp:act ?_act .", "VALUES ?which { ?_act } ?a cp:act ?which .")
    assert findings(tmp_path, many, ("example: deny", "example: urn:x"), values) == []


def test_only_a_query_about_graphs_may_name_them(tmp_path: Path) -> None:
    changes = (
        ("?who rdfs:label ?name .", "GRAPH ?graph { ?who rdfs:label ?name }"),
        ("?who ?name {", "?who ?name ?graph {"),
        ("the speaker's name}", "the name, graph: where that stands}"),
    )
    assert findings(tmp_path, *changes) == []


def test_a_cast_of_a_partial_date_is_found(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        ("PREFIX rdfs:", "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\nPREFIX rdfs:"),
        ("?name < ", "xsd:gYear(?name) < "),
    )
    assert [each.rule for each in found] == ["no-date-casts"]


COUNTING = (
    ("SELECT DISTINCT ?who ?name", "SELECT ?who ?name (COUNT(DISTINCT ?a) AS ?times)"),
    ("ORDER BY ?name", "GROUP BY ?who ?name\nORDER BY ?name"),
    ("name: the speaker's name}", "name: the name, times: how often}"),
)


def test_a_count_takes_every_thing_once(tmp_path: Path) -> None:
    assert findings(tmp_path, *COUNTING) == []
    found = findings(tmp_path, *COUNTING, ("COUNT(DISTINCT ?a)", "COUNT(?a)"))
    assert [each.rule for each in found] == ["count-distinct"]


def test_one_total_needs_no_key(tmp_path: Path) -> None:
    changes = (
        ("SELECT DISTINCT ?who ?name", "SELECT (COUNT(DISTINCT ?a) AS ?times)"),
        ("ORDER BY ?name ?who\nLIMIT ?_limit  #? limit\n", ""),
        (
            "#+   limit: {type: integer, minimum: 1, description: At most so many., example: 10}\n",
            "",
        ),
        ("{who: the speaker, name: the speaker's name}", "{times: how often}"),
        ("#+ key: [who]\n", ""),
    )
    assert findings(tmp_path, *changes) == []


def test_a_whole_answer_may_come_in_any_order(tmp_path: Path) -> None:
    changes = (
        ("ORDER BY ?name ?who\nLIMIT ?_limit  #? limit\n", ""),
        (
            "#+   limit: {type: integer, minimum: 1, description: At most so many., example: 10}\n",
            "",
        ),
    )
    assert findings(tmp_path, *changes) == []


def test_an_ask_and_a_construct_have_no_columns_to_explain(tmp_path: Path) -> None:
    for query in ("ASK {}", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"):
        (tmp_path / "x.rq").write_text(f"#+ summary: Any?\n#+ description: Some.\n{query}")
        assert lint(read_query(tmp_path / "x.rq", "claims/x", "https://example.org/")) == []


def test_a_file_that_cannot_be_read_is_a_finding_beside_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "claims"
    folder.mkdir()
    (folder / "bad.rq").write_text("#+ nope: 1\nASK {}")
    (folder / "poor.rq").write_text("#+ summary: Any?\nASK {}")
    found = lint_directories([tmp_path], "https://example.org/")
    assert [each.rule for each in found] == ["readable", "description"]
    assert str(found[0]) == (f"{folder}/bad.rq: {folder}/bad.rq: nope: no such key [readable]")
    assert str(Finding("a/b", "r", "d", "h")) == "a/b: d (h) [r]"
