"""The app in a real terminal: it starts, obeys, and gives back what it was lent."""

from __future__ import annotations

import re

import pytest

from tests.terminals import ALTERNATE_SCREEN, CURSOR, INTERRUPTED, WELL, terminal

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
