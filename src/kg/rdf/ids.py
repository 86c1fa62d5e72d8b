"""The IRI of everything, minted from its id in one place.

>>> Iris("https://w3id.org/claim-provenance/").speaker("mod").value
'https://w3id.org/claim-provenance/speaker/mod'
"""

from __future__ import annotations

from typing import Literal, TypeAlias
from urllib.parse import quote

from pyoxigraph import NamedNode

Shared: TypeAlias = Literal["reference", "claims", "judgements", "changes", "ontology"]


class Iris:
    """Mints IRIs under one base (setting `KG_BASE`): `{base}{kind}/{id}`.

    Snapshots are known by `sha16`, the first 16 hexadecimal digits of their SHA-256; spans are
    code points, end-exclusive.
    """

    def __init__(self, base: str) -> None:
        """Mint under a base that ends in a slash."""
        self.base = base

    def of(self, reference: str) -> NamedNode:
        """Return the IRI of a reference such as `speaker/mod`."""
        return NamedNode(self.base + reference)

    def source(self, id_: str) -> NamedNode:
        """Return the IRI of a source."""
        return self.of(f"source/{id_}")

    def snapshot(self, sha16: str) -> NamedNode:
        """Return the IRI of a snapshot."""
        return self.of(f"snapshot/{sha16}")

    def claim(self, id_: str) -> NamedNode:
        """Return the IRI of a claim."""
        return self.of(f"claim/{id_}")

    def content(self, claim: str, n: int) -> NamedNode:
        """Return the IRI of the n-th content triple of a claim."""
        return self.of(f"claim/{claim}#content-{n}")

    def speaker(self, id_: str) -> NamedNode:
        """Return the IRI of a speaker; a local one's id is `{source}.{slug}`."""
        return self.of(f"speaker/{id_}")

    def role(self, speaker: str, n: int) -> NamedNode:
        """Return the IRI of a speaker's n-th role."""
        return self.of(f"role/{speaker}.{n}")

    def place(self, id_: str) -> NamedNode:
        """Return the IRI of a place."""
        return self.of(f"place/{id_}")

    def thing(self, id_: str) -> NamedNode:
        """Return the IRI of a thing."""
        return self.of(f"thing/{id_}")

    def relation(self, id_: str) -> NamedNode:
        """Return the IRI of a relation."""
        return self.of(f"relation/{id_}")

    def annotator(self, id_: str) -> NamedNode:
        """Return the IRI of an annotator."""
        return self.of(f"annotator/{id_}")

    def attribution(self, sha16: str, start: int, end: int, n: int) -> NamedNode:
        """Return the IRI of the n-th attribution on a span."""
        return self.of(f"attribution/{sha16}-{start}-{end}-{n}")

    def mention(self, sha16: str, start: int, end: int, n: int) -> NamedNode:
        """Return the IRI of the n-th mention on a span."""
        return self.of(f"mention/{sha16}-{start}-{end}-{n}")

    def passage(self, sha16: str, start: int, end: int) -> NamedNode:
        """Return the IRI of a passage."""
        return self.of(f"passage/{sha16}-{start}-{end}")

    def utterance(self, sha16: str, local: str) -> NamedNode:
        """Return the IRI of an utterance."""
        return self.of(f"utterance/{sha16}-{local}")

    def date(self, sha16: str, name: str) -> NamedNode:
        """Return the IRI of a named date."""
        return self.of(f"date/{sha16}-{name}")

    def judgement(self, id_: str) -> NamedNode:
        """Return the IRI of a judgement."""
        return self.of(f"judgement/{id_}")

    def record(self, id_: str, version: int) -> NamedNode:
        """Return the IRI of a version of a record, which is also that of its graph."""
        return self.of(f"graph/record-{id_}-v{version}")

    def event(self, seq: int) -> NamedNode:
        """Return the IRI of an event of the ledger."""
        return self.of(f"event/{seq}")

    def actor(self, name: str) -> NamedNode:
        """Return the IRI of who writes; a name may be any text, so it is percent-encoded."""
        return self.of(f"actor/{quote(name, safe='')}")

    def graph(self, name: Shared) -> NamedNode:
        """Return the IRI of a graph that all records share."""
        return self.of(f"graph/{name}")

    def part(self, owner: NamedNode, name: str) -> NamedNode:
        """Return the IRI of something that exists only with its owner, such as its anchor."""
        return NamedNode(f"{owner.value}{'-' if '#' in owner.value else '#'}{name}")
