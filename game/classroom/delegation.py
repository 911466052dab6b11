"""What a delegation has to itself: drafts to decide on, a channel to talk in; and everybody's own notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from game.classroom.journal import Draft
from game.classroom.people import Seat
from game.classroom.table import MESSAGE_LIMIT, Notice, Within
from game.record.labels import label
from game.record.session import Entry
from game.record.spoken import spoken
from game.screens import keys
from game.table.acts import HELP, Act

NOTES_LIMIT = 4000
Parts = list[str | Content | tuple[str, str]]


class _Listening(ModalScreen[None]):
    """A screen over the table that follows what happens within a delegation."""

    CSS_PATH = "delegation.tcss"

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat, self.table = seat, seat.table

    def on_mount(self) -> None:
        """Listen to the table."""
        for box in self.query(Input):
            box.cursor_blink = False
        self.table.listeners.add(self.heard)
        if self.children:
            self.fill()

    def on_unmount(self) -> None:
        """Listen no more."""
        self.table.listeners.discard(self.heard)

    def heard(self, what: Entry | Notice) -> None:
        """Something happened at the table; what happened within the other delegation is none of ours."""
        if not isinstance(what, Within) or what.side == self.seat.side:
            self.call_later(self._heard, what)

    def _heard(self, what: Entry | Notice) -> None:
        if self.is_attached and self.children:
            self.fill()

    def fill(self) -> None:
        """Show it as it is now."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Back to the table."""
        self.dismiss()


class DraftsScreen(_Listening):
    """The drafts of a delegation for its present turn: who is for which, and what was said about them."""

    PLACE = "drafts"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("drafts")

    def compose(self) -> ComposeResult:
        """How it is decided, the drafts, a line to comment in."""
        yield Static(id="drafts-how", markup=False)
        yield OptionList(id="drafts-list", markup=False)
        yield Input(id="drafts-comment", max_length=MESSAGE_LIMIT, placeholder="Your comment")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The list has the keys. If a draft was sent this very moment, there is no list any more."""
        for box in self.query(Input):
            box.display = False
        for found in self.query(OptionList):
            found.focus()

    @property
    def _drafts(self) -> list[Draft]:
        return self.table.journal.drafts if self.table.may_move(self.seat.side) else []

    def _how(self) -> str:
        table, side = self.table, self.seat.side
        if not table.may_move(side):
            return "Your delegation is not to move now."
        if not self._drafts:
            return "Nothing was drafted yet. Choose a move at the table: it is put here for the others."
        if table.may_send(self.seat):
            return "You speak for the delegation: s sends the marked draft. Enter votes."
        if table.settings.send == "head":
            return "The head sends one of these. Enter votes: it tells which you are for."
        return f"Enter votes. What {table.needed(side)} of you are for is sent; if the time runs out, what most are for."

    def _heard(self, what: Entry | Notice) -> None:
        if isinstance(what, Entry) and self.is_current:
            self.dismiss()  # it was sent: back to what was said
        else:
            super()._heard(what)

    def fill(self) -> None:
        """Show the drafts; the marked one stays marked."""
        found = self.query_one(OptionList)
        marked = found.highlighted or 0
        self.query_one("#drafts-how", Static).update(self._how())
        found.clear_options()
        found.add_options([Option(self._words(draft), id=str(draft.id)) for draft in self._drafts])
        if self._drafts:
            found.highlighted = min(marked, len(self._drafts) - 1)

    def _words(self, draft: Draft) -> Content:
        session, names = self.table.match.session, {seat.id: seat.name for seat in self.table.seats}
        view = session.view(self.seat.side)
        move = session.game.move(draft.key)
        for_it = [names[seat] for seat in draft.votes if seat in names]
        mine = "✓ " if self.seat.id in draft.votes else "  "
        parts: Parts = [
            (mine, "bold $text-success"),
            (f"{HELP[Act(move.act)].verb}: ", "bold"),
            label(session.game, view.seen, move),
            f"\n  “{draft.words or spoken(session.game, view.seen, move)}”",
            (f"\n  by {names.get(draft.seat, 'somebody who left')}", "$text-muted"),
            (f"; for it: {', '.join(for_it) or 'nobody'}", "$text-muted"),
        ]
        for line in draft.comments:
            parts.append((f"\n    {names.get(line.seat, '…')}: {line.text}", "italic"))
        return Content.assemble(*parts)

    @property
    def _marked(self) -> Draft | None:
        number = self.query_one(OptionList).highlighted
        return self._drafts[number] if number is not None and number < len(self._drafts) else None

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_vote()

    def action_vote(self) -> None:
        """Be for the marked draft, or no longer."""
        draft = self._marked
        if draft is not None:
            self.table.vote(self.seat, draft.id, self.seat.id not in draft.votes)

    def action_send(self) -> None:
        """Send the marked draft."""
        draft = self._marked
        if draft is not None and not self.table.send(self.seat, draft.id):
            self.app.notify(self._how())

    def action_comment(self) -> None:
        """Write about the marked draft."""
        if self._marked is not None:
            box = self.query_one(Input)
            box.display = True
            box.focus()

    @on(Input.Submitted)
    def _commented(self, event: Input.Submitted) -> None:
        event.stop()
        draft = self._marked
        if draft is not None:
            self.table.comment(self.seat, draft.id, event.value)
        self._close_line()

    def _close_line(self) -> None:
        box = self.query_one(Input)
        box.value, box.display = "", False
        self.query_one(OptionList).focus()

    def action_leave(self) -> None:
        """Back: out of the line, or to the table."""
        if self.query_one(Input).display:
            self._close_line()
        else:
            self.dismiss()


class ChannelScreen(_Listening):
    """What a delegation says among itself."""

    PLACE = "channel"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("channel")

    def compose(self) -> ComposeResult:
        """What was said, and a line to write in."""
        yield Static("Among your delegation; nobody else reads it.", id="channel-head", markup=False)
        with VerticalScroll(id="channel", can_focus=False):
            yield Static(id="channel-text", markup=False)
        yield Input(id="channel-input", max_length=MESSAGE_LIMIT, placeholder="What you want to say")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The line has the keys; if the page was left this very moment, there is no line any more."""
        for box in self.query(Input):
            box.focus()

    def fill(self) -> None:
        """Show what was said, the last in sight."""
        names = {seat.id: seat.name for seat in self.table.seats}
        parts: Parts = []
        for line in self.table.journal.channels[self.seat.side]:
            parts += [(f"{names.get(line.seat, 'somebody who left')}: ", "bold"), f"{line.text}\n"]
        self.query_one("#channel-text", Static).update(
            Content.assemble(*(parts or ["Nothing was said yet."]))
        )
        self.query_one("#channel", VerticalScroll).scroll_end(animate=False)

    @on(Input.Submitted)
    def _said(self, event: Input.Submitted) -> None:
        event.stop()
        self.table.say(self.seat, event.value)
        event.input.value = ""


class NotesScreen(ModalScreen[None]):
    """One's own notes."""

    PLACE = "channel"
    CSS_PATH = "delegation.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("channel")

    def __init__(self, text: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._text, self._keep = text, keep

    def compose(self) -> ComposeResult:
        """A page to write on."""
        yield Static("Your notes; nobody else sees them. Escape keeps them.", id="channel-head", markup=False)
        box = TextArea(self._text, id="notes", compact=True)
        box.cursor_blink = False
        yield box
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The page has the keys, if it was not left this very moment."""
        for box in self.query(TextArea):
            box.focus()

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._keep(self.query_one(TextArea).text[:NOTES_LIMIT])

    def action_leave(self) -> None:
        """Back to the table."""
        self.dismiss()
