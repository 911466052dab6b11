"""Run the regression tests of a scenario: a seed, moves, and the expected result.

They are kept beside the scenario, in ``ID.tests.yaml``. A test states what is expected at the end, and may state it
after every move as well; a failing test then shows the first move with a different result.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from game.match.session import Session
from game.narration.labels import TYPE_NAMES
from game.scenario.format.conditions import parse_condition
from game.scenario.format.model import Condition, Id, Part, Short
from game.scenario.problems import Problem, nearest
from game.scenario.reading.nodes import Document, Where, parse
from game.scenario.reading.validation import validate
from game.table.compiled import CompiledScenario
from game.table.conditions import compile_condition
from game.table.outcome import ending, standing_of
from game.table.play import IllegalMoveError
from game.table.state import State

MOST_MOVES = 400
"""The most moves of a test; no meeting has as many."""

StandingName = Literal[
    "unsaid", "retracted", "conceded", "owes a reason", "fallen", "disputed", "asserted", "stands"
]
TrackValue = Annotated[int, Field(ge=0, le=100)]
MoveText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
"""The text of a move, as in JSON transcripts and share codes: ``claim equality-first frank``."""


class After(Part):
    """The expected values after a move. A value that is left out is not checked."""

    understanding: TrackValue | None = Field(default=None, description="The shared track.", examples=[31])
    tension: TrackValue | None = Field(default=None, description="The shared track.", examples=[36])
    credibility: dict[Id, TrackValue] = Field(
        default={}, description="By delegation.", examples=[{"arlen": 51}]
    )
    home: dict[Id, TrackValue] = Field(default={}, description="By delegation.", examples=[{"arlen": 46}])
    type: Literal["exchange", "negotiation", "quarrel"] | None = Field(
        default=None, description="The type the talk is in.", examples=["exchange"]
    )


class CheckedMove(Part):
    """A move, and the expected values after it."""

    move: MoveText = Field(description="The text of the move.", examples=["ask brisa-flow-feeds"])
    after: After = Field(description="The expected values after it.", examples=[{"tension": 36}])


class Expect(After):
    """The expected result after the last move."""

    ending: Id | None = Field(
        default=None, description="The ending that must be reached.", examples=["quarrel"]
    )
    standing: dict[Id, StandingName] = Field(
        default={}, description="The standing of claims, by id.", examples=[{"brisa-flow-feeds": "stands"}]
    )
    agreed: list[Id] | None = Field(
        default=None, description="All agreed proposals, in any order.", examples=[["joint-gauges"]]
    )
    when: Condition | None = Field(
        default=None, description="A condition that must hold.", examples=[{"understanding": ">= 60"}]
    )


class RegressionTest(Part):
    """A regression test."""

    name: Short = Field(
        description="The name of the test: what it is about.",
        examples=["A bargain too early costs credibility"],
    )
    seed: int = Field(ge=0, lt=1 << 63, description="The seed of the game.", examples=[7])
    moves: Annotated[list[MoveText | CheckedMove], Field(max_length=MOST_MOVES)] = Field(
        description="The moves of both sides, in order.", examples=[["open arlen arlen-heard frank"]]
    )
    expect: Expect = Field(description="The expected result.", examples=[{"ending": "quarrel"}])


class RegressionTests(Part):
    """A file of regression tests."""

    format: Literal[1] = Field(description="The version of the format.", examples=[1])
    scenario: Id = Field(description="The id of the scenario.", examples=["two-days-in-beijing"])
    tests: Annotated[list[RegressionTest], Field(min_length=1, max_length=200)] = Field(
        description="The tests.", examples=[[]]
    )


@dataclass(frozen=True)
class Result:
    """The result of a test."""

    name: str
    line: int
    """The line in the file: of the first difference, or else of the test."""
    column: int
    fault: str = ""
    """The differences, in a sentence; empty if the test passed."""
    ply: int | None = None
    """The number, from 1, of the first move with a difference; None if that is not known."""


def read_tests(raw: bytes, path: str) -> tuple[RegressionTests | None, Document, list[Problem]]:
    """Read a file of tests; return it, or None if it has an error, its document, and its problems.

    Raises nothing.
    """
    document = parse(raw, path)
    if document.data is None:
        return None, document, document.problems
    tests, problems = validate(document, RegressionTests)
    problems = [*document.problems, *problems]
    faulty = any(problem.severity == "error" for problem in problems)
    return (None if faulty else tests), document, problems


def run(tests: RegressionTests, document: Document, game: CompiledScenario) -> list[Result]:
    """Play all tests of a file and return their results.

    Args:
        tests: the file of tests.
        document: its document, for the places of results.
        game: the compiled scenario.
    """
    return [_run(test, ("tests", n), document, game) for n, test in enumerate(tests.tests)]


def _run(test: RegressionTest, where: Where, document: Document, game: CompiledScenario) -> Result:
    session = Session(game, test.seed)
    for ply, entry in enumerate(test.moves):
        move_path = (*where, "moves", ply)
        text, after = (entry, None) if isinstance(entry, str) else (entry.move, entry.after)
        fault = _play_move(session, text)
        if not fault and after is not None:
            fault = "; ".join(_differences(session.state, after))
        if fault:
            return Result(
                test.name,
                *document.value_at(move_path),
                f"the first difference is at move {ply + 1}, `{text}`: {fault}",
                ply + 1,
            )
    faults = [*_differences(session.state, test.expect), *_outcome(session, test.expect)]
    place = document.key_at((*where, "expect")) if faults else document.value_at(where)
    return Result(test.name, *place, "; ".join(faults))


def _play_move(session: Session, text: str) -> str:
    """Play a move; return why it cannot be played, or an empty string."""
    if session.over:
        return f"the meeting is already over, with the ending “{ending(session.state)}”"
    game = session.game
    legal = [game.key(move) for move in session.view(session.state.mover).moves()]
    try:
        session.play(game.move(text))
    except KeyError:
        return f"this scenario has no such move{nearest(text, legal)}"
    except IllegalMoveError:
        whose = game.sides[session.state.mover].id
        return f"it is not a legal move there; `{whose}` is to move and has {len(legal)} moves{nearest(text, legal)}"
    return ""


def _differences(state: State, expected: After) -> Iterator[str]:
    sides = state.game.delegations
    shared: dict[str, object] = {
        "understanding": state.understanding, "tension": state.tension, "type": TYPE_NAMES[state.kind]
    }  # fmt: skip
    for name, actual in shared.items():
        wanted = getattr(expected, name)
        if wanted is not None and wanted != actual:
            yield f"{name} is {actual}, expected {wanted}"
    per_side = {
        "credibility": (state.sides[0].credibility, state.sides[1].credibility),
        "home": (state.sides[0].home, state.sides[1].home),
    }
    for name, values in per_side.items():
        for side, wanted in getattr(expected, name).items():
            if side not in sides:
                yield f"there is no delegation `{side}`{nearest(side, sides)}"
            elif values[sides.index(side)] != wanted:
                yield f"{name} of {side} is {values[sides.index(side)]}, expected {wanted}"


def _outcome(session: Session, expected: Expect) -> Iterator[str]:
    game, state = session.game, session.state
    if expected.ending is not None:
        known = [candidate.id for candidate in game.scenario.endings]
        reached = ending(state) if state.over else ""
        if expected.ending not in known:
            yield f"there is no ending `{expected.ending}`{nearest(expected.ending, known)}"
        elif reached != expected.ending:
            how = (
                f"“{reached}” is reached"
                if reached
                else f"the game is not over after {len(session.log)} moves"
            )
            yield f"{how}, expected “{expected.ending}”"
    for claim, wanted in expected.standing.items():
        if claim not in game.claim_number:
            yield f"there is no claim `{claim}`{nearest(claim, game.claims)}"
        elif (standing := standing_of(state, game.claim_number[claim])) != wanted:
            yield f"`{claim}` is “{standing}”, expected “{wanted}”"
    if expected.agreed is not None:
        agreed = {key for n, key in enumerate(game.proposals) if state.agreed >> n & 1}
        for key in sorted(set(expected.agreed) - agreed):
            unknown = "" if key in game.proposals else " (there is no such proposal)"
            yield f"`{key}` is not agreed{unknown}"
        for key in sorted(agreed - set(expected.agreed)):
            yield f"`{key}` is agreed but not expected"
    if expected.when is not None:
        try:
            holds = compile_condition(parse_condition(expected.when), game)(state)
        except KeyError as error:
            yield f"`when` names {error}, which this scenario does not have"
        else:
            if not holds:
                yield "the condition of `when` does not hold"
