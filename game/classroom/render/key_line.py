"""The line of keys at the foot of a screen of a class.

Textual's footer makes all its keys anew whenever the focus moves, and lays out the screen for it: more than all the
rest of a key press. This one makes a key when it is first wanted, and afterwards shows it or not.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widgets import Footer

from game.screens.textual_private import FooterKey

_PALETTE = "-command-palette"
"""The class of the key on the right."""


class _Key(NamedTuple):
    """A key and what it does."""

    key: str
    display: str
    title: str
    action: str
    tooltip: str


class KeyLine(Footer):
    """A footer whose keys stay where they are."""

    def compose(self) -> ComposeResult:
        """Yield the keys, and the palette's on the right."""
        self._shown = self._active()
        self._made = {key: _made(key) for key in self._shown}
        yield from self._made.values()
        palette = self.screen.active_bindings.get(self.app.COMMAND_PALETTE_BINDING)
        if self.show_command_palette and self.app.ENABLE_COMMAND_PALETTE and palette is not None:
            key = self._key(palette)
            yield FooterKey(
                key.key, key.display, key.title, key.action, tooltip=key.tooltip, classes=_PALETTE
            )

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show the keys that act now; nearly always they are the same."""
        if not self.is_attached or screen is not self.screen or not screen.app.app_focus:
            return
        active = self._active()
        if active == self._shown:
            return
        self._shown = active
        before: FooterKey | None = None
        for key in active:
            if key in self._made:
                widget = self._made[key]
                if before is not None and self.children.index(widget) < self.children.index(before):
                    self.move_child(widget, after=before)
            else:
                widget = self._made[key] = _made(key)
                self.mount(widget, before=0) if before is None else self.mount(widget, after=before)
            widget.display, before = True, widget
        for key, widget in self._made.items():
            if key not in active:
                widget.display = False

    def _active(self) -> list[_Key]:
        """Return the keys to show now, each action once."""
        keys: dict[str, _Key] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show and active.binding.action not in keys:
                keys[active.binding.action] = self._key(active)
        return list(keys.values())

    def _key(self, active: ActiveBinding) -> _Key:
        binding = active.binding
        tooltip = active.tooltip or binding.description
        return _Key(
            binding.key, self.app.get_key_display(binding), binding.description, binding.action, tooltip
        )


def _made(key: _Key) -> FooterKey:
    widget = FooterKey(key.key, key.display, key.title, key.action, tooltip=key.tooltip)
    widget.set_reactive(FooterKey.compact, False)  # set afterwards, it is styled and laid out twice
    return widget
