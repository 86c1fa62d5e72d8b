"""The W3C SPARQL 1.0 and 1.1 query evaluation tests, read from their manifests.

Every data file becomes one named graph whose name is the file's own address, so that a single
server can hold all of them: a test's dataset is then named by the protocol's parameters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, Graph, Namespace, Node
from rdflib.collection import Collection

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
KINDS = {MF.QueryEvaluationTest, MF.CSVResultFormatTest}
MANIFESTS = (
    "sparql10/manifest-evaluation.ttl",
    "sparql11/manifest-sparql11-query.ttl",
    "sparql11/manifest-sparql11-results.ttl",
)
EMPTY = "urn:no-such-graph"


@dataclass(frozen=True)
class Evaluation:
    """One test: a query over a dataset, and the file with its expected result."""

    name: str
    query: Path
    data: tuple[Path, ...]
    graphs: tuple[Path, ...]
    result: Path

    @property
    def text(self) -> str:
        """Return the query with its own address as base, as the manifests mean it."""
        return f"BASE <{self.query.as_uri()}>\n{self.query.read_text('utf-8')}"

    @property
    def names_dataset(self) -> bool:
        """Whether the manifest, and not the query's FROM, says which data it is about."""
        return "FROM" not in self.text

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Return the request parameters that ask this question of the shared server."""
        asked = [("query", self.text)]
        if self.names_dataset:
            asked += [("default-graph-uri", path.as_uri()) for path in self.data]
            asked += [("named-graph-uri", path.as_uri()) for path in self.graphs]
            asked += [] if self.data else [("default-graph-uri", EMPTY)]
        return asked


def evaluations(root: Path) -> Iterator[Evaluation]:
    """Yield every evaluation test below a copy of the suites."""
    for manifest in MANIFESTS:
        for graph in _manifests(root / manifest):
            for entries in graph.objects(None, MF.entries):
                for test in Collection(graph, entries):
                    if graph.value(test, RDF.type) in KINDS:
                        yield _evaluation(root, graph, test)


def _manifests(path: Path) -> Iterator[Graph]:
    graph = Graph().parse(path, publicID=path.as_uri())
    for included in graph.objects(None, MF.include):
        for address in Collection(graph, included):
            yield from _manifests(_path(address))
    yield graph


def _evaluation(root: Path, graph: Graph, test: Node) -> Evaluation:
    action = graph.value(test, MF.action)
    query = _path(graph.value(action, QT.query))
    return Evaluation(
        name=f"{query.parent.relative_to(root)}#{str(test).rsplit('#', 1)[-1].rsplit('/', 1)[-1]}",
        query=query,
        data=tuple(_path(data) for data in graph.objects(action, QT.data)),
        graphs=tuple(_path(data) for data in graph.objects(action, QT.graphData)),
        result=_path(graph.value(test, MF.result)),
    )


def _path(address: Node | None) -> Path:
    return Path(str(address).removeprefix("file://"))


def data_files(root: Path) -> list[Path]:
    """Return every file that some test has as data, or names in its FROM clauses."""
    folders = {test.query.parent for test in evaluations(root)}
    named = {path for test in evaluations(root) for path in (*test.data, *test.graphs)}
    from_clauses = {
        path
        for folder in folders
        if "dataset" in folder.name or folder.name in {"construct", "algebra"}
        for path in folder.glob("data*.ttl")
    }
    return sorted(named | from_clauses)


Outcome = bool | frozenset[str]


def directly(test: Evaluation, everything: ox.Store) -> Outcome:
    """Ask the engine without anything of ours in between."""
    store = everything
    if test.names_dataset:
        store = ox.Store()
        for path in test.data:
            _load(store, path, ox.DefaultGraph())
        for path in test.graphs:
            _load(store, path, ox.NamedNode(path.as_uri()))
    return outcome(store.query(test.text))


def load_everything(root: Path) -> ox.Store:
    """Return a store with each data file as a graph of its own."""
    store = ox.Store()
    for path in data_files(root):
        _load(store, path, ox.NamedNode(path.as_uri()))
    return store


def _load(store: ox.Store, path: Path, graph: ox.NamedNode | ox.DefaultGraph) -> None:
    store.load(path=str(path), base_iri=path.as_uri(), to_graph=graph)


def outcome(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Outcome:
    """Return a result as something that can be compared: blank nodes have canonical names."""
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QueryTriples):
        return _canonical(list(result))
    names = [variable.value for variable in result.variables]
    rows = [{name: row[name] for name in names if row[name] is not None} for row in result]
    return solutions(names, rows)


def solutions(
    names: list[str], rows: list[dict[str, ox.NamedNode | ox.Literal | ox.BlankNode]]
) -> Outcome:
    """Return rows as a multiset, written as triples so that blank nodes can be canonised."""
    head = ox.NamedNode("urn:head")
    triples = [ox.Triple(head, ox.NamedNode("urn:variable"), ox.Literal(name)) for name in names]
    for row in rows:
        node = ox.BlankNode()
        triples.append(ox.Triple(node, ox.NamedNode("urn:row-of"), head))
        triples += [ox.Triple(node, ox.NamedNode(f"urn:value:{k}"), v) for k, v in row.items()]
    return _canonical(triples)


def _canonical(triples: list[ox.Triple]) -> Outcome:
    store = ox.Store()  # a store normalises literals the same way for both sides
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(str(quad) for quad in dataset)


def expected(test: Evaluation) -> Outcome:
    """Read the expected result of a test from its file."""
    ending = test.result.suffix
    if ending in {".srx", ".srj", ".tsv"}:
        form = {
            ".srx": ox.QueryResultsFormat.XML,
            ".srj": ox.QueryResultsFormat.JSON,
            ".tsv": ox.QueryResultsFormat.TSV,
        }[ending]
        return outcome(ox.parse_query_results(test.result.read_bytes(), form))
    quads = list(ox.parse(path=str(test.result), base_iri=test.result.as_uri()))
    if any(
        quad.object.value == RS + "ResultSet"
        for quad in quads
        if isinstance(quad.object, ox.NamedNode)
    ):
        return _result_set(quads)
    return _canonical([quad.triple for quad in quads])


def _result_set(quads: list[ox.Quad]) -> Outcome:
    """Read the older vocabulary for results (DAWG result sets in RDF)."""
    index: dict[object, dict[str, list[ox.NamedNode | ox.Literal | ox.BlankNode]]] = {}
    for quad in quads:
        local = quad.predicate.value.removeprefix(RS)
        index.setdefault(quad.subject, {}).setdefault(local, []).append(quad.object)
    a_head = {"resultVariable", "boolean", "solution"}
    head = next((found for found in index.values() if a_head & found.keys()), {})
    if "boolean" in head:
        return head["boolean"][0].value == "true"
    rows = []
    for solution in head.get("solution", []):
        bindings = [index[binding] for binding in index.get(solution, {}).get("binding", [])]
        rows.append({b["variable"][0].value: b["value"][0] for b in bindings})
    return solutions([name.value for name in head.get("resultVariable", [])], rows)
