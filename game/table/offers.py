"""Packages: what may be offered, and what is open to agreement.

A package is one joint proposal, a swap of one wish of each side (within one rung), a bridge, or a
bridge with one wish of the side that offers it: a disclosed interest can be charged for.
"""

from __future__ import annotations

from typing import NamedTuple

from game.table.masks import bits
from game.table.numbered import NumberedScenario
from game.table.why import Why


class Package(NamedTuple):
    """A set of proposals agreed together or not at all."""

    mask: int
    offerers: int
    """Bit of each side that may offer it."""
    rungs: int


def build(game: NumberedScenario) -> list[Package]:
    """Return all packages of a scenario."""
    offerers_of: dict[int, int] = {}

    def add(mask: int, offerers: int) -> None:
        offerers_of[mask] = offerers_of.get(mask, 0) | offerers

    numbers = range(len(game.proposals))
    favours = [game.sides[0].favours, game.sides[1].favours]
    joint = [n for n in numbers if not (favours[0] | favours[1]) >> n & 1]
    own = [[n for n in numbers if favours[side] >> n & 1] for side in (0, 1)]
    for n in joint:
        add(1 << n, 0b11)
        if game.bridges[n]:
            for side in (0, 1):
                for wish in own[side]:
                    add(1 << n | 1 << wish, 1 << side)
    for mine in own[0]:
        for theirs in own[1]:
            if abs(game.rungs[mine] - game.rungs[theirs]) <= 1 and not game.excludes[mine] >> theirs & 1:
                add(1 << mine | 1 << theirs, 0b11)
    return [
        Package(mask, offerers, sum(rung for n, rung in enumerate(game.rungs) if mask >> n & 1))
        for mask, offerers in offerers_of.items()
    ]


class Settled(NamedTuple):
    """What decides which proposals may still be agreed."""

    agreed: int
    disclosed: int
    dead: int
    """Proposals that were demanded and declined: they come back in a package only."""

    def closing(self, game: NumberedScenario, number: int) -> Why | None:
        """Return the rule that closes a proposal to a demand and to the drafting, or None if it is open."""
        why = self.conflict(game, number, self.agreed)
        return why or (Why.DECLINED if self.dead >> number & 1 else None)

    def conflict(self, game: NumberedScenario, number: int, beside: int) -> Why | None:
        """Return the rule that keeps a proposal from being agreed in any way, or None.

        Args:
            game: the scenario.
            number: the proposal.
            beside: the proposals it would stand beside: the agreed ones, and the rest of its package.
        """
        if self.agreed >> number & 1:
            return Why.AGREED
        if game.excludes[number] & beside:
            return Why.EXCLUDED
        if game.needs[number] & ~beside:
            return Why.NEEDS
        if game.bridges[number] & ~self.disclosed:
            return Why.BRIDGE
        return None


class Openings(dict[tuple[int, int, int], tuple[int, int, int]]):
    """What may still be agreed, by the values of :class:`Settled`; remembered.

    Masks of the proposals, and of the packages side 0 and side 1 may offer.
    """

    def __init__(self, game: NumberedScenario, packages: list[Package]) -> None:
        super().__init__()
        self._game, self._packages = game, packages

    def __missing__(self, key: tuple[int, int, int]) -> tuple[int, int, int]:
        self[key] = masks = self._work_out(Settled(*key))
        return masks

    def _work_out(self, now: Settled) -> tuple[int, int, int]:
        game = self._game
        numbers = range(len(game.proposals))
        proposals = game.mask(n for n in numbers if now.closing(game, n) is None)
        offers = [0, 0]
        for number, package in enumerate(self._packages):
            beside = now.agreed | package.mask
            if any(now.conflict(game, n, beside) for n in bits(package.mask)):
                continue
            for side in (0, 1):
                if package.offerers >> side & 1:
                    offers[side] |= 1 << number
        return proposals, offers[0], offers[1]
