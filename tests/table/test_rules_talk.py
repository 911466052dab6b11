"""The rules of the talk: who may answer what, questions, challenges, contradictions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.table.acts import ANSWERS, REPLIES, Act
from game.table.fouls import DODGE, UNANSWERED, foul_bit
from game.table.moves import legal
from game.table.outcome import standing_of
from game.table.state import State
from tests.table.scenes import EAST, after, causes, claims, east_opens, said, seated, walk, world

CLASH = "resolve east: east-t0-0 / east-t2-0"


def _at_table(items: int = 1, turns: int = 5) -> State:
    return seated(east_opens(items, turns=turns))


def _heads(state: State) -> set[str]:
    return {key.split()[0] for key in said(state)}


def test_a_side_claims_only_its_own_theses_and_each_once() -> None:
    state = after(_at_table(), "claim east-t0-0 frank")
    assert not any(key.startswith("claim east") for key in said(state))
    state = after(state, "claim west-t0-0 frank")
    assert {key.split()[1] for key in said(state) if key.startswith("claim")} == {"east-t1-0", "east-t2-0"}


ONLY_ANSWERS = frozenset({Act.ACCEPT, Act.DECLINE, Act.DEFER, Act.COUNTER, Act.WITHHOLD, Act.DISCLOSE})


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 80), st.integers(0, 2**40))
def test_an_answer_needs_a_point_it_answers(number: int, seed: int) -> None:
    for before, _, _, _ in walk(world(number), seed):
        for move in legal(before):
            if move.act in ONLY_ANSWERS or (move.act == Act.ACKNOWLEDGE and move.what < 0):
                assert before.open_act >= 0
                told_back = move.act == Act.DISCLOSE and before.open_to == Act.DISCLOSE
                assert move.act in ANSWERS[before.open_act] or told_back


def test_pressing_and_yielding_never_overlap() -> None:
    for replies in REPLIES.values():
        assert not set(replies.pressing) & set(replies.yielding)


@pytest.mark.parametrize(
    ("point", "answers"),
    [
        ("demand west-wish-1 frank", {"accept", "decline", "counter", "reframe", "probe"}),
        ("offer east-wish-1 + west-wish-1", {"accept", "decline", "defer", "counter", "reframe", "probe"}),
        ("accuse east west-charge-0", {"reframe", "accuse", "acknowledge"}),
        ("probe wish", {"disclose", "withhold", "reframe"}),
    ],
)
def test_who_may_answer_what(point: str, answers: set[str]) -> None:
    quiet = after(_at_table(), "claim east-t0-0 frank")
    before = _heads(after(quiet, "recess"))
    state = after(quiet, point)
    new = _heads(state) - before
    assert answers <= _heads(state)
    assert new <= answers


def test_a_demand_cannot_be_sent_to_a_working_group() -> None:
    assert "defer" not in said(after(_at_table(), "claim east-t0-0 frank", "demand west-wish-1 frank"))


@pytest.mark.parametrize(
    ("point", "cause"),
    [
        ("demand west-wish-1 frank", "an offer left unanswered"),
        ("offer joint-0", "an offer left unanswered"),
        ("probe wish", "a question left unanswered"),
        ("accuse east west-charge-0", "an accusation left unanswered"),
    ],
)
def test_passing_over_a_point_costs_who_passes_over_it(point: str, cause: str) -> None:
    state = after(_at_table(), "claim east-t0-0 frank", point)
    change = causes(state, "claim east-t1-0 frank")[cause]
    assert change.side == EAST
    assert change.deltas[2] < 0  # credibility at the table
    assert change.deltas[3] == 0


def test_an_answered_point_costs_nothing_more() -> None:
    state = after(_at_table(), "claim east-t0-0 frank", "offer joint-0")
    for key in ("decline", "accept", "defer", "probe offer"):
        assert "an offer left unanswered" not in causes(state, key)


def test_one_asks_once_and_only_before_a_reason_was_given() -> None:
    state = after(_at_table(), "claim east-t0-0 frank", "ask east-t0-0", "claim east-t1-0 frank")
    assert "ask east-t0-0" not in said(state)
    state = after(_at_table(), "claim east-t0-0 frank", "claim west-t0-0 frank")
    state = after(state, "support east-t0-0 by east-r0-0 frank")
    assert "ask east-t0-0" not in said(state)
    assert "ask east-r0-0" in said(state)


def test_nobody_asks_challenges_or_attacks_what_he_granted() -> None:
    state = after(_at_table(), "claim east-t0-0 frank", "concede east-t0-0", "claim east-t1-0 frank")
    assert not any(key.split()[1:2] == ["east-t0-0"] for key in said(state))
    assert "ask east-t1-0" in said(state)


def test_an_asked_claim_falls_unless_a_reason_comes() -> None:
    state = after(_at_table(), "claim east-t0-0 frank", "ask east-t0-0")
    thesis = state.game.claim_number["east-t0-0"]
    assert standing_of(state, thesis) == "owes a reason"
    given_one = after(state, "support east-t0-0 by card-0-0-east frank")
    assert standing_of(given_one, thesis) == "stands"


def test_a_question_unanswered_at_the_assessment_is_a_foul_and_a_fall() -> None:
    state = after(
        _at_table(2, turns=3),
        "claim east-t0-0 frank", "ask east-t0-0", "claim east-t1-0 frank", "acknowledge east-t1-0", "hold",
    )  # fmt: skip
    log = causes(state, "hold")
    state = after(state, "hold")
    assert state.item == 1
    assert state.sides[0].fouls == foul_bit(UNANSWERED, 0)
    assert standing_of(state, state.game.claim_number["east-t0-0"]) == "fallen"
    assert log["claims that have fallen"].side == EAST
    state = after(state, "claim west-t0-1 frank", "claim east-t0-1 frank")
    assert "accuse foul unanswered in item-0" in said(state)


def test_a_challenge_that_bears_wants_one_more_reason() -> None:
    state = after(_at_table(), "claim east-t0-0 frank", "challenge east-t0-0 with card-0-0-west")
    assert state.owing == claims(state, "east-t0-0")
    assert "challenge west-t0-0 with card-0-0-west" not in said(state)


def test_a_challenge_that_misses_closes_the_claim_and_spends_the_card() -> None:
    state = after(_at_table(), "claim east-t2-0 frank")
    missed = state.game.move("challenge east-t2-0 with card-0-0-west")
    bears = state.game.move("challenge east-t2-0 with card-0-2-west")
    assert {missed, bears} <= set(legal(state))
    state = after(state, state.game.key(missed))
    assert state.owing == 0
    assert state.rebuffed == claims(state, "east-t2-0")
    assert state.open_act == -1
    state = after(state, "claim east-t1-0 frank")
    assert not any(key.startswith("challenge east-t2-0") for key in said(state))
    assert "challenge east-t1-0 with card-0-2-west" in said(state)
    assert "challenge east-t1-0 with card-0-0-west" not in said(state)


def test_a_reason_of_a_claim_can_be_undercut_and_a_card_too() -> None:
    state = after(_at_table(), "claim east-t1-0 frank", "claim west-t0-0 frank")
    by_claim = after(state, "support east-t1-0 by east-r0-0 frank")
    assert "undercut east-r0-0 by west-u0-0 frank" in said(by_claim)
    assert "undercut card-0-2-east by west-u0-0 frank" not in said(by_claim)
    by_card = after(state, "support east-t1-0 by card-0-2-east frank")
    assert "undercut card-0-2-east by west-u0-0 frank" in said(by_card)


def test_what_was_taken_back_does_not_return() -> None:
    state = after(_at_table(), "claim east-t0-0 frank", "ask east-t0-0", "retract east-t0-0")
    state = after(state, "claim west-t0-0 frank")
    assert not any("east-t0-0" in key for key in said(state))


def test_nobody_takes_back_what_is_not_in_doubt() -> None:
    state = after(_at_table(), "claim east-t0-0 frank", "claim west-t0-0 frank")
    assert "retract east-t0-0" not in said(state)


def _contradicting() -> State:
    return after(_at_table(), "claim east-t0-0 frank", "claim west-t0-0 frank", "claim east-t2-0 frank")


def test_a_contradiction_can_be_called_once_by_the_other_side() -> None:
    state = _contradicting()
    assert CLASH in said(state)
    state = after(state, CLASH)
    assert {"retract east-t0-0", "retract east-t2-0"} <= said(state)
    assert CLASH not in said(after(state, "claim east-t1-0 frank"))
    assert not any(key.startswith("resolve") for key in said(_at_table()))


def test_retracting_one_of_two_answers_and_ends_the_contradiction() -> None:
    state = after(_contradicting(), CLASH)
    assert "a contradiction not answered for" not in causes(state, "retract east-t2-0")
    state = after(state, "retract east-t2-0")
    assert state.sides[0].fouls == 0
    assert state.clash == 0


def test_a_dodge_of_you_said_is_a_foul_with_a_price() -> None:
    state = after(_contradicting(), CLASH)
    assert causes(state, "claim east-t1-0 frank")["a contradiction not answered for"].side == EAST
    dodged = after(state, "claim east-t1-0 frank")
    assert dodged.sides[0].fouls == foul_bit(DODGE, 0)
    assert "accuse foul dodge in item-0" in said(dodged)


def test_granting_what_fights_ones_own_thesis_is_a_contradiction() -> None:
    state = after(_at_table(), "claim east-t0-0 frank", "claim west-t1-0 frank", "concede west-t1-0")
    assert "resolve east: east-t0-0 / west-t1-0" in said(state)
