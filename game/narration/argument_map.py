"""The argument of a round as an indented map: what stands, what fell, who answered whom."""

from __future__ import annotations

from typing import NamedTuple

from game.narration.labels import card_title, line_of, quote, short
from game.narration.transcript import STANDING_WORDS
from game.table.compiled import CompiledScenario
from game.table.links import REBUT, SUPPORT, Link, undercuts
from game.table.outcome import standing_of
from game.table.state import State, bits

THESIS, FOR, AGAINST = " ", "+", "-"
"""The sign of a line: a thesis, a reason for what it hangs from, an attack on it."""


class Branch(NamedTuple):
    """One line of a map."""

    depth: int
    """0 for a thesis; a branch hangs from the last line that is one step less deep."""
    sign: str
    side: int
    text: str
    standing: str
    """How it stands, in words; empty for a card."""
    claim: int = -1
    """The claim's number, or -1."""
    card: int = -1
    """The card's number, or -1."""


def argument_map(game: CompiledScenario, state: State, item: int) -> list[Branch]:
    """The map of an agenda item, in the scenario's order.

    Args:
        game: the scenario.
        state: the game so far; a view is enough.
        item: the agenda item.
    """
    made = [game.links[n] for n in bits(state.links) if game.links[n].item == item]
    found: list[Branch] = []
    for thesis in bits(game.graphs[item].claims & game.theses & state.said):
        found.append(_claim(game, state, thesis, 0, THESIS))
        _under(game, state, made, thesis, 1, (thesis,), found)
    return found


def _claim(game: CompiledScenario, state: State, claim: int, depth: int, sign: str) -> Branch:
    text = quote(short(line_of(game, claim), 90))
    return Branch(depth, sign, game.by[claim], text, STANDING_WORDS[standing_of(state, claim)], claim)


def _under(
    game: CompiledScenario,
    state: State,
    made: list[Link],
    claim: int,
    depth: int,
    above: tuple[int, ...],
    found: list[Branch],
) -> None:
    """What was said for a claim and against it. A thesis that attacks has a line of its own elsewhere."""
    for link in made:
        if link.target != claim or link.kind not in (SUPPORT, REBUT):
            continue
        sign = FOR if link.kind == SUPPORT else AGAINST
        if link.source < 0:
            found.append(Branch(depth, sign, link.maker, card_title(game, link.card), "", card=link.card))
        else:
            found.append(_claim(game, state, link.source, depth, sign))
        if link.kind == SUPPORT:
            _cuts(game, state, made, link, depth + 1, found)
        if link.source >= 0 and link.source not in above and not game.is_thesis[link.source]:
            _under(game, state, made, link.source, depth + 1, (*above, link.source), found)


def _cuts(
    game: CompiledScenario, state: State, made: list[Link], reason: Link, depth: int, found: list[Branch]
) -> None:
    """What takes the force from a reason."""
    for cut in made:
        if undercuts(cut, reason):
            found.append(_claim(game, state, cut.source, depth, AGAINST))


def lines(found: list[Branch], game: CompiledScenario) -> list[str]:
    """A map as indented text."""
    said = []
    for one in found:
        standing = f"  [{one.standing}]" if one.standing else "  [a card]"
        said.append(
            f"{'    ' * one.depth}{one.sign} {game.sides[one.side].short} {one.text}{standing}".rstrip()
        )
    return said
