"""The rules of bargaining: interests, bridges, packages, demands, working groups."""

from __future__ import annotations

from typing import Any

import pytest

from game.table.compiled import CompiledScenario
from game.table.protocol import Phase, Type
from game.table.state import State
from tests.table.scenes import (
    after,
    build,
    causes,
    changes_of,
    east_opens,
    interests,
    proposals,
    said,
    seated,
)
from tests.worlds import mirror_data

SWAP = "offer east-wish-1 + west-wish-1"
BOTH_NEEDS = ("east-need-0", "west-need-1")


def _talking(game: CompiledScenario | None = None, *, shifts: str = "permissive", **values: int) -> State:
    """Each side has put one thesis; east is to move."""
    state = seated(game or east_opens(shifts=shifts), **values)
    return after(state, "claim east-t0-0 frank", "claim west-t0-0 frank")


def _with(**changes: dict[str, Any]) -> CompiledScenario:
    """The mirror with other keys in some proposals."""
    data = mirror_data(1) | {"opens": "east"}
    for key, values in changes.items():
        data["proposals"][key.replace("_", "-")].update(values)
    return build(data)


def _about(state: State, proposal: str) -> set[str]:
    """What may be asked for or offered that holds a proposal."""
    return {key for key in said(state) if proposal in key.replace("+", "").split()}


def test_asking_what_an_offer_is_for_keeps_it_open() -> None:
    state = after(_talking(), SWAP, "probe offer", "withhold")
    assert {"accept", "decline", "defer"} <= said(state)
    assert "probe offer" not in said(state)
    state = after(state, "accept")
    assert state.agreed == proposals(state, "east-wish-1", "west-wish-1")


@pytest.mark.parametrize("answer", ["withhold", "disclose east-need-1", "claim east-t1-0 frank"])
def test_an_offer_asked_about_is_still_a_bid(answer: str) -> None:
    state = after(_talking(), SWAP, "probe offer", answer)
    assert state.bid == Type.NEGOTIATION
    assert after(state, "accept").kind == Type.NEGOTIATION


@pytest.mark.parametrize("point", ["offer joint-0", "demand east-wish-2 frank"])
def test_another_offer_takes_the_place_of_the_one_asked_about(point: str) -> None:
    state = after(_talking(), "demand east-wish-1 frank", "probe offer", point, "accept")
    assert state.agreed == proposals(state, point.split()[1])


def test_an_accusation_takes_the_place_of_an_offer_asked_about() -> None:
    state = after(_talking(), SWAP, "probe offer", "accuse west east-charge-0")
    assert state.bid == Type.QUARREL
    assert "accept" not in said(state)
    assert "an accusation left unanswered" in causes(state, "claim west-t1-0 frank")


def test_a_threat_asked_about_is_still_a_threat() -> None:
    state = after(_talking(), "demand east-wish-1 forceful", "probe offer", "withhold", "accept", "recess")
    assert "accuse foul threat in item-0" in said(state)


def test_a_question_about_an_offer_is_not_a_no() -> None:
    state = after(_talking(shifts="resistant"), SWAP, "probe offer", "withhold", "accept")
    assert not any(side.cooled for side in state.sides)


def test_the_wish_named_in_the_opening_can_be_asked_about_once() -> None:
    state = after(_talking(), "probe wish")
    assert {"disclose west-need-0", "disclose west-need-1", "withhold"} <= said(state)
    state = after(state, "withhold", "claim east-t1-0 frank", "probe wish", "withhold")
    assert "probe wish" not in said(state)
    assert "probe wish" not in said(after(state, "acknowledge east-t1-0"))


def test_who_is_told_an_interest_may_tell_one_in_return() -> None:
    state = after(_talking(), "probe wish", "disclose west-need-0")
    assert {"disclose east-need-0", "disclose east-need-1", "acknowledge"} <= said(state)
    assert "withhold" not in said(state)
    state = after(state, "disclose east-need-0")
    assert state.disclosed == interests(state, "east-need-0", "west-need-0")
    assert not any(key.startswith("disclose east") for key in said(state))


def test_an_interest_is_told_once() -> None:
    state = after(_talking(), "probe wish", "disclose west-need-0", "disclose east-need-0")
    assert "disclose west-need-0" not in said(state)
    assert "disclose west-need-1" in said(state)


def test_nobody_tells_an_interest_unasked() -> None:
    assert not any(key.startswith(("disclose", "withhold")) for key in said(_talking()))


@pytest.mark.parametrize("known", [(), BOTH_NEEDS[:1], BOTH_NEEDS[1:]])
def test_a_bridge_waits_until_both_its_interests_were_told(known: tuple[str, ...]) -> None:
    state = _talking()
    assert not _about(state.replace(disclosed=interests(state, *known)), "bridge-01")


def test_a_bridge_is_open_once_both_its_interests_were_told() -> None:
    state = _talking()
    state = state.replace(disclosed=interests(state, *BOTH_NEEDS))
    assert "offer bridge-01" in said(state)
    assert not _about(state, "bridge-00")


def test_a_disclosed_interest_is_charged_for_by_who_offers() -> None:
    state = _talking()
    state = state.replace(disclosed=interests(state, *BOTH_NEEDS))
    wishes = {key for key in _about(state, "bridge-01") if "wish" in key}
    assert len(wishes) == 3
    assert all("east-wish" in key and "west-wish" not in key for key in wishes)


def test_a_package_is_tabled_once_by_anyone() -> None:
    state = after(_talking(), "offer joint-0", "decline")
    assert "offer joint-0" not in said(state.replace(kind=Type.NEGOTIATION))
    assert "offer joint-0" not in said(after(state, "recess").replace(kind=Type.NEGOTIATION))


def test_a_declined_demand_is_dead() -> None:
    state = after(_talking(), "demand east-wish-1 frank", "decline").replace(kind=Type.NEGOTIATION)
    assert not any(key.startswith("demand east-wish-1") for key in said(state))
    assert "demand east-wish-2 frank" in said(state)
    drafting = state.replace(phase=Phase.DRAFTING, understanding=100, open_act=-1)
    assert "text east-wish-1" not in said(drafting)


def test_a_lapsed_demand_is_not_dead() -> None:
    state = after(_talking(), "demand east-wish-1 frank", "claim west-t1-0 frank")
    assert "demand east-wish-1 frank" in said(state.replace(kind=Type.NEGOTIATION))


def test_what_is_agreed_cannot_be_asked_for_again() -> None:
    state = after(_talking(), SWAP, "accept")
    assert not _about(state, "east-wish-1")
    assert not _about(state, "west-wish-1")


def test_a_proposal_waits_for_what_it_needs() -> None:
    state = _talking(_with(joint_1={"needs": ["joint-0"]}, east_wish_1={"needs": ["west-wish-1"]}))
    assert "offer joint-1" not in said(state)
    assert "demand east-wish-1 frank" not in said(state)
    assert SWAP in said(state)  # the package brings what it needs
    agreed = state.replace(agreed=proposals(state, "joint-0"))
    assert "offer joint-1" in said(agreed)


@pytest.mark.parametrize("where", ["joint-0", "joint-1"])
def test_two_proposals_that_exclude_each_other_are_never_both_agreed(where: str) -> None:
    other = {"joint-0": "joint-1", "joint-1": "joint-0"}[where]
    state = _talking(_with(**{where.replace("-", "_"): {"excludes": [other]}}))
    assert {"offer joint-0", "offer joint-1"} <= said(state)
    assert "offer joint-1" not in said(state.replace(agreed=proposals(state, "joint-0")))
    assert "offer joint-0" not in said(state.replace(agreed=proposals(state, "joint-1")))


def test_a_swap_of_what_excludes_each_other_does_not_exist() -> None:
    assert SWAP not in said(_talking(_with(east_wish_1={"excludes": ["west-wish-1"]})))


def test_a_swap_is_within_one_rung() -> None:
    swaps = {key for key in said(_talking()) if key.startswith("offer east-wish")}
    rungs = {(key.split()[1][-1], key.split()[3][-1]) for key in swaps}
    assert rungs == {(a, b) for a in "123" for b in "123" if abs(int(a) - int(b)) <= 1}


def test_a_side_demands_only_its_own_wishes() -> None:
    demands = {key.split()[1] for key in said(_talking()) if key.startswith("demand")}
    assert demands == {"east-wish-1", "east-wish-2", "east-wish-3"}


def test_a_counter_keeps_something_of_what_is_on_the_table() -> None:
    state = after(_talking(), SWAP)
    counters = {key for key in said(state) if key.startswith("counter")}
    assert counters
    assert all("east-wish-1" in key or "west-wish-1" in key for key in counters)
    assert "counter east-wish-1 + west-wish-1" not in counters
    assert "probe offer" in said(after(state, min(counters)))


def test_what_was_sent_to_a_working_group_is_parked() -> None:
    state = after(_talking(), SWAP, "defer")
    assert state.parked == proposals(state, "east-wish-1", "west-wish-1")
    assert state.agreed == 0


def test_who_said_no_may_be_asked_again_only_after_a_new_reason() -> None:
    state = after(_talking(), "offer joint-0", "decline")
    assert not any(key.startswith(("offer", "demand")) for key in said(state))
    state = after(state, "support east-t0-0 by card-0-0-east frank", "claim west-t1-0 frank")
    assert "offer joint-1" in said(state)


def test_an_agreement_lowers_tension_and_is_paid_for_at_home() -> None:
    state = after(
        _talking(tension=50, home0=50, home1=50).replace(reasoned0=True, reasoned1=True), "offer joint-3"
    )
    assert _paid(state) == [0, -3, 0, 0, -2, -2]  # its rung, and what the scenario says of it


def test_who_bargained_before_the_reasons_were_heard_pays_double_at_home() -> None:
    state = after(_talking(tension=50, home0=50, home1=50), "offer joint-3")
    assert _paid(state) == [0, -3, 0, 0, -4, -2]


def _paid(state: State) -> list[int]:
    paid = [change.deltas for change in changes_of(state, "accept") if change.cause == "what was agreed"]
    return [sum(column) for column in zip(*paid, strict=True)]


def test_who_asked_what_an_offer_is_for_and_was_told_may_tell_in_return_and_the_offer_rests() -> None:
    state = after(_talking(), "offer east-wish-1 + west-wish-1", "probe offer", "disclose east-need-0")
    assert {"disclose west-need-0", "accept"} <= said(state)
    changes = causes(state, "disclose west-need-0")
    assert "an offer left unanswered" not in changes
    told = after(state, "disclose west-need-0")
    assert told.disclosed == interests(state, "east-need-0", "west-need-0")
    assert "accept" not in said(told)
    assert "offer bridge-00" in said(told)


def test_an_offer_is_not_answered_by_a_question_about_something_else() -> None:
    state = after(_talking(), "offer east-wish-1 + west-wish-1")
    assert "an offer left unanswered" in causes(state, "probe wish")
    assert "an offer left unanswered" not in causes(state, "probe offer")
