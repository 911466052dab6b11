"""Parse YAML into plain data, with the place of every key and value.

The parser's events are read one by one and PyYAML composes nothing: anchors, tags and merge keys
are refused before they are followed, nesting and size are limited, and as many problems as
possible are reported in one pass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml import events as ev

from game.scenario.characters import excerpt, named
from game.scenario.problems import Place, Problem, problem
from game.scenario.reading import syntax
from game.scenario.reading.file import decode
from game.scenario.reading.head import LOADER
from game.scenario.reading.scalars import Scalar, resolve, trap
from game.scenario.text import clean, one_line
from game.scenario.text_files import lines_of

MAX_DEPTH = 24
"""The limit to which mappings and lists may nest. A scenario needs about ten levels."""

MAX_NODES = 50_000
"""The limit of values in a file. A large scenario has some three thousand."""

Where = tuple[str | int, ...]
"""The path to a value: keys and list positions, from the top."""

_SWALLOWED = re.compile(r"[ \t]+(#[^\s#!].*)")


@dataclass
class Document:
    """A file as plain data, with the place of every key and value."""

    path: str
    data: dict[str, Any] | None = None
    problems: list[Problem] = field(default_factory=list)
    values: dict[Where, Place] = field(default_factory=dict)
    keys: dict[Where, Place] = field(default_factory=dict)

    def value_at(self, where: Where) -> Place:
        """Return the place of a value, or of the nearest part around it that was read."""
        while where and where not in self.values:
            where = where[:-1]
        return self.values.get(where, (1, 1))

    def inside(self) -> dict[Place, Where]:
        """Return the path to what begins at each place: to the innermost key or value there."""
        paths = {place: where for where, place in self.values.items()}
        return paths | {place: where for where, place in self.keys.items()}

    def key_at(self, where: Where) -> Place:
        """Return the place of the key that leads to a value; in a list, the place of the value itself."""
        return self.keys[where] if where in self.keys else self.value_at(where)


class _GaveUpError(Exception):
    """Raised to stop reading when a limit was passed."""


def parse(raw: bytes, path: str) -> Document:
    """Return the document that the bytes of a file hold: its data, or None, and all problems.

    Raises nothing, whatever the bytes are.
    """
    document = Document(path)
    text, document.problems = decode(raw, path)
    if text is not None:
        _Builder(document, text).run()
    return document


def _place(mark: Any) -> Place:
    return mark.line + 1, mark.column + 1


class _Builder:
    """Build the data of one document from parser events."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.text = text
        self.nodes = 0
        self.inside: set[int] = set()  # numbers of the lines that belong to a text of several lines
        self.loader = LOADER(text)

    def run(self) -> None:
        """Read everything. Raises nothing."""
        try:
            self.stream()
        except yaml.MarkedYAMLError as error:
            self.document.data = None
            self.document.problems += syntax.explain(error, self.text, self.inside, self.document.path)
        except (_GaveUpError, yaml.YAMLError):
            self.document.data = None
        finally:
            self.loader.dispose()
        path = self.document.path
        if self.document.data is not None and not self.text.isascii():
            self.document.problems += syntax.blanks(lines_of(self.text), self.inside, path)
        self.document.problems += syntax.tabs(self.text, self.inside, path)

    def report(self, code: str, message: str, place: Place, other: Place | None = None) -> None:
        reported = problem(code, message, path=self.document.path, place=place, other=other)
        self.document.problems.append(reported)

    def stream(self) -> None:
        top: Any = None
        place = None
        while self.loader.check_event():
            event = self.loader.get_event()
            if isinstance(event, ev.DocumentStartEvent):
                if place:
                    message = "a second document begins here (`---`); a scenario file holds only one"
                    self.report("FE021", message, _place(event.start_mark))
                    break
                event = self.loader.get_event()
                place = _place(event.start_mark)
                top = self.build(event, (), 0)
        if isinstance(top, dict):
            self.document.data = top
        elif place is None or top is None:
            self.report("FE008", "the file contains only comments", (1, 1))
        elif isinstance(top, str) and "：" in top:
            self.report("FE012", syntax.COLON, place)
        else:
            self.report("FE022", "a scenario file must begin with keys, such as `format: 1`", place)

    def build(self, event: Any, where: Where, depth: int) -> Any:
        place = _place(event.start_mark)
        self.document.values.setdefault(where, place)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.report("FE020", f"more than {MAX_NODES} values, the limit for a scenario", place)
            raise _GaveUpError
        if isinstance(event, ev.AliasEvent):
            message = f"`*{event.anchor}` is an alias; write the value out, or put it in quotes if it is text"
            self.report("FE016", message, place)
            return f"*{event.anchor}"
        self.refuse_marks(event, place)
        if isinstance(event, ev.ScalarEvent):
            return self.scalar(event, place)
        if depth >= MAX_DEPTH:
            self.report("FE019", f"nested more than {MAX_DEPTH} levels deep", place)
            raise _GaveUpError
        if isinstance(event, ev.MappingStartEvent):
            return self.mapping(where, depth)
        return self.sequence(where, depth)

    def refuse_marks(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            message = f"`&{event.anchor}` is an anchor; remove it, or put the value in quotes if it is text"
            self.report("FE016", message, place)
        if event.tag is not None:
            shown = excerpt(event.tag)
            message = f"`{shown}` is a tag; remove it, or put text that begins with ! in quotes"
            self.report("FE018", message, place)

    def sequence(self, where: Where, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.loader.get_event(), ev.SequenceEndEvent):
            items.append(self.build(event, (*where, len(items)), depth + 1))
        return items

    def mapping(self, where: Where, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := self.loader.get_event(), ev.MappingEndEvent):
            place = _place(event.start_mark)
            key = self.key(event, (*where, "?"), depth)
            inner = (*where, key)
            if key in result:
                first = self.document.keys[inner]
                self.report("FE013", f"the key `{excerpt(key)}` is already set in this part", place, first)
            self.document.keys.setdefault(inner, place)
            value = self.build(self.loader.get_event(), inner, depth + 1)
            result.setdefault(key, value)
        return result

    def key(self, event: Any, where: Where, depth: int) -> str:
        """Return a key as text; report a key that is not a word, and return its text."""
        place = _place(event.start_mark)
        if not isinstance(event, ev.ScalarEvent):
            self.build(event, where, depth + 1)
            if not isinstance(event, ev.AliasEvent):
                self.report("FE023", "a key must be a word, not a list or a mapping", place)
            return "?"
        if event.value == "<<" and not event.style:
            self.report("FE017", "`<<` merges in another mapping; write its keys out instead", place)
            return "<<"
        self.nodes += 1
        self.refuse_marks(event, place)
        value = self.scalar(event, place)
        text = value if isinstance(value, str) else event.value
        if not isinstance(value, str):
            shown = excerpt(text) or "nothing"
            self.report("FE023", f"the key `{shown}` is not a word; use a word, or put it in quotes", place)
        elif "：" in text and not event.style:
            self.report("FE012", syntax.COLON, (place[0], place[1] + event.value.index("：")))
        return clean(text)

    def scalar(self, event: Any, place: Place) -> Scalar:
        # A text below `|` or `>` ends where the next line begins.
        last = event.end_mark.line + (1 if event.end_mark.column else 0)
        self.inside.update(range(event.start_mark.line + 2, last + 1))
        text: str = event.value
        if event.style:
            return self.cleaned(text, place)
        if fault := trap(text):
            self.report(*fault, place)
            return text
        end = event.end_mark.index
        if text and (rest := _SWALLOWED.match(self.text, end, end + 200)):
            shown = one_line(rest[1])
            message = (
                f"`{shown}` is read as a comment; if it belongs to the text, put the whole text in quotes"
            )
            self.report("FE502", message, (event.end_mark.line + 1, event.end_mark.column + 1))
        value = resolve(text)
        return self.cleaned(value, place) if isinstance(value, str) else value

    def cleaned(self, text: str, place: Place) -> str:
        safe = clean(text)
        if safe != text and safe != text.replace("\t", " "):
            unwanted = [
                named(sign) for sign in sorted(set(text)) if sign not in "\t\n" and clean(sign) != sign
            ]
            message = f"control characters were removed from this text: {', '.join(unwanted[:8])}"
            self.report("FE501", message, place)
        return safe
