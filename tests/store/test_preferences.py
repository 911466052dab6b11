"""What a player chose is kept, and whatever is wrong with the file, the game begins."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.store.preferences import THEMES, VARIABLE, Preferences, default_path, load, save

PLAIN = Preferences("frank-dark", True)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("motion", [True, False])
def test_what_is_kept_comes_back(tmp_path: Path, theme: str, motion: bool) -> None:
    path = tmp_path / "settings.json"
    assert save(path, Preferences(theme, motion))
    assert load(path) == Preferences(theme, motion)


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert Preferences() == PLAIN
    assert load(None) == PLAIN
    assert load(tmp_path / "none.json") == PLAIN
    assert load(tmp_path / "none" / "none.json") == PLAIN
    assert load(Path("a\0b")) == PLAIN
    with pytest.raises(FrozenInstanceError):
        PLAIN.theme = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"frank-light"',
        b"\xff\xfe\x00",
        b"[" * 60_000,
        b'{"theme": ' + b'"x' * 70_000,
        b'{"theme": 1, "motion": "no"}',
        b'{"theme": null, "motion": 0}',
        b'{"theme": ["frank-light"], "motion": []}',
        b'{"theme": "dracula"}',
        b'{"theme": "textual-dark"}',
        b'{"theme": "\\ud800"}',
        b'{"themes": "frank-light"}',
        b'{"motion": 1' + b"0" * 5000 + b"}",
    ],
)
def test_a_damaged_file_gives_defaults(tmp_path: Path, written: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(written)
    assert load(path) == PLAIN


@given(st.binary(max_size=200))
def test_any_bytes_give_settings(tmp_path_factory: pytest.TempPathFactory, written: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(written)
    assert load(path).theme in THEMES


def test_one_wrong_setting_does_not_undo_the_other(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "gone", "motion": false, "new": 1}', encoding="utf-8")
    assert load(path) == Preferences(motion=False)
    path.write_text('{"theme": "frank-contrast", "motion": "slow"}', encoding="utf-8")
    assert load(path) == Preferences("frank-contrast")


def test_a_directory_or_a_pipe_is_no_file(tmp_path: Path) -> None:
    assert load(tmp_path) == PLAIN
    assert not save(tmp_path, PLAIN)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert load(tmp_path / "pipe") == PLAIN  # and does not wait for somebody to write


def test_the_file_is_json_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "frank-exchange" / "settings.json"
    assert save(path, Preferences("ansi-light", False))
    assert json.loads(path.read_text(encoding="utf-8")) == {"theme": "ansi-light", "motion": False}
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_save_that_fails_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    assert save(path, Preferences("frank-light"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert not save(path, Preferences("ansi-dark"))
    assert load(path) == Preferences("frank-light")
    assert [one.name for one in tmp_path.iterdir()] == ["settings.json"]


def test_what_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not save(tmp_path / "file" / "settings.json", PLAIN)
    assert not save(Path("a\0b"), PLAIN)
    assert not save(None, PLAIN)


@pytest.mark.skipif(os.name != "posix", reason="links need a right elsewhere")
def test_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles" / "frank.json", tmp_path / "settings.json"
    link.symlink_to(real)
    assert save(link, Preferences("frank-light"))
    assert link.is_symlink()
    assert load(real) == Preferences("frank-light")


def test_where_it_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine.json"))
    assert default_path() == tmp_path / "mine.json"
    monkeypatch.setenv(VARIABLE, "")
    assert default_path() is None
    monkeypatch.delenv(VARIABLE)
    found = default_path()
    assert found is not None
    assert (found.parent.name, found.name) == ("frank-exchange", "settings.json")
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        assert default_path() == tmp_path / "frank-exchange" / "settings.json"


def test_settings_need_no_textual() -> None:
    code = (
        "import sys, game.store.preferences; print('textual' in sys.modules, 'platformdirs' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
