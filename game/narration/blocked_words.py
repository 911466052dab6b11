"""The moves that are blocked now, and why, as sentences; :mod:`game.table.blocked` finds them."""

from __future__ import annotations

from game.narration.labels import interest_text, line_of, quote, short, title_of
from game.table.acts import HELP, Act
from game.table.blocked import Bar, Why, barred
from game.table.compiled import CompiledScenario
from game.table.effects import TEXT_AT, WALK_OUT_AT
from game.table.state import State, bits
from game.table.view import View

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
    bars = sorted(barred(view.seen), key=lambda bar: (bar.what >= 0, bar.act))
    return [_sentence(view.seen, bar) for bar in bars]


def _sentence(seen: State, bar: Bar) -> str:
    about = f" {_about(seen.game, bar)}" if bar.what >= 0 else ""
    return f"{HELP[bar.act].verb}{about}: {_why(seen, bar)}."


def _about(game: CompiledScenario, bar: Bar) -> str:
    if bar.act in (Act.DEMAND, Act.TEXT):
        return quote(title_of(game, bar.what))
    return quote(short(line_of(game, bar.what), 60))


def _why(seen: State, bar: Bar) -> str:
    game = seen.game
    if bar.why == Why.TOO_LARGE:
        return f"{bar.why.value}: it needs {TEXT_AT[game.rungs[bar.what] - 1]}, and is {seen.understanding}"
    reason: str = _MORE.get(bar.why, bar.why.value)
    if bar.why == Why.BRIDGE:
        return f"{reason}: {', '.join(_interest_words(seen, n) for n in bits(bar.lacks))}"
    if bar.lacks:
        return f"{reason}: {', '.join(quote(title_of(game, n)) for n in bits(bar.lacks))}"
    return reason


def _interest_words(seen: State, interest: int) -> str:
    """Return the text of the mover's own interest; of the other side's, only that there is one to ask for."""
    if seen.game.sides[seen.mover].interests >> interest & 1:
        return f"yours, {quote(short(interest_text(seen.game, interest), 60))}"
    return "one of theirs; ask what they need something for"
