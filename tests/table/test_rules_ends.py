"""The rules of tracks, red lines, the drafting and the endings."""

from __future__ import annotations

from typing import Any

import pytest

from game.table.drafting import highest_rung
from game.table.effects import (
    INITIATIVES,
    NO_DECAY,
    RECALL_AT,
    ROWS,
    STEEP_HOME,
    TEXT_AT,
    VARIANTS,
    WALK_OUT_AT,
)
from game.table.outcome import BRIDGED, MET, MISSED, ending, objectives
from game.table.protocol import End, Phase, Type
from game.table.state import State
from tests.table.scenes import (
    EAST,
    WEST,
    after,
    build,
    causes,
    changes_of,
    claims,
    east_opens,
    in_drafting,
    interests,
    proposals,
    said,
    seated,
)
from tests.worlds import mirror_data

GAIN = (1, -1, 1, -1, 1, -1)
"""The sign of a gain in a row of effects."""


def _talking(items: int = 1, **values: Any) -> State:
    state = seated(east_opens(items))
    return after(state, "claim east-t0-0 frank", "claim west-t0-0 frank").replace(**values)


@pytest.mark.parametrize("variant", range(VARIANTS))
def test_repeating_an_act_shrinks_its_gains_and_never_its_costs(variant: int) -> None:
    for rows in (tones for kind in ROWS for tones in kind[variant]):
        for sign, first, second, third in zip(GAIN, *rows, strict=True):
            if variant in NO_DECAY or first * sign <= 0:
                assert first == second == third
            else:
                assert first * sign > second * sign >= third * sign == 0


def test_an_act_decays_within_a_round_and_is_fresh_in_the_next() -> None:
    state = _talking(2, tension=40)

    def gain(now: State, key: str) -> int:
        return next(change.deltas[0] for change in changes_of(now, key) if change.cause == "the move")

    fresh = gain(state, "acknowledge west-t0-0")
    state = after(state, "acknowledge west-t0-0", "claim west-t1-0 frank")
    again = gain(state, "acknowledge west-t1-0")
    state = after(state, "acknowledge west-t1-0", "claim west-t2-0 frank")
    assert fresh > again
    assert "the move" not in causes(state, "acknowledge west-t2-0") or fresh > again >= gain(
        state, "acknowledge west-t2-0"
    )
    state = after(state, "claim east-t1-0 frank", "recess", "hold", "hold")
    assert state.item == 1
    state = after(state, "claim west-t0-1 frank")
    assert gain(state, "acknowledge west-t0-1") == fresh


@pytest.mark.parametrize(("home", "times"), [(STEEP_HOME - 1, 1), (STEEP_HOME, 2)])
def test_a_prisoner_of_his_own_rhetoric_pays_double_at_home(home: int, times: int) -> None:
    state = after(_talking(home0=50, home1=home, reasoned0=True, reasoned1=True), "offer joint-3")
    paid = [c.deltas[5] for c in changes_of(state, "accept") if c.cause == "what was agreed"]
    assert sum(paid) == -2 * times


def test_at_the_floor_a_delegation_is_recalled_at_once() -> None:
    state = after(_talking(home1=RECALL_AT), "ask west-t0-0")
    assert (state.ended, state.blame, state.phase) == (End.RECALLED, WEST, Phase.RECALLED)
    assert not after(_talking(home1=RECALL_AT + 5), "ask west-t0-0").over


def test_at_the_top_of_tension_the_talks_are_suspended() -> None:
    state = after(_talking(tension=100), "claim east-t1-0 forceful")
    assert (state.ended, state.blame, state.phase) == (End.SUSPENDED, -1, Phase.SUSPENDED)


@pytest.mark.parametrize("mover", [EAST, WEST])
def test_a_closing_statement_can_still_break_the_talks(mover: int) -> None:
    state = seated(east_opens()).replace(phase=Phase.CLOSING)
    if mover == WEST:
        state = after(state, "close frank")
    assert after(state.replace(tension=99), "close forceful").ended == End.SUSPENDED
    floor = state.replace(home0=RECALL_AT) if mover == EAST else state.replace(home1=RECALL_AT)
    assert after(floor, "close cordial").ended == End.RECALLED


def _over_the_line() -> State:
    """East has granted two of the theses that its red line names, in the first of two items."""
    state = _talking(2)
    return after(state, "concede west-t0-0", "claim west-t1-0 frank", "concede west-t1-0")


def test_a_red_line_recalls_at_the_assessment_and_not_before() -> None:
    state = _over_the_line()
    assert not any(side.crossed for side in state.sides)
    state = state.replace(phase=Phase.LAST_WORDS, turn=2 * state.game.turns - 1)
    state = after(state, "hold")
    assert (state.ended, state.blame) == (End.RECALLED, EAST)
    assert (state.sides[EAST].crossed, state.sides[WEST].crossed) == (0b10, 0)


def test_a_red_line_crossed_in_the_drafting_recalls_at_the_end() -> None:
    game = east_opens()
    state = in_drafting(game, agreed=proposals(seated(game), "east-wish-2", "east-wish-3"))
    state = after(state, "hold", "hold", "close frank")
    assert not state.over
    state = after(state, "close frank")
    assert (state.ended, state.blame) == (End.RECALLED, WEST)


def _texts(state: State) -> set[int]:
    rungs = dict(zip(state.game.proposals, state.game.rungs, strict=True))
    return {rungs[key.split()[1]] for key in said(state) if key.startswith("text")}


@pytest.mark.parametrize("rung", [1, 2, 3])
def test_understanding_decides_how_far_text_may_go(rung: int) -> None:
    at = TEXT_AT[rung - 1]
    assert (highest_rung(at - 1), highest_rung(at)) == (rung - 1, rung)
    assert _texts(in_drafting(east_opens(), understanding=at)) == set(range(1, rung + 1))
    assert _texts(in_drafting(east_opens(), understanding=at - 1)) == set(range(1, rung))


def test_what_a_working_group_has_may_be_text_at_any_rung() -> None:
    game = east_opens()
    state = in_drafting(game, understanding=0, parked=proposals(seated(game), "west-wish-3"))
    assert said(state) == {"text west-wish-3", "hold"}
    state = after(state, "text west-wish-3", "accept")
    assert state.agreed == proposals(state, "west-wish-3")
    assert state.parked == 0


def test_the_first_pen_is_with_the_side_that_did_not_open() -> None:
    state = _talking().replace(phase=Phase.LAST_WORDS, turn=9, mover=WEST)
    state = after(state, "hold")
    assert (state.phase, state.mover) == (Phase.DRAFTING, WEST)


def test_who_answers_holds_the_pen() -> None:
    state = after(in_drafting(east_opens(), understanding=100), "text joint-0")
    assert said(state) == {"accept", "decline"}
    state = after(state, "decline")
    assert state.mover == WEST
    assert "text joint-0" not in said(state)
    assert (state.sides[0].initiatives, state.sides[1].initiatives) == (INITIATIVES - 1, INITIATIVES)


def _fallen(key: str) -> State:
    state = in_drafting(east_opens(), understanding=0)
    mask = claims(state, key)
    return state.replace(said=mask, asked=mask, fallen=mask, owing=mask)


def test_a_fallen_thesis_may_cost_a_sentence_asked_for_once() -> None:
    state = _fallen("west-t0-0")
    assert said(state) == {"price west-t0-0", "hold"}
    state = after(state, "price west-t0-0")
    assert said(state) == {"sentence", "refuse"}
    assert after(state, "sentence").sentenced == claims(state, "west-t0-0")
    refused = after(state, "refuse", "hold")
    assert refused.sentenced == 0
    assert said(refused) == {"hold"}


def test_nobody_prices_his_own_or_what_stands_or_was_taken_back() -> None:
    assert said(_fallen("east-t0-0")) == {"hold"}
    state = _fallen("west-t0-0")
    assert said(state.replace(fallen=0)) == {"hold"}
    assert said(state.replace(retracted=state.said)) == {"hold"}


def test_two_holds_end_the_drafting() -> None:
    state = after(in_drafting(east_opens(), understanding=100), "hold")
    assert (state.phase, state.mover) == (Phase.DRAFTING, WEST)
    assert after(state, "hold").phase == Phase.CLOSING
    state = after(state, "text joint-0", "accept", "hold")
    assert state.phase == Phase.DRAFTING
    assert after(state, "hold").phase == Phase.CLOSING


def test_spent_initiatives_end_the_drafting() -> None:
    state = in_drafting(east_opens(), understanding=100, initiatives0=1, initiatives1=1)
    state = after(state, "text joint-0", "accept", "text joint-1")
    assert state.phase == Phase.DRAFTING
    assert after(state, "accept").phase == Phase.CLOSING


def test_who_has_no_initiative_left_does_not_get_the_pen() -> None:
    state = after(in_drafting(east_opens(), understanding=100, initiatives1=0), "text joint-0", "accept")
    assert state.mover == EAST
    assert after(state, "hold").mover == EAST


def test_the_first_ending_that_holds_is_reached() -> None:
    state = in_drafting(east_opens()).replace(phase=Phase.CLOSING, in_exchange=10)
    done = after(state, "close frank", "close frank")
    assert done.ended == End.COMPLETED
    rich = done.replace(understanding=100, agreed=(1 << len(done.game.proposals)) - 1)
    assert ending(rich) == "common-ground"
    assert ending(rich.replace(understanding=60)) == "frank-exchange"
    assert ending(rich.replace(understanding=60, in_negotiation=90)) == "bargain"
    assert ending(done.replace(understanding=0)) == "monologues"
    assert ending(rich.replace(ended=End.SUSPENDED)) == "suspended"
    assert ending(rich.replace(ended=End.RECALLED)) == "recalled"


def test_an_ending_without_a_condition_shadows_those_after_it() -> None:
    data = mirror_data(1)
    data["endings"] = [{"id": "first", "title": "First", "text": "All."}, *data["endings"]]
    assert ending(seated(build(data))) == "first"


def test_an_objective_is_met_bridged_or_missed() -> None:
    state = seated(east_opens())
    assert _status(state, "text-two") == MISSED
    assert _status(state.replace(agreed=proposals(state, "east-wish-2")), "text-two") == MET
    bridge = state.replace(agreed=proposals(state, "bridge-10"))
    assert _status(bridge, "text-two") == MISSED
    assert _status(bridge.replace(disclosed=interests(state, "east-need-1")), "text-two") == BRIDGED


def _status(state: State, goal: str) -> str:
    return next(one.status for one in objectives(state, EAST) if one.id == goal)


def test_a_claim_nobody_tested_serves_no_objective() -> None:
    state = after(seated(east_opens()), "claim east-t0-0 frank", "claim west-t0-0 frank")
    assert _status(state, "heard") == MISSED
    assert _status(after(state, "support east-t0-0 by card-0-0-east frank"), "heard") == MET


def test_the_limit_of_walking_out_is_on_the_tension_track() -> None:
    assert "walk out" in said(_talking(tension=WALK_OUT_AT))
    assert "walk out" not in said(_talking(tension=WALK_OUT_AT - 1))
    assert _talking().kind == Type.EXCHANGE
