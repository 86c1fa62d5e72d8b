from __future__ import annotations

from kg_api.pages.rows import Cell
from kg_api.pages.triples import parts, triples

BASE = "https://w3id.org/claim-provenance/"


def test_a_graph_is_a_table_of_three_columns_with_each_triple_once() -> None:
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    line = f'<{BASE}claim/dam> <{label}> "The \\u201Cdam\\u201D"@en .'
    found = triples(f"{line}\n{line}\n_:a <http://a.example/p> _:b .\n".encode(), BASE)
    assert found.total == 2
    assert found.rows[0] == [
        Cell("claim/dam", "/claims/dam", mono=True),
        Cell("rdfs:label", mono=True),
        Cell("The “dam”", note="en"),
    ]
    assert [cell.words for cell in found.rows[1] if cell][::2] == ["_:a", "_:b"]


def test_escapes_quotes_and_types_are_read() -> None:
    (_, _, value) = parts(
        '<http://a.example/s> <http://a.example/p> "a \\"b\\" \\\\ \\t"^^<http://a.example/t> .'
    )
    assert value == {
        "type": "literal",
        "value": 'a "b" \\ \t',
        "datatype": "http://a.example/t",
    }


def test_a_line_that_is_no_triple_is_shown_whole() -> None:
    odd = "<< <http://a.example/s> <http://a.example/p> 1 >> <http://a.example/q> 2 ."
    assert parts(odd) == ()
    assert triples(odd.encode(), BASE).rows == [[Cell(odd, mono=True), None, None]]


def test_more_triples_than_are_shown_are_counted() -> None:
    lines = [
        f"<http://a.example/{n}> <http://a.example/p> <http://a.example/o> ." for n in range(1_200)
    ]
    found = triples("\n".join(lines).encode(), BASE)
    assert (len(found.rows), found.total, found.cut) == (1_000, 1_200, True)
