"""Two games of a scenario side by side: where they part, and how each ended."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from game.match.session import Entry, Session
from game.narration.debrief import debrief
from game.narration.labels import NOBODY, TYPE_NAMES, label, line_of, quote, short, title_of
from game.narration.transcript import deed
from game.table.fouls import foul_of
from game.table.masks import bits
from game.table.outcome import BRIDGED, MET, standing_of

_HOW = {MET: "met", BRIDGED: "served by a bridge"}


class ComparisonRow(NamedTuple):
    """One heading of the comparison, with the facts under it."""

    title: str
    both: tuple[str, ...]
    """Facts that hold for both games."""
    first: tuple[str, ...]
    """Facts that hold for the first game only."""
    second: tuple[str, ...]
    """Facts that hold for the second game only."""


class Comparison(NamedTuple):
    """Two games side by side."""

    shared: int
    """The number of moves the games have in common from the start."""
    rows: tuple[ComparisonRow, ...]


def compare(first: Session, second: Session) -> Comparison:
    """Compare two games of one scenario.

    Scores and wishes are compared only if both games are over: until then they are secret.

    Args:
        first: a game.
        second: another, perhaps a branch of it.

    Raises:
        ValueError: the games are of two scenarios; the message names them.
    """
    ids = first.game.scenario.id, second.game.scenario.id
    if ids[0] != ids[1]:
        raise ValueError(f"these are games of two scenarios, {ids[0]} and {ids[1]}")
    same_start = first.seed == second.seed
    pairs = zip(first.log, second.log, strict=False)
    shared = next(
        (n for n, (a, b) in enumerate(pairs) if not _alike(a, b)), min(len(first.log), len(second.log))
    )
    shared = shared if same_start else 0
    left, right = _facts(first, shared), _facts(second, shared)
    rows = [_row(title, left[title], right[title]) for title in left if title in right]
    return Comparison(shared, tuple(rows))


def _row(title: str, first: list[str], second: list[str]) -> ComparisonRow:
    both = Counter(first) & Counter(second)
    only_first, only_second = (tuple((Counter(facts) - both).elements()) for facts in (first, second))
    return ComparisonRow(title, tuple(both.elements()), only_first, only_second)


def _alike(a: Entry, b: Entry) -> bool:
    return a.move == b.move and a.words == b.words


def _facts(session: Session, shared: int) -> dict[str, list[str]]:
    """Return the facts about a game, by heading."""
    game, state, review = session.game, session.state, debrief(session)
    names = [side.short for side in game.sides]
    facts = {
        "Where they part": [_parting(session, shared)],
        "How it ended": [f"{review.title}." if session.over else f"Open after {len(session.log)} moves."],
    }
    if session.over:
        facts["What it was worth"] = [f"Together {review.outcome.joint} of 100."]
        facts["What it was worth"] += [
            f"{name} {score}." for name, score in zip(names, review.outcome.scores, strict=True)
        ]
    shares = zip(TYPE_NAMES, review.outcome.shares, strict=True)
    facts["The talk"] = [", ".join(f"{share}% {name}" for name, share in shares) + "."]
    facts["The tracks"] = [
        f"Understanding {state.understanding}, tension {state.tension}.",
        f"Credibility: {names[0]} {state.sides[0].credibility}, {names[1]} {state.sides[1].credibility}.",
        f"Home: {names[0]} {state.sides[0].home}, {names[1]} {state.sides[1].home}.",
    ]
    facts["Agreed"] = [f"{title_of(game, n)}." for n in bits(state.agreed)]
    stands = [n for n in bits(game.theses & state.said) if standing_of(state, n) in ("stands", "conceded")]
    facts["What stands"] = [f"{names[game.by[n]]}: {quote(line_of(game, n))}." for n in stands]
    facts["Fouls"] = [
        f"{name} {foul_of(number)[0].plain}."
        for name, noted in zip(names, (side.fouls for side in state.sides), strict=True)
        for number in bits(noted)
    ]
    if session.over:
        for name, brief in zip(names, review.briefs, strict=True):
            facts[f"The wishes of {name}"] = [
                f"[{_HOW.get(wish.status, 'missed')}] {wish.text}" for wish in brief.wishes
            ]
    return facts


def _parting(session: Session, shared: int) -> str:
    if len(session.log) <= shared:
        return "The game stops here."
    entry = session.log[shared]
    content = short(label(session.game, entry.before, entry.move, NOBODY))
    return f"Move {shared + 1}, {session.game.sides[entry.side].short}: {deed(entry)}, {content}."


def lines(comparison: Comparison, names: tuple[str, str]) -> list[str]:
    """Return a comparison as plain text; long lines are not wrapped.

    Args:
        comparison: the comparison.
        names: the names of the two games.
    """
    texts = [shared_words(comparison.shared), ""]
    for row in comparison.rows:
        parts = [(name, facts) for name, facts in zip(("both", *names), row[1:], strict=True) if facts]
        texts.append(row.title if parts else f"{row.title}: nothing in either")
        for name, facts in parts:
            texts += [f"  {name}", *(f"    {fact}" for fact in facts)]
        texts.append("")
    return texts


def shared_words(shared: int) -> str:
    """Return a sentence that says how many moves two games have in common."""
    if not shared:
        return "The two games have no move in common."
    moves = "one move" if shared == 1 else f"{shared} moves"
    return f"The two games have their first {moves} in common."
