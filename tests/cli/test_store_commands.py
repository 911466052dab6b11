"""`frank sessions`, `transcript`, `replay`, `share` and `store`: their words, their codes, no traceback."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from game import cli
from game.cli import main
from game.scenario import library
from game.scenario.reading import read
from game.store import open_store
from game.table.compiled import compile_scenario
from tests.store import PERSONAS, keep_game, new_store

WELL = Path(__file__).parents[1] / "scenario" / "files" / "well.yaml"
PROBLEM, USE = 1, 2
_HERE = r"2026-01-31 \d\d:\d\d UTC[+-]\d\d:\d\d|2026-02-01 \d\d:\d\d UTC\+\d\d:\d\d"

Frank = Callable[..., tuple[int, str, str]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "games.sqlite"


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def frank(capsys: pytest.CaptureFixture[str], url: str, monkeypatch: pytest.MonkeyPatch) -> Frank:
    """Run a command on the store of the test."""
    monkeypatch.setenv("FRANK_STORE", url)

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(stop.code or 0)
        caught = capsys.readouterr()
        assert "Traceback" not in caught.out + caught.err
        return code, caught.out, caught.err

    return run


@pytest.fixture
def games(path: Path, tmp_path: Path) -> list[str]:
    """A finished game and one that is open, of a scenario file of one's own."""
    own = tmp_path / "own.yaml"
    own.write_text(WELL.read_text(encoding="utf-8"), encoding="utf-8")
    scenario = read.load(own)
    store = new_store(path)
    ids = []
    for seed, most in ((3, 1000), (4, 6)):
        game, session = keep_game(store, compile_scenario(scenario), seed, most, words="*So* be <it>.")
        again = store.begin(
            scenario.id, store.load(game).digest, seed, PERSONAS, path=str(own), ending=store.load(game).ending,
            moves=[(move.key, move.words) for move in store.load(game).moves],
        )  # fmt: skip
        store.delete(game)
        assert session.over == (seed == 3)
        ids.append(again)
    store.close()
    return ids


def _change(path: Path, statement: str) -> None:
    store = open_store(f"sqlite:///{path}")
    store.database.run(statement)
    store.close()


def test_sessions_for_programs(frank: Frank, games: list[str]) -> None:
    code, out, err = frank("sessions", "--json")
    finished, unfinished = json.loads(out)
    assert (code, err) == (0, "")
    assert [finished["id"], unfinished["id"]] == games
    assert (finished["scenario"], finished["seed"], finished["personas"]) == ("well", 3, list(PERSONAS))
    assert (finished["state"], unfinished["state"]) == ("finished", "open")
    assert finished["ending"] in {one.id for one in read.load(WELL).endings}
    assert (unfinished["ending"], unfinished["moves"]) == (None, 6)
    assert finished["started"] < unfinished["started"]


def test_sessions_for_people(frank: Frank, games: list[str], path: Path) -> None:
    _change(path, f"UPDATE games SET name = 'Mine' WHERE id = '{games[1]}'")
    code, out, _ = frank("sessions")
    first, second = out.splitlines()
    assert code == 0
    assert re.match(rf"{games[0]}  (?:{_HERE})  well  person and random  \d+ moves  ended: ", first)
    assert second.endswith("  6 moves  open  “Mine”")


def test_no_games_yet(frank: Frank) -> None:
    assert frank("sessions") == (0, "No game has been saved yet.\n", "")
    assert frank("sessions", "--json") == (0, "[]\n", "")
    assert frank("store", "check") == (0, "0 games: nothing wrong\n", "")


def test_a_transcript_in_three_forms(frank: Frank, games: list[str]) -> None:
    code, text, err = frank("transcript", games[1])
    assert (code, err) == (0, "")
    assert text.startswith(read.load(WELL).title)
    assert text.count("*So* be <it>.") == 6
    assert max(map(len, text.splitlines())) <= 80
    code, marked, _ = frank("transcript", games[1], "--format", "md")
    assert (code, marked.count("> \\*So\\* be \\<it\\>.")) == (0, 6)
    assert marked.startswith("# ")
    code, plain, _ = frank("transcript", games[1].upper(), "--format", "json")
    document = json.loads(plain)
    assert (code, document["id"], document["moves"], document["missing"]) == (0, games[1], 6, None)
    speeches = [one for one in document["paragraphs"] if one["kind"] == "speech"]
    assert [one["text"] for one in speeches] == ["*So* be <it>."] * 6
    assert {one["by"] for one in speeches} == set(read.load(WELL).delegations)


def test_a_debrief_in_four_forms(frank: Frank, games: list[str], tmp_path: Path) -> None:
    code, text, err = frank("debrief", games[0])
    assert (code, err) == (0, "")
    assert max(map(len, text.splitlines())) <= 78
    for heading in ("Communiqué", "As each side's press might report it", "Debrief", "Out of role"):
        assert heading in text
    code, marked, _ = frank("debrief", games[0], "--format", "md")
    assert (code, marked.startswith("# ")) == (0, True)
    assert "## Both briefs, opened" in marked
    document = json.loads(frank("debrief", games[0], "--format", "json")[1])
    assert (document["id"], document["over"]) == (games[0], True)
    assert set(document["scores"]) == set(document["briefs"]) == {"arlen", "brisa"}
    assert len(document["tracks"]) == len(document["types"]) == document["moves"] + 1
    assert json.loads(frank("debrief", games[1], "--format", "json")[1])["over"] is False
    page = tmp_path / "debrief.html"
    assert frank("debrief", games[0], "--format", "html", "--out", str(page)) == (0, "", "")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "&lt;it&gt;" in page.read_text(encoding="utf-8")
    before = page.read_bytes()
    code, out, err = frank("transcript", games[0], "--out", str(page))
    assert (code, out, err.count("\n"), page.read_bytes()) == (PROBLEM, "", 1, before)


def test_two_games_side_by_side(frank: Frank, games: list[str]) -> None:
    code, out, err = frank("compare", *games)
    assert (code, err) == (0, "")
    assert out.startswith("The two games have no move in common.")
    assert games[0] in out
    assert "Open after 6 moves." in out
    code, out, _ = frank("compare", games[0], games[0])
    assert (code, "The two games have their first" in out) == (0, True)
    code, out, err = frank("compare", games[0], "zzzzz")
    assert (code, out, err.count("\n")) == (PROBLEM, "", 1)


def test_a_game_in_a_file(frank: Frank, games: list[str], tmp_path: Path) -> None:
    file = str(tmp_path / "game.frank")
    code, out, err = frank("share", games[0], "--out", file)
    assert (code, out, err.count("\n")) == (0, "", 1)
    code, out, err = frank("share", games[0], "--out", file)
    assert (code, err.count("\n")) == (PROBLEM, 1)
    assert frank("share", file)[1] == frank("share", games[0])[1]


def test_a_name_and_an_end(frank: Frank, games: list[str]) -> None:
    assert frank("store", "rename", games[0], "Mine\x1b[31m and yours") == (
        0,
        f"{games[0]}: “Mine and yours”\n",
        "",
    )
    assert frank("store", "rename", games[0], "") == (0, f"{games[0]}: without a name\n", "")
    assert frank("store", "delete", games[0]) == (0, f"{games[0]}: deleted\n", "")
    assert [row["id"] for row in json.loads(frank("sessions", "--json")[1])] == [games[1]]
    for act in (["delete", games[0]], ["rename", games[0], "x"]):
        code, out, err = frank("store", *act)
        assert (code, out, err.count("\n")) == (PROBLEM, "", 1)


def test_a_game_is_gone_on_with_from_the_command_line(
    frank: Frank, games: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("l\nq\n"))
    code, out, err = frank("play", "--resume", games[1], "--plain")
    assert (code, err) == (PROBLEM, "")
    assert out.count("*So* be <it>.") >= 6
    assert "6. " in out
    assert frank("play", "--resume", games[1], "well")[0] == USE
    assert frank("play")[0] == USE
    code, out, err = frank("play", "--resume", "zzzzz", "--plain")
    assert (code, out, err.count("\n")) == (PROBLEM, "", 1)


def test_a_replay_says_how_it_ended(frank: Frank, games: list[str]) -> None:
    [row, _] = json.loads(frank("sessions", "--json")[1])
    title = next(one.title for one in read.load(WELL).endings if one.id == row["ending"])
    code, out, _ = frank("replay", games[0])
    assert (code, out.splitlines()[-1]) == (0, title)
    code, out, _ = frank("replay", games[1])
    assert (code, out.splitlines()[-1]) == (0, "The game is open after 6 moves.")


def test_a_shared_game_needs_no_store(frank: Frank, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = read.load(library.headings()[0].path)
    store = open_store()
    game, _ = keep_game(store, compile_scenario(scenario), 1, most=5)
    store.close()
    text = frank("transcript", game)[1]
    code, shared, err = frank("share", game)
    assert (code, err) == (0, "")
    monkeypatch.setenv("FRANK_STORE", "sqlite:////proc/nowhere/games.sqlite")
    assert frank("transcript", shared.strip()) == (0, text, "")
    assert frank("replay", shared.strip())[0] == 0
    code, out, err = frank("transcript", shared.strip()[:-8])
    assert (code, out) == (PROBLEM, "")
    assert re.match("frank transcript: this share code is (damaged|incomplete)", err)


def test_an_edited_scenario_is_told_and_an_unfit_move_is_a_problem(
    frank: Frank, games: list[str], tmp_path: Path, path: Path
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        re.sub(r"(?m)^title: .*$", "title: Another title", own.read_text(encoding="utf-8"), count=1)
    )
    code, out, err = frank("transcript", games[1])
    assert (code, out.splitlines()[0]) == (0, "Another title")
    assert err == "The scenario was edited after this game was saved; all 6 moves still fit.\n"
    _change(path, f"INSERT INTO moves VALUES ('{games[1]}', 6, 'no such move', '', '')")
    code, _, err = frank("transcript", games[1])
    assert code == PROBLEM
    assert "move 7, “no such move”, is no longer in it: 6 of 7 moves were replayed." in err
    own.unlink()
    code, out, err = frank("replay", games[1])
    assert (code, out) == (PROBLEM, "")
    assert err == f"frank replay: the scenario `well` of this game was not found ({own} is gone)\n"


def test_check_replays_every_game(frank: Frank, games: list[str], path: Path, tmp_path: Path) -> None:
    assert frank("store", "check") == (0, "2 games: nothing wrong\n", "")
    _change(path, f"UPDATE games SET ending = '' WHERE id = '{games[0]}'")
    _change(path, f"INSERT INTO moves VALUES ('{games[1]}', 6, 'no such move', '', '')")
    code, out, _ = frank("store", "check")
    first, second, told = out.splitlines()
    assert (code, told) == (PROBLEM, "2 games: 2 problems")
    assert first.startswith(f"{games[0]}: it is saved as “open”, but a replay gives “")
    assert second.startswith(f"{games[1]}: move 7, “no such move”")
    (tmp_path / "own.yaml").unlink()
    code, out, _ = frank("store", "check")
    assert (code, out.splitlines()[-1]) == (0, "2 games: nothing wrong, 2 not verified")


def test_export_and_import(
    frank: Frank, games: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, other = tmp_path / "out.jsonl", f"sqlite:///{tmp_path}/other.sqlite"
    code, out, err = frank("store", "export", str(file))
    assert (code, out, err) == (0, "", f"2 games exported to {file}\n")
    assert file.stat().st_mode & 0o777 == 0o600
    code, out, err = frank("store", "export", str(file))
    assert (code, err) == (PROBLEM, f"frank store: {file}: File exists\n")
    code, out, _ = frank("store", "export")
    assert (code, out) == (0, file.read_text(encoding="utf-8"))
    imported = frank("store", "import", str(file), "--store", other)
    assert imported == (0, "2 games imported, 0 known already\n", "")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(out.encode()))))
    assert frank("store", "import", "-", "--store", other) == (0, "0 games imported, 2 known already\n", "")
    assert frank("sessions", "--store", other) == frank("sessions")
    assert frank("store", "vacuum", "--store", other)[0] == 0
    file.write_bytes(out.encode() + b"\xff\xfe")
    assert frank("store", "import", str(file)) == (
        PROBLEM, "", "frank store: line 4 of the export: byte 0xff is not UTF-8; re-save the file as UTF-8; nothing was "
        "imported\n",
    )  # fmt: skip
    assert frank("store", "import", str(tmp_path / "none"))[0] == PROBLEM
    assert frank("store", "import", str(tmp_path))[0] == PROBLEM
    assert len(json.loads(frank("sessions", "--json")[1])) == len(games)


@pytest.mark.parametrize(
    "command",
    [
        ["sessions"], ["sessions", "--json"], ["transcript", "k7m2q"], ["replay", "k7m2q"], ["share", "k7m2q"],
        ["store", "check"], ["store", "export"], ["store", "import", "-"], ["store", "vacuum"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_store_that_cannot_be_used_is_one_line(frank: Frank, command: list[str], path: Path) -> None:
    path.write_text("Dear diary", encoding="utf-8")
    for more, words in (
        ([], "is damaged or is not a store"),
        (["--store", "postgresql://127.0.0.1:1/y"], "no server is listening there"),
        (["--store", "somewhere"], "write sqlite:///path"),
    ):
        code, out, err = frank(*command, *more)
        assert (code, out, err.count("\n")) == (PROBLEM, "", 1)
        assert err.startswith(f"frank {command[0]}: ")
        assert words in err
    assert path.read_text(encoding="utf-8") == "Dear diary"


@pytest.mark.parametrize("command", ["transcript", "replay", "share"])
def test_an_unknown_game_is_one_line(frank: Frank, command: str) -> None:
    said = f"frank {command}: there is no game `zzzzz` (frank sessions lists your games)\n"
    assert frank(command, "zzzzz") == (PROBLEM, "", said)
    code, _, err = frank(command, "\x1b[2J" + "x" * 500)
    assert (code, err.count("\n"), "\x1b" in err) == (PROBLEM, 1, False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["transcript"],
        ["transcript", "a", "--format", "exe"],
        ["store"],
        ["store", "burn"],
        ["store", "import"],
        ["sessions", "x"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_one_line(frank: Frank, arguments: list[str]) -> None:
    code, out, err = frank(*arguments)
    assert (code, out, err.count("\n")) == (USE, "", 1)
    assert "--help" in err


@pytest.mark.parametrize(
    ("command", "never"),
    [
        (["sessions"], {"textual", "rich", "asyncio", "pydantic", "yaml"}),
        (["store", "--help"], {"textual", "asyncio", "sqlite3", "game.match", "game.narration", "pydantic"}),
        (["store", "check"], {"textual", "rich", "asyncio", "game.screens"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(url: str, command: list[str], never: set[str]) -> None:
    code = (
        "import sys\nfrom game.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        cwd=Path(cli.__file__).parents[2], env=os.environ | {"FRANK_STORE": url}, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    assert not set(done.stderr.split()) & never
