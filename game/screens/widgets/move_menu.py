"""The moves of whoever is to move, in three steps, with the effects in words before one chooses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from game.narration import menu
from game.narration.blocked_words import blocked_lines
from game.screens import keys
from game.screens.widgets import menu_lines
from game.screens.widgets.choices import Choices
from game.screens.widgets.text import Text
from game.table.catalogue import Move
from game.table.view import View


class MoveMenu(Vertical):
    """Acts on the left; on the right what the marked act could be about, then its tone or card.

    Enter goes a step on, escape a step back. No move is made from the list of acts, so that a key pressed
    once too often never speaks. The last line of the acts tells what cannot be said now, and why.
    """

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("moves")

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
        with Horizontal(id="menu-head"):
            yield Text(id="menu-title", markup=False)
            yield Static("◂ back", id="menu-back", markup=False)
            yield Static("/ find", id="menu-find-it", markup=False)
        yield Input(id="menu-find", placeholder="A word: only moves that have it stay", compact=True)
        with Horizontal(id="menu-lists"):
            yield Choices(id="menu-acts", markup=False)
            yield Choices(id="menu-contents", markup=False)
        yield Text(id="menu-told", markup=False)

    def on_mount(self) -> None:
        """Start empty."""
        self._view: View | None = None
        self._every: list[menu.Group] = []
        self._groups: list[menu.Group] = []
        """Those that the search leaves."""
        self._bars: list[str] = []
        self._group: menu.Group | None = None
        self._entry: menu.Entry | None = None
        self._own = False
        self._acts = self.query_one("#menu-acts", Choices)
        self._contents = self.query_one("#menu-contents", Choices)
        self._box = self.query_one("#menu-find", Input)
        self._box.display = False

    @property
    def marked(self) -> Move | None:
        """The move that the marked line stands for; its frank tone where the tone is not chosen yet."""
        if self._group is None or self._contents.highlighted is None or self._view is None:
            return None
        number = self._contents.highlighted
        if self._entry is not None:
            return self._entry.variants[number].move
        entry = self._group.entries[number]
        return entry.variants[menu.middle(entry)].move

    def offer(
        self, view: View, allowed: Callable[[Move], bool] | None = None, told: list[str] | None = None
    ) -> None:
        """Show the moves of the side to move.

        Args:
            view: the game as that side sees it.
            allowed: leaves out what a lesson has not come to yet.
            told: what stands under "not now" instead of the rules' own reasons.
        """
        self._view = view
        self._every = menu.groups(view, allowed)
        self._bars = blocked_lines(view) if told is None else told
        self._own = False
        self.query_one("#menu-lists").display = True
        self.query_one("#menu-find-it").display = True
        self._box.display = False
        self._box.value = ""
        self._narrow("")
        self._acts.focus()

    def wait(self, title: str) -> None:
        """Nothing to choose; say why."""
        self._view, self._every, self._groups, self._group, self._entry = None, [], [], None, None
        for name in ("#menu-lists", "#menu-find", "#menu-find-it", "#menu-back"):
            self.query_one(name).display = False
        self._acts.show([])
        self._contents.show([])
        self.query_one("#menu-title", Text).update(Content(title))
        self._tell("")

    # what was marked and chosen

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

    @on(events.Click, "#menu-back")
    def action_back(self) -> None:
        """One step back: from the tones to the contents, to the acts; then the search is given up."""
        group, entry = self._group, self._entry
        if not self._contents.has_focus and not self._box.has_focus and not self._box.value:
            return
        if group is not None and entry is not None and len(group.entries) > 1:
            self._entry = None
            self._fill(group, group.entries.index(entry))
        elif self._contents.has_focus:
            self._own = False
            self._acts.focus()
            self._mark_act(self._acts.highlighted or 0)
        elif self._box.has_focus or self._box.value:
            self._box.value = ""
            self._box.display = False
            self._acts.focus()

    def action_on(self) -> None:
        """From the acts to what the marked one is about."""
        if self._acts.has_focus and self._acts.highlighted is not None:
            self._enter(self._acts.highlighted)

    def action_own_words(self) -> None:
        """Go on to a move whose words will be the player's own; at the last step, write them."""
        here = self._contents if self._contents.has_focus else self._acts
        if self._view is None or here.highlighted is None:
            return
        self._own = True
        self._choose(here, here.highlighted)

    def action_why_not(self) -> None:
        """To what cannot be said now, and why."""
        if self._bars and self._view is not None:
            self._acts.highlighted = len(self._groups)
            self._enter(len(self._groups))

    # finding

    @on(events.Click, "#menu-find-it")
    def action_find(self) -> None:
        """Type a word; only moves that have it stay."""
        if self._view is not None:
            self._box.display = True
            self._box.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another word, other moves."""
        event.stop()
        if self._view is not None:
            self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To what was found."""
        event.stop()
        self._acts.focus()
        if len(self._groups) == 1:
            self._enter(0)

    def on_key(self, event: events.Key) -> None:
        """From the search down to the moves."""
        if event.key == "down" and self._box.has_focus:
            event.stop()
            self._acts.focus()

    def _narrow(self, text: str) -> None:
        self._groups = menu.narrowed(self._every, text)
        self._group = self._entry = None
        lines = [menu_lines.act(group) for group in self._groups]
        if self._bars and not text:
            lines.append(menu_lines.NOT_NOW)
        self._acts.show(lines, 0 if lines else None)
        if lines:
            self._mark_act(0)
        else:
            self._contents.show([])
            self._tell("No move has these words. Escape shows them all again.")

    # the steps

    def _choose(self, source: OptionList, number: int) -> None:
        if self._view is None:
            return
        if source is self._acts:
            self._enter(number)
            return
        if self._group is None:
            # A click on the right, while the left had the focus; a reason why not is only read.
            at = self._acts.highlighted or 0
            if at >= len(self._groups):
                return
            self._group = self._groups[at]
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
        if number >= len(self._groups):
            self._contents.focus()
            self._contents.highlighted = 0
            return
        self._group = group = self._groups[number]
        only = group.entries[0] if len(group.entries) == 1 else None
        self._entry = only if only and len(only.variants) > 1 else None
        self._fill(group, menu.middle(self._entry) if self._entry else 0)
        self._contents.focus()

    def _mark_act(self, number: int) -> None:
        self._group = self._entry = None
        if number >= len(self._groups):
            self._title(menu_lines.NOT_NOW_TITLE)
            self._contents.show([Content(f"– {line}") for line in self._bars])
            self._tell("")
            return
        group = self._groups[number]
        self._fill(group, None)
        move = menu_lines.only_move(group)
        self._tell(group.means if move is None else f"{group.means}\n{self._effects(move)}")

    def _fill(self, group: menu.Group, at: int | None) -> None:
        """Show what an act is about, or the tones or cards of one of its contents."""
        assert self._view is not None
        self._title(menu_lines.title(self._group, self._entry, own=self._own))
        self._contents.show(menu_lines.contents(self._view, group, self._entry), at)
        if at is not None:
            self._tell(self._about(at))

    def _about(self, number: int) -> str:
        """What the marked line on the right would do."""
        if self._entry is not None:
            return self._effects(self._entry.variants[number].move)
        at = self._acts.highlighted or 0
        if self._group is None and at >= len(self._groups):
            return self._bars[number]
        entry = (self._group or self._groups[at]).entries[number]
        variant = entry.variants[menu.middle(entry)]
        told = self._effects(variant.move)
        return told if len(entry.variants) == 1 else f"{variant.label}: {told}"

    def _effects(self, move: Move) -> str:
        assert self._view is not None
        # The effects first: what is cut on a small terminal is the text, which is spoken in full afterwards.
        return "\n".join(
            filter(None, ("; ".join(menu.effects(self._view, move)), menu.detail(self._view, move)))
        )

    def _title(self, text: str) -> None:
        self.query_one("#menu-title", Text).update(Content(text))
        self.query_one("#menu-back").display = self._group is not None

    def _tell(self, text: str) -> None:
        self.query_one("#menu-told", Text).update(Content(text))
