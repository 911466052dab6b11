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
    open_nodes: list[tuple[int, list[Reason], list[tuple[int, int, int]]]] = []
    given: dict[int, list[Reason]] = {}
    for node in graph.nodes:
        bit = node.claim
        if not live & bit:
            continue
        reasons = [r for r in node.reasons if links & r.link and (not r.source or live & r.source)]
        given[node.number] = reasons
        if stands & bit:
            continue
        if len(reasons) < bool(asked & bit) + bool(challenged & bit):
            fallen |= bit
            owing |= bit
            continue
        attackers = [a for a in node.attackers if links & a[0] and live >> a[1] & 1]
        open_nodes.append((node.number, reasons, attackers))

    def left(claim: int) -> tuple[int, int]:
        """How many reasons a claim has left: surely, and at most."""
        surely = possibly = 0
        for reason in given[claim]:
            doubt = 0
            if reason.source:
                if fallen & reason.source:
                    continue
                doubt = not stands & reason.source
            for link, undercutter in reason.undercutters:
                if links & link and live & undercutter and not fallen & undercutter:
                    if stands & undercutter:
                        break
                    doubt = 1
            else:
                possibly += 1
                surely += not doubt
        return surely, possibly

    changed = True
    while changed and open_nodes:
        changed = False
        still = []
        for entry in open_nodes:
            claim, _, attackers = entry
            beaten, safe = False, True
            if attackers:
                mine_surely, mine_possibly = left(claim)
                for _, attacker, back in attackers:
                    if fallen >> attacker & 1:
                        continue
                    if back and links & back:
                        succeeds, fails = True, False
                    else:
                        surely, possibly = left(attacker)
                        succeeds, fails = surely >= mine_possibly, possibly < mine_surely
                    if fails:
                        continue
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


class Standing:
    """Labels, remembered by what they depend on."""

    _LIMIT = 100_000

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, int, int, int, int], Labels] = {}

    def __call__(
        self, item: int, graph: ItemGraph, live: int, asked: int, challenged: int, conceded: int, links: int
    ) -> Labels:
        """As :func:`label`; the arguments may hold bits of other items."""
        claims = graph.claims
        key = (
            item,
            live & claims,
            asked & claims,
            challenged & claims,
            conceded & claims,
            links & graph.links,
        )
        labels = self._known.get(key)
        if labels is None:
            if len(self._known) >= self._LIMIT:
                self._known.clear()
            labels = self._known[key] = label(graph, *key[1:])
        return labels
