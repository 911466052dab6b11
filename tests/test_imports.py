"""Who may import whom: a room only what is below it, and no circle inside any package, type-only imports counted."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import game.table

ROOT = Path(__file__).parent.parent
WELL = str(Path(__file__).parent / "scenario" / "files" / "well.yaml")

ROOMS = (
    *("scenario", "table", "store", "delegates", "match", "narration", "export", "playtest", "plain"),
    *("screens", "workshop", "classroom", "cli", "__main__"),
)
"""The rooms from the lowest to the highest."""

LAW: dict[str, set[str]] = {
    "scenario": set(),
    "table": {"scenario"},
    "store": {"scenario", "table"},
    "delegates": {"scenario", "table"},
    "match": {"scenario", "table", "store", "delegates"},
    "narration": {"scenario", "table", "store", "match"},
    "export": {"scenario", "table", "store", "match", "narration"},
    "playtest": {"scenario", "table", "delegates"},
    "plain": {"scenario", "table", "match", "narration"},
    "screens": {"scenario", "table", "store", "delegates", "match", "narration", "export"},
    "workshop": {*ROOMS[: ROOMS.index("workshop")]} - {"plain"},
    "classroom": {*ROOMS[: ROOMS.index("classroom")]} - {"plain", "playtest", "workshop"},
    "cli": {*ROOMS[: ROOMS.index("cli")]},
    "__main__": {"cli"},
}
"""What a room may import besides itself. An import for types alone counts too."""

CONDITIONS = "game.scenario.format.conditions"
"""The one module of another room that the rules run: what a condition can be. It is as pure as they are."""

PURE = {"__future__", "collections.abc", "dataclasses", "enum", "operator", "typing"}
"""All that the rules need of Python: no clock, no files, no chance."""


class Import(NamedTuple):
    """One imported name."""

    name: str
    for_types: bool
    """Under `if TYPE_CHECKING:`."""


def _imports(node: ast.AST, for_types: bool = False) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, for_types) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute here"
        yield from (Import(f"{node.module}.{alias.name}", for_types) for alias in node.names)
    elif isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
        for statement in node.body:
            yield from _imports(statement, True)
        for statement in node.orelse:
            yield from _imports(statement, for_types)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _imports(child, for_types)


def _modules() -> dict[str, list[Import]]:
    """Every module of the game and what it imports, also inside functions."""
    found = {}
    for path in sorted((ROOT / "game").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = list(_imports(ast.parse(path.read_text(encoding="utf-8"))))
    return found


MODULES = _modules()


def _room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def _module(name: str) -> str:
    """The module of an imported name: `game.table.acts` for `game.table.acts.Act`."""
    while name not in MODULES:
        name = name.rpartition(".")[0]
    return name


def _is(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def test_every_room_has_its_place() -> None:
    assert {_room(module) for module in MODULES} - {""} == set(LAW)
    order = list(LAW)
    assert all(order.index(lower) < order.index(room) for room, rooms in LAW.items() for lower in rooms)


@pytest.mark.parametrize("room", LAW)
def test_a_room_imports_only_lower_rooms(room: str) -> None:
    wrong = [
        f"{module} imports {one.name}"
        for module, imports in MODULES.items()
        for one in imports
        if _room(module) == room
        and _is(one.name, "game")
        and _room(_module(one.name)) not in LAW[room] | {room, ""}
    ]
    assert not wrong, f"{room} may import {sorted(LAW[room]) or 'no other room'}"


def test_no_module_is_part_of_a_circle() -> None:
    graph = {
        module: {_module(one.name) for one in imports if _is(one.name, "game")} - {module}
        for module, imports in MODULES.items()
    }
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        pytest.fail(f"a circle of imports: {' -> '.join(error.args[1])}")


def test_the_rules_are_chapters_in_an_order() -> None:
    """A chapter of the rules reads only those above it on the list of their package, not even types of others."""
    listed = re.findall(r"^- ``(\w+)``", game.table.__doc__ or "", re.MULTILINE)
    assert {f"game.table.{name}" for name in listed} == {
        module for module in MODULES if module.startswith("game.table.")
    }
    for place, name in enumerate(listed):
        above = {f"game.table.{other}" for other in listed[:place]}
        chapters = {
            _module(each.name) for each in MODULES[f"game.table.{name}"] if _is(each.name, "game.table")
        }
        assert chapters <= above | {"game.table"}, name


def test_the_rules_are_pure() -> None:
    for module, imports in MODULES.items():
        if _room(module) != "table" and module != CONDITIONS:
            continue
        for name, for_types in imports:
            if _is(name, "game"):
                if _room(_module(name)) == "table" or _module(name) == CONDITIONS:
                    continue
                assert for_types, f"{module} runs {name}"
                assert _module(name) == (
                    "game.scenario.format.parts" if module == CONDITIONS else "game.scenario.format.model"
                ), module
            else:
                assert any(_is(name, pure) for pure in PURE), f"{module} imports {name}"


@pytest.mark.parametrize(
    ("package", "rooms"),
    [
        ("transitions", {"match", "export"}),
        ("textual", {"screens", "workshop", "classroom"}),
        ("pydantic", {"scenario", "workshop"}),
        ("yaml", {"scenario", "workshop"}),
        ("jinja2", {"export", "classroom"}),
        ("pygal", {"export"}),
        ("graphviz", {"workshop"}),
        *((line, {"cli"}) for line in ("argparse", "shtab")),
        ("random", {"cli", "delegates", "screens"}),
        ("time", {"classroom"}),
        ("datetime", {"narration"}),
        ("psycopg", {"store"}),
        ("xlsxwriter", {"classroom"}),
        ("rich", {"scenario", "screens", "classroom"}),
        *((web, {"classroom"}) for web in ("aiohttp", "segno", "asyncio", "socket", "hmac")),
        *((private, set()) for private in ("threading", "urllib.request", "pickle")),
    ],
)
def test_a_package_stays_in_its_rooms(package: str, rooms: set[str]) -> None:
    users = {
        _room(module) for module, imports in MODULES.items() if any(_is(one.name, package) for one in imports)
    }
    assert users == rooms


# the classroom: only what draws imports Textual

DRAWING = {
    *("debrief_screens", "delegation", "draw_queue", "facilitator", "overlay", "people_screens", "seat"),
    *("render.batched_screen", "render.class_app", "render.key_line", "render.shared_stylesheet"),
    *("web.app_session", "web.driver"),
}
"""The modules of the classroom that import Textual: screens, what paints them, and what runs their apps."""

OPENING = {"compare", "hosting", "report", "web.debrief_pages", "web.server"}
"""Modules that open or reuse screens, so they import drawing modules, but never Textual itself."""

QUEUE = "draw_queue"
"""The drawing module that a room may hold: the rules of the room pass the queue on and never draw."""


def _classroom() -> set[str]:
    return {name.removeprefix("game.classroom.") for name in MODULES if _is(name, "game.classroom")} - {
        "game.classroom"
    }


def _way_to_textual(module: str) -> list[str]:
    """The shortest chain of imports from a module of the classroom to Textual, past the queue; empty if none."""
    ways, seen = deque([[f"game.classroom.{module}"]]), {f"game.classroom.{QUEUE}"}
    while ways:
        way = ways.popleft()
        for name, _ in MODULES[way[-1]]:
            if _is(name, "textual"):
                return [*way, name]
            if _is(name, "game") and (following := _module(name)) not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


def test_only_what_draws_in_the_classroom_imports_textual() -> None:
    using = {
        module
        for module in _classroom()
        if any(_is(name, "textual") for name, _ in MODULES[f"game.classroom.{module}"])
    }
    assert using == DRAWING


def test_what_does_not_draw_in_the_classroom_reaches_no_textual() -> None:
    ways = {module: _way_to_textual(module) for module in _classroom() - DRAWING - OPENING}
    found = {module: " -> ".join(way) for module, way in ways.items() if way}
    assert not found, "these must not draw; a module that has to is named in DRAWING or OPENING"


def test_what_opens_screens_is_listed_only_while_it_does() -> None:
    assert {module for module in OPENING if _way_to_textual(module)} == OPENING
    holding = {module for module in _classroom() for name, _ in MODULES[f"game.classroom.{module}"]
               if _is(name, f"game.classroom.{QUEUE}")}  # fmt: skip
    assert holding - DRAWING == {"meeting", "restore"}


_LOADED = """
import contextlib, io, sys
from game.cli import main
code = 0
with contextlib.redirect_stdout(io.StringIO()):
    try:
        code = main(sys.argv[1:])
    except SystemExit as stop:
        code = stop.code
assert code == 0, code
print(*sys.modules)
"""


@pytest.mark.parametrize(
    ("command", "never"),
    [
        (["--version"], {"textual", "transitions", "asyncio", "pydantic", "yaml", "random"}),
        (["--help"], {"textual", "transitions", "asyncio", "pydantic", "yaml", "random"}),
        (["play", "--help"], {"textual", "transitions", "asyncio", "pydantic", "yaml", "random"}),
        (["scenarios"], {"textual", "transitions", "asyncio", "pydantic", "game.table"}),
        (["scenarios", "--json"], {"textual", "transitions", "asyncio", "pydantic", "game.table"}),
        ([], {"textual", "transitions", "asyncio", "pydantic", "game.table"}),
        (["check", WELL], {"textual", "transitions", "asyncio", "game.table"}),
        (
            ["playtest", WELL, "--games", "1", "--personas", "random"],
            {"textual", "transitions", "asyncio", "game.match", "game.narration", "game.screens"},
        ),
        (["play", WELL, "--watch", "--plain", "--seed", "1"], {"textual", "rich", "asyncio"}),
        (["graph", "--machine"], {"textual", "pydantic", "yaml"}),
    ],
    ids=lambda value: " ".join(Path(word).name for word in value) if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(command: list[str], never: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "game.cli" in loaded
    assert not loaded & never
