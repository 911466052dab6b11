"""A game is found by whatever a mail program or a file system made of its name or its code."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from game.match.lookup import find_game, read_shared
from game.match.match import set_up
from game.store import StoreError, open_store
from game.store.saved import Saved
from game.store.share import ShareError, as_file, encode
from tests.cli.running import frank
from tests.screens.driver import well


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Saved:
    """A game in a store, in the current directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRANK_STORE", f"sqlite:///{tmp_path}/games.sqlite")
    match = set_up(well(), 3, ("random", "random"), open_store(None))
    match.play_computer_turns()
    return open_store(None).load(match.autosave.id)


@pytest.mark.parametrize(
    "name",
    [
        "G.FRANK",
        "g.Frank",
        "g.frank.txt",
        "g (1).frank",
        "g.frank.download",
        "game.txt",
        "a b/g.frank",
        "FX1-g.frank",
    ],
)
@pytest.mark.parametrize("around", ["{}", "'{}'", "“{}”", " <{}>\n"])
def test_a_file_is_found_by_its_name(saved: Saved, name: str, around: str) -> None:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(as_file(saved), encoding="utf-8")
    assert read_shared(around.format(name)).moves == read_shared(encode(saved)).moves
    if around == "{}":
        assert find_game(name, None).moves == read_shared(encode(saved)).moves


def test_a_file_with_the_name_of_a_game_does_not_hide_it(saved: Saved) -> None:
    Path(saved.id).write_text("no game", encoding="utf-8")
    assert find_game(saved.id, None) == saved
    assert find_game(f" {saved.id.upper()} ", None) == saved


@pytest.mark.parametrize(
    "word",
    ["gone.frank", "gone.FRANK", "./gone", "FX1-", "FX1-abc.", "FX9-abc", "\0.frank", "x" * 5000 + ".frank"],
)
def test_what_is_not_there_is_told(saved: Saved, word: str) -> None:
    with pytest.raises(ShareError):
        find_game(word, None)
    with pytest.raises(StoreError):
        find_game("nothing", None)


def test_a_code_comes_from_standard_input(saved: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"> Our game:\n> {encode(saved)}.\n"))
    assert find_game("-", None).moves == read_shared(encode(saved)).moves
    monkeypatch.setattr("sys.stdin", io.StringIO("nothing of the kind"))
    told = frank("transcript", "-")
    assert told.code == 1
    assert "this is not a share code" in told.err
