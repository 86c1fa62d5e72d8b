"""A hostile RDF file is refused in words, and nothing is served."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

DEEP = 200_000
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'


def xml(definitions: str) -> str:
    """Return RDF/XML that states one thing: whatever `&a;` stands for."""
    return (
        f"<?xml version='1.0'?>\n<!DOCTYPE r [\n{definitions}\n]>\n<rdf:RDF {RDF}>"
        '<rdf:Description rdf:about="http://e/a"><e:p>&a;</e:p></rdf:Description></rdf:RDF>'
    )


def laughs() -> str:
    lines = ['<!ENTITY a9 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n + 1};" * 10}">' for n in range(8, 0, -1)]
    return xml("\n".join([*lines, f'<!ENTITY a "{"&a1;" * 10}">']))


def nested(opening: str, closing: str) -> str:
    return "<http://e/a> <http://e/p> " + opening * DEEP + "1" + closing * DEEP + " ."


DOCUMENTS: dict[str, tuple[str, bytes, str]] = {
    "cut off": (".ttl", b'<http://e/a> <http://e/p> "half', "end of file"),
    "cut off in a tag": (".rdf", f"<rdf:RDF {RDF}><rdf:Desc".encode(), "tag not closed"),
    "empty": (".jsonld", b"", "end of file"),
    "latin 1": (".ttl", b'<http://e/a> <http://e/p> "caf\xe9" .', "UTF-8"),
    "utf 16": (".ttl", '<http://e/a> <http://e/p> "a" .'.encode("utf-16"), "UTF-8"),
    "zeros": (".nt", b"\0" * 1000, "line 1"),
    "half a character": (".nt", b'<http://e/a> <http://e/p> "\\uD800" .', "D800"),
    "space in an IRI": (".nt", b"<http://e/a b> <http://e/p> 1 .", "line 1"),
    "deep triple terms": (
        ".ttl", nested("<<( <http://e/s> <http://e/p> ", " )>>").encode(), "nest too deeply",
    ),
    "deep objects": (".jsonld", b'{"http://e/p":' * DEEP + b"1" + b"}" * DEEP, "stack size"),
    "a literal of 64 MB": (
        ".nt", b'<http://e/a> <http://e/p> "' + b"x" * 2**26 + b'" .', "16777216",
    ),
    "a billion laughs": (".rdf", laughs().encode(), "line 4: an entity that is not plain text"),
    "a file as entity": (
        ".rdf", xml('<!ENTITY a SYSTEM "file:///etc/hostname">').encode(), "line 3: an entity",
    ),
    "a parameter entity": (
        ".rdf", xml("<!ENTITY % b '<!ENTITY a \"x\">'> %b;").encode(), "line 3: an entity",
    ),
    "a remote context": (".jsonld", b'{"@context": "http://127.0.0.1:9/c", "a": 1}', "context"),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_hostile_document_is_refused_in_words(tmp_path: Path, name: str) -> None:
    ending, data, reason = DOCUMENTS[name]
    path = tmp_path / f"hostile{ending}"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "kg", "serve", "--port", "0", "--rdf", str(path)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 1
    assert "The data is not usable" in done.stderr
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
    assert "Serving" not in done.stderr
    assert len(done.stderr) < 2000


def test_abbreviations_as_ontologies_have_them_are_no_attack(tmp_path: Path) -> None:
    from kg.store.importing import RdfFiles, import_files

    path = tmp_path / "plain.rdf"
    path.write_text(xml('<!ENTITY b "http://e/" >\n<!ENTITY a "plain text">'))
    import_files(tmp_path / "served", RdfFiles(default=(path,)))
    assert (tmp_path / "served" / "current").exists()
