"""The timeline: every move so far, to go back to one and try another, or to compare with a branch."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from game.match.match import Match
from game.match.session import Entry
from game.narration import debrief, transcript
from game.narration.effect_words import brief_words
from game.narration.labels import NOBODY, TYPE_NAMES, item_title, label, sentence, short
from game.scenario.text import one_line
from game.screens import keys
from game.screens.widgets.choices import Options, is_current
from game.screens.widgets.transcript import side_style
from game.store import Saved, Store, StoreError
from game.store.branches import family
from game.table.protocol import Phase

_NO_MOVE = "No move has been made yet."
_NO_BRANCH = "This game has no branches yet. Go back to a move and try another to start one."


class TimelineScreen(ModalScreen[int | str]):
    """All moves, a line each.

    It closes with the number of moves to go back to, with the id of a saved game to compare with, or with None.
    """

    PLACE = "timeline"
    CSS_PATH = "timeline.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("timeline")

    def __init__(self, match: Match, store: Store | None) -> None:
        """Create the timeline.

        Args:
            match: the game.
            store: the store that has its branches; None if games are not saved.
        """
        super().__init__()
        self._match, self._store = match, store
        self._branches: list[Saved] = []
        """The branches that are shown in place of the moves."""

    def compose(self) -> ComposeResult:
        """Yield a title, the moves or the branches, and the selected one in full."""
        with Vertical(id="timeline-frame"):
            yield Static(id="timeline-title", markup=False)
            yield Options(id="timeline-list", markup=False)
            with VerticalScroll(id="timeline-full", can_focus=False):
                yield Static(id="timeline-says", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the moves, and select the last."""
        self._show_moves()
        self.query_one(OptionList).focus()

    # the moves

    def _show_moves(self) -> None:
        self._branches = []
        session = self._match.session
        self._head("The timeline", "   Enter: play on from before the selected move.")
        turned = {turn.ply: turn.type for turn in debrief.turns(session)}
        lines = [self._line(ply, entry, turned.get(ply + 1, "")) for ply, entry in enumerate(session.log)]
        self._fill(lines, _NO_MOVE, len(lines) - 1)

    def _line(self, ply: int, entry: Entry, turn: str) -> Content:
        game = self._match.session.game
        side = game.sides[entry.side]
        topic = short(label(game, entry.before, entry.move, NOBODY), 160)
        mark = (f"  ◆ {turn}", "bold $text-warning") if turn else ""
        return Content.assemble(
            (f"{ply + 1:3}  {_stage(entry):8} ", "$text-muted"),
            (f"{side.short:6} ", side_style(game, entry.side)),
            f"{transcript.deed(entry)}: {topic}",
            mark,
        )

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the selected move and its effects in full."""
        event.stop()
        if not is_current(event):
            return
        if self._branches:
            self._show(self._about(self._branches[event.option_index]))
            return
        game, entry = self._match.session.game, self._match.session.log[event.option_index]
        names = (game.sides[0].short, game.sides[1].short)
        moved = ", ".join(brief_words(transcript.moved(entry), names))
        talk = TYPE_NAMES[entry.after.kind]
        about = f"{sentence(item_title(game, entry.before.item))} " if _in_round(entry) else ""
        if self._match.people and entry.side not in self._match.people:
            about = f"From here the computer would play the same again. {about}"
        speech = transcript.speech(game, entry)
        notes = [part.text for part in transcript.of_entry(game, entry) if part.kind != transcript.SPEECH]
        effects = "\n".join([f"{about}The talk: {talk}. {moved or 'Nothing moved'}.", *notes])
        self._show(Content.assemble(speech.text, (f"\n{effects}", "$text-muted")))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go back to the selected move, or compare with the selected branch."""
        event.stop()
        if not is_current(event):
            return
        if self._branches:
            self.dismiss(self._branches[event.option_index].id)
        else:
            self.dismiss(event.option_index)

    # the branches

    def action_compare(self) -> None:
        """Show the branches of this game, to compare it with one."""
        store, origin = self._store, self._match.autosave.origin
        try:
            games = family(store.games(), origin) if store and origin else []
        except StoreError as error:
            self._show(Content(str(error)))
            return
        self._branches = [saved for saved in games if saved.id != self._match.autosave.id]
        if not self._branches:
            self._show(Content(_NO_BRANCH))
            return
        self._head("Compare with", "   Enter: this game and the selected one, side by side.")
        self._fill([self._branch(saved) for saved in self._branches], "", 0)

    def _branch(self, saved: Saved) -> Content:
        name = one_line(saved.name) or ("the original game" if not saved.parent else "a branch")
        status = "finished" if saved.ending else f"in progress, move {saved.plies}"
        return Content.assemble((f"{saved.id}  ", "$text-muted"), (name, "bold"), f"  {status}")

    def _about(self, saved: Saved) -> Content:
        origin = (
            f"It branches off game {saved.parent} after move {saved.branch_ply}. " if saved.parent else ""
        )
        return Content(f"{origin}Started {saved.started[:16].replace('T', ' ')}, {saved.plies} moves.")

    def action_close(self) -> None:
        """Go from the branches to the moves, and from these to the game."""
        if self._branches:
            self._show_moves()
        else:
            self.dismiss(None)

    # showing

    def _head(self, title: str, hint: str) -> None:
        self.query_one("#timeline-title", Static).update(
            Content.assemble((title, "bold underline"), (hint, "$text-muted"))
        )

    def _fill(self, lines: list[Content], empty: str, at: int) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(line) for line in lines])
        if lines:
            options.highlighted = at
        else:
            self._show(Content(empty))

    def _show(self, text: Content) -> None:
        self.query_one("#timeline-says", Static).update(text)


def _in_round(entry: Entry) -> bool:
    return Phase.OPENING < entry.before.phase < Phase.DRAFTING


def _stage(entry: Entry) -> str:
    if _in_round(entry):
        return f"round {entry.before.item + 1}"
    return {Phase.OPENING: "opening", Phase.DRAFTING: "drafting"}.get(Phase(entry.before.phase), "closing")
