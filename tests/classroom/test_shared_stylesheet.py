"""One stylesheet for all apps gives each widget what Textual's own would have given it."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.pilot import Pilot

from game.classroom.render.shared_stylesheet import SharedStylesheet
from game.screens.app import FrankApp
from game.screens.textual_private import part_names
from tests.screens.driver import match


class _Shared(FrankApp):
    """The app with the stylesheet of a class."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stylesheet = SharedStylesheet(variables=self.get_css_variables())


def _styles(app: App[None]) -> list[tuple[str, dict[str, str]]]:
    """What each node of the screen on top looks like, and its parts."""
    found: list[tuple[str, dict[str, str]]] = []
    for node in app.screen.walk_children(with_self=True):
        found.append((str(node), _rules(node)))
        for name in part_names(node):
            found.append((f"{node} {name}", _rules(node.get_component_styles(name).node)))
    return found


def _rules(node: DOMNode | None) -> dict[str, str]:
    assert node is not None
    return {key: str(value) for key, value in node.styles.get_render_rules().items()}


async def _seen(app: FrankApp, theme: str, keys: list[str]) -> list[list[tuple[str, dict[str, str]]]]:
    seen = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme
        await _settled(pilot)
        for key in keys:
            await pilot.press(key)
            await _settled(pilot)
            seen.append(_styles(app))
    return seen


async def _settled(pilot: Pilot[Any]) -> None:
    await pilot.pause()
    await pilot.pause()


async def test_every_widget_looks_as_with_textuals_own() -> None:
    theme = "frank-light"  # not the one that an app begins with
    keys = ["escape", "down", "right", "left", "r", "escape", "question_mark", "escape", "o"]
    first = await _seen(_Shared(match(seed=3)), theme, keys)
    again = await _seen(_Shared(match(seed=3)), theme, keys)
    plain = await _seen(FrankApp(match(seed=3)), theme, keys)
    assert first == plain
    assert again == plain  # what another app has worked out is as good


async def test_other_colours_are_not_those_of_another_app() -> None:
    light = await _seen(_Shared(match(seed=3)), "frank-light", ["escape"])
    dark = await _seen(_Shared(match(seed=3)), "frank-dark", ["escape"])
    assert dark != light
    assert dark == await _seen(FrankApp(match(seed=3)), "frank-dark", ["escape"])
