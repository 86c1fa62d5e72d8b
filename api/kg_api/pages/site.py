"""Every page there is, by the modules that serve them."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from kg_api.pages import (
    changes,
    citing,
    claims,
    compare,
    home,
    judgements,
    listings,
    lookup,
    ontology,
    problems,
    queries,
    reference,
    reports,
    shipped,
    sources,
    speakers,
    things,
    timeline,
    workbench,
)

AT_AN_ENDPOINT: Final[tuple[APIRouter, ...]] = tuple(
    module.router for module in (workbench, ontology, problems, things)
)
"""Pages at addresses where programs ask, too: they come first, and hand on what is not theirs."""

PAGES: Final[tuple[APIRouter, ...]] = tuple(
    module.router
    for module in (
        claims,
        lookup,
        timeline,
        queries,
        listings,
        sources,
        speakers,
        citing,
        compare,
        changes,
        judgements,
        reports,
        reference,
        home,
        shipped,
    )
)
