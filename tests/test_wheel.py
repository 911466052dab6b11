"""The wheel carries the scenarios: built, installed away from the checkout, listed and played."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from game.cli.help import TOPICS

ROOT = Path(__file__).parent.parent


def _run(command: list[str], cwd: Path, **env: str) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; its dependencies are borrowed from this one."""
    place = tmp_path_factory.mktemp("wheel")
    _run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT)], place
    )
    [wheel] = place.glob("*.whl")
    venv.create(place / "env", with_pip=True)
    python = place / "env" / "bin" / "python"
    _run([str(python), "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)], place)
    return python


def test_the_installed_game_lists_and_plays(installed: Path, tmp_path: Path) -> None:
    # A directory on PYTHONPATH gives its packages but not its .pth files, so not the checkout.
    borrowed = {"PYTHONPATH": sysconfig.get_paths()["purelib"]}
    where = _run([str(installed), "-c", "import game; print(game.__file__)"], tmp_path, **borrowed)
    assert str(installed.parent.parent) in where
    frank = str(installed.parent / "frank")
    rows = json.loads(_run([frank, "scenarios", "--json"], tmp_path, **borrowed))
    assert "two-days-in-beijing" in {row["id"] for row in rows}
    files = "from importlib.resources import files; w = files('game.classroom') / 'web'; "
    names = "print(*(one.name for part in ('pages', 'files') for one in (w / part).iterdir()))"
    carried = _run([str(installed), "-c", files + names], tmp_path, **borrowed).split()
    assert {"door.html", "terminal.html", "board.html", "terminal.js", "pages.css"} <= set(carried)
    assert "FE401" in _run([frank, "explain", "401"], tmp_path, **borrowed)
    for topic in TOPICS:
        assert _run([frank, "help", topic], tmp_path, **borrowed).startswith("# ")
    game = _run(
        [frank, "play", "two-days-in-beijing", "--watch", "--plain", "--seed", "7"], tmp_path, **borrowed
    )
    assert "The two sides" in game
