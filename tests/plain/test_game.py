"""The game as numbered lines: played, watched, asked about, taken back."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from game.match.match import PERSON, Match
from game.plain.game import PlainGame
from game.store import Store, open_store
from game.store.share import decode
from tests.cli.running import Output, frank
from tests.screens.driver import WELL, go_on, saved_match
from tests.terminals import PROMPT, UNFINISHED


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'games.sqlite'}")


def _typed(match: Match, *answers: str) -> str:
    out = io.StringIO()
    PlainGame(match, io.StringIO("\n".join(answers) + "\n"), out).run()
    return out.getvalue()


def _play(monkeypatch: pytest.MonkeyPatch, answers: list[str], *words: str) -> Output:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(answers) + "\n"))
    return frank("play", WELL, "--plain", *words)


@pytest.mark.parametrize("against", ["random", "person"])
def test_a_person_plays_by_numbers_to_the_end(monkeypatch: pytest.MonkeyPatch, against: str) -> None:
    played = _play(monkeypatch, ["1"] * 200, "--seed", "11", "--against", against)
    assert (played.code, played.err) == (0, "")
    assert "Debrief" in played.out
    # Between two people the lines stay where they are, so a brief is shown on request only.
    assert ("Your brief: " in played.out) == (against != "person")
    assert ("Hand the keyboard to" in played.out) == (against == "person")


def test_a_question_can_be_asked_at_any_question_and_nothing_is_played(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = {
        "?": "this help",
        "b": "Confidential instructions",
        "r": "On the record, the delegation of Brisa",
        "t": "Arlen credibility: 50 of 100",
        "c": "met.",
        "p": "No point is open.",
        "99": "is not in this list",
        "0": "What do you do?",
    }
    played = _play(monkeypatch, [*asked, "q"], "--seed", "3", "--as", "arlen")
    answers = played.out.split(f", 0, ?{PROMPT}")[1:]
    assert len(answers) == len(asked) + 1
    for answer, expected in zip(answers, asked.values(), strict=False):
        assert expected in answer
    assert played.code == UNFINISHED
    assert "Arlen (open" not in played.out


def test_a_game_watched_twice_is_the_same_game() -> None:
    command = ["play", WELL, "--watch", "--plain", "--seed"]
    first, again, other = (frank(*command, seed) for seed in (7, 7, 8))
    assert first.code == 0
    assert first.out == again.out
    assert first.out.splitlines()[1:] != other.out.splitlines()[1:]
    assert re.search(r"^(Communiqué|No communiqué was signed)", first.out, re.MULTILINE)
    assert re.search(r"^Debrief$", first.out, re.MULTILINE)


def test_plain_lines_are_plain() -> None:
    said = frank("play", WELL, "--watch", "--plain", "--seed", "7").out
    assert max(map(len, said.splitlines())) <= 80
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2500-\u28ff]", said)  # no escapes, no drawing


def test_it_says_once_that_a_game_is_not_saved_and_goes_on(store: Store) -> None:
    match = saved_match(store, "pragmatist", "pragmatist")
    store.close()
    said = _typed(match)
    assert "Debrief" in said
    assert " ".join(said.split()).count("Saving is paused") == 1
    kept = decode(said.split()[-1])
    assert [move.key for move in kept.moves] == [
        match.session.game.key(entry.move) for entry in match.session.log
    ]


def test_moves_are_taken_back_and_the_game_as_it_was_stays_saved(store: Store) -> None:
    match = saved_match(store)
    for number in (0, 3):
        go_on(match, number)
    said = _typed(match, "l", "u99", "u", "l", "u1", "q")
    assert f"{len(match.session.log)}. " in said
    assert "There is no such move." in said
    assert f"Back to before move {(match.last_own or 0) + 1}. The original game stays saved." in said
    assert "Back to before move 1." in said
    first, branch = store.games()  # of the one taken back nothing was played; of this the computer's answer
    assert (branch.parent, branch.branch_ply) == (first.id, 0)


def test_of_two_people_both_agree_to_go_back() -> None:
    match = saved_match(None, PERSON, PERSON)
    for number in (0, 1):
        go_on(match, number)
    assert "The game goes on unchanged." in _typed(match, "u", "y", "n", "q")
    assert "Back to before move 2." in _typed(match, "u", "y", "y", "q")
