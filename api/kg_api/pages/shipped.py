"""What pages load beside themselves: style and scripts, at addresses that change with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from fastapi import APIRouter, Response

from kg.errors import UnknownThingError
from kg_api.pages.terms import terms

router = APIRouter(include_in_schema=False)

STATIC: Final = "static"
TYPES: Final = MappingProxyType(
    {
        "css": "text/css",
        "js": "text/javascript",
        "json": "application/json",
        "svg": "image/svg+xml",
        "txt": "text/plain",
    }
)
FOREVER: Final = "public, max-age=31536000, immutable"
_DIGITS: Final = 12


@cache
def shipped() -> Mapping[str, bytes]:
    """Return the files by their names, and the terms of the ontology among them."""
    folder = files("kg_api.pages").joinpath(STATIC)
    found = {
        each.name: each.read_bytes()
        for each in folder.iterdir()
        if each.name.rpartition(".")[2] in TYPES
    }
    return MappingProxyType(found | {"terms.json": terms()})


@cache
def digest(name: str) -> str:
    """Return the beginning of a file's SHA-256."""
    return hashlib.sha256(shipped()[name]).hexdigest()[:_DIGITS]


def address(name: str) -> str:
    """Return where a file is served for as long as it is as it is now."""
    return f"/{STATIC}/{digest(name)}/{name}"


@router.get(f"/{STATIC}/{{version}}/{{name}}")
async def file(version: str, name: str) -> Response:
    """Return a file; one of another version is not here."""
    if name not in shipped() or version != digest(name):
        raise UnknownThingError("there is no such file", where=name, hint="load the page again")
    kind = TYPES[name.rpartition(".")[2]]
    return Response(shipped()[name], media_type=kind, headers={"Cache-Control": FOREVER})
