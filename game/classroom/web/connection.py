"""A connection between a browser and an app, however the bytes travel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

from aiohttp import WSMsgType, web

from game.classroom.web.messages import Said, understood


class Connection(Protocol):
    """A way to one browser."""

    @property
    def closed(self) -> bool:
        """Whether nothing more can be sent."""

    async def send_bytes(self, data: bytes) -> None:
        """Send what is drawn; returns when the browser keeps up.

        Raises:
            ConnectionError: it has gone.
        """

    async def send_json(self, data: object) -> None:
        """Send a message.

        Raises:
            ConnectionError: it has gone.
        """

    async def close(self, code: int = 1000) -> None:
        """End it; the code tells the browser why."""

    def messages(self) -> AsyncIterator[Said | None]:
        """All that the browser says until it goes; None is what was not understood."""


class SocketConnection:
    """A connection over a WebSocket."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket

    @property
    def closed(self) -> bool:
        """Whether nothing more can be sent."""
        return self._socket.closed

    async def send_bytes(self, data: bytes) -> None:
        """Send what is drawn."""
        await self._socket.send_bytes(data)

    async def send_json(self, data: object) -> None:
        """Send a message."""
        await self._socket.send_json(data)

    async def close(self, code: int = 1000) -> None:
        """Close the socket."""
        await self._socket.close(code=code)

    async def messages(self) -> AsyncIterator[Said | None]:
        """All that comes through the socket."""
        async for message in self._socket:
            yield understood(message.data) if message.type == WSMsgType.TEXT else None
