"""Two games side by side: what they share stands once, and nothing is told that is nobody's to see yet."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.match.session import Session
from game.narration.comparison import compare, lines
from game.table.compiled import CompiledScenario, compile_scenario
from tests.screens.driver import well
from tests.worlds import mirror

GAME = compile_scenario(well())


def _played(game: CompiledScenario, choices: list[int], seed: int = 7) -> Session:
    """A game by numbers of legal moves; after the last number, always the first move, to the end."""
    session = Session(game, seed)
    while not session.over and len(session.log) < len(choices):
        moves = session.view(session.state.mover).moves()
        session.play(moves[choices[len(session.log)] % len(moves)])
    return session


def _to_the_end(session: Session) -> Session:
    while not session.over:
        session.play(session.view(session.state.mover).moves()[0])
    return session


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 400), max_size=40), st.integers(0, 40), st.integers(1, 50))
def test_a_branch_shares_its_moves_up_to_where_it_leaves(choices: list[int], ply: int, other: int) -> None:
    game = _played(GAME, choices)
    branch = game.until(ply)
    kept = min(ply, len(game.log))
    assert [entry.move for entry in branch.log] == [entry.move for entry in game.log[:kept]]
    assert branch.state == game.states[kept]
    if not branch.over:
        moves = branch.view(branch.state.mover).moves()
        branch.play(moves[other % len(moves)])
    found = compare(game, branch)
    same = branch.log[kept : kept + 1] == game.log[kept : kept + 1]
    assert found.shared == kept + (same and len(branch.log) > kept and len(game.log) > kept)
    for row in found.rows:
        assert not set(row.first) & set(row.second)
    assert [row for row in compare(game, game).rows if row.first or row.second] == []


def test_scores_and_wishes_are_told_when_both_games_are_over() -> None:
    done, again = _to_the_end(_played(GAME, [])), _to_the_end(_played(GAME, [5, 3, 8, 2, 9]))
    both = [row.title for row in compare(done, again).rows]
    assert {"What it was worth", "The wishes of Arlen", "The wishes of Brisa"} <= set(both)
    still = "\n".join(lines(compare(done, done.until(3)), ("one", "two")))
    assert "Open after 3 moves" in still
    for secret in (
        "worth",
        "wishes",
        *(goal.text[:30] for side in well().delegations.values() for goal in side.objectives.values()),
    ):
        assert secret not in still


def test_games_of_two_scenarios_are_not_compared() -> None:
    with pytest.raises(ValueError, match="two scenarios"):
        compare(Session(GAME, 1), Session(mirror(), 1))


def test_another_seed_is_another_game() -> None:
    assert compare(_played(GAME, [1, 2], seed=1), _played(GAME, [1, 2], seed=2)).shared == 0
