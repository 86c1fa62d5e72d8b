from __future__ import annotations

from collections import Counter
from configparser import ConfigParser
from pathlib import Path

from kg_bench.virtuoso import by_graph, differing, virtuoso


def test_the_quads_of_each_graph_are_counted(tmp_path: Path) -> None:
    quads = tmp_path / "quads.nq"
    quads.write_text(
        '<urn:s> <urn:p> "a > b . \\"c\\"" <urn:g1> .\n'
        "<urn:s> <urn:p> <urn:o> <urn:g2> .\n"
        '<urn:s> <urn:p> "x"@en <urn:g1> .\n',
        "utf-8",
    )

    assert by_graph(quads) == {"urn:g1": 2, "urn:g2": 1}


def test_a_graph_with_another_number_of_quads_is_named_with_the_difference() -> None:
    told = differing(Counter(a=3, b=2, c=1), Counter(a=3, b=1, own=40))

    assert told == {"quads": 4, "differing": {"b": -1, "c": -1}, "own_quads": 40}


def test_it_listens_on_the_loopback_only_and_writes_in_its_own_folder(tmp_path: Path) -> None:
    command, ready, sparql = virtuoso(tmp_path, 8891, sql=1112)
    settings = ConfigParser()
    settings.read(command[-1])

    assert command[-1] == str(tmp_path / "virtuoso" / "virtuoso.ini")
    assert settings["HTTPServer"]["ServerPort"] == "127.0.0.1:8891"
    assert settings["Parameters"]["ServerPort"] == "127.0.0.1:1112"
    assert all(
        path.startswith(str(tmp_path / "virtuoso")) for path in settings["Database"].values()
    )
    assert (ready, sparql) == ("/sparql?query=ASK%20%7B%7D", "/sparql")
