"""The timeline: every move so far, to go back to one and try another, or to compare with a branch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.match.match import Match
from game.match.session import Entry
from game.narration import debrief, transcript
from game.narration.effect_words import brief_words
from game.narration.labels import NOBODY, TYPE_NAMES, item_title, label, sentence, short
from game.scenario.text import one_line
from game.screens import keys
from game.screens.widgets.footer import KeyLine
from game.screens.widgets.transcript import side_style
from game.store import Saved, StoreError
from game.store.branches import family
from game.table.protocol import Phase

if TYPE_CHECKING:
    from game.screens.app import FrankApp

_NO_MOVE = "No move was made yet."
_NO_BRANCH = "This game has no branch yet. Go back to a move and try another: that begins one."


class TimelineScreen(ModalScreen[int]):
    """All moves, a line each. It gives the ply to go back to, or None."""

    PLACE = "timeline"
    CSS_PATH = "timeline.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("timeline")

    def __init__(self, match: Match) -> None:
        super().__init__()
        self._match = match
        self._branches: list[Saved] = []
        """When they are shown in place of the moves."""

    def compose(self) -> ComposeResult:
        """A title, the moves or the branches, and the marked one in full."""
        with Vertical(id="timeline-frame"):
            yield Static(id="timeline-title", markup=False)
            yield OptionList(id="timeline-list", markup=False)
            with VerticalScroll(id="timeline-full", can_focus=False):
                yield Static(id="timeline-says", markup=False)
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """The last move is marked."""
        self._show_moves()
        self.query_one(OptionList).focus()

    # the moves

    def _show_moves(self) -> None:
        self._branches = []
        session = self._match.session
        self._title("The timeline", "   Enter: play on from before the marked move.")
        turned = {turn.ply: turn.type for turn in debrief.turns(session)}
        lines = [self._line(ply, entry, turned.get(ply + 1, "")) for ply, entry in enumerate(session.log)]
        self._fill(lines, _NO_MOVE, len(lines) - 1)

    def _line(self, ply: int, entry: Entry, became: str) -> Content:
        game = self._match.session.game
        side = game.sides[entry.side]
        what = short(label(game, entry.before, entry.move, NOBODY), 160)
        turn = (f"  ◆ {became}", "bold $text-warning") if became else ""
        return Content.assemble(
            (f"{ply + 1:3}  {_where(entry):8} ", "$text-muted"),
            (f"{side.short:6} ", side_style(game, entry.side)),
            f"{transcript.deed(entry)}: {what}",
            turn,
        )

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say the marked move, and what it did, in full."""
        event.stop()
        if self._branches:
            self._say(self._about(self._branches[event.option_index]))
            return
        game, entry = self._match.session.game, self._match.session.log[event.option_index]
        names = (game.sides[0].short, game.sides[1].short)
        moved = ", ".join(brief_words(transcript.moved(entry), names))
        talk = TYPE_NAMES[entry.after.kind]
        about = f"{sentence(item_title(game, entry.before.item))} " if _in_round(entry) else ""
        if self._match.people and entry.side not in self._match.people:
            about = f"From here the computer would play the same again. {about}"
        speech = transcript.speech(game, entry)
        notes = [one for one in transcript.of_entry(game, entry) if one.kind != transcript.SPEECH]
        did = "\n".join(
            [f"{about}The talk: {talk}. {moved or 'It moved nothing'}.", *(one.text for one in notes)]
        )
        self._say(Content.assemble(speech.text, (f"\n{did}", "$text-muted")))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go back to it; or compare with the branch."""
        event.stop()
        if self._branches:
            other = self._branches[event.option_index].id
            self.dismiss(None)
            cast("FrankApp", self.app).compare_with(self._match, other)
        else:
            self.dismiss(event.option_index)

    # the branches

    def action_compare(self) -> None:
        """The branches of this game, to compare with one."""
        store, mine = cast("FrankApp", self.app).store, self._match.autosave.origin
        try:
            games = family(store.games(), mine) if store and mine else []
        except StoreError as error:
            self._say(Content(str(error)))
            return
        self._branches = [one for one in games if one.id != self._match.autosave.id]
        if not self._branches:
            self._say(Content(_NO_BRANCH))
            return
        self._title("Compare with", "   Enter: this game and the marked one, side by side.")
        self._fill([self._branch(one) for one in self._branches], "", 0)

    def _branch(self, saved: Saved) -> Content:
        name = one_line(saved.name) or ("the game it began with" if not saved.parent else "a branch")
        how = "ended" if saved.ending else f"open at move {saved.plies}"
        return Content.assemble((f"{saved.id}  ", "$text-muted"), (name, "bold"), f"  {how}")

    def _about(self, saved: Saved) -> Content:
        since = f"It leaves game {saved.parent} after move {saved.branch_ply}. " if saved.parent else ""
        return Content(f"{since}Begun {saved.started[:16].replace('T', ' ')}, {saved.plies} moves.")

    def action_close(self) -> None:
        """From the branches to the moves, and from these to the game."""
        if self._branches:
            self._show_moves()
        else:
            self.dismiss(None)

    # showing

    def _title(self, title: str, says: str) -> None:
        self.query_one("#timeline-title", Static).update(
            Content.assemble((title, "bold underline"), (says, "$text-muted"))
        )

    def _fill(self, lines: list[Content], empty: str, at: int) -> None:
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options([Option(line) for line in lines])
        if lines:
            found.highlighted = at
        else:
            self._say(Content(empty))

    def _say(self, text: Content) -> None:
        self.query_one("#timeline-says", Static).update(text)


def _in_round(entry: Entry) -> bool:
    return Phase.OPENING < entry.before.phase < Phase.DRAFTING


def _where(entry: Entry) -> str:
    if _in_round(entry):
        return f"round {entry.before.item + 1}"
    return {Phase.OPENING: "opening", Phase.DRAFTING: "drafting"}.get(Phase(entry.before.phase), "closing")
