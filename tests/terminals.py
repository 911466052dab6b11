"""The real program in a terminal of its own, or between two pipes."""

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
CONTROL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
ALTERNATE_SCREEN, CURSOR = (1049, 25)
REPORTS = (1000, 1003, 1004, 1006, 1015, 2004)
"""What a terminal is asked to report: the mouse, the focus, and pastes."""
PROMPT = "> "
UNFINISHED, INTERRUPTED = 1, 130

# Ctrl+C is a signal of the controlling terminal, so the process must have one.
_IMPORTS = "import sys\nfrom game.cli._common import run_app\n"
_SEATED = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


def environment() -> dict[str, str]:
    """Return the environment of the tests without what changes how a terminal is used."""
    return {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "LINES")}


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

    def send(self, keys: str | bytes) -> None:
        """Type."""
        os.write(self._target, keys.encode() if isinstance(keys, str) else keys)

    def drain(self, seconds: float = 0.3) -> None:
        """Read on until nothing comes for some time."""
        while self._more(time.monotonic() + seconds):
            pass
        self._read = len(self.raw)

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
    *arguments: str, term: str = "xterm-256color", code: str = "", cwd: Path = ROOT, **env: str
) -> Iterator[tuple[Terminal, list[object]]]:
    """The game in a terminal, and how that terminal was set before; or some code that runs the app."""
    game = ["-c", f"{_IMPORTS}{code}"] if code else ["-m", "game"]
    lead, follow = pty.openpty()
    before = list(termios.tcgetattr(follow))
    fcntl.ioctl(follow, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", _SEATED, sys.executable, *game, *arguments],
        cwd=cwd,
        env=environment() | {"PYTHONPATH": str(ROOT), "TERM": term, "TEXTUAL_ANIMATIONS": "none"} | env,
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
        env=environment(),
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
