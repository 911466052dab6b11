"""The registry of codes for everything that can be wrong with a scenario file, and ``Problem``.

FE0 the file and its YAML, FE1 keys and values, FE2 references, FE3 consistency, FE4 warnings,
FE5 hints, FE6 what many simulated games never reached.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from game import FrankError
from game.scenario.text import clean, decodable

Severity = Literal["error", "warning", "hint"]
Place = tuple[int, int]
"""A line and a column, both counted from 1, columns in characters."""


class Code(NamedTuple):
    """A kind of problem."""

    code: str
    title: str
    severity: Severity


def _registry(*rows: tuple[str, str]) -> dict[str, Code]:
    severities: dict[str, Severity] = {"4": "warning", "5": "hint", "6": "warning"}
    return {code: Code(code, title, severities.get(code[2], "error")) for code, title in rows}


CODES: dict[str, Code] = _registry(
    ("FE001", "no such file"),
    ("FE002", "a directory where a file is expected"),
    ("FE003", "the file cannot be read"),
    ("FE004", "the file is too large"),
    ("FE005", "the file is not UTF-8"),
    ("FE006", "a NUL byte"),
    ("FE007", "a control character"),
    ("FE008", "the file is empty"),
    ("FE009", "no scenario with this id"),
    ("FE010", "this is not YAML"),
    ("FE011", "a tab in the indentation"),
    ("FE012", "a full-width colon instead of a colon"),
    ("FE013", "the same key twice in one part"),
    ("FE014", "yes, no, on, off, y or n without quotes"),
    ("FE015", "a time such as 12:30 without quotes"),
    ("FE016", "an anchor or an alias"),
    ("FE017", "a merge key"),
    ("FE018", "a tag"),
    ("FE019", "nested too deeply"),
    ("FE020", "too many values"),
    ("FE021", "several documents in one file"),
    ("FE022", "the file is not a mapping"),
    ("FE023", "a key that is not a word"),
    ("FE024", "a comparison without quotes"),
    ("FE025", "a line separator that most editors do not show"),
    ("FE026", "a blank that is not a space"),
    ("FE027", "a number that programs read differently"),
    ("FE101", "a missing key"),
    ("FE102", "an unknown key"),
    ("FE103", "the wrong kind of value"),
    ("FE104", "not an allowed value"),
    ("FE105", "a number out of range"),
    ("FE106", "not a valid id"),
    ("FE107", "not a valid comparison"),
    ("FE108", "not a valid reference to a source"),
    ("FE109", "a text too short or too long"),
    ("FE110", "too few or too many entries"),
    ("FE111", "an empty part"),
    ("FE112", "drawn but not confidential"),
    ("FE113", "an unsupported version of the format"),
    ("FE201", "an unknown delegation"),
    ("FE202", "an unknown agenda item"),
    ("FE203", "an unknown claim"),
    ("FE204", "an unknown claim or card"),
    ("FE205", "an unknown proposal"),
    ("FE206", "an unknown interest"),
    ("FE207", "an unknown source"),
    ("FE208", "an unknown voice"),
    ("FE209", "a lesson names a move this scenario does not have"),
    ("FE301", "a reason for a claim of the other side or of another item"),
    ("FE302", "a rebuttal of a claim of its own side or of another item"),
    ("FE303", "undercuts something other than a reason or card of the same item"),
    ("FE304", "contradicts a claim of the other side"),
    ("FE305", "an agenda item on which a side has no thesis"),
    ("FE306", "no source and not marked as invented"),
    ("FE307", "home names only one side"),
    ("FE308", "a bridge that serves only one side"),
    ("FE309", "a circle"),
    ("FE310", "a proposal that needs what it excludes"),
    ("FE311", "more objectives to draw than there are"),
    ("FE312", "the last ending has a condition"),
    ("FE313", "an ending that hides the endings after it"),
    ("FE314", "an id used twice"),
    ("FE315", "an objective with the other side's interest"),
    ("FE316", "a card that is relevant to a claim and also misses it"),
    ("FE401", "a thesis that nothing attacks"),
    ("FE402", "unequal numbers of claims"),
    ("FE403", "unequal points"),
    ("FE404", "an unused source"),
    ("FE405", "an objective depends on two theses that rebut each other"),
    ("FE406", "letters of two alphabets in one word"),
    ("FE407", "the same title twice on one menu"),
    ("FE408", "a fact that rests only on an opinion"),
    ("FE409", "the file is not named after the scenario"),
    ("FE410", "a card that is relevant to nothing"),
    ("FE411", "objectives that are never drawn"),
    ("FE412", "a lesson whose first speaker is drawn"),
    ("FE413", "a lesson longer than its meeting"),
    ("FE414", "a card that its holder cannot use"),
    ("FE415", "unequal wishes"),
    ("FE416", "a wish that costs the other side nothing"),
    ("FE417", "an objective that crosses its own side's red line"),
    ("FE418", "an ending with the same condition as an earlier one"),
    ("FE419", "a tone that one side does not have"),
    ("FE420", "a text too long for a small screen"),
    ("FE421", "two files with one id"),
    ("FE501", "something was removed from a text"),
    ("FE502", "text after a # is a comment"),
    ("FE503", "an interest that nothing serves"),
    ("FE504", "no ending for talks that break off"),
    ("FE505", "an allow comment that silences nothing"),
    ("FE506", "a TODO"),
    ("FE507", "ids that look alike"),
    ("FE508", "minutes that do not match the length"),
    ("FE509", "unanswered reasons on one side only"),
    ("FE601", "an ending that no game reached"),
    ("FE602", "an objective that no game met"),
    ("FE603", "an objective that every game met"),
    ("FE604", "a claim that was never made"),
    ("FE605", "a proposal that nobody asked for"),
    ("FE606", "a proposal that was never agreed"),
    ("FE607", "an event that was never drawn"),
    ("FE608", "a contradiction that nobody was caught in"),
)


_ABOUT_LETTERS = ("FE406", "FE507")
"""Warnings and hints whose quoted pieces are looked at letter by letter, as those of errors are."""
_ABOUT_PROSE = ("FE012", "FE109")
"""Errors whose quoted pieces are prose, where every character is allowed, or name their character themselves."""


class Problem(NamedTuple):
    """A code reported at one place in a file."""

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    inside: str = ""
    """The path to the place inside the YAML, such as ``claims.equality-first.rebuts.0``; empty if unknown."""
    other: Place | None = None
    """The place of the first occurrence, for anything that occurs twice."""

    def __str__(self) -> str:
        """Return ``path:line:column: error[FE012]: message`` on one line, safe to print."""
        head = f"{self.path}:{self.line}:{self.column}"
        also = f" (also at {self.other[0]}:{self.other[1]})" if self.other else ""
        return clean(f"{head}: {self.severity}[{self.code}]: {self.message}{also}").replace("\n", " ")

    def as_dict(self) -> dict[str, Any]:
        """Return the fields and the title of the code, for JSON."""
        return {**self._asdict(), "path": decodable(self.path), "title": CODES[self.code].title}


def problem(
    code: str, message: str, *, path: str, place: Place = (1, 1), other: Place | None = None
) -> Problem:
    """Return a problem with the severity of its code.

    Characters that are not what they seem are named at the end of the message.

    Raises KeyError for a code that is not registered.
    """
    message = clean(message)
    letters = code in _ABOUT_LETTERS or (CODES[code].severity == "error" and code not in _ABOUT_PROSE)
    if letters and not message.isascii():
        from game.scenario.characters import explained

        message = explained(message)
    return Problem(path, *place, CODES[code].code, CODES[code].severity, message, other=other)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without repetitions, sorted by file and place."""
    return sorted(
        set(problems), key=lambda item: (item.path, item.line, item.column, item.code, item.message)
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean `x`?"`` for the nearest of the known words, or an empty string."""
    from difflib import get_close_matches

    candidates = sorted(known)
    # difflib is slow: do not guess for words that no author writes.
    sensible = len(word) <= 80 and len(candidates) <= 1000
    matches = get_close_matches(word, candidates, n=1, cutoff=0.6) if sensible else []
    return f"; did you mean `{matches[0]}`?" if matches else ""


class ScenarioError(FrankError):
    """Raised when a scenario cannot be used; ``problems`` says why, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems; the text of the error has one line for each."""
        self.problems = list(problems)
        super().__init__("\n".join(str(item) for item in self.problems))


class UnknownScenarioError(ScenarioError, LookupError):
    """Raised when no scenario has this id."""
