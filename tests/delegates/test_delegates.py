"""Computer delegates: legal, repeatable, blind to secrets, and of different personas."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from game.delegates import PERSONA_NAMES, PROBES, make
from game.playtest.runs import play_game
from game.table.acts import Act
from game.table.moves import legal
from game.table.play import start, step
from game.table.state import State
from game.table.view import view
from tests.worlds import mirror, random_world

EVERYBODY = (*PERSONA_NAMES, *PROBES)


def positions(world: int, count: int = 12) -> list[State]:
    """Positions of a random game in a random world."""
    game, dice = random_world(world), random.Random(world)
    state, seen = start(game, world), []
    while not state.ended:
        seen.append(state)
        state = step(state, dice.choice(legal(state)))
    return dice.sample(seen, min(count, len(seen)))


@pytest.mark.parametrize("persona", EVERYBODY)
def test_every_choice_is_legal_and_repeatable(persona: str) -> None:
    for world in range(3):
        for state in positions(world):
            seen = view(state, state.mover)
            move = make(persona, 5).choose(seen)
            assert move in legal(state)
            assert make(persona, 5).choose(seen) == move


@pytest.mark.parametrize("persona", EVERYBODY)
def test_what_a_delegate_may_not_see_does_not_move_it(persona: str) -> None:
    for world in range(6):
        for state in positions(world):
            other = 1 - state.mover
            side = state.game.sides[other]
            drawn = side.public | side.always
            twin = state.replace(rng=state.rng ^ 0xABCDEF)
            twin = twin.replace(**{f"drawn{other}": drawn})
            delegate = make(persona, 3)
            assert delegate.choose(view(state, state.mover)) == delegate.choose(view(twin, state.mover))


def test_one_delegate_can_sit_at_several_tables() -> None:
    delegate = make("pragmatist", 1)
    first, second = start(mirror(), 1), start(random_world(2), 1)
    alone = [make("pragmatist", 1).choose(view(s, s.mover)) for s in (first, second, first)]
    assert [delegate.choose(view(s, s.mover)) for s in (first, second, first)] == alone


def test_tempers_differ_visibly() -> None:
    def moves_of(persona: str) -> tuple[Counter[int], list[int]]:
        acts: Counter[int] = Counter()
        quarrels = []
        for seed in range(6):
            game = play_game(mirror(), (persona, persona), seed)
            acts += game.acts[0] + game.acts[1]
            quarrels.append(game.shares[2])
        return acts, quarrels

    hard, hard_quarrels = moves_of("hardliner")
    bridge, bridge_quarrels = moves_of("bridge-builder")

    def share(acts: Counter[int], *which: Act) -> float:
        return sum(acts[act] for act in which) / acts.total()

    assert sum(hard_quarrels) > sum(bridge_quarrels)
    giving = (Act.CONCEDE, Act.ACKNOWLEDGE, Act.DISCLOSE)
    assert share(bridge, *giving) > 3 * share(hard, *giving)
    assert share(hard, Act.ACCUSE, Act.REBUT, Act.DEMAND) > 3 * share(
        bridge, Act.ACCUSE, Act.REBUT, Act.DEMAND
    )


def test_a_probe_keeps_to_its_road() -> None:
    game = play_game(mirror(), ("arguer", "arguer"), 4)
    assert game.shares == (100, 0, 0)
    assert not any(acts[act] for acts in game.acts for act in (Act.OFFER, Act.DEMAND, Act.COUNTER))


def test_skill_beats_chance() -> None:
    ahead = 0
    for seed in range(10):
        personas = ("pragmatist", "random") if seed % 2 else ("random", "pragmatist")
        game = play_game(mirror(), personas, seed)
        mine = personas.index("pragmatist")
        ahead += game.scores[mine] > game.scores[1 - mine]
    assert ahead >= 8
