"""One stylesheet for all apps of a process: what one has parsed and worked out, no other does again.

Textual parses some hundred rules for each app, and again for each screen with rules of its own; and it matches all of
them against a widget whenever anything near the widget changes. In a class thirty apps show the same screens, and
nearly always nothing comes of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.types import CSSLocation
from textual.dom import DOMNode

from game.screens import textual_private as private

_MOST = 4096
"""How many different places of a widget are remembered; a game of ours has some hundred."""

_Key: TypeAlias = tuple[object, ...]


class _Match(NamedTuple):
    """What the rules come to in one place."""

    rules: RulesMap
    notes: tuple[bool, ...]


@dataclass(eq=False)
class _Sheet:
    """All rules of one set of sources, with one set of colours."""

    rules: list[RuleSet]
    by_name: dict[str, list[RuleSet]]
    mentioned: frozenset[str]
    """The classes and ids that a rule names; any other class or id makes no difference."""
    states: dict[_Key, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    """By what a node is called: the pseudo classes that its rules ask for, of it or of what is around it."""
    matches: LRUCache[_Key, _Match] = field(default_factory=lambda: LRUCache(_MOST))


_PARSED: LRUCache[_Key, list[RuleSet]] = LRUCache(1024)
_SHEETS: LRUCache[_Key, _Sheet] = LRUCache(64)


class SharedStylesheet(private.OpenStylesheet):
    """A stylesheet that remembers, for all apps of the process, what it came to."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._colours = tuple((variables or {}).items())
        self._sheet: _Sheet | None = None
        self._last: WeakKeyDictionary[DOMNode, _Match] = WeakKeyDictionary()
        """What each node was given last."""

    # the sources

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other colours, and so other rules."""
        super().set_variables(variables)
        self._colours = tuple(variables.items())

    def parse(self) -> None:
        """Take the rules of the sources; they are parsed only if no app had the same before."""
        key = (self._colours, tuple(self.source.items()))
        sheet = _SHEETS.get(key)
        if sheet is None:
            super().parse()
            rules = self.rules
            sheet = _SHEETS[key] = _Sheet(rules, self.rules_map, _mentioned(rules))
        self._sheet = sheet
        self.set_rules(sheet.rules, sheet.by_name)

    def reparse(self) -> None:
        """Parse. Textual tries the rules on a plain stylesheet first, which remembers nothing."""
        self.parse()

    def parse_source(
        self, css: str, read_from: CSSLocation, is_default_rules: bool, tie_breaker: int, scope: str
    ) -> list[RuleSet]:
        """Return the rules of one source, parsed only if no app had the same before."""
        key = (css, read_from, is_default_rules, tie_breaker, scope, self._colours)
        rules = _PARSED.get(key)
        if rules is None:
            rules = _PARSED[key] = super().parse_source(css, read_from, is_default_rules, tie_breaker, scope)
        return rules

    # the rules of a node

    def apply(
        self, node: DOMNode, *, animate: bool = False, cache: dict[tuple[Any, ...], RulesMap] | None = None
    ) -> None:
        """Give a node its rules: nothing happens if it is where it was, and little where another one was before."""
        self.rules  # noqa: B018 - parses what was added since
        sheet = self._sheet
        assert sheet is not None
        place = self._place(sheet, node)
        known = sheet.matches.get(place)
        if known is None:
            self._last.pop(node, None)
            super().apply(node, animate=animate, cache=cache)
            if not animate:
                sheet.matches[place] = self._last[node] = _Match(
                    private.rules_of(node), private.notes_of(node)
                )
        elif self._last.get(node) is known:
            node.notify_style_update()  # what is around it may look different now
        else:
            private.set_notes(node, known.notes)
            self.replace_rules(node, known.rules, animate=animate)
            self.style_parts(node)
            self._last[node] = known

    def style_parts(self, node: DOMNode) -> None:
        """Give its rules to each part of a node. Textual makes all parts anew each time, some twenty objects each."""
        changed = False
        for name in private.part_names(node):
            part = private.part_of(node, name)
            before = self._last.get(part)
            self.apply(part)
            changed = changed or self._last.get(part) is not before
        if changed:
            node.refresh()

    def _place(self, sheet: _Sheet, node: DOMNode) -> _Key:
        """Return all that the rules of a node depend on."""
        path = node.css_path_nodes
        mentioned = sheet.mentioned
        names = [
            (type(above), above.id if above.id in mentioned else None, mentioned.intersection(above.classes))
            for above in path
        ]
        states = sheet.states.get(names[-1])
        if states is None:
            states = sheet.states[names[-1]] = _states(sheet, node)
        own, around = states
        values = [node.has_pseudo_class(name) for name in own]
        for name in around:
            values += [above.has_pseudo_class(name) for above in path]
        return (*names, *values)


def _mentioned(rules: list[RuleSet]) -> frozenset[str]:
    return frozenset(
        selector.name for rule in rules for group in rule.selector_set for selector in group.selectors
    )


def _states(sheet: _Sheet, node: DOMNode) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the pseudo classes that the rules of a node and of its parts ask for: of the node, and around it."""
    names = private.selector_names(node) | {f".{name}" for name in private.part_names(node)}
    own: set[str] = set()
    around: set[str] = set()
    for name in names:
        for rule in sheet.by_name.get(name, ()):
            for group in rule.selector_set:
                *before, last = group.selectors
                own |= last.pseudo_classes
                for selector in before:
                    around |= selector.pseudo_classes
    return tuple(own - around), tuple(around)
