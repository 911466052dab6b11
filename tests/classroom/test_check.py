"""The test of the network: anybody may run it, and it says honestly what a filter does."""

from __future__ import annotations

import asyncio
import re
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page

from game.classroom.web import check, messages
from tests.classroom.pages import in_a_browser, open_page
from tests.classroom.seats import Browser, a_class, until

REFUSE, SWALLOW = -1.0, 0.0
"""Answers the handshake with a page of its own; or lets it through, and nothing after it."""
_BLOCKED = b"HTTP/1.1 302 Found\r\nLocation: http://blocked.invalid/\r\nContent-Length: 0\r\n\r\n"


@asynccontextmanager
async def a_filter(address: str, cut: float) -> AsyncIterator[str]:
    """A filter before a room; gives its own address.

    Args:
        address: of the room.
        cut: seconds after which it cuts a WebSocket; or :data:`REFUSE`, or :data:`SWALLOW`.
    """
    host, _, port = address.removeprefix("http://").partition(":")
    running: set[asyncio.Task[None]] = set()

    async def pass_on(client: StreamReader, to_client: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        ends = [to_client]
        try:
            with suppress(OSError, TimeoutError, asyncio.IncompleteReadError):
                head = await client.readuntil(b"\r\n\r\n")
                upgrade = b"upgrade: websocket" in head.lower()
                if upgrade and cut == REFUSE:
                    to_client.write(_BLOCKED)
                    await to_client.drain()
                    return
                server, to_server = await asyncio.open_connection(host, int(port))
                ends.append(to_server)
                to_server.write(head)
                if upgrade and cut == SWALLOW:
                    to_client.write(await server.readuntil(b"\r\n\r\n"))
                    await asyncio.sleep(60)
                async with asyncio.timeout(cut if upgrade else None):
                    await asyncio.gather(_pipe(client, to_server), _pipe(server, to_client))
        finally:
            for end in ends:
                end.close()
            running.discard(task)

    listening = await asyncio.start_server(pass_on, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    finally:
        listening.close()
        for task in list(running):
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await asyncio.sleep(0.05)  # so that the sockets are closed before the loop is


async def _pipe(source: StreamReader, target: StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
    target.close()


async def test_the_page_is_open_to_all_and_takes_no_seat(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        browser = await room.browser()
        async with browser.session.get(f"{room.address}/check/cookie") as answer:
            assert await answer.text() == "no"
        for asked, seconds in (
            ("", 60),
            ("?seconds=3", 3),
            ("?seconds=0", 2),
            ("?seconds=999", 60),
            ("?seconds=x", 60),
        ):
            async with browser.session.get(f"{room.address}/check{asked}") as answer:
                page = await answer.text()
                assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert f'data-seconds="{seconds}"' in page
            assert "<script>" not in page
            assert "statements do not express the views of participants" in page
        async with browser.session.get(f"{room.address}/check/cookie") as answer:
            assert await answer.text() == "yes"
        async with browser.session.get(f"{room.address}/") as answer:
            assert 'href="/check"' in await answer.text()
        assert not room.room.seats


async def _echo(browser: Browser) -> ClientWebSocketResponse:
    return await browser.session.ws_connect(f"{browser.address}/check/ws", headers=browser.origin)


async def test_the_socket_answers_questions_and_nothing_else(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        browser = await room.browser()
        socket = await _echo(browser)
        for number in range(3):
            await socket.send_json(["ping", number])
            assert await socket.receive_json() == ["pong", number]
        await socket.send_json(["stdin", "k"])
        await socket.receive()
        assert socket.close_code == messages.REFUSED
        for headers in ({}, {"Origin": "http://evil.example"}):
            with pytest.raises(WSServerHandshakeError):
                await browser.session.ws_connect(f"{room.address}/check/ws", headers=headers)
        socket = await _echo(browser)
        for number in range(check._PINGS):
            await socket.send_json(["ping", number])
        while (await socket.receive()).type == WSMsgType.TEXT:
            pass
        assert socket.close_code == 1000, "so many questions are answered, and no more"


async def test_connections_are_few_and_end_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_FROM_ONE", 2)
    monkeypatch.setattr(check, "_HARD_LIMIT", 1.0)
    async with a_class(tmp_path) as room:
        browser = await room.browser()
        async with browser.session.post(f"{room.address}/check/poll", headers=browser.origin) as answer:
            assert answer.status == 403, "the page gives the cookie first"
        await (await browser.session.get(f"{room.address}/check")).release()
        first, second, third = [await _echo(browser) for _ in range(3)]
        await third.receive()
        assert third.close_code == messages.BUSY
        async with browser.session.post(f"{room.address}/check/poll", headers=browser.origin) as answer:
            assert (answer.status, await answer.json()) == (429, {"closed": messages.BUSY})
        for socket in (first, second):
            await socket.receive()
            assert socket.closed
        counted = room.served._check
        await until(lambda: not counted._from and not counted._running)
        async with browser.session.post(f"{room.address}/check/poll", headers=browser.origin) as answer:
            assert answer.status == 200
            made = (await answer.json())["id"]
        stranger = await room.browser()
        await (await stranger.session.get(f"{room.address}/check")).release()
        for one, status in ((stranger, 410), (browser, 200)):
            async with one.session.post(
                f"{room.address}/check/poll/{made}/say?number=1", data='["ping", 1]', headers=one.origin
            ) as answer:
                assert answer.status == status


async def test_a_room_closes_while_a_test_runs(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        browser = await room.browser()
        socket = await _echo(browser)
        await (await browser.session.get(f"{room.address}/check")).release()
        await (await browser.session.post(f"{room.address}/check/poll", headers=browser.origin)).release()
        await until(lambda: len(room.served._check._running) == 2)
        assert not socket.closed
        began = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - began < 5


async def _checked(page: Page, address: str) -> tuple[str, str]:
    """What the page says when the test is over: the verdict, and all of it."""
    await page.goto(f"{address}/check?seconds=3")
    await page.wait_for_selector("#report:not([hidden])", timeout=30_000)
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    line = await page.input_value("#line")
    assert line.startswith("Frank Exchange network test, ")
    assert "\n" not in line
    return await page.inner_text("#verdict"), await page.inner_text("main") + line


@pytest.mark.parametrize("width", [1000, 390])
@in_a_browser
async def test_on_a_good_network_all_is_well(tmp_path: Path, browser: Chromium, width: int) -> None:
    faults: list[str] = []
    async with a_class(tmp_path) as room:
        page = await open_page(browser, faults, width, 800)
        verdict, text = await _checked(page, room.address)
        assert verdict == "All is well. This device can take part over this network."
        for said in (
            "They are kept",
            r"It held for 3 seconds\. (\d) of \1 questions answered",
            r"It works\. 3 of 3 questions answered",
            "characters wide",
            r"cookies kept; WebSocket \(3 s\) held, (\d)/\1 answered",
        ):
            assert re.search(said, text)
        await page.click("#copy")
        await page.locator("#copied", has_text="Copied.").wait_for()
        assert not faults


@pytest.mark.parametrize(
    ("cut", "found", "then"),
    [
        (REFUSE, "lets no WebSocket through", "does not get through here, so the game takes the way round"),
        (SWALLOW, "nothing came through", "does not get through here, so the game takes the way round"),
        (1.6, "cut the connection after 2\u00a0s", "is cut here, so the game takes the way round"),
    ],
    ids=["refuses", "swallows", "cuts"],
)
@in_a_browser
async def test_behind_a_filter_it_says_what_the_filter_does(
    tmp_path: Path, browser: Chromium, cut: float, found: str, then: str
) -> None:
    faults: list[str] = []
    async with a_class(tmp_path) as room, a_filter(room.address, cut) as address:
        page = await open_page(browser, faults)
        verdict, text = await _checked(page, address)
        assert found in text
        assert then in verdict
        assert not faults
        await page.context.close()


@in_a_browser
async def test_where_nothing_works_it_says_whom_to_ask(tmp_path: Path, browser: Chromium) -> None:
    faults: list[str] = []
    async with a_class(tmp_path) as room, a_filter(room.address, REFUSE) as address:
        page = await open_page(browser, faults)
        await page.route("**/check/poll*", lambda route: route.fulfill(status=403, body="<h1>Blocked</h1>"))
        verdict, text = await _checked(page, address)
        assert verdict.startswith("This device cannot take part over this network. Give the line below to")
        assert "the requests are not answered" in text
        await page.unroute_all()
        await page.route("**/check/cookie", lambda route: route.fulfill(body="no"))
        verdict, text = await _checked(page, room.address)
        assert verdict.startswith("This browser cannot keep a seat, because it keeps no cookies.")
        assert not faults
        await page.context.close()
