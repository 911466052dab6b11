"""What is used of Textual beyond what it promises is still there; a new release that changes it is noticed here."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from operator import attrgetter
from types import ModuleType

import pytest
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen
from textual.widgets import Static

import game
from game.screens import frame, sheets
from game.screens.widgets import text


def _named(module: ModuleType) -> list[str]:
    return list(getattr(module, "NOT_PUBLIC", ()))


_MODULES = [
    importlib.import_module(one.name)
    for one in pkgutil.walk_packages(game.__path__, "game.")
    if one.name.startswith(("game.screens.", "game.classroom.draw_queue"))
]


@pytest.mark.parametrize("name", sorted({name for module in _MODULES for name in _named(module)}))
def test_what_textual_does_not_promise_is_still_there(name: str) -> None:
    parts = name.split(".")
    for at in range(len(parts) - 1, 0, -1):
        try:
            module = importlib.import_module(".".join(parts[:at]))
        except ImportError:
            continue
        assert attrgetter(".".join(parts[at:]))(module) is not None
        return
    pytest.fail(f"there is no module of {name}")


async def test_what_every_screen_and_widget_has_is_still_there() -> None:
    noted = re.findall(r"node\.(_has_\w+) = ", inspect.getsource(Stylesheet.apply))
    assert set(noted) == set(sheets.FLAGS), "what is noted of a node with its rules"
    app: App[None] = App()
    async with app.run_test():
        screen: Screen[object] = app.screen
        widget = Static()
        await screen.mount(widget)
        for name in frame.NOT_PUBLIC_OF_A_SCREEN:
            assert hasattr(screen, name), name
        for name in text.NOT_PUBLIC_OF_A_WIDGET:
            assert hasattr(widget, name), name
