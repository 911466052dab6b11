"""Our own subjects: random games by the full rules, live sessions, and labelling an argument graph."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from itertools import count, cycle

from game.match.session import Session
from game.scenario.format.model import Scenario
from game.scenario.library import find
from game.scenario.problems import ScenarioError
from game.scenario.reading.read import load
from game.table.compiled import CompiledScenario, compile_scenario
from game.table.moves import legal
from game.table.play import start, step
from game.table.standing import ItemGraph, label
from tests.bench.timing import Play, Subject
from tests.table.graphs import Argument, random_argument
from tests.worlds import mirror_data

SHIPPED = "two-days-in-beijing"
MIRROR = "mirror"
COLD = 100
"""How many games a scenario is new for: what it remembers of work done fills up in them."""
WARM_UP = 1_000
ARGUMENTS = 25
GRAPHS = 40


def scenarios() -> dict[str, Scenario]:
    """The shipped scenario, if it is there, and the mirror of the tests."""
    found = {}
    with suppress(ScenarioError):
        found[SHIPPED] = load(find(SHIPPED))
    found[MIRROR] = Scenario.model_validate(mirror_data())
    return found


def random_games(game: CompiledScenario) -> Play:
    """Uniformly random legal moves, from the opening statements to the end."""
    seeds, random_number = count(), random.Random(0).random

    def play() -> int:
        state = start(game, next(seeds))
        while not state.ended:
            moves = legal(state)
            state = step(state, moves[int(random_number() * len(moves))])
        return state.ply

    return play


def random_sessions(game: CompiledScenario) -> Play:
    """The same as live sessions: every move checked, logged, and followed by the two state machines."""
    seeds, random_number = count(), random.Random(0).random

    def play() -> int:
        session = Session(game, next(seeds))
        while not session.over:
            moves = legal(session.state)
            session.play(moves[int(random_number() * len(moves))])
        return len(session.log)

    return play


def warm(scenario: Scenario, games: int = WARM_UP) -> CompiledScenario:
    """A compiled scenario that some games were already played on."""
    game = compile_scenario(scenario)
    play = random_games(game)
    for _ in range(games):
        play()
    return game


def subjects(name: str, scenario: Scenario, warm_up: int = WARM_UP) -> list[Subject]:
    """What is measured of one scenario: warm, cold, and as live sessions."""
    game = warm(scenario, warm_up)
    played, sessions = random_games(game), random_sessions(game)
    return [
        Subject(f"{name}, warm", lambda: played),
        Subject(f"{name}, cold", lambda: random_games(compile_scenario(scenario)), most=COLD),
        Subject(f"{name}, live sessions", lambda: sessions),
    ]


def arguments() -> list[Argument]:
    """Random arguments with exactly :data:`ARGUMENTS` claims on the table, busier than any agenda item."""
    made: Iterator[Argument] = (random_argument(random.Random(seed), 15) for seed in count())
    return [next(one for one in made if len(one.live) == ARGUMENTS) for _ in range(GRAPHS)]


def labelling() -> Subject:
    """Labelling those arguments, one by one and never from memory; a game is one graph."""
    jobs: list[tuple[ItemGraph, int, int, int, int, int]] = []
    for argument in arguments():
        graph, number, links = argument.graph(random.Random(0))

        def mask(names: set[str], number: dict[str, int] = number) -> int:
            return sum(1 << number[name] for name in names)

        asked, challenged = argument.asked & argument.live, argument.challenged & argument.live
        conceded = argument.conceded & argument.live
        jobs.append((graph, mask(argument.live), mask(asked), mask(challenged), mask(conceded), links))
    jobs_in_turn = cycle(jobs)

    def play() -> int:
        label(*next(jobs_in_turn))
        return 1

    return Subject("standing", lambda: play)
