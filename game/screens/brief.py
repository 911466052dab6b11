"""A side's brief as text: what everybody may read, and what only this delegation reads."""

from __future__ import annotations

from typing import NamedTuple

from game.record.labels import (
    card_text,
    card_title,
    flat,
    interest_text,
    item_title,
    objective_text,
    reference_text,
    sentence,
)
from game.record.wishes import met_when
from game.table.state import bits
from game.table.view import View


class Section(NamedTuple):
    """A heading and what stands under it."""

    title: str
    lines: tuple[str, ...]


def brief(view: View, temper: str = "") -> list[Section]:
    """The brief of the viewer's side, in reading order.

    Args:
        view: the game as that side sees it; nothing of the other side's secrets is in it.
        temper: who plays the other side, in a sentence; empty for a person.
    """
    seen, side = view.seen, view.side
    game = seen.game
    scenario = game.scenario
    written = scenario.delegations[game.delegations[side]]
    own, wishes = game.sides[side], []
    drawn = seen.drawn1 if side else seen.drawn0
    for number in bits(drawn):
        goal = own.goals[number]
        kind = "public" if goal.public else "secret"
        wishes.append(
            f"{sentence(objective_text(game, side, number))} ({kind}, {goal.points} points) "
            f"Met when {met_when(game, goal.when, seen)}."
        )
    interests = [interest_text(game, number) for number in bits(own.interests)]
    cards = [
        f"{card_title(game, n)}. {sentence(card_text(game, n))}{_sources(view, n)}" for n in bits(own.cards)
    ]
    sections = [
        Section("In public", (flat(written.brief),)),
        Section("Confidential instructions", (flat(written.instructions),)),
        Section("What you want", tuple(wishes)),
        Section(
            "What lies behind it (they may ask; telling can open proposals that serve both)", tuple(interests)
        ),
        Section(
            "Never",
            tuple(
                f"{sentence(line.text)} Crossed when {met_when(game, line.when, seen)}."
                for line in written.red_lines.values()
            ),
        ),
        Section("Across the table", tuple(_across(view, temper))),
        Section(
            "Voices in your delegation",
            tuple(f"{flat(v.name)}: {flat(v.text)}" for v in written.voices.values()),
        ),
        Section("The agenda", tuple(f"{n + 1}. {item_title(game, n)}" for n in range(len(scenario.agenda)))),
        Section("Your cards", tuple(cards)),
    ]
    if scenario.content_note:
        sections.append(Section("Before you play", (flat(scenario.content_note),)))
    return [section for section in sections if section.lines]


def _across(view: View, temper: str) -> list[str]:
    """What a diplomat can know of the other side: its manner, and what it has said that it wants."""
    seen, other = view.seen, 1 - view.side
    game = seen.game
    found = [temper] if temper else []
    wish = (seen.wish0, seen.wish1)[other]
    if wish >= 0:
        found.append(f"The wish they named: {sentence(objective_text(game, other, wish))}")
    for number in bits(seen.disclosed & game.sides[other].interests):
        found.append(f"What they told: {sentence(interest_text(game, number))}")
    return found


def _sources(view: View, card: int) -> str:
    game = view.seen.game
    written = game.scenario.evidence[game.cards[card]]
    named = [written.source] if isinstance(written.source, str) else written.source or []
    if not named:
        return " [invented for play]" if written.invented else ""
    return f" [{'; '.join(reference_text(game, one) for one in named)}]"
