"""The Merkle tree of RFC 6962, section 2.1, over the lines of the ledger.

Its root is one hash for everything written so far. A few hashes more prove that a line is in it,
or that a later tree begins with the same lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

EMPTY: Final = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of a leaf; the prefix keeps a leaf from being taken for a node."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that only grows, kept as the roots of its whole subtrees, the largest first."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """Begin a tree, or go on with one; raise ValueError if the peaks are not of that size."""
        if size < 0 or len(peaks) != size.bit_count():
            raise ValueError(f"{len(peaks)} subtrees do not make a tree of {size}")
        self.size = size
        self.peaks = list(peaks)

    def add(self, leaf: bytes) -> None:
        """Add the hash of the next leaf."""
        whole = self.size
        while whole & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            whole >>= 1
        self.peaks.append(leaf)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The root of the tree as it is now."""
        if not self.peaks:
            return EMPTY
        *others, top = self.peaks
        for peak in reversed(others):
            top = node_hash(peak, top)
        return top


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over some leaf hashes."""
    tree = Frontier()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return what proves that a leaf is in the tree (RFC 6962, 2.1.1); `index` counts from 0."""
    if not 0 <= index < len(leaves):
        raise ValueError(f"a tree of {len(leaves)} has no leaf {index}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return [*inclusion(left, index), root_of(right)]
    return [*inclusion(right, index - split), root_of(left)]


def consistency(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """Return what proves that the tree of the `first` leaves is how this one began (2.1.2)."""
    if not 0 < first <= len(leaves):
        raise ValueError(f"a tree of {len(leaves)} did not begin with {first}")
    return _subproof(leaves, first, known=True)


def _subproof(leaves: Sequence[bytes], first: int, *, known: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if known else [root_of(leaves)]
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if first <= split:
        return [*_subproof(left, first, known=known), root_of(right)]
    return [*_subproof(right, first - split, known=False), root_of(left)]


def _split(size: int) -> int:
    """Return the largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether a proof shows a leaf hash at `index` (from 0) in the tree of that root."""
    if not 0 <= index < size:
        return False
    node, last, top = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            top = node_hash(step, top)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            top = node_hash(top, step)
        node, last = node >> 1, last >> 1
    return last == 0 and top == root


def consistent(
    first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Return whether a proof shows that the second tree begins with the first (RFC 9162, 2.1.4)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    steps = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    if not steps:
        return False
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, step)
        node, last = node >> 1, last >> 1
    return last == 0 and (old, new) == (first_root, second_root)
