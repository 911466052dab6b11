"""Checks that play: what no game of many ever reached, and for each ending a game that did.

A warning here is no proof: what was not seen in so many games may still be there. Chance plays most of them, since
it goes everywhere; the personas play the rest, since they want something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from game.delegates import make
from game.scenario.checks.suppressions import left
from game.scenario.format.model import Scenario
from game.scenario.problems import Problem, problem
from game.scenario.reading.file import load_bytes
from game.scenario.reading.nodes import Where, parse
from game.scenario.reading.read import read
from game.store import Kept, Saved
from game.store.digest import content_hash
from game.store.share import encode
from game.table.acts import Act
from game.table.compiled import CompiledScenario, compile_scenario
from game.table.outcome import MET, outcome
from game.table.play import start, step
from game.table.state import State, bits
from game.table.view import view

_CHANCE = ("random", "random")
_PAIRS = (
    ("pragmatist", "pragmatist"), ("hardliner", "hardliner"), ("bridge-builder", "bridge-builder"),
    ("hardliner", "pragmatist"), ("pragmatist", "bridge-builder"), ("hardliner", "bridge-builder"),
)  # fmt: skip
_ONE_IN = 8
"""One game in so many is played by personas; the others by chance."""
_SEEN_OFTEN = 20
"""How often an objective has to be in play before "always" or "never" is said of it."""


class Witness(NamedTuple):
    """A game that reached an ending."""

    personas: tuple[str, str]
    seed: int
    moves: tuple[str, ...]
    """By their text."""


@dataclass
class Explored:
    """What many games came to."""

    games: int = 0
    endings: dict[str, Witness] = field(default_factory=dict)
    """For each ending that was reached, the shortest game that did."""
    reached: Counter[str] = field(default_factory=Counter)
    in_play: Counter[tuple[int, str]] = field(default_factory=Counter)
    """By side and id: the games in which an objective counted."""
    met: Counter[tuple[int, str]] = field(default_factory=Counter)
    said: int = 0
    agreed: int = 0
    put: int = 0
    """Proposals that were demanded, offered or proposed as text."""
    drawn: int = 0
    contradicted: int = 0
    """Contradictions that were held against somebody."""


def explore(game: CompiledScenario, games: int, seed: int = 1) -> Explored:
    """Play many games and note what happened in any of them.

    Args:
        game: the compiled scenario.
        games: how many.
        seed: of the first; the same seed gives the same result.
    """
    found = Explored()
    for number in range(games):
        by_chance = number % _ONE_IN != _ONE_IN - 1
        personas = _CHANCE if by_chance else _PAIRS[number // _ONE_IN % len(_PAIRS)]
        _play(game, personas, seed + number, found)
    return found


def _play(game: CompiledScenario, personas: tuple[str, str], seed: int, found: Explored) -> None:
    delegates = [make(persona, seed * 2 + side) for side, persona in enumerate(personas)]
    state, keys = start(game, seed), []
    while not state.ended:
        move = delegates[state.mover].choose(view(state, state.mover))
        keys.append(game.key(move))
        if move.act == Act.RESOLVE:
            found.contradicted |= 1 << move.what
        elif move.act in (Act.DEMAND, Act.TEXT):
            found.put |= 1 << move.what
        elif move.act in (Act.OFFER, Act.COUNTER):
            found.put |= game.packages[move.what].mask
        state = step(state, move)
    _note(game, state, Witness(personas, seed, tuple(keys)), found)


def _note(game: CompiledScenario, state: State, played: Witness, found: Explored) -> None:
    result = outcome(state)
    found.games += 1
    found.reached[result.ending] += 1
    before = found.endings.get(result.ending)
    if before is None or len(played.moves) < len(before.moves):
        found.endings[result.ending] = played
    for side in (0, 1):
        for goal in result.objectives[side]:
            key = (side, game.sides[side].goals[goal.number].id)
            found.in_play[key] += 1
            found.met[key] += goal.status == MET
    found.said |= state.said
    found.agreed |= state.agreed
    found.drawn |= state.events


def problems(path: Path, games: int, seed: int = 1) -> list[Problem]:
    """What many games of a scenario file never reached; nothing for a file with errors.

    Args:
        path: of the file.
        games: how many.
        seed: of the first.
    """
    scenario = read(path).scenario
    raw = load_bytes(path)
    if scenario is None or isinstance(raw, Problem):
        return []
    game = compile_scenario(scenario)
    document = parse(raw, str(path))
    found = explore(game, games, seed)
    told = [
        problem(code, f"{message} in {found.games} games", path=str(path), place=document.key_at(where))
        for code, where, message in _never(scenario, game, found)
    ]
    return left(raw, told)


def _never(scenario: Scenario, game: CompiledScenario, found: Explored) -> Iterator[tuple[str, Where, str]]:
    for number, ending in enumerate(scenario.endings):
        if ending.id not in found.endings:
            yield "FE601", ("endings", number, "id"), f"the ending `{ending.id}` was never reached"
    for side, key in sorted(found.in_play):
        delegation = game.delegations[side]
        where: Where = ("delegations", delegation, "objectives", key)
        times, met = found.in_play[side, key], found.met[side, key]
        if times >= _SEEN_OFTEN and met == 0:
            yield "FE602", where, f"`{key}` of `{delegation}` was never met"
        elif times >= _SEEN_OFTEN and met == times:
            yield "FE603", where, f"`{key}` of `{delegation}` was always met"
    claims = set(game.claims) - {game.claims[n] for n in bits(found.said)}
    for key in sorted(claims, key=game.claims.index):
        yield "FE604", ("claims", key), f"the claim `{key}` was never made"
    for number, key in enumerate(game.proposals):
        if not found.put >> number & 1:
            yield "FE605", ("proposals", key), f"the proposal `{key}` was never asked for"
        elif not found.agreed >> number & 1:
            yield "FE606", ("proposals", key), f"the proposal `{key}` was never agreed"
    for number, key in enumerate(game.events):
        if not found.drawn >> number & 1:
            yield "FE607", ("events", key), f"the event `{key}` was never drawn"
    for number, pair in enumerate(game.pairs):
        written = bits(pair.own)
        if len(written) == 2 and not found.contradicted >> number & 1:  # others come from what was granted
            words = " and ".join(f"`{game.claims[n]}`" for n in written)
            where = ("claims", game.claims[written[0]])
            yield "FE608", where, f"nobody was ever caught in the contradiction between {words}"


def witnesses(scenario: Scenario, games: int, seed: int = 1) -> dict[str, Witness | None]:
    """For each ending, in the scenario's order, the shortest game of many that reached it.

    Args:
        scenario: a checked scenario.
        games: how many.
        seed: of the first.
    """
    found = explore(compile_scenario(scenario), games, seed)
    return {one.id: found.endings.get(one.id) for one in scenario.endings}


def share_code(scenario: Scenario, witness: Witness) -> str:
    """Return the share code of a game that reached an ending; ``frank replay`` opens it."""
    moves = tuple(Kept(key) for key in witness.moves)
    return encode(Saved("", scenario.id, content_hash(scenario), witness.seed, witness.personas, moves=moves))
