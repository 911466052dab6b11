"""The help: the keys that work here, and what the game is about."""

from __future__ import annotations

from collections.abc import Sequence

from game.narration import situation
from game.narration.section import Section
from game.screens import keys
from game.screens.page import Page
from game.table.acts import HELP, Act
from game.table.view import View

_IDEA = (
    "You do not pick lines that add points. You make speech acts: you claim, ask, rebut, concede, offer. What "
    "you say goes on the record, and which claims stand is worked out from who attacked what and who answered.",
    "The talk has a type: an exchange of views, a negotiation or a quarrel. It shifts when one side bids and "
    "the other answers in kind. None of them is right; each has a price.",
    "Whoever is asked why and gives no reason until the round is assessed loses the claim. At the end of each "
    "round what stands raises your credibility, and what has fallen costs it.",
    "To bargain before both sides gave a reason in this round is a foul. It is not forbidden; it costs "
    "understanding and the bidder's credibility.",
    "Ask what a wish is for: once both sides have told, proposals open that serve both.",
)

_WRITE = (
    "A scenario is one text file about a topic of yours, and needs no programming. `w` on the home screen, or in "
    "`frank watch`, opens the guide; `frank new ID` begins one."
)

TRACKS = (
    "understanding: how well each side knows what the other means. It opens larger text for the communiqué.",
    "tension: at the top the talks are suspended.",
    "credibility: what a delegation's word is worth at the table.",
    "home: what its own public thinks. Too low and it is recalled; too high and each concession costs double.",
)


def help_page(places: Sequence[str], view: View | None = None, coach: str = "") -> Page:
    """Return the help for a screen.

    Args:
        places: the places of the list of keys that act there, innermost first.
        view: at the table: the game as the reader's side sees it.
        coach: in a lesson, what it says now; the table may have cut it.
    """
    parts: list[Section] = [Section("The lesson", [coach])] if coach else []
    if view is not None and not view.seen.ended:
        parts.append(Section("Now", _now(view)))
    parts += [Section(keys.TITLES[place], ["\n".join(keys.lines(place))]) for place in places]
    parts.append(Section("The idea", _IDEA))
    parts.append(Section("The tracks, 0 to 100", ["\n".join(TRACKS)]))
    parts.append(Section("To write a scenario", [_WRITE]))
    return Page("Help", parts)


def _now(view: View) -> list[str]:
    """Return whose turn it is, what waits, and what each possible act means."""
    state = view.seen
    turn = "It is your turn." if view.to_move else "The other side is to move."
    lines = [f"{situation.where(state.game, state)}. {turn}", *situation.waiting(view)]
    acts = sorted({Act(move.act) for move in view.moves()})
    meanings = [f"{HELP[act].verb}: {HELP[act].means} ({HELP[act].term})" for act in acts]
    return [*lines, "\n".join(["What you can do now (in brackets, the term in the literature):", *meanings])]
