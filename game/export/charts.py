"""The tracks over a meeting as charts (SVG, by pygal), over a ground that shows the type of the talk."""

from __future__ import annotations

import re
import sys
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from game.narration.debrief import Debrief
from game.narration.labels import TYPE_NAMES
from game.table.compiled import CompiledScenario

_WIDTH, _HEIGHT = 900, 300
_TEXT, _FAINT = "var(--text)", "var(--faint)"
_UNWANTED = re.compile(r"<!--.*?-->|<script\b.*?</script>", re.DOTALL)
"""What pygal adds and we do not want: comments with the day in them, and its settings for a script."""

_CSS = """inline:
#chart-{name} .series .line.reactive {{ stroke-width: 3; }}
#chart-{name} .axis .guide.line, #chart-{name} .axis .major.guide.line {{ stroke: var(--rule); stroke-dasharray: 2,4; }}
"""


class Chart(NamedTuple):
    """A chart, and what it shows in words."""

    title: str
    says: str
    svg: str


class _Line(NamedTuple):
    name: str
    values: list[int]
    colour: str
    dashes: str


def charts(game: CompiledScenario, found: Debrief) -> list[Chart]:
    """What belongs to the table in one chart, what belongs to the sides in two.

    Args:
        game: the scenario.
        found: the debrief of a game with at least one move.
    """
    one, other = (side.short for side in game.sides)
    columns = [list(values) for values in zip(*found.tracks, strict=True)]
    understanding, tension, *rest = columns
    drawn = [
        (
            "The table: understanding and tension",
            [
                _Line("understanding", understanding, "var(--good)", ""),
                _Line("tension", tension, "var(--bad)", "7,4"),
            ],
        )
    ]
    for name, values in (("Credibility at the table", rest[:2]), ("At home", rest[2:])):
        pair = [
            _Line(one, values[0], "var(--side0)", ""),
            _Line(other, values[1], "var(--side1)", "7,4"),
        ]
        drawn.append((name, pair))
    return [
        Chart(title, _words(lines), _svg(f"chart{number}", lines, found))
        for number, (title, lines) in enumerate(drawn)
    ]


def _words(lines: list[_Line]) -> str:
    """A chart for who cannot see it."""
    parts = [f"{one.name} from {one.values[0]} to {one.values[-1]} of 100" for one in lines]
    return "; ".join(parts) + "."


def _svg(name: str, lines: list[_Line], found: Debrief) -> str:
    pygal = _pygal()
    style_of = pygal.style.Style
    grounds = [kind for kind in (1, 2) if kind in found.kinds]
    colours = [f"var(--type{kind})" for kind in grounds] + [line.colour for line in lines]
    style = style_of(
        background="transparent",
        plot_background="transparent",
        foreground=_TEXT,
        foreground_strong=_TEXT,
        foreground_subtle=_FAINT,
        colors=tuple(colours),
        opacity="1",
        opacity_hover="1",
        transition="0s",
        font_family="inherit",
        label_font_size=13,
        major_label_font_size=13,
        legend_font_size=14,
    )
    last = len(found.kinds) - 1
    chart = pygal.XY(
        style=style,
        js=[],
        css=["file://style.css", "file://graph.css", _CSS.format(name=name)],
        width=_WIDTH,
        height=_HEIGHT,
        range=(0, 100),
        xrange=(0, last),
        y_labels=[0, 25, 50, 75, 100],
        x_labels=_marks(found.rounds),
        show_dots=False,
        show_x_guides=False,
        legend_at_bottom=True,
        legend_at_bottom_columns=len(colours),
        truncate_label=-1,
        truncate_legend=-1,
        disable_xml_declaration=True,
        no_data_text="",
        margin=12,
        spacing=8,
    )
    chart.uuid = name
    for kind in grounds:
        chart.add(TYPE_NAMES[kind], _ground(found.kinds, kind), fill=True, stroke_style={"width": 0})
    for line in lines:
        chart.add(line.name, list(enumerate(line.values)), stroke_style={"dasharray": line.dashes or "none"})
    return _UNWANTED.sub("", str(chart.render(is_unicode=True)))


@cache
def _pygal() -> Any:
    """Import pygal, without the finder of plug-ins that it leaves in Python's imports.

    It has the form of Python 3.3 (``find_module``), so that every import after it would give a warning.
    """
    before = list(sys.meta_path)
    import pygal

    sys.meta_path[:] = [one for one in sys.meta_path if one in before]
    return pygal


def _ground(kinds: tuple[int, ...], kind: int) -> list[tuple[int, int]]:
    """The corners of a ground that is high while the talk is of a kind, and flat elsewhere."""
    corners, at = [(0, 0)], 0
    for is_it, run in groupby(kinds, lambda one: one == kind):
        end = at + len(list(run))
        if is_it:  # up to the move that ended it
            until = min(end, len(kinds) - 1)
            corners += [(at, 0), (at, 100), (until, 100), (until, 0)]
        at = end
    return corners


def _marks(rounds: tuple[str, ...]) -> list[dict[str, object]]:
    """The name of each part of the meeting where it begins; the opening is too short for one."""
    return [
        {"value": n, "label": name}
        for n, name in enumerate(rounds)
        if (n and rounds[n - 1] != name) or (len(set(rounds)) == 1 and n == 0)
    ]
