"""The legal moves in three steps, with their effects in words before one is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

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
from game.screens.widgets.choices import Choices, is_current
from game.screens.widgets.line import Line
from game.screens.widgets.menu_steps import Acts, Contents, Step, Variants
from game.screens.widgets.steady_text import SteadyText
from game.table.catalogue import Move
from game.table.view import View

_NO_MATCH = "No move has these words. Escape shows them all again."


class _Offer(NamedTuple):
    """All that can be chosen, and why the rest cannot."""

    view: View
    groups: list[menu.Group]
    reasons: list[str]


class MoveMenu(Vertical):
    """Acts on the left; on the right what the selected act could be about, then its tone or card.

    Enter goes a step on, escape a step back. No move is made from the list of acts, so that a key pressed
    once too often never speaks. The last line of the acts explains what cannot be said now, and why.
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
        """Yield a title, the two lists, and the effects of the selected line."""
        with Horizontal(id="menu-head"):
            yield SteadyText(id="menu-title", markup=False)
            yield Static("◂ back", id="menu-back", markup=False)
            yield Static("/ find", id="menu-find-it", markup=False)
        yield Line(id="menu-find", placeholder="Filter the moves", compact=True)
        with Horizontal(id="menu-lists"):
            yield Choices(id="menu-acts", markup=False)
            yield Choices(id="menu-contents", markup=False)
        yield SteadyText(id="menu-told", markup=False)

    def on_mount(self) -> None:
        """Start empty."""
        self._offer: _Offer | None = None
        self._step: Step = Acts(None)
        self._groups: list[menu.Group] = []
        """The acts on the list: all, or those that match the filter."""
        self._acts = self.query_one("#menu-acts", Choices)
        self._contents = self.query_one("#menu-contents", Choices)
        self._box = self.query_one("#menu-find", Input)
        self._box.display = False

    @property
    def selected(self) -> Move | None:
        """The move that the selected line stands for; its frank tone where the tone is not chosen yet."""
        number = self._contents.highlighted
        if number is None:
            return None
        match self._step:
            case Acts():
                return None
            case Contents(group=group):
                entry = group.entries[number]
                return entry.variants[menu.middle(entry)].move
            case Variants(entry=entry):
                return entry.variants[number].move

    def offer(
        self, view: View, allowed: Callable[[Move], bool] | None = None, reasons: list[str] | None = None
    ) -> None:
        """Show the moves of the side to move.

        Args:
            view: the game as that side sees it.
            allowed: leaves out what a lesson has not introduced yet.
            reasons: shown under "not now" instead of the rules' own reasons.
        """
        groups = menu.groups(view, allowed)
        self._offer = _Offer(view, groups, blocked_lines(view) if reasons is None else reasons)
        self.query_one("#menu-lists").display = True
        self.query_one("#menu-find-it").display = True
        self._box.display = False
        self._box.value = ""
        self._narrow("")
        self._acts.focus()

    def wait(self, title: str) -> None:
        """Offer nothing, and say why."""
        self._offer, self._step, self._groups = None, Acts(None), []
        for name in ("#menu-lists", "#menu-find", "#menu-find-it", "#menu-back"):
            self.query_one(name).display = False
        self._acts.show([])
        self._contents.show([])
        self.query_one("#menu-title", SteadyText).update(Content(title))
        self._tell("")

    # what was selected and chosen

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Explain the selected line and its effects."""
        event.stop()
        if self._offer is None or not is_current(event):
            return
        if event.option_list is self._acts:
            group = self._group_at(event.option_index)
            if group is not self._step.group:  # else it is old news: the act was entered meanwhile
                self._preview(group)
        elif self._contents.has_focus or not isinstance(self._step, Acts):
            self._tell(self._about(event.option_index))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go a step on, or make the move."""
        event.stop()
        if is_current(event):
            self._choose(event.option_list, event.option_index)

    @on(events.Click, "#menu-back")
    def action_back(self) -> None:
        """Go one step back: from the tones to the contents, to the acts; then drop the filter."""
        if not self._contents.has_focus and not self._box.has_focus and not self._box.value:
            return
        match self._step:
            case Variants(group=group, entry=entry, own_words=own) if len(group.entries) > 1:
                self._go_to(Contents(group, own), group.entries.index(entry))
            case _ if self._contents.has_focus:
                self._acts.focus()
                self._preview(self._group_at(self._acts.highlighted or 0))
            case _:
                self._box.value = ""
                self._box.display = False
                self._acts.focus()

    def action_on(self) -> None:
        """Go on from the acts to what the selected one is about."""
        if self._acts.has_focus and self._acts.highlighted is not None:
            self._enter(self._acts.highlighted)

    def action_own_words(self) -> None:
        """Go on to a move in the player's own words; at the last step, write them."""
        source = self._contents if self._contents.has_focus else self._acts
        if source.highlighted is not None:
            self._choose(source, source.highlighted, own_words=True)

    def action_why_not(self) -> None:
        """Go to the reasons why something cannot be said now."""
        if self._offer is not None and self._offer.reasons:
            self._acts.highlighted = len(self._groups)
            self._enter(len(self._groups))

    # the filter

    @on(events.Click, "#menu-find-it")
    def action_find(self) -> None:
        """Show the filter."""
        if self._offer is not None:
            self._box.display = True
            self._box.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter the moves."""
        event.stop()
        if self._offer is not None:
            self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the filtered moves."""
        event.stop()
        self._acts.focus()
        if len(self._groups) == 1:
            self._enter(0)

    def on_key(self, event: events.Key) -> None:
        """Go from the filter down to the moves."""
        if event.key == "down" and self._box.has_focus:
            event.stop()
            self._acts.focus()

    def _narrow(self, text: str) -> None:
        assert self._offer is not None
        self._groups = menu.narrowed(self._offer.groups, text)
        lines = [menu_lines.act(group) for group in self._groups]
        if self._offer.reasons and not text:
            lines.append(menu_lines.NOT_NOW)
        self._acts.show(lines, 0 if lines else None)
        if lines:
            self._preview(self._group_at(0))
        else:
            self._step = Acts(None)
            self._contents.show([])
            self._tell(_NO_MATCH)

    # the steps

    def _group_at(self, number: int) -> menu.Group | None:
        """Return the act on a line of the left list; None for the line of what cannot be said."""
        return self._groups[number] if number < len(self._groups) else None

    def _choose(self, source: OptionList, number: int, *, own_words: bool = False) -> None:
        """Choose a line of one of the lists."""
        if self._offer is None:
            return
        if source is self._acts:
            self._enter(number, own_words=own_words)
            return
        match self._step:
            case Acts(group=None):
                return  # a reason is only read
            case Acts(group=menu.Group() as group):  # a click on the right, while the focus was on the left
                self._choose_entry(Contents(group, own_words), number)
            case Contents() as step:
                self._choose_entry(replace(step, own_words=own_words or step.own_words), number)
            case Variants(entry=entry) as step:
                self._make(entry.variants[number].move, own_words or step.own_words)

    def _choose_entry(self, step: Contents, number: int) -> None:
        entry = step.group.entries[number]
        if len(entry.variants) == 1:
            self._step = step
            self._make(entry.variants[0].move, step.own_words)
        else:
            self._go_to(Variants(step.group, entry, step.own_words), menu.middle(entry))

    def _make(self, move: Move, own_words: bool) -> None:
        """Post the chosen move."""
        assert self._offer is not None
        if not isinstance(self._step, Acts):
            self._step = replace(self._step, own_words=False)
        self.post_message(self.Chosen(move, own_words, self._offer.view.seen.ply))

    def _enter(self, number: int, *, own_words: bool = False) -> None:
        """Go from an act to its contents, or to its tones if it can be about one thing only."""
        group = self._group_at(number)
        if group is None:
            self._preview(None)
            self._contents.highlighted = 0
        else:
            first = group.entries[0]
            if len(group.entries) == 1 and len(first.variants) > 1:
                self._go_to(Variants(group, first, own_words), menu.middle(first))
            else:
                self._go_to(Contents(group, own_words), 0)
        self._contents.focus()

    def _preview(self, group: menu.Group | None) -> None:
        """Show on the right what the selected act could be about, or why the others cannot be said."""
        assert self._offer is not None
        self._set_step(Acts(group))
        if group is None:
            self._contents.show([Content(f"– {reason}") for reason in self._offer.reasons])
            self._tell("")
            return
        self._contents.show(menu_lines.contents(group))
        move = menu_lines.only_move(group)
        self._tell(group.means if move is None else f"{group.means}\n{self._effects(move)}")

    def _go_to(self, step: Contents | Variants, at: int) -> None:
        """Show the lines of a step, one of them selected."""
        assert self._offer is not None
        self._set_step(step)
        match step:
            case Contents(group=group):
                lines = menu_lines.contents(group)
            case Variants(group=group, entry=entry):
                lines = menu_lines.variants(self._offer.view, group, entry)
        self._contents.show(lines, at)
        self._tell(self._about(at))

    def _set_step(self, step: Step) -> None:
        self._step = step
        self.query_one("#menu-title", SteadyText).update(Content(menu_lines.title(step)))
        self.query_one("#menu-back").display = not isinstance(step, Acts)

    def _about(self, number: int) -> str:
        """Return what a line on the right would do."""
        assert self._offer is not None
        match self._step:
            case Variants(entry=entry):
                return self._effects(entry.variants[number].move)
            case Acts(group=group) | Contents(group=group):
                if group is None:
                    return self._offer.reasons[number]
                entry = group.entries[number]
                variant = entry.variants[menu.middle(entry)]
                effects = self._effects(variant.move)
                return effects if len(entry.variants) == 1 else f"{variant.label}: {effects}"

    def _effects(self, move: Move) -> str:
        assert self._offer is not None
        view = self._offer.view
        # The effects first: what is cut on a small terminal is the text, which is spoken in full afterwards.
        return "\n".join(filter(None, ("; ".join(menu.effects(view, move)), menu.detail(view, move))))

    def _tell(self, text: str) -> None:
        self.query_one("#menu-told", SteadyText).update(Content(text))
