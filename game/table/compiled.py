"""A scenario compiled to small integers, once.

Claims, cards, proposals, interests, links (a support, rebuttal or undercut somebody could make) and
packages become bits; every possible move is built here and shared. Names live on at the border:
:meth:`CompiledScenario.key` and :meth:`CompiledScenario.move` turn a move into its stable text and back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from game.scenario.format.conditions import Formula, parse_condition
from game.table import offers
from game.table.catalogue import Catalogue, Move
from game.table.conditions import Test, compile_condition
from game.table.effects import INITIATIVES
from game.table.links import REBUT, SUPPORT, UNDERCUT, Link, Menus, Table, Union, undercuts
from game.table.protocol import TRIGGER, Phase
from game.table.standing import ItemGraph, Node, Reason, Standing
from game.table.state import State, bits

if TYPE_CHECKING:
    from game.scenario.format.model import Claim, Condition, Objective, Scenario


class Goal(NamedTuple):
    """An objective, compiled."""

    id: str
    points: int
    interest: int
    public: bool
    drawn: bool
    met: Test
    when: Formula


class Side(NamedTuple):
    """What belongs to one delegation."""

    id: str
    short: str
    name: str
    claims: int
    theses: int
    cards: int
    interests: int
    favours: int
    """Proposals that are this side's wish."""
    charges: int
    goals: tuple[Goal, ...]
    always: int
    """Objectives always in force."""
    public: int
    pool: tuple[int, ...]
    """Numbers of the objectives the seed draws from."""
    draws: int
    red_lines: tuple[Test, ...]
    """Whether each red line is crossed."""
    forbidden: tuple[Formula, ...]
    """The conditions of the red lines, in the same order."""


class Pair(NamedTuple):
    """Two commitments of one side that cannot both be held."""

    side: int
    own: int
    """Own claims that are put, as bits."""
    granted: int
    """Claims of the other side that are conceded, as bits."""


_NEWS = "; news "
"""What stands in the text of a move before an event that was told before it."""


class CompiledScenario:
    """A scenario as the rules read it. Immutable, but for what it remembers of work done."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.turns = scenario.turns
        self.resistant = scenario.shifts == "resistant"
        self.delegations = list(scenario.delegations)
        self.items = [item.id for item in scenario.agenda]
        self.claims = list(scenario.claims)
        self.cards = list(scenario.evidence)
        self.proposals = list(scenario.proposals)
        self.interests = [key for d in scenario.delegations.values() for key in d.interests]
        self.charges = [(n, key) for n, d in enumerate(scenario.delegations.values()) for key in d.charges]
        self.events = list(scenario.events)
        self.claim_number = {key: n for n, key in enumerate(self.claims)}
        self.card_number = {key: n for n, key in enumerate(self.cards)}
        self.event_number = {key: n for n, key in enumerate(self.events)}
        self.proposal_number = {key: n for n, key in enumerate(self.proposals)}
        self.interest_number = {key: n for n, key in enumerate(self.interests)}
        written = list(scenario.claims.values())
        self.by = [self.delegations.index(claim.by) for claim in written]
        self.item_of = [self.items.index(claim.item) for claim in written]
        self.is_thesis = [not claim.supports and not claim.undercuts for claim in written]
        self.theses = self.mask(n for n, thesis in enumerate(self.is_thesis) if thesis)
        self.rungs = [proposal.rung for proposal in scenario.proposals.values()]
        self.home_cost = [
            (proposal.home.get(self.delegations[0], 0), proposal.home.get(self.delegations[1], 0))
            for proposal in scenario.proposals.values()
        ]
        self.needs = [
            self.mask(map(self.proposal_number.__getitem__, p.needs)) for p in scenario.proposals.values()
        ]
        self.bridges = [
            self.mask(map(self.interest_number.__getitem__, p.bridges)) for p in scenario.proposals.values()
        ]
        self.excludes = self._excludes()
        self.by_rung = [
            self.mask(n for n, rung in enumerate(self.rungs) if rung <= height) for height in range(4)
        ]
        self.bears = [
            self.mask(self.claim_number[key] for key in card.attacks) for card in scenario.evidence.values()
        ]
        self.links = self._all_links()
        self.sides = [self._side(number) for number in (0, 1)]
        self.pairs = self._contradictions()
        self.pairs_of = [
            self.mask(n for n, pair in enumerate(self.pairs) if (pair.own | pair.granted) >> claim & 1)
            for claim in range(len(self.claims))
        ]
        self.clashes_of = [
            tuple((1 << n, self.pairs[n].own, self.pairs[n].granted) for n in bits(mask))
            for mask in self.pairs_of
        ]
        """For each claim, the pairs it is in: bit, own claims, granted claims."""
        self.pairs_by_side = [
            self.mask(n for n, pair in enumerate(self.pairs) if pair.side == s) for s in (0, 1)
        ]
        self.graphs = [self._graph(number) for number in range(len(self.items))]
        self.packages = offers.build(self)
        self.openings = offers.Openings(self)
        self.with_proposal = Union(
            {
                1 << n: self.mask(k for k, package in enumerate(self.packages) if package.mask >> n & 1)
                for n in range(len(self.proposals))
            }
        )
        self.standing = Standing(self.graphs)
        self.true_interests = [
            Union({1 << n: 1 << goal.interest for n, goal in enumerate(side.goals)}) for side in self.sides
        ]
        self.event_conditions = [
            self._test(event.when) if event.when else None for event in scenario.events.values()
        ]
        self.endings = [
            (ending.id, self._test(ending.when) if ending.when else None) for ending in scenario.endings
        ]
        self.catalogue = Catalogue(self)
        self.menus = Menus(self.catalogue)
        self.challenges = Challenges(self.catalogue)
        self.tables = [[Table(self, item, side) for side in (0, 1)] for item in range(len(self.items))]
        self.blank = self._blank()
        """A new game in which nothing was drawn yet."""
        self._from_key = {key: move for move, key in self.catalogue.keys.items()}

    def _blank(self) -> State:
        """A new game in which nothing was drawn yet."""
        scenario = self.scenario
        values: dict[str, Any] = dict.fromkeys(State._fields, 0)
        values |= dict.fromkeys(
            ("blame", "wish0", "wish1", "open_act", "open_what", "held", "held_act", "bid"), -1
        )
        values |= {"game": self, "phase": int(Phase.OPENING), "fired": (TRIGGER["convene"],)}
        values |= {"understanding": scenario.start.understanding, "tension": scenario.start.tension}
        for side, delegation in enumerate(scenario.delegations.values()):
            values[f"left{side}"] = INITIATIVES
            values[f"credibility{side}"] = delegation.start.credibility
            values[f"home{side}"] = delegation.start.home
        return State(**values)

    # names at the border

    def key(self, move: Move) -> str:
        """The stable text of a move, such as ``"claim equality-first frank"``."""
        if move.news < 0:
            return self.catalogue.keys[move]
        return f"{self.catalogue.keys[move._replace(news=-1)]}{_NEWS}{self.events[move.news]}"

    def move(self, key: str) -> Move:
        """The move of a text.

        Raises:
            KeyError: this scenario has no such move.
        """
        said, told, event = key.partition(_NEWS)
        move = self._from_key[said]
        return move._replace(news=self.event_number[event]) if told else move

    # building

    @staticmethod
    def mask(numbers: Iterable[int]) -> int:
        """The mask of some numbers."""
        mask = 0
        for number in numbers:
            mask |= 1 << number
        return mask

    def _excludes(self) -> list[int]:
        """What each proposal cannot stand beside; said by one of two, it holds for both."""
        masks = [0] * len(self.proposals)
        for number, proposal in enumerate(self.scenario.proposals.values()):
            for key in proposal.excludes:
                other = self.proposal_number[key]
                masks[number] |= 1 << other
                masks[other] |= 1 << number
        return masks

    def _all_links(self) -> list[Link]:
        links = []
        for number, claim in enumerate(self.scenario.claims.values()):
            links += self._links_from(number, claim)
        for number, card in enumerate(self.scenario.evidence.values()):
            for key in card.supports:
                target = self.claim_number[key]
                if card.held_by in ("both", self.delegations[self.by[target]]):
                    links.append(Link(SUPPORT, self.by[target], self.item_of[target], -1, number, target))
        return links

    def _links_from(self, number: int, claim: Claim) -> list[Link]:
        by, item = self.by[number], self.item_of[number]
        links = [Link(SUPPORT, by, item, number, -1, self.claim_number[key]) for key in claim.supports]
        links += [Link(REBUT, by, item, number, -1, self.claim_number[key]) for key in claim.rebuts]
        for key in claim.undercuts:
            if key in self.card_number:
                links.append(Link(UNDERCUT, by, item, number, self.card_number[key], -1))
            else:
                links.append(Link(UNDERCUT, by, item, number, -1, self.claim_number[key]))
        return links

    def _side(self, number: int) -> Side:
        key = self.delegations[number]
        written = self.scenario.delegations[key]
        claims = self.mask(n for n, by in enumerate(self.by) if by == number)
        goals = tuple(self._goal(name, objective) for name, objective in written.objectives.items())
        forbidden = tuple(parse_condition(line.when) for line in written.red_lines.values())
        return Side(
            id=key,
            short=written.short,
            name=written.name,
            claims=claims,
            theses=claims & self.theses,
            cards=self.mask(
                n for n, card in enumerate(self.scenario.evidence.values()) if card.held_by in ("both", key)
            ),
            interests=self.mask(self.interest_number[name] for name in written.interests),
            favours=self.mask(n for n, p in enumerate(self.scenario.proposals.values()) if p.favours == key),
            charges=self.mask(n for n, (side, _) in enumerate(self.charges) if side == number),
            goals=goals,
            always=self.mask(n for n, goal in enumerate(goals) if not goal.drawn),
            public=self.mask(n for n, goal in enumerate(goals) if goal.public),
            pool=tuple(n for n, goal in enumerate(goals) if goal.drawn),
            draws=written.draws,
            red_lines=tuple(compile_condition(formula, self) for formula in forbidden),
            forbidden=forbidden,
        )

    def _goal(self, name: str, objective: Objective) -> Goal:
        formula = parse_condition(objective.when)
        return Goal(
            id=name,
            points=objective.points,
            interest=self.interest_number[objective.interest],
            public=not objective.confidential,
            drawn=objective.drawn,
            met=compile_condition(formula, self),
            when=formula,
        )

    def _test(self, condition: Condition) -> Test:
        return compile_condition(parse_condition(condition), self)

    def _contradictions(self) -> list[Pair]:
        """Declared contradictions, and one's thesis beside a thesis one conceded that fights it."""
        pairs: dict[Pair, None] = {}
        for number, claim in enumerate(self.scenario.claims.values()):
            for key in claim.contradicts:
                both = 1 << number | 1 << self.claim_number[key]
                pairs[Pair(self.by[number], both, 0)] = None
        for link in self.links:
            if link.kind == REBUT and self.is_thesis[link.source] and self.is_thesis[link.target]:
                pairs[Pair(self.by[link.source], 1 << link.source, 1 << link.target)] = None
                pairs[Pair(self.by[link.target], 1 << link.target, 1 << link.source)] = None
        return list(pairs)

    def _graph(self, item: int) -> ItemGraph:
        made = {link: 1 << n for n, link in enumerate(self.links) if link.item == item}
        rebuts = {(link.source, link.target): bit for link, bit in made.items() if link.kind == REBUT}
        nodes = []
        for claim in (n for n, of in enumerate(self.item_of) if of == item):
            reasons = tuple(
                Reason(bit, 1 << link.source if link.source >= 0 else 0, self.undercutters(link, made))
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

    @staticmethod
    def undercutters(reason: Link, made: dict[Link, int]) -> tuple[tuple[int, int], ...]:
        """The undercuts among some links that would hit a reason: bit, and bit of the claim they come from."""
        return tuple((bit, 1 << link.source) for link, bit in made.items() if undercuts(link, reason))


class Challenges(dict[tuple[int, int], tuple[Move, ...]]):
    """The challenges of some claims with some cards, by their masks; remembered."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue

    def __missing__(self, masks: tuple[int, int]) -> tuple[Move, ...]:
        claims, cards = masks
        self[masks] = made = tuple(self._catalogue.challenges(bits(claims), bits(cards)))
        return made


def compile_scenario(scenario: Scenario) -> CompiledScenario:
    """Compile a checked scenario.

    Args:
        scenario: a scenario that :func:`game.scenario.reading.read.load` accepted; ids are not checked again.
    """
    return CompiledScenario(scenario)
