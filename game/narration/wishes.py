"""A scenario's conditions in plain words: what has to be true for a wish to be met, and how things are now."""

from __future__ import annotations

from typing import assert_never

from game.narration.labels import TYPE_WORDS, interest_text, line_of, quote, short, title_of
from game.scenario.format.conditions import (
    Agreed,
    AllOf,
    AnyOf,
    ClaimIs,
    ClaimStatus,
    Disclosed,
    Ended,
    EndedBy,
    Formula,
    Limit,
    Measure,
    NoneOf,
    Recalled,
    SharedIs,
    SharedTrack,
    ShareIs,
    SideIs,
    SideTrack,
    TypeIs,
)
from game.table.compiled import CompiledScenario
from game.table.conditions import number_of
from game.table.protocol import Type
from game.table.state import State

_SIGNS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than", "==": "exactly"}

_CLAIM_WORDS: dict[ClaimStatus, str] = {
    "stands": "stands and was tested: asked about, challenged or given a reason",
    "fallen": "has fallen",
    "disputed": "is disputed",
    "conceded": "was granted by {other}",
    "retracted": "was taken back",
}
_SHARED_WORDS: dict[SharedTrack, str] = {
    "understanding": "understanding",
    "tension": "tension",
    "rungs": "the sum of the rungs agreed",
    "common_ground": "the number of claims both hold",
    "shifts": "the number of times the talk changed its type",
}
_SIDE_WORDS: dict[SideTrack, str] = {
    "credibility": "credibility of {}",
    "home": "home of {}",
    "fouls": "the number of fouls of {}",
    "theses_fallen": "the number of theses of {} that have fallen",
    "theses_standing": "the number of tested theses of {} that stand",
}
_ENDED_WORDS: dict[EndedBy, str] = {
    "completed": "the meeting runs to its end",
    "suspended": "the talks break off",
    "walked-out": "a delegation walks out",
    "recalled": "a delegation is recalled",
}


def met_when(game: CompiledScenario, formula: Formula, state: State | None = None) -> str:
    """Return a condition as a phrase that follows "when".

    Args:
        game: the scenario.
        formula: the condition, parsed.
        state: where given, numbers are followed by what they are now; a view is enough, since conditions
            read only what both sides may know.
    """
    match formula:
        case ClaimIs(claim, status):
            return _claim(game, game.claim_number[claim], status)
        case Agreed(proposal):
            return f"{quote(title_of(game, game.proposal_number[proposal]))} is agreed"
        case Disclosed(interest):
            text = interest_text(game, game.interest_number[interest])
            return f"this was disclosed: {quote(short(text, 70))}"
        case TypeIs(talk):
            return f"the talk is {_type_words(talk)}"
        case ShareIs(limit=limit) | SharedIs(limit=limit) | SideIs(limit=limit):
            now = None if state is None else number_of(formula, game)(state)
            return f"{_measure_words(game, formula)} is {_limit_words(limit, now)}"
        case Ended(by):
            return _ENDED_WORDS[by]
        case Recalled(delegation):
            return f"{_short(game, delegation)} is recalled"
        case AllOf(parts):
            phrases = [_part(game, part, state) for part in parts]
            if parts and isinstance(parts[-1], NoneOf):
                # "not so" reaches to the end of the phrase, so it needs no brackets where it stands last.
                phrases[-1] = met_when(game, parts[-1], state)
            return " and ".join(phrases) or "anything happens"
        case AnyOf(parts):
            return " or ".join(_part(game, part, state) for part in parts) or "the impossible happens"
        case NoneOf(parts):
            return "not so: " + " or ".join(_part(game, part, state) for part in parts)
    assert_never(formula)


def _part(game: CompiledScenario, formula: Formula, state: State | None) -> str:
    """Return a part of a longer phrase, in brackets if it has parts itself."""
    phrase = met_when(game, formula, state)
    return f"({phrase})" if isinstance(formula, AllOf | AnyOf | NoneOf) else phrase


def _claim(game: CompiledScenario, number: int, status: ClaimStatus) -> str:
    speaker, other = game.sides[game.by[number]].short, game.sides[1 - game.by[number]].short
    words = _CLAIM_WORDS[status].format(other=other)
    return f"what {speaker} says, {quote(short(line_of(game, number), 70))}, {words}"


def _measure_words(game: CompiledScenario, atom: Measure) -> str:
    match atom:
        case ShareIs(talk):
            return f"the percentage of turns in {_type_words(talk)}"
        case SharedIs(track):
            return _SHARED_WORDS[track]
        case SideIs(track, delegation):
            return _SIDE_WORDS[track].format(_short(game, delegation))
    assert_never(atom)


def _type_words(talk: str) -> str:
    return TYPE_WORDS[Type[talk.upper()]]


def _short(game: CompiledScenario, delegation: str) -> str:
    return game.sides[game.delegations.index(delegation)].short


def _limit_words(limit: Limit, now: int | None) -> str:
    words = f"{_SIGNS[limit.sign]} {limit.number}"
    return words if now is None else f"{words} (now {now})"
