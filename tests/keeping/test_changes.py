"""The graph of changes: one node a public event, which outlives what it brought."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, QuerySolutions, Store

from erasing import BASE, everything
from judging import opinion
from kg.auditing.verifying import verify
from kg.keeping.generations import current_generation
from kg.keeping.layout import Layout
from kg.preserving.rebuilding import rebuild
from kg.writing.writer import Writer
from small_records import DAM, small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START: Final = datetime(2026, 11, 1, tzinfo=UTC)
TOLD: Final = """
PREFIX cp: <https://w3id.org/claim-provenance#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?number ?kind ?id ?version ?superseded ?reason ?name {
  GRAPH <https://example.org/graph/changes> {
    ?event a cp:Change ; cp:eventNumber ?number ; cp:changeKind ?kind ; cp:changedId ?id ;
      prov:endedAtTime ?at ; prov:wasAssociatedWith ?actor .
    ?actor rdfs:label ?name .
    OPTIONAL { ?event cp:version ?version }
    OPTIONAL { ?event cp:supersededVersion ?superseded }
    OPTIONAL { ?event rdfs:comment ?reason }
  }
} ORDER BY ?number
"""
Told = tuple[str | None, ...]


@contextmanager
def writing(directory: Path, actor: str = "ana") -> Iterator[Writer]:
    """Write with a clock that shows the number of the next event as the day of the month."""
    with Writer.open(
        directory,
        base=BASE,
        actor=actor,
        clock=lambda: START + timedelta(days=writer.revision),
    ) as writer:
        yield writer
        writer.publish()


def told(directory: Path) -> list[Told]:
    """Return number, kind, id, version, superseded version, reason and actor of each change."""
    generation = current_generation(Layout(directory))
    assert generation is not None
    rows = Store.read_only(str(generation.store)).query(TOLD)
    assert isinstance(rows, QuerySolutions)
    return [tuple(_text(term) for term in row) for row in rows]


def _text(term: object) -> str | None:
    if isinstance(term, NamedNode):
        return term.value.rpartition("#")[2]
    return None if term is None else str(term.value)  # type: ignore[attr-defined]


def lived(directory: Path) -> None:
    """Accept, change, draft, retract, accept anew."""
    with writing(directory) as writer:
        writer.load(small("hill"))
        writer.load(small("hill", HILL_TOO))
        writer.load(small("dam", DAM, writer.known, status="draft"))
    with writing(directory, "bo") as writer:
        writer.retract("hill", "it was a forgery")
        writer.load(small("hill"))


HILL_TOO: Final = "The ministry said the hill was held."
LIVED: Final[list[Told]] = [
    ("1", "accepted", "hill", "1", None, None, "ana"),
    ("2", "changed", "hill", "2", "1", None, "ana"),
    ("4", "retracted", "hill", "2", None, "it was a forgery", "bo"),
    ("5", "accepted", "hill", "3", None, None, "bo"),
]


def test_every_public_event_is_told_and_a_draft_is_not(folder: Path) -> None:
    lived(folder / "data")
    assert told(folder / "data") == LIVED
    assert verify(folder / "data", deep=True).findings == []


def test_the_same_is_told_when_all_is_made_again_from_the_ledger(folder: Path) -> None:
    lived(folder / "data")
    rebuild(folder / "data", to=folder / "view")
    assert told(folder / "view") == LIVED


def test_a_past_day_is_shown_with_the_changes_up_to_then(folder: Path) -> None:
    lived(folder / "data")
    rebuild(folder / "data", to=folder / "view", as_of=START + timedelta(days=2))
    assert told(folder / "view") == LIVED[:2]


def test_an_erasure_leaves_of_all_changes_only_who_made_them_and_when(folder: Path) -> None:
    lived(folder / "data")
    with writing(folder / "data") as writer:
        writer.load(small("dam", DAM, writer.known))
        writer.erase("hill", "a court said so")
    assert told(folder / "data") == [
        ("1", "accepted", "hill", None, None, None, "ana"),
        ("2", "changed", "hill", None, None, None, "ana"),
        ("4", "retracted", "hill", None, None, None, "bo"),
        ("5", "accepted", "hill", None, None, None, "bo"),
        ("6", "accepted", "dam", "1", None, None, "ana"),
        ("7", "erased", "hill", None, None, None, "ana"),
    ]
    assert verify(folder / "data", deep=True).findings == []
    for words in (b"it was a forgery", b"a court said so"):
        assert words not in everything(folder / "data" / "generations")


def test_what_was_erased_since_is_bare_in_a_view_of_before_the_erasure(folder: Path) -> None:
    lived(folder / "data")
    with writing(folder / "data") as writer:
        writer.erase("hill", "a court said so")
        writer.load(small("hill"), even_if_erased=True)
    rebuild(folder / "data", to=folder / "past", as_of=START + timedelta(days=4))
    assert [change[1:6] for change in told(folder / "past")] == [
        (kind, "hill", None, None, None)
        for kind in ("accepted", "changed", "retracted", "accepted")
    ]
    rebuild(folder / "data", to=folder / "now")
    assert told(folder / "now") == told(folder / "data")
    assert told(folder / "now")[-1] == ("7", "accepted", "hill", "4", None, None, "ana")


def test_what_happens_to_a_judgement_by_itself_is_told_too(folder: Path) -> None:
    with writing(folder / "data") as writer:
        writer.load(small("hill"))
        writer.load(small("dam", DAM, writer.known))
        given = writer.judge(opinion()).judgement
        writer.judge(opinion(reason="one of them is forged"))
        writer.withdraw(given, "both may be")
        writer.judge(opinion())
    name, lived = f"judgement/{given}", told(folder / "data")[2:]
    assert lived == [
        ("3", "given", name, "1", None, None, "ana"),
        ("4", "changed", name, "2", "1", None, "ana"),
        ("5", "withdrawn", name, "2", None, "both may be", "ana"),
        ("6", "given", name, "3", None, None, "ana"),
    ]
    rebuild(folder / "data", to=folder / "view")
    assert told(folder / "view")[2:] == lived
    with writing(folder / "data") as writer:
        writer.erase(name, "a court said so")
    assert told(folder / "data")[2:] == [
        *((number, kind, name, None, None, None, who) for number, kind, *_, who in lived),
        ("7", "erased", name, None, None, None, "ana"),
    ]
    assert verify(folder / "data", deep=True).findings == []


def test_the_erasure_of_what_was_only_a_draft_is_not_told(folder: Path) -> None:
    with writing(folder / "data") as writer:
        writer.load(small("hill"))
        writer.load(small("dam", DAM, writer.known, status="draft"))
        writer.erase("dam", "it should not have come")
    assert [change[2] for change in told(folder / "data")] == ["hill"]
