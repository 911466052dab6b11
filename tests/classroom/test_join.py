"""A seat in somebody's own terminal: it is drawn there, typed at, lost and found, and the terminal given back."""

from __future__ import annotations

import asyncio
import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar
from hypothesis import given
from hypothesis import strategies as st

from game.classroom.join import JoinError, Joining, join, place_of
from game.classroom.web.driver import _BEGIN
from game.classroom.web.terminal_filter import Sieve
from tests.classroom.seats import Browser, until
from tests.terminals import ALTERNATE_SCREEN, CURSOR, ROOT, Terminal, terminal

ENTER, CTRL_C, LEAVE = "\r", "\x03", "\x1d"
PASTE, MOUSE = 2004, 1000
SCENARIO = "the-list-on-the-table"


class Hosted:
    """A room that a process of its own serves."""

    def __init__(self, place: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "game", "host", "--store", f"sqlite:///{place / 'games.sqlite'}", *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdout is not None
        said = ""
        while "Ctrl+C" not in said:
            line = self.process.stdout.readline().decode()
            assert line, said
            said += line
        found = re.search(r"Room code +(\S+)", said), re.search(r"Students +(\S+)/", said)
        assert found[0]
        assert found[1]
        self.code, self.address = found[0][1], found[1][1]
        self.said = said

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@contextmanager
def hosted(place: Path, *words: str) -> Iterator[Hosted]:
    room = Hosted(place, *words)
    try:
        yield room
    finally:
        room.kill()


def _stty(screen: Terminal) -> str:
    """All settings of a terminal, as `stty -a` tells them."""
    done = subprocess.run(["stty", "-a"], stdin=screen._follow, capture_output=True, text=True, check=True)
    return done.stdout


def _link(screen: Terminal) -> str:
    found = re.search(r"frank join '(\S+)'", screen.text)
    assert found
    return found[1]


def _back_as_it_was(screen: Terminal, before: str) -> None:
    assert _stty(screen) == before
    assert not screen.mode(ALTERNATE_SCREEN)
    assert not screen.mode(PASTE)
    assert not screen.mode(MOUSE)
    assert screen.mode(CURSOR)
    assert "Traceback" not in screen.text


def test_a_seat_is_taken_played_lost_found_and_left(tmp_path: Path) -> None:
    room = Hosted(tmp_path, SCENARIO, "--port", "0", "--send", "anyone", "--choose")
    try:
        port = room.address.rpartition(":")[2]
        with terminal("join", room.address, "--name", "Ann") as (screen, settings):
            before = _stty(screen)
            screen.see("Room code: ")
            screen.send("wrong1\n")
            screen.until(lambda new: "not the room code" in new and new.endswith("Room code: "))
            screen.send(f"{room.code}\n")
            said = screen.see("Press Enter")
            assert "Ctrl+], or Ctrl+C twice" in said
            link = _link(screen)
            screen.send("\n")
            screen.see("Your brief")
            assert screen.mode(ALTERNATE_SCREEN)
            assert screen.settings != settings
            screen.send(ENTER)
            screen.see("Opening statements")
            screen.resize(100, 30)
            screen.see("Opening statements")
            screen.send("k")
            screen.see("hand")

            room.kill()
            screen.see("The connection was lost")
            room = Hosted(tmp_path, "--resume", "--port", port)
            screen.see("Your brief")
            screen.send(ENTER)
            screen.see("Opening statements")

            screen.send(LEAVE)
            assert screen.end() == 0
            assert "your seat is kept" in screen.text
            _back_as_it_was(screen, before.replace("rows 24; columns 80", "rows 30; columns 100"))
            assert screen.settings == settings
        with terminal("join", link) as (screen, _):
            before = _stty(screen)
            screen.see("Press Enter")
            screen.send("\n")
            screen.see("Ann")
            screen.send(CTRL_C)
            screen.resize(90, 30)
            screen.see("Ann")
            screen.send(CTRL_C)
            screen.send(CTRL_C)
            assert screen.end() == 0
            _back_as_it_was(screen, before.replace("rows 24; columns 80", "rows 30; columns 90"))
    finally:
        room.kill()


def test_the_newest_has_the_seat_and_a_signal_gives_the_terminal_back(tmp_path: Path) -> None:
    with hosted(tmp_path, SCENARIO, "--port", "0") as room:
        with terminal("join", f"{room.address}/?code={room.code}") as (screen, _):
            before = _stty(screen)
            screen.see("Press Enter")
            link = _link(screen)
            screen.send("\n")
            screen.see("Your brief")
            asyncio.run(_look(room.address, link.partition("#")[2]))
            assert screen.end() == 1
            assert "This seat is open in another place now." in screen.text
            _back_as_it_was(screen, before)
        with terminal("join", link) as (screen, _):
            before = _stty(screen)
            screen.see("Press Enter")
            screen.send("\n")
            screen.see("Your brief")
            screen.process.terminate()
            assert screen.end() == 0
            _back_as_it_was(screen, before)


async def _look(address: str, secret: str) -> None:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        browser = Browser(address, session)
        assert await browser.enter(secret) == 200
        await browser.attach()
        await until(lambda: "Your brief" in browser.text)
        await browser.leave()


def test_what_cannot_be_is_told_in_a_sentence(tmp_path: Path) -> None:
    with hosted(tmp_path, SCENARIO, "--port", "0") as room:
        for words, hint in (
            ((room.address, "--code", "wrong1"), "not the room code"),
            ((f"{room.address}/seat#nobody",), "this link opens nothing"),
            (("127.0.0.1:1", "--code", "x"), "there is no room at http://127.0.0.1:1"),
            ((room.address.replace("http:", "https:"), "--code", "x"), "there is no room at https://"),
            ((room.address, "--trust", str(tmp_path / "none.pem")), "none.pem cannot be read"),
            (("ftp://x",), "is no address of a room"),
        ):
            with terminal("join", *words) as (screen, settings):
                assert screen.end() == 1, words
                assert f"frank join: {hint}" in screen.text or hint in screen.text
                assert "Traceback" not in screen.text
                assert screen.settings == settings
    out = io.StringIO()
    assert join(Joining("127.0.0.1"), out=out, err=out) == 1
    assert "this needs a terminal" in out.getvalue()


def test_without_termios_or_aiohttp_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "termios", None)
        assert join(Joining("127.0.0.1"), out=out, err=out) == 1
    assert "on Windows open the address in a browser" in out.getvalue()
    lead, follow = os.openpty()
    with monkeypatch.context() as patched, os.fdopen(follow, "r") as stream:
        patched.setitem(sys.modules, "aiohttp", None)
        patched.setenv("TERM", "xterm")
        patched.setattr(sys, "stdin", stream)
        patched.setattr(sys, "stdout", stream)
        assert join(Joining("127.0.0.1"), out=out, err=out) == 1
    os.close(lead)
    assert "pip install 'frank-exchange[classroom]'" in out.getvalue()


@pytest.mark.parametrize(
    ("typed", "room", "code", "secret"),
    [
        ("192.168.1.5", "http://192.168.1.5:8000", "", ""),
        ("192.168.1.5:9000/", "http://192.168.1.5:9000", "", ""),
        (" http://room.local/?code=abc234 ", "http://room.local:8000", "abc234", ""),
        ("https://[::1]:8443/seat#s3cret", "https://[::1]:8443", "", "s3cret"),
        ("localhost:8000/facilitator#t", "http://localhost:8000", "", "t"),
    ],
)
def test_an_address_is_read_as_people_write_it(typed: str, room: str, code: str, secret: str) -> None:
    assert place_of(typed) == (room, code, secret)


@pytest.mark.parametrize("typed", ["", "http://", "x:port", "x:99999", "file:///etc/passwd", "http://a@b"])
def test_what_is_no_address_is_not_taken_for_one(typed: str) -> None:
    with pytest.raises(JoinError):
        place_of(typed)


def _through(*pieces: bytes) -> str:
    sieve = Sieve()
    return "".join(sieve.let_through(piece) for piece in pieces)


@pytest.mark.parametrize(
    "drawn",
    [
        _BEGIN,
        "\x1b[38;2;255;255;255;48;2;0;0;0;1;3;4mWords, “marked” 你好\x1b[0m",
        "\x1b[12;40H\x1b[2J\x1b[K\x1b[3A\r\n\t",
        "\x1b[?2026h\x1b[?1000;1006l",
    ],
)
def test_what_an_app_draws_passes_even_in_pieces(drawn: str) -> None:
    data = drawn.encode()
    assert _through(data) == drawn
    assert _through(*(bytes([byte]) for byte in data)) == drawn


@pytest.mark.parametrize(
    ("evil", "left"),
    [
        ("\x1b]52;c;c3Rvcm0=\x07after", "after"),
        ("\x1b]0;title\x1b\\after", "after"),
        ("\x1b]8;;http://evil.example\x1b\\after", "after"),
        ("\x1bPq#0;2;0;0;0\x1b\\after", "after"),
        ("\x1b_Gf=100;AAAA\x1b\\after", "after"),
        ("\x1b^x\x1b\\\x1bXy\x1b\\after", "after"),
        ("\x1b[c\x1b[>c\x1b[6n\x1b[?6n\x1b[?2026$p\x1b[>qafter", "after"),
        ("\x1b[21t\x1b[8;1;1t\x1b[5i\x1b[!p\x1b[99999999999bafter", "after"),
        ("\x1bc\x1b=\x1b(0\x1b#8after", "after"),
        ("\x9b6n\x9d52;c;x\x07after", "6n52;c;xafter"),
        ("\x1b[?1049;47hafter", "after"),
        ("\x1b[\x1b[6nafter", "after"),
        ("\x1b[1;\x07mafter", "mafter"),
        ("\x1b]52;c;\x1b[2Jafter", "\x1b[2Jafter"),
        ("\x1b[" + "1;" * 200 + "mafter", "after"),
        ("\x0e\x0f\x05\x07\x00\x7fafter", "after"),
    ],
)
def test_what_a_terminal_would_obey_besides_is_left_out(evil: str, left: str) -> None:
    sieved = _through(evil.encode())
    assert sieved.endswith(left)
    assert re.fullmatch(r"[0-9;]*m?" + re.escape(left), sieved) or sieved == left
    assert _through(*(bytes([byte]) for byte in evil.encode())) == sieved


_PASSED = re.compile(
    r"(?:[^\x00-\x1f\x7f-\x9f]|[\t\n\r\b]|\x1b\[(?:[0-9:;]*[A-HJKdfm]|\?[0-9;]+[hl]))*", re.DOTALL
)


@given(
    st.lists(
        st.binary(max_size=12)
        | st.text(max_size=12).map(str.encode)
        | st.sampled_from(
            [b"\x1b", b"\x1b[", b"\x1b]", b"\x1bP", b"\x1b\\", b"\xc2\x9b", b"m", b"52;c;", b"[?1049h"]
        )
    )
)
def test_whatever_comes_only_allowed_sequences_pass(pieces: list[bytes]) -> None:
    assert _PASSED.fullmatch(_through(*pieces))
    assert _through(*pieces) == _through(b"".join(pieces))
