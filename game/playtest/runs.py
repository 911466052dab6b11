"""Playing many games and counting."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import combinations_with_replacement, repeat
from typing import NamedTuple

from game.delegates import PERSONA_NAMES, PROBES, make
from game.scenario.format.model import Scenario
from game.table.acts import Act
from game.table.compiled import CompiledScenario, compile_scenario
from game.table.conditions import live, tested
from game.table.masks import bits
from game.table.outcome import outcome
from game.table.play import start, step
from game.table.protocol import Phase
from game.table.state import State
from game.table.view import view

Job = tuple[tuple[str, str], int]
"""One game to play: who plays each side, and the seed."""

_BATCHES = 8
"""Batches of games for each process, so that none waits long for the last one."""


class GameResult(NamedTuple):
    """The counts of one game."""

    personas: tuple[str, str]
    """The persona of each side."""
    opener: int
    ending: str
    scores: tuple[int, int]
    joint: int
    shares: tuple[int, int, int]
    acts: tuple[Counter[int], Counter[int]]
    moves: int
    menu: int
    """Legal moves, summed over all turns."""
    last_word: tuple[int, int, int]
    """Items won by the side that spoke last, by the other side, and by neither."""
    bridges: int
    shifts: int
    licit: int
    understanding: int
    tension: int
    home: tuple[int, int]


def play_game(game: CompiledScenario, personas: tuple[str, str], seed: int) -> GameResult:
    """Play one game and return its counts.

    Args:
        game: the compiled scenario.
        personas: who plays side 0 and side 1.
        seed: the seed of the game and of both players.
    """
    delegates = [make(persona, seed * 2 + side) for side, persona in enumerate(personas)]
    state = start(game, seed)
    opener = state.opener
    acts: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    menu = 0
    while not state.ended:
        side = state.mover
        seen = view(state, side)
        menu += len(seen.moves())
        move = delegates[side].choose(seen)
        acts[side][move.act] += 1
        state = step(state, move)
    result = outcome(state)
    return GameResult(
        personas=personas,
        opener=opener,
        ending=result.ending,
        scores=result.scores,
        joint=result.joint,
        shares=result.shares,
        acts=acts,
        moves=state.ply,
        menu=menu,
        last_word=_last_words(state, opener),
        bridges=sum(bool(game.bridges[number]) for number in bits(state.agreed)),
        shifts=state.shifts,
        licit=state.shifts - state.illicit,
        understanding=state.understanding,
        tension=state.tension,
        home=(state.sides[0].home, state.sides[1].home),
    )


def _last_words(state: State, opener: int) -> tuple[int, int, int]:
    """Count who won the items, by tested theses that stand. The side that did not open speaks last."""
    game = state.game
    counts = [0, 0, 0]
    standing = state.stands & live(state) & tested(state) & ~state.conceded
    done = state.item + (state.phase not in (Phase.SUSPENDED, Phase.RECALLED))
    for item in range(min(done, len(game.items))):
        last = 1 - (opener ^ (item & 1))
        here = standing & game.graphs[item].claims
        ahead = (here & game.sides[last].theses).bit_count() - (
            here & game.sides[1 - last].theses
        ).bit_count()
        counts[0 if ahead > 0 else 1 if ahead < 0 else 2] += 1
    return (counts[0], counts[1], counts[2])


@dataclass
class Cell:
    """All games of one pair of personas, whichever side each played."""

    personas: tuple[str, str]
    games: list[GameResult] = field(default_factory=list)

    def scores(self, persona: str) -> list[int]:
        """Return the scores of one persona of the pair; of both sides where it plays itself."""
        return [game.scores[side] for game in self.games for side in (0, 1) if game.personas[side] == persona]

    def acts(self, persona: str) -> dict[str, float]:
        """Return the share of each act in a persona's moves, in percent, the most frequent first."""
        total: Counter[int] = Counter()
        for game in self.games:
            for side in (0, 1):
                if game.personas[side] == persona:
                    total += game.acts[side]
        moves = total.total() or 1
        return {Act(act).name.lower(): 100 * count / moves for act, count in total.most_common()}


def pairs(personas: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Return all pairs of personas, each with itself, too.

    Args:
        personas: their names; None for all opponents, and each probe against itself only.
    """
    if personas is not None:
        return list(combinations_with_replacement(dict.fromkeys(personas), 2))
    return [*combinations_with_replacement(PERSONA_NAMES, 2), *((probe, probe) for probe in PROBES)]


def run(
    scenario: Scenario, pairings: list[tuple[str, str]], games: int, seed: int, workers: int = 0
) -> list[Cell]:
    """Play some games of each pair, swapping sides from game to game.

    Args:
        scenario: a checked scenario.
        pairings: who plays whom.
        games: the number of games of each pair.
        seed: the seed of the first game; the others count up from it.
        workers: the number of processes; 0 for one per core.

    Returns:
        A cell for each pair, in order. The same arguments give the same cells whatever ``workers`` is.
    """
    cells = []
    workers = workers or os.cpu_count() or 1
    jobs = [
        ((first, second) if number % 2 == 0 else (second, first), seed + number // 2)
        for first, second in pairings
        for number in range(games)
    ]
    results = _play_all(scenario, jobs, workers)
    for pair in pairings:
        cells.append(Cell(pair, [next(results) for _ in range(games)]))
    return cells


def _play_all(scenario: Scenario, jobs: list[Job], workers: int) -> Iterator[GameResult]:
    if workers == 1:
        yield from _play_batch(scenario, jobs)
        return
    # Every n-th job: slow pairs spread over all batches, and a batch is worth compiling the scenario for.
    number = workers * _BATCHES
    batches = [jobs[first::number] for first in range(number)]
    with ProcessPoolExecutor(workers) as pool:
        try:
            results = list(pool.map(_play_batch, repeat(scenario), batches))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    for index in range(len(jobs)):
        yield results[index % number][index // number]


def _play_batch(scenario: Scenario, jobs: list[Job]) -> list[GameResult]:
    game = compile_scenario(scenario)
    return [play_game(game, personas, seed) for personas, seed in jobs]
