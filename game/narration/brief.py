"""A side's brief as text: its public part, and the part for this delegation only."""

from __future__ import annotations

from game.narration.labels import (
    card_text,
    card_title,
    flat,
    interest_text,
    item_title,
    line_of,
    objective_text,
    provenance,
    sentence,
)
from game.narration.section import Section
from game.narration.situation import disclosed, seems
from game.narration.wishes import met_when
from game.table.compiled import CompiledScenario
from game.table.masks import bits
from game.table.view import View

_PLAY = (
    "Instructions, wishes, interests and red lines are made up for play. What can be claimed, and every card, "
    "names its source in brackets, or that it was made up."
)
_PRESS = "An opinion piece, not your delegation's line"
_BEHIND = "What lies behind it (they may ask; telling can open proposals that serve both)"


def brief(view: View, opponent: str = "") -> list[Section]:
    """Return the brief of the viewer's side, in reading order.

    Args:
        view: the game as that side sees it, without the other side's secrets.
        opponent: a sentence about the player of the other side; empty for a person.
    """
    seen, side = view.seen, view.side
    game = seen.game
    delegation = game.scenario.delegations[game.delegations[side]]
    own = game.sides[side]
    sections = [
        Section("In public", (flat(delegation.brief),)),
        Section("Confidential instructions", (flat(delegation.instructions),), "secret"),
        Section("What you want", tuple(_wishes(view)), "secret"),
        Section(_BEHIND, tuple(interest_text(game, number) for number in bits(own.interests)), "secret"),
        Section(
            "Never",
            tuple(
                f"{sentence(line.text)} Crossed when {met_when(game, formula, seen)}."
                for line, formula in zip(delegation.red_lines.values(), own.forbidden, strict=True)
            ),
            "never",
        ),
        Section("Across the table", tuple(filter(None, [opponent, *seems(view), *disclosed(view)]))),
        Section(
            "Voices in your delegation",
            tuple(f"{flat(v.name)}: {flat(v.text)}" for v in delegation.voices.values()),
        ),
        *(_item(game, item, side) for item in range(len(game.items))),
        Section(
            "Your cards",
            tuple(
                f"{card_title(game, n)}. {sentence(card_text(game, n))} "
                f"[{provenance(game, game.scenario.evidence[game.cards[n]])}]"
                for n in bits(own.cards)
            ),
        ),
        Section("What is sourced, and what was made up", (_PLAY,)),
    ]
    if game.scenario.content_note:
        sections.append(Section("Before you play", (flat(game.scenario.content_note),)))
    return [section for section in sections if section.lines or section.beside]


def _wishes(view: View) -> list[str]:
    seen, side = view.seen, view.side
    game = seen.game
    wishes = []
    for number in bits(seen.sides[side].drawn):
        goal = game.sides[side].goals[number]
        kind = "public" if goal.public else "secret"
        wishes.append(
            f"{sentence(objective_text(game, side, number))} ({kind}, {goal.points} points) "
            f"Met when {met_when(game, goal.when, seen)}."
        )
    return wishes


def _item(game: CompiledScenario, item: int, side: int) -> Section:
    """Return a delegation's lines on an agenda item and, beside them, an opinion piece from its side."""
    theses = bits(game.graphs[item].claims & game.sides[side].theses)
    lines = tuple(
        f"{line_of(game, n)} [{provenance(game, game.scenario.claims[game.claims[n]])}]" for n in theses
    )
    press = game.scenario.agenda[item].press.get(game.delegations[side])
    beside = (f"{sentence(press.text)} [{provenance(game, press)}]",) if press else ()
    return Section(
        f"Round {item + 1}, your lines: {item_title(game, item)}", lines, "", _PRESS if press else "", beside
    )
