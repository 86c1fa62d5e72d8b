"""What a check of a collection tells: how much was looked at, and what was found amiss."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: where, and what."""

    where: str
    detail: str


@dataclass(slots=True)
class Report:
    """What `verify` checked and found; `notes` are no faults.

    `erased` counts the records of which only hashes are left; `root` is the root of the Merkle
    tree over all events, in hexadecimal; compare it with a copy kept elsewhere.
    """

    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    events: int = 0
    records: int = 0
    erased: int = 0
    blobs: int = 0
    checkpoints: int = 0
    anchors: int = 0
    quads: int = 0
    revision: int | None = None
    root: str = ""

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def add(self, where: str, detail: str) -> None:
        """Note a finding."""
        self.findings.append(Finding(where, detail))
