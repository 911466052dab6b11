"""`frank completion`: the scripts complete commands, options, scenarios and saved games in real shells."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from game.scenario import library
from game.scenario.reading import read
from game.table.compiled import compile_scenario
from tests.cli.running import frank
from tests.store import keep_game, new_store
from tests.tools import missing

ROOT = Path(__file__).parents[2]
SHELLS = ("bash", "zsh", "fish")
REQUIRE_SHELLS = "FRANK_REQUIRE_SHELLS"
"""Environment variable: if set, a missing shell is a failure."""
Complete = Callable[[str], set[str]]

_BASH = """
source "$1"
read -r -a COMP_WORDS <<< "$2"
[[ $2 == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
$(complete -p frank | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
printf '%s\\n' "${COMPREPLY[@]}"
"""
_FISH = "source $argv[1]; complete -C $argv[2] | string replace -r '\\t.*' ''"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory with a scenario and a saved game in it, and ``frank`` on the path."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "frank"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m game "$@"\n')
    program.chmod(0o755)
    (tmp_path / "two-rivers.yaml").write_text("format: 1\n")
    return tmp_path


def _environment(place: Path) -> dict[str, str]:
    path = f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {
        "PATH": path,
        "FRANK_STORE": f"sqlite:///{place / 'games.sqlite'}",
        "HOME": str(place),
    }


def _script(shell: str, place: Path) -> Path:
    printed = frank("completion", shell)
    assert (printed.code, printed.err) == (0, "")
    script = place / f"frank.{shell}"
    script.write_text(printed.out, encoding="utf-8")
    return script


def _complete(shell: str, place: Path) -> Complete:
    """What a shell offers after a line."""
    program = shutil.which(shell) or missing(shell, REQUIRE_SHELLS)
    script = str(_script(shell, place))

    def offered(line: str) -> set[str]:
        command = (
            [program, "-c", _BASH, "bash", script, line]
            if shell == "bash"
            else [program, "-c", _FISH, script, line]
        )
        done = subprocess.run(
            command,
            cwd=place,
            env=_environment(place),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.stderr == ""
        return set(done.stdout.split())

    return offered


def _keep_a_game(place: Path) -> str:
    store = new_store(place / "games.sqlite")
    game, _ = keep_game(store, compile_scenario(read.load(library.headings()[0].path)), 1, most=3)
    store.close()
    return game


@pytest.mark.parametrize("shell", ["bash", "fish"])
def test_commands_options_and_choices_are_completed(shell: str, place: Path) -> None:
    offered = _complete(shell, place)
    assert offered("frank pl") == {"play", "playtest"}
    assert offered("frank store ex") == {"export"}
    assert "--against" in offered("frank play --ag")
    assert offered("frank play two-days-in-beijing --against ") >= {"pragmatist", "person"}
    assert offered("frank help rul") == {"rules"}
    assert offered("frank completion ") == set(SHELLS)


@pytest.mark.parametrize("shell", ["bash", "fish"])
def test_scenarios_and_saved_games_are_completed(shell: str, place: Path) -> None:
    offered = _complete(shell, place)
    assert offered("frank play two") == {"two-days-in-beijing", "two-rivers.yaml"}
    assert {heading.id for heading in library.headings()} <= offered("frank check two-rivers.yaml ")
    game = _keep_a_game(place)
    assert game in offered("frank transcript ")
    assert offered(f"frank compare {game} {game[:3]}") == {game}


def test_zsh_completes_what_is_typed(place: Path) -> None:
    program = shutil.which("zsh") or missing("zsh", REQUIRE_SHELLS)
    script = _script("zsh", place)
    (place / ".zshrc").write_text(
        f"autoload -Uz compinit; compinit -u -D; eval \"$(cat {script})\"; PS1='ready> '\n"
    )
    lead, follow = pty.openpty()
    shell = subprocess.Popen(
        [program, "-i"], cwd=place, env=_environment(place) | {"TERM": "xterm", "ZDOTDIR": str(place)},
        stdin=follow, stdout=follow, stderr=follow, start_new_session=True,
    )  # fmt: skip
    try:
        _see(lead, "ready> ")
        os.write(lead, b"\x15frank play two-d\t")
        _see(lead, "two-days-in-beijing")
        os.write(lead, b"\x15frank store exp\t")
        _see(lead, "store export")
    finally:
        shell.kill()
        shell.wait()
        os.close(lead)
        os.close(follow)


def _see(terminal: int, expected: str) -> None:
    deadline, seen = time.monotonic() + 60, ""
    while expected not in seen:
        ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
        assert ready, f"it never came; what did: {seen[-2000:]}"
        seen += os.read(terminal, 65536).decode(errors="replace")


def test_another_shell_is_wrong_use() -> None:
    printed = frank("completion", "tcsh")
    assert (printed.code, printed.out, printed.err.count("\n")) == (2, "", 1)
