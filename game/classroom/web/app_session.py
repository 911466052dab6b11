"""An app that stays alive, and the browser that shows it, if there is one."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from io import StringIO

from rich.console import Console
from textual.app import App

from game.classroom.draw_queue import Pace
from game.classroom.web.connection import Connection
from game.classroom.web.driver import SocketDriver
from game.classroom.web.messages import ELSEWHERE, REFUSED, Ping, Resized, Said, Typed, pong, within
from game.screens.textual_private import driver_of

__all__ = ["ELSEWHERE", "PENDING_LIMIT", "REFUSED", "Line"]

LOG = logging.getLogger("frank.classroom")

PENDING_LIMIT = 512 * 1024
"""How much waits for a slow browser; what is more is dropped, and all is drawn anew when it has caught up."""
_AT_ONCE = 40
"""How many messages are taken without a pause; whoever sends more is slowed, and nobody else."""
_PAUSE = 0.1
_MOTION = re.compile(r"(\x1b\[<(3[2-9]|[45]\d|6[0-3]);\d+;\d+[Mm])+")
"""The mouse goes over the screen, as XTerm's SGR protocol (mode 1006) says it: nobody waits for what that draws."""
_LEAST = 64
"""Characters; what is shorter says how the mouse looks, and draws nothing."""


class Line:
    """An app and the connection it is drawn to. The newest has it; without one the app goes on unseen."""

    def __init__(
        self, make: Callable[[], App[None]], pace: Pace, presence: Callable[[bool], None] | None = None
    ) -> None:
        """A line to an app that is made when it is first looked at.

        Args:
            make: makes the app.
            pace: in what order the apps of the room draw.
            presence: is told when a browser comes and when it has gone.
        """
        self._make, self._pace, self._presence = make, pace, presence
        self._app: App[None] | None = None
        self._running: asyncio.Task[None] | None = None
        self._connection: Connection | None = None
        self._pending: list[str] = []
        self._waiting = 0
        self._behind = False
        self._wake = asyncio.Event()
        self._closing: set[asyncio.Task[None]] = set()

    def write(self, data: str) -> None:
        """Take what the app draws; without a browser it is not kept, since one that comes gets all of it."""
        if self._app is not None and len(data) >= _LEAST:
            self._pace.drawn(self._app)
        if self._connection is None or self._behind:
            return
        self._waiting += len(data)
        if self._waiting > PENDING_LIMIT:
            self._pending, self._waiting, self._behind = [], 0, True
        else:
            self._pending.append(data)
        self._wake.set()

    @property
    def seen(self) -> bool:
        """Whether a browser shows it now."""
        return self._connection is not None

    @property
    def _driver(self) -> SocketDriver | None:
        driver = driver_of(self._app) if self._app else None
        return driver if isinstance(driver, SocketDriver) else None

    async def attach(self, connection: Connection, width: int, height: int) -> None:
        """Show the app in a browser until it goes.

        Args:
            connection: to the browser, open.
            width: columns.
            height: rows.
        """
        before, self._connection = self._connection, connection
        self._pending, self._waiting, self._behind = [], 0, False
        if before is not None:
            # Not waited for: a browser whose network is gone never answers, and this one is there.
            closing = asyncio.create_task(before.close(ELSEWHERE))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
        pump = asyncio.create_task(self._pump(connection))
        try:
            self._show(*within(width, height))
            if self._presence:
                self._presence(True)
            await self._listen(connection)
        finally:
            pump.cancel()
            if self._connection is connection:
                self._connection = None
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
            failure = getattr(app, "failure", None)
            LOG.error(
                "an app ended with code %s; the next look at it begins a new one",
                app.return_code,
                exc_info=failure,
            )

    async def _pump(self, connection: Connection) -> None:
        while not connection.closed:
            await self._wake.wait()
            self._wake.clear()
            if self._connection is not connection:
                self._wake.set()  # meant for the pump of whoever is there now
                return
            data = "".join(self._pending)
            self._pending, self._waiting = [], 0
            try:
                if data:
                    await connection.send_bytes(data.encode("utf-8", "replace"))
            except (ConnectionError, RuntimeError):
                return
            if self._behind and self._driver and self._driver.size:
                self._behind = False
                self._driver.again(*self._driver.size)

    async def _listen(self, connection: Connection) -> None:
        taken, since = 0, asyncio.get_running_loop().time()
        async for said in connection.messages():
            if self._connection is not connection:
                return
            if said is None or not await self._take(connection, said):
                LOG.warning("a browser sent what no page of ours sends; its connection was closed")
                await connection.close(REFUSED)
                return
            taken, now = taken + 1, asyncio.get_running_loop().time()
            if now - since > 1:
                taken, since = 0, now
            elif taken > _AT_ONCE:
                await asyncio.sleep(_PAUSE)

    async def _take(self, connection: Connection, said: Said) -> bool:
        """Do what a browser says; give whether that was possible."""
        driver = self._driver
        try:
            if isinstance(said, Ping):
                await connection.send_json(pong(said))
            elif isinstance(said, Typed) and driver:
                if self._app is not None and not _MOTION.fullmatch(said.text):
                    self._pace.pressed(self._app)
                driver.typed(said.text)
            elif isinstance(said, Resized) and driver:
                driver.resized(said.width, said.height)
        except ConnectionError:
            pass  # it has gone while it was answered; the loop that listens ends by itself
        except Exception:  # whatever a strange sequence does to the parser, the table is unharmed
            LOG.exception("what a browser typed could not be read")
            return False
        return True

    async def close(self) -> None:
        """End the app and the connection."""
        if self._app is not None and self._running is not None and not self._running.done():
            self._app.exit()
            await asyncio.wait([self._running], timeout=5)
        if self._connection is not None:
            await self._connection.close()
