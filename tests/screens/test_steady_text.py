"""A text that changes while nobody sees it."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from game.screens.widgets.steady_text import SteadyText


class _Texts(App[None]):
    CSS = "SteadyText { height: auto; width: 20; }"

    def compose(self) -> ComposeResult:
        yield SteadyText(Content("one line"))


@pytest.mark.parametrize("hidden", [False, True])
async def test_a_text_has_the_room_that_it_needs(hidden: bool) -> None:
    app = _Texts()
    async with app.run_test() as pilot:
        text = app.query_one(SteadyText)
        text.display = not hidden
        await pilot.pause()
        text.update(Content("a first line\na second\na third"))
        text.update(Content("a first line\na second"))
        await pilot.pause()
        text.display = True
        await pilot.pause()
        assert text.size.height == 2


async def test_a_text_may_be_hidden_right_after_it_has_changed() -> None:
    app = _Texts()
    async with app.run_test() as pilot:
        text = app.query_one(SteadyText)
        text.update(Content("a first line\na second"))
        text.display = False
        await pilot.pause()
        text.update(Content("a first line\na second\na third"))
        await pilot.pause()
        text.display = True
        await pilot.pause()
        assert text.size.height == 3
