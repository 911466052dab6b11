"""The command `frank`: its exit codes, its words when it is used wrongly, and what programs read of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from game import __version__
from game.cli import main
from game.scenario.library import headings
from game.table.acts import HELP, REPLIES
from game.table.protocol import PHASE_TRANSITIONS, PHASES, TYPE_TRANSITIONS, TYPES

ROOT = Path(__file__).parents[2]
WELL = Path(__file__).parents[1] / "scenario" / "files" / "well.yaml"
FRANK = [sys.executable, "-m", "game"]
USE, PROBLEM = 2, 1


class Said:
    """What a command said, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


def _frank(capsys: pytest.CaptureFixture[str], *arguments: str) -> Said:
    """Run a command in this process."""
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = int(stop.code or 0)
    caught = capsys.readouterr()
    return Said(code, caught.out, caught.err)


def _environment(**more: str) -> dict[str, str]:
    """The environment of a user: output to a pipe is buffered."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"} | more


def _process(*arguments: str, **environment: str) -> Said:
    """Run a command in a process of its own, with nothing to read."""
    done = subprocess.run(
        [*FRANK, *arguments],
        cwd=ROOT,
        env=_environment(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    said = _frank(capsys, "--version")
    assert (said.code, said.out) == (0, f"frank-exchange {__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["dance"], "frank --help"),
        (["play"], "frank play --help"),
        (["play", str(WELL), "--seed", "-1"], "frank play --help"),
        (["play", str(WELL), "--seed", "soon"], "frank play --help"),
        (["play", str(WELL), "--against", "nobody"], "frank play --help"),
        (["play", str(WELL), "--as", "nobody"], "arlen and brisa"),
        (["play", str(WELL), "--watch", "--against", "person"], "leave out --against person"),
        (["playtest", str(WELL), "--games", "0"], "frank playtest --help"),
        (["playtest", str(WELL), "--personas", "person"], "frank playtest --help"),
        (["graph"], "--machine and --replies"),
        (["graph", "--machine", "--replies"], "frank graph --help"),
    ],
    ids=lambda value: " ".join(Path(word).name for word in value) if isinstance(value, list) else "",
)
def test_wrong_use_is_one_line_that_says_what_to_do(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _frank(capsys, *arguments)
    assert (said.code, said.out) == (USE, "")
    assert said.err.count("\n") == 1
    assert said.err.startswith("frank")
    assert hint in said.err


@pytest.mark.parametrize("command", [["play"], ["check"], ["playtest", "--games", "1"]])
def test_an_unknown_scenario_names_the_nearest(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    known = headings()[0].id
    misspelt = known[:-3] + known[-2:]
    said = _frank(capsys, *command, misspelt)
    assert said.code == PROBLEM
    assert f"there is no scenario `{misspelt}`; did you mean `{known}`?" in said.out + said.err


@pytest.mark.parametrize("command", ["play", "check", "playtest"])
def test_a_faulty_file_is_reported_by_line_and_column(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = WELL.read_text(encoding="utf-8").replace("[brisa-treaty-binds]", "[brisa-treaty-bind]", 1)
    lines = text.splitlines()
    row = next(n for n, line in enumerate(lines) if "brisa-treaty-bind]" in line)
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(text, encoding="utf-8")
    said = _frank(capsys, command, str(faulty))
    assert said.code == PROBLEM
    told = said.out if command == "check" else said.err
    place = f"{faulty}:{row + 1}:{lines[row].index('brisa-treaty-bind') + 1}: error[FE"
    assert any(line.startswith(place) and "brisa-treaty-binds" in line for line in told.splitlines())
    assert "Traceback" not in said.out + said.err


def test_a_good_file_passes(capsys: pytest.CaptureFixture[str]) -> None:
    said = _frank(capsys, "check", str(WELL))
    assert (said.code, said.out, said.err) == (0, "1 file: nothing wrong\n", "")


@pytest.mark.parametrize("command", ["play", "check", "playtest"])
def test_a_directory_or_a_missing_file_is_no_surprise(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in (tmp_path, tmp_path / "missing.yaml"):
        said = _frank(capsys, command, str(place))
        assert said.code == PROBLEM
        assert re.search(rf"{re.escape(str(place))}:1:1: error\[FE\d\d\d\]: ", said.out + said.err)


def test_the_machines_are_drawn_as_mermaid(capsys: pytest.CaptureFixture[str]) -> None:
    said = _frank(capsys, "graph", "--machine")
    assert said.code == 0
    diagrams = said.out.split("stateDiagram-v2")[1:]
    assert len(diagrams) == 2
    for drawn, states, transitions in zip(
        diagrams, (PHASES, TYPES), (PHASE_TRANSITIONS, TYPE_TRANSITIONS), strict=True
    ):
        arrows = set(re.findall(r"^\s*(\w+) --> (\w+): (.+)$", drawn, re.MULTILINE))
        named = {(source, dest, each) for source, dest, label in arrows for each in label.split(" | ")}
        assert named == {(s, t["dest"], t["trigger"]) for t in transitions for s in t["source"]}
        assert set(re.findall(r'state "\w+" as (\w+)', drawn)) == set(states)


def test_the_reply_table_has_a_row_for_every_act_that_can_be_answered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = _frank(capsys, "graph", "--replies")
    head, rule, *rows = said.out.splitlines()
    assert said.code == 0
    assert {line.count("|") for line in (head, rule, *rows)} == {6}
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == [HELP[act].verb for act in REPLIES]


def test_the_scenarios_for_people_and_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    said = _frank(capsys, "scenarios", "--json")
    rows = json.loads(said.out)
    assert said.code == 0
    assert rows
    for row in rows:
        assert set(row) == {"id", "title", "minutes", "summary", "path"}
        assert Path(row["path"]).is_file()
    listed = _frank(capsys, "scenarios").out.splitlines()
    assert [line.split()[0] for line in listed] == [row["id"] for row in rows]
    assert all(row["title"] in line for row, line in zip(rows, listed, strict=True))


def test_a_playtest_for_programs_can_be_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["playtest", str(WELL), "--games", "2", "--seed", "5", "--personas", "random", "--json"]
    said = _frank(capsys, *command)
    figures = json.loads(said.out)
    assert said.code == 0
    assert set(figures) == {"games", "endings", "pairs", "roads"}
    [pair] = figures["pairs"]
    assert (figures["games"], pair["games"], pair["pair"]) == (2, 2, ["random", "random"])
    assert set(pair) >= {
        "scores",
        "joint",
        "endings",
        "types",
        "acts",
        "moves",
        "shifts",
        "licit",
        "side_gap",
    }
    assert _frank(capsys, *command).out == said.out
    assert _frank(capsys, *command[:4], "6", *command[5:]).out != said.out


@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["scenarios", "--json"],
        ["graph", "--replies"],
        ["check", str(WELL)],
        ["play", str(WELL), "--watch", "--plain", "--seed", "7"],
        ["playtest", str(WELL), "--games", "1", "--personas", "random"],
    ],
    ids=lambda command: command[0],
)
def test_a_reader_that_has_left_is_no_error(command: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)  # as `frank … | true` does, but without a race
    try:
        done = subprocess.run(
            [*FRANK, *command],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_first_line_of_a_game_can_be_piped_away() -> None:
    line = subprocess.list2cmdline([*FRANK, "play", str(WELL), "--watch", "--plain", "--seed", "7"])
    done = subprocess.run(
        f"{line} | head -1",
        shell=True,
        cwd=ROOT,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("(seed 7)\n", "")


def test_without_a_terminal_it_tells_how_to_play() -> None:
    said = _process()
    assert (said.code, said.err) == (0, "")
    told = re.search(r"^  frank (play .*--plain)$", said.out, re.MULTILINE)
    assert told
    assert _process(*told[1].split(), "--watch", "--seed", "1").code == 0  # what it tells can be done
    assert headings()[0].id in said.out.split("Scenarios:")[1]


def test_a_game_without_a_terminal_is_played_as_lines_and_left_unfinished() -> None:
    said = _process("play", str(WELL), "--seed", "1", TERM="xterm-256color")
    assert (said.code, said.err) == (PROBLEM, "")
    assert "Your brief" in said.out
    assert said.out.endswith("The game stops here, unfinished.\n")
    assert "\x1b" not in said.out


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", ">/dev/full"])
@pytest.mark.parametrize("command", ["scenarios", "play two-days-in-beijing --plain --seed 1"])
def test_a_closed_or_full_stream_gives_no_traceback(command: str, closed: str) -> None:
    shell = f"exec {sys.executable} -m game {command} {closed}"
    done = subprocess.run(
        ["sh", "-c", shell], cwd=ROOT, input="1\n", capture_output=True, text=True, check=False, timeout=60
    )
    assert "Traceback" not in done.stderr + done.stdout
    assert "Exception ignored" not in done.stderr


def test_what_a_stream_cannot_say_or_read_is_replaced() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "game", "play", str(WELL), "--plain", "--seed", "1"],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "ascii:strict"},
        input=b"\xff\xfe\n" + b"1" * 5000 + b"\n",
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr
    assert b"is not in this list" in done.stdout
