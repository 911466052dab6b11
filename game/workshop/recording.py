"""Record a saved game as a regression test that expects the same result after every move."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from game.export.new_file import file_error
from game.match.replay import Resumed
from game.match.session import Entry, Session
from game.narration.labels import TYPE_NAMES
from game.scenario import library
from game.scenario.text import one_line
from game.scenario.text_files import decode
from game.store import Saved, StoreError
from game.store.paths import usable_path
from game.table.masks import bits
from game.table.outcome import ending, standing_of
from game.table.state import State
from game.workshop.regression import read_tests

_HEAD = """# Tests of the scenario {id}: frank test {id}
format: 1
scenario: {id}
tests:
"""


def entry_of(session: Session, name: str) -> str:
    """Return a game as an entry of the list of tests, in YAML.

    Args:
        session: the game, over or not.
        name: the name of the test.
    """
    game, state = session.game, session.state
    expect: dict[str, Any] = _tracks(state)
    if state.over:
        expect = {"ending": ending(state), **expect}
    claims = bits(game.theses & state.said)
    expect["standing"] = {game.claims[n]: standing_of(state, n) for n in claims}
    expect["agreed"] = [game.proposals[n] for n in bits(state.agreed)]
    moves = "".join(f"      - {_flow(_checked_move(session, entry))}\n" for entry in session.log)
    lines = "".join(f"      {key}: {_flow(value)}\n" for key, value in expect.items())
    moves = f"\n{moves}" if moves else " []\n"
    return f"  - name: {_flow(name)}\n    seed: {session.seed}\n    moves:{moves}    expect:\n{lines}"


def _checked_move(session: Session, entry: Entry) -> dict[str, Any]:
    return {"move": session.game.key(entry.move), "after": _tracks(entry.after)}


def _tracks(state: State) -> dict[str, Any]:
    first, other = state.game.delegations
    return {
        "understanding": state.understanding,
        "tension": state.tension,
        "credibility": {first: state.sides[0].credibility, other: state.sides[1].credibility},
        "home": {first: state.sides[0].home, other: state.sides[1].home},
        "type": TYPE_NAMES[state.kind],
    }


def _flow(value: Any) -> str:
    """Return a value as YAML on one line."""
    text = yaml.safe_dump(
        value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=float("inf")
    )
    return str(text).removesuffix("...\n").strip()


def add(path: Path, session: Session, name: str) -> None:
    """Append a game to a file of tests, creating the file if there is none. Its content is kept.

    Args:
        path: the file of tests.
        session: the game.
        name: the name of the test.

    Raises:
        StoreError: the file cannot be read or written, or the test cannot be added at its end.
    """
    scenario = session.game.scenario.id
    try:
        before = decode(path.read_bytes()) if path.exists() else _HEAD.format(id=scenario)
    except (OSError, ValueError) as error:
        raise file_error(str(path), error) from error
    text = f"{before.rstrip()}\n{entry_of(session, name)}"
    old, _, _ = read_tests(before.encode(), str(path))
    new, _, problems = read_tests(text.encode(), str(path))
    count = len(old.tests) if old else 0
    if new is None or len(new.tests) != count + 1 or new.scenario != scenario:
        why = f" ({problems[0]})" if problems else ""
        raise StoreError(
            f"{one_line(str(path), 200)}: a test of {scenario} cannot be added at the end of this file{why}; "
            "name another file with --out"
        )
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise file_error(str(path), error) from error


class Recorded(NamedTuple):
    """A test that was added to a file."""

    path: Path
    name: str


def record(saved: Saved, resumed: Resumed, *, name: str, path: str | None) -> Recorded:
    """Write a saved game as a regression test.

    Args:
        saved: the game.
        resumed: the game, played again.
        name: what the test is about; empty for the name of the game, or how it ended.
        path: of the file of tests; None for the one beside the scenario's own file, or in the current directory.

    Raises:
        StoreError: the game does not fit its scenario any more, or the file cannot be written.
    """
    if not resumed.complete:
        raise StoreError(resumed.missing)
    ended = f"It ends with {saved.ending}" if saved.ending else f"The first {len(saved.moves)} moves"
    beside = Path(usable_path(saved.path)).parent if saved.path else Path()
    target = Path(path) if path else beside / f"{saved.scenario}{library.TESTS}"
    title = one_line(name or saved.name or ended, 80)
    add(target, resumed.session, title)
    return Recorded(target, title)
