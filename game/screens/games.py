"""The games that were kept: go on with one, see it again, name it, compare two, give one away, delete one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from game.export.new_file import free_name, new_file
from game.narration.section import Section
from game.narration.titles import Titles
from game.scenario.text import one_line
from game.screens import keys, pages
from game.screens.page import Page
from game.screens.widgets.footer import KeyLine
from game.store import Saved, Store, StoreError
from game.store.branches import TreeRow, tree
from game.store.saved import NAME_LIMIT
from game.store.share import CODE_LIMIT, SUFFIX, ShareError, as_file, encode

if TYPE_CHECKING:
    from game.screens.app import FrankApp

_NONE = "No game was kept yet. Whatever you play is kept from its first move."
_NOTHING = "No game has these words. Escape: all games."
_FIND, _NAME, _OPEN = "find", "name", "open"
_ASKS = {
    _FIND: "Words that a game must have: a title, a name, who played, how it ended",
    _NAME: "Its name (empty: none)",
    _OPEN: f"A share code, or the path of a {SUFFIX} file",
}


class GamesScreen(Screen[None]):
    """All kept games, the newest first, branches below the game they left."""

    PLACE = "games"
    CSS_PATH = "games.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("games")

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._titles = Titles()
        self._all: list[TreeRow] = []
        self._games: list[TreeRow] = []
        """What is on the list: all, or those with the words that are looked for."""
        self._words = ""
        self._asked = ""
        """What the line at the bottom asks for."""
        self._first = ""
        """The game that the next one is compared with."""

    def compose(self) -> ComposeResult:
        """A title, the list, the marked game in full, and a line to write in."""
        yield Static(id="games-title", markup=False)
        yield OptionList(id="games-list", markup=False)
        with VerticalScroll(id="games-full", can_focus=False):
            yield Static(id="games-says", markup=False)
        yield Static(id="games-fault", markup=False)
        yield Input(id="games-input")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the store."""
        self.query_one(Input).display = False
        self.query_one("#games-fault").display = False
        self._fill()
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        """Back from a game: it may have gone on."""
        self._fill()

    # the list

    def _fill(self, at: int | None = None) -> None:
        found = self.query_one(OptionList)
        at = found.highlighted if at is None else at
        nothing = _NOTHING if self._words else _NONE
        try:
            self._all = tree(self._store.games())
        except StoreError as error:
            self._all, nothing = [], str(error)
        self._games = [one for one in self._all if self._has_words(one.game)]
        found.clear_options()
        found.add_options([Option(self._line(one)) for one in self._games])
        many = f"{len(self._games)} of {len(self._all)}" if self._words else f"{len(self._all)}"
        looked = f"   with “{self._words}”" if self._words else ""
        self.query_one("#games-title", Static).update(
            Content.assemble(("Games that were kept", "bold"), (f"   {many}{looked}", "$text-muted"))
        )
        if self._games:
            found.highlighted = min(at or 0, len(self._games) - 1)
        else:
            self._say(Content(nothing))

    def _has_words(self, saved: Saved) -> bool:
        told = (
            self._titles.scenario(saved),
            self._ended(saved),
            saved.name,
            saved.id,
            saved.scenario,
        )
        text = " ".join((*told, *map(_who, saved.personas))).casefold()
        return all(word in text for word in self._words.casefold().split())

    def _ended(self, saved: Saved) -> str:
        return self._titles.ending(saved, saved.ending) if saved.ending else f"waits at move {saved.plies}"

    def _line(self, one: TreeRow) -> Content:
        saved = one.game
        indent = f"{'  ' * min(one.depth, 6)}└ " if one.depth else ""
        mark = "≍ " if saved.id == self._first else ""
        title = f"from move {(saved.branch_ply or 0) + 1}" if one.depth else self._titles.scenario(saved)
        name = f"  “{one_line(saved.name, NAME_LIMIT)}”" if saved.name else ""
        how = "" if saved.ending else "bold $text-success"
        return Content.assemble(
            indent, (mark, "bold $text-warning"), (title, "bold"), name, "  ", (self._ended(saved), how),
            (f"  {' and '.join(map(_who, saved.personas))}  {saved.started[:10]}", "$text-muted"),
        )  # fmt: skip

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The marked game in full, and how many endings of its scenario were found."""
        event.stop()
        saved = self._games[event.option_index].game
        sides = self._titles.sides(saved)
        players = zip(sides or ("One side", "the other"), saved.personas, strict=True)
        parts = [", ".join(f"{side}: {_who(persona)}" for side, persona in players)]
        parts.append(f"{saved.plies} moves, seed {saved.seed}, begun {_minute(saved.started)}")
        if saved.last:
            parts.append(f"last move {_minute(saved.last)}")
        if saved.parent:
            parts.append(f"a branch of {saved.parent}, which it left after move {saved.branch_ply}")
        parts.append(f"game {saved.id}")
        told = f"{'; '.join(parts)}."
        known = self._titles.endings(saved)
        if known:
            try:
                found = [key for key in known if key in self._store.endings(saved.scenario)]
            except StoreError:
                found = []
            names = f": {', '.join(self._titles.ending(saved, key) for key in found)}" if found else ""
            told += f"\nEndings found: {len(found)} of {len(known)}{names}."
        self._say(Content(told))

    def _say(self, text: Content) -> None:
        self.query_one("#games-says", Static).update(text)

    @property
    def _marked(self) -> Saved | None:
        at = self.query_one(OptionList).highlighted
        return None if at is None or not self._games else self._games[at].game

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go on with it."""
        event.stop()
        self._app.take_up(self._games[event.option_index].game.id)

    @property
    def _app(self) -> FrankApp:
        return cast("FrankApp", self.app)

    # the line to write in

    def _ask(self, what: str, value: str, most: int) -> None:
        line = self.query_one(Input)
        self._asked = what
        line.placeholder, line.max_length, line.value = _ASKS[what], most, value
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
        """What is looked for narrows the list at once."""
        event.stop()
        if self._asked == _FIND:
            self._words = one_line(event.value, 60)
            self._fill(0)

    @on(Input.Submitted)
    def _written(self, event: Input.Submitted) -> None:
        """The line is written."""
        event.stop()
        if self._asked == _OPEN:
            self._open(event.value.strip())
            return
        if self._asked == _NAME and (saved := self._marked) is not None:
            try:
                self._store.rename(saved.id, event.value)
            except StoreError as error:
                self._fault(str(error))
                return
        self._close_line()
        self._fill()

    def _open(self, word: str) -> None:
        """Open a code or a file; what is wrong with it is said, and it stays to be mended."""
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
        self._app.watch_again(match)
        told = missing or "Opened. Nothing of it is kept unless you play on from it (f)."
        self.app.notify(told, timeout=12, markup=False)

    # keys

    def action_watch(self) -> None:
        """The marked game once more."""
        if (saved := self._marked) is not None:
            self._app.see_again(saved.id)

    def action_find(self) -> None:
        """Look for a word."""
        self._ask(_FIND, self._words, 60)

    def action_rename(self) -> None:
        """Give the marked game a name."""
        if (saved := self._marked) is not None:
            self._ask(_NAME, saved.name, NAME_LIMIT)

    def action_open_code(self) -> None:
        """Open a game that somebody gave away."""
        self._ask(_OPEN, "", CODE_LIMIT)

    def action_compare(self) -> None:
        """Mark a game, then compare another with it."""
        saved = self._marked
        if saved is None:
            return
        if self._first and self._first != saved.id:
            first, self._first = self._first, ""
            self._fill()
            self._app.compare(first, saved.id)
            return
        self._first = "" if self._first else saved.id
        self._fill()
        if self._first:
            self.app.notify("Now mark the game to compare it with, and press c again.")

    def action_share(self) -> None:
        """The code of the marked game, to copy, and a file of it."""
        saved = self._marked
        if saved is None:
            return
        try:
            whole = self._store.load(saved.id)
            code, text = encode(whole), as_file(whole)
            path = free_name(f"{saved.scenario}-{saved.id}", SUFFIX)
            with new_file(path) as stream:
                stream.write(text)
            where = f"The file {os.path.abspath(path)} carries it too."
        except StoreError as error:
            where = f"No file could be written: {error}."
        except ShareError as error:
            self.app.notify(str(error), severity="error", markup=False)
            return
        self.app.copy_to_clipboard(code)
        how = "Whoever gets it opens it with frank replay, or here with o. It has every move and every own word in it."
        copied = "It was copied, if your terminal allows that; else mark it with the mouse."
        self.app.push_screen(Page("The share code", [Section("", [code]), Section("", [copied, where, how])]))

    def action_export(self) -> None:
        """All games in one file."""
        from game.store import jsonl

        path = free_name("frank-games", ".jsonl")
        try:
            with new_file(path, 0o600) as stream:
                number = jsonl.write(self._store.every(), stream)
        except StoreError as error:
            self.app.notify(str(error), title="Not written", severity="error", markup=False)
        else:
            told = f"{number} in {os.path.abspath(path)}; frank store import reads it."
            self.app.notify(told, title="Games written", timeout=15, markup=False)

    def action_delete(self) -> None:
        """Delete the marked game, if that is meant."""
        game = self._marked
        if game is None:
            return

        def answered(go_on: bool | None) -> None:
            if go_on:
                try:
                    self._store.delete(game.id)
                except StoreError as error:
                    self.app.notify(str(error), severity="error", markup=False)
                self._fill()

        branches = any(one.game.parent == game.id for one in self._all)
        stays = "Its branches stay. " if branches else ""
        text = f"{stays}It cannot be brought back. Enter: delete it. Escape: keep it."
        self.app.push_screen(pages.question_page(f"Delete game {game.id}?", text), answered)

    def action_back(self) -> None:
        """From the line to the list, from what was looked for to all games, from these to the shelf."""
        if self._asked and self._asked != _FIND:
            self._close_line()
        elif self._asked or self._words:
            self._words = ""
            self._close_line()
            self._fill()
        else:
            self.dismiss()


def _who(persona: str) -> str:
    return {"person": "you", "random": "anyone"}.get(persona, f"the {one_line(persona, 30)}")


def _minute(time: str) -> str:
    return time[:16].replace("T", " ")
