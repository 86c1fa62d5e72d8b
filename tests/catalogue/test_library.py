"""The shipped queries: documented, in order, and true to the ontology."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from catalogue.engines import InProcess
from catalogue.oracle import BASE
from kg.assets import directory
from kg.catalogue import PARAMETER_TYPES, Catalogue
from kg.catalogue.docs import docs
from kg.catalogue.lint import lint_directories
from kg.catalogue.reading import Reading
from kg.vocab import CPV, PREFIXES, SKOS

QUESTIONS = Path(__file__).parents[2] / "docs" / "competency-questions.md"


@cache
def catalogue() -> Catalogue:
    return Catalogue.load([directory("queries")], BASE)


@cache
def vocabularies() -> Store:
    store = Store()
    store.load(path=str(directory("ontology") / "vocabularies.ttl"), format=RdfFormat.TURTLE)
    return store


def test_every_query_keeps_the_rules() -> None:
    assert lint_directories([directory("queries")], BASE) == []


def test_the_index_of_queries_is_fresh() -> None:
    written = (directory("queries") / "README.md").read_text(encoding="utf-8")
    assert written == docs(catalogue()), "run: kg queries docs > queries/README.md"


def test_every_example_finds_something_in_the_fixtures(in_process: InProcess) -> None:
    found = {
        name: in_process.rows(query.bind(query.example)) for name, query in catalogue().items()
    }
    assert [name for name, rows in found.items() if not rows] == []


def test_what_only_the_content_of_a_claim_names_is_told_with_all_its_names() -> None:
    turtle = f"""
    @base <{BASE}> .
    @prefix cp: <{PREFIXES["cp"]}> .
    @prefix rdf: <{PREFIXES["rdf"]}> .
    @prefix rdfs: <{PREFIXES["rdfs"]}> .
    @prefix skos: <{SKOS}> .
    <claim/dam> a cp:Claim ; cp:content <claim/dam#content-1> .
    <claim/dam#content-1> rdf:subject <speaker/crew> ; rdf:object "a gate" .
    <speaker/crew> a cp:Speaker ; rdfs:label "crew" ; skos:altLabel "équipe"@fr ."""
    store = Store()
    store.load(turtle.encode(), RdfFormat.TURTLE)
    found = store.query(catalogue()["claims/facts"].bind({"claim": "dam"}))
    assert isinstance(found, QuerySolutions)
    claim, content, crew = "claim/dam", "claim/dam#content-1", "speaker/crew"
    assert {tuple(term.value for term in row) for row in found} == {
        (BASE + claim, PREFIXES["rdf"] + "type", PREFIXES["cp"] + "Claim"),
        (BASE + claim, PREFIXES["cp"] + "content", BASE + content),
        (BASE + content, PREFIXES["rdf"] + "subject", BASE + crew),
        (BASE + content, PREFIXES["rdf"] + "object", "a gate"),
        (BASE + crew, PREFIXES["rdfs"] + "label", "crew"),
        (BASE + crew, SKOS + "altLabel", "équipe"),
    }


def test_only_known_namespaces_are_used() -> None:
    for name, query in catalogue().items():
        for prefix, namespace in Reading.of(query.text).prefixes().items():
            assert PREFIXES.get(prefix) == namespace, name


def test_every_value_in_a_query_is_in_the_vocabulary() -> None:
    known = {quad.subject.value for quad in vocabularies() if isinstance(quad.subject, NamedNode)}
    for name, query in catalogue().items():
        used = {local for prefix, local in Reading.of(query.text).names() if prefix == "cpv"}
        assert {CPV(local) for local in used} <= known, name


def test_every_value_a_parameter_binds_is_in_the_vocabulary() -> None:
    known = {quad.subject.value for quad in vocabularies() if isinstance(quad.subject, NamedNode)}
    for name, query in catalogue().items():
        bound = {slot for part in query.template.parts for slot in part.names()}
        for parameter in query.parameters.values():
            if parameter.type == "enum" and parameter.name in bound:
                assert {CPV(value) for value in parameter.values} <= known, name


def test_directives_are_what_the_vocabulary_says_they_are() -> None:
    broader = vocabularies().quads_for_pattern(
        None, NamedNode(SKOS + "broader"), NamedNode(CPV("directive")), None
    )
    directives = {str(quad.subject).rpartition("#")[2][:-1] for quad in broader}
    for name in (
        "attributions/directives",
        "attributions/directed-only-at",
        "claims/directives-about",
    ):
        values = re.search(r"VALUES \?act \{([^}]*)\}", catalogue()[name].text)
        assert values is not None
        assert {each.removeprefix("cpv:") for each in values[1].split()} == directives


def competency() -> dict[int, set[str]]:
    rows = re.findall(
        r"^\| (\d+) \|[^|]*\|([^|]*)\|", QUESTIONS.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {int(n): {each.strip() for each in names.split(",")} - {""} for n, names in rows}


def test_fifty_questions_are_listed_once_each() -> None:
    assert sorted(competency()) == list(range(1, 51))


@pytest.mark.parametrize("number", range(1, 51))
def test_a_question_lists_exactly_the_queries_that_claim_it(number: int) -> None:
    claiming = {name for name, query in catalogue().items() if number in query.competency}
    assert competency()[number] == claiming


def test_the_query_in_the_writing_guide_keeps_the_rules_it_explains(tmp_path: Path) -> None:
    guide = (QUESTIONS.parent / "writing-queries.md").read_text(encoding="utf-8")
    example = re.search(r"```sparql\n(.*?)```", guide, re.DOTALL)
    assert example is not None
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "denials.rq").write_text(example[1], encoding="utf-8")
    assert lint_directories([tmp_path], BASE) == []


def test_the_writing_guide_explains_every_parameter_type() -> None:
    guide = (QUESTIONS.parent / "writing-queries.md").read_text(encoding="utf-8")
    assert [each for each in PARAMETER_TYPES if f"`{each}`" not in guide] == []
