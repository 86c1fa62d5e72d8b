"""Many who ask the same at once cause one answer to be made, and nobody suffers from another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from kg.collection.editions import Edition
from kg_api.kept import Kept
from kg_api.sharing import Sharing

pytestmark = pytest.mark.anyio

FIRST, SECOND = Edition(1, "one"), Edition(2, "two")
Given = dict[str, str]


@dataclass
class Got:
    """What one client was sent."""

    status: int = 0
    headers: Given = field(default_factory=dict)
    body: bytes = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message["body"]


@dataclass
class Maker:
    """An application that counts what it makes, and makes it when it is let."""

    status: int = 200
    headers: Given = field(default_factory=dict)
    edition: Edition = FIRST
    made: int = 0
    let: asyncio.Event = field(default_factory=asyncio.Event)
    then: Callable[[int], Awaitable[int]] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        self.made += 1
        number, edition = self.made, self.edition
        await self.let.wait()
        status = self.status if self.then is None else await self.then(number)
        told = {"etag": f'"{edition.revision}-x"', "cache-control": "no-cache", "vary": "Accept"}
        headers = [(n.encode(), v.encode()) for n, v in (told | self.headers).items() if v]
        body = f"{scope['path']} {edition.revision}".encode()
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


@dataclass
class Asking:
    """Clients of an application whose answers are shared."""

    maker: Maker
    kept: Kept = field(default_factory=lambda: Kept(1_000_000))

    def __post_init__(self) -> None:
        self.app = Sharing(self.maker, self.kept, lambda: self.maker.edition)

    async def get(self, path: str = "/claims/a", *, method: str = "GET", **given: str) -> Got:
        headers = [(n.replace("_", "-").encode(), v.encode()) for n, v in given.items()]
        scope = {
            "type": "http", "method": method, "path": path, "query_string": b"", "headers": headers,
        }  # fmt: skip
        got = Got()
        await self.app(scope, _nothing, got.send)
        return got

    async def at_once(self, number: int, **given: str) -> list[Got]:
        """Ask that often, and let the application answer once all are waiting."""
        asking = [asyncio.create_task(self.get(**given)) for _ in range(number)]
        await _settled()
        self.maker.let.set()
        return await asyncio.gather(*asking)


async def _nothing() -> Message:
    raise AssertionError("nothing reads the body of a GET")


async def _settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def open_to_all() -> Maker:
    maker = Maker()
    maker.let.set()
    return maker


async def test_many_who_ask_the_same_at_once_cause_one_answer_to_be_made() -> None:
    asking = Asking(Maker())
    got = await asking.at_once(50)
    assert asking.maker.made == 1
    assert {(each.status, each.body) for each in got} == {(200, b"/claims/a 1")}


async def test_who_asks_later_gets_what_was_made() -> None:
    asking = Asking(open_to_all())
    first, second = await asking.get(), await asking.get()
    assert (second.status, second.headers, second.body) == (200, first.headers, first.body)
    assert asking.maker.made == 1


@pytest.mark.parametrize("held", ['"1-x"', 'W/"1-x"', '"0-y", "1-x"', "*"])
async def test_who_has_the_answer_is_told_so_and_nothing_is_made(held: str) -> None:
    asking = Asking(open_to_all())
    await asking.get()
    got = await asking.get(if_none_match=held)
    assert (got.status, got.body, got.headers["etag"]) == (304, b"", '"1-x"')
    assert asking.maker.made == 1


@pytest.mark.parametrize("held", ['"1-y"', '"0-x"', "", '"1-x', "1-x"])
async def test_who_has_another_answer_gets_this_one(held: str) -> None:
    asking = Asking(open_to_all())
    await asking.get()
    got = await asking.get(if_none_match=held)
    assert (got.status, got.body) == (200, b"/claims/a 1")


async def test_many_with_an_outdated_copy_cause_one_answer_to_be_made() -> None:
    asking = Asking(Maker(edition=SECOND))
    got = await asking.at_once(50, if_none_match='"1-x"')
    assert asking.maker.made == 1
    assert {each.body for each in got} == {b"/claims/a 2"}


async def test_a_tag_of_an_answer_that_was_not_kept_is_remembered() -> None:
    maker = open_to_all()
    maker.status = 304
    asking = Asking(maker)
    assert (await asking.get(if_none_match='"1-x"')).status == 304
    assert (await asking.get(if_none_match='"1-x"')).status == 304
    assert maker.made == 1
    maker.status = 200
    assert (await asking.get()).body == b"/claims/a 1"


async def test_nothing_of_an_earlier_edition_is_given() -> None:
    asking = Asking(open_to_all())
    await asking.get()
    asking.maker.edition = SECOND
    assert (await asking.get()).body == b"/claims/a 2"


async def test_who_asks_after_a_change_does_not_wait_for_an_answer_from_before() -> None:
    asking = Asking(Maker())
    before = asyncio.create_task(asking.get())
    await _settled()
    asking.maker.edition = SECOND
    after = asyncio.create_task(asking.get())
    await _settled()
    asking.maker.let.set()
    assert [(await each).body for each in (before, after)] == [b"/claims/a 1", b"/claims/a 2"]
    assert (await asking.get()).body == b"/claims/a 2"
    assert asking.maker.made == 2


async def test_an_answer_from_around_a_change_is_not_kept() -> None:
    asking = Asking(Maker())
    slow = asyncio.create_task(asking.get())
    await _settled()
    asking.maker.edition = SECOND
    asking.maker.let.set()
    await slow
    assert len(asking.kept) == 0


@pytest.mark.parametrize("status", [400, 404, 429, 500, 503, 504])
async def test_the_error_of_one_is_not_the_answer_to_another(status: int) -> None:
    async def only_the_first(number: int) -> int:
        return status if number == 1 else 200

    asking = Asking(Maker(then=only_the_first))
    got = await asking.at_once(10)
    assert sorted(each.status for each in got) == [200] * 9 + [status]


async def test_whoever_waits_for_a_client_that_went_away_is_answered_by_one_more() -> None:
    async def left(number: int) -> int:
        return 499 if number == 1 else 200

    asking = Asking(Maker(then=left))
    got = await asking.at_once(10)
    assert [each.status for each in got] == [499] + [200] * 9
    assert asking.maker.made == 2


async def test_a_fault_of_ours_is_one_clients_only() -> None:
    async def broken(number: int) -> int:
        if number == 1:
            raise HTTPException(500)
        return 200

    asking = Asking(Maker(then=broken))
    tasks = [asyncio.create_task(asking.get()) for _ in range(5)]
    await _settled()
    asking.maker.let.set()
    got = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(got[0], HTTPException)
    assert [each.status for each in got[1:] if isinstance(each, Got)] == [200] * 4


async def test_whoever_makes_it_may_be_cancelled_and_the_others_are_answered() -> None:
    asking = Asking(Maker())
    leading = asyncio.create_task(asking.get())
    await _settled()
    others = [asyncio.create_task(asking.get()) for _ in range(5)]
    await _settled()
    leading.cancel()
    await _settled()
    asking.maker.let.set()
    assert {each.body for each in await asyncio.gather(*others)} == {b"/claims/a 1"}
    assert asking.maker.made == 2


async def test_nobody_waits_for_a_client_that_is_slow_to_read() -> None:
    asking = Asking(open_to_all())
    stuck = asyncio.Event()

    async def never(_: Message) -> None:
        await stuck.wait()

    scope = {"type": "http", "method": "GET", "path": "/a", "query_string": b"", "headers": []}
    slow = asyncio.create_task(asking.app(scope, _nothing, never))
    await _settled()
    got = await asyncio.wait_for(asking.get("/b"), 5)
    assert got.body == b"/b 1"
    stuck.set()
    await slow


@pytest.mark.parametrize(
    "headers",
    [
        {"cache-control": "private, no-store"},
        {"cache-control": "no-store"},
        {"etag": ""},
        {"vary": "Accept, Cookie"},
        {"vary": "*"},
        {"set-cookie": "a=b"},
    ],
)
async def test_what_is_for_one_client_is_made_for_each(headers: Given) -> None:
    asking = Asking(Maker(headers=headers))
    got = await asking.at_once(3)
    assert [each.status for each in got] == [200, 200, 200]
    assert asking.maker.made == 3
    assert len(asking.kept) == 0


@pytest.mark.parametrize(
    ("path", "method", "given"),
    [
        ("/claims/a", "POST", {}),
        ("/claims/a", "GET", {"authorization": "Bearer x"}),
        ("/claims/a", "GET", {"accept": "a" * 501}),
        ("/healthz", "GET", {}),
        ("/metrics", "GET", {}),
    ],
)
async def test_some_requests_are_never_answered_from_what_is_kept(
    path: str, method: str, given: Given
) -> None:
    asking = Asking(open_to_all())
    for _ in range(2):
        assert (await asking.get(path, method=method, **given)).status == 200
    assert asking.maker.made == 2
    assert len(asking.kept) == 0


async def test_every_format_asked_for_is_kept_apart() -> None:
    asking = Asking(open_to_all())
    for accept in ("text/csv", "application/json", "text/csv"):
        await asking.get(accept=accept)
    assert asking.maker.made == 2
