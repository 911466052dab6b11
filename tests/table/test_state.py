"""A state: named values that stay as they are, and drafts that are copies of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.table.play import start
from game.table.position import Position, SideState
from game.table.state import State
from tests.table.scenes import east_opens, seated, walk, world


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 80), st.integers(0, 2**40))
def test_a_draft_is_an_equal_copy_that_shares_nothing_that_is_written(number: int, seed: int) -> None:
    for state, _, _, _ in walk(world(number), seed):
        draft = state.edit()
        assert (draft, hash(draft), draft.flat()) == (state, hash(state), state.flat())
        for name in SideState.fields:
            setattr(draft.sides[0], name, getattr(draft.sides[0], name) + 1)
        assert draft.sides[1] == state.sides[1]
        assert all(getattr(draft.sides[0], n) == getattr(state.sides[0], n) + 1 for n in SideState.fields)
        for name in set(Position.fields) - {"game", "sides", "fired"}:
            setattr(draft, name, getattr(draft, name) + 1)
            assert getattr(draft, name) == getattr(state, name) + 1


def test_a_state_is_rebuilt_from_its_flat_values() -> None:
    for state, _, _, _ in walk(world(2), 7):
        values: dict[str, Any] = state.flat()
        assert State.blank(state.game).replace(**values) == state


def test_a_state_is_replaced_by_the_names_of_its_flat_values() -> None:
    state = seated(east_opens())
    changed = state.replace(tension=77, home1=12)
    assert (changed.tension, changed.sides[1].home, changed.sides[0].home) == (77, 12, state.sides[0].home)
    assert changed != state
    assert changed.replace(tension=state.tension, home1=state.sides[1].home) == state


@pytest.mark.parametrize("name", ["home", "sides", "home2", "tensions"])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(TypeError, match=name):
        seated(east_opens()).replace(**{name: 1})


def test_a_state_prints_its_names() -> None:
    assert "tension=" in repr(start(east_opens(), 1))
    assert "home=" in repr(start(east_opens(), 1).sides[0])
