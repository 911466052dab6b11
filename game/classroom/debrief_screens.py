"""The debrief at a seat: out of role, then the whole debrief, then the student's own view.

The order is that of the literature on debriefing role play: feelings before analysis, and the own view apart
from the delegation's. The briefs stay closed until every table is done, since all tables have the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from game.classroom import unsent
from game.classroom.notices import Notice, Told
from game.classroom.overlay import Listens, Over
from game.classroom.people import ROLE_NAMES
from game.classroom.render.batched_screen import BatchedScreen, with_key_line
from game.classroom.render.key_line import KeyLine
from game.classroom.room import Room
from game.classroom.table import Seat
from game.match.session import Entry, Session
from game.narration.debrief import debrief, turn_words
from game.narration.labels import flat, item_title, name_of
from game.screens import keys
from game.screens.ending import EndingScreen
from game.screens.help import help_page
from game.screens.widgets.line import Line
from game.store import StoreError
from game.table.acts import HELP, Act
from game.table.protocol import Phase

OWN_VIEW = "And your own view, now that you speak for nobody: what do you think?"
"""The last question of the reflection, after the scenario's."""
_ANSWER_LIMIT = 600


def course(session: Session) -> list[str]:
    """What happened, a line for each round with its moves: acts, not words, since those stand in the transcript."""
    game = session.game
    found: list[str] = []
    line: list[str] = []
    where = ""
    for number, entry in enumerate(session.log, 1):
        state = entry.before
        drafting = state.phase in (Phase.DRAFTING, Phase.CLOSING)
        here = (
            "The drafting and the end"
            if drafting
            else f"Round {state.item + 1}, {item_title(game, state.item)}"
        )
        here = "The openings" if state.phase == Phase.OPENING else here
        if here != where and line:
            found.append(f"{where}: {'; '.join(line)}.")
            line = []
        where = here
        line.append(f"{number} {game.sides[entry.side].short} {HELP[Act(entry.move.act)].verb}")
    return [*found, f"{where}: {'; '.join(line)}."] if line else found


class _After(Listens):
    """A screen after the meeting: it still hears what the teacher says."""

    def happened(self, what: Entry | Notice) -> None:
        """Tell it."""
        if isinstance(what, Told):
            self.app.notify(what.text, title=what.who, timeout=30, markup=False)


@dataclass
class OpenDebrief(Message):
    """The briefs are open: show the whole debrief."""


class Leaving(_After, BatchedScreen[None]):
    """Out of the role, how it was, and what happened; nothing yet of what either side kept to itself."""

    PLACE = "read"
    CSS_PATH = EndingScreen.CSS_PATH
    AUTO_FOCUS = EndingScreen.AUTO_FOCUS
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("read")

    def __init__(self, seat: Seat, room: Room) -> None:
        super().__init__()
        self.seat, self.table, self.room = seat, seat.table, room

    def compose(self) -> ComposeResult:
        """Three steps."""
        with VerticalScroll(id="page"):
            for title, lines in self._steps():
                yield Static(Content.styled(title, "bold underline"), classes="page-title")
                yield Static(Content("\n\n".join(lines)), classes="page-text")
        yield KeyLine(show_command_palette=False)

    def _steps(self) -> list[tuple[str, list[str]]]:
        seat, session = self.seat, self.table.match.session
        if seat.watches:
            role = f"I was {'a reporter' if seat.role == 'reporter' else 'an observer'} at {self.table.title.lower()}"
        else:
            role = f"I was {ROLE_NAMES[seat.role]} of {name_of(session.game, seat.side)}"
        turns = [turn_words(turn, session.game) for turn in debrief(session).turns]
        return [
            (
                "1. Leave your role",
                [
                    f"Say it aloud, each of you: “I am myself again. {role}. What I said there was said in a role.”",
                    f"From here on nobody is called {seat.name}.",
                ],
            ),
            (
                "2. How was it?",
                [
                    "Each of you says in one word or one sentence how it felt. Nobody explains, nobody answers, "
                    "nobody says yet who was right.",
                ],
            ),
            (
                "3. What happened?",
                [
                    *course(session),
                    *(turns or ["The talk never turned: it was an exchange throughout."]),
                    "Which of these moves do you remember otherwise? Which one would you look at again?",
                ],
            ),
            (
                "4. Why?",
                [
                    "Before the briefs are opened: what do you think the other side really wanted? Write it down "
                    "or tell each other.",
                    "The briefs are opened here as soon as all tables are done, or when the teacher opens them.",
                ],
            ),
        ]

    def on_mount(self) -> None:
        """If the briefs are open, go on."""
        self._go_on()

    def happened(self, what: Entry | Notice) -> None:
        """Tell what the teacher says; when the briefs are opened, go on."""
        super().happened(what)
        self._go_on()

    def _go_on(self) -> None:
        if self.table.journal.opened:
            self.post_message(OpenDebrief())

    def action_reflect(self) -> None:
        """It is for later."""
        self.app.notify("The questions come when the briefs are open.")

    def action_help(self) -> None:
        """What one can do here."""
        self.app.push_screen(help_page(["read"]))


class ReadingScreen(_After, EndingScreen, BatchedScreen[None], inherit_bindings=False):
    """The debrief at a seat: to read. What writes files or begins games is left out."""

    PLACE = "read"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("read")

    def __init__(self, seat: Seat, room: Room) -> None:
        super().__init__(seat.table.match)
        self.seat, self.table, self.room = seat, seat.table, room

    def compose(self) -> ComposeResult:
        """As in a game."""
        return with_key_line(super().compose())

    def action_reflect(self) -> None:
        """The questions, and one's own view."""
        self.app.push_screen(ReflectionScreen(self.seat, self.room))

    def action_help(self) -> None:
        """What one can do here."""
        self.app.push_screen(help_page(["read"]))


class ReflectionScreen(Over[None]):
    """The scenario's questions, answered without a name."""

    PLACE = "reflection"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("reflection")

    def __init__(self, seat: Seat, room: Room) -> None:
        super().__init__()
        self.seat, self.room = seat, room

    def compose(self) -> ComposeResult:
        """A line for each question."""
        how = "No name is kept with these, and nobody can tell which seat they come from. Leave out what you like."
        yield Static(how, classes="over-head", markup=False)
        with VerticalScroll(classes="over-text", can_focus=False):
            for question in [*map(flat, self.room.scenario.questions), OWN_VIEW]:
                yield Static(question, classes="question", markup=False)
                box = Line(max_length=_ANSWER_LIMIT, compact=True, placeholder="Your answer")
                box.cursor_blink = False
                yield box
        yield KeyLine(show_command_palette=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To the next line."""
        event.stop()
        self.focus_next(Input)

    def action_give(self) -> None:
        """Hand them in, once."""
        if unsent.read(self.seat).get("reflected"):
            self.app.notify("You have handed yours in already.")
            return
        try:
            self.room.reflect([box.value for box in self.query(Input)])
        except StoreError:
            self.app.notify("It could not be kept. Tell the teacher.", severity="error")
            return
        unsent.write(self.room, self.seat, reflected="yes")
        self.app.notify("Handed in, without a name.")
        self.dismiss()
