"""The games that were kept: go on with one, read how one ended, delete one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from game.record.store import Saved, Store, StoreError
from game.scenario import shelf
from game.scenario.text import one_line
from game.screens import keys, pages

if TYPE_CHECKING:
    from game.screens.app import FrankApp

_NONE = "No game was kept yet. Whatever you play is kept from its first move."


class GamesScreen(Screen[None]):
    """All kept games, the newest first."""

    PLACE = "games"
    CSS_PATH = "games.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("games")

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._titles = {one.id: one.title for one in shelf.headings()}
        self._games: list[Saved] = []

    def compose(self) -> ComposeResult:
        """A title and the list."""
        yield Static(Content.styled("Games that were kept", "bold"), id="games-title")
        yield OptionList(id="games-list", markup=False)
        yield Static(id="games-says", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Read the store."""
        self._fill()
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        """Back from a game: it may have gone on."""
        self._fill()

    def _fill(self) -> None:
        found = self.query_one(OptionList)
        at = found.highlighted
        try:
            self._games = self._store.games()[::-1]
        except StoreError as error:
            self._games = []
            self.query_one("#games-says", Static).update(Content(str(error)))
        found.clear_options()
        found.add_options([Option(self._line(saved)) for saved in self._games])
        if self._games:
            found.highlighted = min(at or 0, len(self._games) - 1)
        self.query_one("#games-says", Static).update(Content("" if self._games else _NONE))

    def _line(self, saved: Saved) -> Content:
        title = self._titles.get(saved.scenario, saved.scenario)
        sides = " and ".join("you" if name == "person" else name for name in saved.personas)
        how = "ended" if saved.ending else f"move {saved.plies}"
        name = f"  {one_line(saved.name)}" if saved.name else ""
        return Content.assemble(
            (title, "bold"), name, f"  {sides}  ", (how, "" if saved.ending else "bold $text-success"),
            (f"  {saved.started[:16].replace('T', ' ')}  {saved.id}", "$text-muted"),
        )  # fmt: skip

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go on with it."""
        event.stop()
        cast("FrankApp", self.app).take_up(self._games[event.option_index].id)

    def action_delete(self) -> None:
        """Delete the marked game, if that is meant."""
        at = self.query_one(OptionList).highlighted
        if at is None or not self._games:
            return
        game = self._games[at]

        def answered(go_on: bool | None) -> None:
            if go_on:
                try:
                    self._store.delete(game.id)
                except StoreError as error:
                    self.app.notify(str(error), severity="error", markup=False)
                self._fill()

        text = "It cannot be brought back. Enter: delete it. Escape: keep it."
        self.app.push_screen(pages.question_page(f"Delete game {game.id}?", text), answered)

    def action_back(self) -> None:
        """To the shelf."""
        self.dismiss()
