"""The others: uniformly random play in engines and environments that people know."""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from itertools import cycle
from typing import Any, NamedTuple

from tests.bench.ours import arguments
from tests.bench.timing import Play, Subject


class Peer(NamedTuple):
    """Another engine."""

    name: str
    package: str
    """The distribution it comes in."""
    build: Callable[[], Play]
    """Raises ImportError where it is not installed."""


def _module(name: str) -> Any:
    """Import untyped: the types must check alike whether a package is installed or not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # what others have deprecated is their affair
        return import_module(name)


def _chess() -> Play:
    board_of, random_number = _module("chess").Board, random.Random(0).random

    def play() -> int:
        board, moves = board_of(), 0
        while not board.is_game_over():
            possible = list(board.legal_moves)
            board.push(possible[int(random_number() * len(possible))])
            moves += 1
        return moves

    return play


def _pettingzoo(name: str) -> Callable[[], Play]:
    def build() -> Play:
        module = _module(f"pettingzoo.classic.{name}.{name}")
        env, random_number = module.env(), random.Random(0).random

        def play() -> int:
            env.reset()
            moves = 0
            for _ in env.agent_iter():
                seen, _, terminated, truncated, _ = env.last()
                action = None
                if not terminated and not truncated:
                    possible = seen["action_mask"].nonzero()[0]
                    action = possible[int(random_number() * len(possible))]
                    moves += 1
                env.step(action)
            return moves

        return play

    return build


def _openspiel(name: str) -> Callable[[], Play]:
    def build() -> Play:
        if name.startswith("python_"):
            _module("open_spiel.python.games")  # registers them
        game, rng = _module("pyspiel").load_game(name), random.Random(0)
        random_number = rng.random

        def play() -> int:
            state, moves = game.new_initial_state(), 0
            while not state.is_terminal():
                if state.is_chance_node():
                    outcomes, odds = zip(*state.chance_outcomes(), strict=True)
                    action = rng.choices(outcomes, odds)[0]
                else:
                    possible = state.legal_actions()
                    action = possible[int(random_number() * len(possible))]
                state.apply_action(action)
                moves += 1
            return moves

        return play

    return build


def _grounded() -> Play:
    """The grounded extension of the same arguments, without the reasons: less work than our labels are."""
    classes = "py_arg.abstract_argumentation_classes"
    framework_of = _module(f"{classes}.abstract_argumentation_framework").AbstractArgumentationFramework
    argument_of, defeat_of = _module(f"{classes}.argument").Argument, _module(f"{classes}.defeat").Defeat
    grounded = _module("py_arg.algorithms.semantics.get_grounded_extension").get_grounded_extension
    frameworks = []
    for one in arguments():
        of = {name: argument_of(name) for name in one.live}
        defeats = [defeat_of(of[attacker], of[claim]) for attacker, claim in sorted(one.rebuts)]
        frameworks.append(framework_of("", list(of.values()), defeats))
    in_turn = cycle(frameworks)

    def play() -> int:
        grounded(next(in_turn))
        return 1

    return play


CHESS, PETTINGZOO, OPENSPIEL, PYARG = "chess", "pettingzoo", "open_spiel", "python-argumentation"

PEERS = [
    Peer("python-chess", CHESS, _chess),
    Peer("PettingZoo tictactoe", PETTINGZOO, _pettingzoo("tictactoe")),
    Peer("PettingZoo connect_four", PETTINGZOO, _pettingzoo("connect_four")),
    Peer("OpenSpiel bargaining (C++)", OPENSPIEL, _openspiel("bargaining")),
    Peer("OpenSpiel tic_tac_toe (C++)", OPENSPIEL, _openspiel("tic_tac_toe")),
    Peer("OpenSpiel python_tic_tac_toe", OPENSPIEL, _openspiel("python_tic_tac_toe")),
    Peer("OpenSpiel python_kuhn_poker", OPENSPIEL, _openspiel("python_kuhn_poker")),
]
"""Games to play at random. A draw of chance counts as a move."""

GROUNDED = Peer("python-argumentation, grounded", PYARG, _grounded)


def subject(peer: Peer) -> Subject | None:
    """A peer ready to be measured, or None where it is not installed."""
    try:
        play = peer.build()
        play()
    except ImportError:
        return None
    return Subject(peer.name, lambda: play)


def versions() -> dict[str, str]:
    """The versions of the packages of all peers; ``"not installed"`` where one is missing."""
    found = {}
    for package in dict.fromkeys(peer.package for peer in (*PEERS, GROUNDED)):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found
