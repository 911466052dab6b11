"""Writes the tables of the rulebook, `game/table/README.md`, from the rules: `python -m tests.table.rulebook`.

Each table stands between two comments with its name, and is replaced; the text around them is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from game.table import effects
from game.table.acts import HELP, IMMEDIATE, REPLIES, Act
from game.table.effects import EFFECTS, NOTHING, TONES, Row
from game.table.fouls import FOULS
from game.table.protocol import PHASE_TRANSITIONS

README = Path(__file__).parents[2] / "game" / "table" / "README.md"

_LETTERS = ("U", "T", "C", "c", "H", "h")
"""Understanding, tension, own credibility, the other's credibility, own home, the other's home."""

_VARIANTS = {
    effects.CHALLENGE_MISSED: "challenge that misses",
    effects.ACCUSE_FOUNDED: "accuse, founded",
    effects.REFRAME_ANSWER: "reframe, in answer to an accusation",
    effects.ACCEPT_DEMAND: "accept a demand",
}
_PRICES = {
    "a demand, an offer or a question left unanswered": effects.OFFER_UNANSWERED,
    "“you said …” left unanswered": effects.CONTRADICTION_UNANSWERED,
    "an accusation left unanswered": effects.ACCUSATION_UNANSWERED,
    "a foul of bargaining": effects.BARGAIN_FOUL,
    "sliding into a quarrel": effects.QUARREL_FOUL,
    "an own thesis has fallen at the assessment": effects.FALLEN_THESIS,
    "an own tested thesis stands at the assessment": effects.STANDING_THESIS,
}
_TONES = ("cordial", "frank", "forceful")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _verbs(acts: Iterable[Act]) -> str:
    return ", ".join(HELP[act].verb for act in acts) or "–"


def _changes(row: Row) -> str:
    changes = [f"{letter}{value:+d}" for letter, value in zip(_LETTERS, row, strict=True) if value]
    return " ".join(changes).replace("-", "−") or "–"


def acts() -> str:
    """Return the table of the acts."""
    return _table(("act", "what it does"), ((HELP[act].verb, HELP[act].means) for act in Act))


def replies() -> str:
    """Return the table of what may answer what."""
    rows = (
        (
            f"{HELP[act].verb}{' *' if IMMEDIATE[act] else ''}",
            _verbs(answers.pressing),
            _verbs(answers.yielding),
        )
        for act, answers in REPLIES.items()
    )
    return _table(("act", "pressing replies", "yielding replies"), rows)


def _effects() -> Iterator[tuple[str, ...]]:
    for variant, rows in EFFECTS.items():
        cells = [_changes(row) for row in rows]
        if len(set(cells)) == 1:
            cells = [cells[0], "same", "same"]
        yield (_VARIANTS.get(variant) or HELP[Act(variant)].verb, *cells)


def effect_rows() -> str:
    """Return the table of the effects of each act."""
    return _table(("act", "in an exchange", "in a negotiation", "in a quarrel"), _effects())


def prices() -> str:
    """Return the table of what else moves the tracks: tones, silences, fouls, and the assessment."""
    tones = [
        (f"a {name} tone", _changes(row)) for name, row in zip(_TONES, TONES, strict=True) if row != NOTHING
    ]
    return _table(
        ("besides", "effect"), [*tones, *((cause, _changes(row)) for cause, row in _PRICES.items())]
    )


def fouls() -> str:
    """Return the table of the fouls."""
    return _table(("foul", "the delegation …", "term"), ((foul.id, foul.plain, foul.term) for foul in FOULS))


def phases() -> str:
    """Return the table of the phases."""
    rows = ((", ".join(t["source"]), t["trigger"], t["dest"]) for t in PHASE_TRANSITIONS)
    return _table(
        ("from", "trigger", "to"), ((a.replace("_", " "), f"`{b}`", c.replace("_", " ")) for a, b, c in rows)
    )


BLOCKS = {
    "acts": acts,
    "replies": replies,
    "effects": effect_rows,
    "prices": prices,
    "fouls": fouls,
    "phases": phases,
}


def with_tables(text: str) -> str:
    """Return a text with each of its tables written anew.

    Raises:
        KeyError: the text has a table that nobody writes.
    """
    return re.sub(
        r"<!-- table: (\w+) -->\n.*?<!-- end -->",
        lambda block: f"<!-- table: {block[1]} -->\n\n{BLOCKS[block[1]]()}\n\n<!-- end -->",
        text,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
