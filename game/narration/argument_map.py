"""The argument of a round as an indented map: theses, and the reasons and attacks below them."""

from __future__ import annotations

from typing import NamedTuple

from game.narration.labels import card_title, line_of, quote, short
from game.narration.transcript import STANDING_WORDS
from game.table.compiled import CompiledScenario
from game.table.links import REBUT, SUPPORT, Link, undercuts
from game.table.masks import bits
from game.table.outcome import standing_of
from game.table.state import State

THESIS, FOR, AGAINST = " ", "+", "-"
"""The sign of a line: a thesis, a reason for the line above it, an attack on that line."""


class Branch(NamedTuple):
    """One line of a map."""

    depth: int
    """0 for a thesis; the parent of a branch is the last line before it that is one step less deep."""
    sign: str
    side: int
    text: str
    standing: str
    """Its standing in words; empty for a card."""
    claim: int = -1
    """The claim's number, or -1."""
    card: int = -1
    """The card's number, or -1."""


def argument_map(game: CompiledScenario, state: State, item: int) -> list[Branch]:
    """Return the map of an agenda item, in the scenario's order.

    Args:
        game: the scenario.
        state: the game so far; a view is enough.
        item: the agenda item's number.
    """
    links = [game.links[n] for n in bits(state.links) if game.links[n].item == item]
    branches: list[Branch] = []
    for thesis in bits(game.graphs[item].claims & game.theses & state.said):
        branches.append(_claim(game, state, thesis, 0, THESIS))
        _add_replies(game, state, links, thesis, 1, (thesis,), branches)
    return branches


def _claim(game: CompiledScenario, state: State, claim: int, depth: int, sign: str) -> Branch:
    text = quote(short(line_of(game, claim), 90))
    return Branch(depth, sign, game.by[claim], text, STANDING_WORDS[standing_of(state, claim)], claim)


def _add_replies(
    game: CompiledScenario,
    state: State,
    links: list[Link],
    claim: int,
    depth: int,
    above: tuple[int, ...],
    branches: list[Branch],
) -> None:
    """Add the reasons for a claim and the attacks on it. An attacking thesis has its own line elsewhere."""
    for link in links:
        if link.target != claim or link.kind not in (SUPPORT, REBUT):
            continue
        sign = FOR if link.kind == SUPPORT else AGAINST
        if link.source < 0:
            branches.append(Branch(depth, sign, link.maker, card_title(game, link.card), "", card=link.card))
        else:
            branches.append(_claim(game, state, link.source, depth, sign))
        if link.kind == SUPPORT:
            _add_undercuts(game, state, links, link, depth + 1, branches)
        if link.source >= 0 and link.source not in above and not game.is_thesis[link.source]:
            _add_replies(game, state, links, link.source, depth + 1, (*above, link.source), branches)


def _add_undercuts(
    game: CompiledScenario, state: State, links: list[Link], reason: Link, depth: int, branches: list[Branch]
) -> None:
    """Add the undercuts of a reason."""
    for link in links:
        if undercuts(link, reason):
            branches.append(_claim(game, state, link.source, depth, AGAINST))


def lines(branches: list[Branch], game: CompiledScenario) -> list[str]:
    """Return a map as indented lines of text."""
    texts = []
    for branch in branches:
        speaker = game.sides[branch.side].short
        standing = f"  [{branch.standing}]" if branch.standing else "  [a card]"
        texts.append(f"{'    ' * branch.depth}{branch.sign} {speaker} {branch.text}{standing}".rstrip())
    return texts
