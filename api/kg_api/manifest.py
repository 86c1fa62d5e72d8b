"""The manifest of the reconciliation service: what it can do, and where."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic.alias_generators import to_camel

import kg
from kg.model.reconciliation import MOST_QUERIES, EntityType
from kg.reading.reconciled_properties import TYPES
from kg.vocab import VOCABULARY
from kg_api.previewing import HEIGHT, WIDTH

VERSION: Final = "0.2"
NAME: Final = "Claim provenance: speakers, sources, claims and places"


class Manifest(BaseModel):
    """What the service can do, as its specification words it."""

    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True
    )

    versions: tuple[str, ...]
    name: str
    identifier_space: str
    schema_space: str
    service_version: str
    default_types: tuple[EntityType, ...]
    batch_size: int
    view: dict[str, JsonValue]
    preview: dict[str, JsonValue]
    suggest: dict[str, JsonValue]
    extend: dict[str, JsonValue]


def manifest(root: str, base: str) -> Manifest:
    """Return the manifest of a service at the address `root`, whose things have IRIs under `base`.

    In `view` and `preview` stands `{{id}}`, in the flyout `${id}`, as the specification has it.
    """
    here = f"{root}/reconcile"
    flyout = {"flyout_service_url": here, "flyout_service_path": "/flyout?id=${id}"}
    return Manifest(
        versions=(VERSION,),
        name=NAME,
        identifier_space=base,
        schema_space=VOCABULARY,
        service_version=kg.__version__,
        default_types=tuple(TYPES.values()),
        batch_size=MOST_QUERIES,
        view={"url": root + "/id/{{id}}"},
        preview={"url": here + "/preview?id={{id}}", "width": WIDTH, "height": HEIGHT},
        suggest={
            "entity": _suggest(here, "entity") | flyout,
            "property": _suggest(here, "property"),
            "type": _suggest(here, "type"),
        },
        extend={"propose_properties": {"service_url": here, "service_path": "/properties"}},
    )


def _suggest(here: str, what: str) -> dict[str, JsonValue]:
    return {"service_url": here, "service_path": f"/suggest/{what}"}
