"""What holds of every game, over random scenarios, seeds and choices."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.match.session import Session
from game.table.acts import Act
from game.table.catalogue import Move
from game.table.effects import INITIATIVES
from game.table.moves import lapse, legal
from game.table.play import IllegalMoveError, play, start
from game.table.protocol import TALK, End
from game.table.state import State
from game.table.tracks import tracks
from tests.table.scenes import Ply, build, walk, world
from tests.worlds import mirror_data

WORLDS = st.integers(0, 80)
SEEDS = st.integers(0, 2**40)
games = given(WORLDS, SEEDS)
some = settings(max_examples=60, deadline=None)
few = settings(max_examples=15, deadline=None)


def _plies_at_most(items: int, turns: int) -> int:
    """Openings, rounds, initiatives with answers and holds between them, closings."""
    return 2 + items * 2 * turns + 2 * 2 * INITIATIVES + 2 * INITIATIVES + 2 + 2


@some
@games
def test_every_game_ends_in_time(number: int, seed: int) -> None:
    game = world(number)
    *_, last = walk(game, seed)
    assert last.after.over
    assert last.after.ply <= _plies_at_most(len(game.items), game.turns)


@some
@games
def test_there_is_a_move_until_the_end_and_none_after(number: int, seed: int) -> None:
    plies = [*walk(world(number), seed)]
    assert all(legal(ply.before) for ply in plies)
    assert legal(plies[-1].after) == []


@some
@games
def test_legal_moves_are_unique_and_in_the_catalogue(number: int, seed: int) -> None:
    game = world(number)
    for before, _, _, _ in walk(game, seed):
        moves = legal(before)
        assert len(set(moves)) == len(moves)
        assert all(move in game.catalogue.keys for move in moves)


@few
@games
def test_exactly_the_legal_moves_can_be_played(number: int, seed: int) -> None:
    game = world(number)
    plies = [*walk(game, seed)]
    for before, _, _, _ in plies[::7]:
        allowed = {*legal(before), lapse(before)}
        for move in game.catalogue.keys:
            if move in allowed:
                assert play(before, move).ply == before.ply + 1
            else:
                with pytest.raises(IllegalMoveError):
                    play(before, move)
    with pytest.raises(IllegalMoveError):
        play(plies[-1].after, game.catalogue.hold)


@some
@games
def test_turns_may_run_out_at_any_moment_and_the_meeting_still_comes_to_its_end(
    number: int, seed: int
) -> None:
    session, chance = Session(world(number), seed), Random(seed)
    while not session.over:
        moves = legal(session.state)
        session.play(lapse(session.state) if chance.random() < 0.5 else chance.choice(moves))
    again = Session(world(number), seed)
    for entry in session.log:
        again.play(again.game.move(again.game.key(entry.move)))
    assert again.state == session.state
    silent = Session(world(number), seed)
    while not silent.over:
        before = silent.state
        silent.play(lapse(before))
        assert silent.state.agreed == before.agreed == 0, "silence agrees to nothing"


@some
@games
def test_a_move_that_no_scenario_has_is_refused_by_name(number: int, seed: int) -> None:
    state = start(world(number), seed)
    with pytest.raises(IllegalMoveError, match="Move"):
        play(state, Move(Act.CLAIM, 10_000))


@some
@games
def test_playing_changes_no_state(number: int, seed: int) -> None:
    for before, move, after, _ in walk(world(number), seed):
        copy = before.edit()
        assert play(before, move) == after
        assert before == copy


@some
@games
def test_a_list_of_moves_belongs_to_the_caller(number: int, seed: int) -> None:
    for before, _, _, _ in walk(world(number), seed):
        moves = legal(before)
        copy = list(moves)
        moves.clear()
        assert legal(before) == copy


@few
@games
def test_the_log_of_keys_replays_to_the_same_state(number: int, seed: int) -> None:
    game = world(number)
    played = [*walk(game, seed)]
    state = start(game, seed)
    for before, move, _, _ in played:
        assert state == before
        state = play(state, game.move(game.key(move)))
    assert state == played[-1].after


@few
@given(SEEDS)
def test_a_game_compiled_anew_plays_the_same(seed: int) -> None:
    data = mirror_data(2)
    one, other = build(data), build(data)
    first, second = walk(one, seed), walk(other, seed)
    for ply, again in zip(first, second, strict=True):
        assert ply.after.flat() == again.after.flat()
        assert one.key(ply.move) == other.key(again.move)


@few
@given(WORLDS)
def test_the_key_of_a_move_is_its_own(number: int) -> None:
    game = world(number)
    keys = [game.key(move) for move in game.catalogue.keys]
    assert len(set(keys)) == len(keys)
    assert [game.move(key) for key in keys] == list(game.catalogue.keys)


@few
@given(WORLDS)
def test_an_unknown_key_is_refused(number: int) -> None:
    with pytest.raises(KeyError):
        world(number).move("claim nothing-at-all frank")


def _rounds(plies: list[Ply]) -> dict[int, list[Ply]]:
    rounds: dict[int, list[Ply]] = {}
    for ply in plies:
        if ply.before.phase in TALK:
            rounds.setdefault(ply.before.item, []).append(ply)
    return rounds


@some
@games
def test_both_sides_have_the_same_turns_in_an_assessed_round(number: int, seed: int) -> None:
    game = world(number)
    for item, turns in _rounds([*walk(game, seed)]).items():
        last = turns[-1].after
        if (last.item == item and last.phase in TALK) or last.over:
            continue  # the talks broke off in this round
        made = Counter(ply.before.mover for ply in turns)
        assert made[0] == made[1]
        held = [ply.move.act for ply in turns[-2:]] == [Act.HOLD, Act.HOLD]
        assert made[0] == game.turns or (held and made[0] < game.turns)


@some
@games
def test_turns_alternate_in_the_talk(number: int, seed: int) -> None:
    for turns in _rounds([*walk(world(number), seed)]).values():
        movers = [ply.before.mover for ply in turns]
        assert all(one != other for one, other in pairwise(movers))


@some
@games
def test_tracks_stay_between_0_and_100(number: int, seed: int) -> None:
    for _, _, after, _ in walk(world(number), seed):
        assert all(0 <= value <= 100 for value in tracks(after))


@some
@games
def test_the_log_tells_every_change_of_the_tracks(number: int, seed: int) -> None:
    for before, _, after, changes in walk(world(number), seed):
        sums = [sum(column) for column in zip(*(c.deltas for c in changes), strict=True)] or [0] * 6
        assert [b + d for b, d in zip(tracks(before), sums, strict=True)] == list(tracks(after))


def _whole(state: State) -> None:
    game = state.game
    live = state.said & ~state.retracted
    assert not state.stands & state.fallen
    assert not (state.stands | state.fallen) & ~live
    assert not state.owing & ~state.fallen
    assert not state.agreed & state.parked
    for number in range(len(game.proposals)):
        if state.agreed >> number & 1:
            assert not game.needs[number] & ~state.agreed
            assert not game.excludes[number] & state.agreed
            assert not game.bridges[number] & ~state.disclosed
    for number, pair in enumerate(game.pairs):
        held = pair.own & live == pair.own and pair.granted & live & state.conceded == pair.granted
        # What both sides hold is not one side's to choose between.
        held = held and not (pair.granted and pair.own & state.conceded)
        assert held == bool(state.clash >> number & 1)


@some
@games
def test_the_record_never_contradicts_itself(number: int, seed: int) -> None:
    for _, _, after, _ in walk(world(number), seed):
        _whole(after)


def test_the_games_of_these_tests_meet_every_act_and_every_end() -> None:
    acts: set[int] = set()
    ends: set[int] = set()
    for seed in range(160):
        for ply in walk(world(seed % 40), seed):
            acts.add(ply.move.act)
        ends.add(ply.after.ended)
    assert acts == set(map(int, Act))
    assert ends == set(End) - {End.UNDER_WAY}
