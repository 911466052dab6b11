"""Conditions in plain words: what is wanted, and how it is now."""

from __future__ import annotations

from typing import Any

import pytest

from game.narration.brief import brief
from game.narration.wishes import met_when
from game.scenario.format.conditions import parse_condition
from game.scenario.format.model import Condition
from game.table.play import start
from game.table.view import view
from tests.table.scenes import after, seated
from tests.worlds import mirror

NO_SHIFTS = "the number of times the talk changed its type is exactly 0 (now 0)"
TO_THE_END = "the meeting runs to its end"
QUARREL = {"type": "quarrel"}
EXCHANGE = "the talk is an exchange of views"
QUARRELLED = "the talk is a quarrel"
EITHER = f"{QUARRELLED} or West is recalled"
FIRST = "what East says, “Thesis 0 of east on 0 (frank)”,"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"stands": "east-t0-0"}, f"{FIRST} stands and was tested: asked about, challenged or given a reason"),
        ({"conceded": "east-t0-0"}, f"{FIRST} was granted by West"),
        ({"retracted": "east-t0-0"}, f"{FIRST} was taken back"),
        ({"agreed": "east-wish-2"}, "“Wish 2 of east” is agreed"),
        ({"disclosed": "east-need-0"}, "this was disclosed: “east needs 0”"),
        ({"type": "quarrel"}, "the talk is a quarrel"),
        ({"share": {"exchange": ">= 75"}}, "the percentage of turns in an exchange of views is at least 75 (now 0)"),
        ({"tension": "< 40", "shifts": "== 0"}, "tension is less than 40 (now 20) and " + NO_SHIFTS),
        ({"home": {"west": "<= 40"}}, "home of West is at most 40 (now 50)"),
        ({"theses_fallen": {"west": "== 2"}}, "the number of theses of West that have fallen is exactly 2 (now 0)"),
        ({"ended": "walked-out"}, "a delegation walks out"),
        ({"recalled": "west"}, "West is recalled"),
        ({"any": [{"type": "exchange"}, {"ended": "completed"}]}, "the talk is an exchange of views or " + TO_THE_END),
        ({"none": [{"agreed": "west-wish-3"}]}, "not so: “Wish 3 of west” is agreed"),
        ({"type": "exchange", "none": [QUARREL, {"recalled": "west"}]}, f"{EXCHANGE} and not so: {EITHER}"),
        ({"type": "exchange", "any": [QUARREL, {"recalled": "west"}]}, f"{EXCHANGE} and ({EITHER})"),
        ({"all": [{"none": [QUARREL]}, {"recalled": "west"}]}, f"(not so: {QUARRELLED}) and West is recalled"),
        ({"any": [{"type": "exchange", "ended": "completed"}, QUARREL]}, f"({EXCHANGE} and {TO_THE_END}) or {QUARRELLED}"),
        ({"all": []}, "anything happens"),
        ({"any": []}, "the impossible happens"),
    ],
)  # fmt: skip
def test_a_condition_reads_as_a_phrase(written: dict[str, Any], words: str) -> None:
    state = seated(mirror(1), understanding=31, tension=20, home1=50)
    assert met_when(state.game, parse_condition(Condition.model_validate(written)), state) == words


def test_without_a_state_no_number_is_claimed_to_be_so_now() -> None:
    assert (
        met_when(mirror(1), parse_condition(Condition(understanding=">= 60")))
        == "understanding is at least 60"
    )


def test_a_brief_says_how_each_wish_in_force_is_met_and_follows_the_game() -> None:
    state = start(mirror(1), 3)
    wishes = {part.title: part.lines for part in brief(view(state, 0))}["What you want"]
    assert len(wishes) == state.sides[0].drawn.bit_count()
    assert all("Met when" in line for line in wishes)
    later = after(seated(mirror(1), 3)).replace(understanding=77)
    assert any("(now 77)" in line for part in brief(view(later, 0)) for line in part.lines)
