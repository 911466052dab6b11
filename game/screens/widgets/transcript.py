"""The transcript. It draws single lines, so that a long talk costs no more than a short one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

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
"""By a scenario's colour name: the theme's own colour, which can be read on any theme."""

WINDOW = 24
"""How many paragraphs are laid out at once; earlier ones follow when the player scrolls up."""

_INDENT = 4
"""By how many columns the second side is indented, where there is room."""
_ROOM = 56


def side_colour(game: CompiledScenario, side: int) -> str:
    """Return the colour name of a delegation, a key of :data:`COLOURS`."""
    return game.scenario.delegations[game.delegations[side]].colour


def colour_styles(widget: str) -> str:
    """Return the rules of a component class for each colour name, such as ``transcript--blue``."""
    return "\n".join(f".{widget}--{name} {{ color: {colour}; }}" for name, colour in COLOURS.items())


def side_style(game: CompiledScenario, side: int) -> str:
    """Return the style of a delegation's name."""
    return f"bold {COLOURS[side_colour(game, side)]}"


def styled(game: CompiledScenario, paragraph: Paragraph) -> Content:
    """Return a paragraph as text with styles; its words are never read as markup."""
    if paragraph.kind == HEADING:
        return Content.assemble((paragraph.text, "bold underline"))
    if paragraph.kind == SPEECH:
        return Content.assemble(
            (game.sides[paragraph.side].short, side_style(game, paragraph.side)),
            (f"  {paragraph.head}", "$text-muted"),
            "\n",
            paragraph.text,
        )
    style = "bold $text-warning" if paragraph.shift >= 0 else "italic $text-muted"
    return Content.assemble((f"· {paragraph.text}", style))


class _ScreenLine(NamedTuple):
    """A line on the screen, and its text for a selection."""

    strip: Strip
    text: str


class Transcript(ScrollView, can_focus=False):
    """What was said. It scrolls by the wheel and by the table's page keys, and leaves the menu its focus.

    Only a window of it is laid out: the last :data:`WINDOW` paragraphs, and earlier ones once the player scrolls
    up to them.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"transcript--{colour}" for colour in COLOURS}
    DEFAULT_CSS = colour_styles("transcript")

    def __init__(self, game: CompiledScenario, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._game = game
        self._paragraphs: list[Paragraph] = []
        self._first = 0
        """The number of the first paragraph that is laid out."""
        self._lines: list[_ScreenLine] = []
        self._width = 0
        self._theme = ""
        self._following = True
        """Whether the last lines stay in sight, whatever the size."""

    @property
    def texts(self) -> list[str]:
        """Its paragraphs as plain text: the speaker and the head, then what was said."""
        return [styled(self._game, paragraph).plain for paragraph in self._paragraphs]

    def add(self, paragraphs: Sequence[Paragraph]) -> None:
        """Append paragraphs and show the last."""
        self._paragraphs += paragraphs
        if self._width:
            if len(self._paragraphs) - self._first > 2 * WINDOW:
                self._lay_out()
            else:
                self._lines += [line for paragraph in paragraphs for line in self._laid_out(paragraph)]
            self._fit()
            self._grown()
        self.show_last()

    def page(self, way: str) -> None:
        """Scroll by a page: ``"up"`` to what was said before, anything else to what was said after."""
        (self.scroll_page_up if way == "up" else self.scroll_page_down)(animate=False)

    def show(self, paragraphs: Sequence[Paragraph]) -> None:
        """Replace the paragraphs, and show the last."""
        self._paragraphs = list(paragraphs)
        if self._width:
            self._lay_out()
            self._grown()
        self.show_last()

    def show_last(self) -> None:
        """Show the last paragraph, and keep it in sight until the player scrolls."""
        self._following = True
        if self._width:
            self.scroll_end(animate=False, immediate=True)

    def validate_scroll_y(self, value: float) -> float:
        """Return where to scroll to. Textual asks after each layout, before it draws."""
        return super().validate_scroll_y(self.max_scroll_y if self._following else value)

    def release_anchor(self) -> None:
        """Stop following the last lines: the player scrolls."""
        self._following = False
        super().release_anchor()

    def _lay_out(self, first: int | None = None) -> None:
        """Lay out the window again, from a paragraph on."""
        self._theme = self.app.theme
        self._first = max(0, len(self._paragraphs) - WINDOW) if first is None else first
        self._lines = [
            line for paragraph in self._paragraphs[self._first :] for line in self._laid_out(paragraph)
        ]

    def _laid_out(self, paragraph: Paragraph) -> list[_ScreenLine]:
        speech = paragraph.kind == SPEECH
        right = _INDENT if speech and paragraph.side == 1 and self._width >= _ROOM else 0
        bar = "▌ " if speech else ""
        width = max(8, self._width - right - len(bar) - (_INDENT if speech and self._width >= _ROOM else 0))
        style = self.visual_style
        strips = Visual.to_strips(
            self, styled(self._game, paragraph), width, None, style, apply_selection=False
        )
        lead: list[Segment] = []
        if speech:
            part = f"transcript--{side_colour(self._game, paragraph.side)}"
            bar_style = (style + self.get_visual_style(part, partial=True)).rich_style
            lead = [Segment(" " * right, style.rich_style), Segment(bar, bar_style)]
        lines = [
            _ScreenLine(Strip([*lead, *strip]), " " * (right + len(bar)) + strip.text) for strip in strips
        ]
        return [*lines, _ScreenLine(Strip([]), "")]

    def _grown(self) -> None:
        self.virtual_size = Size(self._width, len(self._lines))
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines again, and keep the last ones in sight."""
        if self._fit():
            self._grown()
        self.show_last()

    def _fit(self) -> bool:
        """Fit the lines to the width, beside a scrollbar if there are too many; return whether the width changed."""
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
        """Lay the lines out again for another theme: they hold its colours."""
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
        """Return one line of the screen."""
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
            selected = self.screen.get_component_rich_style("screen--selection")
            strip = Strip.join(
                [
                    strip.crop(0, start),
                    strip.crop(start, end).apply_style(selected),
                    strip.crop(end, strip.cell_length),
                ]
            )
        return strip.crop_extend(0, width, style).apply_offsets(0, number)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, to be copied."""
        return selection.extract("\n".join(line.text for line in self._lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()
