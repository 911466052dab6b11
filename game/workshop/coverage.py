"""Simulate many games of a scenario: report what none of them reached, and find a game for each ending.

A warning is not a proof: other games may still reach what these did not. Random moves play most of them, since they
go everywhere; the personas play the rest, since they pursue their objectives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from game.delegates import make
from game.scenario.checks.suppressions import unsilenced
from game.scenario.format.model import Scenario
from game.scenario.problems import Problem, problem
from game.scenario.reading.file import load_bytes
from game.scenario.reading.nodes import Where, parse
from game.scenario.reading.read import read
from game.store import Saved, SavedMove
from game.store.digest import content_hash
from game.store.share import encode
from game.table.acts import Act
from game.table.compiled import CompiledScenario, compile_scenario
from game.table.masks import bits
from game.table.outcome import MET, outcome
from game.table.play import start, step
from game.table.state import State
from game.table.view import view

_CHANCE = ("random", "random")
_PAIRS = (
    ("pragmatist", "pragmatist"), ("hardliner", "hardliner"), ("bridge-builder", "bridge-builder"),
    ("hardliner", "pragmatist"), ("pragmatist", "bridge-builder"), ("hardliner", "bridge-builder"),
)  # fmt: skip
_ONE_IN = 8
"""One game in this many is played by personas, the others by random moves."""
_SEEN_OFTEN = 20
"""The number of games in which an objective must count before "always" or "never" is reported."""


class Witness(NamedTuple):
    """A game that reached an ending."""

    personas: tuple[str, str]
    seed: int
    moves: tuple[str, ...]
    """The moves, as texts."""


@dataclass
class Coverage:
    """Everything that happened in any of many games. The integers are bit sets over the scenario's lists."""

    games: int = 0
    endings: dict[str, Witness] = field(default_factory=dict)
    """The shortest game for each ending that was reached."""
    reached: Counter[str] = field(default_factory=Counter)
    in_play: Counter[tuple[int, str]] = field(default_factory=Counter)
    """The number of games in which an objective counted, by side and id."""
    met: Counter[tuple[int, str]] = field(default_factory=Counter)
    said: int = 0
    agreed: int = 0
    put: int = 0
    """Proposals that were demanded, offered or proposed as text."""
    drawn: int = 0
    contradicted: int = 0
    """Contradictions with which a speaker was confronted."""


def explore(game: CompiledScenario, games: int, seed: int = 1) -> Coverage:
    """Play many games and return what happened in any of them.

    Args:
        game: the compiled scenario.
        games: the number of games.
        seed: the seed of the first game; the same seed gives the same result.
    """
    coverage = Coverage()
    for number in range(games):
        by_chance = number % _ONE_IN != _ONE_IN - 1
        personas = _CHANCE if by_chance else _PAIRS[number // _ONE_IN % len(_PAIRS)]
        _play(game, personas, seed + number, coverage)
    return coverage


def _play(game: CompiledScenario, personas: tuple[str, str], seed: int, coverage: Coverage) -> None:
    delegates = [make(persona, seed * 2 + side) for side, persona in enumerate(personas)]
    state, keys = start(game, seed), []
    while not state.ended:
        move = delegates[state.mover].choose(view(state, state.mover))
        keys.append(game.key(move))
        if move.act == Act.RESOLVE:
            coverage.contradicted |= 1 << move.what
        elif move.act in (Act.DEMAND, Act.TEXT):
            coverage.put |= 1 << move.what
        elif move.act in (Act.OFFER, Act.COUNTER):
            coverage.put |= game.packages[move.what].mask
        state = step(state, move)
    _note(game, state, Witness(personas, seed, tuple(keys)), coverage)


def _note(game: CompiledScenario, state: State, witness: Witness, coverage: Coverage) -> None:
    result = outcome(state)
    coverage.games += 1
    coverage.reached[result.ending] += 1
    shortest = coverage.endings.get(result.ending)
    if shortest is None or len(witness.moves) < len(shortest.moves):
        coverage.endings[result.ending] = witness
    for side in (0, 1):
        for goal in result.objectives[side]:
            key = (side, game.sides[side].goals[goal.number].id)
            coverage.in_play[key] += 1
            coverage.met[key] += goal.status == MET
    coverage.said |= state.said
    coverage.agreed |= state.agreed
    coverage.drawn |= state.events


def problems(path: Path, games: int, seed: int = 1) -> list[Problem]:
    """Return a problem for everything that no game of a scenario file reached; none for a file with errors.

    Args:
        path: the scenario file.
        games: the number of games.
        seed: the seed of the first game.
    """
    scenario = read(path).scenario
    raw = load_bytes(path)
    if scenario is None or isinstance(raw, Problem):
        return []
    game = compile_scenario(scenario)
    document = parse(raw, str(path))
    coverage = explore(game, games, seed)
    reported = [
        problem(code, f"{message} in {coverage.games} games", path=str(path), place=document.key_at(where))
        for code, where, message in _never(scenario, game, coverage)
    ]
    return unsilenced(raw, reported)


def _never(
    scenario: Scenario, game: CompiledScenario, coverage: Coverage
) -> Iterator[tuple[str, Where, str]]:
    for number, ending in enumerate(scenario.endings):
        if ending.id not in coverage.endings:
            yield "FE601", ("endings", number, "id"), f"the ending `{ending.id}` was never reached"
    for side, key in sorted(coverage.in_play):
        delegation = game.delegations[side]
        where: Where = ("delegations", delegation, "objectives", key)
        times, met = coverage.in_play[side, key], coverage.met[side, key]
        if times >= _SEEN_OFTEN and met == 0:
            yield "FE602", where, f"`{key}` of `{delegation}` was never met"
        elif times >= _SEEN_OFTEN and met == times:
            yield "FE603", where, f"`{key}` of `{delegation}` was always met"
    claims = set(game.claims) - {game.claims[n] for n in bits(coverage.said)}
    for key in sorted(claims, key=game.claims.index):
        yield "FE604", ("claims", key), f"the claim `{key}` was never made"
    for number, key in enumerate(game.proposals):
        if not coverage.put >> number & 1:
            yield "FE605", ("proposals", key), f"the proposal `{key}` was never asked for"
        elif not coverage.agreed >> number & 1:
            yield "FE606", ("proposals", key), f"the proposal `{key}` was never agreed"
    for number, key in enumerate(game.events):
        if not coverage.drawn >> number & 1:
            yield "FE607", ("events", key), f"the event `{key}` was never drawn"
    for number, pair in enumerate(game.pairs):
        halves = bits(pair.own)
        if (
            len(halves) == 2 and not coverage.contradicted >> number & 1
        ):  # the other pairs follow from what was conceded
            words = " and ".join(f"`{game.claims[n]}`" for n in halves)
            where = ("claims", game.claims[halves[0]])
            yield "FE608", where, f"nobody was ever caught in the contradiction between {words}"


def witnesses(scenario: Scenario, games: int, seed: int = 1) -> dict[str, Witness | None]:
    """Return, for each ending in the scenario's order, the shortest of many games that reached it, or None.

    Args:
        scenario: a checked scenario.
        games: the number of games.
        seed: the seed of the first game.
    """
    coverage = explore(compile_scenario(scenario), games, seed)
    return {ending.id: coverage.endings.get(ending.id) for ending in scenario.endings}


def share_code(scenario: Scenario, witness: Witness) -> str:
    """Return the share code of a game that reached an ending; ``frank replay`` opens it."""
    moves = tuple(SavedMove(key) for key in witness.moves)
    return encode(Saved("", scenario.id, content_hash(scenario), witness.seed, witness.personas, moves=moves))
