"""A citation of a claim in every form it is given in: as recorded, at one revision."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg_api.pages.claim_page import ClaimPage
from kg_api.pages.deeds import instead_of_saying
from kg_api.pages.words import day, many
from kg_api.past import PARAMETER

MOST_NAMES: Final = 3
"""Speakers named in one line."""
_UNKNOWN: Final = "cannot be told from the dates"


@dataclass(frozen=True, slots=True)
class Card:
    """What a citation says, with nothing filled in.

    Reading it raises the `KgError` of a section of the page that could not be read.
    """

    told: ClaimPage

    @property
    def address(self) -> str:
        """The IRI, with the revision it was read at where there is any: it leads to that state."""
        claim = self.told.claim
        return claim.iri if claim.revision is None else f"{claim.iri}?{PARAMETER}={claim.revision}"

    @property
    def lines(self) -> Mapping[str, str]:
        """What it says beside the claim, by what that is."""
        return {
            "Attributed to": self.attributed,
            "When": self.when,
            "First carried by": self.first_carried,
            "Chain": self.chain,
            "Carried by": many(self.told.claim.counts.sources, "document"),
            "Independent origins": self.origins,
            "Contradicted by": self.contradicted,
            "Permalink": self.address,
        }

    @property
    def attributed(self) -> str:
        """Whom it goes back to, as far as is known here; where nobody asserts it, who does what."""
        counted = self.told.trace.independent_origins
        groups = [
            group.label if group.certain else f"{group.label} (whom no source names)"
            for group in (counted.groups if counted else ())
        ]
        if groups:
            return "; ".join(groups)
        return f"nobody who states it as a fact{self._instead}"

    @property
    def when(self) -> str:
        """When the first known said it."""
        first = self.told.first
        return day(first.said) if first and first.speaker else _UNKNOWN

    @property
    def first_carried(self) -> str:
        """Which document has it from the first known."""
        first = self.told.first
        named = first.attribution.iri if first and first.attribution else None
        carrying = [view.source.label for view in self.told.views if view.iri == named]
        return carrying[0] if carrying else _UNKNOWN

    @property
    def chain(self) -> str:
        """The first of the ways it reached us, from who said it to who carries it."""
        chains = self.told.chains
        if not chains:
            return "none is known"
        who = [step.who.label for step in reversed(chains[0].steps)]
        way = " → ".join(name for n, name in enumerate(who) if who[n - 1 : n] != [name])
        return f"{way} (and {many(len(chains) - 1, 'other way')})" if len(chains) > 1 else way

    @property
    def origins(self) -> str:
        """The number of independent origins, with what is certain of it."""
        counted = self.told.trace.independent_origins
        if counted is None:
            return "not computed"
        return f"{counted.count}, of which {counted.at_least} for certain" if counted.count else "0"

    @property
    def contradicted(self) -> str:
        """Who denies it, and how many judgements say that something contradicts it."""
        found = self.told.contradictions
        told = [f"{_names([view.speaker.label for view in found.denials])}, who denies it"]
        told = told if found.denials else []
        told += [many(len(found.items), "judgement")] if found.items else []
        return "; ".join(told) or "nothing that is recorded here"

    @property
    def text(self) -> str:
        """The citation in sentences."""
        told = " ".join(f"{what}: {words}." for what, words in self.lines.items())
        return f"“{self.told.claim.label}”. {told}"

    @property
    def bibtex(self) -> str:
        """The citation as BibTeX."""
        claim = self.told.claim
        fields = {
            "title": claim.label,
            "howpublished": self.address,
            "note": f"claim, revision {claim.revision}; attributed to {self.attributed}",
        }
        inner = ",\n".join(f"  {name} = {{{_braced(value)}}}" for name, value in fields.items())
        return f"@misc{{{claim.id},\n{inner}\n}}"

    @property
    def csl(self) -> str:
        """The citation as CSL-JSON, with no date, as the claim has none of its own."""
        claim = self.told.claim
        item = {
            "id": claim.id,
            "type": "entry",
            "title": claim.label,
            "language": claim.language,
            "URL": self.address,
            "version": f"revision {claim.revision}",
            "note": f"Attributed to: {self.attributed}",
        }
        return _json([item])

    @property
    def schema_org(self) -> str:
        """The claim as schema.org describes one: where it appears, and no review of it."""
        claim = self.told.claim
        found: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "Claim",
            "@id": claim.iri,
            "url": self.address,
            "name": claim.label,
            "inLanguage": claim.language,
            "version": f"revision {claim.revision}",
        }
        if not self.told.more:
            sources = {view.source.iri: view.source.label for view in self.told.views}
            found["appearance"] = [
                {"@type": "CreativeWork", "@id": iri, "name": label}
                for iri, label in sources.items()
            ]
        return _json({name: value for name, value in found.items() if value is not None})

    @property
    def _instead(self) -> str:
        done = instead_of_saying(self.told.views)
        if self.told.more or done is None:
            return ""
        doing = [view.speaker.label for view in self.told.views if view.polarity != "negated"]
        return f"; it is {done} by {_names(doing)}"


def _names(names: Sequence[str]) -> str:
    """Return names, each once; of many, how many others there are."""
    each = list(dict.fromkeys(names))
    others = len(each) - MOST_NAMES
    told = ", ".join(each[:MOST_NAMES])
    return f"{told} and {many(others, 'other')}" if others > 0 else told


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)


def _braced(text: str) -> str:
    """Return a text as BibTeX takes it: characters that mean something there are taken away."""
    return "".join(char for char in text if char not in "{}\\%")
