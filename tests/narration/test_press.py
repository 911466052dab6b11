"""Two press lines from one record: true, and of equal care for both sides."""

from __future__ import annotations

import re

import pytest

from game.match.match import set_up
from game.match.session import Session
from game.narration.press import press
from game.scenario import library
from game.scenario.reading import read

PAIRS = [
    ("random", "random"),
    ("hardliner", "hardliner"),
    ("hardliner", "pragmatist"),
    ("pragmatist", "bridge-builder"),
]


def _games() -> list[Session]:
    scenarios = [read.load(one.path) for one in library.headings()]
    found = []
    for scenario in scenarios:
        for pair in PAIRS:
            for seed in (1, 2, 3):
                match = set_up(scenario, seed, pair)
                match.play_computer_turns()
                found.append(match.session)
    return found


GAMES = _games()


def _bare(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text)


@pytest.mark.parametrize("session", GAMES, ids=range(len(GAMES)))
def test_what_a_side_stated_is_a_line_of_its_own_and_nothing_is_agreed_that_was_not(session: Session) -> None:
    game, state = session.game, session.state
    for side, report in enumerate(press(game, state)):
        for line in re.findall(r"stated “(.+?)”[.,]", " ".join(report.sentences)):
            lines = [
                text
                for claim in game.scenario.claims.values()
                for text in (claim.lines.cordial, claim.lines.frank, claim.lines.forceful)
                if text and claim.by == game.delegations[side]
            ]
            assert any(_bare(line) in _bare(" ".join(text.split())) for text in lines)
        if not state.agreed:
            assert "agreed" not in " ".join((report.headline, *report.sentences)).replace(
                "Nothing was agreed", ""
            )


@pytest.mark.parametrize("session", GAMES, ids=range(len(GAMES)))
def test_both_sides_get_the_same_number_of_whole_sentences(session: Session) -> None:
    one, other = press(session.game, session.state)
    assert len(one.sentences) == len(other.sentences)
    for report in (one, other):
        for text in report.sentences:
            assert text[0].isupper()
            assert text.rstrip("”").endswith((".", "?"))
            assert "  " not in text
        assert not report.headline.endswith(".")


def test_the_games_cover_how_meetings_end() -> None:
    assert {session.state.ended for session in GAMES} >= {1, 2, 3}
