"""Thirty-nine queries that take engines down, and a grammar for as many more as one likes.

The data they are made for: 2,000 nodes with ten edges and a label each, a chain of 3,000 nodes and
a clique of 40; 26,600 triples or so.
"""

from __future__ import annotations

from random import Random

P = "<http://e/p>"
NEXT = "<http://e/next>"
KNOWS = "<http://e/knows>"
CROSS2 = "?a ?b ?c . ?d ?e ?f"
CROSS3 = CROSS2 + " . ?g ?h ?i"


def graph() -> str:
    """Return the data as N-Triples."""
    random = Random(7)  # noqa: S311
    lines = [f'<http://e/n{n}> <http://e/label> "node {n}" .' for n in range(2000)]
    lines += [
        f"<http://e/n{n}> {P} <http://e/n{random.randrange(2000)}> ."
        for n in range(2000)
        for _ in range(10)
    ]
    lines += [f"<http://e/c{n}> {NEXT} <http://e/c{n + 1}> ." for n in range(3000)]
    lines += [
        f"<http://e/k{a}> {KNOWS} <http://e/k{b}> ." for a in range(40) for b in range(40) if a != b
    ]
    return "\n".join(lines) + "\n"


def _chain(sign: str, item: str, times: int) -> str:
    return f"ASK {{ FILTER({sign.join([item] * times)}) }}"


def _nested(opening: str, inner: str, closing: str, times: int) -> str:
    return opening * times + inner + closing * times


def _doubling(times: int, term: str) -> str:
    return " ".join(f"BIND({term.replace('?x', f'?x{n}')} AS ?x{n + 1})" for n in range(times))


SHAPES: dict[str, str] = {
    "sort a cross product": f"SELECT * {{ {CROSS2} }} ORDER BY ?c ?f LIMIT 5",
    "count a cross product": f"SELECT (COUNT(*) AS ?n) {{ {CROSS3} }}",
    "group a cross product": f"SELECT ?a (COUNT(*) AS ?n) {{ {CROSS3} }} GROUP BY ?a ?d ?g",
    "count distinct": f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {CROSS3} }}",
    "concatenate a group": f"SELECT (GROUP_CONCAT(STR(?c)) AS ?n) {{ {CROSS3} }}",
    "hash a group": f"SELECT (MAX(SHA512(CONCAT(STR(?c), STR(?f)))) AS ?n) {{ {CROSS2} }}",
    "stream a cross product": f"SELECT * {{ {CROSS2} }}",
    "distinct of a cross product": f"SELECT DISTINCT ?a ?d ?g {{ {CROSS3} }}",
    "construct a cross product": f"CONSTRUCT {{ ?a ?e ?i }} {{ {CROSS3} }}",
    "minus of cross products": f"SELECT * {{ {CROSS2} MINUS {{ ?a ?x ?y . ?d ?z ?w }} }}",
    "all pairs both ways": f"SELECT (COUNT(*) AS ?n) {{ ?a ({P}|^{P})* ?b }}",
    "seven steps in a clique": f"SELECT (COUNT(*) AS ?n) {{ ?a {'/'.join([KNOWS] * 7)} ?b }}",
    "nested stars": f"SELECT (COUNT(*) AS ?n) {{ ?a (({P}*)*/({P}*)*)* ?b }}",
    "star of a negated set": "SELECT (COUNT(*) AS ?n) { ?a (!<http://e/none>)* ?b }",
    "plus of plus of plus": f"SELECT (COUNT(*) AS ?n) {{ ?a (({NEXT}+)+)+ ?b }}",
    "regex with nested quantifiers": f'ASK {{ FILTER(REGEX("{"a" * 5000}!", "^(a+)+$")) }}',
    "regex with overlapping choices": f'ASK {{ FILTER(REGEX("{"a" * 5000}!", "^(a|aa)+$")) }}',
    "regex with large counts": 'ASK { FILTER(REGEX("aaaa", "((((a{100}){100}){100}){100})")) }',
    "regex compiled for each row": f"SELECT (COUNT(*) AS ?n) {{ {CROSS2} "
    "FILTER(REGEX(STR(?c), CONCAT(STR(?f), '.*(a|b)+$'))) }",
    "doubling by concat": f'SELECT ?x28 {{ BIND("0123456789" AS ?x0) '
    f"{_doubling(28, 'CONCAT(?x, ?x)')} }}",
    "growing by replace": 'SELECT (STRLEN(?x9) AS ?n) { BIND("aaaaaaaaaa" AS ?x0) '
    + _doubling(9, "REPLACE(?x, 'a', 'aaaaaaaaaa')") + " }",
    "two hundred thousand values": f"SELECT * {{ VALUES ?x {{ {'1 ' * 200_000} }} }}",
    "a values block full to the brim": f"SELECT * {{ VALUES ?x {{ {'1 ' * 30_000} }} ?s ?p ?x }}",
    "correlated exists": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c "
    "FILTER EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(?d != ?a && ?g != ?c && STR(?f) > STR(?i)) } }",
    "insert a cross product": f"INSERT {{ ?a ?e ?i }} WHERE {{ {CROSS3} }}",
    "parentheses": f"ASK {{ FILTER({_nested('(', 'true', ')', 20_000)}) }}",
    "exclamation marks": f"ASK {{ FILTER({'!' * 20_000}true) }}",
    "minus signs": f"ASK {{ FILTER({'- ' * 20_000}1 = 1) }}",
    "braces that killed a server": "ASK " + _nested("{", "", "}", 545),
    "braces": "ASK " + _nested("{", "", "}", 20_000),
    "parentheses in a path": f"ASK {{ ?a {_nested('(', P, ')', 20_000)} ?b }}",
    "a chain of or": _chain("||", "true", 10_000),
    "a chain of plus": _chain("+", "1", 20_000),
    "nested optionals": f"SELECT * {{ {_nested('OPTIONAL { ?a ?b ?c ', '', '}', 100)} }}",
    "nested sub-selects": _nested("SELECT * { ", "?a ?b ?c", " }", 100),
    "nested blank nodes": f"ASK {{ {_nested(f'[ {P} ', '1', ' ]', 1000)} }}",
    "a nested list": f"ASK {{ {_nested('( ', '1', ' )', 100)} {P} 1 }}",
    "nested triple terms": f"ASK {{ ?s ?p {_nested(f'<<( ?a {P} ', '1', ' )>>', 1000)} }}",
    "a join of forty variables": "SELECT (COUNT(*) AS ?n) { "
    + " . ".join(f"?v{a} {KNOWS} ?v{b}" for a in range(40) for b in range(a)) + " }",
}  # fmt: skip


def generated(number: int, seed: int = 20261122) -> list[str]:
    """Return as many queries out of the grammar; the same number gives the same queries."""
    random = Random(seed)  # noqa: S311
    return [_query(random) for _ in range(number)]


def _query(random: Random) -> str:
    pattern = " ".join(_pattern(random, 0) for _ in range(random.randint(1, 4)))
    return random.choice([
        "SELECT * {{ {} }}", "SELECT DISTINCT * {{ {} }}", "SELECT (COUNT(*) AS ?n) {{ {} }}",
        "SELECT (COUNT(DISTINCT *) AS ?n) {{ {} }}", "SELECT * {{ {} }} ORDER BY ?a DESC(?c)",
        "SELECT ?a (SAMPLE(?c) AS ?x) {{ {} }} GROUP BY ?a HAVING(COUNT(*) > 1)",
        "SELECT (GROUP_CONCAT(STR(?c); SEPARATOR='') AS ?x) {{ {} }}", "ASK {{ {} }}",
        "CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {} }}", "DESCRIBE ?a {{ {} }}",
        "SELECT * {{ {} }} OFFSET 100000000 LIMIT 1", "DELETE WHERE {{ {} }}",
    ]).format(pattern)  # fmt: skip


def _pattern(random: Random, depth: int) -> str:
    inner = " ".join(_pattern(random, depth + 1) for _ in range(2)) if depth < 4 else "?a ?b ?c ."
    return random.choice([
        f"{_node(random)} {_path(random, 0)} {_node(random)} .",
        f"{_node(random)} ?{random.choice('bh')} {_node(random)} .",
        f"{{ {inner} }} UNION {{ {inner} }}", f"OPTIONAL {{ {inner} }}", f"MINUS {{ {inner} }}",
        f"{{ SELECT * {{ {inner} }} ORDER BY ?d }}", f"GRAPH ?g {{ {inner} }}",
        f"FILTER NOT EXISTS {{ {inner} }}", f"FILTER({_expression(random, 0)})",
        f"FILTER EXISTS {{ {inner} }}",
        f"VALUES ?a {{ {' '.join(str(n) for n in range(random.choice([1, 100, 3000])))} }}",
        f"SERVICE <http://127.0.0.1:9/> {{ {inner} }}" if random.random() < 0.1 else "?a ?b ?c .",
    ])  # fmt: skip


def _node(random: Random) -> str:
    return random.choice(["?a", "?c", "?d", "?e", "?f", "[]", "<http://e/n1>", "<http://e/k1>"])


def _path(random: Random, depth: int) -> str:
    if depth > 3:
        return random.choice([P, NEXT, KNOWS, "!<http://e/x>"])
    one, two = _path(random, depth + 1), _path(random, depth + 1)
    return random.choice([P, KNOWS, f"({one})*", f"({one})+", f"({one}|^{two})", f"({one}/{two})"])


def _expression(random: Random, depth: int) -> str:
    if depth > random.choice([2, 3, 60]):
        return random.choice(["?a", "?c", "'aaaaaaaaaaaaaaaa'", "1", "1e308", "true"])
    one = _expression(random, depth + 1)
    return random.choice([
        f"!({one})", f"({one} || {one[:200].count('(') * '('}true{one[:200].count('(') * ')'})",
        f"REGEX(STR({one}), '(a+)+$')", f"STRLEN(CONCAT(STR({one}), STR(?c)))", f"(1 + {one})",
        f"REPLACE(STR({one}), 'a', 'aaaaaaaaaaaa')", f"SHA512(STR({one}))", f"({one} IN (1, ?d))",
    ])  # fmt: skip
