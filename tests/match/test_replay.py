"""From a save back to a game: as far as it goes, and what to say where it does not."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from game.match.replay import find_fault, resume
from game.scenario.format.model import Scenario
from game.scenario.text import one_line
from game.store.digest import content_hash
from game.store.saved import Saved, SavedMove
from game.table.compiled import compile_scenario
from game.table.outcome import ending
from tests.narration import recorded
from tests.store import PERSONAS, keep_game, keys, new_store
from tests.worlds import mirror, mirror_data

SEED = 4
MIRROR = mirror(2).scenario


def _saved(**changes: Any) -> Saved:
    session = recorded(mirror(2), SEED)
    moves = tuple(map(SavedMove, keys(session)))
    saved = Saved(
        "kept", "mirror", content_hash(MIRROR), SEED, PERSONAS, moves=moves, ending=ending(session.state)
    )
    return replace(saved, **changes)


def _without(what: str, key: str) -> Scenario:
    """The mirror with a claim taken out, and everything that names it."""

    def pruned(data: Any) -> Any:
        if isinstance(data, dict):
            return {k: pruned(v) for k, v in data.items() if k != key and not _names(v)}
        return [pruned(one) for one in data if one != key] if isinstance(data, list) else data

    def _names(value: Any) -> bool:
        return isinstance(value, dict) and "when" in value and key in str(value["when"])

    data = pruned(copy.deepcopy(mirror_data(2)))
    assert key not in data[what]
    return Scenario.model_validate(data)


def test_a_save_that_fits_is_the_same_game() -> None:
    found = resume(_saved(), MIRROR)
    assert (found.missing, found.edited, found.complete) == ("", False, True)
    assert keys(found.session) == keys(recorded(mirror(2), SEED))
    for state, before in zip(found.session.states, recorded(mirror(2), SEED).states, strict=True):
        assert state.replace(game=before.game) == before


def test_own_words_come_back() -> None:
    saved = _saved()
    moves = (saved.moves[0]._replace(words="In my words."), *saved.moves[1:])
    found = resume(replace(saved, moves=moves), MIRROR)
    assert [entry.words for entry in found.session.log[:2]] == ["In my words.", ""]


def test_an_edited_text_is_told_and_changes_nothing() -> None:
    data = mirror_data(2)
    data["claims"]["east-t0-0"]["lines"]["frank"] += " Indeed."
    found = resume(_saved(), Scenario.model_validate(data))
    moves = len(_saved().moves)
    assert found.missing == f"The scenario was edited after this game was saved; all {moves} moves still fit."
    assert (found.edited, found.complete, len(found.session.log)) == (True, True, moves)


def test_a_move_that_is_gone_is_named_with_its_place() -> None:
    saved = _saved()
    claims = (move.key.split()[1] for move in saved.moves if move.key.startswith("claim "))
    gone = next(claims)
    edited = _without("claims", gone)
    found = resume(saved, edited)
    place = len(found.session.log)
    assert found.missing.startswith("The scenario was edited after this game was saved: ")
    assert f"move {place + 1}, “{saved.moves[place].key}”, is no longer in it" in found.missing
    assert found.missing.endswith(f"{place} of {len(saved.moves)} moves were replayed.")
    assert gone in saved.moves[place].key
    assert keys(found.session) == [move.key for move in saved.moves[:place]]
    assert not found.complete


def test_a_move_that_is_not_legal_any_more_is_named_with_its_place() -> None:
    found = resume(_saved(), Scenario.model_validate(mirror_data(2, turns=3)))
    assert "is no longer legal there" in found.missing
    assert 0 < len(found.session.log) < len(_saved().moves)
    saved = _saved(moves=(*_saved().moves, SavedMove(_saved().moves[-1].key)))
    after = resume(saved, MIRROR)
    count = len(saved.moves)
    assert after.missing.startswith(f"This game does not fit the rules of this version: move {count}, ")
    assert (len(after.session.log), after.complete, after.edited) == (count - 1, False, False)


def test_a_game_of_another_scenario_is_not_played() -> None:
    found = resume(_saved(scenario="another"), MIRROR)
    assert found.missing == "This is a game of `another`, not of `mirror`."
    assert (found.session.log, found.complete) == ([], False)


@given(
    st.lists(
        st.one_of(st.sampled_from(sorted(mirror(2).catalogue.keys.values())), st.text(max_size=20)),
        max_size=12,
    ),
    st.data(),
)
def test_no_save_makes_a_replay_fail(texts: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(_saved().moves)))
    saved = _saved(moves=(*_saved().moves[:start], *map(SavedMove, texts)), ending="")
    found = resume(saved, MIRROR)
    assert found.complete == (len(found.session.log) == len(saved.moves)) == (not found.missing)
    assert one_line(found.missing, 1000) == found.missing
    if not found.complete:
        assert find_fault(saved, mirror(2))


def test_the_look_alone_agrees_with_a_replay() -> None:
    assert find_fault(_saved(), mirror(2)) == ""
    assert find_fault(_saved(moves=_saved().moves[:-1], ending=""), mirror(2)) == ""
    assert "a replay gives “open”" in find_fault(_saved(moves=_saved().moves[:-1]), mirror(2))
    assert "it is saved as “open”" in find_fault(_saved(ending=""), mirror(2))
    assert "it is saved as “bargain-of-ours”" in find_fault(_saved(ending="bargain-of-ours"), mirror(2))


def test_the_kept_game_is_only_read(tmp_path: Path) -> None:
    store = new_store(tmp_path / "games.sqlite")
    game, _ = keep_game(store, mirror(2), 1)
    before = store.load(game)
    resume(before, Scenario.model_validate(mirror_data(2, turns=3)))
    assert store.load(game) == before
    assert find_fault(before, compile_scenario(MIRROR)) == ""
