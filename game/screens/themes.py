"""The themes: three of our own, and two in the terminal's own sixteen colours.

Ours are held to a rule: every text colour can be read (WCAG, 4.5:1; 7:1 in ``frank-contrast``) on every
ground a text may lie on, the marked line of a list too. That is why the marked line is a tint and not a
bright bar: a line keeps the colours of its parts when it is marked.
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
    marked: str
    """The marked line where the keys go."""
    blurred: str
    """The marked line of another list, and what is selected."""
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
    marked="#2a3f5e",
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
    marked="#cbdaee",
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
    marked="#0b3a75",
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


def _theme(name: str, has: _Palette) -> Theme:
    """A theme of a palette. The texts are given whole; Textual would blend them with the ground."""
    return Theme(
        name=name,
        dark=has.dark,
        primary=has.frame,
        secondary=has.teal,
        warning=has.amber,
        error=has.red,
        success=has.green,
        accent=has.violet,
        foreground=has.text,
        background=has.background,
        surface=has.surface,
        panel=has.panel,
        variables={
            "text": has.text,
            "text-muted": has.muted,
            # What is barred is told in full, with its reason: it is to be read too.
            "text-disabled": has.muted,
            "foreground-muted": has.muted,
            "foreground-disabled": has.muted,
            "text-primary": has.blue,
            "text-secondary": has.teal,
            "text-warning": has.amber,
            "text-error": has.red,
            "text-success": has.green,
            "text-accent": has.violet,
            "panel-lighten-1": has.raised,
            "block-cursor-foreground": has.text,
            "block-cursor-background": has.marked,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": has.text,
            "block-cursor-blurred-background": has.blurred,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": has.hover,
            "border": has.frame,
            "border-blurred": has.panel,
            "scrollbar": has.frame,
            "scrollbar-hover": has.blue,
            "scrollbar-active": has.blue,
            "scrollbar-background": has.rail,
            "scrollbar-corner-color": has.rail,
            "link-color": has.blue,
            "link-color-hover": has.text,
            "link-background-hover": has.marked,
            "footer-foreground": has.text,
            "footer-background": has.panel,
            "footer-key-foreground": has.amber,
            "footer-description-foreground": has.muted,
            "input-cursor-foreground": has.background,
            "input-cursor-background": has.text,
            "input-selection-foreground": has.text,
            "input-selection-background": has.marked,
            "screen-selection-foreground": has.text,
            "screen-selection-background": has.marked,
            "button-foreground": has.text,
            "button-color-foreground": has.background,
            # The guides of a tree say what hangs from what.
            "surface-lighten-2": has.frame,
            "surface-lighten-3": has.frame,
            "surface-darken-1": has.frame,
        },
    )


_UNDERLINED = {
    # Which colours a terminal has is not known here, so the marked line gets a line and no other ground.
    # Reversed it would be seen better; Textual 8.2.8 loses that on the way to an OptionList.
    "block-cursor-background": "ansi_default",
    "block-cursor-text-style": "bold underline",
    "block-cursor-blurred-foreground": "ansi_default",
    "block-cursor-blurred-background": "ansi_default",
    "block-cursor-blurred-text-style": "underline",
    "block-hover-background": "ansi_default",
}


def _in_terminal_colours(name: str, marked: str) -> Theme:
    """Textual's theme of that name, so that no text in the terminal's own colour lies on a named one."""
    found = BUILTIN_THEMES[name]
    return replace(found, variables={**found.variables, **_UNDERLINED, "block-cursor-foreground": marked})


OURS = (
    _theme("frank-dark", _DARK),
    _theme("frank-light", _LIGHT),
    _theme("frank-contrast", _CONTRAST),
    _in_terminal_colours("ansi-dark", marked="ansi_magenta"),
    _in_terminal_colours("ansi-light", marked="ansi_blue"),
)
"""The themes, in the order of :data:`NAMES`."""


def install(app: App[Any], theme: str = NAMES[0]) -> None:
    """Leave an app just the themes of :data:`NAMES`.

    Args:
        app: it may run already or not.
        theme: the one to show; one that is not known gives the default.
    """
    for one in OURS:
        app.register_theme(one)
    # Before the others go: an app must never be on a theme that it has not.
    app.theme = theme if theme in NAMES else NAMES[0]
    for name in app.available_themes:
        if name not in NAMES:
            app.unregister_theme(name)
