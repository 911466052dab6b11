"""One list of keys: what is bound, what the palette offers, what the help says and what the README prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Footer

from game.match.match import PERSON
from game.screens import keys
from game.screens.app import FrankApp
from game.screens.ending import EndingScreen
from game.screens.games import GamesScreen
from game.screens.help import help_page
from game.screens.replay import ReplayScreen
from game.screens.table import TableScreen
from game.screens.timeline import TimelineScreen
from game.screens.widgets.move_menu import MoveMenu
from game.store import open_store
from tests.screens import keys_page
from tests.screens.driver import first_move, match, played, settle, sit_down, text

SIZE = (80, 24)


def bound(screen: Screen[object]) -> set[str]:
    """The ids of our list that are bound here: on the screen, and on the menu inside it."""
    kinds: list[type[DOMNode]] = [type(screen), *map(type, screen.query(MoveMenu))]
    bindings = [binding for kind in kinds for binding in kind.BINDINGS]
    return {binding.id for binding in bindings if isinstance(binding, Binding) and binding.id}


async def where(app: FrankApp, place: str) -> list[str]:
    """The places of the present screen."""
    found = app.places(app.screen)
    assert place in found
    return found


@pytest.mark.parametrize("place", ["home", "moves", "watching", "ending", "games", "replay", "timeline"])
async def test_bindings_palette_and_help_are_one(place: str, tmp_path: Path) -> None:
    people = (PERSON, "random") if place != "watching" else ("random", "random")
    app = FrankApp(None if place == "home" else match(personas=people))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        if place == "moves":
            await sit_down(pilot)
        elif place == "ending":
            app.home()
            ended = match(personas=("random", "random"))
            ended.play_computer_turns()
            app.push_screen(EndingScreen(ended))
        elif place == "games":
            app.push_screen(GamesScreen(open_store(f"sqlite:///{tmp_path / 'games.sqlite'}")))
        elif place in ("replay", "timeline"):
            app.push_screen(ReplayScreen(match()) if place == "replay" else TimelineScreen(match(), None))
        await settle(pilot)
        places = await where(app, place)
        listed = [one for here in places for one in keys.PLACES[here] if one.action]
        palette = {command.title: command.help for command in app.get_system_commands(app.screen)}
        shown = keys_in(help_page(places))
        acting = bound(app.screen)
        for here in places:
            for one in keys.PLACES[here]:
                if one.action:
                    assert f"{here}.{one.title}" in acting
                    assert palette[one.title] == one.help
                assert f"{keys.shown(one.key)}: {one.help}" in shown
        assert set(palette) - {one.title for one in listed} == {"Theme", "Less motion"}
        assert len(app.screen.query("FooterKey")) <= 6
        assert app.screen.query_one(Footer).region.right <= SIZE[0]


def keys_in(page: object) -> str:
    return "\n".join("\n".join(part.lines) for part in page._parts)  # type: ignore[attr-defined]


def test_no_key_that_a_terminal_or_an_editor_takes() -> None:
    named = {key for all_ in keys.PLACES.values() for one in all_ for key in one.key.split(",")}
    assert not named & keys.FORBIDDEN
    assert set(keys.TITLES) == set(keys.PLACES)


async def test_ctrl_q_does_not_leave_a_game() -> None:
    app = FrankApp(match(personas=(PERSON, "random")))
    async with app.run_test(size=SIZE) as pilot:
        await sit_down(pilot)
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert app.is_running
        assert isinstance(app.screen, TableScreen)


async def test_the_palette_does_what_the_key_does() -> None:
    app = FrankApp(match(personas=(PERSON, "random")))
    async with app.run_test(size=SIZE) as pilot:
        await sit_down(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"record")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "The record" in text(app)


async def test_the_help_says_what_can_be_done_here() -> None:
    app = FrankApp(match(personas=(PERSON, "random")))
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        await pilot.press("question_mark")
        told = text(app)
        assert "It is your turn" in told
        assert "open: Choose your tone" in told
        assert "claim:" not in told  # not possible yet
        await pilot.press("escape")
        app.debrief(played(screen.match, first_move, lambda session: session.over))
        await settle(pilot)
        await pilot.press("question_mark")
        assert "In the debrief" in text(app)
        assert "own words" not in text(app)


def test_the_readme_has_all_keys_and_says_nothing_twice() -> None:
    head, tables, rest = keys_page.written()
    assert head.endswith(keys_page.HEADING)
    assert rest.startswith(keys_page.NEXT_HEADING)
    assert tables == keys_page.markdown(), "python -m tests.screens.keys_page writes them"
    rows = re.findall(r"^\| `(.*)` \| (.*) \|$", tables, re.MULTILINE)
    meanings = {meaning for _, meaning in rows}
    assert {command.help for commands in keys.PLACES.values() for command in commands} == meanings
    assert len(rows) == len(set(rows))
    assert sorted(place for places in keys_page.GROUPS.values() for place in places) == sorted(keys.PLACES)
