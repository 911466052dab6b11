"""The line of keys at the foot of a screen.

Textual's own makes all its keys anew, twice, whenever the keys go to another widget, and lays out the screen for each
time: more than all the rest of an arrow or a move. This one makes a key when it is first wanted, and afterwards shows
it or not. What it uses of Textual beyond the public interface is named in :data:`NOT_PUBLIC`; a test looks whether it
is still there.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

NOT_PUBLIC = ("textual.widgets._footer.FooterKey",)
"""What this module relies on that Textual does not promise."""

_PALETTE = "-command-palette"
"""The class of the key on the right."""


class _Key(NamedTuple):
    """A key and what it does."""

    key: str
    display: str
    title: str
    action: str
    says: str


class KeyLine(Footer):
    """A footer whose keys stay where they are."""

    def compose(self) -> ComposeResult:
        """The keys, and the palette's on the right."""
        self._shown = self._now()
        self._made = {one: _made(one) for one in self._shown}
        yield from self._made.values()
        palette = self.screen.active_bindings.get(self.app.COMMAND_PALETTE_BINDING)
        if self.show_command_palette and self.app.ENABLE_COMMAND_PALETTE and palette is not None:
            one = self._key(palette)
            yield FooterKey(one.key, one.display, one.title, one.action, tooltip=one.says, classes=_PALETTE)

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show the keys there are now; nearly always they are the same."""
        if not self.is_attached or screen is not self.screen or not screen.app.app_focus:
            return
        now = self._now()
        if now == self._shown:
            return
        self._shown = now
        after: FooterKey | None = None
        for one in now:
            if one in self._made:
                key = self._made[one]
                if after is not None and self.children.index(key) < self.children.index(after):
                    self.move_child(key, after=after)
            else:
                key = self._made[one] = _made(one)
                self.mount(key, before=0) if after is None else self.mount(key, after=after)
            key.display, after = True, key
        for one, key in self._made.items():
            if one not in now:
                key.display = False

    def _now(self) -> list[_Key]:
        """The keys that are shown now, each action once."""
        found: dict[str, _Key] = {}
        for one in self.screen.active_bindings.values():
            if one.binding.show and one.binding.action not in found:
                found[one.binding.action] = self._key(one)
        return list(found.values())

    def _key(self, active: ActiveBinding) -> _Key:
        binding = active.binding
        says = active.tooltip or binding.description
        return _Key(binding.key, self.app.get_key_display(binding), binding.description, binding.action, says)


def _made(one: _Key) -> FooterKey:
    key = FooterKey(one.key, one.display, one.title, one.action, tooltip=one.says)
    key.set_reactive(FooterKey.compact, False)  # set afterwards, it is styled and laid out twice
    return key
