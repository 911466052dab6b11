"""The rules of the types of dialogue: bids, licit and illicit shifts, fouls, the way back."""

from __future__ import annotations

from typing import Any

import pytest

from game.table.fouls import COUNTERCHARGE, FOULS, foul_bit
from game.table.protocol import Phase, Type
from game.table.state import State
from tests.table.scenes import EAST, after, causes, changes_of, claims, east_opens, proposals, said, seated

SWAP = "offer east-wish-1 + west-wish-1"
REASON, THEIR_REASON = "support east-t0-0 by card-0-0-east frank", "support west-t0-0 by card-0-0-west frank"
BARGAIN_FOUL = "a foul: bargaining before the reasons were heard"
QUARREL_FOUL = "a foul: sliding into a quarrel"


def _talking(items: int = 1, *, shifts: str = "permissive", **values: Any) -> State:
    """Each side has put one thesis; east is to move. Home is in the middle, where nothing doubles."""
    state = seated(east_opens(items, shifts=shifts), home0=50, home1=50, tension=40)
    return after(state, "claim east-t0-0 frank", "claim west-t0-0 frank").replace(**values)


def _argued(**values: Any) -> State:
    return after(_talking(), REASON, THEIR_REASON).replace(**values)


@pytest.mark.parametrize(
    ("bid", "answer"),
    [("demand east-wish-1 frank", "accept"), (SWAP, "accept"), (SWAP, "defer"), (SWAP, "counter")],
)
def test_a_bid_answered_in_kind_makes_it_a_negotiation(bid: str, answer: str) -> None:
    state = after(_argued(), bid)
    assert (state.kind, state.bid) == (Type.EXCHANGE, Type.NEGOTIATION)
    key = next(key for key in sorted(said(state)) if key.startswith(answer))
    state = after(state, key)
    assert (state.kind, state.shifts, state.downs) == (Type.NEGOTIATION, 1, 1)


@pytest.mark.parametrize("answer", ["decline", "reframe", "claim west-t1-0 frank", "recess"])
def test_a_bid_not_answered_in_kind_leaves_the_talk_as_it_was(answer: str) -> None:
    state = after(_argued(), SWAP, answer)
    assert (state.kind, state.shifts, state.illicit) == (Type.EXCHANGE, 0, 0)


def test_a_shift_is_licit_when_both_sides_gave_a_reason() -> None:
    state = after(_argued(), SWAP, "accept")
    assert (state.illicit, state.sides[0].fouls, state.sides[1].fouls) == (0, 0, 0)


@pytest.mark.parametrize(
    ("before", "bid", "foul"),
    [
        ((), SWAP, "bargaining"),
        ((), "demand east-wish-1 frank", "bargaining"),
        ((), "demand east-wish-1 forceful", "threat"),
        ((REASON, "claim west-t1-0 frank"), SWAP, "splitting"),
        ((REASON, "claim west-t1-0 frank"), "offer joint-0", "leaving"),
        ((REASON, "claim west-t1-0 frank"), "demand east-wish-1 frank", "leaving"),
    ],
)
def test_an_illicit_shift_has_a_name_and_a_price(before: tuple[str, ...], bid: str, foul: str) -> None:
    state = after(_talking(), *before, bid)
    assert state.sides[0].fouls == 0  # a bid alone is no foul
    assert causes(state, "accept")[BARGAIN_FOUL].side == EAST
    state = after(state, "accept")
    number = [one.id for one in FOULS].index(foul)
    assert state.sides[0].fouls == foul_bit(number, 0)
    assert (state.kind, state.illicit) == (Type.NEGOTIATION, 1)
    assert f"accuse foul {foul} in item-0" in said(after(state, "claim east-t1-0 frank"))


def test_one_is_fined_for_hasty_bargaining_once_in_an_item() -> None:
    state = after(_talking(), SWAP, "accept", "reframe", "claim west-t1-0 frank")
    assert state.kind == Type.EXCHANGE
    state = after(state, "offer joint-0")
    assert BARGAIN_FOUL not in causes(state, "accept")
    assert after(state, "accept").sides[0].fouls.bit_count() == 1
    assert after(state, "accept").illicit == 2


def test_where_shifts_are_resisted_the_talk_stays_but_what_is_agreed_is_agreed() -> None:
    state = after(_talking(shifts="resistant"), REASON, THEIR_REASON, SWAP)
    assert BARGAIN_FOUL in causes(state, "accept")
    state = after(state, "accept")
    assert (state.kind, state.shifts, state.downs) == (Type.EXCHANGE, 0, 0)
    assert state.agreed == proposals(state, "east-wish-1", "west-wish-1")
    assert state.sides[0].fouls.bit_count() == 1


@pytest.mark.parametrize("answer", ["accuse east west-charge-0", "claim west-t1-0 forceful"])
def test_an_accusation_answered_in_kind_makes_it_a_quarrel(answer: str) -> None:
    state = after(_talking(), "accuse west east-charge-0", answer)
    assert (state.kind, state.downs, state.illicit) == (Type.QUARREL, 2, 1)
    assert "walk out" in said(state)


@pytest.mark.parametrize("answer", ["claim west-t1-0 frank", "reframe", "acknowledge", "recess"])
def test_an_accusation_not_answered_in_kind_makes_no_quarrel(answer: str) -> None:
    state = after(_talking(), "accuse west east-charge-0", answer)
    assert state.kind == Type.EXCHANGE
    assert state.sides[0].fouls == 0


def test_sliding_into_a_quarrel_is_a_foul_and_so_is_a_charge_for_a_charge() -> None:
    state = after(_talking(), "accuse west east-charge-0")
    assert causes(state, "accuse east west-charge-0")[QUARREL_FOUL].side == EAST
    state = after(state, "accuse east west-charge-0")
    assert [FOULS[n].id for n in range(8) if state.sides[0].fouls >> n & 1] == ["sliding"]
    assert state.sides[1].fouls == foul_bit(COUNTERCHARGE, 0)


def test_a_charge_can_be_made_once() -> None:
    state = after(_talking(), "accuse west east-charge-0", "claim west-t1-0 frank")
    assert "accuse west east-charge-0" not in said(state)
    assert "accuse west east-charge-1" in said(state)


def test_an_accusation_founded_on_the_record_is_no_slide_and_is_made_once() -> None:
    state = after(_talking(), SWAP, "accept", "claim east-t1-0 frank", "accuse foul bargaining in item-0")
    key = "accuse west east-charge-0"
    assert QUARREL_FOUL not in causes(state, key)
    state = after(state, key)
    assert (state.kind, state.sides[1].fouls & ~foul_bit(COUNTERCHARGE, 0)) == (Type.QUARREL, 0)
    assert "accuse foul bargaining in item-0" not in said(state)


def test_a_foul_is_called_by_the_other_side_only() -> None:
    state = after(_talking(), SWAP, "accept")
    assert not any(key.startswith("accuse foul") for key in said(state))


def _back(state: State, downs: int) -> int:
    """What calling back costs at home."""
    paid = causes(state.replace(downs=downs), "reframe")["the way back, dearer after each step down"]
    return paid.deltas[4 + state.mover]


def test_the_way_back_is_dearer_after_each_step_down() -> None:
    state = _argued(kind=Type.NEGOTIATION)
    prices = [_back(state, downs) for downs in (1, 2, 3)]
    assert 0 > prices[0] > prices[1] > prices[2]


@pytest.mark.parametrize("kind", [Type.NEGOTIATION, Type.QUARREL])
def test_reframe_calls_back_if_it_is_answered_by_argument(kind: Type) -> None:
    state = after(_argued(kind=kind), "reframe")
    assert (state.kind, state.bid) == (kind, Type.EXCHANGE)
    assert after(state, "claim west-t1-0 frank").kind == Type.EXCHANGE
    assert after(state, "acknowledge").kind == Type.EXCHANGE
    assert after(state, "recess").kind == (Type.EXCHANGE if kind == Type.QUARREL else kind)
    assert after(state, "offer joint-0").kind == kind


def test_nobody_reframes_an_exchange_unasked() -> None:
    assert "reframe" not in said(_talking())


def _last_turn_of_the_first_item(kind: Type) -> State:
    state = _talking(2)
    return state.replace(phase=Phase.LAST_WORDS, turn=2 * state.game.turns - 1, mover=1, kind=kind)


def test_a_negotiation_lapses_at_the_next_item_and_a_quarrel_does_not() -> None:
    for kind, later in ((Type.NEGOTIATION, Type.EXCHANGE), (Type.QUARREL, Type.QUARREL)):
        state = after(_last_turn_of_the_first_item(kind), "hold")
        assert (state.item, state.kind) == (1, later)


def test_a_recess_ends_a_quarrel_and_lowers_tension_once_a_side() -> None:
    state = _argued(kind=Type.QUARREL)
    paused = after(state, "recess")
    assert paused.kind == Type.EXCHANGE
    move = next(change for change in changes_of(state, "recess") if change.cause == "the move")
    assert move.deltas[1] < 0
    assert "recess" in said(paused)
    both = after(paused, "recess")
    assert "recess" not in said(both)
    assert "recess" not in said(after(both, "claim east-t1-0 frank"))


def test_an_event_comes_once_and_only_when_its_condition_holds() -> None:
    titles = set()
    for seed in range(30):
        state = _talking(rng=seed, tension=10)
        drawn = after(state, "recess")
        assert drawn.events.bit_count() == 1
        titles |= {c.cause for c in changes_of(state, "recess") if c.cause.startswith("news")}
        assert after(drawn, "recess").events.bit_count() == 2
    assert titles == {"news: A leak", "news: A poll"}  # the calm word wants tension of 30


def test_walking_out_needs_a_quarrel_or_high_tension() -> None:
    assert "walk out" not in said(_talking())
    assert "walk out" not in said(_talking(kind=Type.NEGOTIATION))
    assert "walk out" in said(_talking(kind=Type.QUARREL))
    state = after(_talking(tension=99), "walk out")
    assert (state.ended, state.blame, state.phase) == (3, EAST, Phase.SUSPENDED)
    assert state.said == claims(state, "east-t0-0", "west-t0-0")
