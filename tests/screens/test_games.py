"""Among the kept games: found by a word, named, compared, given away and taken in, deleted; never a surprise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from game.match.match import PERSON, set_up
from game.scenario import library
from game.scenario.reading import read
from game.screens.app import FrankApp
from game.screens.games import GamesScreen
from game.screens.home import HomeScreen
from game.screens.page import Page
from game.screens.replay import ReplayScreen
from game.screens.table import TableScreen
from game.store import Store, open_store
from game.store.branches import tree
from game.store.saved import Saved
from game.store.share import as_file, encode, read_file
from tests.screens.driver import WELL, painted, settle, text, well

SHIPPED = "the-list-on-the-table"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store with four games: a finished one, an open one, a branch of it, and one of a file."""
    monkeypatch.chdir(tmp_path)
    seconds = count()
    clock = lambda: f"2026-01-31T12:{divmod(next(seconds), 60)[0]:02}:00.000Z"  # noqa: E731
    found = open_store(f"sqlite:///{tmp_path / 'games.sqlite'}", clock=clock)
    shipped = read.load(library.find(SHIPPED))
    set_up(shipped, 1, ("pragmatist", "hardliner"), found).play_computer_turns()
    open_game = set_up(shipped, 2, (PERSON, "pragmatist"), found)
    for _ in range(4):
        open_game.play(open_game.session.view(open_game.session.state.mover).moves()[0])
    branch = open_game.back_to(2, "What if")
    branch.play(branch.session.view(branch.session.state.mover).moves()[1])
    set_up(well(), 3, ("random", "random"), found, path=str(WELL)).play_computer_turns()
    return found


async def _sit(pilot: Pilot[None]) -> GamesScreen:
    await settle(pilot)
    await pilot.press("g")
    await settle(pilot)
    assert isinstance(pilot.app.screen, GamesScreen)
    return pilot.app.screen


def _rows(app: FrankApp) -> list[str]:
    found = app.screen.query_one(OptionList)
    return [str(found.get_option_at_index(n).prompt) for n in range(found.option_count)]


async def test_the_newest_family_is_first_and_a_branch_stands_below_its_game(store: Store) -> None:
    app = FrankApp(store=store)
    async with app.run_test(size=(120, 40)) as pilot:
        await _sit(pilot)
        rows = _rows(app)
        assert [row.split("  ")[0] for row in rows] == [
            "The water of the Sel", "The list on the table", "", "The list on the table",
        ]  # fmt: skip
        assert rows[2].startswith("  └ from move 3  “What if”  at move 3")
        assert "at move 4  you and the pragmatist" in rows[1]
        await pilot.press("end")
        assert "US: the pragmatist, China: the hardliner" in text(app)
        titles = {one.id: one.title for one in read.load(library.find(SHIPPED)).endings}
        [reached] = [one.ending for one in store.games() if one.ending and one.scenario == SHIPPED]
        assert f"Endings reached: 1 of {len(titles)}: {titles[reached]}." in text(app)
        for key, title in titles.items():
            assert (title in text(app)) is (key == reached)  # the others are not spoilt


async def test_a_word_narrows_the_list_and_escape_widens_it(store: Store) -> None:
    app = FrankApp(store=store)
    async with app.run_test(size=(120, 40)) as pilot:
        await _sit(pilot)
        await pilot.press("slash", *"hardl LIST")
        assert len(_rows(app)) == 1
        await pilot.press("enter")
        assert len(_rows(app)) == 1
        assert "1 of 4" in painted(app)
        await pilot.press("slash", *"zzz")
        assert "No game has these words" in text(app)
        await pilot.press("escape")
        assert len(_rows(app)) == 4
        assert isinstance(app.screen, GamesScreen)


async def test_a_game_is_named_and_keeps_its_place(store: Store) -> None:
    app = FrankApp(store=store)
    async with app.run_test(size=(120, 40)) as pilot:
        await _sit(pilot)
        await pilot.press("down", "n")
        line = app.screen.query_one(Input)
        line.value = "[@click=app.quit]x[/foo] \x1b]52;c;aGk=\x07\u202ename"
        await pilot.press("enter")
        assert "“[@click=app.quit]x[/foo] name”" in _rows(app)[1]
        assert app.screen.query_one(OptionList).highlighted == 1
        await pilot.click(OptionList, offset=(12, 2))
        await settle(pilot)
        assert app.is_running
        assert isinstance(app.screen, TableScreen)


async def test_two_games_are_compared(store: Store) -> None:
    app = FrankApp(store=store)
    async with app.run_test(size=(120, 40)) as pilot:
        await _sit(pilot)
        await pilot.press("down", "c", "down", "c")
        await settle(pilot)
        assert isinstance(app.screen, Page)
        assert "first 2 moves in common" in text(app)
        await pilot.press("escape", "home", "c", "down", "c")
        await settle(pilot)
        assert isinstance(app.screen, GamesScreen)  # of two scenarios: told, not shown


async def test_a_game_is_given_away_and_taken_in_as_a_replay(store: Store, tmp_path: Path) -> None:
    app = FrankApp(store=store)
    async with app.run_test(size=(120, 40)) as pilot:
        await _sit(pilot)
        await pilot.press("end", "s")
        await settle(pilot)
        assert isinstance(app.screen, Page)
        saved = store.load(store.games()[0].id)
        assert encode(saved) in text(app)
        [file] = tmp_path.glob("*.frank")
        assert file.read_text() == as_file(saved)
        assert read_file(str(file)).moves == tuple(move._replace(at="") for move in saved.moves)
        await pilot.press("escape", "s", "escape")
        assert len(list(tmp_path.glob("*.frank"))) == 2  # nothing is overwritten
        for word in (encode(saved), str(file), f"./{file.name}"):
            await pilot.press("o")
            app.screen.query_one(Input).value = word
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(app.screen, ReplayScreen)
            await pilot.press("escape")
            await settle(pilot)
        assert len(store.games()) == 4  # a look leaves nothing


async def test_what_cannot_be_opened_is_told_and_stays_to_be_mended(store: Store) -> None:
    app = FrankApp(store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await _sit(pilot)
        for word in (
            *("FX1-abc", "nonsense", "/nowhere/x.frank", "FX9-aaaa"),
            *("\x00.frank", "/dev/zero", "~", "FX1-" + "A" * 900),
        ):
            await pilot.press("o")
            app.screen.query_one(Input).value = word
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(app.screen, GamesScreen)
            fault = app.screen.query_one("#games-fault")
            assert fault.display, word
            assert app.screen.query_one(Input).display
            await pilot.press("escape")
            assert not fault.display
            assert isinstance(app.screen, GamesScreen)


async def test_all_are_written_into_a_file_that_another_store_reads(store: Store, tmp_path: Path) -> None:
    app = FrankApp(store=store)
    async with app.run_test(size=(120, 40)) as pilot:
        await _sit(pilot)
        await pilot.press("x")
        await settle(pilot)
    other = open_store(f"sqlite:///{tmp_path / 'other.sqlite'}")
    with (tmp_path / "frank-games.jsonl").open(encoding="utf-8") as lines:
        assert len(other.import_(lines).added) == 4


async def test_a_game_with_branches_is_deleted_and_they_stay(store: Store) -> None:
    app = FrankApp(store=store)
    async with app.run_test(size=(120, 40)) as pilot:
        await _sit(pilot)
        await pilot.press("down", "d")
        assert "Its branches stay." in text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert len(_rows(app)) == 3
        assert any("“What if”" in row and row.startswith("The list") for row in _rows(app))


async def test_a_thousand_games_are_listed_and_found(store: Store) -> None:
    lines = [f"g{n:04}" for n in range(1000)]
    for key in lines:
        store.begin("well", "0" * 64, 1, ("random", "random"), name=key, moves=[("x", "")])
    app = FrankApp(store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await _sit(pilot)
        assert len(_rows(app)) == 1004
        await pilot.press("slash", *"g0777")
        assert len(_rows(app)) == 1


async def test_a_game_that_cannot_be_resumed_leads_to_the_home_screen(store: Store) -> None:
    gone = store.begin("nowhere", "0" * 64, 1, (PERSON, PERSON), moves=[("x", "")])
    app = FrankApp(store=store, start=lambda app: app.take_up(gone))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


def test_games_that_are_branches_of_each_other_are_listed_once() -> None:
    def game(key: str, parent: str) -> Saved:
        return Saved(key, "well", "0" * 64, 1, ("random", "random"), parent=parent, branch_ply=0)

    for games in ([game("a", "b"), game("b", "a")], [game("a", "a")], [game("a", "gone"), game("b", "a")]):
        assert sorted(one.game.id for one in tree(games)) == sorted(one.id for one in games)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
def test_a_picture(snap_compare: Callable[..., bool], store: Store, size: tuple[int, int]) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _sit(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, GamesScreen)
        for n, one in enumerate(screen._games):  # ids are drawn anew each time
            parent = "game1" if one.game.parent else ""
            screen._games[n] = one._replace(game=replace(one.game, id=f"game{n}", parent=parent))
        await pilot.press("down")
        await pilot.pause()

    assert snap_compare(FrankApp(store=store), terminal_size=size, run_before=look)
