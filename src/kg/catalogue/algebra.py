"""Two shapes of query that engines are known to answer wrongly, found in rdflib's algebra.

Both were measured on Virtuoso 7.2.5: an OPTIONAL whose filter joins comparisons of outside
variables by `||` loses its rows in silence; a `+` or `*` path with two free ends is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rdflib import BNode, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.store.lexer import tokens


def faults(text: str) -> Iterator[str]:
    """Yield what some engine would answer wrongly, in words.

    rdflib takes a tenth of a second to parse a query, so only those that could have a fault are.
    """
    found = {token.text for token in tokens(text)}
    if found.isdisjoint(("||", "+", "*")):
        return
    parts = list(_parts(prepareQuery(text).algebra))
    for part in parts:
        if part.name == "LeftJoin" and _filters_outside_by_or(part):
            yield "an OPTIONAL whose FILTER joins conditions on outside variables by ||"
    triples = [triple for part in parts for triple in _triples(part)]
    anchored = {end for s, p, o in triples if not _closes(p) for end in (s, o)}
    for subject, path, object_ in triples:
        if _closes(path) and all(
            _is_free(end) and end not in anchored for end in (subject, object_)
        ):
            yield f"a + or * path whose ends {subject.n3()} and {object_.n3()} are both free"


def _triples(part: CompValue) -> Iterator[tuple[Any, Any, Any]]:
    """Yield the triple patterns of one part; inside EXISTS rdflib leaves them in flat lists."""
    if part.name in ("BGP", "TriplesBlock"):
        for flat in part.triples:
            yield from zip(flat[::3], flat[1::3], flat[2::3], strict=True)


def _is_free(end: object) -> bool:
    return isinstance(end, Variable | BNode)


def _parts(node: object) -> Iterator[CompValue]:
    """Yield every part of the algebra, from the outside in."""
    if isinstance(node, CompValue):
        yield node
        for key, value in node.items():
            if not key.startswith("_"):
                yield from _parts(value)
    elif isinstance(node, list | tuple | set):
        for item in node:
            yield from _parts(item)


def _filters_outside_by_or(join: CompValue) -> bool:
    inside = _variables(join.p2)
    disjunctions = (p for p in _parts(join.expr) if p.name == "ConditionalOrExpression")
    return any(_variables(each) - inside for each in disjunctions)


def _variables(node: object) -> set[Variable]:
    if isinstance(node, Variable):
        return {node}
    if isinstance(node, CompValue):
        children: Any = [value for key, value in node.items() if not key.startswith("_")]
    elif isinstance(node, list | tuple | set):
        children = node
    else:
        return set()
    return {variable for child in children for variable in _variables(child)}


def _closes(path: object) -> bool:
    """Return whether a path repeats something without bound."""
    if isinstance(path, MulPath):
        return path.mod != "?" or _closes(path.path)
    if isinstance(path, InvPath):
        return _closes(path.arg)
    if isinstance(path, SequencePath | AlternativePath):
        return any(_closes(arg) for arg in path.args)
    return False
