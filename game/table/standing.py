"""Which claims stand: computed from who attacked what and who answered, never authored.

A claim becomes an argument once its burden is met: nobody asked, or as many reasons were given as
were asked for. Of the attacks somebody made, one succeeds when the attacker has at least as many
reasons left as what it attacks (preference-based argumentation, Amgoud & Cayrol 2002); between two
claims that rebut each other the count decides nothing. The successful attacks form a framework
(Dung 1995) whose grounded labelling decides: IN stands, OUT has fallen, UNDEC is disputed.

A reason is left when it has not fallen itself and nothing that stands undercuts it. So strength
depends on labels and labels on strength; both are settled together as the least fixpoint of a
three-valued operator, the grounded interpretation of abstract dialectical frameworks (Brewka & Woltran
2010). Where no reason is in doubt this is exactly the grounded labelling of the successful attacks.
"""

from __future__ import annotations

from typing import NamedTuple


class Reason(NamedTuple):
    """A support of a claim that could be made."""

    link: int
    source: int
    """The claim it comes from, as a bit; 0 for a card."""
    undercutters: tuple[tuple[int, int], ...]
    """Undercuts that could be made: link bit and the undercutting claim's bit."""


class Node(NamedTuple):
    """A claim with all that could be made for and against it."""

    number: int
    claim: int
    reasons: tuple[Reason, ...]
    attackers: tuple[tuple[int, int, int], ...]
    """Link bit, the attacking claim's number, and the bit of the rebuttal the other way or 0."""


class ItemGraph(NamedTuple):
    """The argument graph of one agenda item, as it could be at the most."""

    nodes: tuple[Node, ...]
    claims: int
    links: int


class Labels(NamedTuple):
    """The outcome for one item, as masks of claims; what is live in none of the first two is disputed."""

    stands: int
    fallen: int
    owing: int
    """Claims whose burden is not met; they have fallen unless a reason still comes."""


def label(graph: ItemGraph, live: int, asked: int, challenged: int, conceded: int, links: int) -> Labels:
    """Label the claims of one item.

    Args:
        graph: the item.
        live: claims that were put and not taken back.
        asked: claims that owe a reason.
        challenged: claims that owe one more.
        conceded: claims the other side granted; they stand.
        links: supports, rebuttals and undercuts that were made.
    """
    stands = conceded & live
    fallen = owing = 0
    open_nodes: list[tuple[int, list[tuple[int, int]]]] = []
    given: dict[int, list[tuple[int, int]]] = {}
    for number, bit, reasons, attackers in graph.nodes:
        if not live & bit:
            continue
        left = []
        for link, source, undercutters in reasons:
            if links & link and (not source or live & source):
                cuts = 0
                for cut, undercutter in undercutters:
                    if links & cut:
                        cuts |= undercutter
                left.append((source, cuts & live))
        given[number] = left
        if stands & bit:
            continue
        if len(left) < bool(asked & bit) + bool(challenged & bit):
            fallen |= bit
            owing |= bit
            continue
        against = [
            (attacker, links & back)
            for link, attacker, back in attackers
            if links & link and live >> attacker & 1
        ]
        if against:
            open_nodes.append((number, against))
        else:
            stands |= bit

    def strength(claim: int) -> tuple[int, int]:
        """Return how many reasons a claim has left: surely, and at most."""
        surely = possibly = 0
        for source, cuts in given[claim]:
            if not fallen & source and not stands & cuts:
                possibly += 1
                if not source & ~stands and not cuts & ~fallen:
                    surely += 1
        return surely, possibly

    changed = True
    while changed and open_nodes:
        changed = False
        still = []
        for entry in open_nodes:
            claim, against = entry
            beaten, safe = False, True
            surely = possibly = -1
            for attacker, mutual in against:
                if fallen >> attacker & 1:
                    continue
                succeeds = True
                if not mutual:
                    if possibly < 0:
                        surely, possibly = strength(claim)
                    its_surely, its_possibly = strength(attacker)
                    if its_possibly < surely:
                        continue
                    succeeds = its_surely >= possibly
                safe = False
                if succeeds and stands >> attacker & 1:
                    beaten = True
                    break
            if beaten:
                fallen |= 1 << claim
                changed = True
            elif safe:
                stands |= 1 << claim
                changed = True
            else:
                still.append(entry)
        open_nodes = still
    return Labels(stands, fallen, owing)


class Standing(dict[tuple[int, int, int, int, int, int], Labels]):
    """Labels by the item and what they depend on there, as :func:`label` takes it; remembered."""

    _LIMIT = 100_000

    def __init__(self, graphs: list[ItemGraph]) -> None:
        super().__init__()
        self._graphs = graphs

    def __missing__(self, key: tuple[int, int, int, int, int, int]) -> Labels:
        if len(self) >= self._LIMIT:
            self.clear()
        item, live, asked, challenged, conceded, links = key
        self[key] = labels = label(self._graphs[item], live, asked, challenged, conceded, links)
        return labels
