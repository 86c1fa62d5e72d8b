"""A question as an HTTP request: the SPARQL 1.1 Protocol, from the asking side."""

from __future__ import annotations

import base64
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

from SPARQLWrapper import GET, JSON, POST, SELECT, SPARQLWrapper
from typing_extensions import override

from kg.errors import BadParameterError, StoreUnreachableError

if TYPE_CHECKING:
    from http.client import HTTPMessage

    from kg.store.base import Dataset

_LONGEST_ADDRESS: Final = 2000
"""Characters of URL that every server and proxy takes; longer queries are sent by POST."""

_SHOWN: Final = 300
"""Characters of an address repeated in a message."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The address of an endpoint; a name and password in it are kept out of every message."""

    url: str
    user: str | None = None
    password: str | None = None

    @classmethod
    def parse(cls, url: str) -> Endpoint:
        """Take ``https://name:password@host/path`` apart.

        Raises:
            BadParameterError: it is no address, or none of HTTP.
        """
        parts = _parts(url)
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        unquote = urllib.parse.unquote
        user = None if parts.username is None else unquote(parts.username)
        return cls(bare, user, unquote(parts.password or ""))


def _parts(url: str) -> urllib.parse.SplitResult:
    try:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return parts
    except ValueError:
        pass  # brackets that do not match, or a port that is none
    raise BadParameterError(
        "this is no address of an endpoint",
        where=url.rpartition("@")[2],
        hint="write one such as https://graph.example/sparql",
    )


class Question(SPARQLWrapper):
    """SPARQLWrapper builds the request; it would follow redirects anywhere, so we send it."""

    def __init__(self, endpoint: Endpoint, text: str, accept: str, dataset: Dataset) -> None:
        """Prepare a question whose answer may be of the media types in `accept`."""
        self._accept = accept
        super().__init__(endpoint.url, returnFormat=JSON, agent="claim-provenance")
        self.setOnlyConneg(True)
        self.setQuery(text)
        for graph in dataset.default_graphs:
            self.addParameter("default-graph-uri", graph)
        for graph in dataset.named_graphs:
            self.addParameter("named-graph-uri", graph)
        self.setMethod(GET)
        self._endpoint = endpoint

    def request(self) -> urllib.request.Request:
        """Return the request: a GET, or a POST where the address would become too long."""
        request: urllib.request.Request = self._createRequest()
        if len(request.full_url) > _LONGEST_ADDRESS:
            self.setMethod(POST)
            request = self._createRequest()
        if self._endpoint.user is not None:
            pair = f"{self._endpoint.user}:{self._endpoint.password}".encode()
            request.add_header("Authorization", f"Basic {base64.b64encode(pair).decode()}")
        return request

    @override
    def _parseQueryType(self, query: str) -> str:
        return SELECT  # its own is a regular expression that hostile text can keep busy

    @override
    def _getAcceptHeader(self) -> str:
        return self._accept  # its own would ask for what it guesses from the form


def printable(text: str) -> str:
    """Return what a server said on one line, without what would move a terminal's cursor."""
    return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))


class StayHere(urllib.request.HTTPRedirectHandler):
    """Follows a redirect of a GET within the host; from http to https is within."""

    max_redirections = 5

    @override
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if req.get_method() == "GET" and _same_place(req.full_url, newurl):
            return super().redirect_request(req, fp, code, msg, headers, newurl)
        fp.close()
        raise StoreUnreachableError(
            f"The endpoint redirects to {printable(newurl.partition('?')[0])[:_SHOWN]}",
            where=req.full_url.partition("?")[0],
            hint="if that is the right address, name it as the store",
        )

    @override
    def http_error_302(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: HTTPMessage
    ) -> Any:
        """Follow or refuse; the body of a redirect, which may never end, is not read."""
        fp.read = lambda *_: b""
        try:
            return super().http_error_302(req, fp, code, msg, headers)
        except ValueError as error:
            raise StoreUnreachableError(
                "The endpoint redirects to what is no address",
                where=req.full_url.partition("?")[0],
            ) from error

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def _same_place(old: str, new: str) -> bool:
    before, after = urllib.parse.urlsplit(old), urllib.parse.urlsplit(new)
    upgrade = (before.scheme, after.scheme) == ("http", "https")
    ports = {before.port or 80, after.port or 443} == {80, 443}
    if before.hostname != after.hostname or "@" in after.netloc:
        return False
    return (before.scheme, before.port) == (after.scheme, after.port) or (upgrade and ports)
