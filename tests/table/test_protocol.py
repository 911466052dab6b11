"""The two machines of a session and the lookups of the table are one protocol."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transitions import Machine

from game.match.session import Protocol, ProtocolError, Session
from game.table.play import start
from game.table.protocol import (
    NEXT_PHASE,
    NEXT_TYPE,
    PHASE_TRANSITIONS,
    PHASES,
    TRIGGER,
    TRIGGERS,
    TYPE_TRANSITIONS,
    TYPES,
    Phase,
    Transition,
)
from game.table.state import State
from tests.table.scenes import walk, world

WORLDS = st.integers(0, 80)
SEEDS = st.integers(0, 2**40)
games = given(WORLDS, SEEDS)
some = settings(max_examples=30, deadline=None)
Lookup = tuple[tuple[int, ...], ...]


class _Course:
    state: str


def _machine(states: list[str], transitions: list[Transition]) -> tuple[_Course, Any]:
    model = _Course()
    machine = Machine(
        model, states=states, transitions=transitions, initial=states[0], auto_transitions=False
    )
    return model, machine


def _fired(states: list[State]) -> list[str]:
    return [TRIGGERS[number] for state in states for number in state.fired]


def _by_machine(states: list[str], transitions: list[Transition], triggers: list[str]) -> list[str]:
    model, _ = _machine(states, transitions)
    mine = {transition["trigger"] for transition in transitions}
    path = [model.state]
    for trigger in triggers:
        if trigger in mine:
            assert getattr(model, trigger)()
            path.append(model.state)
    return path


def _by_lookup(
    states: list[str], lookup: Lookup, transitions: list[Transition], triggers: list[str]
) -> list[str]:
    mine = {transition["trigger"] for transition in transitions}
    here, path = 0, [states[0]]
    for trigger in triggers:
        if trigger in mine:
            here = lookup[here][TRIGGER[trigger]]
            path.append(states[here])
    return path


@some
@games
def test_machines_and_lookups_take_the_same_path(number: int, seed: int) -> None:
    game = world(number)
    states = [start(game, seed), *(ply.after for ply in walk(game, seed))]
    triggers = _fired(states)
    phases = _by_machine(PHASES, PHASE_TRANSITIONS, triggers)
    types = _by_machine(TYPES, TYPE_TRANSITIONS, triggers)
    assert phases == _by_lookup(PHASES, NEXT_PHASE, PHASE_TRANSITIONS, triggers)
    assert types == _by_lookup(TYPES, NEXT_TYPE, TYPE_TRANSITIONS, triggers)
    assert (phases[-1], types[-1]) == (PHASES[states[-1].phase], TYPES[states[-1].kind])


@some
@games
def test_a_session_is_where_its_state_is(number: int, seed: int) -> None:
    game = world(number)
    session = Session(game, seed)
    visited = [(session.protocol.phase, session.protocol.type)]
    for ply in walk(game, seed):
        session.play(ply.move)
        visited.append((session.protocol.phase, session.protocol.type))
        assert session.state == ply.after
    assert visited == [(PHASES[state.phase], TYPES[state.kind]) for state in session.states]
    assert session.over
    assert session.state.phase in (Phase.DEBRIEF, Phase.SUSPENDED, Phase.RECALLED)


@pytest.mark.parametrize(
    ("states", "transitions", "lookup"),
    [(PHASES, PHASE_TRANSITIONS, NEXT_PHASE), (TYPES, TYPE_TRANSITIONS, NEXT_TYPE)],
    ids=["phases", "types"],
)
def test_the_lookup_allows_exactly_what_the_machine_allows(
    states: list[str], transitions: list[Transition], lookup: Lookup
) -> None:
    _, machine = _machine(states, transitions)
    for number, name in enumerate(states):
        allowed = {TRIGGERS[k] for k, there in enumerate(lookup[number]) if there >= 0}
        assert allowed == set(machine.get_triggers(name))


def test_a_meeting_goes_through_its_phases_in_order() -> None:
    seen: set[tuple[str, ...]] = set()
    for seed in range(60):
        states = [ply.after for ply in walk(world(0), seed)]
        phases = _by_machine(PHASES, PHASE_TRANSITIONS, ["convene", *_fired(states)])
        if phases[-1] == "debrief":
            seen.add(tuple(phases))
    one_round = ("statement", "reply", "exchange", "last_words", "assessment")
    assert ("briefing", "opening", *one_round * 3, "drafting", "closing", "debrief") in seen


def _followed(upto: int) -> tuple[Protocol, list[State]]:
    """A protocol that followed some states of a game, and all states of the game."""
    game = world(0)
    states = [start(game, 7), *(ply.after for ply in walk(game, 7))]
    protocol = Protocol()
    for state in states[:upto]:
        protocol.follow(state)
    return protocol, states


def test_a_trigger_that_does_not_fit_is_refused() -> None:
    protocol, states = _followed(2)
    with pytest.raises(ProtocolError):
        protocol.follow(states[2].replace(fired=(TRIGGER["sign"],)))


def test_a_trigger_of_the_other_machine_is_refused() -> None:
    protocol, states = _followed(2)
    with pytest.raises(ProtocolError):
        protocol.follow(states[2].replace(fired=(*states[2].fired, TRIGGER["come_back"])))


def test_a_lost_trigger_is_noticed() -> None:
    protocol, states = _followed(2)
    assert states[2].phase == Phase.STATEMENT
    with pytest.raises(ProtocolError):
        protocol.follow(states[2].replace(fired=()))


def test_a_trigger_too_many_is_noticed() -> None:
    protocol, states = _followed(3)
    extra = TRIGGER["suspend"]
    with pytest.raises(ProtocolError):
        protocol.follow(states[3].replace(fired=(*states[3].fired, extra)))


def test_a_table_in_another_type_is_noticed() -> None:
    protocol, states = _followed(2)
    with pytest.raises(ProtocolError):
        protocol.follow(states[2].replace(kind=2))
