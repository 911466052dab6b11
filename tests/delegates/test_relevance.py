"""Speaking to the point, or changing the subject."""

from __future__ import annotations

from game.delegates.relevance import answers
from game.table.state import State
from tests.table.scenes import after, east_opens, said, seated

THESES = ("claim east-t0-0 frank", "claim west-t0-0 frank")


def _to_the_point(state: State) -> set[str]:
    return {key for key in said(state) if answers(state, state.game.move(key))}


def test_a_claim_is_answered_by_what_speaks_of_it() -> None:
    state = after(seated(east_opens()), *THESES)
    found = _to_the_point(state)
    assert {"ask west-t0-0", "concede west-t0-0", "acknowledge west-t0-0"} <= found
    assert {"rebut west-t0-0 by east-t2-0 frank", "challenge west-t0-0 with card-0-0-east"} <= found
    assert not any(
        key.startswith(("claim", "offer", "demand", "support", "accuse", "recess")) for key in found
    )


def test_a_question_is_answered_by_a_reason_for_the_same_claim_or_by_taking_it_back() -> None:
    state = after(seated(east_opens()), *THESES, "claim east-t1-0 frank", "ask east-t0-0")
    found = _to_the_point(state)
    assert "support east-t0-0 by card-0-0-east frank" in found
    assert "retract east-t0-0" in found
    assert not any(key.startswith("support east-t1-0") for key in found)


def test_a_rebuttal_is_answered_by_defence_or_attack() -> None:
    state = after(
        seated(east_opens()), *THESES, "claim east-t1-0 frank", "rebut east-t0-0 by west-t2-0 frank"
    )
    found = _to_the_point(state)
    assert "support east-t0-0 by card-0-0-east frank" in found
    assert "rebut west-t2-0 by east-t1-0 frank" in found
    assert "ask west-t2-0" in found
    assert "ask west-t0-0" not in found


def test_what_wants_an_answer_at_once_is_answered_by_its_replies() -> None:
    state = after(seated(east_opens()), *THESES, "demand east-wish-1 frank")
    assert {"accept", "decline", "probe offer"} <= _to_the_point(state)
    assert "ask east-t0-0" not in _to_the_point(state)


def test_nothing_is_answered_where_nothing_was_said() -> None:
    assert not _to_the_point(seated(east_opens()))
