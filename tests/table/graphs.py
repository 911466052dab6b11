"""Random argument graphs, and what stands in them worked out again the long way."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from game.table.standing import ItemGraph, Labels, Node, Reason, label

IN, OUT, OPEN = "in", "out", "open"
Labelling = dict[str, str]


@dataclass
class Argument:
    """What was said in one item, by names. Claims with the same first letter are of one side."""

    live: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    challenged: set[str] = field(default_factory=set)
    conceded: set[str] = field(default_factory=set)
    supports: set[tuple[str, str]] = field(default_factory=set)
    """A claim, or a card, that is a reason for a claim."""
    rebuts: set[tuple[str, str]] = field(default_factory=set)
    undercuts: set[tuple[str, str]] = field(default_factory=set)
    """A claim against a claim or card, as a reason of the other side."""

    def reasons(self, claim: str) -> list[str]:
        """The reasons for a claim that were given and not taken back."""
        return [s for s, c in self.supports if c == claim and (s in self.live or s.startswith("card"))]

    def owes(self, claim: str) -> bool:
        """Whether fewer reasons were given than were asked for."""
        return len(self.reasons(claim)) < (claim in self.asked) + (claim in self.challenged)

    def against(self, reason: str, claim: str) -> list[str]:
        """Who undercuts a reason of a claim."""
        return [u for u, hit in self.undercuts if hit == reason and u in self.live and u[0] != claim[0]]

    def attackers(self, claim: str) -> list[str]:
        """Who rebuts a claim."""
        return [a for a, hit in self.rebuts if hit == claim and a in self.live]

    def graph(self, rng: random.Random) -> tuple[ItemGraph, dict[str, int], int]:
        """As the rules want it: the graph, the claims' numbers, and the links as a mask."""
        names = sorted(self.live | {hit for _, hit in self.rebuts})
        rng.shuffle(names)
        number = {name: n for n, name in enumerate(names)}
        links: list[tuple[str, str, str]] = [("support", *link) for link in self.supports]
        links += [("rebut", *link) for link in self.rebuts]
        links += [("undercut", *link) for link in self.undercuts]
        links = sorted(links)
        rng.shuffle(links)
        bit = {link: 1 << n for n, link in enumerate(links)}

        def reason(source: str, claim: str) -> Reason:
            cuts = [
                (bit["undercut", u, hit], 1 << number[u])
                for kind, u, hit in links
                if kind == "undercut" and hit == source and u[0] != claim[0] and u in number
            ]
            of_claim = 0 if source.startswith("card") else 1 << number[source]
            return Reason(bit["support", source, claim], of_claim, tuple(cuts))

        nodes = [
            Node(
                number[name],
                1 << number[name],
                tuple(reason(s, c) for kind, s, c in links if kind == "support" and c == name),
                tuple(
                    (bit["rebut", a, c], number[a], bit.get(("rebut", name, a), 0))
                    for kind, a, c in links
                    if kind == "rebut" and c == name and a in number
                ),
            )
            for name in names
        ]
        every = sum(bit.values())
        return ItemGraph(tuple(nodes), (1 << len(names)) - 1, every), number, every


def labelled(argument: Argument, seed: int = 0) -> Labelling:
    """What the rules say, by name."""
    graph, number, links = argument.graph(random.Random(seed))

    def mask(names: set[str]) -> int:
        return sum(1 << number[name] for name in names)

    found: Labels = label(
        graph,
        mask(argument.live),
        mask(argument.asked & argument.live),
        mask(argument.challenged & argument.live),
        mask(argument.conceded & argument.live),
        links,
    )
    assert not found.stands & found.fallen
    assert not (found.stands | found.fallen) & ~mask(argument.live)
    assert found.owing == mask({c for c in argument.live - argument.conceded if argument.owes(c)})
    return {
        name: IN if found.stands >> number[name] & 1 else OUT if found.fallen >> number[name] & 1 else OPEN
        for name in argument.live
    }


def naive(argument: Argument) -> Labelling:
    """The definition, word for word: from nothing known, judge all claims again until nothing changes."""
    known = dict.fromkeys(argument.live, OPEN)
    while (now := {claim: _judged(argument, known, claim) for claim in argument.live}) != known:
        known = now
    return known


def _judged(argument: Argument, known: Labelling, claim: str) -> str:
    if claim in argument.conceded:
        return IN
    if argument.owes(claim):
        return OUT
    beaten, safe = False, True
    low, high = _strength(argument, known, claim)
    for attacker in argument.attackers(claim):
        mutual = (claim, attacker) in argument.rebuts
        attacker_low, attacker_high = _strength(argument, known, attacker)
        surely = mutual or attacker_low >= high
        never = not mutual and attacker_high < low
        beaten = beaten or (surely and known[attacker] == IN)
        safe = safe and (never or known[attacker] == OUT)
    return OUT if beaten else IN if safe else OPEN


def _strength(argument: Argument, known: Labelling, claim: str) -> tuple[int, int]:
    """How many reasons are left at least and at most."""
    low = high = 0
    for reason in argument.reasons(claim):
        itself = known.get(reason, IN)
        cuts = {known[u] for u in argument.against(reason, claim)}
        high += itself != OUT and IN not in cuts
        low += itself == IN and not cuts - {OUT}
    return low, high


def by_completions(argument: Argument) -> Labelling:
    """The grounded interpretation of the abstract dialectical framework (Brewka & Woltran 2010): what
    comes out the same however the open claims are settled, until nothing changes. Exponential."""
    known = dict.fromkeys(argument.live, OPEN)
    while (now := _agreed_by_all(argument, known)) != known:
        known = now
    return known


def _agreed_by_all(argument: Argument, known: Labelling) -> Labelling:
    doubtful = [claim for claim in argument.live if known[claim] == OPEN]
    verdicts: list[Labelling] = []
    for settled in itertools.product((IN, OUT), repeat=len(doubtful)):
        full = known | dict(zip(doubtful, settled, strict=True))
        verdicts.append({claim: _judged(argument, full, claim) for claim in argument.live})
    return {
        claim: verdicts[0][claim] if len({verdict[claim] for verdict in verdicts}) == 1 else OPEN
        for claim in argument.live
    }


def random_argument(rng: random.Random, size: int, *, doubt: bool = True) -> Argument:
    """A random one; without doubt, the only reasons are cards that nobody undercuts."""
    mine, theirs = ([f"{side}{n}" for n in range(size)] for side in "ab")
    cards = [f"card{n}" for n in range(3)]
    made = Argument()

    def some(share: float, test: Callable[[], list[Any]]) -> set[Any]:
        return {one for one in test() if rng.random() < share}

    made.live = some(0.85, lambda: mine + theirs)
    made.asked = some(0.25, lambda: mine + theirs)
    made.challenged = some(0.15, lambda: mine + theirs)
    made.conceded = some(0.1, lambda: mine + theirs)
    made.supports = some(0.25, lambda: [(card, claim) for card in cards for claim in mine + theirs])
    across = [*itertools.product(mine, theirs), *itertools.product(theirs, mine)]
    made.rebuts = some(1.5 / size, lambda: across)
    if doubt:
        within = [*itertools.permutations(mine, 2), *itertools.permutations(theirs, 2)]
        made.supports |= some(1 / size, lambda: within)
        made.undercuts = some(0.7 / size, lambda: across)
        made.undercuts |= some(0.15, lambda: [(claim, card) for claim in mine + theirs for card in cards])
    keep = made.live
    made.rebuts = {(a, b) for a, b in made.rebuts if a in keep and b in keep}
    made.undercuts = {(a, b) for a, b in made.undercuts if a in keep and (b in keep or b.startswith("card"))}
    made.supports = {(a, b) for a, b in made.supports if b in keep and (a in keep or a.startswith("card"))}
    return made
