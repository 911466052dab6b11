"""A forecast promises exactly what then happens."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from game.table.acts import Act
from game.table.forecast import forecast, total
from game.table.fouls import FOULS, foul_of
from game.table.masks import bits
from game.table.protocol import TRIGGER
from game.table.shifts import in_kind
from game.table.state import State
from game.table.tracks import tracks
from game.table.view import view
from tests.table.scenes import after, causes, claims, east_opens, proposals, seated, walk, world

WORLDS = st.integers(0, 80)
SEEDS = st.integers(0, 2**40)
games = given(WORLDS, SEEDS)
some = settings(max_examples=50, deadline=None)
OPEN = frozenset({Act.CHALLENGE, Act.RECESS})
"""Acts of which something stays open: whether the card is relevant, and what the news will be."""


def _difference(before: State, now: State) -> tuple[int, ...]:
    return tuple(b - a for a, b in zip(tracks(before), tracks(now), strict=True))


@some
@games
def test_the_changes_are_as_large_as_told(number: int, seed: int) -> None:
    for before, move, now, changes in walk(world(number), seed):
        told = forecast(view(before, before.mover).seen, move)
        if move.act == Act.CHALLENGE:
            assert total(changes) in (told.deltas, told.missed)
        elif move.act != Act.RECESS:
            assert told.missed is None
            assert total(changes) == told.deltas
            if TRIGGER["assess"] not in now.fired:
                assert _difference(before, now) == told.deltas


@some
@games
def test_a_challenge_is_told_both_ways(number: int, seed: int) -> None:
    game = world(number)
    for before, move, _, changes in walk(game, seed):
        if move.act == Act.CHALLENGE:
            told = forecast(view(before, before.mover).seen, move)
            relevant = game.relevant[move.to] >> move.what & 1
            assert total(changes) == (told.deltas if relevant else told.missed)


@some
@games
def test_a_recess_is_told_without_its_news(number: int, seed: int) -> None:
    for before, move, now, changes in walk(world(number), seed):
        if move.act == Act.RECESS:
            told = forecast(view(before, before.mover).seen, move)
            if not any(change.cause.startswith("news") for change in changes):
                assert total(changes) == told.deltas
            assert bits(now.events & ~before.events) == [] or now.rng != before.rng


@some
@games
def test_shifts_bids_and_ends_are_told(number: int, seed: int) -> None:
    for before, move, now, _ in walk(world(number), seed):
        told = forecast(view(before, before.mover).seen, move)
        if TRIGGER["assess"] not in now.fired and not now.over:
            assert now.kind == (told.shift if told.shift >= 0 else before.kind)
            assert now.bid == told.bids
        if move.act not in OPEN:
            # That the other side crosses a line of its own is not for the mover to know beforehand.
            theirs = now.blame == 1 - before.mover and bool(now.sides[now.blame].crossed)
            assert told.ends == (now.over and not theirs)


@some
@games
def test_a_crossed_red_line_is_told(number: int, seed: int) -> None:
    game = world(number)
    for before, move, now, _ in walk(game, seed):
        lines = game.red_lines[before.mover]
        if move.act not in OPEN:
            crosses = any(line(now) and not line(before) for line in lines)
            assert forecast(view(before, before.mover).seen, move).crosses == crosses


@some
@games
def test_a_bid_taken_up_is_the_foul_that_was_told(number: int, seed: int) -> None:
    told, bidder = None, -1
    for before, move, now, _ in walk(world(number), seed):
        if told is not None and before.bid >= 0 and in_kind(before.bid, move):
            record, was = now.sides[bidder].fouls, before.sides[bidder].fouls
            shifting = {foul_of(n)[0].plain for n in bits(record & ~was) if foul_of(n)[0] in FOULS[:5]}
            assert shifting <= {told.foul}
            if told.foul:
                here = {foul_of(n)[0] for n in bits(record) if foul_of(n)[1] == before.item}
                assert here & set(FOULS[:5])
        told, bidder = forecast(view(before, before.mover).seen, move), before.mover
        if move.act == Act.DISCLOSE or move.act == Act.WITHHOLD or before.held >= 0:
            told = None  # an offer reopened: its foul was told when it was made


def test_conceding_over_a_red_line_is_told() -> None:
    state = seated(east_opens())
    state = after(state, "claim east-t0-0 frank", "claim west-t0-0 frank", "concede west-t0-0")
    state = after(state, "claim west-t1-0 frank")
    crossing = state.game.move("concede west-t1-0")
    harmless = state.game.move("claim east-t1-0 frank")
    assert forecast(view(state, 0).seen, crossing).crosses
    assert not forecast(view(state, 0).seen, harmless).crosses


def test_an_agreement_over_a_red_line_is_told() -> None:
    state = seated(east_opens())
    state = state.replace(agreed=proposals(state, "west-wish-2"))
    state = after(state, "claim east-t0-0 frank", "demand west-wish-3 frank")
    assert forecast(view(state, 0).seen, state.game.move("accept")).crosses


def test_a_lapse_is_part_of_what_is_told() -> None:
    state = after(seated(east_opens()), "claim east-t0-0 frank", "demand west-wish-1 frank")
    key = "claim east-t1-0 frank"
    told = forecast(view(state, 0).seen, state.game.move(key))
    parts = causes(state, key)
    assert "an offer left unanswered" in parts
    assert told.deltas == total(list(parts.values()))
    assert claims(state, "east-t0-0") == state.said
