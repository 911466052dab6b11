"""The communiqué says what was agreed, granted and stated: all of it, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.narration.communique import SPOKEN_FOR, communique
from game.table.masks import bits
from game.table.protocol import End, Phase
from game.table.state import State
from game.table.view import view
from tests.narration import recorded
from tests.table.scenes import after, claims, east_opens, in_drafting, interests, proposals, seated, world

games = given(st.integers(0, 80), st.integers(0, 2**40))
some = settings(max_examples=60, deadline=None)


def _texts(state: State, mask: int) -> list[str]:
    """The lines of some claims."""
    return [state.game.scenario.claims[state.game.claims[n]].lines.frank or "" for n in bits(mask)]


def _put(state: State) -> State:
    """Both sides have put two theses and tested none."""
    mask = claims(state, "east-t0-0", "east-t1-0", "west-t0-0", "west-t1-0")
    return state.replace(said=mask, stands=mask)


@some
@games
def test_what_was_agreed_is_written_and_nothing_else(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    for state in session.states[-8:]:
        agreed = communique(session.game, state).agreed
        texts = [session.game.scenario.proposals[session.game.proposals[n]].text for n in bits(state.agreed)]
        assert list(agreed) == [f"The two sides agreed {text}." for text in texts]


@some
@games
def test_common_ground_is_what_one_side_put_and_the_other_granted(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    game, state = session.game, session.state
    granted = state.said & state.conceded & ~state.retracted & game.theses
    assert list(communique(game, state).common) == [
        f"Both sides hold what the {game.delegations[game.by[n]]} delegation said: “{text}”."
        for n, text in zip(bits(granted), _texts(state, granted), strict=True)
    ]


@some
@games
def test_a_sides_own_paragraph_holds_nothing_that_fell_and_nothing_of_the_others(
    number: int, seed: int
) -> None:
    session = recorded(world(number), seed)
    game, state = session.game, session.state
    text = communique(game, state)
    for side in (0, 1):
        stated = [one for one in text.own[side] if " stated: " in one]
        assert len(stated) <= 1
        quoted = stated[0].count("“") if stated else 0
        assert quoted <= SPOKEN_FOR
        never = state.fallen | state.retracted | state.conceded | ~game.sides[side].theses
        everything = (1 << len(game.claims)) - 1
        assert not [line for line in _texts(state, never & everything & game.theses) if line in str(stated)]
        assert bool(stated) == bool(state.said & game.sides[side].theses & ~never)


@some
@games
def test_what_was_told_and_what_was_owned_up_to_is_in_the_paragraph_of_its_side(
    number: int, seed: int
) -> None:
    session = recorded(world(number), seed)
    game, state = session.game, session.state
    text = communique(game, state)
    for side, delegation in enumerate(game.scenario.delegations.values()):
        told = [game.interests[n] for n in bits(state.disclosed & game.sides[side].interests)]
        explained = [one for one in text.own[side] if "explained what it needs" in one]
        assert len(explained) == len(told)
        assert all(delegation.interests[key].text[:-1] in str(explained) for key in told)
        sentences = [one for one in text.own[side] if "did not hold" in one]
        owned = _texts(state, state.sentenced & game.sides[side].theses)
        assert len(sentences) == len(owned)
        assert all(line in str(sentences) for line in owned)


@some
@games
def test_every_paragraph_is_a_whole_sentence_and_a_view_is_enough(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    for state in session.states:
        text = communique(session.game, state)
        assert all(one[0].isupper() and one.endswith(".") for one in text.paragraphs())
        assert all(communique(session.game, view(state, side).seen) == text for side in (0, 1))


@some
@games
def test_only_talks_that_were_not_broken_off_are_signed(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    assert communique(session.game, session.state).signed == (session.state.ended == End.COMPLETED)
    assert communique(session.game, session.states[-2]).signed


@pytest.mark.parametrize("ended", [End.SUSPENDED, End.WALKED_OUT])
def test_what_was_agreed_before_a_break_is_still_told(ended: int) -> None:
    state = seated(east_opens())
    state = state.replace(agreed=proposals(state, "joint-0"), ended=ended, phase=Phase.SUSPENDED)
    text = communique(state.game, state)
    assert not text.signed
    assert text.agreed == ("The two sides agreed to meet.",)


def test_it_names_the_items_that_were_discussed_and_no_others() -> None:
    state = seated(east_opens(3))
    met = "The east delegation and the west delegation met"
    assert communique(state.game, state).preamble == f"{met}."
    one = state.replace(said=claims(state, "east-t0-0"))
    assert communique(state.game, one).preamble == f"{met} and exchanged views on “Item 0”."
    three = state.replace(said=claims(state, "east-t0-0", "west-t0-1", "east-t0-2"))
    assert communique(state.game, three).preamble.endswith("on “Item 0”, “Item 1” and “Item 2”.")


def test_what_was_tested_and_stands_goes_before_what_was_only_said() -> None:
    state = _put(seated(east_opens()))
    [stated] = communique(state.game, state).own[0]
    assert "Thesis 0 of east" in stated
    assert "Thesis 1 of east" in stated
    tested = state.replace(backed=claims(state, "east-t1-0"))
    [stated] = communique(state.game, tested).own[0]
    assert "Thesis 0 of east" not in stated
    assert "Thesis 1 of east" in stated


def test_a_sentence_about_a_claim_that_fell_is_written_where_it_was_not_refused() -> None:
    fallen = claims(seated(east_opens()), "west-t0-0")
    state = in_drafting(east_opens(), said=fallen, asked=fallen, fallen=fallen, owing=fallen)
    for answer, written in (("sentence", True), ("refuse", False)):
        text = communique(state.game, after(state, "price west-t0-0", answer))
        line = _texts(state, fallen)[0]
        assert text.own[1] == (
            (f"The west delegation noted that one of its statements did not hold: “{line}”.",)
            if written
            else ()
        )


def test_a_told_interest_is_explained_by_the_side_that_has_it() -> None:
    state = seated(east_opens())
    state = state.replace(disclosed=interests(state, "west-need-0"))
    text = communique(state.game, state)
    assert text.own == ((), ("The west delegation explained what it needs: “west needs 0”.",))


def test_what_was_said_forcefully_is_written_plainly() -> None:
    state = after(seated(east_opens()), "claim east-t0-0 forceful")
    [stated] = communique(state.game, state).own[0]
    assert "(frank)" in stated
    assert "(forceful)" not in stated
