"""Changes of the tracks in words: at length, and in numbers where there is little room."""

from __future__ import annotations

_SIZES = ((1, "a little"), (3, ""), (99, "a lot"))


def _how_much(value: int) -> str:
    size = abs(value)
    return next(word for limit, word in _SIZES if size <= limit)


def words(deltas: tuple[int, int, int, int, int, int], side: int, other: str) -> list[str]:
    """Return changes in plain words, as one side sees them.

    Args:
        deltas: absolute changes, as in :class:`~game.table.effects.Change`.
        side: the reader's side, 0 or 1.
        other: the other delegation's short name.

    Returns:
        Phrases such as ``"tension rises a little"``; each also carries its number, ``(+1)``.
    """
    u, t, c0, c1, h0, h1 = deltas
    mine, theirs = (c0, c1) if side == 0 else (c1, c0)
    my_home, their_home = (h0, h1) if side == 0 else (h1, h0)
    phrases = []
    for value, up, down in (
        (u, "understanding grows", "understanding suffers"),
        (t, "tension rises", "tension falls"),
        (mine, "your credibility grows", "your credibility suffers"),
        (theirs, f"credibility of {other} grows", f"credibility of {other} suffers"),
        (my_home, "home approves", "home grumbles"),
        (their_home, f"home of {other} approves", f"home of {other} grumbles"),
    ):
        if value:
            phrase = " ".join(filter(None, (up if value > 0 else down, _how_much(value))))
            phrases.append(f"{phrase} ({value:+d})")
    return phrases


def brief_words(
    deltas: tuple[int, int, int, int, int, int], names: tuple[str, str], side: int = -1
) -> list[str]:
    """Return changes in numbers, where there is little room: ``"tension +2"``, ``"home of Arlen -1"``.

    Args:
        deltas: absolute changes, as in :class:`~game.table.effects.Change`.
        names: the delegations' short names.
        side: the reader's side, whose tracks are called "your"; -1 for nobody's.
    """
    u, t, c0, c1, h0, h1 = deltas

    def whose(track: str, of: int) -> str:
        return f"your {track}" if of == side else f"{track} of {names[of]}"

    labelled = (
        ("understanding", u),
        ("tension", t),
        (whose("credibility", 0), c0),
        (whose("credibility", 1), c1),
        (whose("home", 0), h0),
        (whose("home", 1), h1),
    )
    return [f"{name} {value:+d}" for name, value in labelled if value]
