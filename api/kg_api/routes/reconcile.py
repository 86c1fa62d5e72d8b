"""`/reconcile`: the Reconciliation Service API 0.2, which OpenRefine and others speak.

Clients of suggest and preview services send parameters of their own besides those of the
specification; these are passed over there. The endpoint itself takes what it knows and no more.
"""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, RootModel

from kg.collection.service import Service
from kg.errors import BadParameterError
from kg.model.reconciliation import (
    MOST_CHARACTERS,
    Extended,
    NameQuery,
    ProposedProperties,
    Reconciled,
    SuggestedEntities,
    SuggestedProperties,
    SuggestedTypes,
)
from kg.reading.reconciled_properties import PROPERTIES, TYPES, noun_of, proposed
from kg_api.answers import respond, wanted, written
from kg_api.batches import batch_of, extension_of, form_of
from kg_api.departing import while_there
from kg_api.examples import ASKING, answers, failures
from kg_api.manifest import Manifest, manifest
from kg_api.negotiation import JSON
from kg_api.parameters import DECLARED_ONLY
from kg_api.previewing import HTML, POLICY, fragment, page
from kg_api.protocol import FORM
from kg_api.service import ServiceDep

router = APIRouter(prefix="/reconcile", tags=["Reconciliation"])

FIELDS = ("queries", "extend")
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "properties": {name: {"type": "string"} for name in FIELDS},
                    "minProperties": 1,
                    "maxProperties": 1,
                },
                "example": {"queries": '{"q0": {"query": "Russian MoD", "type": "Speaker"}}'},
            }
        },
    }
}


class ReconciledBatch(RootModel[dict[str, Reconciled]]):
    """The candidates of each query, by its id in the batch."""


class Flyout(BaseModel):
    """A little HTML about one thing."""

    id: str
    html: str


EntityIdParameter = Annotated[
    str | None, Query(max_length=1000, description="A thing's id, such as `speaker/russian-mod`.")
]
TypedWords = Annotated[
    str | None, Query(max_length=MOST_CHARACTERS, description="What was typed so far.")
]
TypeId = Annotated[
    str | None, Query(max_length=1000, description="Speaker, Source, Claim or Place.")
]


@router.get(
    "",
    response_model=Manifest | ReconciledBatch | Extended,
    responses=answers("reconcile-manifest", more=(413,)),
    dependencies=DECLARED_ONLY,
)
async def reconcile(
    request: Request,
    service: ServiceDep,
    queries: Annotated[
        str | None, Query(description="A batch of queries, as JSON: candidates for names.")
    ] = None,
    extend: Annotated[
        str | None, Query(description="Things and properties, as JSON: their values.")
    ] = None,
) -> Response:
    """Show what the service can do; or, with a batch or an extension, answer that.

    A score says how well words fit and nothing more. No candidate never means that nobody of
    that name spoke.
    """
    wanted(request, (JSON,))
    given = {"queries": queries, "extend": extend}
    fields = {name: value for name, value in given.items() if value is not None}
    if not fields:
        return _manifest(request, service)
    return await while_there(request, _answer(request, service, fields))


@router.post(
    "",
    response_model=ReconciledBatch | Extended,
    responses={**answers("reconcile", more=(413, 415))},
    openapi_extra=BODY,
    dependencies=DECLARED_ONLY,
)
async def reconcile_form(request: Request, service: ServiceDep) -> Response:
    """Answer a batch of queries (`queries`) or an extension (`extend`), sent as a form."""
    wanted(request, (JSON,))
    fields = await form_of(request, FIELDS)
    return await while_there(request, _answer(request, service, fields))


@router.get(
    "/suggest/entity",
    response_model=SuggestedEntities,
    responses=answers("reconcile-suggest-entity", more=()),
)
async def suggest_entity(
    request: Request,
    service: ServiceDep,
    prefix: TypedWords = None,
    type: TypeId = None,  # noqa: A002  (the parameter's public name)
    cursor: Annotated[
        int, Query(ge=0, le=1_000_000, description="How many suggestions to pass over.")
    ] = 0,
) -> Response:
    """Suggest things with these words in a name, those that begin so first."""
    wanted(request, (JSON,))
    if prefix is None or not prefix.strip():
        raise BadParameterError("nothing was typed", where="prefix", hint="for example prefix=min")
    reconciler = service.collection.reconciler
    return written(request, await reconciler.suggest(prefix, type or None, cursor))


@router.get(
    "/suggest/property",
    response_model=SuggestedProperties,
    responses=answers("reconcile-suggest-property", more=()),
)
async def suggest_property(request: Request, prefix: TypedWords = None) -> Response:
    """Suggest properties that can be compared and fetched; without words, all."""
    wanted(request, (JSON,))
    found = [each.suggested for each in PROPERTIES.values() if _has(prefix, each.id, each.name)]
    return written(request, SuggestedProperties(result=tuple(found)))


@router.get(
    "/suggest/type",
    response_model=SuggestedTypes,
    responses=answers("reconcile-suggest-type", more=()),
)
async def suggest_type(request: Request, prefix: TypedWords = None) -> Response:
    """Suggest types of things; without words, all."""
    wanted(request, (JSON,))
    found = [each for each in TYPES.values() if _has(prefix, each.id, each.name)]
    return written(request, SuggestedTypes(result=tuple(found)))


@router.get("/flyout", response_model=Flyout, responses=answers("reconcile-flyout", more=(404,)))
async def flyout(
    request: Request,
    service: ServiceDep,
    id: EntityIdParameter = None,  # noqa: A002
) -> Response:
    """Show what is recorded of one suggested thing, as HTML within JSON."""
    wanted(request, (JSON,))
    given = _needed(id, "id")
    noun, item = await service.collection.reconciler.described(given)
    return written(request, Flyout(id=given, html=fragment(noun, item, service.settings.base)))


@router.get(
    "/preview",
    response_class=Response,
    responses={
        200: {
            "description": "The page, without script, style or links; any site may frame it.",
            "content": {"text/html": {"example": "<!DOCTYPE html>…"}},
        },
        **failures(*ASKING, 404),
    },
)
async def preview(
    request: Request,
    service: ServiceDep,
    id: EntityIdParameter = None,  # noqa: A002
) -> Response:
    """Show what is recorded of one thing as a small page, made to be framed."""
    wanted(request, ("text/html",))
    noun, item = await service.collection.reconciler.described(_needed(id, "id"))
    body = page(noun, item, service.settings.base)
    return respond(request, body, HTML, None, {"Content-Security-Policy": POLICY})


@router.get(
    "/properties",
    response_model=ProposedProperties,
    responses=answers("reconcile-properties", more=()),
)
async def properties(
    request: Request,
    type: TypeId = None,  # noqa: A002
    limit: Annotated[int | None, Query(ge=1, description="How many at most.")] = None,
) -> Response:
    """Propose the properties that things of one type have."""
    wanted(request, (JSON,))
    given = _needed(type, "type")
    found = proposed(noun_of(given, "type"))
    return written(request, ProposedProperties(type=given, properties=found[:limit]))


def _manifest(request: Request, service: Service) -> Response:
    """Name the address the service is known by; else the client's, which nobody may keep."""
    public = service.settings.public_url
    root = public or f"{request.url.scheme}://{request.url.netloc}"
    told = manifest(root, service.settings.base)
    headers = {} if public else {"Cache-Control": "no-store"}
    return respond(request, told.model_dump_json().encode(), JSON, None, headers)


async def _answer(request: Request, service: Service, fields: dict[str, str]) -> Response:
    if len(fields) != 1:
        raise BadParameterError(
            "give one of queries and extend", where=", ".join(fields) or "queries"
        )
    reconciler = service.collection.reconciler
    if "extend" in fields:
        wanting = await asyncio.to_thread(extension_of, fields["extend"])
        return written(request, await reconciler.extend(wanting))
    batch = await asyncio.to_thread(batch_of, fields["queries"])
    found = {key: await _one(service, key, query) for key, query in batch.items()}
    return written(request, ReconciledBatch(found))


async def _one(service: Service, key: str, query: NameQuery) -> Reconciled:
    try:
        return await service.collection.reconciler.reconcile(query)
    except BadParameterError as error:
        place = f"queries.{key}.{error.where}"
        raise BadParameterError(error.detail, where=place, hint=error.hint) from error


def _needed(given: str | None, name: str) -> str:
    if not given:
        raise BadParameterError("this is needed", where=name)
    return given


def _has(words: str | None, *texts: str) -> bool:
    return any((words or "").strip().lower() in text.lower() for text in texts)
