"""The game's own screens are batched at a seat, and look the same."""

from __future__ import annotations

from textual.widgets import Footer

from game.classroom.render.batched_screen import BatchedScreen
from game.classroom.render.class_app import ClassApp
from game.classroom.render.key_line import KeyLine
from game.classroom.render.shared_stylesheet import SharedStylesheet
from game.narration.section import Section
from game.screens.app import FrankApp
from game.screens.page import Page


def _page() -> Page:
    return Page("Title", [Section("Part", ["One line.", "Another."])])


async def _picture(app: FrankApp) -> list[str]:
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.pause()
        await pilot.pause()
        drawn = app.export_screenshot(simplify=True)
    return [line for line in drawn.splitlines() if "<text" in line]


async def test_a_page_at_a_seat_is_batched_and_looks_as_in_a_game() -> None:
    app, page = ClassApp(start=lambda app: app.push_screen(page)), _page()
    drawn = await _picture(app)
    assert isinstance(page, BatchedScreen)
    assert isinstance(page, Page)
    assert isinstance(app.stylesheet, SharedStylesheet)
    assert type(page).__name__ == "Page"
    plain = _page()
    expected = await _picture(FrankApp(start=lambda app: app.push_screen(plain)))
    assert not isinstance(plain, BatchedScreen)
    assert len(drawn) > 10
    assert [_text(line) for line in drawn] == [_text(line) for line in expected]


def _text(line: str) -> str:
    return line.partition(">")[2]


async def test_its_keys_stay_in_place() -> None:
    page = _page()
    app = ClassApp(start=lambda app: app.push_screen(page))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(page.query_one(Footer), KeyLine)
