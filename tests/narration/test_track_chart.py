"""The charts of the debrief, as text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.narration.track_chart import columns, rows, ruler

VALUES = st.lists(st.integers(0, 100), min_size=1, max_size=80)
_STEPS = " ▁▂▃▄▅▆▇█"


@given(VALUES, st.integers(2, 90), st.integers(1, 5))
def test_a_column_is_as_high_as_its_value(values: list[int], width: int, height: int) -> None:
    drawn = rows(values, width, height)
    assert len(drawn) == height
    assert {len(row) for row in drawn} == {width}
    for n, value in enumerate(columns(values, width)):
        steps = sum(_STEPS.index(row[n]) for row in drawn)
        assert abs(steps - value * height * 8 / 100) <= 0.5


@given(VALUES, st.integers(2, 90))
def test_the_first_and_the_last_moment_are_always_there(values: list[int], width: int) -> None:
    found = columns(values, width)
    assert (found[0], found[-1]) == (values[0], values[-1])


def test_a_ruler_names_each_change_where_it_happens() -> None:
    line = ruler(["open"] * 10 + ["two"] * 10, 20)
    assert line == "open      two       "
