"""The lesson: what is due, what is allowed, what is answered; and the shipped one, played in many ways."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from game.delegates import make
from game.match.lesson import Tutor
from game.match.session import Session
from game.scenario import library
from game.scenario.checks import lessons
from game.scenario.format import delegation
from game.scenario.format.model import Scenario
from game.scenario.reading.read import load
from game.table import catalogue
from game.table.catalogue import Move
from game.table.compiled import CompiledScenario, compile_scenario
from game.table.moves import legal
from game.table.protocol import End, Phase, Type
from tests.narration import THESES, scene
from tests.worlds import mirror, mirror_data

Choose = Callable[[list[Move]], Move]

# the logic, on the mirror


def taught(*steps: dict[str, object], role: str | None = "east") -> tuple[CompiledScenario, Tutor]:
    """The mirror with a lesson; east opens."""
    lesson = {"steps": [{"say": "Try it.", **step} for step in steps]}
    data = mirror_data(1) | {"opens": "east", "lesson": lesson | ({"role": role} if role else {})}
    game = compile_scenario(Scenario.model_validate(data))
    found = Tutor.of(game)
    assert found is not None
    return game, found


def keys(game: CompiledScenario, moves: list[Move]) -> list[str]:
    return [game.key(move) for move in moves]


def test_a_scenario_without_a_lesson_has_none() -> None:
    assert Tutor.of(mirror()) is None


def test_a_step_is_due_for_each_move_of_the_learner() -> None:
    game, lesson = taught({"acts": ["open"]}, {"acts": ["claim"]})
    session = scene(game)
    assert lesson.side == 0
    assert lesson.step(session) is lesson.steps[0]
    session.play(game.move(THESES[0]))
    assert lesson.step(session) is None, "the other side is to move"
    assert not lesson.finished(session)
    session.play(game.move(THESES[1]))
    assert lesson.step(session) is lesson.steps[1]
    session.play(game.move(THESES[2]))
    assert lesson.finished(session)
    session.play(game.move(THESES[3]))
    assert lesson.step(session) is None
    assert lesson.allowed(session) == legal(session.state), "the rest is free play"
    assert lesson.answer(session) is None


def test_a_step_allows_what_begins_with_its_words() -> None:
    game, lesson = taught({"acts": ["open"]}, {"acts": ["claim east-t0-0", "claim east-t1"]})
    session = scene(game, *THESES[:2])
    assert keys(game, lesson.allowed(session)) == [
        f"claim east-t0-0 {tone}" for tone in ("cordial", "frank", "forceful")
    ], "words are whole"


def test_where_nothing_fits_everything_is_allowed() -> None:
    game, lesson = taught({"acts": ["reframe", "accept"]})
    session = scene(game)
    assert lesson.allowed(session) == legal(session.state)


def test_the_other_side_plays_the_first_answer_that_is_possible() -> None:
    answers = ["ask east-t0-0", "open west", "claim west-t1-0 forceful", "claim"]
    game, lesson = taught(
        {"acts": ["open"], "answer": answers}, {"acts": ["claim"], "answer": ["ask", "claim"]}
    )
    session = scene(game)
    assert lesson.answer(session) is None, "the learner is to move"
    session.play(game.move(THESES[0]))
    first = lesson.answer(session)
    assert first is not None
    assert game.key(first) == "open west heard cordial"
    session.play(first)
    session.play(game.move("claim east-t2-0 frank"))
    assert lesson.answer(session) == game.move("ask east-t2-0")


def test_a_whole_text_goes_before_one_that_it_only_begins() -> None:
    game, lesson = taught(
        {"acts": ["open"]}, {"acts": ["claim"]}, {"acts": ["disclose"], "answer": ["acknowledge"]}
    )
    session = scene(game, *THESES[:3], "probe wish", "disclose east-need-0")
    assert game.move("acknowledge east-t0-0") in legal(session.state)
    assert lesson.answer(session) == game.move("acknowledge")


def test_without_an_answer_that_is_possible_the_other_side_is_free() -> None:
    game, lesson = taught({"acts": ["open"], "answer": ["reframe"]})
    assert lesson.answer(scene(game, THESES[0])) is None


def test_the_other_side_is_free_before_the_learner_has_moved() -> None:
    game, lesson = taught({"acts": ["open"], "answer": ["open east"]}, role="west")
    session = scene(game)
    assert (lesson.side, lesson.step(session), lesson.answer(session)) == (1, None, None)


def test_the_learner_leads_the_first_delegation_by_default() -> None:
    _, lesson = taught({"acts": ["open"]}, role=None)
    assert lesson.side == 0


def test_the_format_knows_the_words_that_moves_begin_with() -> None:
    words = {key.split(" ")[0] for key in mirror().catalogue.keys.values()}
    assert words == set(lessons.ACTS)


def test_the_rules_number_the_tones_of_the_format() -> None:
    assert catalogue.TONES == delegation.TONES, "the rules may not import the format"


# the shipped lesson

SEEDS = range(31)
FIRST, LAST = -1, -2
"""Ways to choose beside the seeds."""


@cache
def first_exchange() -> tuple[CompiledScenario, Tutor]:
    game = compile_scenario(load(library.find("your-first-exchange")))
    lesson = Tutor.of(game)
    assert lesson is not None
    return game, lesson


def chooser(way: int) -> Choose:
    if way == FIRST:
        return lambda moves: moves[0]
    if way == LAST:
        return lambda moves: moves[-1]
    return random.Random(way).choice


@cache
def played(way: int) -> Session:
    """The whole lesson; its assertions are made at every move. Do not play on it."""
    game, lesson = first_exchange()
    session, choose = Session(game, max(way, 0)), chooser(way)
    other = make("pragmatist", 1)
    while not session.over:
        side = session.state.mover
        if side != lesson.side:
            answer = lesson.answer(session)
            session.play(answer or other.choose(session.view(side)))
            continue
        allowed, step = lesson.allowed(session), lesson.step(session)
        assert allowed, "a learner always has a move"
        assert set(allowed) <= set(legal(session.state))
        if step is not None:
            assert any(_is_of(game, move, step.acts) for move in allowed), (
                f"step {lesson.number(session)} teaches what is not possible: {step.acts}"
            )
        session.play(choose(allowed))
    return session


def _is_of(game: CompiledScenario, move: Move, acts: list[str]) -> bool:
    return any(f"{game.key(move)} ".startswith(f"{act} ") for act in acts)


WAYS = (FIRST, LAST, *SEEDS)


@pytest.mark.parametrize("way", WAYS)
def test_the_whole_lesson_can_be_taught_whatever_the_learner_chooses(way: int) -> None:
    session = played(way)
    game, lesson = first_exchange()
    assert session.state.ended == End.COMPLETED, "the communiqué is signed"
    said = [entry.move for entry in session.log if entry.side == lesson.side]
    assert len(said) == len(lesson.steps), "a step for every move, and a move for every step"
    for move, step in zip(said, lesson.steps, strict=True):
        assert _is_of(game, move, step.acts)


def before_answers(way: int) -> Iterator[Session]:
    """The session before each move of the other side."""
    whole, lesson = played(way), first_exchange()[1]
    session = Session(whole.game, whole.seed)
    for entry in whole.log:
        if entry.side != lesson.side:
            yield session
        session.play(entry.move)


@pytest.mark.parametrize("way", WAYS)
def test_every_answer_is_the_one_that_was_written(way: int) -> None:
    _, lesson = first_exchange()
    for session in before_answers(way):
        assert lesson.answer(session) is not None, f"no answer after step {lesson.number(session) - 1}"


@pytest.mark.parametrize("way", WAYS)
def test_what_the_coach_says_has_happened(way: int) -> None:
    game, _ = first_exchange()
    log = played(way).log
    texts = [game.key(entry.move).split(" ") for entry in log]
    acts = [text[0] for text in texts]
    assert acts[:3] == ["open", "open", "claim"]
    assert texts[3] == ["ask", texts[2][1]], "asked why right after the claim"
    assert acts[4:12] == [
        *("support", "claim", "ask", "support", "challenge", "probe", "disclose", "acknowledge")
    ]
    assert acts[12:18] == ["claim", "rebut", "support", "probe", "disclose", "offer"]
    bridges = [key for key, one in game.scenario.proposals.items() if one.bridges]
    offers = [game.key(move).removeprefix("offer ") for move in legal(log[17].before)]
    assert [key for key in bridges if key in offers], "a bridge is open when the coach says so"
    assert [key for key in bridges if f"offer {key}" in keys(game, legal(log[16].before))] == []
    assert acts[18] == "accept"
    assert log[19].before.kind == Type.NEGOTIATION, "the talk has shifted when the coach says so"
    assert not log[19].before.illicit
    reframed = acts[19] == "reframe"
    assert log[21].before.kind == (Type.EXCHANGE if reframed else Type.NEGOTIATION)
    assert acts[20] == ("acknowledge" if reframed else "accept")
    assert log[21].before.phase == Phase.LAST_WORDS
    assert log[22].before.phase == Phase.DRAFTING
    assert acts[22] == "text"


def test_at_any_move_the_game_played_again_so_far_is_at_the_same_step() -> None:
    game, lesson = first_exchange()
    whole, due = played(FIRST), []
    for length in range(len(whole.log) + 1):
        session = scene(game, *(game.key(entry.move) for entry in whole.log[:length]), seed=whole.seed)
        due.append(lesson.step(session))
    assert [step for step in due if step is not None] == list(lesson.steps)


@pytest.mark.parametrize("step", range(15))
def test_a_step_fits_on_a_small_screen(step: int) -> None:
    _, lesson = first_exchange()
    assert len(lesson.steps) == 15
    assert len(lesson.steps[step].say) <= 420
    assert "\n" not in lesson.steps[step].say


def test_there_is_a_real_choice_wherever_one_makes_sense() -> None:
    game, lesson = first_exchange()
    session, alone = played(FIRST), []
    again = Session(game, session.seed)
    for entry in session.log:
        if entry.side == lesson.side and len(lesson.allowed(again)) == 1:
            alone.append(game.key(entry.move).split(" ")[0])
        again.play(entry.move)
    assert alone == ["ask", "probe"], "there is one claim to ask about, and one wish"


def test_the_two_sides_of_the_lesson_mirror_each_other() -> None:
    game, _ = first_exchange()
    scenario = game.scenario
    twin: dict[str, str] = {}
    for item in scenario.agenda:
        one, other = (
            [key for key, claim in scenario.claims.items() if claim.item == item.id and claim.by == side]
            for side in scenario.delegations
        )
        twin |= dict(zip(one, other, strict=True)) | dict(zip(other, one, strict=True))
        cards = [
            key
            for key, card in scenario.evidence.items()
            if scenario.claims[card.supports[0]].item == item.id
        ]
        twin |= {cards[0]: cards[1], cards[1]: cards[0], cards[2]: cards[2]}
    for key, claim in scenario.claims.items():
        mirrored = scenario.claims[twin[key]]
        for arrow in ("supports", "rebuts", "undercuts", "contradicts"):
            assert {twin[one] for one in getattr(claim, arrow)} == set(getattr(mirrored, arrow)), key
        assert bool(claim.source) == bool(mirrored.source)
        assert claim.invented == mirrored.invented
    for key, card in scenario.evidence.items():
        mirror_card = scenario.evidence[twin[key]]
        assert {twin[one] for one in card.supports} == set(mirror_card.supports)
        assert {twin[one] for one in card.attacks} == set(mirror_card.attacks)
        assert {twin[one] for one in card.misses} == set(mirror_card.misses)
