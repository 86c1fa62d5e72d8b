"""What the examination of an endpoint found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a way of the endpoint means for us."""

    RIGHT = "right"
    """As the standard has it, or as we need it."""
    HANDLED = "handled"
    """A known fault that our own queries and our reading of answers get round."""
    BEWARE = "beware"
    """Our own queries do not meet it; queries that people write may get a wrong answer."""
    HARMFUL = "harmful"
    """Answers of ours are wrong or missing until the endpoint's settings are changed."""
    UNKNOWN = "unknown"
    """It could not be seen."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was seen, and what follows from it."""

    probe: str
    verdict: Verdict
    saw: str
    so: str = ""

    def __post_init__(self) -> None:
        """Refuse a fault that says nothing of what follows."""
        if self.verdict is not Verdict.RIGHT and not self.so:
            raise ValueError(f"“{self.probe}” is {self.verdict} and says nothing of what follows")


@dataclass(frozen=True, slots=True)
class Examination:
    """All findings about one endpoint; `software` is what its answers call it, if they do."""

    endpoint: str
    software: str | None
    findings: tuple[Finding, ...]

    @property
    def harmful(self) -> tuple[Finding, ...]:
        """Return what must be changed before a collection is served from there."""
        return tuple(one for one in self.findings if one.verdict is Verdict.HARMFUL)
