"""Nothing a side sees depends on what it may not know (non-interference, Goguen & Meseguer 1982)."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from game.table.acts import Act
from game.table.compiled import CompiledScenario
from game.table.forecast import forecast
from game.table.moves import legal
from game.table.outcome import objectives
from game.table.play import play
from game.table.state import State
from game.table.view import view
from tests.table.scenes import build, pick, seated, walk, world
from tests.worlds import mirror_data

WORLDS = st.integers(0, 80)
SEEDS = st.integers(0, 2**40)
games = given(WORLDS, SEEDS)
some = settings(max_examples=40, deadline=None)


def _secrets(game: CompiledScenario, side: int) -> int:
    """The confidential objectives of a side, as a mask."""
    return game.mask(n for n, goal in enumerate(game.sides[side].goals) if not goal.public)


def _other_secrets(state: State, side: int, rng: random.Random, *, new_rng: bool = True) -> State:
    """The same state, but for what the other side of ``side`` keeps to itself."""
    game, other = state.game, 1 - side
    kept = state.sides[other].drawn & game.sides[other].public
    secret = rng.getrandbits(len(game.sides[other].goals)) & _secrets(game, other)
    changed = state.replace(**{f"drawn{other}": kept | secret})
    return changed.replace(rng=rng.getrandbits(64)) if new_rng else changed


@some
@games
def test_a_view_does_not_depend_on_the_others_secrets(number: int, seed: int) -> None:
    rng = random.Random(seed)
    for state, _, _, _ in walk(world(number), seed):
        for side in (0, 1):
            changed = _other_secrets(state, side, rng)
            mine, again = view(state, side), view(changed, side)
            assert mine == again
            assert mine.moves() == again.moves()
            if state.mover == side:
                assert legal(changed) == legal(state) == mine.moves()


@some
@games
def test_a_forecast_does_not_depend_on_the_others_secrets(number: int, seed: int) -> None:
    rng = random.Random(seed)
    for state, move, _, _ in walk(world(number), seed):
        changed = _other_secrets(state, state.mover, rng)
        seen, again = view(state, state.mover).seen, view(changed, state.mover).seen
        assert forecast(seen, move) == forecast(again, move)


@some
@given(WORLDS, SEEDS, st.integers(0, 1), st.booleans())
def test_games_that_differ_in_secrets_only_look_the_same_as_they_go_on(
    number: int, seed: int, side: int, new_rng: bool
) -> None:
    """Both games are played by moves that both allow; a recess draws from the generator, so with another
    one it is left out."""
    rng = random.Random(seed)
    plies = [*walk(world(number), seed)]
    state = rng.choice(plies).before
    changed = _other_secrets(state, side, rng, new_rng=new_rng)
    while not state.over:
        others = set(legal(changed))
        both = [m for m in legal(state) if m in others and not (new_rng and m.act == Act.RECESS)]
        if not both:
            return
        move = pick(rng, both)
        state, changed = play(state, move), play(changed, move)
        assert view(state, side) == view(changed, side)
        assert view(state, side).moves() == view(changed, side).moves()


@some
@games
def test_a_view_carries_no_secret_of_the_other_side(number: int, seed: int) -> None:
    game = world(number)
    for _, _, state, _ in walk(game, seed):
        for side in (0, 1):
            seen = view(state, side).seen
            assert not seen.sides[1 - side].drawn & _secrets(game, 1 - side)
            assert seen.sides[side].drawn == state.sides[side].drawn
            assert seen.rng == 0


@some
@games
def test_a_view_shows_everything_else(number: int, seed: int) -> None:
    for _, _, state, _ in walk(world(number), seed):
        for side in (0, 1):
            seen = view(state, side).seen
            hidden = {"rng", f"drawn{1 - side}"}
            assert {k: v for k, v in seen.flat().items() if k not in hidden} == {
                k: v for k, v in state.flat().items() if k not in hidden
            }


def test_only_the_side_to_move_sees_moves() -> None:
    state = seated(world(0))
    assert view(state, state.mover).to_move
    assert view(state, state.mover).moves() == legal(state)
    assert not view(state, 1 - state.mover).to_move
    assert view(state, 1 - state.mover).moves() == []
    over = state.replace(ended=1)
    assert not view(over, state.mover).to_move


def test_what_a_side_named_in_public_is_seen() -> None:
    game = world(0)
    seen = view(seated(game), 0).seen
    names = {goal.id for goal in objectives(seen, 1)}
    assert names == {"heard", "text-two"}
    assert names < {goal.id for goal in objectives(seen, 0)}


def test_an_interest_behind_a_secret_objective_can_be_told() -> None:
    data = mirror_data(1)
    for goal in data["delegations"]["west"]["objectives"].values():
        goal["interest"] = "west-need-0"
    data["delegations"]["west"]["objectives"]["at-home"]["interest"] = "west-need-1"
    game = build(data | {"opens": "east"})
    state = seated(game)
    state = play(play(state, game.move("claim east-t0-0 frank")), game.move("claim west-t0-0 frank"))
    state = play(state, game.move("probe wish"))
    keys = {game.key(move) for move in legal(state)}
    assert {"disclose west-need-0", "disclose west-need-1"} <= keys
