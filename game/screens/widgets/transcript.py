"""The transcript: lines drawn one by one, so that a long talk costs no more than a short one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual

from game.narration.transcript import HEADING, SPEECH, Paragraph
from game.table.compiled import CompiledScenario

COLOURS = {
    "blue": "$text-primary",
    "red": "$text-error",
    "green": "$text-success",
    "yellow": "$text-warning",
    "magenta": "$text-accent",
    "cyan": "$text-secondary",
}
"""A scenario's colour names in the theme's own colours, so that they can be read on any theme."""

WINDOW = 24
"""How many paragraphs are laid out at once; more when one scrolls up to them."""

_INDENT = 4
"""By how much the second voice stands to the right, where there is room."""
_ROOM = 56


def side_style(game: CompiledScenario, side: int) -> str:
    """The style of a delegation's name."""
    written = game.scenario.delegations[game.delegations[side]]
    return f"bold {COLOURS[written.colour]}"


def set_paragraph(game: CompiledScenario, one: Paragraph) -> Content:
    """A paragraph as text with styles; what was written is never read as markup."""
    if one.kind == HEADING:
        return Content.assemble((one.text, "bold underline"))
    if one.kind == SPEECH:
        return Content.assemble(
            (game.sides[one.side].short, side_style(game, one.side)),
            (f"  {one.head}", "$text-muted"),
            "\n",
            one.text,
        )
    return Content.assemble(
        (f"· {one.text}", "bold $text-warning" if one.shift >= 0 else "italic $text-muted")
    )


class _Line(NamedTuple):
    """A line on the screen and its text, for a selection."""

    strip: Strip
    text: str


class Transcript(ScrollView, can_focus=False):
    """What was said. It scrolls by the wheel and by the table's page keys, and leaves the menu its focus.

    Only a window of it is laid out: the last :data:`WINDOW` paragraphs, and earlier ones once one scrolls
    up to them.
    """

    def __init__(self, game: CompiledScenario, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._game = game
        self._paragraphs: list[Paragraph] = []
        self._first = 0
        """The first paragraph that is laid out."""
        self._lines: list[_Line] = []
        self._width = 0
        self._theme = ""
        self._following = True
        """Whether the last words are to be seen, whatever room there is."""

    @property
    def texts(self) -> list[str]:
        """What it holds, as text: speaker and head, then what was said."""
        return [set_paragraph(self._game, one).plain for one in self._paragraphs]

    def add(self, paragraphs: Sequence[Paragraph]) -> None:
        """Append paragraphs and show the last."""
        self._paragraphs += paragraphs
        if self._width:
            if len(self._paragraphs) - self._first > 2 * WINDOW:
                self._lay_out()
            else:
                self._lines += [line for one in paragraphs for line in self._laid_out(one)]
            self._fit()
            self._grown()
        self.show_last()

    def page(self, way: str) -> None:
        """Turn a page: ``"up"`` to what was said before, anything else to what was said after."""
        (self.scroll_page_up if way == "up" else self.scroll_page_down)(animate=False)

    def show(self, paragraphs: Sequence[Paragraph]) -> None:
        """Hold these paragraphs instead, and show the last."""
        self._paragraphs = list(paragraphs)
        if self._width:
            self._lay_out()
            self._grown()
        self.show_last()

    def show_last(self) -> None:
        """Show the last paragraph, also when everything around has found its size, until one scrolls."""
        self._following = True
        if self._width:
            self.scroll_end(animate=False, immediate=True)

    def validate_scroll_y(self, value: float) -> float:
        """Where it may be scrolled to. Textual asks after each layout, before it draws."""
        return super().validate_scroll_y(self.max_scroll_y if self._following else value)

    def release_anchor(self) -> None:
        """One scrolls."""
        self._following = False
        super().release_anchor()

    def _lay_out(self, first: int | None = None) -> None:
        """Lay out the window anew, from a paragraph on."""
        self._theme = self.app.theme
        self._first = max(0, len(self._paragraphs) - WINDOW) if first is None else first
        self._lines = [line for one in self._paragraphs[self._first :] for line in self._laid_out(one)]

    def _laid_out(self, one: Paragraph) -> list[_Line]:
        speech = one.kind == SPEECH
        right = _INDENT if speech and one.side == 1 and self._width >= _ROOM else 0
        bar = "▌ " if speech else ""
        width = max(8, self._width - right - len(bar) - (_INDENT if speech and self._width >= _ROOM else 0))
        style = self.visual_style
        strips = Visual.to_strips(
            self, set_paragraph(self._game, one), width, None, style, apply_selection=False
        )
        lead: list[Segment] = []
        if speech:
            colour = side_style(self._game, one.side).removeprefix("bold ")
            bar_style = (style + self._get_style(colour)).rich_style
            lead = [Segment(" " * right, style.rich_style), Segment(bar, bar_style)]
        lines = [_Line(Strip([*lead, *strip]), " " * (right + len(bar)) + strip.text) for strip in strips]
        return [*lines, _Line(Strip([]), "")]

    def _grown(self) -> None:
        self.virtual_size = Size(self._width, len(self._lines))
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Other columns, other lines; the last words stay in sight."""
        if self._fit():
            self._grown()
        self.show_last()

    def _fit(self) -> bool:
        """Set the lines as wide as there is room, beside a scrollbar if they are too many; tell if they changed."""
        room, before = self.content_region, self._width
        if not room.width:
            return False
        if len(self._lines) < 2 * room.height or not before:
            self._set_width(room.width)
        if len(self._lines) > room.height:
            self._set_width(room.width - self.styles.scrollbar_size_vertical)
        return self._width != before

    def _set_width(self, width: int) -> None:
        if width != self._width:
            self._width = width
            self._lay_out()

    def notify_style_update(self) -> None:
        """Another theme: the lines hold its colours."""
        super().notify_style_update()
        if self._width and self._theme != self.app.theme:
            self._lay_out(self._first)
            self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """At the top of the window, lay out what was said before."""
        super().watch_scroll_y(old_value, new_value)
        if new_value < 1 and self._first and old_value > new_value:
            before = len(self._lines)
            self._lay_out(max(0, self._first - WINDOW))
            self._grown()
            self.scroll_to(y=len(self._lines) - before, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number = self.scroll_offset.y + y
        width, style = self.size.width, self.rich_style
        if number >= len(self._lines):
            return Strip.blank(width, style)
        strip = self._lines[number].strip
        selection = self.text_selection
        span = selection.get_span(number) if selection is not None else None
        if span is not None:
            start, end = span
            end = strip.cell_length if end == -1 else end
            marked = self.screen.get_component_rich_style("screen--selection")
            strip = Strip.join(
                [
                    strip.crop(0, start),
                    strip.crop(start, end).apply_style(marked),
                    strip.crop(end, strip.cell_length),
                ]
            )
        return strip.crop_extend(0, width, style).apply_offsets(0, number)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text under a selection, to be copied."""
        return selection.extract("\n".join(line.text for line in self._lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is selected."""
        self.refresh()
