"""Charts of the tracks over a meeting (SVG, by pygal); shaded areas show the type of the talk."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from game.narration.debrief import Debrief
from game.narration.labels import TYPE_NAMES
from game.table.compiled import CompiledScenario

_WIDTH, _HEIGHT = 900, 300
_TEXT, _FAINT = "var(--text)", "var(--faint)"
_UNWANTED = re.compile(r"<!--.*?-->|<script\b.*?</script>", re.DOTALL)
"""Parts of pygal's output that we remove: comments that name the day, and settings for a script."""

_CSS = """inline:
#chart-{name} .series .line.reactive {{ stroke-width: 3; }}
#chart-{name} .axis .guide.line, #chart-{name} .axis .major.guide.line {{ stroke: var(--rule); stroke-dasharray: 2,4; }}
"""


class Chart(NamedTuple):
    """A chart, and a text for readers who cannot see it."""

    title: str
    says: str
    svg: str


class _Series(NamedTuple):
    name: str
    values: list[int]
    colour: str
    dashes: str


def draw_charts(game: CompiledScenario, debrief: Debrief) -> list[Chart]:
    """Return three charts: the shared tracks in one, the sides' credibility and home in two more.

    Args:
        game: the scenario.
        debrief: the debrief of a game with at least one move.
    """
    first, second = (side.short for side in game.sides)
    columns = [list(values) for values in zip(*debrief.tracks, strict=True)]
    understanding, tension, *rest = columns
    contents = [
        (
            "The table: understanding and tension",
            [
                _Series("understanding", understanding, "var(--good)", ""),
                _Series("tension", tension, "var(--bad)", "7,4"),
            ],
        )
    ]
    for name, values in (("Credibility at the table", rest[:2]), ("At home", rest[2:])):
        pair = [
            _Series(first, values[0], "var(--side0)", ""),
            _Series(second, values[1], "var(--side1)", "7,4"),
        ]
        contents.append((name, pair))
    return [
        Chart(title, _words(lines), _svg(f"chart{number}", lines, debrief))
        for number, (title, lines) in enumerate(contents)
    ]


def _words(lines: list[_Series]) -> str:
    """Return a chart in words, for readers who cannot see it."""
    parts = [f"{line.name} from {line.values[0]} to {line.values[-1]} of 100" for line in lines]
    return "; ".join(parts) + "."


def _svg(name: str, lines: list[_Series], debrief: Debrief) -> str:
    pygal = _pygal()
    style_of = pygal.style.Style
    shaded = [kind for kind in (1, 2) if kind in debrief.kinds]
    colours = [f"var(--type{kind})" for kind in shaded] + [line.colour for line in lines]
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
    last = len(debrief.kinds) - 1
    chart = pygal.XY(
        style=style,
        js=[],
        css=["file://style.css", "file://graph.css", _CSS.format(name=name)],
        width=_WIDTH,
        height=_HEIGHT,
        range=(0, 100),
        xrange=(0, last),
        y_labels=[0, 25, 50, 75, 100],
        x_labels=_round_labels(debrief.rounds),
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
    for kind in shaded:
        chart.add(TYPE_NAMES[kind], _area(debrief.kinds, kind), fill=True, stroke_style={"width": 0})
    for line in lines:
        chart.add(line.name, list(enumerate(line.values)), stroke_style={"dasharray": line.dashes or "none"})
    return _UNWANTED.sub("", str(chart.render(is_unicode=True)))


@cache
def _pygal() -> Any:
    """Import pygal, and remove the one finder of plug-ins that it adds to Python's imports.

    The finder has the interface of Python 3.3 (``find_module``), so that each later import would warn.
    """
    import pygal

    for finder in [finder for finder in sys.meta_path if isinstance(finder, pygal.PluginImportFixer)]:
        with suppress(ValueError):  # another thread was faster
            sys.meta_path.remove(finder)
    return pygal


def _area(kinds: tuple[int, ...], kind: int) -> list[tuple[int, int]]:
    """Return the corners of an area that is high while the talk is of a type, and flat elsewhere."""
    corners, start = [(0, 0)], 0
    for matches, run in groupby(kinds, lambda other: other == kind):
        end = start + len(list(run))
        if matches:  # up to the move that ended it
            last = min(end, len(kinds) - 1)
            corners += [(start, 0), (start, 100), (last, 100), (last, 0)]
        start = end
    return corners


def _round_labels(rounds: tuple[str, ...]) -> list[dict[str, object]]:
    """Return a label for each part of the meeting, where it begins; the opening is too short for one."""
    return [
        {"value": n, "label": name}
        for n, name in enumerate(rounds)
        if (n and rounds[n - 1] != name) or (len(set(rounds)) == 1 and n == 0)
    ]
