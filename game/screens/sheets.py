"""One stylesheet for all apps of a process: what one has parsed and worked out, no other does again.

Textual parses some hundred rules for each app, and again for each screen with rules of its own; and it matches all of
them against a widget whenever anything near the widget changes. In a class thirty apps show the same screens, and
nearly always nothing comes of it. What this uses of Textual beyond the public interface is named in
:data:`NOT_PUBLIC`; a test looks whether it is still there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode

NOT_PUBLIC = (
    "textual.css.stylesheet.Stylesheet._parse_rules",
    "textual.css.stylesheet.Stylesheet._process_component_classes",
    "textual.dom.DOMNode._attach",
    "textual.dom.DOMNode._get_component_classes",
    "textual.dom.DOMNode._selector_names",
)
"""What this module relies on that Textual does not promise."""

FLAGS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
"""What else Textual notes on a node when it finds its rules, to know when to look again."""

_MOST = 4096
"""How many different places of a widget are remembered; a game of ours has some hundred."""

_Key: TypeAlias = tuple[object, ...]


class _Found(NamedTuple):
    """What the rules come to in one place."""

    rules: RulesMap
    flags: tuple[bool, ...]


@dataclass(eq=False)
class _Sheet:
    """All rules of one set of sources, with one set of colours."""

    rules: list[RuleSet]
    by_name: dict[str, list[RuleSet]]
    mentioned: frozenset[str]
    """The classes and ids that a rule names; any other class or id makes no difference."""
    asked: dict[_Key, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    """By what a node is called: the pseudo classes that its rules ask for, of it or of what is around it."""
    found: LRUCache[_Key, _Found] = field(default_factory=lambda: LRUCache(_MOST))


_PARSED: LRUCache[_Key, list[RuleSet]] = LRUCache(1024)
_SHEETS: LRUCache[_Key, _Sheet] = LRUCache(64)


class SharedStylesheet(Stylesheet):
    """A stylesheet that remembers, for all apps of the process, what it came to."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._colours = tuple((variables or {}).items())
        self._sheet: _Sheet | None = None
        self._last: WeakKeyDictionary[DOMNode, _Found] = WeakKeyDictionary()
        """What each node was given last."""

    # the sources

    def set_variables(self, variables: dict[str, str]) -> None:
        """Other colours: other rules."""
        super().set_variables(variables)
        self._colours = tuple(variables.items())

    def parse(self) -> None:
        """Take the rules of the sources; they are parsed only if no app had the same before."""
        key = (self._colours, tuple(self.source.items()))
        sheet = _SHEETS.get(key)
        if sheet is None:
            super().parse()
            sheet = _SHEETS[key] = _Sheet(self._rules, self.rules_map, _mentioned(self._rules))
        self._sheet = sheet
        self._rules, self._rules_map, self._require_parse = sheet.rules, sheet.by_name, False

    def reparse(self) -> None:
        """As :meth:`parse`; Textual tries the rules on a plain stylesheet first, which remembers nothing."""
        self.parse()

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        key = (css, read_from, is_default_rules, tie_breaker, scope, self._colours)
        rules = _PARSED.get(key)
        if rules is None:
            rules = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
            _PARSED[key] = rules
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
        found = sheet.found.get(place)
        if found is None:
            self._last.pop(node, None)
            super().apply(node, animate=animate, cache=cache)
            if not animate:
                flags = tuple(getattr(node, flag) for flag in FLAGS)
                sheet.found[place] = self._last[node] = _Found(node.styles.base.get_rules(), flags)
        elif self._last.get(node) is found:
            node.notify_style_update()  # what is around it may look different now
        else:
            for flag, value in zip(FLAGS, found.flags, strict=True):
                setattr(node, flag, value)
            self.replace_rules(node, found.rules, animate=animate)
            self._process_component_classes(node)
            self._last[node] = found

    def _process_component_classes(self, node: DOMNode) -> None:
        """Give its rules to each part of a node. Textual makes all parts anew each time, some twenty objects each."""
        changed = False
        for name in sorted(node._get_component_classes()):
            styles = node._component_styles.get(name)
            part = styles.node if styles is not None else None
            if part is None:
                part = DOMNode(classes=name)
                part._attach(node)
                node._component_styles[name] = part.styles
            before = self._last.get(part)
            self.apply(part)
            changed = changed or self._last.get(part) is not before
        if changed:
            node.refresh()

    def _place(self, sheet: _Sheet, node: DOMNode) -> _Key:
        """All that the rules of a node depend on."""
        path = node.css_path_nodes
        mentioned = sheet.mentioned
        names = [
            (type(one), one.id if one.id in mentioned else None, mentioned.intersection(one.classes))
            for one in path
        ]
        asked = sheet.asked.get(names[-1])
        if asked is None:
            asked = sheet.asked[names[-1]] = _asked(sheet, node)
        of_it, around = asked
        states = [node.has_pseudo_class(name) for name in of_it]
        for name in around:
            states += [one.has_pseudo_class(name) for one in path]
        return (*names, *states)


def _mentioned(rules: list[RuleSet]) -> frozenset[str]:
    return frozenset(
        selector.name for rule in rules for one in rule.selector_set for selector in one.selectors
    )


def _asked(sheet: _Sheet, node: DOMNode) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pseudo classes that the rules of a node and of its parts ask for: of the node, and of what is around it."""
    names = node._selector_names | {f".{name}" for name in node._get_component_classes()}
    of_it: set[str] = set()
    around: set[str] = set()
    for name in names:
        for rule in sheet.by_name.get(name, ()):
            for one in rule.selector_set:
                *before, last = one.selectors
                of_it |= last.pseudo_classes
                for selector in before:
                    around |= selector.pseudo_classes
    return tuple(of_it - around), tuple(around)
