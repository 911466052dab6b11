"""What was given out is read for ever: a store, an export and a share code of each released format.

A file here is never written again. A new format gets files of its own, made once with
``python -m tests.store.test_golden FORMAT``. The rules may change so that an old game does not fit to
its end; then `test_a_golden_game_is_played_again` says where, and the list :data:`BROKEN` names the format.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from game.cli import main
from game.match.replay import find_fault, resume
from game.scenario import library
from game.scenario.reading import read
from game.store import open_store
from game.store.digest import content_hash
from game.store.saved import FORMAT, Saved
from game.store.share import as_file, decode, encode
from game.table.compiled import compile_scenario
from tests.store import Make, keep_game, new_store

PLACE = Path(__file__).parent / "golden"
SCENARIO = PLACE / "scenario.yaml"
FORMATS = range(1, FORMAT + 1)
BROKEN: set[int] = set()
"""Formats whose game does not fit the present rules any more."""

SEED = 40
WORDS = "Words of my own: “so be it”, 好."


def _export(number: int) -> Path:
    return PLACE / f"export-{number}.jsonl"


def _imported(number: int, make: Make) -> list[Saved]:
    store = make("imported")
    with _export(number).open(encoding="utf-8") as lines:
        store.import_(lines)
    return list(store.every())


@pytest.mark.parametrize("number", FORMATS)
def test_a_golden_export_is_read(number: int, make: Make) -> None:
    whole, branch = _imported(number, make)
    assert (whole.scenario, whole.seed, whole.personas) == ("well", SEED, ("person", "random"))
    assert len(whole.moves) > 20
    assert all(move.words == WORDS for move in whole.moves)
    assert (whole.state, branch.state) == ("finished", "open")
    assert (branch.parent, branch.branch_ply, branch.name) == (whole.id, 5, "What if")
    assert branch.moves[0].key == whole.moves[0].key


@pytest.mark.parametrize("number", FORMATS)
def test_a_golden_store_is_read_as_its_export(number: int, make: Make, tmp_path: Path) -> None:
    path = tmp_path / "games.sqlite"
    shutil.copy(PLACE / f"store-{number}.sqlite", path)
    store = open_store(f"sqlite:///{path}")
    assert list(store.every()) == _imported(number, make)
    assert store.check() == []
    store.close()


@pytest.mark.parametrize("number", FORMATS)
def test_a_golden_code_is_read(number: int, make: Make) -> None:
    whole, _ = _imported(number, make)
    shared = decode((PLACE / f"share-{number}.txt").read_text(encoding="ascii"))
    assert whole.digest.startswith(shared.digest)
    assert (shared.scenario, shared.seed, shared.personas) == (whole.scenario, whole.seed, whole.personas)
    assert [move[:2] for move in shared.moves] == [move[:2] for move in whole.moves]


@pytest.mark.parametrize("number", FORMATS)
def test_a_golden_game_is_played_again(number: int, make: Make) -> None:
    scenario = read.load(SCENARIO)
    whole, branch = _imported(number, make)
    shared = decode((PLACE / f"share-{number}.txt").read_text(encoding="ascii"))
    for saved in (whole, branch, shared):
        found = resume(saved, scenario)
        assert not found.edited, "the content hash of an old scenario is not what it was"
        assert found.complete == (number not in BROKEN), found.missing
    if number not in BROKEN:
        assert find_fault(whole, compile_scenario(scenario)) == ""


@pytest.mark.parametrize("number", FORMATS)
def test_a_golden_file_of_a_shipped_scenario_opens_where_nothing_was_ever_played(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FRANK_STORE", f"sqlite:///{tmp_path / 'nowhere' / 'games.sqlite'}")
    assert main(["replay", str(PLACE / f"share-{number}.frank"), "--plain"]) == (number in BROKEN)
    said = capsys.readouterr().out
    assert said.startswith("The list on the table\n")
    assert said.endswith("\nA frank exchange\n")
    assert not (tmp_path / "nowhere").exists()


def test_there_is_one_of_each_for_every_format() -> None:
    kinds = (("export", "jsonl"), ("store", "sqlite"), ("share", "txt"), ("share", "frank"))
    names = {f"{kind}-{number}.{end}" for number in FORMATS for kind, end in kinds}
    assert {path.name for path in PLACE.iterdir()} == names | {SCENARIO.name}


def _make(number: int) -> None:
    path = PLACE / f"store-{number}.sqlite"
    if path.exists():
        sys.exit(f"{path.name} is there, and is never written again")
    game = compile_scenario(read.load(SCENARIO))
    store = new_store(path)
    whole, _ = keep_game(store, game, SEED, words=WORDS)
    saved = store.load(whole)
    moves = [(move.key, move.words) for move in saved.moves[:5]]
    digest = content_hash(game.scenario)
    store.begin(saved.scenario, digest, SEED, saved.personas, name="What if", parent=(whole, 5), moves=moves)
    with _export(number).open("w", encoding="utf-8") as out:
        store.export(out)
    (PLACE / f"share-{number}.txt").write_text(encode(saved) + "\n", encoding="ascii")
    store.vacuum()
    store.close()
    path.chmod(0o644)
    shipped = compile_scenario(read.load(library.find("the-list-on-the-table")))
    other = new_store(path.with_suffix(".tmp"))
    (PLACE / f"share-{number}.frank").write_text(as_file(other.load(keep_game(other, shipped, SEED)[0])))
    other.close()
    path.with_suffix(".tmp").unlink()


if __name__ == "__main__":
    _make(int(sys.argv[1]))
