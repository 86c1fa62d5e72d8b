"""A value from outside is refused, or becomes one term: it never changes what is asked.

Three readers judge it: our own lexer and Oxigraph's parser read every accepted combination, rdflib
reads each query once with every parameter hostile, and each value once in a small query.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from itertools import cycle, islice
from typing import Any, Final

import pytest
import rdflib
from pyoxigraph import Store
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.assets import directory
from kg.catalogue import Catalogue, Parameter, Query
from kg.catalogue.terms import PARAMETER_TYPES, ParameterType, read, written
from kg.errors import BadParameterError
from kg.store.lexer import Token, tokens

Counted = Callable[[str, int], None]

BASE = "https://example.org/"
NAME = "harmless"
HARMLESS: Mapping[ParameterType, tuple[str, str]] = {
    "text": (NAME, "other"), "words": (NAME, "other"), "date": ("2026-03-25", "2026-03-26"),
    "month-day": ("03-25", "03-26"), "edtf": ("2026-03", "2026-04"), "integer": ("7", "8"),
    "boolean": ("true", "false"), "instant": ("2026-03-25T01:02:03Z", "2026-03-26T01:02:03Z"),
}  # fmt: skip
ANY = [
    "'", '"', '\\"', "'''", '"""', "\\", "\\\\", "\u2018", "\u201c", "`", "\xb4", "<", ">", "<>",
    "{", "}", "{}", "(", ")", "[]", "#", "# x", "/*", "--", ";", ".", ",", "^^", "@en", "?x", "$x",
    "?_claim", "_:b", "a", "*", "||", "!", "\\u0027", "\\u0022", "\\U00000022", "\\u003E", "\\x22",
    "%22", "%3E", "&quot;", "> } ; DROP ALL #", "x> } ; DROP ALL #", "http://e/> } ; DROP ALL #",
    '" } ; DROP ALL #', "' } ; DROP ALL #", '""" } DROP ALL #', "''' } DROP ALL #",
    '" ) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #', "} UNION { ?s ?p ?o", "1 LIMIT 1000000",
    "UNDEF", "true", "\n", "\r", "x\ny", "x\r\n} #", "x\ry", "x\ty", "\x00", "x\x00y", "\x1a",
    "\x7f", "\x7fabcd", "\x85", "\u2028", "\u202e", "\u2066x\u2069", "\u200b", "\ufeff", "\ufffe",
    "\ufdd0", "\U0010ffff", "\ud800", "x\udfffy", "\ud83d\ude00", "é", "e\u0301", "𐌰", "", " ",
    "  x  ", "x" * 5000, '"' * 5000, "\\" * 5000, "x" * 10_001, "http://e/a b", "http://e/'x'",
    'http://e/"x', "http://e/\\u0020", "http://e/{x}", "http://e/<x", "http://e/\x00",
    "http://e/\ud800", "http://e/^x", "http://e/`x`", "//e/x", "javascript:alert(1)",
    "data:text/html,x", "file:///etc/x", "urn:x:';DROP#", "urn:x:?x=$y&z", "urn:x:%3E%20%7D",
    "urn:x:\u202e", "urn:x:\xa0", "urn:x:\ue000", "urn:x:\x85", "urn:x:" + "y" * 5000,
    "urn:x:" + "y" * 10_000, "x:(),.;!*'", "claim/../speaker/x", "claim/x> } #", "claim/x\n",
    "claim/x#", "claim/%2e%2e", "speaker/x.y.z", "CLAIM/X", "claim/", "/x", "1e3", "1E400", "1.0",
    "-0", "+7", "-1", "0x10", "1_000", "\u0663", "\xb2", "9" * 18, "9" * 19, "NaN", "INF",
    "2024-02-30", "2023-02-29", "0000-01-01", "10000-01-01", "2024-1-1", "2024-02-29\n",
    "2024-02-29Z", "2024-W01-1", "--02-30", "02-30", "13-01", "2024-02-30/2024-03-01", "2024-XX",
    "2004-06-(01)~/..", '"1"^^xsd:integer', "xsd:date('2024-01-01')", '"x"@en', "7 # x", "7\n",
    "7;", " 7", "+0000000000000007", "2024-02-29", "02-29", "XXXX-02-29", "assert ", "ASSERT",
]  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load([directory("queries")], base=BASE)


def harmless(parameter: Parameter) -> tuple[str, str]:
    """Return two values that are certainly taken."""
    if parameter.type == "enum":
        return parameter.values[0], parameter.values[-1]
    one = f"urn:harmless:{parameter.name}"
    return HARMLESS.get(parameter.type, (one, one + "-too"))


def bound(query: Query, **values: str | list[str]) -> str:
    """Return the query with harmless values wherever none is given."""
    required = (one for one in query.parameters.values() if one.required)
    return query.bind({**{one.name: harmless(one)[0] for one in required}, **values})


def cut(text: str) -> list[Token]:
    return list(tokens(text))


def differences(one: list[Token], other: list[Token]) -> set[tuple[str, str, str, str]]:
    """Return kinds and texts where two texts of equally many tokens differ."""
    assert len(one) == len(other)
    pairs = zip(one, other, strict=True)
    return {(a.kind, a.text, b.kind, b.text) for a, b in pairs if a.text != b.text}


class Asked:
    """A query with some harmless values for one parameter, to compare with what else is asked."""

    def __init__(self, query: Query, parameter: Parameter, plain: list[str]) -> None:
        self.query, self.parameter, self.plain = query, parameter, plain
        self.tokens = cut(self.text(plain))

    def text(self, values: list[str]) -> str:
        given = values if self.parameter.takes_many else values[0]
        return bound(self.query, **{self.parameter.name: given})

    def alike(self, values: list[str]) -> str:
        """Return the query with these values, which must differ in their terms and nowhere else."""
        text = self.text(values)
        found = differences(self.tokens, cut(text))
        allowed = {pair for both in zip(self.plain, values, strict=True) for pair in self.own(both)}
        assert found <= allowed, (self.query.name, self.parameter.name, values)
        assert all(one == other for one, _, other, _ in found), (self.query.name, values)
        return text

    def own(self, values: tuple[str, str]) -> set[tuple[str, str, str, str]]:
        one, other = (read(self.parameter.type, value, base=BASE) for value in values)
        bare = ("number", one.value, "number", other.value)  # after LIMIT
        return differences(cut(written(one)), cut(written(other))) | {bare}


def tries(query: Query, parameter: Parameter) -> Iterator[tuple[Asked, list[str]]]:
    """Yield hostile values for one parameter, alone and in lists, with harmless ones beside."""
    plain, other = harmless(parameter)
    alone = Asked(query, parameter, [plain])
    for value in ANY:
        yield alone, [value]
    if parameter.takes_many:
        three = Asked(query, parameter, [plain, other, other])
        for value in ANY if parameter.type == "words" else ANY[::5]:
            yield three, [value, other, value]


def test_every_value_is_refused_or_changes_nothing_but_a_term(
    catalogue: Catalogue, counted: Counted
) -> None:
    assert len(catalogue) >= 98
    store, told, taken = Store(), Counter[str](), Counter[str]()
    each = ((one, of) for one in catalogue.values() for of in one.parameters.values())
    for query, parameter in each:
        for asked, values in tries(query, parameter):
            try:
                text = asked.alike(values)
            except BadParameterError:
                told["refused"] += 1
            else:
                store.query(text)  # its parser refuses what would be two queries, or none
                told["taken as terms"] += 1
                taken[parameter.type] += 1
    assert told.total() > 15_000
    assert all(taken[kind] >= 30 for kind in ("text", "words", "speaker", "claim", "source"))
    assert all(taken[kind] >= 5 for kind in ("integer", "date", "topic", "attribution"))
    counted("injection tries", told.total())
    for what, number in told.items():
        counted(f"injection tries {what}", number)


def test_values_that_are_not_one_of_a_list_are_never_taken(catalogue: Catalogue) -> None:
    for query in catalogue.values():
        for parameter in query.parameters.values():
            if parameter.type in ("enum", "boolean"):
                known = {*parameter.values, *(("true", "false") * (parameter.type == "boolean"))}
                for value in set(ANY) - known:
                    with pytest.raises(BadParameterError):
                        bound(query, **{parameter.name: value})


def test_lists_are_taken_where_they_are_meant_and_up_to_a_thousand(catalogue: Catalogue) -> None:
    store = Store()
    for query in catalogue.values():
        for parameter in query.parameters.values():
            one = harmless(parameter)[0]
            for values in ([], [one] * 1001, *([] if parameter.takes_many else [[one, one]])):
                with pytest.raises(BadParameterError):
                    bound(query, **{parameter.name: values})
            if parameter.takes_many:
                store.query(bound(query, **{parameter.name: [one] * 1000}))


@pytest.mark.parametrize("name", ["?x", "x } #", "_claim", "", "\x00", "\ud800", "x" * 5000])
def test_no_name_of_a_parameter_is_put_into_a_query(catalogue: Catalogue, name: str) -> None:
    for query in catalogue.values():
        with pytest.raises(BadParameterError, match="has no parameter"):
            bound(query, **{name: "x"})


def algebra(text: str, values: Mapping[str, str]) -> str:
    """Return rdflib's algebra with the terms that are bound shown by their parameter's name."""
    return shape(prepareQuery(text).algebra, values)


_APART: Final = ("triples", "start")
"""What is sorted first, and the OFFSET: there is none in our queries, and 0 is no parameter."""


def shape(node: Any, values: Mapping[str, str]) -> str:
    """Return a tree as text. Triples are sorted: rdflib orders them by their terms."""
    shown = partial(shape, values=values)
    match node:
        case CompValue():
            inner = {key: shown(value) for key, value in node.items() if key not in _APART}
            inner["triples"] = " ".join(sorted(map(shown, node.get("triples") or ())))
            text = f"{node.name}({shown(inner)})"
        case list() | tuple():
            text = f"[{' '.join(map(shown, node))}]"
        case set():
            text = f"{{{' '.join(sorted(map(shown, node)))}}}"
        case dict():
            text = f"{{{' '.join(f'{key}={shown(each)}' for key, each in node.items())}}}"
        case str() if not isinstance(node, rdflib.term.Identifier):
            text = node
        case rdflib.BNode():
            text = "_"
        case rdflib.URIRef() | rdflib.Literal():
            text = values.get(node.n3(), node.n3())
        case int():  # after LIMIT
            text = values.get(rdflib.Literal(node).n3(), repr(node))
        case _:
            text = repr(node)
    return text


@cache
def hostile_values(kind: ParameterType) -> tuple[str, ...]:
    """Return the values of the corpus that are taken as terms of this type."""
    taken = list[str]()
    for value in ANY if kind != "enum" else ():
        try:
            read(kind, value, base=BASE)
        except ValueError:
            continue
        taken.append(value)
    return tuple(taken)


def as_rdflib_has_it(parameter: Parameter, value: str) -> str:
    (term,) = parameter.terms(value, base=BASE)
    return shape(
        rdflib.URIRef(term.value)
        if str(term).startswith("<")
        else rdflib.Literal(term.value, datatype=_datatype(term), normalize=False), {}
    )  # fmt: skip


def _datatype(term: Any) -> rdflib.URIRef | None:
    name = term.datatype.value
    return None if name.endswith("#string") else rdflib.URIRef(name)


def test_the_algebra_is_the_same_with_every_parameter_hostile_at_once(
    catalogue: Catalogue, counted: Counted
) -> None:
    number = 0
    turns = {kind: cycle(hostile_values(kind) or ("",)) for kind in PARAMETER_TYPES}
    for query in catalogue.values():
        named = {one.name: one for one in query.parameters.values() if hostile_values(one.type)}
        plain = {one.name: harmless(one)[0] for one in query.parameters.values()}
        given = dict(plain)
        for name, one in named.items():
            some = islice(turns[one.type], len(ANY))
            unused = (value for value in some if value not in given.values() and fits(one, value))
            given[name] = next(unused, plain[name])
        shapes = [
            algebra(
                bound(query, **values),
                {
                    as_rdflib_has_it(one, values[name]): f"?_{label(one)}"
                    for name, one in named.items()
                },
            )
            for values in (plain, given)
        ]
        assert shapes[0] == shapes[1], (query.name, given)
        number += 1
    counted("injection: queries whose algebra rdflib compared", number)


def label(parameter: Parameter) -> str:
    """Return what all parameters are called that have the same harmless value."""
    return parameter.type if parameter.type in HARMLESS else parameter.name


def fits(parameter: Parameter, value: str) -> bool:
    try:
        parameter.terms(value, base=BASE)
    except BadParameterError:
        return False
    return True


@pytest.mark.parametrize("kind", PARAMETER_TYPES)
def test_rdflib_reads_every_value_as_the_term_oxigraph_was_given(
    kind: ParameterType, counted: Counted
) -> None:
    for value in hostile_values(kind):
        term = read(kind, value, base=BASE)
        query = prepareQuery(f"SELECT * {{ ?s ?p {written(term)} }}")
        (((_, _, found),),) = [part.triples for part in parts(query.algebra)]
        assert str(found) == term.value
        assert isinstance(found, rdflib.URIRef) is str(term).startswith("<")
    counted("injection: values rdflib read back", len(hostile_values(kind)))


def parts(node: Any) -> Iterator[CompValue]:
    if isinstance(node, CompValue):
        if node.name == "BGP":
            yield node
        for child in node.values():
            yield from parts(child)
