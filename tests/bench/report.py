"""What was measured, as rows beside their targets, printed as a table or as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from tests.bench.timing import Speed

MOVES_AIM, MOVES_FLOOR = 100_000, 60_000
GAMES_AIM = 1_500
STANDING_AIM = 50.0
"""Microseconds."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    speed: Speed | None
    """None where the package is not installed."""
    ahead: float | None = None
    """How many times as many moves a second ours makes."""
    target: str = ""
    met: str = ""
    """``met``, ``floor`` or ``missed``; empty where there is no target."""


def against(ours: Speed, name: str, speed: Speed | None, factor: float | None) -> Row:
    """A row for a peer.

    Args:
        ours: our speed on the first scenario, warm.
        name: the peer.
        speed: its speed, or None.
        factor: how many times as fast ours has to be, or None where nothing is asked.
    """
    if speed is None:
        return Row(name, None)
    ahead = ours.moves / speed.moves
    if factor is None:
        return Row(name, speed, ahead)
    target = f"{factor:g}x" if factor != 1 else "ahead"
    return Row(name, speed, ahead, target, "met" if ahead >= factor else "missed")


def own(ours: Speed, name: str, speed: Speed, *, judged: bool) -> Row:
    """A row of our own; what is judged is held against the aims in moves and games a second."""
    ahead = ours.moves / speed.moves
    if not judged:
        return Row(name, speed, ahead)
    target = f"{MOVES_AIM // 1000}k moves (floor {MOVES_FLOOR // 1000}k), {GAMES_AIM:,} games"
    met = "missed"
    if speed.games >= GAMES_AIM and speed.moves >= MOVES_FLOOR:
        met = "met" if speed.moves >= MOVES_AIM else "floor"
    return Row(name, speed, ahead, target, met)


def microseconds(speed: Speed) -> float:
    """How long one unit takes."""
    return 1e6 / speed.moves


def table(rows: list[Row]) -> str:
    """The games, as text."""
    head = f"{'random play':34} {'games/s':>9} {'moves/s':>9} {'(slowest - fastest)':>21} {'moves':>6} {'ours':>8}  target"
    lines = [head, "-" * len(head)]
    for row in rows:
        if row.speed is None:
            lines.append(f"{row.name:34} not installed")
            continue
        games, moves, slowest, fastest, length = row.speed
        ahead = f"{row.ahead:.2f}x" if row.ahead is not None else ""
        spread = f"({slowest:,.0f} - {fastest:,.0f})"
        line = (
            f"{row.name:34} {games:9,.0f} {moves:9,.0f} {spread:>21} {length:6.1f} {ahead:>8}  {row.target}"
        )
        lines.append(f"{line}{': ' if row.met else ''}{row.met}".rstrip())
    lines.append("moves: of one game; ours: how many times as many moves a second our first line makes")
    return "\n".join(lines)


def standing_table(ours: Speed, peer: Row, arguments: int) -> str:
    """The labelling, as text."""
    mine = microseconds(ours)
    verdict = "met" if mine < STANDING_AIM else "missed"
    lines = [
        f"standing at {arguments} claims, uncached: {mine:.1f} us (target: below {STANDING_AIM:.0f} us: {verdict})"
    ]
    if peer.speed is None:
        lines.append(f"{peer.name}: not installed")
    else:
        theirs = microseconds(peer.speed)
        lines.append(
            f"{peer.name}, the same attacks without reasons: {theirs:.1f} us, {theirs / mine:.1f}x ours"
        )
    return "\n".join(lines)


def as_json(rows: list[Row], standing: list[Row], about: dict[str, object]) -> str:
    """Everything, as JSON."""

    def plain(row: Row) -> dict[str, object]:
        return asdict(row) | {"speed": row.speed and row.speed._asdict()}

    data = {"about": about, "play": [*map(plain, rows)], "standing": [*map(plain, standing)]}
    return json.dumps(data, indent=2)
