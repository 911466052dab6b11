"""A scenario's conditions in plain words: what has to be true for a wish to be met, and how it is now."""

from __future__ import annotations

from game.narration.labels import TYPE_WORDS, interest_text, line_of, quote, short, title_of
from game.scenario.format.model import Condition
from game.table import conditions
from game.table.compiled import CompiledScenario
from game.table.protocol import Type
from game.table.state import State

_SIGNS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than", "==": "exactly"}

_CLAIM_WORDS = {
    "stands": "stands and was tested: asked about, challenged or given a reason",
    "fallen": "has fallen",
    "disputed": "is disputed",
    "conceded": "was granted by the other side",
    "retracted": "was taken back",
}
_SHARED_WORDS = {
    "understanding": "understanding",
    "tension": "tension",
    "rungs": "the sum of the rungs agreed",
    "common_ground": "the number of claims both hold",
    "shifts": "the number of times the talk changed its type",
}
_ENDED_WORDS = {
    "completed": "the meeting runs to its end",
    "suspended": "the talks break off",
    "walked-out": "a delegation walks out",
    "recalled": "a delegation is recalled",
}


def met_when(game: CompiledScenario, condition: Condition, state: State | None = None) -> str:
    """A condition as a phrase that follows "when".

    Args:
        game: the scenario.
        condition: as written.
        state: where given, numbers are followed by what they are now; a view is enough, since conditions
            read only what both sides may know.
    """
    parts: list[str] = []
    for key, words in _CLAIM_WORDS.items():
        name = getattr(condition, key)
        if name is not None:
            number = game.claim_number[name]
            whose, other = game.sides[game.by[number]].short, game.sides[1 - game.by[number]].short
            said = f"what {whose} says, {quote(short(line_of(game, number), 70))},"
            parts.append(f"{said} {words.replace('the other side', other)}")
    if condition.agreed is not None:
        parts.append(f"{quote(title_of(game, game.proposal_number[condition.agreed]))} is agreed")
    if condition.disclosed is not None:
        told = interest_text(game, game.interest_number[condition.disclosed])
        parts.append(f"this was told: {quote(short(told, 70))}")
    if condition.type is not None:
        parts.append(f"the talk is {TYPE_WORDS[Type[condition.type.upper()]]}")
    if condition.share is not None:
        for kind in Type:
            limit = getattr(condition.share, kind.name.lower())
            if limit is not None:
                now = None if state is None else conditions.share(state, kind)
                parts.append(f"the percentage of turns in {TYPE_WORDS[kind]} is {_limit(limit, now)}")
    parts += _numbers(game, condition, state)
    if condition.ended is not None:
        parts.append(_ENDED_WORDS[condition.ended])
    if condition.recalled is not None:
        parts.append(f"{game.sides[game.delegations.index(condition.recalled)].short} is recalled")
    for few, joint in ((condition.all, " and "), (condition.any, " or ")):
        if few is not None:
            parts.append(joint.join(met_when(game, part, state) for part in few))
    if condition.none is not None:
        parts.append("not so: " + " or ".join(met_when(game, part, state) for part in condition.none))
    return " and ".join(parts)


def _numbers(game: CompiledScenario, condition: Condition, state: State | None) -> list[str]:
    parts = []
    for key, words in _SHARED_WORDS.items():
        limit = getattr(condition, key)
        if limit is not None:
            parts.append(
                f"{words} is {_limit(limit, None if state is None else conditions.shared(key)(state))}"
            )
    for key, words in (
        ("credibility", "credibility of {} is"),
        ("home", "home of {} is"),
        ("fouls", "the number of fouls of {} is"),
        ("theses_fallen", "the number of theses of {} that have fallen is"),
        ("theses_standing", "the number of tested theses of {} that stand is"),
    ):
        for delegation, limit in (getattr(condition, key) or {}).items():
            side = game.delegations.index(delegation)
            now = None if state is None else conditions.counts(game, key, side)(state)
            parts.append(f"{words.format(game.sides[side].short)} {_limit(limit, now)}")
    return parts


def _limit(text: str, now: int | None) -> str:
    sign = text.rstrip("-0123456789").strip()
    limit = f"{_SIGNS[sign]} {text[len(sign) :].strip()}"
    return limit if now is None else f"{limit} (now {now})"
