"""Two games side by side: where they part, and what each came to."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from game.match.session import Entry, Session
from game.narration.debrief import debrief
from game.narration.labels import NOBODY, TYPE_NAMES, label, line_of, quote, short, title_of
from game.narration.transcript import deed
from game.table.fouls import foul_of
from game.table.outcome import BRIDGED, MET, standing_of
from game.table.state import bits

_HOW = {MET: "met", BRIDGED: "served by a bridge"}


class Row(NamedTuple):
    """One thing that is compared."""

    title: str
    both: tuple[str, ...]
    """What is told of both games."""
    first: tuple[str, ...]
    """What is told of the first alone."""
    second: tuple[str, ...]


class Comparison(NamedTuple):
    """Two games side by side."""

    shared: int
    """How many moves they have in common from the start."""
    rows: tuple[Row, ...]


def compare(first: Session, second: Session) -> Comparison:
    """Compare two games of one scenario.

    Scores and wishes are compared once both games are over: before that they are nobody's to see.

    Args:
        first: a game.
        second: another, perhaps a branch of it.

    Raises:
        ValueError: they are of two scenarios; the text says so.
    """
    one, other = first.game.scenario.id, second.game.scenario.id
    if one != other:
        raise ValueError(f"these are games of two scenarios, {one} and {other}")
    same_start = first.seed == second.seed
    pairs = zip(first.log, second.log, strict=False)
    shared = next(
        (n for n, (a, b) in enumerate(pairs) if not _alike(a, b)), min(len(first.log), len(second.log))
    )
    shared = shared if same_start else 0
    left, right = _told(first, shared), _told(second, shared)
    rows = [_row(title, left[title], right[title]) for title in left if title in right]
    return Comparison(shared, tuple(rows))


def _row(title: str, first: list[str], second: list[str]) -> Row:
    both = Counter(first) & Counter(second)
    ours, theirs = (tuple((Counter(told) - both).elements()) for told in (first, second))
    return Row(title, tuple(both.elements()), ours, theirs)


def _alike(a: Entry, b: Entry) -> bool:
    return a.move == b.move and a.words == b.words


def _told(session: Session, shared: int) -> dict[str, list[str]]:
    """What is told of a game, by title."""
    game, state, found = session.game, session.state, debrief(session)
    names = [side.short for side in game.sides]
    told = {
        "Where they part": [_parting(session, shared)],
        "How it ended": [f"{found.title}." if session.over else f"Open after {len(session.log)} moves."],
    }
    if session.over:
        told["What it was worth"] = [f"Together {found.outcome.joint} of 100."]
        told["What it was worth"] += [
            f"{name} {score}." for name, score in zip(names, found.outcome.scores, strict=True)
        ]
    shares = zip(TYPE_NAMES, found.outcome.shares, strict=True)
    told["The talk"] = [", ".join(f"{share}% {name}" for name, share in shares) + "."]
    told["The tracks"] = [
        f"Understanding {state.understanding}, tension {state.tension}.",
        f"Credibility: {names[0]} {state.credibility0}, {names[1]} {state.credibility1}.",
        f"Home: {names[0]} {state.home0}, {names[1]} {state.home1}.",
    ]
    told["Agreed"] = [f"{title_of(game, n)}." for n in bits(state.agreed)]
    stands = [n for n in bits(game.theses & state.said) if standing_of(state, n) in ("stands", "conceded")]
    told["What stands"] = [f"{names[game.by[n]]}: {quote(line_of(game, n))}." for n in stands]
    told["Fouls"] = [
        f"{name} {foul_of(number)[0].plain}."
        for name, noted in zip(names, (state.fouls0, state.fouls1), strict=True)
        for number in bits(noted)
    ]
    if session.over:
        for name, brief in zip(names, found.briefs, strict=True):
            told[f"The wishes of {name}"] = [
                f"[{_HOW.get(wish.status, 'missed')}] {wish.text}" for wish in brief.wishes
            ]
    return told


def _parting(session: Session, shared: int) -> str:
    if len(session.log) <= shared:
        return "Here it stops."
    entry = session.log[shared]
    what = short(label(session.game, entry.before, entry.move, NOBODY))
    return f"Move {shared + 1}, {session.game.sides[entry.side].short}: {deed(entry)}, {what}."


def lines(found: Comparison, names: tuple[str, str]) -> list[str]:
    """A comparison as plain text; long lines are not wrapped.

    Args:
        found: the comparison.
        names: what the two games are called.
    """
    said = [shared_words(found.shared), ""]
    for row in found.rows:
        parts = (("both", row.both), (names[0], row.first), (names[1], row.second))
        told = [(name, texts) for name, texts in parts if texts]
        said.append(row.title if told else f"{row.title}: nothing in either")
        for name, texts in told:
            said += [f"  {name}", *(f"    {text}" for text in texts)]
        said.append("")
    return said


def shared_words(shared: int) -> str:
    """How much two games have in common, in a sentence."""
    if not shared:
        return "The two games have no move in common."
    moves = "one move" if shared == 1 else f"{shared} moves"
    return f"The two games have their first {moves} in common."
