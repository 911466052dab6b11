"""A scenario compiled to small integers, once, with everything that the rules look up in it.

Claims, cards, proposals, interests, links (a support, rebuttal or undercut somebody could make) and
packages are bits; every possible move is built here and shared. Names live on at the border:
:meth:`CompiledScenario.key` and :meth:`CompiledScenario.move` turn a move into its stable text and back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.format.conditions import parse_condition
from game.table import offers
from game.table.catalogue import Catalogue, Move
from game.table.conditions import Test, compile_condition
from game.table.links import REBUT, SUPPORT, undercutters
from game.table.masks import Union
from game.table.numbered import NumberedScenario
from game.table.options import Challenges, Menus, Options
from game.table.standing import ItemGraph, Node, Reason, Standing

if TYPE_CHECKING:
    from game.scenario.format.model import Condition, Scenario

_NEWS = "; news "
"""Comes before the event in the text of a move that has one."""


class CompiledScenario(NumberedScenario):
    """A scenario as the rules read it. It never changes, but it remembers work that was done."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(scenario)
        self.graphs = [self._graph(number) for number in range(len(self.items))]
        self.standing = Standing(self.graphs)
        self.packages = offers.build(self)
        self.openings = offers.Openings(self, self.packages)
        self.with_proposal = Union(
            {
                1 << n: self.mask(k for k, package in enumerate(self.packages) if package.mask >> n & 1)
                for n in range(len(self.proposals))
            }
        )
        """For proposals, the packages that have one of them."""
        self.true_interests = [
            Union({1 << n: 1 << goal.interest for n, goal in enumerate(side.goals)}) for side in self.sides
        ]
        """For each side: the interests behind some of its objectives."""
        self.met = [[compile_condition(goal.when, self) for goal in side.goals] for side in self.sides]
        """For each side: the tests of its objectives."""
        self.red_lines = [
            [compile_condition(formula, self) for formula in side.forbidden] for side in self.sides
        ]
        """For each side: the tests of its red lines."""
        self.event_conditions = [
            self._test(event.when) if event.when else None for event in scenario.events.values()
        ]
        self.endings = [
            (ending.id, self._test(ending.when) if ending.when else None) for ending in scenario.endings
        ]
        self.catalogue = Catalogue(self, self.packages)
        self.menus = Menus(self.catalogue)
        self.challenges = Challenges(self.catalogue)
        self.options = [
            [Options(self, self.catalogue, item, side) for side in (0, 1)] for item in range(len(self.items))
        ]
        """By item and side."""
        self._from_key = {key: move for move, key in self.catalogue.keys.items()}

    def key(self, move: Move) -> str:
        """Return the stable text of a move, such as ``"claim equality-first frank"``."""
        if move.news < 0:
            return self.catalogue.keys[move]
        return f"{self.catalogue.keys[move._replace(news=-1)]}{_NEWS}{self.events[move.news]}"

    def move(self, key: str) -> Move:
        """Return the move of a text.

        Raises:
            KeyError: this scenario has no such move.
        """
        text, has_event, event = key.partition(_NEWS)
        move = self._from_key[text]
        return move._replace(news=self.event_number[event]) if has_event else move

    def _test(self, condition: Condition) -> Test:
        return compile_condition(parse_condition(condition), self)

    def _graph(self, item: int) -> ItemGraph:
        made = {link: 1 << n for n, link in enumerate(self.links) if link.item == item}
        rebuts = {(link.source, link.target): bit for link, bit in made.items() if link.kind == REBUT}
        nodes = []
        for claim in (n for n, of in enumerate(self.item_of) if of == item):
            reasons = tuple(
                Reason(bit, 1 << link.source if link.source >= 0 else 0, undercutters(link, made))
                for link, bit in made.items()
                if link.kind == SUPPORT and link.target == claim
            )
            attackers = tuple(
                (bit, source, rebuts.get((claim, source), 0))
                for (source, target), bit in rebuts.items()
                if target == claim
            )
            nodes.append(Node(claim, 1 << claim, reasons, attackers))
        return ItemGraph(tuple(nodes), self.mask(node.number for node in nodes), sum(made.values()))


def compile_scenario(scenario: Scenario) -> CompiledScenario:
    """Compile a checked scenario.

    Args:
        scenario: a scenario that :func:`game.scenario.reading.read.load` accepted; ids are not checked again.
    """
    return CompiledScenario(scenario)
