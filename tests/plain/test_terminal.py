"""Numbered lines from the real program: in terminals, and over pipes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.terminals import INTERRUPTED, PROMPT, ROOT, UNFINISHED, WELL, environment, pipes, terminal


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


def test_a_game_of_lines_can_be_interrupted() -> None:
    with terminal("play", WELL, "--seed", "3", "--plain") as (screen, _):
        screen.see(PROMPT)
        screen.send("\x03")
        assert screen.end() == INTERRUPTED
        assert "Traceback" not in screen.text


def test_the_same_answers_give_the_same_game_in_every_process() -> None:
    """Two processes, since what depends on the order of a set differs between them only."""
    command = [sys.executable, "-m", "game", "play", WELL, "--plain", "--seed", "12", "--against", "random"]
    one, other = (
        subprocess.run(
            command, cwd=ROOT, env=environment(), input="1\n" * 200, capture_output=True, text=True, timeout=60,
            check=True,
        )
        for _ in range(2)
    )  # fmt: skip
    assert "Out of role" in one.stdout
    assert one.stdout == other.stdout


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
