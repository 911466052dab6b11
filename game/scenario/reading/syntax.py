"""Translate what YAML parsers say about broken files into plain words, with the likely cause."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from game.scenario.characters import BLANKS, HIDDEN, look_alike, named
from game.scenario.problems import Place, Problem, problem
from game.scenario.text import one_line
from game.scenario.text_files import lines_of

COLON = "this is the full-width colon `：`; a key ends with `:` and a space"

_KEY_WITH_WIDE_COLON = re.compile(r"^[ \t]*(?:- +)?[A-Za-z0-9_-]+[ \t]*(：)")
_INDENT_WITH_TAB = re.compile(r"^ *(\t)[\t ]*[^\s]")
_SHOWN = 20
"""The most odd blanks that are reported."""
_COMPARISON = re.compile(r"[<>]=? *-?\d+")
_NO_BLANK = re.compile(r"^ *(?:- +)?[a-z_-]+:[^\s/]")
_TAB = "a tab; indent with spaces only"
_ODD = f"[{BLANKS}{HIDDEN}]"
_INDENT_WITH_ODD = re.compile(f"^ *({_ODD})")
_GAP_WITH_ODD = re.compile(
    rf"^ *(?:- +)*(?:(?:-|[\"']?[A-Za-z0-9_-]+[\"']?:)?({_ODD})|[\"']?[A-Za-z0-9_-]+[\"']?({_ODD}+):)"
)
"""An odd blank in the indentation, after a dash or a colon, or before a colon."""
_WIDE_QUOTE = re.compile(r"^ *(?:- +)*(?:[A-Za-z0-9_-]+: +)?([“”„‟‘’‚«»「」『』＂＇])")
_WIDE_MARK = re.compile(r"[，；、［］｛｝]")

# Part of a message of libyaml or PyYAML, and what to tell the author. The first match counts.
_PLAIN = (
    (
        "mapping values are not allowed",
        "an extra `: `, or wrong indentation; put text that contains `: ` in quotes",
    ),
    ("expected ':'", "a key without its colon; write `key: value`, with a space after the colon"),
    ("escape", 'an unknown escape after `\\`; in "…" write `\\\\` for a backslash'),
    ("quoted scalar", "a quotation mark that is never closed, or closed too early"),
    ("expected ',' or ']'", "a list `[ … ]` without its comma or its closing bracket"),
    ("expected ',' or '}'", "a mapping `{ … }` without its comma or its closing brace"),
    ("expected alphabetic or numeric", "text that begins with `*` or `&` must be in quotes"),
    ("cannot start any token", "text cannot begin with this character; put it in quotes"),
    ("block end", "the indentation does not match the lines above"),
    ("expected key", "the indentation does not match the lines above"),
    ("expected '-' indicator", "the indentation does not match the list above"),
    ("block sequence entries are not allowed", "a `- ` where a list cannot begin; check the indentation"),
    ("document start", "the indentation does not match the lines above"),
    ("tag", "text that begins with `!` must be in quotes"),
    ("directive", "text that begins with `%` must be in quotes"),
    ("flow", "a bracket or brace out of place; put text that contains brackets in quotes"),
    ("block scalar", "after `|` or `>`, text must begin on the next line; put text that begins so in quotes"),
)


def explain(error: Any, text: str, inside: Collection[int], path: str) -> list[Problem]:
    """Return a parser's error (a ``yaml.MarkedYAMLError``) as problems with their places.

    If the cause can be seen (a tab, a full-width colon, a bare comparison, a bare ``*``), it is
    reported instead of the effect. Lines ``inside`` a text of several lines are never the cause.
    """
    lines = lines_of(text)
    if len(lines) > 1 and not lines[-1]:  # after the last line end
        lines.pop()
    parser_message = " ".join(part for part in (error.context, error.problem) if part)
    # An unclosed bracket is noticed only much later: the place where it was opened is more useful.
    opened = any(word in parser_message for word in ("flow", "alias", "anchor", "simple key"))
    mark = error.problem_mark or error.context_mark
    if error.context_mark and (opened or mark.line >= len(lines)):
        mark = error.context_mark
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = min(mark.column, len(lines[line])) if mark else 0
    before, rest = lines[line][:column], lines[line][column:]
    place = (line + 1, column + 1)
    colons = [place for place in _wide_colons(lines[: line + 1]) if place[0] not in inside]
    causes = [problem("FE012", COLON, path=path, place=place) for place in colons]
    if "nesting depth" in parser_message:  # libyaml has a limit of its own and may look that far ahead
        return [*causes, problem("FE019", "nested too deeply", path=path, place=place)]
    if odd := blanks(lines[: line + 1], inside, path, anywhere=True):
        return [*causes, *odd]
    if tab := _INDENT_WITH_TAB.match(lines[line]):
        return [*causes, problem("FE011", _TAB, path=path, place=(line + 1, tab.start(1) + 1))]
    if rest.startswith("\t"):
        return [*causes, problem("FE011", _TAB, path=path, place=place)]
    if "alias" in parser_message or "anchor" in parser_message:
        message = "`*` and `&` mean aliases and anchors; put text that begins with them in quotes"
        return [*causes, problem("FE016", message, path=path, place=place)]
    bare = _COMPARISON.search(lines[line], max(0, column - 2))
    if bare and ("block scalar" in parser_message or "cannot start any token" in parser_message):
        message = f'put comparisons in quotes: "{bare[0]}"'
        return [*causes, problem("FE024", message, path=path, place=(line + 1, bare.start() + 1))]
    if any(number > line - 2 for number, _ in colons):  # near enough to be the cause
        return causes
    return [
        *causes,
        problem(
            "FE010",
            _plain(parser_message, before, lines[max(0, line - 1) : line + 1])
            + _wide_mark(parser_message, lines[line]),
            path=path,
            place=place,
        ),
    ]


def _plain(parser_message: str, before: str, lines: list[str]) -> str:
    if ("key" in parser_message or "block end" in parser_message) and before.rstrip().endswith(("'", '"')):
        return "text after the closing quotation mark; put the whole text in one pair of quotes"
    if ("mapping values" in parser_message or "expected ':'" in parser_message) and any(
        map(_NO_BLANK.match, lines)
    ):
        return "a key without a space after its colon; write `key: value`"
    for part, words in _PLAIN:
        if part in parser_message:
            return words
    return f"this cannot be read as YAML ({one_line(parser_message, 120)})"


def _wide_mark(parser_message: str, line: str) -> str:
    """Return a sentence about a mark of another script that may be meant for one of YAML; empty if there is none."""
    match = _WIDE_QUOTE.match(line)
    if match is None and "flow" in parser_message:
        match = _WIDE_MARK.search(line)
    if match is None:
        return ""
    mark = match[match.lastindex or 0]
    meant = "a quotation mark of YAML" if match.re is _WIDE_QUOTE else f"`{look_alike(mark)}`"
    return f"; {mark} is {named(mark)}, not {meant}"


def _wide_colons(lines: list[str]) -> list[Place]:
    matches = ((number, _KEY_WITH_WIDE_COLON.match(line)) for number, line in enumerate(lines, 1))
    return [(number, match.start(1) + 1) for number, match in matches if match]


def blanks(lines: list[str], inside: Collection[int], path: str, *, anywhere: bool = False) -> list[Problem]:
    """Return a problem for each line with a blank other than the space, or a hidden character, for its indentation.

    Args:
        lines: the lines of the file.
        inside: the numbers of lines inside a text of several lines, where such characters are text.
        path: the name of the file in messages.
        anywhere: True to report those around a colon and after a dash as well; in a sound file they may be text.
    """
    problems: list[Problem] = []
    pattern = _GAP_WITH_ODD if anywhere else _INDENT_WITH_ODD
    for number, line in enumerate(lines, 1):
        if line.isascii() or number in inside or not (match := pattern.match(line)):
            continue
        start = match.start(match.lastindex or 0)
        cure = "type a space" if line[start].isspace() else "delete it"
        message = (
            f"{named(line[start])} is not a space, although it may look like one or like nothing; {cure}"
        )
        problems.append(problem("FE026", message, path=path, place=(number, start + 1)))
        if len(problems) == _SHOWN:
            break
    return problems


def tabs(text: str, inside: Collection[int], path: str) -> list[Problem]:
    """Return a problem for each tab in the indentation, except ``inside`` a text of several lines."""
    problems: list[Problem] = []
    if "\t" not in text:
        return problems
    for number, line in enumerate(lines_of(text), 1):
        match = _INDENT_WITH_TAB.match(line)
        if match and number not in inside:
            place: Place = (number, match.start(1) + 1)
            problems.append(problem("FE011", _TAB, path=path, place=place))
    return problems
