"""The rules of a round: who begins, whose turn it is, last words, holds."""

from __future__ import annotations

from game.table.protocol import Phase
from game.table.state import State
from tests.table.scenes import EAST, WEST, after, east_opens, said, seated, walk, world


def _at_table(turns: int = 5) -> State:
    return seated(east_opens(turns=turns))


def _heads(state: State) -> set[str]:
    return {key.split()[0] for key in said(state)}


def test_the_first_word_on_an_item_is_a_thesis() -> None:
    assert said(_at_table()) == {
        f"claim east-t{n}-0 {tone}" for n in range(3) for tone in ("cordial", "frank", "forceful")
    }


def test_openers_alternate_by_item() -> None:
    for seed in range(12):
        first = {}
        for ply in walk(world(0), seed):
            if ply.before.phase == Phase.STATEMENT:
                first[ply.before.item] = ply.before.mover ^ ply.before.opener
        assert first == {item: item & 1 for item in first}


def _to_last_words(*first: str, turns: int = 4) -> State:
    """The two turns before the last words are played by ``first``'s end."""
    state = after(_at_table(turns=turns), *first)
    assert state.phase == Phase.LAST_WORDS
    return state


QUIET = ("claim east-t0-0 frank", "claim west-t0-0 frank", "claim east-t1-0 frank", "claim west-t1-0 frank")


def test_a_thesis_that_nobody_could_answer_any_more_cannot_be_put() -> None:
    state = after(seated(east_opens(turns=4)), *QUIET)
    assert "claim east-t2-0 frank" in said(state)  # west has a turn left to answer it
    state = after(state, "claim east-t2-0 frank")
    assert state.phase == Phase.EXCHANGE
    assert "claim" not in _heads(state)  # east has only its last word, which opens nothing
    assert "ask" in _heads(state)


def test_last_words_are_one_turn_of_each_side_and_open_nothing_new() -> None:
    state = _to_last_words(*QUIET, "claim east-t2-0 frank", "acknowledge east-t2-0")
    closed = {"claim", "ask", "challenge", "demand", "offer", "counter", "accuse", "resolve", "probe"}
    for mover in (EAST, WEST):
        assert state.mover == mover
        assert not closed & _heads(state)
        assert "hold" in said(state)
        state = after(state, "hold")
    assert state.phase == Phase.DRAFTING


def test_last_words_answer_only_old_points() -> None:
    state = _to_last_words(*QUIET, "ask west-t0-0", "rebut east-t0-0 by west-t2-0 frank")
    assert "rebut west-t2-0 by east-t1-0 frank" in said(state)  # it attacked me before
    assert not any(key.startswith("rebut west-t0-0") for key in said(state))  # it did not
    state = after(state, "rebut west-t2-0 by east-t1-0 frank")
    assert "support west-t0-0 by card-0-0-west frank" in said(state)  # asked about before
    assert not any(key.startswith("support west-t1-0") for key in said(state))
    assert not any(key.startswith("support west-t2-0") for key in said(state))  # attacked just now
    assert not any(key.startswith("rebut east-t1-0") for key in said(state))  # it attacked just now


def test_a_reason_given_in_the_last_words_cannot_be_undercut() -> None:
    old = ("claim east-t2-0 frank", "ask east-t0-0")
    state = _to_last_words(*QUIET, *old)
    state = after(state, "support east-t0-0 by east-r0-0 frank")
    assert not any(key.startswith("undercut") for key in said(state))
    before = _to_last_words(*QUIET, "support east-t0-0 by east-r0-0 frank", "acknowledge east-t1-0")
    assert "undercut east-r0-0 by west-u0-0 frank" in said(after(before, "hold"))


def _speechless(turn: int) -> State:
    """Nothing is left to say, in the middle of a round."""
    game = east_opens(2)
    claims = game.graphs[0].claims
    dead, tabled = (1 << len(game.proposals)) - 1, (1 << len(game.packages)) - 1
    state = seated(
        game,
        recessed0=True,
        recessed1=True,
        probed0=True,
        probed1=True,
        charges=0b1111,
        dead=dead,
        tabled=tabled,
    )
    return state.replace(phase=Phase.EXCHANGE, turn=turn, mover=turn % 2, said=claims, retracted=claims)


def test_two_holds_in_a_row_end_a_round() -> None:
    state = _speechless(4)
    assert said(state) == {"hold"}
    state = after(state, "hold")
    assert (state.item, state.turn) == (0, 5)
    assert after(state, "hold").item == 1


def test_holds_never_end_a_round_after_an_odd_turn() -> None:
    state = after(_speechless(5), "hold", "hold")
    assert (state.item, state.turn) == (0, 7)
    assert after(state, "hold").item == 1


def test_a_hold_that_is_not_followed_by_one_does_not_count() -> None:
    state = after(_speechless(4), "hold").replace(recessed0=False, recessed1=False)
    assert after(state, "recess").holds == 0
