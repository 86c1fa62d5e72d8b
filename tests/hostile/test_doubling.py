"""A record twice as long takes twice the time to refuse or to read, whatever is in it.

But for one product: every quote is sought in the whole text. That is counted, and has a limit.
"""

from __future__ import annotations

import gc
import json
import math
from collections.abc import Callable
from contextlib import suppress
from time import process_time

import pytest

from hostile.documents import TEXT, attribution, record, written
from kg.errors import RecordError
from kg.records import parse

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

Counted = Callable[[str, int], None]
Make = Callable[[int], bytes]
LEAST = 0.03
"""Seconds of a processor below which nothing is compared."""
MOST = 3.2
"""How many times longer twice as much may take; squares take four times as long."""


def many(n: int, quote: Callable[[int], str], **more: object) -> list[dict[str, object]]:
    return [attribution(f"a{k}", quote(k), **more) for k in range(n)]


def lines(n: int) -> dict[str, str]:
    return {"inline": "\n".join(f"word{k} end" for k in range(n))}


SHAPES: dict[str, tuple[str, int, Make]] = {
    "flow lists": (".yaml", 40_000, lambda n: b"[" + b"a," * n + b"]"),
    "keys": (".yaml", 10_000, lambda n: b"".join(b"k%d: v\n" % k for k in range(n))),
    "tag directives": (".yaml", 2000, lambda n: b"%TAG !e! tag:e,2000:\n" * n + b"--- a"),
    "lines of a text": (".yaml", 100_000, lambda n: b"a: " + b"b\n  " * n),
    "an open quote": (".yaml", 400_000, lambda n: b'a: "' + b"b\n" * n),
    "comments": (".yaml", 400_000, lambda n: b"#\n" * n),
    "entries": (".json", 4000, lambda n: b'{"claims": [' + b"{}," * n + b"{}]}"),
    "wrong fields": (".json", 4000, lambda n: b'{"claims": [' + b'{"x": 1},' * n + b"{}]}"),
    "escapes": (".json", 300_000, lambda n: b'{"a": "' + b"\\u0041" * n),
    "claims": (
        ".json",
        1500,
        lambda n: written(
            claims=[{"id": f"c{k}", "text": "x", "language": "en"} for k in range(n)],
            attributions=[],
        ),
    ),
    "speakers nobody knows": (
        ".json",
        100,
        lambda n: written(
            claims=[
                {"id": f"c{k}", "text": "x", "language": "en", "about": ["m" + "b" * 60]}
                for k in range(n)
            ]
        ),
    ),
    "attributions inside each other": (
        ".json",
        400,
        lambda n: json.dumps(
            record(
                text=lines(1200),
                attributions=[
                    attribution(
                        f"a{k}", f"word{k} end", **({"within": f"a{k - 1}"} if k % 99 else {})
                    )
                    for k in range(n)
                ],
            )
        ).encode(),
    ),
    "near misses": (
        ".json",
        40,
        lambda n: written(
            text={"inline": TEXT * 2000}, attributions=many(n, lambda k: TEXT * 2 + f"x {k}")
        ),
    ),
    "a long near miss": (
        ".json",
        50_000,
        lambda n: written(text={"inline": TEXT}, attributions=many(1, lambda _: "a" * n + "b")),
    ),
    "words inside longer ones": (
        ".json",
        40_000,
        lambda n: written(text={"inline": "z" * n}, attributions=many(1, lambda _: "z … z")),
    ),
    "hedges": (
        ".json",
        50,
        lambda n: written(
            text={"inline": TEXT + " zzz" * 1000},
            attributions=many(1, lambda _: TEXT, hedges=["z"] * n),
        ),
    ),
    "passages of page furniture": (
        ".json",
        300,
        lambda n: written(
            text=lines(1200),
            attributions=many(n, lambda k: f"word{k} end"),
            passages=[
                {"function": "boilerplate", "quote": f"word{k} end"} for k in range(n, 2 * n)
            ],
        ),
    ),
    "a set of dates": (
        ".json",
        20_000,
        lambda n: written(dates={"d": {"verbatim": "x", "edtf": "[" + "2020," * n + "2021]"}}),
    ),
    "a language": (
        ".json",
        200_000,
        lambda n: written(claims=[{"id": "c", "text": "x", "language": "ab" + "-12345" * n}]),
    ),
    "an address": (".json", 200_000, lambda n: written(license="https://e/" + "%20/?a" * n + " ")),
}


def seconds(data: bytes, name: str) -> float:
    gc.collect()
    gc.disable()  # what else is in memory is not the record's doing
    began = process_time()
    try:
        with suppress(RecordError):
            parse(data, name=name)
        return process_time() - began
    finally:
        gc.enable()


def most(once: float) -> float:
    """Return how long twice as much may take where half of it takes `once`."""
    return max(LEAST, once * MOST)


@pytest.mark.parametrize("name", SHAPES)
def test_twice_as_much_takes_no_more_than_twice_as_long(name: str, counted: Counted) -> None:
    ending, n, make = SHAPES[name]
    file = f"a{ending}"
    one, two = make(n), make(2 * n)
    once = min(seconds(one, file) for _ in range(3))
    # Somebody else may be busy: one time that is short enough shows that it can be done in it.
    twice = next(
        (took for took in (seconds(two, file) for _ in range(5)) if took < most(once)), math.inf
    )
    print(f"{name}: {once:.3f} s, {twice:.3f} s")
    assert twice < most(once)
    counted("shapes whose time doubles", 1)
