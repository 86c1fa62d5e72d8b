"""Documents made to blow up whoever reads them as a record."""

from __future__ import annotations

from handing_in import JSON, YAML, Headers, body

_ALIASES = b"".join(b"b%d: &b%d [*a, *a, *a, *a]\n" % (n, n) for n in range(20_000))

BOMBS: dict[str, tuple[Headers, bytes]] = {
    "a list in a list": (JSON, b"[" * 200_000),
    "an object in an object": (JSON, b'{"a":' * 200_000),
    "a list in a list, closed": (JSON, b"[" * 200_000 + b"]" * 200_000),
    "an entry in an entry": (YAML, b"- " * 200_000),
    "a mapping in a mapping": (YAML, b"{a: " * 100_000),
    "a key in a key": (YAML, b"? " * 100_000),
    "aliases of aliases": (YAML, b"a: &a [x]\n" + _ALIASES),
    "nothing but faults": (JSON, b"[" + b"1," * 1_000_000 + b"1]"),
    "nothing but empty lists": (YAML, b"record: [" + b"[]," * 1_000_000 + b"[]]"),
    "a key of a megabyte": (JSON, b'{"' + b"k" * 2**20 + b'": 1}'),
    "a number of a megabyte": (JSON, b'{"record": ' + b"9" * 2**20 + b"}"),
    "half a character": (JSON, b'"\xed\xa0\x80"'),
    "half a pair": (JSON, body("bomb").replace(b'"Hill', b'"\\ud800')[:-1] + b', "x": "\\ud800"}'),
    "zeros": (YAML, b"\0" * 100_000),
    "a directive": (YAML, b"%YAML 99.9\n---\nrecord: x\n"),
    "a tag that makes an object": (YAML, b"record: !!python/object/apply:os.system [ls]\n"),
    "a merge": (YAML, b"record: x\n<<: *a\n"),
    "two documents": (YAML, b"record: x\n---\nrecord: y\n"),
}
