"""The moves that are blocked now, and why, as sentences; :mod:`game.table.blocked` finds them."""

from __future__ import annotations

from game.narration.labels import interest_text, line_of, quote, short, title_of
from game.table.acts import HELP, Act
from game.table.blocked import Blocked, blocked
from game.table.compiled import CompiledScenario
from game.table.effects import TEXT_AT, WALK_OUT_AT
from game.table.masks import bits
from game.table.state import State
from game.table.view import View
from game.table.why import Why

_MORE = {
    Why.COOLED: "your last bid was not taken up; give a new reason first",
    Why.NOT_ASKED: "you tell it when they ask what you need something for",
    Why.CALM: f"only in a quarrel, or when tension is at {WALK_OUT_AT}",
    Why.MORE_TO_SAY: "only when nothing else is left, and in the last words",
    Why.FIRST_STATEMENT: "a round begins with a position; answers come after it",
    Why.TOO_LATE: "put now, nobody could answer it any more",
}
"""Reasons that need more words than the rule has."""


def blocked_lines(view: View) -> list[str]:
    """Return a sentence for each thing that the side to move may not do now: whole acts, then single moves.

    Args:
        view: the game as that side sees it; the list is empty if the other side is to move.
    """
    if not view.to_move:
        return []
    in_order = sorted(blocked(view.seen), key=lambda move: (move.what >= 0, move.act))
    return [_sentence(view.seen, move) for move in in_order]


def _sentence(seen: State, move: Blocked) -> str:
    about = f" {_about(seen.game, move)}" if move.what >= 0 else ""
    return f"{HELP[move.act].verb}{about}: {_why(seen, move)}."


def _about(game: CompiledScenario, move: Blocked) -> str:
    if move.act in (Act.DEMAND, Act.TEXT):
        return quote(title_of(game, move.what))
    return quote(short(line_of(game, move.what), 60))


def _why(seen: State, move: Blocked) -> str:
    game = seen.game
    if move.why == Why.TOO_LARGE:
        return f"{move.why.value}: it needs {TEXT_AT[game.rungs[move.what] - 1]}, and is {seen.understanding}"
    reason: str = _MORE.get(move.why, move.why.value)
    if move.why == Why.BRIDGE:
        return f"{reason}: {', '.join(_interest_words(seen, n) for n in bits(move.lacks))}"
    if move.lacks:
        return f"{reason}: {', '.join(quote(title_of(game, n)) for n in bits(move.lacks))}"
    return reason


def _interest_words(seen: State, interest: int) -> str:
    """Return the text of the mover's own interest; of the other side's, only that there is one to ask for."""
    if seen.game.sides[seen.mover].interests >> interest & 1:
        return f"yours, {quote(short(interest_text(seen.game, interest), 60))}"
    return "one of theirs; ask what they need something for"
