"""A persona that looks one reply ahead, knowing only its view.

For each act it weighs its best contents; for each of those it imagines the reply that would suit the
other side best, as far as it knows the other side's wishes, and keeps the move whose position after
that reply is worth most. Proposals are weighed as if they were taken up.
"""

from __future__ import annotations

import random

from game.delegates.evaluation import Appraiser
from game.delegates.persona import PERSONAS, Persona
from game.delegates.relevance import answers
from game.table.acts import Act
from game.table.catalogue import Move
from game.table.compiled import CompiledScenario
from game.table.moves import legal
from game.table.play import step
from game.table.protocol import Phase, Type
from game.table.state import State
from game.table.view import View

_PROPOSING = frozenset({Act.DEMAND, Act.OFFER, Act.COUNTER, Act.TEXT})
_PER_ACT = 2
_PER_PROPOSING = 4
_LEAVES = 0.1
"""How likely a delegation that may walk out of a quarrel does so, each time it is to move."""
_IN_REPLY = 0.75
"""Weight of the position after the imagined reply; the rest is the position before it."""


class Planner:
    """A computer delegate with a persona."""

    def __init__(self, persona: Persona, seed: int) -> None:
        self.name = persona.name
        self.persona = persona
        self._seed = seed
        self._known: tuple[CompiledScenario, int, Appraiser, Appraiser] | None = None

    def choose(self, view: View) -> Move:
        """Choose a legal move by looking one reply ahead."""
        moves = view.moves()
        wanted = [move for move in moves if move.act not in self.persona.avoids]
        moves = wanted or moves
        if len(moves) == 1:
            return moves[0]
        dice = random.Random(f"{self._seed}:{view.side}:{view.seen.ply}")
        walk_out = view.seen.game.catalogue.walk_out
        too_much = view.seen.kind == Type.QUARREL and view.seen.tension >= self.persona.leaves
        if too_much and walk_out in moves and dice.random() < _LEAVES:
            return walk_out
        mine, theirs = self._appraisers(view)
        best, best_value = moves[0], float("-inf")
        for move, after in self._candidates(view.seen, moves, mine, theirs):
            value = self._foreseen(after, mine, theirs) + self.persona.stray * dice.random()
            if answers(view.seen, move):
                value += self.persona.courtesy
            if _too_early(view.seen, move):
                value -= self.persona.patience * max(0.0, value - mine(after))
            if value > best_value:
                best, best_value = move, value
        return best

    def _appraisers(self, view: View) -> tuple[Appraiser, Appraiser]:
        game = view.seen.game
        if self._known is None or self._known[0] is not game or self._known[1] != view.side:
            mine = Appraiser(game, view.side, self.persona)
            # The other side is taken for a pragmatist whose public wishes are all it has.
            theirs = Appraiser(game, 1 - view.side, PERSONAS["pragmatist"])
            self._known = (game, view.side, mine, theirs)
        return self._known[2], self._known[3]

    def _candidates(
        self, seen: State, moves: list[Move], mine: Appraiser, theirs: Appraiser
    ) -> list[tuple[Move, State]]:
        """Return the best few contents of each act, with the state after each."""
        by_act: dict[int, list[tuple[float, int, Move, State]]] = {}
        for number, move in enumerate(moves):
            after = step(seen, move, chance=False)
            value = _if_taken_up(after, move, mine, theirs) if move.act in _PROPOSING else mine(after)
            by_act.setdefault(move.act, []).append((value, -number, move, after))
        chosen = []
        for act, ranked in by_act.items():
            ranked.sort(key=lambda entry: entry[:2], reverse=True)
            chosen += [
                (move, after)
                for _, _, move, after in ranked[: _PER_PROPOSING if act in _PROPOSING else _PER_ACT]
            ]
        return chosen

    def _foreseen(self, after: State, mine: Appraiser, theirs: Appraiser) -> float:
        now = mine(after)
        if after.ended:
            return now
        best, best_value = None, float("-inf")
        appraise = mine if after.mover == mine.side else theirs
        for reply in legal(after):
            if reply.act == Act.WALK_OUT:
                continue
            then = step(after, reply, chance=False)
            value = appraise(then)
            if value > best_value:
                best, best_value = then, value
        if best is None:
            return now
        return _IN_REPLY * mine(best) + (1 - _IN_REPLY) * now


def _too_early(seen: State, move: Move) -> bool:
    """Return whether a proposal would be a foul now, but need not be later in this round."""
    return (
        move.act in _PROPOSING
        and seen.kind == Type.EXCHANGE
        and seen.phase in (Phase.REPLY, Phase.EXCHANGE)
        and not (seen.sides[0].reasoned and seen.sides[1].reasoned)
        and not seen.game.resistant
        and seen.turn < seen.game.last_words_from - 2
    )


def _if_taken_up(after: State, move: Move, mine: Appraiser, theirs: Appraiser) -> float:
    """Return the value of a proposal if accepted, less where the other side has no reason to accept."""
    if after.ended:
        return mine(after)
    accepted = step(after, after.game.catalogue.singles[Act.ACCEPT])
    gain = theirs(accepted) - theirs(after)
    return mine(accepted) + min(0.0, gain) * 2
