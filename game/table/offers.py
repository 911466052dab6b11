"""Packages: what may be offered, and what is open to agreement.

A package is one joint proposal, a swap of one wish of each side (within one rung), a bridge, or a
bridge with one wish of the side that offers it: a disclosed interest can be charged for.
"""

from __future__ import annotations

from typing import NamedTuple

from game.table.numbered import NumberedScenario


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


class Openings(dict[tuple[int, int], tuple[int, int, int]]):
    """What may still be agreed, given what was agreed and disclosed; remembered.

    Masks of the proposals, and of the packages side 0 and side 1 may offer.
    """

    def __init__(self, game: NumberedScenario, packages: list[Package]) -> None:
        super().__init__()
        self._game, self._packages = game, packages

    def __call__(self, agreed: int, disclosed: int) -> tuple[int, int, int]:
        """Return the same as a subscript, which is faster."""
        return self[agreed, disclosed]

    def __missing__(self, key: tuple[int, int]) -> tuple[int, int, int]:
        self[key] = masks = self._work_out(*key)
        return masks

    def _work_out(self, agreed: int, disclosed: int) -> tuple[int, int, int]:
        game = self._game
        numbers = range(len(game.proposals))

        def fits(number: int, beside: int) -> bool:
            return (
                not agreed >> number & 1
                and not game.needs[number] & ~beside
                and not game.excludes[number] & beside
                and not game.bridges[number] & ~disclosed
            )

        proposals = game.mask(n for n in numbers if fits(n, agreed))
        offers = [0, 0]
        for number, package in enumerate(self._packages):
            beside = agreed | package.mask
            if all(fits(n, beside) for n in numbers if package.mask >> n & 1):
                for side in (0, 1):
                    if package.offerers >> side & 1:
                        offers[side] |= 1 << number
        return proposals, offers[0], offers[1]
