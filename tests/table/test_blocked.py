"""Why a move is not possible: complete, never contradicted by ``legal``, and true."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from game.table.acts import Act
from game.table.blocked import Blocked, blocked
from game.table.masks import bits
from game.table.moves import legal
from game.table.protocol import TALK, Phase, Type
from game.table.state import State
from game.table.why import Why
from tests.table.scenes import EAST, after, claims, east_opens, in_drafting, seated, walk, world

NOT_LOOKED_FOR = {Act.DECLINE, Act.WITHHOLD}
"""They go with accepting and disclosing."""
OUTSIDE = {Act.OPENING, Act.TEXT, Act.PRICE, Act.SENTENCE, Act.REFUSE, Act.CLOSE}


def bar(state: State, act: Act, what: int = -1) -> Blocked | None:
    return next((one for one in blocked(state) if (one.act, one.what) == (act, what)), None)


def why(state: State, act: Act, what: int = -1) -> Why | None:
    found = bar(state, act, what)
    return found and found.why


def number(mask: int) -> int:
    [one] = bits(mask)
    return one


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 80), st.integers(0, 2**40))
def test_an_act_is_possible_or_has_a_reason_and_never_both(game: int, seed: int) -> None:
    for before, _, _, _ in walk(world(game), seed):
        moves, bars = legal(before), blocked(before)
        possible = {(move.act, move.what) for move in moves} | {(move.act, -1) for move in moves}
        assert not possible & {(int(one.act), one.what) for one in bars}
        if before.phase in TALK:
            named = {Act(move.act) for move in moves} | {one.act for one in bars if one.what < 0}
            assert named - NOT_LOOKED_FOR == set(Act) - OUTSIDE - NOT_LOOKED_FOR
        if before.phase in TALK and before.phase != Phase.LAST_WORDS and before.turn:
            told = {one.what for one in bars if one.act == Act.CLAIM}
            told |= {move.what for move in moves if move.act == Act.CLAIM}
            assert told - {-1} == set(bits(before.game.options[before.item][before.mover].theses))
            if before.kind != Type.EXCHANGE or not before.sides[before.mover].cooled:
                told = {one.what for one in bars if one.act == Act.DEMAND}
                told |= {move.what for move in moves if move.act == Act.DEMAND}
                assert told - {-1} == set(bits(before.game.sides[before.mover].favours))


def test_what_was_said_asked_and_granted_says_so() -> None:
    state = after(seated(east_opens()), "claim east-t0-0 frank", "claim west-t2-0 frank")
    t0, t2 = (number(claims(state, key)) for key in ("east-t0-0", "west-t2-0"))
    assert why(state, Act.CLAIM, t0) == Why.SAID
    assert why(state, Act.ASK, t2) is None
    changed: dict[str, Any]
    for field, reason in (
        ("asked", Why.ASKED),
        ("backed", Why.BACKED),
        ("fallen", Why.FALLEN),
        ("conceded", Why.GRANTED),
        ("retracted", Why.TAKEN_BACK),
    ):
        changed = {field: state.said}
        assert why(state.replace(**changed), Act.ASK, t2) == reason
    for field, reason in (("challenged", Why.CHALLENGED), ("rebuffed", Why.MISSED)):
        changed = {field: state.said}
        assert why(state.replace(**changed), Act.CHALLENGE, t2) == reason


def test_a_round_begins_with_a_position() -> None:
    state = seated(east_opens())
    assert {one.why for one in blocked(state)} == {Why.FIRST_STATEMENT, Why.MORE_TO_SAY}


def test_a_proposal_names_what_is_in_the_way() -> None:
    game = east_opens()
    state = after(seated(game), "claim east-t0-0 frank", "claim west-t2-0 frank")
    kinds = {bar.why for bar in blocked(state) if bar.act == Act.DEMAND}
    assert kinds <= {Why.NEEDS, Why.BRIDGE, Why.EXCLUDED, Why.AGREED, Why.DECLINED}
    mine = bits(game.sides[EAST].favours)
    for wish in mine:
        assert why(state.replace(agreed=1 << wish), Act.DEMAND, wish) == Why.AGREED
        if game.needs[wish]:
            found = bar(state, Act.DEMAND, wish)
            assert found
            assert (found.why, found.lacks) == (Why.NEEDS, game.needs[wish])
        elif not game.bridges[wish]:
            assert why(state.replace(dead=1 << wish), Act.DEMAND, wish) == Why.DECLINED


def test_a_bid_that_was_not_taken_up_waits_for_a_reason() -> None:
    state = after(seated(east_opens()), "claim east-t0-0 frank", "claim west-t2-0 frank")
    assert why(state.replace(cooled0=True), Act.DEMAND) == Why.COOLED


def test_the_drafting_says_what_is_too_large_and_what_was_not_told() -> None:
    game = east_opens()
    low = in_drafting(game, understanding=5)
    assert Why.TOO_LARGE in {one.why for one in blocked(low) if one.act == Act.TEXT}
    bridge = next(n for n, mask in enumerate(game.bridges) if mask)
    found = bar(low, Act.TEXT, bridge)
    assert found
    assert (found.why, found.lacks) == (Why.BRIDGE, game.bridges[bridge])
    told = low.replace(disclosed=(1 << len(game.interests)) - 1)
    assert why(told, Act.TEXT, bridge) != Why.BRIDGE
    assert why(in_drafting(game, initiatives0=0), Act.TEXT) == Why.NO_INITIATIVE
