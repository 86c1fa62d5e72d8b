"""The embedded store reads one generation per answer, and loses none when the next one comes."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from kg.errors import (
    BadParameterError,
    BadQueryError,
    NotAcceptableError,
    StoreBusyError,
    StoreUnreachableError,
)
from kg.model.terms import Iri, Literal
from kg.store.base import Dataset, Formats, GraphFormat, Limits, ResultFormat
from kg.store.embedded import EmbeddedStore
from kg.store.location import Generations, Shown
from small_store import QUADS, write_generation

if TYPE_CHECKING:
    from pathlib import Path

    from kg.pool.pool import Pool

pytestmark = pytest.mark.anyio

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def quads(number: int) -> bytes:
    return b"".join(
        b"<http://e/s> <http://e/p> <http://e/o%d> <http://e/g> .\n" % n for n in range(number)
    )


async def count(store: EmbeddedStore) -> tuple[int, int | None]:
    rows = await store.select(COUNT)
    number = rows.rows[0]["n"]
    assert isinstance(number, Literal)
    return int(number.value), rows.revision


async def test_an_answer_carries_the_revision_it_was_made_from(pool: Pool, tmp_path: Path) -> None:
    store = EmbeddedStore(pool, Generations(tmp_path))
    assert store.revision is None
    with pytest.raises(StoreUnreachableError):
        await store.ask("ASK {}")
    write_generation(tmp_path, "1", quads(1))
    assert (store.revision, await count(store)) == (1, (1, 1))
    write_generation(tmp_path, "2", quads(2))
    assert (store.revision, await count(store)) == (2, (2, 2))


async def test_no_question_is_lost_while_generations_come_and_go(
    pool: Pool, tmp_path: Path
) -> None:
    write_generation(tmp_path, "1", quads(1))
    store = EmbeddedStore(pool, Generations(tmp_path))
    answers: list[tuple[int, int | None]] = []
    done = asyncio.Event()

    async def reader() -> None:
        while not done.is_set():
            answers.append(await count(store))

    readers = [asyncio.create_task(reader()) for _ in range(4)]
    for revision in range(2, 5):
        write_generation(tmp_path, str(revision), quads(revision))
        shutil.rmtree(tmp_path / "generations" / str(revision - 1))
        await asyncio.sleep(0.05)
    done.set()
    await asyncio.gather(*readers)
    assert all(number == revision for number, revision in answers)
    assert answers[-1] == (4, 4)


class Stale:
    """A location that is one step behind, as a reader is when the writer removes a generation."""

    def __init__(self, *shown: Shown) -> None:
        self._shown = list(shown)

    def current(self) -> Shown:
        return self._shown.pop(0) if len(self._shown) > 1 else self._shown[0]


async def test_a_generation_removed_before_it_was_opened_makes_way_for_the_next(
    pool: Pool, tmp_path: Path
) -> None:
    write_generation(tmp_path, "2", quads(2))
    gone = Shown("disk", tmp_path / "generations" / "1", 1)
    here = Shown("disk", tmp_path / "generations" / "2", 2)
    assert await count(EmbeddedStore(pool, Stale(gone, here))) == (2, 2)
    with pytest.raises(StoreUnreachableError, match="cannot be opened"):
        await count(EmbeddedStore(pool, Stale(gone)))


async def test_a_busy_pool_is_not_asked_again(pool: Pool, tmp_path: Path) -> None:
    store = EmbeddedStore(pool, Stale(*(Shown("disk", tmp_path / name) for name in "ab")))

    async def busy(*_: object, **__: object) -> None:
        raise StoreBusyError("all busy")

    store._pool = type("BusyPool", (), {"run": staticmethod(busy)})()
    with pytest.raises(StoreBusyError):
        await store.ask("ASK {}")


async def test_quads_are_held_in_memory(pool: Pool) -> None:
    node = pyoxigraph.NamedNode
    quad = pyoxigraph.Quad(
        node("http://e/s"), node("http://e/p"), node("http://e/o"), node("http://e/g")
    )
    store = EmbeddedStore.from_quads(pool, [quad], revision=5)
    assert (store.revision, await count(store)) == (5, (1, 5))
    path = store._location.current().path
    await store.aclose()
    assert not path.exists()


async def test_text_that_is_no_n_quads_is_unreachable(pool: Pool) -> None:
    store = EmbeddedStore.from_nquads(pool, b"no quads")
    with pytest.raises(StoreUnreachableError):
        await store.ask("ASK {}")
    await store.aclose()


async def test_a_store_opened_by_itself_closes_its_workers(tmp_path: Path) -> None:
    write_generation(tmp_path, "1")
    store = await EmbeddedStore.open(tmp_path, workers=1)
    assert await store.ask("ASK { <http://e/mod> ?p ?o }")
    await store.aclose()
    with pytest.raises(StoreUnreachableError):
        await store.ask("ASK {}")


async def test_from_narrows_the_union_of_all_graphs(pool: Pool) -> None:
    store = EmbeddedStore.from_nquads(pool, QUADS)
    rows = await store.select("SELECT DISTINCT ?s FROM <http://e/g2> WHERE { ?s ?p ?o }")
    assert rows.rows == [{"s": Iri("http://e/claim")}]
    only_named = "ASK FROM NAMED <http://e/g2> { ?s ?p ?o }"
    assert not await store.ask(only_named)  # SPARQL 1.1 section 13.2: the default graph is empty
    await store.aclose()


async def test_without_the_union_the_default_graph_is_its_own(pool: Pool, tmp_path: Path) -> None:
    write_generation(tmp_path, "1", QUADS + b"<http://e/a> <http://e/b> <http://e/c> .\n")
    store = EmbeddedStore(pool, Generations(tmp_path), union_default_graph=False)
    rows = await store.select("SELECT ?s WHERE { ?s ?p ?o }")
    assert rows.rows == [{"s": Iri("http://e/a")}]


async def test_relative_iris_need_a_base(pool: Pool, tmp_path: Path) -> None:
    write_generation(tmp_path, "1")
    text = "ASK { <mod> ?p ?o }"
    with pytest.raises(BadQueryError, match="relative"):
        await EmbeddedStore(pool, Generations(tmp_path)).ask(text)
    assert await EmbeddedStore(pool, Generations(tmp_path), base="http://e/").ask(text)


async def test_a_directory_made_anew_is_not_mistaken_for_the_old_one(
    pool: Pool, tmp_path: Path
) -> None:
    store = EmbeddedStore(pool, Generations(tmp_path))
    write_generation(tmp_path, "1", quads(1))
    assert await count(store) == (1, 1)
    shutil.rmtree(tmp_path / "generations")
    write_generation(tmp_path, "1", quads(2))
    assert await count(store) == (2, 1)


async def test_a_graph_named_by_what_is_no_iri_is_refused(pool: Pool) -> None:
    store = EmbeddedStore.from_nquads(pool, QUADS)
    with pytest.raises(BadParameterError) as caught:
        await store.query("ASK {}", dataset=Dataset(default_graphs=("not an iri",)))
    assert "default-graph-uri" in str(caught.value.where)
    await store.aclose()


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ('SELECT ("\\u0001" AS ?x) {}', Formats(rows=ResultFormat.XML)),
        ('CONSTRUCT { <u:a> <u:b> "\\u0000" } WHERE {}', Formats(graph=GraphFormat.RDF_XML)),
        ("CONSTRUCT { <u:a> <u:b/> 1 } WHERE {}", Formats(graph=GraphFormat.RDF_XML)),
    ],
)
async def test_what_xml_cannot_carry_is_not_sent_as_xml(
    pool: Pool, text: str, formats: Formats
) -> None:
    store = EmbeddedStore.from_nquads(pool, b"")
    with pytest.raises(NotAcceptableError, match="XML"):
        await store.query(text, formats=formats)
    assert (await store.query(text)).body
    await store.aclose()


async def test_a_function_unknown_by_its_short_name_is_refused_without_a_place(pool: Pool) -> None:
    store = EmbeddedStore.from_nquads(pool, b"")
    with pytest.raises(BadQueryError, match="no function <http://e/f>") as caught:
        await store.ask("PREFIX e: <http://e/> ASK { FILTER(e:f(1)) }")
    assert caught.value.line is None
    await store.aclose()


async def test_lines_inside_values_are_not_rows(pool: Pool) -> None:
    store = EmbeddedStore.from_nquads(pool, b"")
    text = 'SELECT * { VALUES ?x { "a\\nb" "c\\"d\\r\\n" UNDEF } }'
    answer = await store.query(text, formats=Formats(rows=ResultFormat.CSV), limits=Limits(rows=3))
    assert answer.body == b'x\r\n"a\nb"\r\n"c""d\r\n"\r\n\r\n'
    await store.aclose()
