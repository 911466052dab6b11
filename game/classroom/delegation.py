"""A delegation's private screens: drafts to decide on, a channel to talk in, and each member's notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from game.classroom.journal import Draft
from game.classroom.notices import Notice
from game.classroom.overlay import Listens, Over
from game.classroom.render.key_line import KeyLine
from game.classroom.table import MESSAGE_LIMIT, Seat
from game.classroom.unsent import SAVE_AFTER
from game.match.session import Entry
from game.narration.labels import label
from game.narration.speech import spoken
from game.screens import keys
from game.screens.widgets.choices import Options
from game.screens.widgets.line import Line
from game.table.acts import HELP, Act

NOTES_LIMIT = 4000
Parts = list[str | Content | tuple[str, str]]


class _Ours(Listens, Over[None]):
    """A screen for what a delegation has to itself."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat, self.table, self.hears_side = seat, seat.table, seat.side


class DraftsScreen(_Ours):
    """The drafts of a delegation for its present turn: who is for which, and what was said about them."""

    PLACE = "drafts"
    AUTO_FOCUS = "#drafts-list"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("drafts")

    def compose(self) -> ComposeResult:
        """How it is decided, the drafts, a line to comment in."""
        yield Static(self._how(), id="drafts-how", classes="over-head", markup=False)
        yield Options(*self._options(), id="drafts-list", classes="over-list", markup=False)
        box = Line(id="drafts-comment", max_length=MESSAGE_LIMIT, placeholder="Your comment")
        box.display = box.cursor_blink = False
        yield box
        yield KeyLine(show_command_palette=False)

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

    def happened(self, what: Entry | Notice) -> None:
        """Show the drafts, the marked one still marked; once one was sent, go back to what was said."""
        if isinstance(what, Entry) and self.is_current:
            self.dismiss()
            return
        found = self.query_one(OptionList)
        marked = found.highlighted or 0
        self.query_one("#drafts-how", Static).update(self._how())
        found.set_options(self._options())
        if self._drafts:
            found.highlighted = min(marked, len(self._drafts) - 1)

    def _options(self) -> list[Option]:
        return [Option(self._words(draft), id=str(draft.id)) for draft in self._drafts]

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
            super().action_leave()


class ChannelScreen(_Ours):
    """What a delegation says among itself."""

    PLACE = "channel"
    AUTO_FOCUS = "#channel-input"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("channel")

    def compose(self) -> ComposeResult:
        """What was said, and a line to write in."""
        yield Static("Among your delegation; nobody else reads it.", classes="over-head", markup=False)
        with VerticalScroll(id="channel", classes="over-text", can_focus=False) as lines:
            lines.anchor()
            yield Static(self._lines(), id="channel-text")
        box = Line(id="channel-input", max_length=MESSAGE_LIMIT, placeholder="What you want to say")
        box.cursor_blink = False
        yield box
        yield KeyLine(show_command_palette=False)

    def happened(self, what: Entry | Notice) -> None:
        """Show what was said, the last in sight."""
        self.query_one("#channel-text", Static).update(self._lines())

    def _lines(self) -> Content:
        names = {seat.id: seat.name for seat in self.table.seats}
        parts: Parts = []
        for line in self.table.journal.channels[self.seat.side]:
            parts += [(f"{names.get(line.seat, 'somebody who left')}: ", "bold"), f"{line.text}\n"]
        return Content.assemble(*(parts or ["Nothing was said yet."]))

    @on(Input.Submitted)
    def _said(self, event: Input.Submitted) -> None:
        event.stop()
        self.table.say(self.seat, event.value)
        event.input.value = ""


class NotesScreen(Over[None]):
    """One's own notes."""

    PLACE = "channel"
    AUTO_FOCUS = "#notes"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("channel")

    def __init__(self, text: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._text, self._keep = text, keep
        self._saving: Timer | None = None

    def compose(self) -> ComposeResult:
        """A page to write on."""
        yield Static(
            "Your notes; nobody else sees them. Escape keeps them.", classes="over-head", markup=False
        )
        box = TextArea(self._text, id="notes", classes="over-list", compact=True)
        box.cursor_blink = False
        yield box
        yield KeyLine(show_command_palette=False)

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        """Keep them a moment after the last key."""
        self._text = event.text_area.text[:NOTES_LIMIT]
        if self._saving is not None:
            self._saving.stop()
        self._saving = self.set_timer(SAVE_AFTER, self._save)

    def _save(self) -> None:
        self._keep(self._text)

    def action_leave(self) -> None:
        """Back to the table, with all that was written kept."""
        self._save()
        super().action_leave()
