"""The commands of the store's README: each is run as it is written, but for those that need a server."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from game.cli import main
from game.match.match import PERSON, set_up
from game.scenario import library
from game.scenario.reading import read
from game.store import open_store
from game.table.moves import legal

README = (Path(__file__).parents[2] / "game" / "store" / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(
    r"^(?:frank|pip|createdb) .*$", "\n".join(re.findall(r"```sh\n(.*?)```", README, re.S)), re.M
)
ELSEWHERE = ("pip ", "createdb ", "postgresql://")
"""Commands that install something or need a server; :mod:`tests.store.test_postgres` has the latter."""


@pytest.fixture
def game(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a game in a store of its own, in the current directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRANK_STORE", "sqlite:///mine.sqlite")
    store = open_store()
    match = set_up(read.load(library.find("your-first-exchange")), 1, (PERSON, "pragmatist"), store)
    match.play(legal(match.session.state)[0])
    store.close()
    return match.autosave.id


def test_every_command_runs(game: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(COMMANDS) > 15
    words = [
        shlex.split(command.replace("k7m2q", game).replace("/srv/games", str(tmp_path)))
        for command in COMMANDS
        if not any(word in command for word in ELSEWHERE)
    ]
    deletes = [word for word in words if "delete" in word]
    for _, *rest in [word for word in words if word not in deletes] + deletes:
        if rest[0] in ("play", "replay"):
            monkeypatch.setattr("sys.stdin", (tmp_path / "nothing").open("w+"))
            rest = [*rest, "--plain"]
        # A game that is stopped before its end gives 1.
        assert main(rest) in ((0, 1) if rest[0] == "play" else (0,)), rest


def test_it_is_short() -> None:
    assert len(README.encode()) <= 5_000
