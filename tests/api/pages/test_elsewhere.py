from __future__ import annotations

import ast
import shlex

import pytest

from kg_api.pages.elsewhere import command, curl, python

ENDPOINT = "http://127.0.0.1:8000/sparql"
QUERIES = [
    "ASK {}",
    "SELECT * {\n  ?s ?p 'it''s'\n}\n",
    'ASK { ?s ?p """a "b" \\n""" }',
    "ASK { ?s ?p 'SPARQL' }\nSPARQL\n",
    "ASK { ?s ?p '$HOME `date` \u202e' }",
]


@pytest.mark.parametrize("query", QUERIES)
def test_curl_sends_the_very_query(query: str) -> None:
    words = shlex.split(curl(ENDPOINT, query, "select").replace("\\\n", ""))
    assert words[:3] == ["curl", "-G", ENDPOINT]
    assert words[3:5] == ["-H", "Accept: text/csv"]
    assert words[5:] == ["--data-urlencode", f"query={query}"]


@pytest.mark.parametrize("query", QUERIES)
def test_the_command_line_ends_where_the_query_does(query: str) -> None:
    first, *body, end = command(ENDPOINT, query).split("\n")
    assert first == f"kg sparql - --store {ENDPOINT} <<'{end}'"
    assert "\n".join(body) == query.rstrip()
    assert end not in query.splitlines()


@pytest.mark.parametrize("query", QUERIES)
def test_the_program_in_python_sets_the_very_query(query: str) -> None:
    calls = [
        node
        for node in ast.walk(ast.parse(python(ENDPOINT, query, "ask")))
        if isinstance(node, ast.Call)
    ]
    (told,) = [call.args[0] for call in calls if getattr(call.func, "attr", "") == "setQuery"]
    assert ast.literal_eval(told).strip() == query.strip()
