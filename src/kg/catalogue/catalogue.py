"""All documented queries, by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Final, Self

from typing_extensions import override

from kg.catalogue.query import Query, read_query
from kg.errors import DataError, UnknownQueryError

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class _NoSuchQueryError(UnknownQueryError, KeyError):
    """Also a KeyError, so that `in` and `get` of the mapping work as of any mapping."""


class Catalogue(Mapping[str, Query]):
    """The queries of one or more folders, each named `noun/question` after its file.

    >>> from kg.assets import directory
    >>> catalogue = Catalogue.load([directory("queries")], base="https://example.org/")
    >>> catalogue["claims/sources"].bind({"claim": "restraint-called-for"}) != ""
    True
    """

    def __init__(self, queries: Mapping[str, Callable[[], Query]]) -> None:
        """Keep the queries in the order of their names, each read when it is first asked for."""
        self._unread = dict(sorted(queries.items()))
        self._read: dict[str, Query] = {}

    @classmethod
    def load(cls, directories: Sequence[Path], base: str) -> Self:
        """Read every `noun/question.rq` under the folders; `base` is what ids become IRIs with.

        The first folder has the shipped queries; others may add queries, never replace one.

        Raises:
            DataError: a file is no documented query, or its name is wrong or taken.
        """
        catalogue = cls.as_asked(directories, base)
        for name in catalogue:
            catalogue[name]
        return catalogue

    @classmethod
    def as_asked(cls, directories: Sequence[Path], base: str) -> Self:
        """Do the same, but read each query when it is first asked for.

        Raises:
            DataError: a name is wrong or taken. What a file says is found out when it is read.
        """
        paths: dict[str, Path] = {}
        queries: dict[str, Callable[[], Query]] = {}
        for directory in directories:
            for path in _files(directory):
                name = _name(path, directory)
                if taken := paths.get(name):
                    raise DataError(
                        f"the query {name} exists already, in {taken}",
                        where=str(path),
                        hint="a folder adds queries and never replaces one: rename the file",
                    )
                paths[name] = path
                queries[name] = partial(read_query, path, name, base)
        return cls(queries)

    @override
    def __getitem__(self, name: str) -> Query:
        """Return the query of that name, or raise UnknownQueryError with names that are close."""
        if query := self._read.get(name):
            return query
        if read := self._unread.get(name):
            query = self._read[name] = read()
            return query
        raise _NoSuchQueryError(f"there is no query “{name}”", where=name, hint=self._near(name))

    @override
    def __iter__(self) -> Iterator[str]:
        """Yield the names in order."""
        return iter(self._unread)

    @override
    def __len__(self) -> int:
        """Return how many queries there are."""
        return len(self._unread)

    def _near(self, name: str) -> str:
        by_question = [each for each in self if each.partition("/")[2] == name.rpartition("/")[2]]
        close = get_close_matches(name, self, n=3) or by_question
        meant = f"did you mean {' or '.join(close)}? " if close else ""
        return f"{meant}`kg queries list` shows all {len(self)}"


def queries_in(directory: Path, base: str) -> Iterator[tuple[Path, Callable[[], Query]]]:
    """Yield each `.rq` file under the folder with what reads it, so that faults come one by one.

    Raises:
        DataError: there is no such folder.
    """
    for path in _files(directory):
        yield path, partial(_read, path, directory, base)


def _files(directory: Path) -> Iterator[Path]:
    if not directory.is_dir():
        raise DataError("no such folder of queries", where=str(directory))
    yield from sorted(directory.rglob("*.rq"))


def _read(path: Path, directory: Path, base: str) -> Query:
    return read_query(path, _name(path, directory), base)


def _name(path: Path, directory: Path) -> str:
    parts = path.relative_to(directory).with_suffix("").parts
    if len(parts) != 2 or not all(map(_SLUG.fullmatch, parts)):  # noqa: PLR2004  (noun, question)
        raise DataError(
            "a query lies at noun/question.rq, in lower-case words joined by hyphens",
            where=str(path),
        )
    return "/".join(parts)
