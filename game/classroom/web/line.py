"""A line: an app that lives on, and the browser that shows it now, if one does."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from io import StringIO

from aiohttp import WSMsgType, web
from rich.console import Console
from textual.app import App

from game.classroom.web.driver import SocketDriver

LOG = logging.getLogger("frank.classroom")

MESSAGE_LIMIT = 16_384
"""How many bytes a message of a browser may have; a paste of a whole speech has fewer."""
PENDING_LIMIT = 512 * 1024
"""How much waits for a slow browser; what is more is dropped, and all is drawn anew when it has caught up."""
_AT_ONCE = 40
"""How many messages are taken without a pause; whoever sends more is slowed, and nobody else."""
_PAUSE = 0.1
_WIDTHS, _HEIGHTS = (20, 400), (8, 200)

ELSEWHERE = 4001
"""The code with which a socket is closed when its seat was opened in another place."""
REFUSED = 4002
"""The code with which a socket is closed that sent what no page of ours sends."""


class Line:
    """An app and the socket it is drawn to. The newest socket has it; without one the app goes on unseen."""

    def __init__(self, make: Callable[[], App[None]], presence: Callable[[bool], None] | None = None) -> None:
        """A line to an app that is made when it is first looked at.

        Args:
            make: makes the app.
            presence: is told when a browser comes and when it has gone.
        """
        self._make, self._presence = make, presence
        self._app: App[None] | None = None
        self._running: asyncio.Task[None] | None = None
        self._socket: web.WebSocketResponse | None = None
        self._pending: list[str] = []
        self._waiting = 0
        self._behind = False
        self._wake = asyncio.Event()
        self._closing: set[asyncio.Task[bool]] = set()

    def write(self, data: str) -> None:
        """Take what the app draws; without a browser it is not kept, since one that comes gets all of it."""
        if self._socket is None or self._behind:
            return
        self._waiting += len(data)
        if self._waiting > PENDING_LIMIT:
            self._pending, self._waiting, self._behind = [], 0, True
        else:
            self._pending.append(data)
        self._wake.set()

    @property
    def _driver(self) -> SocketDriver | None:
        driver = self._app._driver if self._app else None
        return driver if isinstance(driver, SocketDriver) else None

    async def attach(self, socket: web.WebSocketResponse, width: int, height: int) -> None:
        """Show the app in a browser until it goes.

        Args:
            socket: of the browser, prepared.
            width: columns.
            height: rows.
        """
        before, self._socket = self._socket, socket
        self._pending, self._waiting, self._behind = [], 0, False
        if before is not None:
            # Not waited for: a browser whose network is gone never answers, and this one is there.
            closing = asyncio.create_task(before.close(code=ELSEWHERE, message=b"opened elsewhere"))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
        width, height = _within(width, _WIDTHS), _within(height, _HEIGHTS)
        pump = asyncio.create_task(self._pump(socket))
        try:
            self._show(width, height)
            if self._presence:
                self._presence(True)
            await self._listen(socket)
        finally:
            pump.cancel()
            if self._socket is socket:
                self._socket = None
                if self._presence:
                    self._presence(False)

    def _show(self, width: int, height: int) -> None:
        """Start the app, or draw it anew."""
        if self._running is None or self._running.done():
            app = self._make()
            app.line = self  # type: ignore[attr-defined]
            app.driver_class = SocketDriver
            # Every browser can show all colours, whatever the terminal of the server can.
            app.console = Console(color_system="truecolor", force_terminal=True, file=StringIO())
            self._app = app
            self._running = asyncio.create_task(self._run(app, (width, height)))
        elif self._driver:
            self._driver.again(width, height)

    async def _run(self, app: App[None], size: tuple[int, int]) -> None:
        await app.run_async(size=size)
        if app.return_code:
            LOG.error("an app ended with code %s; the next look at it begins a new one", app.return_code)

    async def _pump(self, socket: web.WebSocketResponse) -> None:
        while not socket.closed:
            await self._wake.wait()
            self._wake.clear()
            if self._socket is not socket:
                return
            data = "".join(self._pending)
            self._pending, self._waiting = [], 0
            try:
                if data:
                    await socket.send_bytes(data.encode("utf-8", "replace"))
            except (ConnectionError, RuntimeError):
                return
            if self._behind and self._driver and self._driver._size:
                self._behind = False
                self._driver.again(*self._driver._size)

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        taken, since = 0, asyncio.get_running_loop().time()
        async for message in socket:
            if self._socket is not socket:
                return
            if message.type != WSMsgType.TEXT or not await self._take(socket, message.data):
                LOG.warning("a browser sent what no page of ours sends; its socket was closed")
                await socket.close(code=REFUSED, message=b"not understood")
                return
            taken, now = taken + 1, asyncio.get_running_loop().time()
            if now - since > 1:
                taken, since = 0, now
            elif taken > _AT_ONCE:
                await asyncio.sleep(_PAUSE)

    async def _take(self, socket: web.WebSocketResponse, text: str) -> bool:
        """Do what a browser says; give whether it was understood."""
        try:
            kind, *rest = json.loads(text)
            driver = self._driver
            match kind, rest:
                case "stdin", [str(typed)]:
                    if driver:
                        driver.typed(typed)
                case "resize", [{"width": int(width), "height": int(height)}]:
                    if driver:
                        driver.resized(_within(width, _WIDTHS), _within(height, _HEIGHTS))
                case "ping", [int() | float() | str() as stamp]:
                    await socket.send_json(["pong", stamp if not isinstance(stamp, str) else stamp[:40]])
                case (("focus" | "blur"), _):
                    pass  # a seat that lost the focus is drawn as before
                case _:
                    return False
        except (ValueError, TypeError, RecursionError):
            return False
        except Exception:  # whatever a strange sequence does to the parser, the table is unharmed
            LOG.exception("what a browser typed could not be read")
            return False
        return True

    async def close(self) -> None:
        """End the app and the socket."""
        if self._app is not None and self._running is not None and not self._running.done():
            self._app.exit()
            await asyncio.wait([self._running], timeout=5)
        if self._socket is not None:
            await self._socket.close()


def _within(value: int, limits: tuple[int, int]) -> int:
    return max(limits[0], min(limits[1], value))
