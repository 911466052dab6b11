"""The debrief lays open both briefs, the moves at which the talk turned, and why a claim stands."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from game.match.session import Session
from game.narration.debrief import Debrief, debrief, lines, turn_words
from game.table.acts import HELP, Act
from game.table.compiled import CompiledScenario
from game.table.moves import legal
from game.table.outcome import outcome
from game.table.play import play
from game.table.protocol import TRIGGER, TYPES, Phase
from tests.narration import OPENING, REASONS, THESES, recorded, scene
from tests.table.scenes import build, east_opens, world
from tests.worlds import mirror_data

SWAP = "offer east-wish-1 + west-wish-1"
CHARGES = ("accuse west east-charge-0", "accuse east west-charge-0")
TURNING = {TRIGGER[name] for name in ("turn_to_bargaining", "fall_out", "come_back")}
"""The triggers of a turn that somebody made; a negotiation that lapses with its round is not among them."""
games = given(st.integers(0, 80), st.integers(0, 2**40))
some = settings(max_examples=60, deadline=None)


def _tense(tension: int, **more: Any) -> CompiledScenario:
    start = {"understanding": 30, "tension": tension}
    return build(mirror_data(1) | {"opens": "east", "start": start} | more)


@some
@games
def test_the_turning_moves_are_those_that_turned_the_talk(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    turned = [
        # With the last move of a round a negotiation can begin and lapse at once.
        (n + 1, TYPES[entry.after.kind] if entry.after.kind != entry.before.kind else "negotiation")
        for n, entry in enumerate(session.log)
        if TURNING & set(entry.after.fired)
    ]
    assert [(turn.ply, turn.type) for turn in debrief(session).turns] == turned


@some
@games
def test_what_could_have_been_chosen_instead_would_have_kept_the_type(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    for turn in debrief(session).turns:
        entry = session.log[turn.ply - 1]
        assert (turn.side, turn.licit) == (entry.side, entry.after.illicit == entry.before.illicit)
        kept = {
            HELP[Act(move.act)].verb
            for move in legal(entry.before)
            if (after := play(entry.before, move)).kind == entry.before.kind or after.phase != Phase.EXCHANGE
        }
        assert set(turn.instead) <= kept
        assert HELP[Act.WALK_OUT].verb not in turn.instead


@some
@games
def test_both_briefs_are_opened_with_what_came_of_them(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    found, result = debrief(session), outcome(session.state)
    for side, brief in enumerate(found.briefs):
        written = session.game.scenario.delegations[session.game.delegations[side]]
        assert brief.instructions == written.instructions
        assert brief.score == result.scores[side]
        goals = result.objectives[side]
        assert [(w.status, w.points, w.earned) for w in brief.wishes] == [
            (g.status, g.points, g.earned) for g in goals
        ]
        assert [wish.secret for wish in brief.wishes] == [
            written.objectives[goal.id].confidential for goal in goals
        ]
        assert bool(brief.crossed) == bool(session.state.sides[side].crossed)
    assert len(found.tracks) == len(session.log) + 1


@some
@games
def test_every_thesis_that_was_put_is_explained_once(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    game, state = session.game, session.state
    theses = [one for _, found in debrief(session).stood for one in found]
    assert len(theses) == (state.said & game.theses).bit_count()
    for one in theses:
        assert one.why.endswith(".")
        assert "given" in one.why


@some
@games
def test_as_lines_it_says_all_that_it_holds(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    found = debrief(session)
    text = "\n".join(lines(found, session.game))
    for brief in found.briefs:
        assert brief.instructions in text
        assert all(wish.text in text and wish.when in text for wish in brief.wishes)
        assert all(f"Red line crossed: {line}" in text for line in brief.crossed)
    assert all(turn_words(turn, session.game) in text for turn in found.turns)
    assert ("It never did" in text) == (not found.turns)
    assert text.index("Out of role") > text.index("What stood, and why")


def test_the_move_that_took_up_a_bid_is_the_turn_and_the_bid_is_named() -> None:
    session = scene(east_opens(), *THESES, SWAP, "accept")
    [turn] = debrief(session).turns
    assert (turn.ply, turn.side, turn.type, turn.licit) == (6, 1, "negotiation", False)
    assert turn.answered.startswith("East: offer")
    assert {"decline", "reframe", "claim", "ask why"} <= set(turn.instead)
    assert not {"accept", "counter", "defer"} & set(turn.instead)
    words = turn_words(turn, session.game)
    assert words.startswith("Move 6, West (accept")
    assert "the talk became a negotiation, against the rules of a dialogue." in words
    assert "It could also have chosen:" in words


def test_after_reasons_the_same_turn_is_within_the_rules() -> None:
    [turn] = debrief(scene(east_opens(), *THESES, *REASONS, SWAP, "accept")).turns
    assert turn.licit


def test_a_talk_that_never_turned_is_said_to_be_an_exchange_throughout() -> None:
    session = scene(east_opens(), *THESES, *REASONS)
    assert debrief(session).turns == ()
    assert "  It never did: an exchange throughout." in lines(debrief(session), session.game)


def test_a_quarrel_that_ends_the_talks_at_once_is_a_turn() -> None:
    session = scene(_tense(90), *THESES, *CHARGES)
    assert session.state.phase == Phase.SUSPENDED
    assert [turn.type for turn in debrief(session).turns] == ["quarrel"]


def test_a_recess_that_ends_a_quarrel_in_the_last_words_is_a_turn() -> None:
    game = _tense(20, turns=3)
    session = scene(game, *THESES, *CHARGES, "hold", "recess")
    assert session.state.phase == Phase.DRAFTING
    assert [turn.type for turn in debrief(session).turns] == ["quarrel", "exchange"]


def test_an_offer_that_was_asked_about_first_is_still_the_bid_that_was_taken_up() -> None:
    session = scene(east_opens(), *THESES, SWAP, "probe offer", "disclose east-need-0", "accept")
    [turn] = debrief(session).turns
    assert (turn.ply, turn.type) == (8, "negotiation")
    assert turn.answered.startswith("East: offer")


def test_a_recess_takes_up_no_bid() -> None:
    session = scene(_tense(20), *THESES, *CHARGES, "reframe", "recess")
    assert [(turn.type, turn.answered != "") for turn in debrief(session).turns] == [
        ("quarrel", True),
        ("exchange", False),
    ]


def _wishes(found: Debrief, side: int) -> list[str]:
    return [wish.status for wish in found.briefs[side].wishes]


def test_a_wish_is_met_bridged_or_missed() -> None:
    data = mirror_data(1) | {"opens": "east"}
    goals = data["delegations"]["east"]["objectives"]
    data["delegations"]["east"] |= {
        "objectives": {key: goals[key] for key in ("heard", "text-two")},
        "draws": 0,
    }
    session = scene(build(data), *THESES, REASONS[0], "probe wish", "disclose east-need-0")
    found = debrief(session)
    assert _wishes(found, 0) == ["met", "missed"]
    bridge = scene(
        build(data),
        *THESES,
        "probe wish",
        "disclose west-need-0",
        "disclose east-need-1",
        "offer bridge-10",
        "accept",
    )
    assert _wishes(debrief(bridge), 0)[1] == "bridged"
    text = "\n".join(lines(debrief(bridge), bridge.game))
    told = "[not met, but an agreed bridge serves it] A wish. (public, 1.8 of 3 points) Met when"
    assert f"{told} “Wish 2 of east” is agreed." in text


def _why(*keys: str, claim: str = "east-t0-0") -> tuple[str, str]:
    session = scene(east_opens(turns=6), *THESES, *keys)
    line = session.game.scenario.claims[claim].lines.frank
    [one] = [one for _, found in debrief(session).stood for one in found if one.line == line]
    return one.standing, one.why


def test_why_a_claim_stands_or_falls() -> None:
    support, _ = REASONS
    assert _why(support) == ("stands", "One reason given.")
    assert _why() == ("was asserted and not tested", "No reason given.")
    asked = ("claim east-t1-0 frank", "ask east-t0-0")
    assert _why(*asked)[1] == "Asked for a reason; no reason given."
    assert _why(*asked, support) == ("stands", "Asked for a reason; one reason given.")
    undercut = ("support east-t0-0 by east-r0-0 frank", "undercut east-r0-0 by west-u0-0 frank")
    assert _why(*undercut)[1] == "One reason given, 1 of them undercut."
    attacked = _why(support, "rebut east-t0-0 by west-t2-0 frank")
    assert attacked == (
        "stands",
        "One reason given; attacked by West with “Thesis 2 of west on 0 (frank)”, which was asserted and not "
        "tested.",
    )


def test_out_of_role_it_names_what_was_invented_and_whose_opinion_was_heard() -> None:
    source = {
        "title": "A leading article",
        "publisher": "A paper",
        "date": "2011-04",
        "kind": "opinion",
    }
    session: Session = scene(_tense(30, sources={"paper": source}, content_note="All is made up."), *OPENING)
    said = debrief(session).out_of_role
    assert said[0] == "All is made up."
    assert any("Opinion pieces" in one and "“A leading article”" in one for one in said)
    proposals = len(session.game.proposals)
    assert any(f"{proposals} of {proposals} proposals" in one for one in said)
