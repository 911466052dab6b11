"""Going on with a kept game: who sat there has to be known, and a store that fails is told of."""

from __future__ import annotations

import pytest

from game.match.match import resume_match
from game.store import Saved, StoreError
from tests.screens.driver import WELL


def test_a_save_that_names_a_player_nobody_knows_is_refused_in_words() -> None:
    saved = Saved("abc", "well", "0" * 64, 1, ("person", "nobody-we-know"), path=str(WELL))
    with pytest.raises(StoreError, match="nobody-we-know"):
        resume_match(None, saved)
