"""What the tests of erasures share: records with words of their own, and where those words lie."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.writing.writer import Writer
from small_records import small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.keeping.stepping import Step
    from kg.writing.writer import Outcome

BASE = "https://example.org/"
TAIL = 4
"""How many letters of a word a full-text index may leave out, as the word before begins so, too."""


@contextmanager
def writing(directory: Path, step: Step = lambda _: None) -> Iterator[Writer]:
    """Write, and publish at the end."""
    with Writer.open(directory, base=BASE, actor="tester", step=step) as writer:
        yield writer
        writer.publish()


def load(writer: Writer, record: str, word: str, **more: object) -> Outcome:
    """Load a record of which text, claim and source say a word that nobody else says."""
    source = {"id": f"paper-{record}", "kind": "article", "title": word, "language": "en"}
    made = small(record, f"The ministry said {word} fell.", writer.known, source=source, **more)
    return writer.load(made)


def places(directory: Path, word: str) -> set[str]:
    """Return the parts of a data directory in which any file holds a word."""
    return {
        "/".join(path.relative_to(directory).parts[:2])
        for path in directory.rglob("*")
        if path.is_file() and is_in(path.read_bytes(), word)
    }


def everything(directory: Path) -> bytes:
    """Return the bytes of all files of a data directory, one after the other."""
    return b"\n".join(path.read_bytes() for path in directory.rglob("*") if path.is_file())


def is_in(content: bytes, word: str) -> bool:
    """Return whether a word stands somewhere, or all but its head."""
    return word[TAIL:].encode() in content
