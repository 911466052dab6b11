"""The menu follows the guards and the reply table, and has exactly what no rule closes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.table.acts import ANSWERS, REPLIES, Act, Replies
from game.table.guards import CLOSED, GUARDS, MAY, May, Situation, situation
from game.table.masks import bits
from game.table.moves import legal
from game.table.offers import Settled
from game.table.options import Options
from game.table.protocol import TALK, Stage, Type
from game.table.state import State
from game.table.why import Why
from tests.table.scenes import after, east_opens, in_drafting, said, seated, walk, world

Change = Callable[[Act, Replies], None]

SUBJECTS: dict[Act, Callable[[State, Options], int]] = {
    Act.CLAIM: lambda state, options: options.theses,
    Act.ASK: lambda state, options: state.said & options.theirs,
    Act.CHALLENGE: lambda state, options: state.said & options.theirs,
    Act.DEMAND: lambda state, options: options.favours,
}
"""Whatever an act could be about, before any rule closes a part of it."""


def why_closed(state: State, act: Act, number: int) -> Why | None:
    """Return the rule that closes a claim, or a proposal, to an act."""
    if act == Act.DEMAND:
        return Settled(state.agreed, state.disclosed, state.dead).closing(state.game, number)
    return CLOSED[act].why(state, number)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 80), st.integers(0, 2**40))
def test_what_is_legal_is_the_subject_less_what_closes_it(number: int, seed: int) -> None:
    for state, _, _, _ in walk(world(number), seed):
        if state.phase not in TALK:
            continue
        options = state.game.options[state.item][state.mover]
        now, moves = situation(state), legal(state)
        for act, subject in SUBJECTS.items():
            possible = subject(state, options)
            possible &= ~state.game.mask(n for n in bits(possible) if why_closed(state, act, n))
            if not all(guard.passes(now) for guard in GUARDS[act.name.lower()]):
                possible = 0
            if act == Act.CHALLENGE and not options.cards & ~state.sides[state.mover].cards:
                possible = 0
            assert state.game.mask({move.what for move in moves if move.act == act}) == possible


def test_every_kind_of_move_has_its_guards() -> None:
    assert May.__annotations__.keys() - {"narrowed", "about_nothing"} == GUARDS.keys()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 80), st.integers(0, 2**40))
def test_the_menu_reads_the_situation_that_the_reasons_read(number: int, seed: int) -> None:
    for state, _, _, _ in walk(world(number), seed):
        if state.phase in TALK:
            MAY.clear()
            legal(state)
            assert list(MAY) == [situation(state)]


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Iterator[Change]:
    """Change the reply table for one test; what was worked out from it is forgotten before and after."""

    def set_replies(act: Act, replies: Replies) -> None:
        monkeypatch.setitem(REPLIES, act, replies)
        ANSWERS.clear()
        MAY.clear()

    yield set_replies
    monkeypatch.undo()
    ANSWERS.clear()
    MAY.clear()


def _verbs(state: State) -> set[str]:
    return {key.split()[0] for key in said(state)}


def _offered() -> State:
    state = after(seated(east_opens()), "claim east-t0-0 frank", "claim west-t0-0 frank")
    return after(state, "offer east-wish-1 + west-wish-1")


def test_an_offer_that_may_only_be_declined_is_only_declined(change: Change) -> None:
    answers = {"accept", "decline", "defer", "counter", "reframe"}
    assert answers < _verbs(_offered())
    assert "probe offer" in said(_offered())
    change(Act.OFFER, Replies((Act.DECLINE,), (), immediate=True))
    assert answers & _verbs(_offered()) == {"decline"}
    assert "probe offer" not in said(_offered())


def test_an_offer_that_may_not_be_countered_may_still_be_accepted(change: Change) -> None:
    change(Act.OFFER, Replies((Act.DECLINE,), (Act.ACCEPT,), immediate=True))
    assert {"accept", "decline", "defer", "counter"} & _verbs(_offered()) == {"accept", "decline"}


def test_a_question_about_interests_that_may_not_be_refused(change: Change) -> None:
    asked = after(seated(east_opens()), "claim east-t0-0 frank", "claim west-t0-0 frank", "probe wish")
    assert {"disclose", "withhold", "reframe"} <= _verbs(asked)
    change(Act.PROBE, Replies((), (Act.DISCLOSE,), immediate=True))
    assert {"disclose", "withhold", "reframe"} & _verbs(asked) == {"disclose"}
    change(Act.PROBE, Replies((Act.WITHHOLD,), (), immediate=True))
    assert {"disclose", "withhold", "reframe"} & _verbs(asked) == {"withhold"}


@pytest.mark.parametrize("act", [Act.ASK, Act.CHALLENGE, Act.REBUT, Act.CONCEDE])
def test_a_claim_is_open_to_the_answers_to_a_claim(change: Change, act: Act) -> None:
    verb = act.name.lower()
    state = after(seated(east_opens()), "claim east-t0-0 frank")
    put = after(state, "claim west-t0-0 frank")
    assert verb in _verbs(put)
    pressing, yielding, _ = REPLIES[Act.CLAIM]
    change(
        Act.CLAIM,
        Replies(tuple(x for x in pressing if x != act), tuple(x for x in yielding if x != act)),
    )
    assert verb not in _verbs(put)
    others = {"ask", "challenge", "rebut", "concede"} - {verb}
    assert others <= _verbs(put)


def test_who_was_asked_may_give_a_reason_or_take_it_back(change: Change) -> None:
    asked = after(seated(east_opens()), "claim east-t0-0 frank", "claim west-t0-0 frank", "ask west-t0-0")
    assert {"support", "retract"} <= _verbs(asked)
    change(Act.ASK, Replies((), (Act.RETRACT,)))
    assert {"support", "retract"} & _verbs(asked) == {"retract"}
    change(Act.ASK, Replies((Act.SUPPORT,), ()))
    assert {"support", "retract"} & _verbs(asked) == {"support"}


def test_a_disclosure_may_be_acknowledged(change: Change) -> None:
    state = after(seated(east_opens()), "claim east-t0-0 frank", "claim west-t0-0 frank", "probe wish")
    told = next(key for key in said(state) if key.startswith("disclose"))
    assert "acknowledge" in said(after(state, told))
    change(Act.DISCLOSE, Replies((), (Act.DISCLOSE,)))
    assert "acknowledge" not in said(after(state, told))


def test_the_answers_in_the_drafting_are_those_of_the_table(change: Change) -> None:
    put = after(in_drafting(east_opens(), understanding=100), "text joint-0")
    assert said(put) == {"accept", "decline"}
    change(Act.TEXT, Replies((Act.DECLINE,), (), immediate=True))
    assert said(put) == {"decline"}


def test_a_situation_is_open_by_the_rules_alone() -> None:
    quiet = Situation(Stage.OPEN, -1, False, Type.EXCHANGE, False, False, False)
    may = May(quiet)
    assert (may.ask, may.accept, may.reframe, may.walk_out) == (True, False, False, False)
    assert May(quiet._replace(kind=int(Type.QUARREL))).walk_out
    assert not May(quiet._replace(recessed=True)).recess
