"""Documents that are meant to do harm, for every way a document gets in.

Each has a word of the reason it must be refused with.
"""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from typing import Any

DEEP = 200_000
TEXT = "The ministry said the hill was taken."
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'
SAYS = "<http://e/a> <http://e/p> "


def record(**more: Any) -> dict[str, Any]:
    """Return a record as a mapping; `more` replaces or adds fields."""
    return {
        "record": "hill",
        "annotator": {"id": "tester", "name": "A tester", "kind": "person"},
        "source": {"id": "paper", "kind": "article", "title": "Hill", "language": "en"},
        "text": {"inline": TEXT},
        "speakers": [{"id": "mod", "kind": "organization", "name": "The ministry"}],
        "claims": [{"id": "taken", "text": "The hill was taken", "language": "en"}],
        "attributions": [attribution("a1")],
    } | more


def attribution(name: str, quote: str = TEXT, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "quote": quote, "speaker": "mod", "basis": "named", "act": "assert",
        "quote_mode": "indirect", "claim": "taken",
    } | more  # fmt: skip


def written(**more: Any) -> bytes:
    """Return a record as JSON, which is YAML too."""
    return json.dumps(record(**more)).encode()


def archives() -> dict[str, bytes]:
    zipped, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("../../etc/record.yaml", written() + b"\xff")
    with tarfile.open(fileobj=tarred, mode="w") as archive:
        member = tarfile.TarInfo("../../etc/record.yaml")
        member.size = len(written())
        archive.addfile(member, io.BytesIO(written()))
    bomb = gzip.compress(b"0" * 2**24)
    return {"a zip": zipped.getvalue(), "a tar": tarred.getvalue(), "a gzip bomb": bomb}


CUTS = {
    f"cut at {at} of 20": (written()[: len(written()) * at // 20], "") for at in range(1, 20)
}  # fmt: skip

BOTH: dict[str, tuple[bytes, str]] = {
    **CUTS,
    "empty": (b"", ""),
    "spaces": (b" " * 2**20, ""),
    "latin 1": (written().replace(b"A tester", b"A t\xe9ster"), "UTF-8"),
    "utf 16": (json.dumps(record()).encode("utf-16"), "UTF-8"),
    "overlong": (written().replace(b"A tester", b"A \xc0\xaf"), "UTF-8"),
    "zeros": (b"\0" * 1000, ""),
    "a zero inside": (written().replace(b"A tester", b"A\0tester"), ""),
    "half a character": (written(annotator={"id": "a", "name": "\ud800", "kind": "person"}), ""),
    "lists in lists": (b"[" * DEEP + b"]" * DEEP, "nested deeper than 32"),
    "mappings in mappings": (b'{"a": ' * DEEP + b"1" + b"}" * DEEP, "nested deeper than 32"),
    "deep in a field": (
        b'{"record": "a", "claims": ' + b"[" * DEEP + b"]" * DEEP + b"}", "nested deeper than 32",
    ),
    "two hundred thousand entries": (
        b'{"claims": [' + b"{}, " * 200_000 + b"{}]}", "more than 20000 mappings",
    ),
    "two hundred thousand values": (
        b'{"claims": [' + b"1, " * 200_000 + b"1]}", "more than 100000 values",
    ),
    "five megabytes": (b'{"a": "' + b"x" * 5 * 2**20 + b'"}', "bytes"),
    "a field twice": (b'{"record": "a", "record": "b"}', "stands twice"),
    "a field twice, deep": (written().replace(b'"id": "mod"', b'"id": "a", "id": "mod"'), "twice"),
    "a huge number": (b'{"record": ' + b"9" * 100_000 + b"}", ""),
    "a huge occurrence": (
        written(attributions=[attribution("a1")]).replace(
            b'"basis"', b'"occurrence": ' + b"9" * 100_000 + b', "basis"'
        ), "whole number",
    ),
    "a huge confidence": (
        written().replace(b'"basis"', b'"confidence": 1e999999999, "basis"'), "finite number",
    ),
    "a confidence that is none": (
        written().replace(b'"basis"', b'"confidence": NaN, "basis"'), "",
    ),
    "a list at the top": (b"[1, 2, 3]", "a mapping is expected"),
    "a word at the top": (b'"record"', "a mapping is expected"),
    "fields of another kind": (written(claims={"a": 1}, speakers="mod", source=[1]), "expected"),
    "a hundred thousand faults": (
        b'{"claims": [' + b'{"x": 1},' * 19_000 + b"{}]}", "there is no field `x`",
    ),
    "an id with a way out": (written(record="../../etc/cron"), "cannot be an id"),
    "an id of a megabyte": (written(record="a-" * 2**19), "has 1048576 characters"),
    "a text file named": (written(text="hill.txt"), ""),
    "a text by address": (written(text="file:///etc/passwd"), ""),
    "a text that leads out": (written(text="../../../../../../etc/passwd"), ""),
    "a text elsewhere": (written(text={"file": "/etc/passwd"}), ""),
    "a text of zeros": (written(text={"inline": "\0" * 100}), "NUL"),
    "an empty text": (written(text={"inline": "\n"}), "empty"),
    "another text": (written(text={"inline": TEXT, "sha256": "0" * 64}), "has the SHA-256"),
    "a date of a megabyte": (
        written(dates={"d": {"verbatim": "x", "edtf": "[" + "2020," * 2**17 + "2021"}}), "EDTF",
    ),
    "a year of a megabyte": (
        written(dates={"d": {"verbatim": "x", "edtf": "Y" + "9" * 2**20}}), "EDTF",
    ),
    "an address of a megabyte": (
        written(license="https://e/" + "a%20/?" * 2**17 + " "), "not a web address",
    ),
    "a language of a megabyte": (
        written(claims=[{"id": "taken", "text": "x", "language": "ab" + "-12345" * 2**17 + "!"}]),
        "not a language tag",
    ),
    "dates that count from each other": (
        written(
            dates={
                f"d{n}": {"verbatim": "x", "edtf": "2020", "relative_to": f"d{(n + 1) % 2000}"}
                for n in range(2000)
            }
        ), "count from each other",
    ),
    "attributions ten thousand deep": (
        written(
            text={"inline": "\n".join(f"word{n} end" for n in range(3000))},
            attributions=[
                attribution(f"a{n}", f"word{n} end", **({"within": f"a{n - 1}"} if n else {}))
                for n in range(3000)
            ],
        ), "deep; at most 200",
    ),
    "attributions in a ring": (
        written(attributions=[attribution("a1", within="a2"), attribution("a2", within="a1")]),
        "stands inside itself",
    ),
    "names with bidi controls": (
        written(speakers=[{"id": "mod", "kind": "person", "name": "Ann \u202egnik\u202c"}]), "202E",
    ),
    **{name: (data, "") for name, data in archives().items()},
}  # fmt: skip
"""As YAML and as JSON: the bytes, and what the reason must hold (any words where empty)."""

BUSY: dict[str, tuple[bytes, str]] = {
    "quotes that stand everywhere": (
        written(
            text={"inline": "zz " * 300_000 + "end"},
            attributions=[attribution(f"a{n}", f"zz … {n}") for n in range(300)],
        ), "",
    ),
    "words inside longer ones": (
        written(text={"inline": "z" * 2_000_000}, attributions=[attribution("a1", "z … z")]), "",
    ),
    "hedges printed nowhere": (
        written(
            text={"inline": TEXT + " " + "zzz " * 50_000},
            attributions=[attribution("a1", hedges=["z"] * 5000)],
        ), "",
    ),
    "two hundred near misses": (
        written(
            text={"inline": TEXT * 5_000},
            attributions=[
                attribution(f"a{n}", TEXT * 2 + f"the ministrx {n}") for n in range(300)
            ],
        ), "its first",
    ),
}  # fmt: skip
"""As JSON only: what is to be sought in the text is the same in YAML."""

YAML: dict[str, tuple[bytes, str]] = {
    "hyphens in hyphens": (b"- " * DEEP + b"a", "nested deeper than 32"),
    "blocks in blocks": (
        b"".join(b" " * n + b"a:\n" for n in range(2500)), "nested deeper than 32",
    ),
    "keys in keys": (b"? " * DEEP + b"a", "a field's name"),
    "an alias bomb": (
        b"a: &a [x, x]\n"
        + b"".join(b"%c: &%c [*%c, *%c]\n" % (n + 1, n + 1, n, n) for n in range(97, 120)),
        "anchors are not used",
    ),
    "an alias of itself": (b"a: &a [*a]\n", "anchors are not used"),
    "a merge key": (b"a: &a {b: c}\nd:\n  <<: *a\n", "anchors are not used"),
    "a Python object": (b"record: !!python/object/apply:os.system [id]\n", "tags are not used"),
    "a Python name": (b"record: !!python/name:os.system ''\n", "tags are not used"),
    "a binary": (b"record: !!binary aGlsbA==\n", "tags are not used"),
    "a tag of its own": (b"record: !x hill\n", "tags are not used"),
    "a hundred thousand tag directives": (
        b"".join(b"%%TAG !e%d! tag:e,2000:\n" % n for n in range(100_000)) + b"--- {a: b}",
        "tags are not used",
    ),
    "a hundred thousand anchors": (
        b"".join(b"a%d: &x%d b\n" % (n, n) for n in range(100_000)), "anchors are not used",
    ),
    "two documents": (b"record: a\n---\nrecord: b\n", "a second document"),
    "a quote without end": (b'record: "' + b"a\n" * 2**20, "not YAML"),
    "a tab": (b"record:\n\tid: a\n", "not YAML"),
    "control characters": (b"record: a\x07\n", "U+0007"),
    "cut in the source": (b"record: a\nsource:\n  id: b\n  kind: ", "missing"),
}  # fmt: skip

JSON: dict[str, tuple[bytes, str]] = {
    "infinity": (b'{"record": Infinity}', "a value is expected"),
    "a comment": (b'{"record": "a" /* b */}', "is expected"),
    "a comma too many": (b'{"record": "a",}', "is expected"),
    "two values": (b'{"record": "a"} {}', "the end of the file"),
    "a broken escape": (b'{"record": "\\u12"}', "well-formed string"),
    "a string without end": (b'{"record": "' + b"a" * 2**20, "well-formed string"),
    "YAML": (b"record: a\n", "a value is expected"),
}


def xml(definitions: str) -> str:
    """Return RDF/XML that states one thing: whatever `&a;` stands for."""
    return (
        f"<?xml version='1.0'?>\n<!DOCTYPE r [\n{definitions}\n]>\n<rdf:RDF {RDF}>"
        '<rdf:Description rdf:about="http://e/a"><e:p>&a;</e:p></rdf:Description></rdf:RDF>'
    )


def _laughs() -> str:
    lines = ['<!ENTITY a9 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n + 1};" * 10}">' for n in range(8, 0, -1)]
    return xml("\n".join([*lines, f'<!ENTITY a "{"&a1;" * 10}">']))


def _nested(opening: str, closing: str) -> bytes:
    return (SAYS + opening * DEEP + "1" + closing * DEEP + " .").encode()


def _elements(opening: str, closing: str) -> bytes:
    inside = "<e:p rdf:parseType='Literal'>" if opening == "<e:q>" else ""
    after = "</e:p>" if inside else ""
    return (
        f"<rdf:RDF {RDF}><rdf:Description>{inside}" + opening * DEEP + closing * DEEP
        + f"{after}</rdf:Description></rdf:RDF>"
    ).encode()  # fmt: skip


def _attributes(name: str, times: int) -> bytes:
    many = " ".join(f"{name}{n}='http://e/{n}'" for n in range(times))
    return f"<rdf:RDF {RDF}><rdf:Description {many}/></rdf:RDF>".encode()


LITERAL = SAYS.encode() + b'"' + b"x" * 2**26 + b'" .'
FILES: dict[str, tuple[str, bytes, str]] = {
    "cut off": (".ttl", SAYS.encode() + b'"half', "end of file"),
    "cut off in a tag": (".rdf", f"<rdf:RDF {RDF}><rdf:Desc".encode(), "not XML"),
    "cut off in a graph": (".trig", b"<http://e/g> { <http://e/a>", "Unexpected end"),
    "cut off in a line": (".nq", SAYS.encode(), "line 1"),
    "cut off in a string": (".jsonld", b'{"http://e/p": "a', "end of file"),
    "cut off in a formula": (".n3", b"<http://e/a> { <http://e/b> ", "Unexpected end"),
    "empty": (".jsonld", b"", "end of file"),
    "nothing": (".rdf", b"", "no element"),
    "latin 1": (".ttl", b'<http://e/a> <http://e/p> "caf\xe9" .', "UTF-8"),
    "latin 1 in XML": (".rdf", xml('<!ENTITY a "b">').encode().replace(b"b", b"\xe9"), ""),
    "latin 1 in JSON": (".jsonld", b'{"http://e/p": "caf\xe9"}', "UTF-8"),
    "utf 16": (".ttl", '<http://e/a> <http://e/p> "a" .'.encode("utf-16"), "UTF-8"),
    "utf 16 in quads": (".nq", '<http://e/a> <http://e/p> "a" .'.encode("utf-16"), "UTF-8"),
    "utf 16 in JSON": (".jsonld", '{"http://e/p": "a"}'.encode("utf-16"), "Unexpected byte"),
    "zeros": (".nt", b"\0" * 1000, "line 1"),
    "zeros in XML": (".rdf", b"\0" * 1000, "not XML"),
    "half a character": (".nt", b'<http://e/a> <http://e/p> "\\uD800" .', "D800"),
    "space in an IRI": (".nt", b"<http://e/a b> <http://e/p> 1 .", "line 1"),
    "triple terms": (".ttl", _nested("<<( <http://e/s> <http://e/p> ", " )>>"), "nest too deeply"),
    "triple terms in graphs": (".trig", _nested("<<( <http://e/s> <http://e/p> ", " )>>"), "nest"),
    "objects": (".jsonld", b'{"http://e/p":' * DEEP + b"1" + b"}" * DEEP, "deeper than 1000"),
    "objects, fewer": (".jsonld", b'{"http://e/p":' * 9000 + b"1" + b"}" * 9000, "deeper than"),
    "arrays": (".jsonld", b'{"http://e/p":' + b"[" * DEEP + b"]" * DEEP + b"}", "deeper than 1000"),
    "contexts": (
        ".jsonld", b'{"@context": {"p": "http://e/p"}, "p":' * 5000 + b"1" + b"}" * 5000, "deeper",
    ),
    "elements": (
        ".rdf", _elements("<rdf:Description><e:p>", "</e:p></rdf:Description>"), "deeper than 1000",
    ),
    "resources": (
        ".rdf", _elements('<e:p rdf:parseType="Resource">', "</e:p>"), "deeper than 1000",
    ),
    "a literal of elements": (".rdf", _elements("<e:q>", "</e:q>"), "deeper than 1000"),
    "attributes": (".rdf", _attributes("e:a", 50_000), "more than 1000 attributes"),
    "name spaces": (".rdf", _attributes("xmlns:a", 20_000), "more than 1000 attributes"),
    "a literal of 64 MB": (".nt", LITERAL, "16777216"),
    "a literal of 64 MB in Turtle": (".ttl", LITERAL, "16777216"),
    "a billion laughs": (".rdf", _laughs().encode(), "line 4: an entity that is not plain text"),
    "a file as entity": (
        ".rdf", xml('<!ENTITY a SYSTEM "file:///etc/hostname">').encode(), "line 3: an entity",
    ),
    "an address as entity": (
        ".rdf", xml('<!ENTITY a SYSTEM "http://127.0.0.1:9/">').encode(), "line 3: an entity",
    ),
    "a parameter entity": (
        ".rdf", xml("<!ENTITY % b '<!ENTITY a \"x\">'> %b;").encode(), "line 3: an entity",
    ),
    "a remote context": (".jsonld", b'{"@context": "http://127.0.0.1:9/c", "a": 1}', "context"),
    "a file as context": (".jsonld", b'{"@context": "file:///etc/hostname", "a": 1}', "context"),
    "a context beside": (".jsonld", b'{"@context": "other.jsonld", "a": 1}', "context"),
    "an imported context": (
        ".jsonld", b'{"@context": {"@version": 1.1, "@import": "http://127.0.0.1:9/"}}', "",
    ),
    "a context that means itself": (
        ".jsonld",
        b'{"@context": {'
        + b", ".join(b'"t%d": "t%d:x"' % (n, n + 1) for n in range(20_000)) + b'}, "t0": 1}', "",
    ),
    "a language of a megabyte": (".nt", SAYS.encode() + b'"a"@' + b"a" * 2**20 + b" .", "line 1"),
    "a zip called Turtle": (".ttl", archives()["a zip"], ""),
    "a tar called XML": (".rdf", archives()["a tar"], "not XML"),
    "a gzip bomb called JSON": (".jsonld", archives()["a gzip bomb"], "Unexpected"),
    "compressed": (".gz", gzip.compress(SAYS.encode() + b"1 ."), "names no RDF format"),
    "compressed Turtle": (".ttl.gz", gzip.compress(SAYS.encode() + b"1 ."), "names no RDF format"),
    "zipped Turtle": (".ttl.zip", archives()["a zip"], "names no RDF format"),
}  # fmt: skip
"""Files that are served: the ending, the bytes, and what the reason must hold."""

CLIQUE = "\n".join(
    f"_:a{one} <http://e/p> _:a{other} ."
    for one in range(12)
    for other in range(12)
    if one != other
).encode()
"""Blank nodes each beside each: naming them canonically takes longer than anybody lives."""
