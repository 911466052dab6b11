"""Regression tests of a scenario: given a seed and moves, what must have come out.

They lie beside the scenario, as ``ID.tests.yaml``. A test says what is expected at the end, and may say it after
every move as well: then a failing one shows the first move where the paths part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from game.match.session import Session
from game.narration.labels import TYPE_NAMES
from game.scenario.format.model import Condition, Id, Part, Short
from game.scenario.problems import Problem, nearest
from game.scenario.reading.nodes import Document, Where, parse
from game.scenario.reading.validation import validate
from game.table.compiled import CompiledScenario
from game.table.conditions import compiled
from game.table.outcome import ending, standing_of
from game.table.play import IllegalMoveError
from game.table.state import State

MOST_MOVES = 400
"""No meeting has as many."""

Standing = Literal[
    "unsaid", "retracted", "conceded", "owes a reason", "fallen", "disputed", "asserted", "stands"
]
Track = Annotated[int, Field(ge=0, le=100)]
MoveText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
"""The text of a move, as a transcript in JSON and a share code have it: ``claim equality-first frank``."""


class After(Part):
    """What the table looks like after a move. What is left out is not looked at."""

    understanding: Track | None = Field(default=None, description="The shared track.", examples=[31])
    tension: Track | None = Field(default=None, description="The shared track.", examples=[36])
    credibility: dict[Id, Track] = Field(default={}, description="By delegation.", examples=[{"arlen": 51}])
    home: dict[Id, Track] = Field(default={}, description="By delegation.", examples=[{"arlen": 46}])
    type: Literal["exchange", "negotiation", "quarrel"] | None = Field(
        default=None, description="The type the talk is in.", examples=["exchange"]
    )


class Made(Part):
    """A move, and what must be true after it."""

    move: MoveText = Field(description="The text of the move.", examples=["ask brisa-flow-feeds"])
    after: After = Field(description="What the table looks like then.", examples=[{"tension": 36}])


class Expect(After):
    """What must be true after the last move."""

    ending: Id | None = Field(default=None, description="The ending that is reached.", examples=["quarrel"])
    standing: dict[Id, Standing] = Field(
        default={}, description="How claims stand.", examples=[{"brisa-flow-feeds": "stands"}]
    )
    agreed: list[Id] | None = Field(
        default=None, description="All that is agreed, in any order.", examples=[["joint-gauges"]]
    )
    when: Condition | None = Field(
        default=None, description="A condition that holds.", examples=[{"understanding": ">= 60"}]
    )


class Trial(Part):
    """One test."""

    name: Short = Field(description="What it is about.", examples=["A bargain too early costs credibility"])
    seed: int = Field(ge=0, lt=1 << 63, description="The seed of the game.", examples=[7])
    moves: Annotated[list[MoveText | Made], Field(max_length=MOST_MOVES)] = Field(
        description="The moves of both sides, in order.", examples=[["open arlen arlen-heard frank"]]
    )
    expect: Expect = Field(description="What must have come out.", examples=[{"ending": "quarrel"}])


class Trials(Part):
    """A file of tests."""

    format: Literal[1] = Field(description="The version of the format.", examples=[1])
    scenario: Id = Field(description="The id of the scenario.", examples=["two-days-in-beijing"])
    tests: Annotated[list[Trial], Field(min_length=1, max_length=200)] = Field(
        description="The tests.", examples=[[]]
    )


@dataclass(frozen=True)
class Result:
    """How a test went."""

    name: str
    line: int
    """Where in the file: of the first thing that differs, else of the test."""
    column: int
    fault: str = ""
    """What differs, in a sentence; empty if nothing does."""
    ply: int | None = None
    """The number of the move, from 1, at which the paths part; None where that is not known."""


def read_trials(raw: bytes, path: str) -> tuple[Trials | None, Document, list[Problem]]:
    """Read a file of tests. Gives it, where everything stands in it, and every problem; raises nothing."""
    document = parse(raw, path)
    if document.data is None:
        return None, document, document.problems
    found, problems = validate(document, Trials)
    problems = [*document.problems, *problems]
    faulty = any(one.severity == "error" for one in problems)
    return (None if faulty else found), document, problems


def run(trials: Trials, document: Document, game: CompiledScenario) -> list[Result]:
    """Play all tests of a file.

    Args:
        trials: the file.
        document: where everything stands in it.
        game: its scenario.
    """
    return [_run(trial, ("tests", n), document, game) for n, trial in enumerate(trials.tests)]


def _run(trial: Trial, where: Where, document: Document, game: CompiledScenario) -> Result:
    session = Session(game, trial.seed)
    for ply, made in enumerate(trial.moves):
        here = (*where, "moves", ply)
        text, after = (made, None) if isinstance(made, str) else (made.move, made.after)
        fault = _made(session, text)
        if not fault and after is not None:
            fault = "; ".join(_differences(session.state, after))
        if fault:
            return Result(
                trial.name,
                *document.value_at(here),
                f"the first difference is at move {ply + 1}, `{text}`: {fault}",
                ply + 1,
            )
    faults = [*_differences(session.state, trial.expect), *_outcome(session, trial.expect)]
    place = document.key_at((*where, "expect")) if faults else document.value_at(where)
    return Result(trial.name, *place, "; ".join(faults))


def _made(session: Session, text: str) -> str:
    """Make a move; give why it could not be made."""
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
    found: dict[str, object] = {
        "understanding": state.understanding, "tension": state.tension, "type": TYPE_NAMES[state.kind]
    }  # fmt: skip
    for name, is_ in found.items():
        wanted = getattr(expected, name)
        if wanted is not None and wanted != is_:
            yield f"{name} is {is_}, expected {wanted}"
    per_side = {
        "credibility": (state.credibility0, state.credibility1),
        "home": (state.home0, state.home1),
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
        known = [one.id for one in game.scenario.endings]
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
        elif (found := standing_of(state, game.claim_number[claim])) != wanted:
            yield f"`{claim}` is “{found}”, expected “{wanted}”"
    if expected.agreed is not None:
        agreed = {key for n, key in enumerate(game.proposals) if state.agreed >> n & 1}
        for key in sorted(set(expected.agreed) - agreed):
            unknown = "" if key in game.proposals else " (there is no such proposal)"
            yield f"`{key}` is not agreed{unknown}"
        for key in sorted(agreed - set(expected.agreed)):
            yield f"`{key}` is agreed but not expected"
    if expected.when is not None:
        try:
            holds = compiled(expected.when, game)(state)
        except KeyError as error:
            yield f"`when` names {error}, which this scenario does not have"
        else:
            if not holds:
                yield "the condition of `when` does not hold"
