"""A player at random: it draws an act, then one of its contents, so that no act swamps the others."""

from __future__ import annotations

import random

from game.table.acts import Act
from game.table.catalogue import Move
from game.table.view import View


class RandomPlayer:
    """Plays at random, but does not walk out: that would end most games before they began."""

    name = "random"

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def choose(self, view: View) -> Move:
        """Choose a legal move, repeatable by the seed, the side and the number of the move."""
        dice = random.Random(f"{self._seed}:{view.side}:{view.seen.ply}")
        by_act: dict[int, list[Move]] = {}
        for move in view.moves():
            by_act.setdefault(move.act, []).append(move)
        if len(by_act) > 1:
            by_act.pop(Act.WALK_OUT, None)
        return dice.choice(by_act[dice.choice(sorted(by_act))])
