"""What is pasted or typed into a line: nothing is lost without a word, and enter says what the line shows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from game.match.match import PERSON, set_up
from game.match.session import OWN_WORDS_LIMIT
from game.scenario import library
from game.scenario.reading import read
from game.scenario.text import clean
from game.screens.app import FrankApp
from game.screens.games import GamesScreen
from game.screens.replay import ReplayScreen
from game.screens.widgets.line import as_line
from game.store import open_store
from game.store.saved import NAME_LIMIT
from game.store.share import encode
from game.workshop.rehearsal import Rehearsal
from game.workshop.watch import WatchScreen
from tests.screens.driver import WELL, match, settle, shown, sit_down, well

SIZE = (80, 24)


async def paste(pilot: Pilot[None], *texts: str) -> None:
    """Paste as a terminal does."""
    for text in texts:
        pilot.app.post_message(events.Paste(text))
    await pilot.pause()
    await pilot.pause()


def told(app: FrankApp) -> str:
    """What the app says at the edge of the screen."""
    return "\n".join(str(toast.render()) for toast in app.screen.query("Toast"))


@asynccontextmanager
async def own_words() -> AsyncIterator[tuple[FrankApp, Pilot[None], Input]]:
    """A table where own words are asked for."""
    app = FrankApp(match())
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await sit_down(pilot)
        await pilot.press("right", "o")
        box = app.focused
        assert isinstance(box, Input)
        yield app, pilot, box


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=5), max_size=6), st.data())
def test_pasted_lines_become_one_line(lines: list[str], data: st.DataObject) -> None:
    breaks = st.sampled_from(
        ["\n", "\r", "\r\n", "\n\n", "\v", "\f", "\x1d", "\x85", "\u2028", "\u2029", "  \n\t"]
    )
    text = "".join(line + data.draw(breaks) for line in lines)
    assert as_line(text).split() == " ".join(lines).split()


@given(st.text())
def test_no_pasted_line_commands_a_terminal(text: str) -> None:
    line = as_line(text)
    assert clean(line) == line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("One item.\nAnother item.\n", "One item. Another item."),
        ("One\r\n\r\n  indented\r\n", "One indented"),
        ("Zeile\x85Zeile\u2028Zeile\u2029Zeile\vZeile\fZeile", "Zeile Zeile Zeile Zeile Zeile Zeile"),
        ("col\tcol", "col col"),
        (" a  b ", " a  b "),
        ("\x1b[31mred\x1b[0m\x07", "red"),
        ("\n\n", ""),
    ],
)
async def test_all_lines_of_a_paste_are_in_the_line(pasted: str, line: str) -> None:
    async with own_words() as (_, pilot, box):
        await paste(pilot, pasted)
        assert box.value == line


async def test_enter_says_what_was_pasted_between_what_was_typed() -> None:
    async with own_words() as (app, pilot, box):
        await pilot.press("A", ":", "space")
        await paste(pilot, "first\nsecond")
        await pilot.press("!", "home", "right", "shift+right")
        await paste(pilot, ",\r")
        assert box.value == "A, first second!"
        await pilot.press("enter")
        await settle(pilot)
        await sit_down(pilot)
        assert "A, first second!" in "\n".join(shown(app))


@pytest.mark.parametrize(
    ("length", "left_out"), [(OWN_WORDS_LIMIT, 0), (OWN_WORDS_LIMIT + 1, 1), (5000, 4400)]
)
async def test_a_paste_that_is_too_long_is_cut_and_the_rest_counted(length: int, left_out: int) -> None:
    async with own_words() as (app, pilot, box):
        await paste(pilot, "y" * length)
        assert box.value == "y" * OWN_WORDS_LIMIT
        were = "was" if left_out == 1 else "were"
        assert (f"Cut to 600 characters; {left_out} {were} left out." in told(app)) == bool(left_out)


async def test_what_is_pasted_into_a_full_line_and_over_a_selection() -> None:
    async with own_words() as (app, pilot, box):
        await paste(pilot, "a" * 590, "b" * 20)
        assert box.value == "a" * 590 + "b" * 10
        assert "10 were left out" in told(app)
        await paste(pilot, "more")
        assert "4 were left out" in told(app)
        box.select_all()
        await paste(pilot, "c" * 601)
        assert box.value == "c" * 600


async def test_a_full_line_says_so_once() -> None:
    async with own_words() as (app, pilot, box):
        await paste(pilot, "a" * 599)
        await pilot.press("b", "c", "d")
        assert box.value == "a" * 599 + "b"
        assert told(app).count("The line is full: it takes 600 characters.") == 1


async def test_a_paste_where_no_text_is_written_does_nothing_and_is_told() -> None:
    app = FrankApp(match(personas=(PERSON, PERSON)))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        table = await sit_down(pilot)
        await paste(pilot, "q\rb\r1\r")
        assert app.screen is table
        assert "Nothing here takes text" in told(app)


async def test_every_line_of_the_saved_games_takes_a_paste(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/games.sqlite")
    game = set_up(well(), 3, ("random", "random"), store)
    game.play_computer_turns()
    app = FrankApp(store=store, start=lambda app: app.push_screen(GamesScreen(store)))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await paste(pilot, "Our\nfirst " + "x" * 200)
        await pilot.press("enter")
        name = store.load(game.autosave.id).name
        assert name.startswith("Our first xxx")
        assert len(name) == NAME_LIMIT
        assert "were left out" in told(app)
        await pilot.press("slash")
        await paste(pilot, "our\nfirst")
        assert app.screen.query_one("#games-list", OptionList).option_count == 1
        await pilot.press("escape", "escape")


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("> ", "CODE"),
        ("", "Dear all,\n\nour game: “CODE”.\n\nA."),
        ("| ", "CODE\n\nSent from my phone"),
        ("\u200b", "CODE"),
    ],
)
async def test_the_shelf_opens_a_code_as_a_mail_has_it(start: str, words: str, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/games.sqlite")
    game = set_up(read.load(library.find("two-days-in-beijing")), 3, ("random", "random"), store)
    game.play_computer_turns()
    code = encode(store.load(game.autosave.id))
    wrapped = "\n".join(code[n : n + 60] for n in range(0, len(code), 60))
    mail = "\n".join(start + line for line in words.replace("CODE", wrapped).split("\n"))
    app = FrankApp(store=store, start=lambda app: app.push_screen(GamesScreen(store)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("o")
        await paste(pilot, mail.replace("\n", "\r"))
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ReplayScreen)


async def test_the_line_of_a_rehearsal_takes_a_paste() -> None:
    app = FrankApp(start=lambda app: app.push_screen(WatchScreen(Rehearsal(WELL, 1))))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("t")
        await paste(pilot, "u\r77\r")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, WatchScreen)
        session = app.screen.rehearsal.session
        assert session is not None
        assert session.state.understanding == 77


@pytest.mark.parametrize("size", [(30, 10), (20, 6), (9, 3), (1, 1), (80, 24)])
async def test_the_keys_for_a_page_work_in_every_list_of_any_size(
    size: tuple[int, int], tmp_path: Path
) -> None:
    store = open_store(f"sqlite:///{tmp_path}/games.sqlite")
    set_up(well(), 3, ("random", "random"), store).play_computer_turns()
    starts = (
        FrankApp.home,
        lambda app: app.push_screen(GamesScreen(store)),
        lambda app: app.push_screen(WatchScreen(Rehearsal(WELL, 1))),
        lambda app: app.timeline(match(personas=("random", "random"))),
        lambda app: app.begin(match()),
    )
    for start in starts:
        app = FrankApp(store=store, start=start)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            if start is starts[-1]:
                await sit_down(pilot)
            await pilot.press("ctrl+p", "pagedown", "down", "pageup", "pagedown", "escape", "escape")
            for options in app.screen.query(OptionList):
                options.focus()
                for key in ("pagedown", "pageup", "pagedown", "end", "home"):
                    await pilot.press(key)
