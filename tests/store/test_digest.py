"""What identifies a scenario: the hash of what it says, and where the scenario of a save is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.scenario import library
from game.scenario.reading import read
from game.store.digest import content_hash, same_content, scenario_of
from game.store.saved import Saved, StoreError
from tests.store import PERSONAS


def _saved(scenario: str = "mirror", digest: str = "0" * 64, path: str = "") -> Saved:
    return Saved("kept", scenario, digest, 4, PERSONAS, path=path)


def test_the_hash_is_of_what_is_said(tmp_path: Path) -> None:
    [path] = [one.path for one in library.headings() if one.id == "the-list-on-the-table"]
    text = path.read_text(encoding="utf-8")
    file = tmp_path / "edited.yaml"

    def hashed(content: str) -> str:
        file.write_text(content, encoding="utf-8")
        return content_hash(read.load(file))

    was = hashed(text)
    assert len(was) == 64
    assert hashed(f"# a remark\n\n{text}\n# another\n".replace("minutes: ", "minutes:   ", 1)) == was
    title = text[text.index("\ntitle: ") + 8 :].split("\n", 1)[0]
    assert hashed(text.replace(f"\ntitle: {title}", "\ntitle: Another title", 1)) != was
    assert same_content(_saved(digest=was[:16]), was)
    assert not same_content(_saved(digest=was[:15] + ("0" if was[15] != "0" else "1")), was)


def test_the_scenario_of_a_save_is_found(tmp_path: Path) -> None:
    shipped = library.headings()[0]
    assert scenario_of(_saved(shipped.id)).id == shipped.id
    assert scenario_of(_saved(shipped.id, path=str(tmp_path / "gone.yaml"))).id == shipped.id
    with pytest.raises(StoreError, match=r"`mirror` of this game was not found \(.*gone.yaml is gone\)"):
        scenario_of(_saved(path=str(tmp_path / "gone.yaml")))
    with pytest.raises(StoreError, match=r"`mirror` of this game was not found$"):
        scenario_of(_saved())
