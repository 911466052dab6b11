"""The tracks of a meeting as charts, with the type of the talk under them."""

from __future__ import annotations

from itertools import groupby

from textual.content import Content
from textual.widgets import Static

from game.narration import track_chart
from game.narration.debrief import Debrief
from game.narration.labels import TYPE_NAMES
from game.screens.widgets.status import Words
from game.screens.widgets.transcript import side_style
from game.table.compiled import CompiledScenario

_NAMES = ("understanding", "tension", "credibility", "credibility", "home", "home")
_SIDES = (-1, -1, 0, 1, 0, 1)
_TYPES = ("$text-success", "$text-warning", "$text-error")
_LEAST = 16
_AXIS = 4


class Charts(Static):
    """Six small charts over one line of time, each under its first and last value."""

    def __init__(self, game: CompiledScenario, findings: Debrief) -> None:
        super().__init__(markup=False)
        self._game, self._findings = game, findings

    def show_in(self, width: int) -> None:
        """Draw the charts for a width in cells."""
        columns = max(_LEAST, width - _AXIS)
        parts: Words = []
        for number, name in enumerate(_NAMES):
            side = _SIDES[number]
            values = [row[number] for row in self._findings.tracks]
            if side >= 0:
                parts.append((f"{self._game.sides[side].short} ", side_style(self._game, side)))
            parts += [(name, "bold"), f"  {values[0]} to {values[-1]}\n"]
            top, *lower = track_chart.rows(values, columns)
            style = "$text-accent" if side < 0 else side_style(self._game, side)
            parts += [("100 ", "$text-muted"), (f"{top}\n", style)]
            for line in lower[:-1]:
                parts += [" " * _AXIS, (f"{line}\n", style)]
            parts += [("  0 ", "$text-muted"), (f"{lower[-1]}\n", style)]
        parts += [" " * _AXIS, (f"{track_chart.ruler(self._findings.rounds, columns)}\n", "$text-muted")]
        parts += [" " * _AXIS, *self._talk(columns), "\n"]
        self.update(Content.assemble(*parts))

    def _talk(self, columns: int) -> Words:
        """Return the type of the talk along the same line of time, by its first letter: E, N or Q."""
        kinds = track_chart.columns(self._findings.kinds, columns)
        return [
            (TYPE_NAMES[kind][0].upper() * len(list(run)), f"reverse {_TYPES[kind]}")
            for kind, run in groupby(kinds)
        ]
