"""The saved games: resume one, replay it, name it, compare two, share one, delete one."""

from __future__ import annotations

import os
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from game.export.new_file import free_name, new_file
from game.narration.section import Section
from game.narration.titles import Titles
from game.scenario.text import one_line
from game.screens import keys, messages, pages
from game.screens.page import Page
from game.screens.widgets.choices import Options, is_current
from game.screens.widgets.line import Line
from game.store import Saved, Store, StoreError
from game.store.branches import TreeRow, tree
from game.store.saved import NAME_LIMIT
from game.store.share import CODE_LIMIT, SUFFIX, ShareError, as_file, encode

_NONE = "No games are saved yet. Every game is saved from its first move."
_NO_MATCH = "No game has these words. Escape: all games."
_FIND, _NAME, _OPEN = "find", "name", "open"
_ASKS = {
    _FIND: "Filter by title, name, players or ending",
    _NAME: "Name (empty: none)",
    _OPEN: f"A share code, or the path of a {SUFFIX} file",
}


class GamesScreen(Screen[None]):
    """All saved games, the newest first, branches below the game they left."""

    PLACE = "games"
    CSS_PATH = "games.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("games")

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._titles = Titles()
        self._all: list[TreeRow] = []
        self._games: list[TreeRow] = []
        """The games on the list: all, or those that match the filter."""
        self._filter = ""
        self._asked = ""
        """What the line at the bottom asks for; empty while it is hidden."""
        self._first = ""
        """The id of the game that the next one is compared with."""

    def compose(self) -> ComposeResult:
        """Yield a title, the list, the selected game in full, and a line to write in."""
        yield Static(id="games-title", markup=False)
        yield Options(id="games-list", markup=False)
        with VerticalScroll(id="games-full", can_focus=False):
            yield Static(id="games-says", markup=False)
        yield Static(id="games-fault", markup=False)
        yield Line(id="games-input")
        yield Footer()

    def on_mount(self) -> None:
        """Read the store."""
        self.query_one(Input).display = False
        self.query_one("#games-fault").display = False
        self._fill()
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        """Read the store again: a game may have moved on."""
        self._fill()

    # the list

    def _fill(self, at: int | None = None) -> None:
        options = self.query_one(OptionList)
        at = options.highlighted if at is None else at
        empty = _NO_MATCH if self._filter else _NONE
        try:
            self._all = tree(self._store.games())
        except StoreError as error:
            self._all, empty = [], str(error)
        self._games = [placed for placed in self._all if self._matches(placed.game)]
        options.clear_options()
        options.add_options([Option(self._line(placed)) for placed in self._games])
        count = f"{len(self._games)} of {len(self._all)}" if self._filter else f"{len(self._all)}"
        filtered = f"   with “{self._filter}”" if self._filter else ""
        self.query_one("#games-title", Static).update(
            Content.assemble(("Saved games", "bold"), (f"   {count}{filtered}", "$text-muted"))
        )
        if self._games:
            options.highlighted = min(at or 0, len(self._games) - 1)
        else:
            self._show(Content(empty))

    def _matches(self, saved: Saved) -> bool:
        fields = (
            self._titles.scenario(saved),
            self._ended(saved),
            saved.name,
            saved.id,
            saved.scenario,
        )
        text = " ".join((*fields, *map(_player, saved.personas))).casefold()
        return all(word in text for word in self._filter.casefold().split())

    def _ended(self, saved: Saved) -> str:
        return self._titles.ending(saved, saved.ending) if saved.ending else f"at move {saved.plies}"

    def _line(self, placed: TreeRow) -> Content:
        saved = placed.game
        indent = f"{'  ' * min(placed.depth, 6)}└ " if placed.depth else ""
        mark = "≍ " if saved.id == self._first else ""
        title = f"from move {(saved.branch_ply or 0) + 1}" if placed.depth else self._titles.scenario(saved)
        name = f"  “{one_line(saved.name, NAME_LIMIT)}”" if saved.name else ""
        style = "" if saved.ending else "bold $text-success"
        return Content.assemble(
            indent, (mark, "bold $text-warning"), (title, "bold"), name, "  ", (self._ended(saved), style),
            (f"  {' and '.join(map(_player, saved.personas))}  {saved.started[:10]}", "$text-muted"),
        )  # fmt: skip

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the selected game in full, and how many endings of its scenario were reached."""
        event.stop()
        if not is_current(event):
            return
        saved = self._games[event.option_index].game
        sides = self._titles.sides(saved)
        players = zip(sides or ("One side", "the other"), saved.personas, strict=True)
        parts = [", ".join(f"{side}: {_player(persona)}" for side, persona in players)]
        parts.append(f"{saved.plies} moves, seed {saved.seed}, started {_minute(saved.started)}")
        if saved.last:
            parts.append(f"last move {_minute(saved.last)}")
        if saved.parent:
            parts.append(f"a branch of {saved.parent} from move {saved.branch_ply}")
        parts.append(f"game {saved.id}")
        text = f"{'; '.join(parts)}."
        known = self._titles.endings(saved)
        if known:
            try:
                reached = [key for key in known if key in self._store.endings(saved.scenario)]
            except StoreError:
                reached = []
            names = f": {', '.join(self._titles.ending(saved, key) for key in reached)}" if reached else ""
            text += f"\nEndings reached: {len(reached)} of {len(known)}{names}."
        self._show(Content(text))

    def _show(self, text: Content) -> None:
        self.query_one("#games-says", Static).update(text)

    @property
    def _selected(self) -> Saved | None:
        at = self.query_one(OptionList).highlighted
        return None if at is None or not self._games else self._games[at].game

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Resume the selected game."""
        event.stop()
        if is_current(event):
            self.post_message(messages.OpenGame(self, self._games[event.option_index].game.id))

    # the line to write in

    def _ask(self, what: str, value: str, limit: int) -> None:
        line = self.query_one(Input)
        self._asked = what
        line.placeholder, line.max_length, line.value = _ASKS[what], limit, value
        line.display = True
        line.focus()

    def _close_line(self) -> None:
        line = self.query_one(Input)
        self._asked, line.display, line.value = "", False, ""
        self._fault("")
        self.query_one(OptionList).focus()

    def _fault(self, text: str) -> None:
        fault = self.query_one("#games-fault", Static)
        fault.display = bool(text)
        fault.update(Content(text))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Filter the list at once."""
        event.stop()
        if self._asked == _FIND:
            self._filter = one_line(event.value, 60)
            self._fill(0)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Do what the line was asked for."""
        event.stop()
        if self._asked == _OPEN:
            self._open(event.value.strip())
            return
        if self._asked == _NAME and (saved := self._selected) is not None:
            try:
                self._store.rename(saved.id, event.value)
            except StoreError as error:
                self._fault(str(error))
                return
        self._close_line()
        self._fill()

    def _open(self, word: str) -> None:
        """Open a share code or a file. If there is an error, it is shown and the line stays."""
        from game.match.lookup import read_shared
        from game.match.match import resume_match
        from game.scenario.problems import ScenarioError

        if not word:
            self._close_line()
            return
        try:
            match, missing = resume_match(self._store, read_shared(os.path.expanduser(word)))
        except (ShareError, StoreError, ScenarioError) as error:
            self._fault(one_line(str(error), 300))
            return
        self._close_line()
        self.post_message(messages.Replay(self, match))
        text = missing or "Opened. It is not saved unless you play on from it (f)."
        self.app.notify(text, timeout=12, markup=False)

    # keys

    def action_watch(self) -> None:
        """Replay the selected game."""
        if (saved := self._selected) is not None:
            self.post_message(messages.ReplayGame(self, saved.id))

    def action_find(self) -> None:
        """Filter the list."""
        self._ask(_FIND, self._filter, 60)

    def action_rename(self) -> None:
        """Name the selected game."""
        if (saved := self._selected) is not None:
            self._ask(_NAME, saved.name, NAME_LIMIT)

    def action_open_code(self) -> None:
        """Open a shared game."""
        self._ask(_OPEN, "", 2 * CODE_LIMIT)  # quoted and wrapped, a code is longer

    def action_compare(self) -> None:
        """Mark the selected game, or compare it with the marked one."""
        saved = self._selected
        if saved is None:
            return
        if self._first and self._first != saved.id:
            first, self._first = self._first, ""
            self._fill()
            self.post_message(messages.CompareGames(self, first, saved.id))
            return
        self._first = "" if self._first else saved.id
        self._fill()
        if self._first:
            self.app.notify("Now select the game to compare it with, and press c again.")

    def action_share(self) -> None:
        """Copy the share code of the selected game, and write a file of it."""
        saved = self._selected
        if saved is None:
            return
        try:
            game = self._store.load(saved.id)
            code, text = encode(game), as_file(game)
            path = free_name(f"{saved.scenario}-{saved.id}", SUFFIX)
            with new_file(path) as stream:
                stream.write(text)
            where = f"It is also in the file {os.path.abspath(path)}."
        except StoreError as error:
            where = f"No file could be written: {error}."
        except ShareError as error:
            self.app.notify(str(error), severity="error", markup=False)
            return
        self.app.copy_to_clipboard(code)
        how = "Anyone can open it with frank replay, or here with o. It contains every move and every player's own words."
        copied = "It is on the clipboard if your terminal allows that; otherwise select it with the mouse."
        self.app.push_screen(Page("The share code", [Section("", [code]), Section("", [copied, where, how])]))

    def action_export(self) -> None:
        """Write all games into one file."""
        from game.store import jsonl

        path = free_name("frank-games", ".jsonl")
        try:
            with new_file(path, 0o600) as stream:
                number = jsonl.write(self._store.every(), stream)
        except StoreError as error:
            self.app.notify(str(error), title="Not written", severity="error", markup=False)
        else:
            text = f"{number} in {os.path.abspath(path)}; frank store import reads it."
            self.app.notify(text, title="Games written", timeout=15, markup=False)

    def action_delete(self) -> None:
        """Delete the selected game, if the player confirms."""
        game = self._selected
        if game is None:
            return

        def answered(go_on: bool | None) -> None:
            if go_on:
                try:
                    self._store.delete(game.id)
                except StoreError as error:
                    self.app.notify(str(error), severity="error", markup=False)
                self._fill()

        branches = any(placed.game.parent == game.id for placed in self._all)
        stay = "Its branches stay. " if branches else ""
        text = f"{stay}This cannot be undone. Enter: delete it. Escape: keep it."
        self.app.push_screen(pages.question_page(f"Delete game {game.id}?", text), answered)

    def action_back(self) -> None:
        """Go from the line to the list, from the filtered list to all games, and from these to the home screen."""
        if self._asked and self._asked != _FIND:
            self._close_line()
        elif self._asked or self._filter:
            self._filter = ""
            self._close_line()
            self._fill()
        else:
            self.dismiss()


def _player(persona: str) -> str:
    return {"person": "you", "random": "anyone"}.get(persona, f"the {one_line(persona, 30)}")


def _minute(time: str) -> str:
    return time[:16].replace("T", " ")
