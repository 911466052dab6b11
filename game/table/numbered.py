"""A scenario in numbers: every claim, card, proposal, interest and link is a bit.

This is what the rest of a compiled scenario is made from (:mod:`game.table.compiled`): the moves, the
packages, the masks of each side and the conditions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from game.scenario.format.conditions import Formula, parse_condition
from game.table.links import REBUT, SUPPORT, UNDERCUT, Link
from game.table.masks import bits, mask_of
from game.table.protocol import Stage

if TYPE_CHECKING:
    from game.scenario.format.model import Claim, Scenario


class Goal(NamedTuple):
    """An objective."""

    id: str
    points: int
    interest: int
    public: bool
    drawn: bool
    """Whether the seed decides if it is in force."""
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
    forbidden: tuple[Formula, ...]
    """The conditions of its red lines."""


class Pair(NamedTuple):
    """Two commitments of one side that cannot both be held."""

    side: int
    own: int
    """Own claims that are put, as bits."""
    granted: int
    """Claims of the other side that are conceded, as bits."""


class NumberedScenario:
    """A scenario whose parts are numbered."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.turns = scenario.turns
        """Turns of each side in a round."""
        self.round_turns = 2 * scenario.turns
        self.last_words_from = self.round_turns - 2
        """The turn of a round with which the last words begin; each side has one."""
        between = [int(Stage.OPEN)] * (self.last_words_from - 2)
        self.stages = (int(Stage.FIRST), *between, int(Stage.LATE), *[int(Stage.LAST)] * 2)
        """The stage of each turn of a round."""
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
        self.relevant = [
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

    @staticmethod
    def mask(numbers: Iterable[int]) -> int:
        """Return the mask of some numbers."""
        return mask_of(numbers)

    def claims_of(self, item: int) -> int:
        """Return the claims that belong to an agenda item."""
        return mask_of(number for number, its_item in enumerate(self.item_of) if its_item == item)

    def _excludes(self) -> list[int]:
        """Return what each proposal excludes; if one of two proposals excludes the other, each excludes the other."""
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
        goals = tuple(
            Goal(
                name,
                goal.points,
                self.interest_number[goal.interest],
                not goal.confidential,
                goal.drawn,
                parse_condition(goal.when),
            )
            for name, goal in written.objectives.items()
        )
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
            forbidden=tuple(parse_condition(line.when) for line in written.red_lines.values()),
        )

    def _contradictions(self) -> list[Pair]:
        """Return the declared contradictions, and an own thesis with each granted one that it fights."""
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
