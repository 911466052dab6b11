"""The value of a position for a persona, as far as its side can know it."""

from __future__ import annotations

from game.delegates.persona import Persona
from game.delegates.progress import Progress, progress_of, remaining
from game.table.compiled import CompiledScenario
from game.table.conditions import Test, rungs
from game.table.effects import BRIDGE_SHARE, RECALL_AT
from game.table.masks import bits
from game.table.outcome import ENOUGH_RUNGS, bridged_interests, home_worth
from game.table.protocol import End, Phase
from game.table.state import State

_NEAR_FLOOR = 14
_NEAR_TOP = 20


class Appraiser:
    """Values states for one side of one scenario by one persona."""

    def __init__(self, game: CompiledScenario, side: int, persona: Persona) -> None:
        self.side = side
        self._game, self._side, self._persona = game, side, persona
        self._goals: list[tuple[int, int, int, Progress]] = [
            (1 << n, goal.points, goal.interest, progress_of(goal.when, game))
            for n, goal in enumerate(game.sides[side].goals)
        ]
        self._red_lines: list[tuple[Progress, Test]] = [
            (progress_of(formula, game), crossed)
            for formula, crossed in zip(game.sides[side].forbidden, game.red_lines[side], strict=True)
        ]
        self._bridges = [
            (1 << n, mask & game.sides[side].interests, mask & game.sides[1 - side].interests)
            for n, mask in enumerate(game.bridges)
            if mask
        ]

    def __call__(self, s: State) -> float:
        """Return the value of a state, about 0 to 100."""
        persona, me = self._persona, self._side
        mine, theirs = s.sides[me], s.sides[1 - me]
        value = persona.objectives * self._objectives(s)
        value += persona.credibility * mine.credibility / 100 + persona.home * mine.home / 100
        if persona.home_band:
            value += persona.home_band * home_worth(mine.home)
        value += persona.understanding * s.understanding / 100 + persona.calm * (100 - s.tension) / 100
        if persona.agreed:
            value += persona.agreed * min(1.0, rungs(s) / ENOUGH_RUNGS)
        if persona.theirs:
            value += persona.theirs * home_worth(theirs.home)
        if persona.rivalry:
            value -= persona.rivalry * theirs.credibility / 100
        value += persona.standing * self._debate(s)
        return value - persona.fear * self._dangers(s, mine.home)

    def _objectives(self, s: State) -> float:
        drawn = s.sides[self._side].drawn
        served = bridged_interests(s)
        chances = self._bridge_chances(s)
        total = expected = 0.0
        for bit, points, interest, progress in self._goals:
            if drawn & bit:
                total += points
                direct = progress(s)
                if direct < 1:
                    bridge = BRIDGE_SHARE / 100 if served >> interest & 1 else chances.get(interest, 0.0)
                    direct = max(direct, direct + (1 - direct) * bridge)
                expected += points * direct
        return expected / total if total else 0.0

    def _bridge_chances(self, s: State) -> dict[int, float]:
        """Return, for each own interest, the share of its points that a bridge may still earn."""
        if s.phase > Phase.DRAFTING:
            return {}
        time = 0.4 + 0.6 * remaining(s)
        chances: dict[int, float] = {}
        for bit, mine, theirs in self._bridges:
            if s.agreed & bit:
                continue
            disclosed = bool(mine & s.disclosed) + bool(theirs & s.disclosed)
            chance = time * (0.03, 0.11, 0.3)[disclosed]
            for interest in bits(mine):
                chances[interest] = max(chances.get(interest, 0.0), chance)
        return chances

    def _debate(self, s: State) -> float:
        """Return what the assessment of this item would give now, in theses, with partial credit."""
        game, me = self._game, self._side
        if s.phase >= Phase.ASSESSMENT:
            return 0.0
        live = game.graphs[s.item].claims & s.said & ~s.retracted & ~s.conceded
        mine, theirs = live & game.sides[me].theses, live & game.sides[1 - me].theses
        tested = s.asked | s.challenged | s.backed
        value = (mine & s.stands & tested).bit_count() + 0.6 * (mine & s.stands & ~tested).bit_count()
        value -= 0.5 * (mine & s.fallen & ~s.owing).bit_count() + 0.3 * (mine & s.owing).bit_count()
        return value + 0.3 * (theirs & s.fallen).bit_count()

    def _dangers(self, s: State, home: int) -> float:
        if s.ended:
            if s.ended in (End.SUSPENDED, End.WALKED_OUT):
                return 40.0
            return 40.0 if s.ended == End.RECALLED and s.blame == self._side else 0.0
        danger = 0.0
        if home < RECALL_AT + _NEAR_FLOOR:
            danger += 1.6 * (RECALL_AT + _NEAR_FLOOR - home)
        if s.tension > 100 - _NEAR_TOP:
            danger += 1.2 * (s.tension - 100 + _NEAR_TOP)
        for progress, crossed in self._red_lines:
            danger += 35.0 if crossed(s) else 6.0 * progress(s)
        return danger
