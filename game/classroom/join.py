"""``frank join``: a seat in the student's own terminal, over the connection that browsers use."""

from __future__ import annotations

import asyncio
import codecs
import html
import json
import os
import re
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TextIO, TypeVar
from urllib.parse import parse_qs, urlsplit

from game import FrankError
from game.classroom.web.messages import ELSEWHERE, within
from game.classroom.web.terminal_filter import Sieve

if TYPE_CHECKING:
    from ssl import SSLContext

    from aiohttp import ClientSession, ClientWebSocketResponse

PORT = 8000
"""The port of a room, if none is named."""
_PIECE = 1000
"""So many signs of what is typed go in one message; each may take six bytes."""
_PING, _SILENCE = 10.0, 30.0
"""Seconds between two questions whether the room is there, and until it is not."""
_TWICE = 2.0
"""Seconds within which a second Ctrl+C leaves."""
_LEAVE, _INTERRUPT = "\x1d", "\x03"
_BACK = "\x1b[?2026l\x1b[?2004l\x1b[?1006l\x1b[?1003l\x1b[?1000l\x1b[0m\x1b[?1049l\x1b[?25h"
"""Takes back whatever the room may have set: no mouse, the cursor, the screen that was there before."""
_WRONG_CODES = 3
_WAITING = 500
"""So many messages wait for a slow network; whoever types on then types for nothing."""
_LEFT = "You have left the table; your seat is kept."
_ELSEWHERE = "This seat is open in another place now."
_LOST = " The connection was lost. Trying again … Ctrl+] leaves. "
_Answer = TypeVar("_Answer")


class JoinError(FrankError):
    """A seat cannot be taken, in a sentence."""


class Place(NamedTuple):
    """Where a room is, and what its address says besides."""

    room: str
    code: str = ""
    secret: str = ""


def place_of(address: str) -> Place:
    """Read what somebody typed or copied.

    Raises:
        JoinError: it is no address of a room.
    """
    text = address.strip()
    parts = urlsplit(text if "://" in text else f"http://{text}")
    try:
        host, port = parts.hostname or "", parts.port or PORT
    except ValueError:
        host, port = "", 0
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise JoinError(f"{text!r} is no address of a room; it looks like http://192.168.1.5:{PORT}")
    shown = f"[{host}]" if ":" in host else host
    code = parse_qs(parts.query).get("code", [""])[0]
    return Place(f"{parts.scheme}://{shown}:{port}", code, parts.fragment)


class Joining(NamedTuple):
    """What somebody typed."""

    address: str
    name: str | None = None
    code: str = ""
    trust: str | None = None
    watch: str = ""
    """``observer`` or ``reporter`` for who speaks for nobody."""


def join(wish: Joining, *, out: TextIO, err: TextIO) -> int:
    """Take a seat, and show it in this terminal until it is left.

    Args:
        wish: what was typed.
        out: where to say what is to be known before.
        err: where to say why there is no seat.

    Returns:
        0 if the seat was left, 1 if there is none, or it was opened in another place.
    """
    try:
        return _join(wish, out)
    except JoinError as error:
        print(f"frank join: {error}", file=err)
        return 1


def _join(wish: Joining, out: TextIO) -> int:
    place = place_of(wish.address)
    _needs()
    trusted = _trusted(wish.trust)
    secret = place.secret or _sit(place, wish, trusted, out)
    room, path = asyncio.run(_asked(place, trusted, partial(_enter, room=place.room, secret=secret)))
    how = f"To come back:  frank join '{room}{path}#{secret}'"
    print(f"{how}\nTo leave:      Ctrl+], or Ctrl+C twice", file=out)
    _question("Press Enter to see the table. ", out)
    with _raw(sys.stdin.fileno(), sys.stdout.fileno()) as write:
        why = asyncio.run(_Seated(room, path, secret, write).stay(trusted))
    print(f"{why}\n{how}", file=out)
    return 0 if why == _LEFT else 1


def _needs() -> None:
    """Whatever is missing here is told in a sentence.

    Raises:
        JoinError: something is.
    """
    try:
        import termios  # noqa: F401
    except ImportError as error:
        raise JoinError(
            "this works in a terminal of Linux or macOS only; on Windows open the address in a browser"
        ) from error
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "dumb") == "dumb":
        raise JoinError("this needs a terminal; or open the address in a browser")
    try:
        import aiohttp  # noqa: F401
    except ImportError as error:
        raise JoinError(f"this needs {error.name}: pip install 'frank-exchange[classroom]'") from error


# before the table is seen


def _trusted(path: str | None) -> SSLContext | None:
    """What is believed besides the certificates of this machine: a file that the teacher gave."""
    if path is None:
        return None
    import ssl

    try:
        context = ssl.create_default_context(cafile=path)
    except (OSError, ssl.SSLError) as error:
        raise JoinError(f"the certificate {path} cannot be read") from error
    context.verify_flags |= (
        ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
    )  # itself, with nobody who vouches for it
    return context


def _question(question: str, out: TextIO) -> str:
    """Ask; between two conversations with the room, so that Ctrl+C does here what it always does."""
    out.write(question)
    out.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise JoinError("nobody answered")
    return answer.strip()


def _sit(place: Place, wish: Joining, trusted: SSLContext | None, out: TextIO) -> str:
    """Take a seat as the form does; gives its secret."""
    code, name = wish.code or place.code, wish.name
    asks = not code
    for tries in range(_WRONG_CODES):
        if asks:
            code = _question("Room code: ", out)
            if name is None:
                name = _question("Name at the table (empty: one is drawn for you): ", out)
        form = {"code": code, "name": name or "", "side": wish.watch}
        secret, why = asyncio.run(_asked(place, trusted, partial(_joined, room=place.room, form=form)))
        if secret:
            return secret
        if not asks or "code" not in why or tries == _WRONG_CODES - 1:
            raise JoinError(why)
        print(why, file=out)
    raise AssertionError


async def _joined(session: ClientSession, room: str, form: dict[str, str]) -> tuple[str, str]:
    async with session.post(f"{room}/join", data=form, allow_redirects=False) as answer:
        secret = answer.headers.get("Location", "").partition("#")[2]
        if answer.status == 303 and secret:
            return secret, ""
        said = re.search(r'role="alert">([^<]*)<', await answer.text(errors="replace"))
        return "", html.unescape(said[1]) if said else f"there is no room at {room}"


async def _enter(session: ClientSession, room: str, secret: str) -> tuple[str, str]:
    """Show a secret, and get the cookie; gives where it leads: at this server, or at the one that has the table."""
    async with session.post(f"{room}/enter", data=secret, headers={"Origin": room}) as answer:
        text = (await answer.text(errors="replace")).strip()
        found = re.fullmatch(r"(https?://[^/\s]+)?(/[a-z]+)", text)
        if answer.status == 200 and found:
            return found[1] or room, found[2]
        if answer.status < 500:
            raise JoinError("this link opens nothing; the seat is no longer there")
        raise ConnectionError(f"the room answered {answer.status}")


async def _asked(
    place: Place, trusted: SSLContext | None, ask: Callable[[ClientSession], Awaitable[_Answer]]
) -> _Answer:
    """One conversation with the room.

    Raises:
        JoinError: the room is not there.
    """
    from aiohttp import ClientConnectorCertificateError, ClientError, ServerDisconnectedError

    room = place.room
    try:
        async with asyncio.timeout(20), _session(room, trusted) as session:
            return await ask(session)
    except ClientConnectorCertificateError as error:
        raise JoinError(
            f"the certificate of {room} is not trusted; if the teacher gave you its file, add --trust FILE"
        ) from error
    except ServerDisconnectedError as error:
        raise JoinError(f"{room} gives no answer; does its address begin with https:// ?") from error
    except TimeoutError as error:
        raise JoinError(f"{room} does not answer") from error
    except (ClientError, OSError) as error:
        raise JoinError(f"there is no room at {room} ({error})") from error


def _session(room: str, trusted: SSLContext | None) -> ClientSession:
    from aiohttp import ClientSession, CookieJar, TCPConnector

    return ClientSession(
        cookie_jar=CookieJar(unsafe=True),  # a room has a number in place of a name
        connector=TCPConnector(ssl=trusted) if trusted else None,
        headers={"Origin": room},
    )


# while it is seen


@contextmanager
def _raw(source: int, target: int) -> Iterator[Callable[[str], None]]:
    """A terminal that gives every key at once; afterwards it is as it was, whatever happened."""
    import termios
    import tty

    def write(text: str) -> None:
        data = text.encode("utf-8", "replace")
        while data:
            data = data[os.write(target, data) :]

    before = termios.tcgetattr(source)
    try:
        tty.setraw(source)
        yield write
    finally:
        with suppress(OSError, termios.error):  # a window that was closed has nothing to be given back
            write(_BACK)
            termios.tcsetattr(source, termios.TCSAFLUSH, before)


class _Seated:
    """A terminal that shows a seat, and finds it again when the network is lost."""

    def __init__(self, room: str, path: str, secret: str, write: Callable[[str], None]) -> None:
        self._room, self._path, self._secret, self._write = room, path, secret, write
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._typed: list[list[object]] = []
        self._news = asyncio.Event()
        self._left = asyncio.Event()
        self._interrupted = -_TWICE

    async def stay(self, trusted: SSLContext | None) -> str:
        """Until it is left; gives why it ended.

        Raises:
            JoinError: the seat is no longer there.
        """
        loop, source = asyncio.get_running_loop(), sys.stdin.fileno()
        loop.add_reader(source, self._read, source)
        loop.add_signal_handler(signal.SIGWINCH, self._resized)
        for ending in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(ending, self._left.set)
        async with _session(self._room, trusted) as session:
            staying = asyncio.create_task(self._connected(session))
            leaving = asyncio.create_task(self._left.wait())
            try:
                await asyncio.wait({staying, leaving}, return_when=asyncio.FIRST_COMPLETED)
                return staying.result() if staying.done() else _LEFT
            finally:
                loop.remove_reader(source)
                for task in (staying, leaving):
                    task.cancel()
                await asyncio.gather(staying, leaving, return_exceptions=True)

    # what is typed

    def _read(self, source: int) -> None:
        try:
            data = os.read(source, 4096)
        except OSError:  # the window was closed
            data = b""
        text = self._decoder.decode(data)
        if not data or _LEAVE in text:
            self._left.set()
        if _INTERRUPT in text:
            now = asyncio.get_running_loop().time()
            if now - self._interrupted < _TWICE or text.count(_INTERRUPT) > 1:
                self._left.set()
            self._interrupted = now
            text = text.replace(_INTERRUPT, "")
        for start in range(0, len(text), _PIECE):
            self._say(["stdin", text[start : start + _PIECE]])

    def _resized(self) -> None:
        columns, rows = _size()
        self._say(["resize", {"width": columns, "height": rows}])

    def _say(self, message: list[object]) -> None:
        if len(self._typed) < _WAITING:
            self._typed.append(message)
            self._news.set()

    # over the network

    async def _connected(self, session: ClientSession) -> str:
        from aiohttp import ClientError

        pause = 0.5
        while True:
            with suppress(ClientError, TimeoutError, OSError):
                async with asyncio.timeout(20):
                    before, (self._room, self._path) = (
                        self._room,
                        await _enter(session, self._room, self._secret),
                    )
                if self._room != before:
                    continue  # there the secret has to be shown as well
                columns, rows = _size()
                address = f"{self._room}{self._path}/ws?width={columns}&height={rows}"
                origin = {"Origin": self._room}
                async with session.ws_connect(address, max_msg_size=0, headers=origin) as socket:
                    self._typed.clear()  # keys that were pressed while nothing was shown are meant for nothing
                    pause = 0.5
                    if await self._talk(socket) == ELSEWHERE:
                        return _ELSEWHERE
            self._write(f"\x1b[{_size()[1]};1H\x1b[0;7m{_LOST}\x1b[K\x1b[0m")
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 5)

    async def _talk(self, socket: ClientWebSocketResponse) -> int | None:
        """Draw what comes, and send what is typed, until the connection ends; gives the code that it ended with."""
        from aiohttp import WSMsgType

        sieve, sending = Sieve(), asyncio.create_task(self._send(socket))
        try:
            while True:
                message = await socket.receive(timeout=_SILENCE)
                if message.type == WSMsgType.BINARY:
                    self._write(sieve.let_through(message.data))
                elif message.type != WSMsgType.TEXT:
                    return socket.close_code
        finally:
            sending.cancel()

    async def _send(self, socket: ClientWebSocketResponse) -> None:
        while not socket.closed:
            try:
                async with asyncio.timeout(_PING):
                    await self._news.wait()
            except TimeoutError:
                self._typed.append(["ping", 1])
            self._news.clear()
            while self._typed and not socket.closed:
                await socket.send_str(json.dumps(self._typed.pop(0), ensure_ascii=False))


def _size() -> tuple[int, int]:
    """Columns and rows of the terminal."""
    size = os.get_terminal_size(sys.stdout.fileno())
    return within(size.columns, size.lines)
