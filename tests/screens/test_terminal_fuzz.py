"""A terminal that sends anything: no screen ends, nothing that was typed or pasted is lost, and keys are heard after it.

Each screen runs in a terminal of its own. ``FRANK_FUZZ_SECONDS`` sets how long all of it goes on: what is sent is the
same every time, only how much of it differs.
"""

from __future__ import annotations

import base64
import os
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from game.match.match import set_up
from game.match.session import OWN_WORDS_LIMIT
from game.screens.widgets.line import as_line
from game.store import open_store
from game.store.saved import NAME_LIMIT
from game.store.share import CODE_LIMIT
from tests.screens.driver import well
from tests.terminals import INTERRUPTED, PATIENCE, WELL, Terminal, terminal

SECONDS = float(os.environ.get("FRANK_FUZZ_SECONDS", "20"))
INTERRUPT = "\x03"
CLIPBOARD = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
CUT = "\x1b[H\x1b[1;2F\x18"
"""To the start of the line, select all of it, cut it: what was in it goes to the clipboard of the terminal."""

# What means nothing here: it must neither be typed nor act. Each piece is over by its end.
NOTHING = (
    "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", "\x1b]4;7;rgb:cccc/cccc/cccc\x07", "\x1b]52;c;cXVpdA==\x07",
    "\x1bP>|foot(1.16)\x1b\\", "\x1bP1+r5463\x1b\\", "\x1b_Gi=1;OK\x1b\\", "\x1b^q\x1b\\", "\x1bXq\x1b\\",
    "\x1b[?64;1;9;22c", "\x1b[>84;0;0c", "\x1b[0n", "\x1b[?1u", "\x1b[8;24;80t", "\x1b[48;0;80;0;0t", "\x1b[48;24;80;;t",
    "\x1b[201~", "\x1b[113~", "\x1b[113;1:3u", "\x1b[1;1:3A", "\x1b[99999999u", "\x1b[55296u", "\x1b[;;;;;u",
    f"\x1b[{'9' * 200}u", "\x1b[?q", "\x1b[5;;q", "\x1b[12;40R", "\x1b[?2026;2$y",
    "\x1b[<35;10;5M", "\x1b[<35;0;0M", "\x1b[<35;-1;-1M", "\x1b[<35;99999;99999M", "\x1b[<;;M", "\x1b[<35;9999999999;1M",
    "\x1b[67;10;5M", "\x1b[M q!", "\x1b[MC\u0100\u0200", "\x1b[O\x1b[I", b"\xc2\x9b", b"\x1b[MC\xa0\xc0", b"\x1b[M#\xff!",
)  # fmt: skip
HALVES = (
    *("\x1b[", "\x1b[1;", "\x1b[<35;1", "\x1b[M", "\x1b[M!", "\x1bO", "\x1b]11;rgb:q", "\x1bPq", "\x1b_q"),
    *("\x1b[?", "\x1b[["),
)
LATIN = (
    (b"caf\xe9 ", "café "),
    (b"\xc4rger", "Ärger"),
    (b"\xff\xfe.", "ÿþ."),
    (b"\x80 5", "€ 5"),
    (b"\xe2\x82 x", "â‚ x"),
)
LETTERS = "abcdefghijklmnopqrstuvwxyzABCQ 0123456789.,;:?!/[]()'\"-_~$%&<>#@é漢字ñ🙂"


class Piece(NamedTuple):
    """What is sent, and what of it belongs into a line of input."""

    sent: bytes
    typed: str = ""
    pasted: str = ""


@dataclass(frozen=True)
class Place:
    """A screen, and how to come to its line of input."""

    command: tuple[str, ...]
    first: str
    """What is seen when it has started."""
    steps: tuple[tuple[str, str], ...]
    """Keys, and what is seen after them."""
    limit: int
    """Of the line."""


LINES = {
    "own words": Place(
        ("play", WELL, "--seed", "3", "--as", "brisa"), "Your brief",
        (("\r", "Choose your tone"), ("\r", "in which tone"), ("o", "Your own words")), OWN_WORDS_LIMIT,
    ),
    "filter of moves": Place(
        ("play", WELL, "--seed", "3", "--as", "brisa"), "Your brief",
        (("\r", "Choose your tone"), ("/", "Filter the moves")), 0,
    ),
    "share code": Place((), "Two days in Beijing", (("g", "Saved games"), ("o", "A share code, or")), 2 * CODE_LIMIT),
    "name of a game": Place((), "Two days in Beijing", (("g", "Saved games"), ("n", "Name (empty")), NAME_LIMIT),
    "filter of games": Place((), "Two days in Beijing", (("g", "Saved games"), ("/", "Filter by")), 60),
    "rehearsal": Place(("watch", WELL), "WATCH", (("t", "Set a track"),), 20),
}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """Where a game may write, with a game that is saved."""
    store = f"sqlite:///{tmp_path}/games.sqlite"
    set_up(well(), 3, ("random", "random"), open_store(store)).play_computer_turns()
    return {"FRANK_STORE": store, "FRANK_SETTINGS": "", "XDG_DATA_HOME": str(tmp_path)}


def text(dice: random.Random, most: int) -> str:
    return "".join(dice.choices(LETTERS, k=dice.randint(1, most)))


def pasted(dice: random.Random) -> str:
    size = dice.choice((3, 10, 40, 40, 300, 2000))
    lines = [text(dice, size) for _ in range(dice.randint(1, 4))]
    end = dice.choice(("", "", "\x1b", "\x1b[2", "\r"))
    return dice.choice(("\r", "\r", "\r\n", "\n", "\r\r")).join(lines) + end


def piece(dice: random.Random) -> Piece:
    match dice.randrange(8):
        case 0 | 1:
            words = text(dice, 8)
            return Piece(words.encode(), words)
        case 2:
            words = text(dice, 4)
            return Piece("".join(f"\x1b[{ord(sign)};;{ord(sign)}u" for sign in words).encode(), words)
        case 3:
            return Piece(*dice.choice(LATIN))
        case 4 | 5:
            some = dice.choices(NOTHING, k=dice.randint(1, 6))
            return Piece(b"".join(one if isinstance(one, bytes) else one.encode() for one in some))
        case 6:
            return Piece(f"{dice.choice(HALVES)}\x1b[O\x1b[I".encode())
        case _:
            words = pasted(dice)
            return Piece(f"\x1b[200~{words}\x1b[201~".encode(), pasted=words)


def added(value: str, one: Piece, limit: int) -> str:
    """What is in the line after a piece."""
    more = one.typed + as_line(one.pasted)
    return value + more[: limit - len(value)] if limit else value + more


def until(screen: Terminal, found: Callable[[], object]) -> None:
    """Read on until something is found in what came; fail when patience ends."""
    deadline = time.monotonic() + PATIENCE
    while not found():
        assert screen.process.poll() is None, f"it ended:\n{screen.text[-2000:]}"
        assert time.monotonic() < deadline, f"it never came; the last of what did:\n{screen.text[-2000:]}"
        screen.drain(0.02)


def written(screen: Terminal, data: bytes) -> None:
    """Send, while what comes is read: else both sides might wait for each other."""
    for start in range(0, len(data), 512):
        screen.send(data[start : start + 512])
        screen.drain(0)


@pytest.mark.parametrize("place", LINES)
def test_a_line_keeps_what_was_typed_and_pasted_and_nothing_else(
    place: str, home: dict[str, str], tmp_path: Path
) -> None:
    line, dice, rounds, sent = LINES[place], random.Random(place), 0, 0
    with terminal(*line.command, cwd=tmp_path, **home) as (screen, before):
        screen.see(line.first)
        for key, seen in line.steps:
            screen.press_until(key, seen)
            screen.drain()
        written(screen, f"Z{CUT}".encode())  # the keys that brought the line up may have been too many
        until(screen, lambda: CLIPBOARD.search(screen.raw))
        over = time.monotonic() + SECONDS / 8
        while rounds < 3 or time.monotonic() < over:
            pieces = [piece(dice) for _ in range(dice.randint(1, 6))]
            value = ""
            for one in [*pieces, Piece(b"", "")]:
                value = added(value, one, line.limit)
                written(screen, one.sent)
                sent += len(one.sent)
            last = "Z" if len(value) < (line.limit or len(value) + 1) else ""
            start = len(screen.raw)
            written(screen, f"{last}{CUT}".encode())
            if value or last:
                until(screen, lambda start=start: CLIPBOARD.search(screen.raw, start))  # type: ignore[misc]
                found = CLIPBOARD.search(screen.raw, start)
                assert found
                assert base64.b64decode(found[1]).decode() == value + last, pieces
            rounds += 1
        assert "Traceback" not in screen.text
        _leave(screen)
        assert screen.settings == before
    print(f"{place}: {rounds} rounds, {sent} bytes")


def _leave(screen: Terminal) -> None:
    """Press ctrl+c until it ends: some text might be selected, which is copied first."""
    for _ in range(5):
        screen.send(INTERRUPT)
        deadline = time.monotonic() + PATIENCE / 5
        while screen.process.poll() is None and time.monotonic() < deadline:
            screen.drain(0.05)
        if screen.process.poll() is not None:
            break
    assert screen.end() == INTERRUPTED, screen.text[-2000:]


FORBIDDEN = {0x03, 0x1A, 0x1C}
"""Ctrl+C and those that put the game aside; after ``q`` it ends rightly."""


def chaos(dice: random.Random) -> bytes:
    """Any bytes: noise, keys, halves, pastes with and without an end."""
    match dice.randrange(7):
        case 0:
            sent = dice.randbytes(dice.randint(1, 40))
        case 1:
            sent = bytes(dice.choices(b"\x1b[]<>?;:0123456789MRmut~$yP_^\\OI\x07", k=dice.randint(1, 30)))
        case 2:
            sent = dice.choice(
                (b"\r", b"\x1b", b"\t", b"\x1b[B", b"\x1b[6~", b"\x1b[5~", b"\x1b[D", b" ")
            ) * dice.randint(1, 4)
        case 3:
            button, x, y = (
                dice.choice((0, 1, 2, 32, 35, 64, 65, 255)),
                dice.randint(-2, 300),
                dice.randint(-2, 100),
            )
            sent = f"\x1b[<{button};{x};{y}{dice.choice('Mm')}".encode()
        case 4:
            sent = b"\x1b[M" + dice.randbytes(3)
        case 5:
            sent = f"\x1b[200~{pasted(dice)}{dice.choice(('', chr(27) + '[201~'))}".encode()
        case _:
            sent = piece(dice).sent
    return bytes(byte for byte in sent if byte not in FORBIDDEN)


@pytest.mark.parametrize(
    ("command", "first"),
    [((), "Two days in Beijing"), (("play", WELL, "--seed", "3"), "Your brief"), (("watch", WELL), "WATCH")],
    ids=["shelf", "table", "watch"],
)
def test_nothing_that_a_terminal_sends_ends_a_screen(
    command: tuple[str, ...], first: str, home: dict[str, str], tmp_path: Path
) -> None:
    dice, starts, sent = random.Random(first), 0, 0
    over = time.monotonic() + SECONDS / 12
    while not starts or time.monotonic() < over:
        starts += 1
        with terminal(*command, cwd=tmp_path, **home) as (screen, before):
            screen.see(first)
            for _ in range(60):
                data = chaos(dice)
                try:
                    written(screen, data)
                except OSError:  # it was left by a key
                    break
                sent += len(data)
                if screen.process.poll() is not None or time.monotonic() > over:
                    break
            screen.drain()
            if screen.process.poll() is None:
                _leave(screen)
            assert screen.end() in (0, INTERRUPTED), screen.text[-2000:]
            assert "Traceback" not in screen.text
            assert screen.settings == before
    print(f"{first}: {starts} starts, {sent} bytes")
