"""Files and directories whose names are not UTF-8, or have a line break: everything reads them, and games of them go on."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sarif_pydantic import Sarif

from game.cli import main
from game.store import open_store
from game.store.paths import saved_form, usable_path
from tests.cli.running import frank

WELL = (Path(__file__).parents[1] / "scenario" / "files" / "well.yaml").read_text(encoding="utf-8")
NAMES = (os.fsdecode(b"sel\xe9.yaml"), "se\nl.yaml", "se\x1b[31ml.yaml", os.fsdecode(b"\xff\xfe%41.yml"))


def test_a_path_has_a_form_that_is_plain_text_and_cannot_be_mistaken() -> None:
    for name in NAMES:
        path = f"/tmp/füße {name}"
        saved = saved_form(path)
        assert usable_path(saved) == path
        assert saved.isascii()
        assert saved.isprintable()
        assert not os.path.isabs(saved)
    for plain in ("", "/tmp/füße/100%.yaml", "/tmp/file:/x%20y.yaml", "C:\\Users\\x.yaml"):
        assert saved_form(plain) == usable_path(plain) == plain


@pytest.fixture(params=NAMES, ids=[ascii(name) for name in NAMES])
def odd(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a scenario in a directory that is named as oddly; it is the current one."""
    name = str(request.param)
    place = tmp_path / f"dir {name}"
    try:
        place.mkdir()
    except OSError:
        pytest.skip("this file system has no such names")
    (place / name).write_text(WELL.replace("turns: 4", "turns: 99"), encoding="utf-8")
    monkeypatch.chdir(place)
    monkeypatch.setenv("FRANK_STORE", f"sqlite:///{tmp_path}/games.sqlite")
    return name


def test_a_report_of_it_is_text_in_every_format(odd: str) -> None:
    for form in ("text", "json", "github", "sarif"):
        for path in (odd, "."):
            checked = frank("check", path, "--format", form)
            assert checked.code == 1
            assert "FE105" in checked.out
            checked.out.encode()  # no lone surrogate
            if form == "json":
                json.dumps(json.loads(checked.out), ensure_ascii=False).encode()
            if form == "sarif":
                Sarif.model_validate_json(checked.out)
                [run] = json.loads(checked.out)["runs"]
                uris = {
                    result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                    for result in run["results"]
                }
                assert [usable_path(f"file://{uri}") for uri in uris] == [odd]


def test_a_game_of_it_is_saved_exported_and_resumed(
    odd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(odd).write_text(WELL, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n1\nq\n"))
    assert main(["play", odd, "--plain", "--seed", "7"]) == 1
    output = capsys.readouterr()
    assert "not be saved" not in output.out + output.err
    monkeypatch.chdir(tmp_path)
    [game] = json.loads(frank("sessions", "--json").out)
    assert game["moves"] > 0
    assert frank("transcript", game["id"]).code == 0
    assert frank("store", "check").out == "1 game: nothing wrong\n"
    assert frank("store", "export", "out.jsonl").code == 0
    other = f"sqlite:///{tmp_path}/other.sqlite"
    assert frank("store", "import", "out.jsonl", "--store", other).out == "1 game imported, 0 known already\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n1\nq\n"))
    assert main(["play", "--resume", game["id"], "--plain", "--store", other]) == 1
    with_store = open_store(other)
    assert with_store.load(game["id"]).plies > game["moves"]
    with_store.close()
    recorded = frank("test", "--record", game["id"])
    assert recorded.code == 0
    recorded.out.encode()


def test_other_commands_read_it(odd: str) -> None:
    Path(odd).write_text(WELL, encoding="utf-8")
    for command in (
        ["stats", odd],
        ["stats", odd, "--json"],
        ["graph", odd],
        ["playtest", odd, "--games", "1", "--json"],
        ["new", "copy-of-it", "--from", odd],
        ["test", odd, "--json"],
        ["check", odd, "--play", "1"],
    ):
        ran = frank(*command)
        assert ran.code in (0, 1), command
        (ran.out + ran.err).encode()
    assert frank("check", "copy-of-it.yaml").code == 0


@pytest.mark.parametrize("odd", NAMES[:1], indirect=True)
def test_a_process_prints_no_traceback_for_it(odd: str) -> None:
    for command in (
        ["check", odd, "--json"],
        ["check", "missing-" + odd],
        ["play", "missing-" + odd],
        ["test", odd],
    ):
        ran = subprocess.run([sys.executable, "-m", "game", *command], capture_output=True, check=False, env=os.environ | {
            "PYTHONPATH": str(Path(__file__).parents[2])
        })  # fmt: skip
        assert b"Traceback" not in ran.stderr
        ran.stdout.decode()
        ran.stderr.decode()
