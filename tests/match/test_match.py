"""Going on with a kept game: who sat there has to be known, and a store that fails is told of."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from game.match.match import resume_match, set_up
from game.plain.game import PlainGame
from game.store import Saved, StoreError, open_store
from game.store.share import decode
from tests.screens.driver import WELL, well


def test_a_save_that_names_a_player_nobody_knows_is_refused_in_words() -> None:
    saved = Saved("abc", "well", "0" * 64, 1, ("person", "nobody-we-know"), path=str(WELL))
    with pytest.raises(StoreError, match="nobody-we-know"):
        resume_match(None, saved)


def test_numbered_lines_say_once_that_saving_is_paused_and_give_a_code_at_the_end(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'games.sqlite'}")
    match = set_up(well(), 3, ("pragmatist", "pragmatist"), store)
    store.close()
    out = io.StringIO()
    assert PlainGame(match, io.StringIO(), out).run() == 0
    assert " ".join(out.getvalue().split()).count("Saving is paused") == 1
    kept = decode(out.getvalue().split()[-1])
    assert [move.key for move in kept.moves] == [
        match.session.game.key(entry.move) for entry in match.session.log
    ]
