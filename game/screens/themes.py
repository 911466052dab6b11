"""The themes: three of our own, and two in the terminal's own sixteen colours.

Ours are held to a rule: every text colour can be read (WCAG, 4.5:1; 7:1 in ``frank-contrast``) on every
ground a text may lie on, the selected line of a list too. That is why the selected line is a tint and not a
bright bar: a line keeps the colours of its parts when it is selected.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from game.store.preferences import THEMES

NAMES = THEMES
"""All themes there are, the default first."""


class _Palette(NamedTuple):
    """The colours of a theme of ours; Textual's other names follow from them."""

    dark: bool
    # grounds
    background: str
    surface: str
    panel: str
    raised: str
    """Over a panel: a message that comes up."""
    selected: str
    """The selected line of the list that has the focus, and selected text."""
    blurred: str
    """The selected line of another list."""
    hover: str
    # text
    text: str
    muted: str
    blue: str
    red: str
    amber: str
    green: str
    violet: str
    teal: str
    # lines
    frame: str
    rail: str
    """What a scrollbar's handle moves on."""


_DARK = _Palette(
    dark=True,
    background="#10151c",
    surface="#151b24",
    panel="#1c2430",
    raised="#243040",
    selected="#2a3f5e",
    blurred="#233044",
    hover="#1f2937",
    text="#e4e8ee",
    muted="#abb6c4",
    blue="#8fbcf5",
    red="#f5a39b",
    amber="#e6c07a",
    green="#93d3a2",
    violet="#d5b0ee",
    teal="#83cdd3",
    frame="#5f86b5",
    rail="#1c2430",
)

_LIGHT = _Palette(
    dark=False,
    background="#f4f1ea",
    surface="#faf8f4",
    panel="#e8e4db",
    raised="#dfe4ea",
    selected="#cbdaee",
    blurred="#dfe6ef",
    hover="#e9e9e6",
    text="#1f242b",
    muted="#4c5460",
    blue="#17508f",
    red="#9a2424",
    amber="#704a00",
    green="#1b5e34",
    violet="#6e3284",
    teal="#0b5863",
    frame="#4f76a5",
    rail="#e8e4db",
)

_CONTRAST = _Palette(
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#101418",
    raised="#1a2129",
    selected="#0b3a75",
    blurred="#1c2c40",
    hover="#1a2129",
    text="#ffffff",
    muted="#d6dce3",
    blue="#aad4ff",
    red="#ffbdb5",
    amber="#ffd966",
    green="#a4f0b4",
    violet="#ecc8ff",
    teal="#7fe9e0",
    frame="#c3cbd4",
    rail="#1a2129",
)


def _theme(name: str, palette: _Palette) -> Theme:
    """Return the theme of a palette. Its text colours are opaque; Textual would blend them with the ground."""
    return Theme(
        name=name,
        dark=palette.dark,
        primary=palette.frame,
        secondary=palette.teal,
        warning=palette.amber,
        error=palette.red,
        success=palette.green,
        accent=palette.violet,
        foreground=palette.text,
        background=palette.background,
        surface=palette.surface,
        panel=palette.panel,
        variables={
            "text": palette.text,
            "text-muted": palette.muted,
            # A blocked move is shown in full, with its reason, so it must be readable too.
            "text-disabled": palette.muted,
            "foreground-muted": palette.muted,
            "foreground-disabled": palette.muted,
            "text-primary": palette.blue,
            "text-secondary": palette.teal,
            "text-warning": palette.amber,
            "text-error": palette.red,
            "text-success": palette.green,
            "text-accent": palette.violet,
            "panel-lighten-1": palette.raised,
            "block-cursor-foreground": palette.text,
            "block-cursor-background": palette.selected,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": palette.text,
            "block-cursor-blurred-background": palette.blurred,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": palette.hover,
            "border": palette.frame,
            "border-blurred": palette.panel,
            "scrollbar": palette.frame,
            "scrollbar-hover": palette.blue,
            "scrollbar-active": palette.blue,
            "scrollbar-background": palette.rail,
            "scrollbar-corner-color": palette.rail,
            "link-color": palette.blue,
            "link-color-hover": palette.text,
            "link-background-hover": palette.selected,
            "footer-foreground": palette.text,
            "footer-background": palette.panel,
            "footer-key-foreground": palette.amber,
            "footer-description-foreground": palette.muted,
            "input-cursor-foreground": palette.background,
            "input-cursor-background": palette.text,
            "input-selection-foreground": palette.text,
            "input-selection-background": palette.selected,
            "screen-selection-foreground": palette.text,
            "screen-selection-background": palette.selected,
            "button-foreground": palette.text,
            "button-color-foreground": palette.background,
            # The guide lines of a tree.
            "surface-lighten-2": palette.frame,
            "surface-lighten-3": palette.frame,
            "surface-darken-1": palette.frame,
        },
    )


_UNDERLINED = {
    # The terminal's colours are not known here, so the selected line is underlined and keeps its ground.
    # Reversing it would be clearer, but Textual 8.2.8 drops that style on the way to an OptionList.
    "block-cursor-background": "ansi_default",
    "block-cursor-text-style": "bold underline",
    "block-cursor-blurred-foreground": "ansi_default",
    "block-cursor-blurred-background": "ansi_default",
    "block-cursor-blurred-text-style": "underline",
    "block-hover-background": "ansi_default",
}


def _in_terminal_colours(name: str, selected: str) -> Theme:
    """Return Textual's theme of that name, changed so that no text in the terminal's own colour lies on a named one."""
    theme = BUILTIN_THEMES[name]
    return replace(theme, variables={**theme.variables, **_UNDERLINED, "block-cursor-foreground": selected})


OURS = (
    _theme("frank-dark", _DARK),
    _theme("frank-light", _LIGHT),
    _theme("frank-contrast", _CONTRAST),
    _in_terminal_colours("ansi-dark", selected="ansi_magenta"),
    _in_terminal_colours("ansi-light", selected="ansi_blue"),
)
"""The themes, in the order of :data:`NAMES`."""


def install(app: App[Any], theme: str = NAMES[0]) -> None:
    """Give an app the themes of :data:`NAMES`, and no others.

    Args:
        app: the app, running or not.
        theme: the name of the theme to show; an unknown one gives the default.
    """
    for ours in OURS:
        app.register_theme(ours)
    # Before the others go: an app must never have a theme that it does not know.
    app.theme = theme if theme in NAMES else NAMES[0]
    for name in app.available_themes:
        if name not in NAMES:
            app.unregister_theme(name)
