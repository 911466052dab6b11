"""A class for the tests: a real server on a real socket, and browsers that speak its protocol."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType
from aiohttp.test_utils import TestServer
from textual.widget import Widget
from textual.widgets import Input

from game.classroom.hosting import open_register
from game.classroom.room import Room
from game.classroom.seat import SeatScreen
from game.classroom.settings import Settings
from game.classroom.table import Seat
from game.classroom.web.app_session import Line
from game.classroom.web.server import Classroom
from game.scenario import library
from game.scenario.reading.read import load
from game.screens.shift import ShiftScreen
from game.store import Store, open_store

ESCAPE, ENTER, UP, DOWN = "\x1b", "\r", "\x1b[A", "\x1b[B"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_SEQUENCE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|[()][0-9A-B]|[@-Z\\-_=>])")


@dataclass
class Browser:
    """Somebody's browser: a cookie jar, a socket, and all that ever came through it."""

    address: str
    session: ClientSession
    socket: ClientWebSocketResponse | None = None
    received: bytearray = field(default_factory=bytearray)
    closed: int | None = None
    pongs: list[object] = field(default_factory=list)
    secret: str = ""
    _reading: asyncio.Task[None] | None = None

    @property
    def origin(self) -> dict[str, str]:
        """What a page of the server sends along."""
        return {"Origin": self.address}

    async def join(self, code: str, name: str = "", side: int | str | None = None) -> int:
        """Take a seat as the form does; gives the status."""
        form = {"code": code, "name": name, "side": "" if side is None else str(side)}
        async with self.session.post(
            f"{self.address}/join", data=form, headers=self.origin, allow_redirects=False
        ) as answer:
            self.secret = answer.headers.get("Location", "").partition("#")[2]
            return answer.status

    async def enter(self, secret: str) -> int:
        """Show the secret of a link; gives the status."""
        async with self.session.post(f"{self.address}/enter", data=secret, headers=self.origin) as answer:
            return answer.status

    async def attach(self, path: str = "/seat/ws", size: tuple[int, int] = (80, 24)) -> None:
        """Open the socket."""
        self.socket = await self.session.ws_connect(
            f"{self.address}{path}?width={size[0]}&height={size[1]}", headers=self.origin
        )
        self.received.clear()
        self._reading = asyncio.create_task(self._read(self.socket))

    async def _read(self, socket: ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type == WSMsgType.BINARY:
                self.received += message.data
            elif message.type == WSMsgType.TEXT:
                self.pongs.append(json.loads(message.data))
        self.closed = socket.close_code

    async def type(self, text: str) -> None:
        """Type."""
        assert self.socket is not None
        await self.socket.send_str(json.dumps(["stdin", text]))

    @property
    def text(self) -> str:
        """All that was drawn since the socket was opened, without the commands to the terminal."""
        return plain(bytes(self.received))

    async def leave(self) -> None:
        """Close the socket, as a browser does that is closed."""
        if self.socket is not None:
            await self.socket.close()
        if self._reading is not None:
            await self._reading


def plain(drawn: bytes) -> str:
    """What was drawn, without commands to the terminal; every blank the same."""
    text = _COLOUR.sub("", drawn.decode("utf-8", "replace"))
    return " ".join(_SEQUENCE.sub(" ", text).split())


@dataclass
class Class:
    """A room that is served, and its browsers."""

    room: Room
    store: Store
    secret: str
    served: Classroom
    address: str
    browsers: list[Browser] = field(default_factory=list)

    async def browser(self) -> Browser:
        """Somebody opens a browser."""
        made = Browser(self.address, ClientSession(cookie_jar=CookieJar(unsafe=True)))
        self.browsers.append(made)
        return made

    async def student(self, name: str = "", side: int | None = None) -> tuple[Browser, Seat]:
        """Somebody takes a seat and looks at it."""
        browser = await self.browser()
        assert await browser.join(self.room.code, name, side) == 303
        seat = self.room.seat_of(browser.secret)
        assert seat is not None
        await browser.attach()
        await until(lambda: "Your brief" in browser.text)
        return browser, seat

    async def teacher(self) -> Browser:
        """The teacher opens the link."""
        browser = await self.browser()
        assert await browser.enter(self.secret) == 200
        await browser.attach("/facilitator/ws", (120, 30))
        await until(lambda: "Room code" in browser.text)
        return browser

    def line_of(self, seat: Seat) -> Line:
        """The line to a seat that was looked at."""
        return self.served._lines[f"seat {seat.id}"]

    def _focused(self, seat: Seat) -> Widget | None:
        app = self.line_of(seat)._app
        return app.focused if app is not None else None

    async def back_to_the_table(self, browser: Browser, seat: Seat) -> None:
        """Close all pages that lie over the table. An escape is the key only if nothing follows it at once."""
        app = self.line_of(seat)._app
        assert app is not None
        while not isinstance(app.screen, SeatScreen):
            before = app.screen
            await browser.type(ENTER if isinstance(before, ShiftScreen) else ESCAPE)
            await until(lambda before=before: app.screen is not before)  # type: ignore[misc]

    def focused_at(self, seat: Seat) -> str | None:
        """The id of what has the keys at a seat."""
        focused = self._focused(seat)
        return focused.id if focused is not None else None

    def written_at(self, seat: Seat) -> str | None:
        """What stands in the box that has the keys at a seat; None if no box has."""
        focused = self._focused(seat)
        return focused.value if isinstance(focused, Input) else None


@asynccontextmanager
async def a_class(
    place: Path,
    tables: int = 1,
    scenario: str = "the-list-on-the-table",
    port: int = 0,
    settings: Settings = Settings(send="anyone", choose=True),  # noqa: B008 - it cannot be changed
) -> AsyncIterator[Class]:
    """A class of a scenario, whose delegations can be chosen."""
    store = open_store(f"sqlite:///{place / 'games.sqlite'}")
    register = open_register(store)
    room, secret = Room.open(load(library.find(scenario)), "", tables, 7, store, register, settings)
    served = Classroom(room, address="http://localhost")
    server = TestServer(served.app(), host="127.0.0.1", port=port or None)
    await server.start_server()
    made = Class(room, store, secret, served, str(server.make_url("")).rstrip("/"))
    try:
        yield made
    finally:
        for browser in made.browsers:
            with suppress(ConnectionError):
                await browser.leave()
            await browser.session.close()
        await server.close()
        store.close()


async def until(holds: Callable[[], bool], tries: int = 1500) -> None:
    """Wait until something holds; fail if it never does."""
    for _ in range(tries):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to that")


async def start(place: Path, *words: str, store: str = "") -> tuple[Process, str, str]:
    """Start the real program; gives it with the room code and the teacher's secret."""
    url = store or f"sqlite:///{place / 'games.sqlite'}"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "game", "host", "--store", url, *words, stdout=PIPE, stderr=PIPE
    )
    assert process.stdout is not None
    said = b""
    while b"Ctrl+C" not in said:
        line = await process.stdout.readline()
        assert line, (await process.communicate())[1].decode()
        said += line
    text = said.decode()
    code, link = re.search(r"Room code +(\S+)", text), re.search(r"You +(\S+)", text)
    assert code is not None
    assert link is not None
    return process, code[1], link[1]
