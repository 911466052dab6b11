"""A Textual driver that draws into a socket and reads keys from it.

Many apps run in one process, each with a driver of this kind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Protocol, TextIO, cast

from textual import events
from textual.geometry import Size

from game.screens.terminal import Keyboard
from game.screens.textual_private import OpenDriver

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

_BEGIN = "\x1b[?1049h\x1b[?1000h\x1b[?1003h\x1b[?1006h\x1b[?25l\x1b[?2004h\x1b[2J"
"""Another screen, the mouse, no cursor, pastes marked as such; and nothing of what stood there before."""


class Screen(Protocol):
    """Whatever takes what is drawn."""

    def write(self, data: str) -> None:
        """Take a piece of output."""


class SocketDriver(OpenDriver):
    """Draws into the :class:`Screen` that its app carries as ``line``."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._line = cast(Screen, app.line)  # type: ignore[attr-defined]
        self._keyboard = Keyboard()
        self._typed = 0
        """How often something came."""

    @property
    def is_web(self) -> bool:
        """It is drawn in a browser."""
        return True

    def write(self, data: str) -> None:
        """Draw."""
        self._line.write(data)

    def start_application_mode(self) -> None:
        """Begin to draw."""
        self.write(_BEGIN)
        self.resized(*(self.size or (80, 24)))

    def disable_input(self) -> None:
        """Nothing reads by itself."""

    def stop_application_mode(self) -> None:
        """Nothing has to be given back."""

    def again(self, width: int, height: int) -> None:
        """Draw everything anew, for a browser that shows nothing yet.

        Args:
            width: columns of it.
            height: rows of it.
        """
        self.write(_BEGIN)
        self.resized(width, height)
        self.app.call_later(self.app.refresh)

    def resized(self, width: int, height: int) -> None:
        """The browser has another size, in cells."""
        self.size = (width, height)
        size = Size(width, height)
        self.app.post_message(events.Resize(size, size))

    def typed(self, text: str) -> None:
        """Keys and clicks came, as a terminal sends them."""
        self._typed += 1
        self._heard(self._keyboard.feed_text(text))

    def _heard(self, messages: Iterable[Message]) -> None:
        """Take what was typed, and see to it that what is not complete does not wait for ever."""
        for message in messages:
            if not isinstance(message, events.Resize):  # the page says that in another way
                self.process_message(message)
        patience = self._keyboard.patience
        if patience is not None:
            asyncio.get_running_loop().call_later(patience, self._silence, self._typed)

    def _silence(self, typed: int) -> None:
        if typed == self._typed:
            self._heard(self._keyboard.silence())

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """A browser on the teacher's machine is no business of a seat."""

    def deliver_binary(
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",
        encoding: str | None = None,
        mime_type: str | None = None,
        name: str | None = None,
    ) -> None:
        """Nor is a file on it."""
        binary.close()
