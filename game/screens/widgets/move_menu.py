"""The moves of whoever is to move, in three steps, with the effects in words before one chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.record.spoken import spoken
from game.screens import menu
from game.table.acts import Act
from game.table.catalogue import Move
from game.table.view import View


class MoveMenu(Vertical):
    """Acts on the left; on the right what the marked act could be about, then its tone or card.

    Enter goes a step on, escape a step back. No move is made from the list of acts, so that a key pressed
    once too often never speaks.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,left", "back", "Back", show=False),
        Binding("right", "on", show=False),
        Binding("o", "own_words", "Own words"),
    ]

    @dataclass
    class Chosen(Message):
        """A move was chosen."""

        move: Move
        own_words: bool
        """Whether its words are to be written first."""
        ply: int
        """The move of the game it was chosen for: a key pressed twice makes it once."""

    def compose(self) -> ComposeResult:
        """A title, the two lists, and what the marked line would do."""
        yield Static(id="menu-title", markup=False)
        with Horizontal(id="menu-lists"):
            yield OptionList(id="menu-acts", markup=False)
            yield OptionList(id="menu-contents", markup=False)
        yield Static(id="menu-told", markup=False)

    def on_mount(self) -> None:
        """Start empty."""
        self._view: View | None = None
        self._groups: list[menu.Group] = []
        self._group: menu.Group | None = None
        self._entry: menu.Entry | None = None
        self._own = False
        self._acts = self.query_one("#menu-acts", OptionList)
        self._contents = self.query_one("#menu-contents", OptionList)

    def offer(self, view: View) -> None:
        """Show the moves of the side to move.

        Args:
            view: the game as that side sees it.
        """
        self._view = view
        self._groups = menu.groups(view)
        self._group = self._entry = None
        self._own = False
        self.query_one("#menu-lists").display = True
        self._acts.clear_options()
        self._acts.add_options([Option(_act_line(group)) for group in self._groups])
        self._acts.highlighted = 0
        self._acts.focus()

    def wait(self, title: str) -> None:
        """Nothing to choose; say why."""
        self._view, self._groups, self._group, self._entry = None, [], None, None
        self.query_one("#menu-lists").display = False
        self._acts.clear_options()
        self._contents.clear_options()
        self.query_one("#menu-title", Static).update(Content(title))
        self.query_one("#menu-told", Static).update(Content(""))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell what the marked line is and would do."""
        event.stop()
        if self._view is None:
            return
        if event.option_list is self._acts:
            self._mark_act(event.option_index)
        elif self._contents.has_focus or self._group is not None:
            self._tell(self._about(event.option_index))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A step on, or the move itself."""
        event.stop()
        self._choose(event.option_list, event.option_index)

    def action_on(self) -> None:
        """From the acts to what the marked one is about."""
        if self._acts.has_focus and self._acts.highlighted is not None:
            self._enter(self._acts.highlighted)

    def action_own_words(self) -> None:
        """Go on to a move whose words will be the player's own; at the last step, write them."""
        self._own = True
        here = self._contents if self._contents.has_focus else self._acts
        if here.highlighted is not None:
            self._choose(here, here.highlighted)

    def action_back(self) -> None:
        """One step back."""
        group, entry = self._group, self._entry
        if group is None:
            return
        if entry is not None and len(group.entries) > 1:
            self._entry = None
            self._fill(group, group.entries.index(entry))
        else:
            self._group = self._entry = None
            self._own = False
            self._acts.focus()
            self._mark_act(self._groups.index(group))

    def _choose(self, source: OptionList, number: int) -> None:
        if self._view is None:
            return
        if source is self._acts:
            self._enter(number)
            return
        if self._group is None:
            # A click on the right, while the left had the focus.
            self._group = self._groups[self._acts.highlighted or 0]
        entry = self._entry or self._group.entries[number]
        if self._entry is not None or len(entry.variants) == 1:
            move = entry.variants[number if self._entry is not None else 0].move
            own, self._own = self._own, False
            self.post_message(self.Chosen(move, own, self._view.seen.ply))
        else:
            self._entry = entry
            self._fill(self._group, menu.middle(entry))

    def _enter(self, number: int) -> None:
        """Go from an act to its contents."""
        self._group = group = self._groups[number]
        only = group.entries[0] if len(group.entries) == 1 else None
        self._entry = only if only and len(only.variants) > 1 else None
        self._fill(group, menu.middle(self._entry) if self._entry else 0)
        self._contents.focus()

    def _mark_act(self, number: int) -> None:
        group = self._groups[number]
        self._group = self._entry = None
        self._fill(group, None)
        move = _only_move(group)
        self._tell(group.means if move is None else f"{group.means}\n{self._effects(move)}")

    def _fill(self, group: menu.Group, at: int | None) -> None:
        """Show what an act is about, or the tones or cards of one of its contents."""
        title = "What do you do?   ◂ answers what they just said"
        if self._group:
            own = "  (in your own words)" if self._own else ""
            title = f"{group.verb}: {_question(self._entry)}{own}"
        self.query_one("#menu-title", Static).update(Content(title))
        self._contents.clear_options()
        self._contents.add_options([Option(line) for line in self._lines(group)])
        self._contents.highlighted = at
        if at is not None:
            self._tell(self._about(at))

    def _lines(self, group: menu.Group) -> list[Content]:
        if self._entry is None:
            return [Content(f"– {entry.label}") for entry in group.entries]
        assert self._view is not None
        seen = self._view.seen
        if group.act == Act.CHALLENGE:
            return [Content(f"– {variant.label}") for variant in self._entry.variants]
        return [
            Content.assemble((variant.label, "bold"), f"  {spoken(seen.game, seen, variant.move)}")
            for variant in self._entry.variants
        ]

    def _about(self, number: int) -> str:
        """What the marked line on the right would do."""
        if self._entry is not None:
            return self._effects(self._entry.variants[number].move)
        group = self._group or self._groups[self._acts.highlighted or 0]
        entry = group.entries[number]
        variant = entry.variants[menu.middle(entry)]
        told = self._effects(variant.move)
        return told if len(entry.variants) == 1 else f"{variant.label}: {told}"

    def _effects(self, move: Move) -> str:
        assert self._view is not None
        # The effects first: what is cut on a small terminal is the text, which is spoken in full afterwards.
        return "\n".join(
            filter(None, ("; ".join(menu.effects(self._view, move)), menu.detail(self._view, move)))
        )

    def _tell(self, text: str) -> None:
        self.query_one("#menu-told", Static).update(Content(text))


def _only_move(group: menu.Group) -> Move | None:
    """The one move an act has, if there is no choice."""
    [first, *more] = group.entries
    return first.variants[0].move if not more and len(first.variants) == 1 else None


def _question(entry: menu.Entry | None) -> str:
    if entry is None:
        return "what?"
    return "with which card?" if entry.variants[0].move.act == Act.CHALLENGE else "in which tone?"


def _act_line(group: menu.Group) -> Content:
    count = f" {len(group.entries)}" if len(group.entries) > 1 else ""
    mark = " ◂" if group.answers else ""
    return Content.assemble(
        (group.verb, "bold" if group.answers else ""), (count, "$text-muted"), (mark, "$text-warning")
    )
