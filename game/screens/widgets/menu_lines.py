"""The lines of the menu of moves, as text with styles."""

from __future__ import annotations

from textual.content import Content

from game.narration import menu
from game.narration.speech import spoken
from game.table.acts import Act
from game.table.catalogue import Move
from game.table.view import View

NOT_NOW = Content.assemble(("not now, and why", "italic $text-muted"))
"""The last of the acts."""
NOT_NOW_TITLE = "What cannot be said now, and why"

_START = "What do you do?   ◂ answers what they just said"


def act(group: menu.Group) -> Content:
    """An act with how many things it could be about, and whether it answers."""
    count = f" {len(group.entries)}" if len(group.entries) > 1 else ""
    mark = " ◂" if group.answers else ""
    return Content.assemble(
        (group.verb, "bold" if group.answers else ""), (count, "$text-muted"), (mark, "$text-warning")
    )


def title(group: menu.Group | None, entry: menu.Entry | None, *, own: bool) -> str:
    """What is to be chosen now."""
    if group is None:
        return _START
    question = "what?"
    if entry is not None:
        question = "with which card?" if entry.variants[0].move.act == Act.CHALLENGE else "in which tone?"
    return f"{group.verb}: {question}{'  (in your own words)' if own else ''}"


def contents(view: View, group: menu.Group, entry: menu.Entry | None) -> list[Content]:
    """What an act could be about, or the tones or cards of one of these."""
    if entry is None:
        return [Content(f"– {one.label}") for one in group.entries]
    seen = view.seen
    if group.act == Act.CHALLENGE:
        return [Content(f"– {variant.label}") for variant in entry.variants]
    return [
        Content.assemble((variant.label, "bold"), f"  {spoken(seen.game, seen, variant.move)}")
        for variant in entry.variants
    ]


def only_move(group: menu.Group) -> Move | None:
    """The one move an act has, if there is no choice."""
    [first, *more] = group.entries
    return first.variants[0].move if not more and len(first.variants) == 1 else None
