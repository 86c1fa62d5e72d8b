"""Answers kept for whoever asks the same, as long as the collection shown is the same."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from kg.collection.editions import Edition

Key: TypeAlias = tuple[str, bytes, str]
"""Path, query string and `Accept`: what an answer to everybody depends on, beside the edition."""

_ABOUT: Final = 2048
"""Bytes an answer takes beside its body and its address: its headers, and what holds it."""
_AT_ONCE: Final = 32
"""Outdated answers let go of at a time, so that no request waits until all are."""
_PART: Final = 8
"""No answer takes more than this part of the room, or it would push out all others."""
_UNCHANGED: Final = frozenset(
    (b"etag", b"vary", b"cache-control", b"content-security-policy", b"x-kg-as-of")
)
"""What a 304 repeats of an answer: caches take over its headers (RFC 9111 section 3.2)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A public answer with an entity tag; `body` is None where only the tag is known.

    `route` and `query` are what the journal names: the route that answered, the query's hash.
    """

    tag: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes | None
    route: Any
    query: str | None

    @property
    def unchanged(self) -> list[tuple[bytes, bytes]]:
        """The headers of a 304 that stands for this answer."""
        return [header for header in self.headers if header[0] in _UNCHANGED]


class Kept:
    """Keeps answers within so many bytes; those that were not asked for longest go first.

    An answer of another edition is never given, and let go of little by little.
    """

    def __init__(self, most_bytes: int) -> None:
        """Keep answers of `most_bytes` together, with what they take beside their bodies."""
        self._most = most_bytes
        self._answers: OrderedDict[Key, tuple[Edition, Answer]] = OrderedDict()
        self.bytes = 0
        """How many bytes are kept, outdated ones included."""

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._answers)

    def get(self, key: Key, edition: Edition) -> Answer | None:
        """Return the answer of this very edition; None where none is kept."""
        self._let_go(edition)
        found = self._answers.get(key)
        if found is None:
            return None
        if found[0] is not edition:
            self._drop(key)
            return None
        self._answers.move_to_end(key)
        return found[1]

    def keep(self, key: Key, edition: Edition, answer: Answer) -> None:
        """Keep an answer of an edition, in place of what was kept of the same request."""
        if key in self._answers:
            self._drop(key)
        size = _size(key, answer)
        if size > self._most // _PART:
            return
        self._answers[key] = edition, answer
        self.bytes += size
        while self.bytes > self._most:
            self._drop(next(iter(self._answers)))

    def _let_go(self, edition: Edition) -> None:
        """Drop some of what is outdated: it stands first, as nobody gets it any more."""
        for _ in range(_AT_ONCE):
            first = next(iter(self._answers.items()), None)
            if first is None or first[1][0] is edition:
                return
            self._drop(first[0])

    def _drop(self, key: Key) -> None:
        _, answer = self._answers.pop(key)
        self.bytes -= _size(key, answer)


def _size(key: Key, answer: Answer) -> int:
    path, query, accept = key
    return _ABOUT + 4 * (len(path) + len(accept)) + len(query) + len(answer.body or b"")
