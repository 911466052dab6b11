"""A connection by long polling, for networks whose filters block WebSockets.

The browser opens one with a POST, and then keeps one request waiting for what is drawn (*take*) while it sends
what is typed with others (*say*). Both count: what is drawn has numbers, and stays here until the browser has
named the last one it got; what is typed comes in numbered lots, and a lot that comes twice is taken once. So
whatever the network loses is sent again, and nothing is drawn or typed twice.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import web

from game.classroom.tokens import draw_secret
from game.classroom.web.messages import ELSEWHERE, GONE, MESSAGE_LIMIT, REFUSED, Said, understood

LOG = logging.getLogger("frank.classroom")

SILENCE = 20.0
"""After so many seconds without any request the browser has gone."""
HOLD = 10.0
"""So long a request waits for something to be drawn. Proxies cut what waits for half a minute or more."""
_FRAMES = 64 * 1024
"""How much is kept for a browser that has not yet taken it; then whoever draws waits, as a socket lets them."""
_SAID = 128
"""How many messages wait to be read; then the request that brings more waits."""
_LINES = 64
"""How many messages may come in one request."""
_BODY_TIME = 10.0
"""Seconds in which a request must have arrived."""

Serve = Callable[["PollConnection"], Awaitable[None]]
"""What is done with a connection until it goes."""


class OutOfOrderError(Exception):
    """A number that no page of ours would have named."""


class PollConnection:
    """A connection over requests that wait."""

    def __init__(self, key: str) -> None:
        """A new connection.

        Args:
            key: whose it is; nobody else's requests reach it.
        """
        self.id, self.key = draw_secret(), key
        self.code: int | None = None
        """Why it was closed; None while it is open."""
        self._frames: deque[tuple[int, int, object]] = deque()
        self._drawn = self._kept = self._heard = self._takes = 0
        self._said: deque[Said] = deque()
        self._last = _now()
        self._change = asyncio.Event()

    @property
    def closed(self) -> bool:
        """Whether nothing more can be sent."""
        return self.code is not None

    # for whoever serves it

    async def send_bytes(self, data: bytes) -> None:
        """Keep what is drawn until it is taken."""
        await self._keep(data.decode("utf-8", "replace"), len(data))

    async def send_json(self, data: object) -> None:
        """Keep a message until it is taken. A text would pass for something drawn."""
        await self._keep([data], 100)

    async def _keep(self, frame: object, size: int) -> None:
        while self._kept >= _FRAMES and await self._changes():
            pass
        if self.closed:
            raise ConnectionResetError("the browser has gone")
        self._drawn += 1
        self._frames.append((self._drawn, size, frame))
        self._kept += size
        self._changed()

    async def close(self, code: int = 1000) -> None:
        """End it; the browser is told when it asks next."""
        if self.code is None:
            self.code = code
            self._changed()

    async def messages(self) -> AsyncIterator[Said | None]:
        """All that the browser says until it goes or is silent for too long."""
        while True:
            if self._said:
                said = self._said.popleft()
                self._changed()
                yield said
            elif self.closed or not await self._changes():
                return

    def _changed(self) -> None:
        before, self._change = self._change, asyncio.Event()
        before.set()

    async def _changes(self) -> bool:
        """Wait until anything happens. Gives whether the browser is still there; one that is silent has gone."""
        left = self._last + SILENCE - _now()
        if left <= 0:
            await self.close(GONE)
        elif not self.closed:
            await _until(self._change, left)
        return not self.closed

    # for the browser

    async def take(self, after: int) -> dict[str, object]:
        """What was drawn since a frame, as soon as there is something; a newer request ends an older one.

        Args:
            after: the number of the last frame that arrived.

        Raises:
            OutOfOrderError: there is no such frame, or what follows it was already taken.
        """
        self._last = _now()
        first = self._frames[0][0] if self._frames else self._drawn + 1
        if not first - 1 <= after <= self._drawn:
            raise OutOfOrderError
        while self._frames and self._frames[0][0] <= after:
            self._kept -= self._frames.popleft()[1]
        self._takes += 1
        mine, ends = self._takes, _now() + HOLD
        self._changed()
        while not self._frames and not self.closed and self._takes == mine and (left := ends - _now()) > 0:
            await _until(self._change, left)
        frames = [(number, frame) for number, _, frame in self._frames] if self._takes == mine else []
        return {"frames": frames, "closed": self.code}

    async def say(self, number: int, said: list[Said]) -> None:
        """Take a lot of messages, when there is room for it.

        Args:
            number: of the lot, from 1.
            said: the messages.

        Raises:
            OutOfOrderError: a lot before it has not come.
        """
        self._last = _now()
        while len(self._said) >= _SAID and await self._changes():
            pass
        if number > self._heard + 1:
            raise OutOfOrderError
        if number == self._heard + 1 and not self.closed:
            self._heard = number
            self._said += said
            self._changed()


class Polls:
    """All connections of this kind, by their secret ids."""

    def __init__(self) -> None:
        self._open: dict[str, PollConnection] = {}
        self._served: set[asyncio.Task[None]] = set()

    def open(self, key: str, serve: Serve) -> web.Response:
        """Begin a connection, and tell its id to whoever asked.

        Args:
            key: whose it is.
            serve: what is done with it until it goes.
        """
        for one in [one for one in self._open.values() if one.key == key and one.closed]:
            del self._open[one.id]  # it was replaced twice: nobody waits to be told
        made = PollConnection(key)
        self._open[made.id] = made
        task = asyncio.create_task(self._serve(made, serve))
        self._served.add(task)
        task.add_done_callback(self._served.discard)
        return _answer({"id": made.id})

    async def _serve(self, made: PollConnection, serve: Serve) -> None:
        try:
            await serve(made)
        except Exception:
            LOG.exception("a connection ended badly")
        finally:
            await made.close(GONE)
            asyncio.get_running_loop().call_later(SILENCE, self._open.pop, made.id, None)

    async def act(self, request: web.Request, key: str, elsewhere: bool) -> web.Response:
        """Answer one request of a connection.

        Args:
            request: its path has the ``id``, and what to do (``act``).
            key: of whoever asks, by the cookie.
            elsewhere: whether somebody shows what this connection showed, if it is unknown by now.
        """
        connection = self._open.get(request.match_info["id"])
        if connection is None or connection.key != key:
            LOG.warning("%s: a request for a connection that is not there", key)
            return _answer({"closed": ELSEWHERE if elsewhere else GONE}, 410)
        act = request.match_info["act"]
        try:
            if act == "take":
                return _answer(await connection.take(_whole(request, "after")))
            if act == "say":
                return await _say(request, connection)
            await connection.close()
            self._open.pop(connection.id, None)
            return _answer({"closed": connection.code})
        except OutOfOrderError:
            LOG.warning("%s: a request out of order was refused", key)
            return _answer({"closed": None}, 409)

    async def close(self) -> None:
        """End all."""
        for one in self._open.values():
            await one.close(1001)
        if self._served:
            await asyncio.wait(self._served, timeout=5)


async def _say(request: web.Request, connection: PollConnection) -> web.Response:
    number = _whole(request, "number")
    said = [understood(line) for line in _lines(await _body(request))]
    understandable = [one for one in said if one is not None]
    if len(understandable) < len(said) or len(said) > _LINES:
        LOG.warning(
            "%s: a browser sent what no page of ours sends; its connection was closed", connection.key
        )
        await connection.close(REFUSED)
        return _answer({"closed": REFUSED}, 400)
    await connection.say(number, understandable)
    return _answer({"closed": connection.code}, 410 if connection.closed else 200)


def _lines(body: bytes) -> list[str]:
    """One message a line; what is no text is a message that nobody understands."""
    return body.decode("utf-8", "replace").split("\n", _LINES)


async def _body(request: web.Request) -> bytes:
    """The body of a request, if it is not too long and does not trickle in."""
    data = bytearray()
    try:
        async with asyncio.timeout(_BODY_TIME):
            async for chunk in request.content.iter_chunked(4096):
                data += chunk
                if len(data) > MESSAGE_LIMIT:
                    LOG.warning("a request that is too long was refused")
                    raise web.HTTPRequestEntityTooLarge(MESSAGE_LIMIT, len(data))
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    return bytes(data)


def _whole(request: web.Request, name: str) -> int:
    text = request.query.get(name, "")
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise OutOfOrderError
    return int(text)


async def _until(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass


def _answer(data: dict[str, object], status: int = 200) -> web.Response:
    return web.json_response(data, status=status, headers={"Cache-Control": "no-store"})


def _now() -> float:
    return asyncio.get_running_loop().time()
