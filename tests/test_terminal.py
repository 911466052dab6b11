"""The game in a real terminal and over real pipes: it starts, obeys, and gives back what it was lent."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WELL = str(Path(__file__).parent / "scenario" / "files" / "well.yaml")
PATIENCE = 30
"""Seconds until a test gives up; on a good day nothing waits."""
ENVIRONMENT = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "LINES")}
CONTROL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
ALTERNATE_SCREEN, CURSOR = (1049, 25)
PROMPT = "> "
UNFINISHED, INTERRUPTED = 1, 130

# Ctrl+C is a signal of the controlling terminal, so the process must have one.
_SEATED = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


class Talk:
    """A running game: what it wrote so far, and a way to answer."""

    def __init__(self, process: subprocess.Popen[bytes], source: int, target: int) -> None:
        self.process = process
        self._source, self._target = source, target
        self.raw = b""
        self._read = 0

    @property
    def text(self) -> str:
        """What it wrote, without control sequences."""
        return CONTROL.sub("", self.raw.decode(errors="replace"))

    def until(self, expected: Callable[[str], bool]) -> str:
        """Read on until what came since the last call satisfies; fail at its end or when patience ends."""
        deadline = time.monotonic() + PATIENCE
        while not expected(new := CONTROL.sub("", self.raw[self._read :].decode(errors="replace"))):
            if not self._more(deadline):
                pytest.fail(f"it never came; the last of what did:\n{self.text[-2000:]}")
        self._read = len(self.raw)
        return new

    def see(self, expected: str) -> str:
        """Read on until a text appears."""
        return self.until(lambda new: expected in new)

    def press_until(self, key: str, expected: str) -> None:
        """Press a key, again whenever the screen has nothing more to say, until a text appears."""
        deadline = time.monotonic() + PATIENCE
        while expected not in CONTROL.sub("", self.raw[self._read :].decode(errors="replace")):
            assert time.monotonic() < deadline, f"it never came; the last of what did:\n{self.text[-2000:]}"
            self.send(key)
            while self._more(time.monotonic() + 0.5):
                pass

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._target, keys.encode())

    def end(self) -> int:
        """Read to the end; gives the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            self._more(min(deadline, time.monotonic() + 0.05))
            assert time.monotonic() < deadline, f"it never ended; its last words:\n{self.text[-2000:]}"
        while self._more(0):
            pass
        return self.process.returncode

    def _more(self, deadline: float) -> bool:
        ready, _, _ = select.select([self._source], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            return False
        try:
            new = os.read(self._source, 65536)
        except OSError:  # Linux says so when a terminal's other end is closed
            new = b""
        self.raw += new
        return bool(new)


class Terminal(Talk):
    """A game in a terminal of its own."""

    def __init__(self, process: subprocess.Popen[bytes], lead: int, follow: int) -> None:
        super().__init__(process, lead, lead)
        self._follow = follow

    @property
    def settings(self) -> list[object]:
        """How the terminal is set: echo, lines, signals."""
        return list(termios.tcgetattr(self._follow))

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        fcntl.ioctl(self._follow, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def mode(self, number: int) -> bool:
        """Whether a private mode was set (`h`) or reset (`l`) last."""
        found = re.findall(rb"\x1b\[\?(?:\d+;)*%d(?:;\d+)*([hl])" % number, self.raw)
        assert found, f"mode {number} was never touched"
        return bool(found[-1] == b"h")


@contextmanager
def terminal(
    *arguments: str, term: str = "xterm-256color", **env: str
) -> Iterator[tuple[Terminal, list[object]]]:
    """The game in a terminal, and how that terminal was set before."""
    lead, follow = pty.openpty()
    before = list(termios.tcgetattr(follow))
    fcntl.ioctl(follow, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", _SEATED, sys.executable, "-m", "game", *arguments],
        cwd=ROOT,
        env=ENVIRONMENT | {"TERM": term, "TEXTUAL_ANIMATIONS": "none"} | env,
        stdin=follow,
        stdout=follow,
        stderr=follow,
        start_new_session=True,
    )
    try:
        yield Terminal(process, lead, follow), before
    finally:
        process.kill()
        process.wait()
        os.close(lead)
        os.close(follow)


@contextmanager
def pipes(*arguments: str) -> Iterator[Talk]:
    """The game between two pipes; what it complains about is part of what it writes."""
    process = subprocess.Popen(
        [sys.executable, "-m", "game", *arguments],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdin
    assert process.stdout
    try:
        yield Talk(process, process.stdout.fileno(), process.stdin.fileno())
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


APPS = pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ([], "Two days in Beijing"),
        (["play", WELL, "--as", "brisa", "--seed", "3"], "Your brief: the delegation of Brisa"),
    ],
    ids=["home", "brief"],
)


@APPS
def test_the_app_starts_and_gives_the_terminal_back(arguments: list[str], shown: str) -> None:
    with terminal(*arguments) as (screen, before):
        screen.see(shown)
        assert screen.mode(ALTERNATE_SCREEN)
        assert not screen.mode(CURSOR)
        assert screen.settings != before
        screen.send("\x03")
        screen.end()
        assert not screen.mode(ALTERNATE_SCREEN)
        assert screen.mode(CURSOR)
        assert screen.settings == before
        assert "Traceback" not in screen.text


@APPS
def test_an_interrupted_app_says_so_by_its_exit_code(arguments: list[str], shown: str) -> None:
    with terminal(*arguments) as (screen, _):
        screen.see(shown)
        screen.send("\x03")
        assert screen.end() == INTERRUPTED


def test_without_colour_no_colour_is_sent() -> None:
    command = ("play", WELL, "--as", "brisa", "--seed", "3")
    with terminal(*command, NO_COLOR="1") as (talk, _):
        talk.see("Your brief")
        talk.press_until("\r", "What do you do?")
        assert not re.search(rb"\x1b\[[0-9;]*[34]8;[25];", talk.raw)
    with terminal(*command) as (talk, _):
        talk.see("Your brief")
        assert re.search(rb"\x1b\[[0-9;]*[34]8;[25];", talk.raw)


def test_a_move_is_made_in_a_real_terminal_whatever_its_size() -> None:
    with terminal("play", WELL, "--against", "random", "--seed", "3") as (screen, before):
        screen.see("Your brief")
        screen.send("\r")
        screen.see("Opening statements")
        screen.resize(40, 24)
        screen.see("Opening statements")
        screen.resize(120, 40)
        screen.see("Opening statements")
        screen.press_until("\r", "Round 1 of 2")  # to the tones, and the one that is marked
        screen.send("\x03")
        screen.end()
        assert screen.settings == before


@pytest.mark.parametrize(("plain", "term"), [(["--plain"], "xterm-256color"), ([], "dumb")])
def test_in_a_dumb_terminal_or_when_asked_it_is_played_as_lines(plain: list[str], term: str) -> None:
    with terminal("play", WELL, "--seed", "3", *plain, term=term) as (screen, before):
        screen.see(PROMPT)
        screen.send("q\n")
        assert screen.end() == UNFINISHED
        assert "Your brief" in screen.text
        assert "The game stops here, unfinished." in screen.text
        assert b"\x1b" not in screen.raw
        assert screen.settings == before


def test_in_a_dumb_terminal_the_app_tells_how_to_play() -> None:
    with terminal(term="dumb") as (screen, _):
        assert screen.end() == 0
        assert "frank play two-days-in-beijing --plain" in screen.text
        assert b"\x1b" not in screen.raw


def test_a_game_of_lines_can_be_interrupted() -> None:
    with terminal("play", WELL, "--seed", "3", "--plain") as (screen, _):
        screen.see(PROMPT)
        screen.send("\x03")
        assert screen.end() == INTERRUPTED
        assert "Traceback" not in screen.text


def _answer(prompt: str) -> str:
    """The first line of every list, and no words of one's own."""
    return "" if prompt.startswith("Your own words") else "1"


def _whole_game(talk: Talk) -> str:
    """Answer every question until the game is over."""
    said = ""
    while True:
        said += talk.until(lambda new: new.endswith(PROMPT) or "Out of role" in new)
        if "Out of role" in said:
            return said
        talk.send(_answer(said.rsplit("\n", 1)[-1]) + "\n")


@pytest.mark.parametrize("against", ["random", "person"])
def test_a_person_plays_by_numbers_to_the_end(against: str) -> None:
    with pipes("play", WELL, "--plain", "--seed", "11", "--against", against) as talk:
        _whole_game(talk)
        assert talk.end() == 0
        assert "Debrief" in talk.text
        # Between two people the lines stay where they are, so a brief is shown on request only.
        assert ("Your brief: " in talk.text) == (against != "person")
        assert ("Hand the keyboard to" in talk.text) == (against == "person")


def test_the_same_answers_give_the_same_game() -> None:
    texts = []
    for _ in range(2):
        with pipes("play", WELL, "--plain", "--seed", "12", "--against", "random") as talk:
            _whole_game(talk)
            assert talk.end() == 0
            texts.append(talk.raw)
    assert texts[0] == texts[1]


def test_a_question_can_be_asked_at_any_question_and_nothing_is_played() -> None:
    with pipes("play", WELL, "--plain", "--seed", "3", "--as", "arlen") as talk:
        talk.see(PROMPT)
        for asked, answer in (
            ("?", "this help"),
            ("b", "Confidential instructions"),
            ("r", "On the record, the delegation of Brisa"),
            ("t", "Arlen credibility: 50 of 100"),
            ("c", "met."),
            ("p", "No point is open."),
            ("99", "is not in this list"),
            ("0", "What do you do?"),
        ):
            talk.send(f"{asked}\n")
            assert answer in talk.until(lambda new: new.endswith(PROMPT))
        talk.send("q\n")
        assert talk.end() == UNFINISHED
        assert "Arlen (open" not in talk.text


def test_own_words_are_spoken_as_written_and_command_no_terminal() -> None:
    with pipes("play", WELL, "--plain", "--seed", "3", "--against", "person") as talk:
        while not (question := talk.until(lambda new: new.endswith(PROMPT))).endswith(
            f"written line){PROMPT}"
        ):
            talk.send("o1\n" if ", o, 0" in question else "1\n")
        assert "Your own words" in question
        talk.send("\x1b]52;c;c3Rvcm0=\x07[@click=app.quit]We come\x1b[2J in peace.[/]\n")
        talk.see("[@click=app.quit]We come in peace.[/]")
        assert b"\x1b" not in talk.raw
        assert b"52;c" not in talk.raw
        talk.send("q\n")
        assert talk.end() == UNFINISHED
