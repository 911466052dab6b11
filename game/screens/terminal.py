"""The terminal of the game: no input ends the app, a signal gives the terminal back, and a crash is an error.

It builds on Textual's own driver for Linux and macOS.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from textual import constants, events, on
from textual.app import App
from textual.message import Message
from textual.worker import WorkerFailed

from game.screens.terminal_input import Kind, TerminalInput, Token
from game.screens.textual_private import ANSI_SEQUENCES_KEYS, OpenApp, XTermParser

if TYPE_CHECKING:
    from textual.driver import Driver

ResultT = TypeVar("ResultT")


class Signalled(Message):
    """The program was asked to end by a signal."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class TerminalApp(OpenApp[ResultT]):
    """An app that ends with an error code after an exception or a signal, and prints no traceback."""

    failed = False
    """Whether the app ended because something failed."""
    failure: BaseException | None = None
    """The first exception that nothing handled."""

    def get_driver_class(self) -> type[Driver]:
        """Return our driver where Textual would take its own for Linux and macOS."""
        usual = super().get_driver_class()
        if sys.platform != "win32" and usual is LinuxDriver:
            return TerminalDriver
        return usual

    def panic(self, *renderables: object) -> None:
        """End the app after a failure. What Textual would print, the values of all variables among it, is left out."""
        self.failed = True
        super().panic()

    @on(Signalled)
    def _leave(self, message: Signalled) -> None:
        """End with the code that a shell gives to a program that was ended by a signal."""
        self.exit(return_code=128 + message.number)

    def fails_by(self, error: Exception) -> bool:
        """Note what failed, unless the app is being left: a screen still being put up has then lost its parts."""
        if self.return_code is not None and not self.failed:
            return False
        self.failed = True
        self.failure = self.failure or (error.error if isinstance(error, WorkerFailed) else error)
        return True


class Keyboard:
    """Turns what a terminal sends into the messages of Textual. No input makes it raise an exception."""

    def __init__(self) -> None:
        self._input = TerminalInput(ANSI_SEQUENCES_KEYS.__contains__, constants.ESCAPE_DELAY)
        self._parser = XTermParser()

    @property
    def patience(self) -> float | None:
        """The seconds of silence after which :meth:`silence` is to be called; None if nothing is pending."""
        return self._input.patience

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages that some bytes complete."""
        return self._messages(self._input.feed(data))

    def feed_text(self, text: str) -> Iterator[Message]:
        """Yield the messages that some characters complete."""
        return self._messages(self._input.feed_text(text))

    def silence(self) -> Iterator[Message]:
        """Yield the messages that are complete because nothing follows."""
        return self._messages(self._input.silence())

    def _messages(self, tokens: Iterable[Token]) -> Iterator[Message]:
        for kind, text in tokens:
            match kind:
                case Kind.ESCAPE:
                    yield events.Key("escape", text)
                case Kind.PASTE:
                    yield events.Paste(text)
                case _:
                    yield from self._parsed(text)

    def _parsed(self, text: str) -> list[Message]:
        try:
            return list(self._parser.feed(text))
        except Exception:  # whatever Textual cannot read after all is left out
            self._parser = XTermParser()
            return []


if sys.platform != "win32":
    import termios

    from textual.drivers.linux_driver import LinuxDriver

    _SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
    _LOOK = 0.1
    """The seconds between two looks whether the input is to end."""
    _PATIENCE = 2.0
    """The seconds that the app has to end after a signal; then the process ends without it."""
    _PIXELS_OFF = "\x1b[?1016l"
    _RESTORE = (
        "\x1b[?2026l\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
        f"{_PIXELS_OFF}\x1b[<u\x1b[0m\x1b[?1049l\x1b[?25h\x1b[?1004l"
    ).encode()
    """Takes back all that was set: pastes, sizes, mouse reports, keys, the other screen, the cursor, the focus."""

    class TerminalDriver(LinuxDriver):
        """Textual's driver, but with an input that nothing ends, and signals that give the terminal back."""

        def __init__(self, app: App[Any], **options: Any) -> None:
            super().__init__(app, **options)
            self._before: dict[signal.Signals, Any] = {}
            """What signals did before."""
            self._leaving = False

        # input

        def run_input_thread(self) -> None:
            """Read until the app ends or the terminal is gone."""
            keyboard, silent = Keyboard(), 0.0
            while not self.exit_event.is_set():
                patience = keyboard.patience
                wait = _LOOK if patience is None else min(_LOOK, max(0.0, patience - silent))
                if select.select([self.fileno], [], [], wait)[0]:
                    data = self._read()
                    if not data:
                        os.kill(os.getpid(), signal.SIGHUP)
                        return
                    messages, silent = keyboard.feed(data), 0.0
                else:
                    silent += wait
                    if patience is None or silent < patience:
                        continue
                    messages, silent = keyboard.silence(), 0.0
                for message in messages:
                    self.process_message(message)

        def _read(self) -> bytes:
            try:
                return os.read(self.fileno, 4096)
            except OSError:  # the terminal is gone
                return b""

        # the end

        def start_application_mode(self) -> None:
            """Take the terminal, and the signals that end the program."""
            super().start_application_mode()  # type: ignore[no-untyped-call]
            for number in _SIGNALS:
                self._before.setdefault(number, signal.signal(number, self._signalled))

        def stop_application_mode(self) -> None:
            """Give back the terminal."""
            self.write(_PIXELS_OFF)
            super().stop_application_mode()

        def close(self) -> None:
            """Give back the signals."""
            super().close()
            signal.setitimer(signal.ITIMER_REAL, 0)
            while self._before:
                number, before = self._before.popitem()
                signal.signal(number, before)

        def _signalled(self, number: int, frame: object) -> None:
            """Let the app end; if it does not, or at a second signal, end the process."""
            if self._leaving:
                self._end(number)
            self._leaving = True
            signal.signal(signal.SIGALRM, lambda *_: self._end(number))
            signal.setitimer(signal.ITIMER_REAL, _PATIENCE)
            self.send_message(Signalled(number))

        def _end(self, number: int) -> None:
            """Give back the terminal and end the process, whatever the app is doing."""
            try:
                if self.attrs_before is not None:
                    termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
                target = sys.__stderr__.fileno() if sys.__stderr__ else 2
                os.set_blocking(target, False)  # a terminal that takes nothing must not hold the process
                os.write(target, _RESTORE)
                os.set_blocking(target, True)
            except (OSError, termios.error):
                pass
            os._exit(128 + number)
