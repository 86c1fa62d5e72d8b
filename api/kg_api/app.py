"""The application: settings in, ASGI out."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp
from typing_extensions import override

import kg
from kg.collection.condition import Condition, Conditions
from kg.collection.editions import Edition
from kg.collection.service import Service
from kg.settings import Settings
from kg_api import problems
from kg_api.bodies import LimitedBodies
from kg_api.examples import with_examples
from kg_api.freshness import NotModifiedError, on_not_modified
from kg_api.heads import HeadAsGet
from kg_api.journal import Journal
from kg_api.kept import Kept
from kg_api.moments import AS_OF
from kg_api.pages.errors import problem_page
from kg_api.pages.site import AT_AN_ENDPOINT, PAGES
from kg_api.problems import Problem
from kg_api.routes import (
    about,
    attributions,
    changes,
    claims,
    compare,
    health,
    impact,
    judgements,
    ledger,
    lookup,
    queries,
    reconcile,
    sources,
    sparql,
    speakers,
    things,
)
from kg_api.service import lifespan
from kg_api.sharing import Sharing
from kg_api.signposts import Signed, Signposts
from kg_api.watching import Watcher, Watching

DESCRIPTION = """Who said what, when, according to whom, and how do we know?

This service keeps the *saying*: every layer of attribution, the hedges, the exact words and where
they stand, the date as exactly as the source allows. It never says whether a claim is true.
Every answer has a `sparql` link to the documented query that gives the same rows."""

VERSIONED = (
    lookup, claims, attributions, speakers, sources, judgements, queries, changes, impact, compare,
)  # fmt: skip
WRITING = ("records", "drafts", "judging", "keys")
"""Imported where they are served only: they bring the reading of records with them."""
UNVERSIONED = (sparql, health, about, things, ledger, reconcile)


class Application(FastAPI):
    """An application whose description has the schema of its problem documents.

    What watches it and what completes its headers stand outside everything, so that they see the
    answers to faults of ours, too.
    """

    journal: Journal
    watchers: tuple[Watcher, ...]

    @override
    def build_middleware_stack(self) -> ASGIApp:
        """Return the application with all that is around it."""
        return Watching(super().build_middleware_stack(), self.journal, self.watchers)

    @override
    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI description."""
        described = with_examples(super().openapi())
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        described["components"]["schemas"] |= schema.pop("$defs") | {"Problem": schema}
        return described


def create_app(
    settings: Settings | None = None, ready: Callable[[], Awaitable[None]] | None = None
) -> FastAPI:
    """Return the application over what the settings name; without any, the environment's.

    `ready` waits until what they name is there, where it is being made meanwhile.
    """
    settings = settings or Settings.from_env(os.environ)
    app = Application(
        title="Claim provenance",
        version=kg.__version__,
        description=DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        lifespan=lifespan(settings, ready),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # such a redirect would go to whatever host the client named
    )
    _watch(app, settings)
    own = [module.router for module in UNVERSIONED]
    writing = [import_module(f"kg_api.routes.{each}") for each in WRITING if settings.writable]
    signed = [_include(app, router) for router in (*AT_AN_ENDPOINT, *own, *PAGES)]
    signed += [_include(app, module.router, "/api/v1") for module in (*VERSIONED, *writing)]
    app.router.middleware_stack = Signposts(app.router, signed)
    problems.install(app, problem_page)
    app.add_exception_handler(NotModifiedError, on_not_modified)
    app.add_middleware(LimitedBodies)
    app.add_middleware(Sharing, kept=Kept(settings.cache_bytes), edition=lambda: _edition(app))
    app.add_middleware(HeadAsGet)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
        allow_headers=["Accept", "Content-Type", "If-None-Match", "X-Request-Id"],
        expose_headers=["ETag", "Link", "Retry-After", AS_OF, "X-Request-Id"],
        max_age=86400,
    )
    return app


def _include(app: FastAPI, router: APIRouter, prefix: str = "") -> Signed:
    """Include a router, and return what that added with where it begins."""
    before = len(app.router.routes)
    app.include_router(router, prefix=prefix)
    templates: dict[str, Any] = {}
    for route in router.routes:
        templates.setdefault(prefix + getattr(route, "path", "/{anything}"), route)
    return Signed.of(app.router.routes[before:], templates)


def _watch(app: Application, settings: Settings) -> None:
    app.journal = Journal(settings.log)
    app.watchers = (app.journal.seen,)
    if settings.metrics:
        from kg_api.metrics import Metrics
        from kg_api.routes import measures

        app.state.metrics = metrics = Metrics(lambda: _condition(app))
        app.watchers += (metrics.count,)
        app.include_router(measures.router)


def _edition(app: FastAPI) -> Edition | None:
    service: Service | None = getattr(app.state, "service", None)
    return service.edition if service else None


def _condition(app: FastAPI) -> Condition | None:
    conditions: Conditions | None = getattr(app.state, "conditions", None)
    return conditions.current() if conditions else None
