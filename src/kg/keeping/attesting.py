"""Signing what the ledger holds, so that it cannot be changed later without that being seen.

Nothing is signed before it was compared with what was signed last: a key that signed two
histories would prove nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import LedgerError
from kg.keeping.stepping import Step, no_step
from kg.ledger import Frontier, Keys, leaves, read, read_checkpoints
from kg.ledger.checkpoint import FIRST, Checkpoint, add_checkpoint, sign

if TYPE_CHECKING:
    from kg.keeping.layout import Layout
    from kg.keeping.live import Live

TREE: Final = "tree"
"""Under which name the books remember the tree as it was signed last."""

SIGNED: Final = "checkpoint"
"""Under which name the books remember the last checkpoint."""


@dataclass(frozen=True, slots=True)
class Attested:
    """How many lines the ledger has, and the root of their Merkle tree in hexadecimal."""

    events: int
    root: str


NOTHING: Final = Attested(0, "")


def attest(layout: Layout, live: Live, step: Step = no_step) -> Attested:
    """Sign what the ledger holds, unless that was done. Needs the lock.

    Raises:
        LedgerError: checkpoints or keys are damaged, or the ledger does not begin with what was
            signed last. Nothing is signed then.
    """
    known = read_checkpoints(layout.checkpoints)
    tree = _grown(layout, _remembered(live.books.fact(TREE)), known.last)
    if tree.size == 0:
        return Attested(0, tree.root.hex())
    name = origin(layout, live.base)
    if known.last and known.last.origin != name:
        raise _forked(layout, f"is {name}, not {known.last.origin}")
    made = known.last
    if made is None or made.size < tree.size:
        before = made.digest if made else FIRST
        made = sign(Keys(layout.keys).signer(name), tree.size, tree.root, before)
        add_checkpoint(layout.checkpoints, known, made)
        step("checkpoint-signed")
    _remember(live, tree, made)
    return Attested(tree.size, tree.root.hex())


def attested_up_to(ledger: Path, size: int) -> Attested:
    """Return what the first `size` lines of a ledger amount to; nothing is signed."""
    tree = Frontier()
    for leaf in islice(leaves(ledger), size):
        tree.add(leaf)
    return Attested(tree.size, tree.root.hex())


def origin(layout: Layout, base: str) -> str:
    """Return the name of the ledger: its base and the hash of its first line, so it is its own."""
    first = next(read(layout.ledger))
    place = base.partition("://")[2].rstrip("/#").replace("+", "%2B")
    return f"{place}/ledger/{first.digest[:16]}"


def _grown(layout: Layout, tree: Frontier, last: Checkpoint | None) -> Frontier:
    """Bring a tree to the end of the ledger, making sure it goes through what was signed last."""
    if last is None or (tree.size, tree.root) != (last.size, last.root):
        tree = Frontier()
    for _ in _through(layout, tree):
        if last and tree.size == last.size and tree.root != last.root:
            raise _forked(layout, f"had another event among the first {last.size}")
    if last and tree.size < last.size:
        raise _forked(layout, f"had {last.size} events, and has {tree.size}")
    return tree


def _through(layout: Layout, tree: Frontier) -> Iterator[Frontier]:
    for leaf in leaves(layout.ledger, after=tree.size):
        tree.add(leaf)
        yield tree


def _forked(layout: Layout, how: str) -> LedgerError:
    return LedgerError(
        f"The ledger is not the one that was signed: it {how}",
        where=str(layout.checkpoints),
        hint="bring the ledger back from a backup; nothing is signed before",
    )


def _remembered(text: str) -> Frontier:
    size, *peaks = text.split() or ["0"]
    return Frontier(int(size), [bytes.fromhex(peak) for peak in peaks])


def _remember(live: Live, tree: Frontier, made: Checkpoint) -> None:
    """Note the tree, to go on from it next time, and the checkpoint, to miss it when it is gone."""
    told = " ".join([str(tree.size), *(peak.hex() for peak in tree.peaks)])
    if live.books.fact(TREE) != told or live.books.fact(SIGNED) != made.digest.hex():
        live.books.remember(TREE, told)
        live.books.remember(SIGNED, made.digest.hex())
