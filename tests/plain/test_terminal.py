"""Numbered lines from the real program: in terminals, and over pipes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.terminals import (
    INTERRUPTED,
    PROMPT,
    ROOT,
    UNFINISHED,
    WELL,
    Terminal,
    environment,
    pipes,
    terminal,
)


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
