"""The app in a real terminal: it starts, obeys, and gives back what it was lent."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest

from tests.terminals import ALTERNATE_SCREEN, CURSOR, INTERRUPTED, REPORTS, WELL, terminal

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


def test_in_a_dumb_terminal_the_app_tells_how_to_play() -> None:
    with terminal(term="dumb") as (screen, _):
        assert screen.end() == 0
        assert "frank play two-days-in-beijing --plain" in screen.text
        assert b"\x1b" not in screen.raw


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


ODD_BYTES = (
    "Øßä".encode("latin-1"),
    b"\xc3",
    b"\x1b[101:69:101;1:2u",
    b"\x1b[1114200u",
    b"\x1b[M\x43\xf0\xff",
    b"\x1b]10;rgb:0000/ffff/0000\x1b\\",
    b"\x1bP1+r436f=323536\x1b\\",
    b"\x1b[>1;4000;29c",
    b"\x1b[48;0;0;0;0t",
    b"\x1b[<0;99999;99999M",
)


@pytest.mark.parametrize(
    ("command", "shown", "key", "answer"),
    [([], "Two days in Beijing", "w", "Write a scenario"), (["watch", WELL], "WATCH", "t", "Set a track")],
    ids=["shelf", "watch"],
)
def test_no_bytes_end_an_app(command: list[str], shown: str, key: str, answer: str) -> None:
    with terminal(*command) as (screen, _):
        screen.see(shown)
        for sent in ODD_BYTES:
            screen.send(sent)
            screen.drain(0.15)
            assert screen.process.poll() is None, sent
        screen.drain(0.7)
        screen.press_until(key, answer)
        screen.send("\x03")
        assert screen.end() == INTERRUPTED
