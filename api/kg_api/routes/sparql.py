"""`/sparql`: the SPARQL 1.1 Protocol, queries only, and the service description."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from kg.errors import BadParameterError
from kg.pool.process import Charge
from kg.rdf.service import description
from kg.store.base import Dataset, Formats, GraphFormat, ResultFormat
from kg_api.answers import respond
from kg_api.bodies import too_large
from kg_api.departing import while_there
from kg_api.examples import ASKING, Responses, failures
from kg_api.freshness import check_fresh
from kg_api.journal import note_query
from kg_api.negotiation import choose, ranked
from kg_api.past import LONGEST, AsOfParameter, reading
from kg_api.protocol import FORM, QUERY, QueryRequest, read_get, read_post
from kg_api.quick import QuickRoute
from kg_api.service import ChargeDep, ServiceDep, charge_of

router = APIRouter(tags=["SPARQL"], route_class=QuickRoute)

ROWS = [form.value for form in ResultFormat]
GRAPHS = [
    GraphFormat.TURTLE.value, GraphFormat.NTRIPLES.value, GraphFormat.RDF_XML.value,
    GraphFormat.JSON_LD.value, GraphFormat.TRIG.value, GraphFormat.NQUADS.value,
]  # fmt: skip
ALIASES = {"application/json": ResultFormat.JSON.value, "application/xml": ResultFormat.XML.value,
           "text/xml": ResultFormat.XML.value}  # fmt: skip
SHORT = {
    "json": ResultFormat.JSON.value, "xml": ResultFormat.XML.value, "csv": ResultFormat.CSV.value,
    "tsv": ResultFormat.TSV.value, "ttl": GraphFormat.TURTLE.value,
    "nt": GraphFormat.NTRIPLES.value, "rdf": GraphFormat.RDF_XML.value,
    "jsonld": GraphFormat.JSON_LD.value, "trig": GraphFormat.TRIG.value,
    "nq": GraphFormat.NQUADS.value,
}  # fmt: skip
MAX_BODY = 1 << 20
NOT_MODIFIED = 304

ANSWERS: Responses = {
    200: {
        "description": "Rows, a boolean or a graph, in the format asked for; or, without a query, "
        "the service description. Never a partial answer.",
        "content": {
            ResultFormat.JSON.value: {
                "example": {
                    "head": {"vars": ["n"]},
                    "results": {"bindings": [{"n": {
                        "type": "literal", "value": "107",
                        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                    }}]},
                }
            },
            **{each: {} for each in (*ROWS[1:], *GRAPHS)},
            "text/html": {},
        },
    },
    **failures(*ASKING, 304, 401, 403, 429),
}  # fmt: skip
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["query"],
                    "properties": {
                        "query": {"type": "string"},
                        "default-graph-uri": {"type": "array", "items": {"type": "string"}},
                        "named-graph-uri": {"type": "array", "items": {"type": "string"}},
                        "format": {"type": "string", "enum": list(SHORT)},
                        "asOf": {"type": "string", "maxLength": LONGEST},
                    },
                }
            },
            QUERY: {"schema": {"type": "string"}, "example": "ASK {}"},
        },
    }
}
EXAMPLE = "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?a a <https://w3id.org/claim-provenance#Attribution> }"  # noqa: E501


@router.get("/sparql/", include_in_schema=False)
@router.get("/sparql", responses=ANSWERS, response_class=Response)
async def ask_by_address(  # noqa: PLR0913, PLR0917  (each is a parameter of the address)
    request: Request,
    service: ServiceDep,
    charge: ChargeDep,
    query: Annotated[str | None, Query(description="SPARQL 1.1 query", examples=[EXAMPLE])] = None,
    format: Annotated[  # noqa: A002  (the parameter's public name)
        str | None, Query(description=f"Instead of Accept: {', '.join(SHORT)}.")
    ] = None,
    default_graph: Annotated[
        list[str] | None,
        Query(alias="default-graph-uri", description="Graphs that make the default graph."),
    ] = None,
    named_graph: Annotated[
        list[str] | None,
        Query(alias="named-graph-uri", description="Graphs that GRAPH may name."),
    ] = None,
    as_of: AsOfParameter = None,
) -> Response:
    """Ask by address; without a query, get the service description."""
    del (
        query,
        format,
        default_graph,
        named_graph,
        as_of,
    )  # documented here, read from the raw request
    if not request.scope["query_string"]:
        return _describe(request, service)
    return await _answer(request, read_get(request.scope["query_string"]), charge)


@router.post("/sparql/", include_in_schema=False)
@router.post(
    "/sparql",
    responses={key: told for key, told in ANSWERS.items() if key != NOT_MODIFIED}
    | failures(413, 415),
    response_class=Response,
    openapi_extra=BODY,
)
async def ask_by_body(request: Request) -> Response:
    """Ask by body: a form with `query`, or the query itself as `application/sparql-query`."""
    charge = charge_of(request)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise too_large(MAX_BODY)
    asked = read_post(
        request.scope["query_string"], request.headers.get("content-type"), bytes(body)
    )
    return await _answer(request, asked, charge)


def _describe(request: Request, service: ServiceDep) -> Response:
    """Describe the service at the address it is known by, else at the one the client used.

    That one is only the client's word, so nobody may keep such an answer for others.
    """
    media_type = choose(request.headers.get("accept"), GRAPHS)
    public = service.settings.public_url
    used = str(request.url.replace(path="/sparql", query=""))
    try:
        told = description(
            f"{public}/sparql" if public else used, media_type, union=not service.settings.rdf
        )
    except ValueError as error:
        raise BadParameterError("this is no host's name", where="Host") from error
    headers = {} if public else {"Cache-Control": "no-store"}
    return respond(request, told, media_type, None, headers)


async def _answer(request: Request, asked: QueryRequest, charge: Charge) -> Response:
    note_query(request, asked.query)
    if asked.as_of is not None and len(asked.as_of) > LONGEST:
        raise BadParameterError("longer than any moment", where="asOf")
    service = await reading(request, asked.as_of)
    formats = wanted_formats(request.headers.get("accept"), asked.format)
    variant = f"{formats.rows} {formats.graph}"
    if request.method == "GET":
        check_fresh(request, service, variant)
    dataset = Dataset(asked.default_graphs, asked.named_graphs)
    answer = await while_there(request, service.sparql(asked.query, formats, dataset, charge))
    revision = answer.revision if request.method == "GET" else None
    return respond(request, answer.body, answer.media_type, revision, variant=variant)


def wanted_formats(accept: str | None, short: str | None = None) -> Formats:
    """Return what to answer in, for rows and for graphs; which one applies the query decides.

    Raises:
        BadParameterError: the short name is not one of ours.
        NotAcceptableError: neither kind of answer has a format the client takes.
    """
    if short is not None:
        if short not in SHORT:
            raise BadParameterError(
                f"there is no format “{short}”", where="format", hint="one of " + ", ".join(SHORT)
            )
        accept = SHORT[short]
    rows = [ALIASES.get(each, each) for each in ranked(accept, [*ROWS, *ALIASES])]
    graphs = ranked(accept, GRAPHS)
    if not (rows or graphs):
        choose(accept, [*ROWS, *GRAPHS])
    return Formats(
        rows=ResultFormat(rows[0]) if rows else None,
        graph=GraphFormat(graphs[0]) if graphs else None,
    )
