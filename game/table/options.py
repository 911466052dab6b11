"""What one side can do in one item of a scenario: masks, and the menus that turn masks into moves.

A part of the compiled scenario (:mod:`game.table.compiled`), worked out once.
"""

from __future__ import annotations

from game.table.acts import Act
from game.table.catalogue import Catalogue, Menu, Move
from game.table.links import REBUT, SUPPORT, Link, undercutters
from game.table.masks import Union, bits
from game.table.numbered import NumberedScenario


class Menus:
    """The moves of each act, by the mask of what they are about."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.claim = catalogue.menu(Act.CLAIM)
        self.ask = catalogue.menu(Act.ASK)
        self.resolve = catalogue.menu(Act.RESOLVE)
        self.acknowledge = catalogue.menu(Act.ACKNOWLEDGE)
        self.concede = catalogue.menu(Act.CONCEDE)
        self.retract = catalogue.menu(Act.RETRACT)
        self.disclose = catalogue.menu(Act.DISCLOSE)
        self.demand = catalogue.menu(Act.DEMAND)
        self.offer = catalogue.wide_menu(Act.OFFER)
        self.counter = catalogue.wide_menu(Act.COUNTER)
        self.accuse = catalogue.menu(Act.ACCUSE)
        self.founded = Menu({1 << number: (move,) for number, move in enumerate(catalogue.founded)})
        self.text = catalogue.menu(Act.TEXT)
        self.price = catalogue.menu(Act.PRICE)


class Challenges(dict[tuple[int, int], tuple[Move, ...]]):
    """The challenges of some claims with some cards, by their masks; remembered."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue

    def __missing__(self, masks: tuple[int, int]) -> tuple[Move, ...]:
        claims, cards = masks
        self[masks] = made = tuple(self._catalogue.challenges(bits(claims), bits(cards)))
        return made


class Options:
    """What one side can do in one item: masks and the moves they stand for."""

    def __init__(self, game: NumberedScenario, catalogue: Catalogue, item: int, side: int) -> None:
        of_item = game.claims_of(item)
        me, them = game.sides[side], game.sides[1 - side]
        self.mine = me.claims & of_item
        self.theirs = them.claims & of_item
        self.theses = me.theses & of_item
        self.their_theses = them.theses & of_item
        links = [(n, link) for n, link in enumerate(game.links) if link.item == item]
        own = [(n, link) for n, link in links if link.maker == side]
        self.support_menu = catalogue.wide_menu(Act.SUPPORT, game.mask(n for n, _ in own))
        self.rebut_menu = catalogue.wide_menu(Act.REBUT, game.mask(n for n, _ in own))
        self.supports = Union(self._by_target(own, SUPPORT))
        self.rebuts = Union(self._by_target(own, REBUT))
        undercuts: dict[int, int] = {}
        for n, reason in links:
            if reason.kind == SUPPORT and reason.maker != side:
                for bit, _ in undercutters(reason, {link: 1 << k for k, link in own}):
                    undercuts[1 << n] = undercuts.get(1 << n, 0) | bit
        self.undercuts = Union(undercuts)
        self.their_rebuts = game.mask(n for n, link in links if link.kind == REBUT and link.maker != side)
        self.their_supports = game.mask(n for n, link in links if link.kind == SUPPORT and link.maker != side)
        from_source: dict[int, int] = {}
        for n, link in own:
            if link.source >= 0:
                from_source[1 << link.source] = from_source.get(1 << link.source, 0) | 1 << n
        self.from_source = Union(from_source)
        here = {
            n
            for n, card in enumerate(game.scenario.evidence.values())
            if any(of_item >> game.claim_number[key] & 1 for key in (*card.supports, *card.attacks))
        }
        self.cards = me.cards & game.mask(here)
        self.favours = me.favours
        self.charges = me.charges
        self.their_interests = them.interests
        self.their_pairs = game.pairs_by_side[1 - side]
        self.my_pairs = game.pairs_by_side[side]

    @staticmethod
    def _by_target(links: list[tuple[int, Link]], kind: int) -> dict[int, int]:
        parts: dict[int, int] = {}
        for n, link in links:
            if link.kind == kind:
                parts[1 << link.target] = parts.get(1 << link.target, 0) | 1 << n
        return parts
