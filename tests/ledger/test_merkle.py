"""The Merkle tree against the vectors of Certificate Transparency and against the definition."""

from __future__ import annotations

import hashlib
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ledger.merkle import (
    EMPTY,
    Frontier,
    consistency,
    consistent,
    included,
    inclusion,
    leaf_hash,
    root_of,
)

# The eight leaves and what belongs to them, as the reference implementation publishes them.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
INPUTS.append("606162636465666768696a6b6c6d6e6f")
LEAVES = [leaf_hash(bytes.fromhex(content)) for content in INPUTS]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
ONE = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
TWO_THREE = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
UPPER = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
FOUR = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
SIX_SEVEN = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
FOUR_FIVE = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
INCLUSIONS = [
    (0, 1, []),
    (0, 8, [ONE, TWO_THREE, UPPER]),
    (5, 8, [FOUR, SIX_SEVEN, ROOTS[4]]),
    (2, 3, [ROOTS[2]]),
    (1, 5, [ROOTS[1], TWO_THREE, FOUR]),
]
CONSISTENCIES = [
    (1, 1, []),
    (1, 8, [ONE, TWO_THREE, UPPER]),
    (6, 8, [FOUR_FIVE, SIX_SEVEN, ROOTS[4]]),
    (2, 5, [TWO_THREE, FOUR]),
]
MANY = st.integers(1, 40).flatmap(
    lambda size: st.tuples(st.just(size), st.integers(0, size - 1), st.integers(1, size))
)


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(number.to_bytes(2)) for number in range(size)]


def defined_root(leaves: list[bytes]) -> bytes:
    """Return MTH as section 2.1 defines it, split by counting up."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = max(2**power for power in range(8) if 2**power < len(leaves))
    halves = defined_root(leaves[:split]) + defined_root(leaves[split:])
    return hashlib.sha256(b"\x01" + halves).digest()


def hexes(hashes: list[bytes]) -> list[str]:
    return [one.hex() for one in hashes]


def raw(proof: list[str]) -> list[bytes]:
    return [bytes.fromhex(step) for step in proof]


def test_the_published_roots_come_out() -> None:
    assert [root_of(LEAVES[:size]).hex() for size in range(9)] == ROOTS
    assert EMPTY.hex() == ROOTS[0]


@pytest.mark.parametrize(("index", "size", "proof"), INCLUSIONS)
def test_the_published_inclusion_proofs_come_out(index: int, size: int, proof: list[str]) -> None:
    assert hexes(inclusion(LEAVES[:size], index)) == proof
    assert included(LEAVES[index], index, size, raw(proof), bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("first", "second", "proof"), CONSISTENCIES)
def test_the_published_consistency_proofs_come_out(
    first: int, second: int, proof: list[str]
) -> None:
    assert hexes(consistency(LEAVES[:second], first)) == proof
    roots = bytes.fromhex(ROOTS[first]), bytes.fromhex(ROOTS[second])
    assert consistent(first, second, *roots, raw(proof))


@given(MANY)
def test_a_tree_is_what_the_rfc_defines_and_proves_what_is_in_it(
    drawn: tuple[int, int, int],
) -> None:
    size, index, first = drawn
    leaves = leaves_of(size)
    root, earlier = defined_root(leaves), defined_root(leaves[:first])
    assert root_of(leaves) == root
    assert included(leaves[index], index, size, inclusion(leaves, index), root)
    assert consistent(first, size, earlier, root, consistency(leaves, first))


@given(MANY, st.integers(0, 10**6), st.integers(0, 255))
def test_a_proof_with_a_bit_changed_a_step_more_or_a_step_less_proves_nothing(
    drawn: tuple[int, int, int], place: int, bit: int
) -> None:
    size, index, first = drawn
    leaves = leaves_of(size)
    root, earlier = defined_root(leaves), defined_root(leaves[:first])
    for changed in changes(inclusion(leaves, index), place, bit):
        assert not included(leaves[index], index, size, changed, root)
    for changed in changes(consistency(leaves, first), place, bit):
        assert not consistent(first, size, earlier, root, changed)


def changes(proof: list[bytes], place: int, bit: int) -> list[list[bytes]]:
    longer = [*proof, leaf_hash(b"more")]
    if not proof:
        return [longer]
    at = place % len(proof)
    flipped = (int.from_bytes(proof[at]) ^ (1 << bit)).to_bytes(32)
    return [longer, proof[:-1], [*proof[:at], flipped, *proof[at + 1 :]], proof[1:]]


def test_a_leaf_is_proven_at_its_own_place_and_nowhere_else() -> None:
    root, checked = root_of(LEAVES), 0
    for index, place, size in product(range(8), range(-1, 9), range(10)):
        shown = included(LEAVES[index], place, size, inclusion(LEAVES, index), root)
        if size == 8:
            assert shown == (index == place)
            checked += 1
    assert checked == 80


def test_another_tree_is_not_taken_for_the_beginning() -> None:
    root = root_of(LEAVES)
    for first in range(1, 8):
        proof = consistency(LEAVES, first)
        assert not consistent(first, 8, root_of(LEAVES[1 : first + 1]), root, proof)
        assert not consistent(first, 8, root_of(LEAVES[:first]), EMPTY, proof)
        assert not consistent(first, 8, root_of(LEAVES[:first]), root, [])
    assert not consistent(0, 8, EMPTY, root, [])
    assert not consistent(9, 8, EMPTY, root, [])
    assert not consistent(8, 8, EMPTY, root, [])


def test_no_proof_is_made_of_what_is_not_there() -> None:
    with pytest.raises(ValueError, match="a tree of 8 has no leaf 8"):
        inclusion(LEAVES, 8)
    with pytest.raises(ValueError, match="a tree of 8 did not begin with 9"):
        consistency(LEAVES, 9)
    with pytest.raises(ValueError, match="0 subtrees do not make a tree of 1"):
        Frontier(1)


def test_a_tree_goes_on_from_its_subtrees() -> None:
    begun = Frontier()
    for leaf in LEAVES[:5]:
        begun.add(leaf)
    again = Frontier(begun.size, begun.peaks)
    for leaf in LEAVES[5:]:
        again.add(leaf)
    assert again.root.hex() == ROOTS[8]
