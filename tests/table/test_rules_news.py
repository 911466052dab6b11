"""An event that whoever leads the meeting tells, before a move."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.match.session import Session
from game.scenario import library
from game.scenario.reading.read import load
from game.table.compiled import CompiledScenario, compile_scenario
from game.table.moves import legal
from game.table.play import IllegalMoveError, play, start

GAME: CompiledScenario = compile_scenario(load(library.find("two-days-in-beijing")))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_an_event_may_be_told_before_any_move_and_the_meeting_is_played_again_from_its_text(
    seed: int,
) -> None:
    session, chance = Session(GAME, seed), Random(seed)
    told = set()
    while not session.over:
        before, move = session.state, chance.choice(legal(session.state))
        unknown = [number for number in range(len(GAME.events)) if not before.events >> number & 1]
        if unknown and chance.random() < 0.2:
            move = move._replace(news=chance.choice(unknown))
            told.add(move.news)
        entry = session.play(move)
        if move.news >= 0:
            event = GAME.scenario.events[GAME.events[move.news]]
            assert entry.after.events >> move.news & 1
            assert entry.changes[0].cause == f"news: {event.title}"
            assert entry.after.mover == play(before, move._replace(news=-1)).mover or session.over
    again = Session(GAME, seed)
    for entry in session.log:
        again.play(again.game.move(again.game.key(entry.move)))
    assert again.state == session.state
    assert all(session.state.events >> number & 1 for number in told)


def test_it_moves_the_tracks_as_the_scenario_says() -> None:
    state = start(GAME, 3)
    move = legal(state)[0]
    number = GAME.event_number["sentence-in-the-papers"]
    plain, told = play(state, move), play(state, move._replace(news=number))
    assert told.tension == plain.tension + 3
    assert GAME.key(move._replace(news=number)) == f"{GAME.key(move)}; news sentence-in-the-papers"


def test_nobody_can_choose_it_and_none_is_told_twice() -> None:
    state = start(GAME, 3)
    assert all(move.news < 0 for move in legal(state))
    first, second = legal(state)[0]._replace(news=0), GAME.move(GAME.key(legal(state)[1]))
    after = play(state, first)
    with pytest.raises(IllegalMoveError):
        play(after, legal(after)[0]._replace(news=0))
    with pytest.raises(IllegalMoveError):
        play(state, second._replace(news=len(GAME.events)))
    with pytest.raises(KeyError):
        GAME.move(f"{GAME.key(second)}; news no-such-event")
