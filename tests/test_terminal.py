"""The game in a real terminal and over real pipes: it starts, obeys, and gives back what it was lent."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
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
REPORTS = (1000, 1003, 1004, 1006, 1015, 2004)
"""What a terminal is asked to report: the mouse, the focus, and pastes."""
PROMPT = "> "
UNFINISHED, INTERRUPTED = 1, 130

# Ctrl+C is a signal of the controlling terminal, so the process must have one.
_IMPORTS = "import sys\nfrom game.cli._common import run_app\n"
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
        env=ENVIRONMENT | {"PYTHONPATH": str(ROOT), "TERM": term, "TEXTUAL_ANIMATIONS": "none"} | env,
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
    ids=["shelf", "brief"],
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


# what comes together in a terminal


def _asked_for_own_words(screen: Terminal) -> None:
    """Answer until own words are asked for."""
    while not (question := screen.until(lambda new: new.endswith(PROMPT))).endswith(f"written line){PROMPT}"):
        screen.send("o1\n" if ", o, 0" in question else "1\n")


def _plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("pasted", "then"),
    [
        ("Item one.\rItem two.\r", ""),
        ("u\r2\r", ""),  # the words of commands
        ("First point.\r\r\r1\rLast point.", "\r"),  # without a last line end, enter is waited for
        ("A letter.\rYours,\rA.", " B.\r"),
    ],
)
def test_a_paste_of_several_lines_is_one_answer(pasted: str, then: str) -> None:
    with terminal("play", WELL, "--plain", "--seed", "3", "--against", "person") as (screen, before):
        _asked_for_own_words(screen)
        screen.send(pasted)
        if then:
            screen.see(pasted.rsplit("\r", 1)[-1])
            screen.drain()
            screen.send(then)
        said = _plain(pasted.replace("\r", " ") + then)
        assert said in _plain(screen.until(lambda new: "What do you do?" in new and new.endswith(PROMPT)))
        screen.send("q\n")
        assert screen.end() == UNFINISHED
        assert screen.text.count("What do you do?") == 2
        assert screen.settings == before


def test_own_words_beyond_the_limit_are_cut_with_a_note() -> None:
    with pipes("play", WELL, "--plain", "--seed", "3", "--against", "person") as talk:
        while not talk.until(lambda new: new.endswith(PROMPT)).endswith(f"written line){PROMPT}"):
            talk.send("o1\n" if "in which tone" in talk.text or ", o, 0" in talk.text[-20:] else "1\n")
        talk.send("x" * 601 + "\n")
        talk.see("Cut to 600 characters; 1 was left out.")
        talk.send("q\n")
        assert talk.end() == UNFINISHED


# the end of the app


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (signal.SIGTERM, []),
        (signal.SIGHUP, []),
        (signal.SIGINT, ["play", WELL, "--as", "brisa", "--seed", "3"]),
        (signal.SIGQUIT, ["watch", WELL]),
    ],
)
def test_a_signal_gives_the_terminal_back(number: signal.Signals, shown: list[str]) -> None:
    with terminal(*shown) as (screen, before):
        screen.see({0: "Two days in Beijing", 2: "WATCH"}.get(len(shown), "Your brief"))
        screen.process.send_signal(number)
        assert screen.end() == 128 + number
        assert not [mode for mode in (ALTERNATE_SCREEN, *REPORTS) if screen.mode(mode)]
        assert screen.mode(CURSOR)
        assert screen.raw.rfind(b"\x1b[<u") > screen.raw.rfind(b"\x1b[>")  # the reports of keys
        assert screen.settings == before
        assert "Traceback" not in screen.text


def test_a_busy_app_is_ended_by_a_second_signal() -> None:
    """Its terminal is given back all the same."""
    busy = "lambda app: app.set_timer(0.5, lambda: (print('BUSY', file=sys.__stderr__, flush=True), time.sleep(600)))"
    with terminal(code=f"import time\nsys.exit(run_app(start={busy}))") as (screen, before):
        screen.see("BUSY")
        screen.process.send_signal(signal.SIGTERM)
        screen.drain()
        screen.process.send_signal(signal.SIGHUP)
        assert screen.end() in (128 + signal.SIGHUP, 128 + signal.SIGTERM)
        assert not [mode for mode in (ALTERNATE_SCREEN, *REPORTS) if screen.mode(mode)]
        assert screen.settings == before


def test_an_app_is_put_aside_and_brought_back() -> None:
    with terminal() as (screen, before):
        screen.see("Two days in Beijing")
        screen.send("\x1a")
        while os.waitid(os.P_PID, screen.process.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is None:
            screen.drain(0.05)
        assert not [mode for mode in (ALTERNATE_SCREEN, *REPORTS) if screen.mode(mode)]
        assert screen.settings == before
        screen.drain()
        screen.process.send_signal(signal.SIGCONT)
        screen.see("Two days in Beijing")
        assert screen.mode(ALTERNATE_SCREEN)
        screen.send("\x03")
        assert screen.end() == INTERRUPTED
        assert screen.settings == before


_SECRET = "hunter2"


@pytest.mark.parametrize(
    "when", ["app.call_later(fail)", "app.set_timer(0.3, fail)", "fail()", "app.run_worker(later())"]
)
def test_a_crash_is_an_error_in_one_line(when: str, tmp_path: Path) -> None:
    code = f"""
def fail():
    secret = "{_SECRET}"
    return {{}}["missing key"]
async def later():
    fail()
sys.exit(run_app("play", start=lambda app: (app.home(), {when})))
"""
    with terminal(code=code, XDG_DATA_HOME=str(tmp_path)) as (screen, before):
        assert screen.end() == 1
        assert not [mode for mode in (ALTERNATE_SCREEN, *REPORTS) if screen.mode(mode)]
        assert screen.settings == before
        last = screen.text.rsplit("frank play: ", 1)[1]
        assert last.startswith("an error ended the app: KeyError")
        assert "missing key" in last
        assert "frank sessions lists them" in last
        assert "Traceback" not in screen.text
        assert "\n" not in last.strip()
        report = next(tmp_path.rglob("crash.txt"))
        assert str(report) in last
        assert "Traceback" in report.read_text()
        assert _SECRET not in screen.text
        assert "in fail" in report.read_text()
        assert report.stat().st_mode & 0o077 == 0


def test_a_crash_says_how_to_go_on_with_the_game(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/g a.sqlite"
    code = f"""
from game.match.match import PERSON, set_up
from game.scenario.reading import read
from game.store import open_store
store = open_store("{store}")
match = set_up(read.load({WELL!r}), 3, (PERSON, PERSON), store)
match.play(match.session.view(match.session.state.mover).moves()[0])
def start(app):
    app.begin(match)
    app.set_timer(0.3, lambda: int("x"))
sys.exit(run_app("play", "{store}", store=store, start=start))
"""
    with terminal(code=code, XDG_DATA_HOME=str(tmp_path / "no" / "\\0")) as (screen, _):
        assert screen.end() == 1
        line = " ".join(screen.text.rsplit("frank play: ", 1)[1].split())
        game = re.search(r"Your game is saved; frank play --resume (\w+) --store '([^']+)' resumes it.", line)
        assert game, line
        assert game[2] == store
    with terminal("play", "--resume", game[1], "--store", store) as (screen, _):
        screen.see("move 1")


# bytes that are no keys, in a real terminal


@pytest.mark.parametrize(
    "sent",
    [
        "Straße".encode("latin-1"),
        b"\xc3",
        b"\x1b[101:69:101;1:2u",
        b"\x1b[1114200u",
        b"\x1b[M\x43\xf0\xff",
        b"\x1b]10;rgb:0000/ffff/0000\x1b\\",
        b"\x1bP1+r436f=323536\x1b\\",
        b"\x1b[>1;4000;29c",
        b"\x1b[48;0;0;0;0t",
        b"\x1b[<0;99999;99999M",
    ],
)
@pytest.mark.parametrize(
    ("command", "shown", "key", "answer"),
    [([], "Two days in Beijing", "w", "Write a scenario"), (["watch", WELL], "WATCH", "t", "Set a track")],
    ids=["shelf", "watch"],
)
def test_no_bytes_end_an_app(command: list[str], shown: str, key: str, answer: str, sent: bytes) -> None:
    with terminal(*command) as (screen, _):
        screen.see(shown)
        screen.send(sent)
        screen.drain(0.7)
        screen.press_until(key, answer)
        screen.send("\x03")
        assert screen.end() == INTERRUPTED
