"""The lines of the menu of moves, as text with styles."""

from __future__ import annotations

from textual.content import Content

from game.narration import menu
from game.narration.speech import spoken
from game.screens.widgets.menu_steps import Acts, Contents, Step, Variants
from game.table.acts import Act
from game.table.catalogue import Move
from game.table.view import View

NOT_NOW = Content.assemble(("not now, and why", "italic $text-muted"))
"""The last of the acts."""
NOT_NOW_TITLE = "What cannot be said now, and why"

_START = "What do you do?   ◂ answers what they just said"


def act(group: menu.Group) -> Content:
    """Return an act with the number of things it could be about, and a mark if it answers."""
    count = f" {len(group.entries)}" if len(group.entries) > 1 else ""
    mark = " ◂" if group.answers else ""
    return Content.assemble(
        (group.verb, "bold" if group.answers else ""), (count, "$text-muted"), (mark, "$text-warning")
    )


def title(step: Step) -> str:
    """Return what is to be chosen in a step."""
    match step:
        case Acts(group=None):
            return NOT_NOW_TITLE
        case Acts():
            return _START
        case Contents():
            question = "what?"
        case Variants(group=group):
            question = "with which card?" if group.act == Act.CHALLENGE else "in which tone?"
    return f"{step.group.verb}: {question}{'  (in your own words)' if step.own_words else ''}"


def contents(group: menu.Group) -> list[Content]:
    """Return what an act could be about."""
    return [Content(f"– {entry.label}") for entry in group.entries]


def variants(view: View, group: menu.Group, entry: menu.MenuEntry) -> list[Content]:
    """Return the tones or the cards in which something can be said."""
    if group.act == Act.CHALLENGE:
        return [Content(f"– {variant.label}") for variant in entry.variants]
    seen = view.seen
    return [
        Content.assemble((variant.label, "bold"), f"  {spoken(seen.game, seen, variant.move)}")
        for variant in entry.variants
    ]


def only_move(group: menu.Group) -> Move | None:
    """Return the move of an act that leaves no choice; None if there is one."""
    [first, *more] = group.entries
    return first.variants[0].move if not more and len(first.variants) == 1 else None
