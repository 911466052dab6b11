"""Private parts of Textual are used in one module only, and each is there and means what is relied on."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.css.stylesheet import Stylesheet
from textual.driver import Driver
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import OptionList, Static

import game
from game.screens import terminal
from game.screens import textual_private as private

GAME = Path(game.__file__).parent


def _names() -> Iterator[tuple[str, str]]:
    for owner, names in private.PRIVATE_NAMES.items():
        yield from ((owner, name) for name in names)


def _object(path: str) -> object:
    """A module, or a class of one."""
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError:
        module, _, name = path.rpartition(".")
        return attrgetter(name)(importlib.import_module(module))


@cache
def _set_on_self(kind: type) -> frozenset[str]:
    """The names that a class of Textual has: those it defines, and those it sets on its objects."""
    source = textwrap.dedent(inspect.getsource(kind))
    return frozenset({*vars(kind), *re.findall(r"\bself\.(\w+)(?:: [^=\n]+)? =", source)})


@pytest.mark.parametrize(("owner", "name"), _names())
def test_it_is_still_there(owner: str, name: str) -> None:
    where = _object(owner)
    assert hasattr(where, name) or (isinstance(where, type) and name in _set_on_self(where))


def test_the_list_is_complete() -> None:
    tree = ast.parse(inspect.getsource(private))
    listed = {name for _, name in _names() if name.startswith("_")}
    kinds = [kind for kind in vars(private).values() if isinstance(kind, type)]
    of_textual = frozenset[str]().union(*map(_of_textual, kinds), listed)
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    used = {node.attr for node in attributes}
    used |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    used |= set(private.NOTES)
    assert {name for name in used & of_textual if _is_private(name)} == listed
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and "._" in (node.module or ""):
            named = [f"{owner}.{name}" for owner, name in _names()]
            for alias in node.names:
                assert any(f"{name}.".startswith(f"{node.module}.{alias.name}.") for name in named), (
                    alias.name
                )


# no other module


def _modules() -> list[Path]:
    return [path for path in sorted(GAME.rglob("*.py")) if path != Path(private.__file__)]


def _of_textual(kind: type) -> frozenset[str]:
    """The names of all classes of Textual among the bases of a class."""
    bases = [base for base in kind.__mro__ if base.__module__.startswith("textual.")]
    return frozenset[str]().union(*map(_set_on_self, bases))


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(GAME)))
def test_no_other_module_uses_a_private_part(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual"):
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            assert not [name for name in names if name.startswith("_")], ast.unparse(node)
    if "textual" not in text and "game.screens" not in text:
        return
    module = importlib.import_module(".".join(("game", *path.relative_to(GAME).with_suffix("").parts)))
    defined = {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or _is_self(node.value) or ast.unparse(node) == "os._exit":
            continue
        if _is_private(node.attr) and node.attr not in ("_fields", "_make", "_replace"):
            own = node.attr in defined or re.search(rf"^\s+(self\.)?{node.attr}\b", text, re.MULTILINE)
            assert own, f"{ast.unparse(node)} is a private part of something else"
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        kind = getattr(module, node.name)
        if isinstance(kind, type):
            ours = {name for name in _names_in(node) if _is_private(name)}
            assert not ours & _of_textual(kind), f"{kind} uses or hides private parts of Textual"


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _is_self(node: ast.expr) -> bool:
    return ast.unparse(node) in ("self", "cls", "super()")


def _names_in(kind: ast.ClassDef) -> Iterator[str]:
    """What a class defines and what it uses of itself."""
    for node in ast.walk(kind):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Attribute) and _is_self(node.value):
            yield node.attr


# what the parts mean


class _Recorded(private.OpenScreen[None]):
    """A screen that notes what Textual asks of it."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[str] = []

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static("One line", id="text")

    def take_size(self, size: Size) -> None:
        self.steps.append(f"size {size.width}x{size.height}")
        super().take_size(size)

    def lay_out(self, size: Size | None = None, scroll: bool = False) -> None:
        self.steps.append("layout")
        super().lay_out(size, scroll)

    def draw(self) -> None:
        self.steps.append("draw")
        super().draw()


async def test_a_screen_is_laid_out_then_drawn() -> None:
    app: App[None] = App()
    async with app.run_test(size=(40, 10)) as pilot:
        screen = _Recorded()
        await app.push_screen(screen)
        await pilot.pause()
        assert screen.steps.index("layout") < screen.steps.index("draw")
        assert screen.known_size == app.size
        text = screen.query_one("#text", Static)
        assert text in set(screen.seen_widgets)
        assert text in screen.placed_widgets
        assert screen.draw_timer is screen.draw_timer
        screen.steps.clear()
        await pilot.resize_terminal(50, 12)
        await pilot.pause()
        assert "size 50x12" in screen.steps
        assert screen.known_size == Size(50, 12)
        screen.steps.clear()
        text.update("Another line", layout=False)
        await pilot.pause()
        assert "layout" not in screen.steps
        assert "draw" in screen.steps
        screen.draw_again({text})
        private.forget_drawn_lines()


async def test_a_widget_asks_for_a_layout_and_is_measured_again() -> None:
    app: App[None] = App()
    async with app.run_test(size=(40, 10)) as pilot:
        await app.push_screen(_Recorded())
        await pilot.pause()
        text = app.screen.query_one("#text", Static)
        assert not private.wants_layout(text)
        text.refresh(layout=True)
        assert private.wants_layout(text)
        private.set_wants_layout(text, False)
        assert private.take_repaint(text)
        assert not private.take_repaint(text)
        text.refresh(layout=True)
        await pilot.pause()
        for measured, height in ((False, 1), (True, 3)):
            text.update("1\n2\n3", layout=False)
            private.set_wants_layout(text, True)
            if measured:
                private.measure_again(text)
            await pilot.pause()
            assert text.size.height == height, "else what was measured before is taken"


async def test_the_running_app_and_its_driver() -> None:
    app: App[None] = App()
    assert private.driver_of(app) is None
    assert private.running_app() is None
    async with app.run_test() as pilot:
        assert isinstance(private.driver_of(app), Driver)
        seen: list[object] = []
        app.call_later(lambda: seen.append(private.running_app()))
        await pilot.pause()
        assert seen == [app]


def test_keys_as_a_terminal_sends_them() -> None:
    assert [getattr(event, "key", "") for event in terminal.Keyboard().feed(b"\x1b[A\x1b[3~")] == [
        "up",
        "delete",
    ]


async def test_an_exception_is_handed_on_and_ends_the_app() -> None:
    error = ValueError("of a message")

    class Failing(terminal.TerminalApp[None]):
        def on_mount(self) -> None:
            raise error

    app = Failing()
    with pytest.raises(ValueError, match="of a message"):
        async with app.run_test():
            pass
    assert app.failed
    assert app.failure is error
    assert app.return_code == 1


async def test_what_fails_while_an_app_is_left_is_no_crash() -> None:
    app: terminal.TerminalApp[None] = terminal.TerminalApp()

    def leave() -> None:
        app.exit(return_code=130)
        raise ValueError("a screen without its parts")

    async with app.run_test():
        app.call_later(leave)
    assert not app.failed
    assert app.return_code == 130


def test_what_is_noted_of_a_node_with_its_rules() -> None:
    noted = re.findall(r"node\.(_has_\w+) = ", inspect.getsource(Stylesheet.apply))
    assert set(noted) == set(private.NOTES)


async def test_the_parts_of_a_widget() -> None:
    app: App[None] = App()
    async with app.run_test():
        screen: Screen[object] = app.screen
        options = OptionList("One", "Two")
        await screen.mount(options)
        assert "option-list--option-highlighted" in private.part_names(options)
        part = private.part_of(options, "option-list--option-highlighted")
        assert part.styles.base.get_rules() == private.rules_of(part)
        assert private.part_of(options, "option-list--option-highlighted") is part
        assert "OptionList" in private.selector_names(options)
        private.set_notes(options, (True, False, True, False))
        assert private.notes_of(options) == (True, False, True, False)
