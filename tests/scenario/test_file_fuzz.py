"""Good scenarios through encodings, line ends, separators, look-alikes and damage: an answer at the right place, always.

Places are compared with those that an editor counts, by a counter of the tests' own. A case depends on its number alone.
``FRANK_FUZZ_SECONDS`` goes on with further cases for that long; a case that fails is shown with its number and kind.
"""

from __future__ import annotations

import base64
import codecs
import io
import json
import os
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest

from game.scenario import library
from game.scenario.problems import CODES, Problem
from game.scenario.reading.head import head
from game.scenario.reading.read import Reading, read_bytes
from game.scenario.report import render
from game.scenario.text import clean
from game.scenario.text_files import open_text
from game.store import jsonl
from game.store.saved import Saved, SavedMove, StoreError, as_dict
from game.store.share import ShareError, as_file, read_file
from tests.scenario.conftest import WELL

SECONDS = float(os.environ.get("FRANK_FUZZ_SECONDS", "0"))
CASES = 36
"""The cases of each kind that are always tried."""
LARGE = 12
"""One case in so many is a shipped scenario; the others are the small one of the tests."""

ENCODERS: tuple[Callable[[str], bytes], ...] = (
    str.encode,
    lambda text: codecs.BOM_UTF8 + text.encode(),
    lambda text: text.encode("utf-16"),
    lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    lambda text: text.encode("utf-16-le"),
    lambda text: text.encode("utf-16-be"),
    lambda text: text.encode("utf-32"),
)
LINE_ENDS = ("\n", "\r\n", "\r")
SEPARATORS = {
    **dict.fromkeys("\x85\u2028\u2029", "FE025"),
    **dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x1f\x07\x1b\x7f\x9b\ufeff\uffff", "FE007"),
}
BLANKS = "\u00a0\u2002\u2003\u2009\u202f\u205f\u3000\u1680"
HIDDEN = "\u200b\u2060\u00ad\u180e\u200e\u2063\u3164"
LOOK_ALIKES = {"a": "а", "c": "ｃ", "e": "е", "i": "і", "o": "ο", "p": "р", "s": "ѕ", "x": "х", "-": "‑"}

_TURNS = re.compile(r"^( +turns: |turns: )(\d+)", re.MULTILINE)
_IDS = re.compile(r"^    (?:by|item|voice|interest|source): ([a-z][a-z0-9-]{3,})$", re.MULTILINE)
_SIMPLE = re.compile(r"^ +[a-z_]+: [A-Za-z0-9][^|>\n]*$")
_BLOCK = re.compile(r"^( *).*: [|>][-+]?$")


def place(text: str, index: int) -> tuple[int, int]:
    """Return the line and column of a character as the Language Server Protocol counts them, from 1."""
    line = column = 1
    position = 0
    while position < index:
        if text.startswith("\r\n", position):
            position += 1
        if text[position] in "\r\n":
            line, column = line + 1, 0
        position, column = position + 1, column + 1
    return line, column


def texts(number: int) -> str:
    if number % LARGE:
        return WELL.read_text(encoding="utf-8")
    shelf = library.files(library.directory())
    return shelf[number // LARGE % len(shelf)].read_text(encoding="utf-8")


def with_ends(text: str, chance: random.Random) -> str:
    """Return a text with line ends of one kind, or mixed."""
    if chance.random() < 0.7:
        return text.replace("\n", chance.choice(LINE_ENDS))
    mixed = ""
    for line in text.splitlines(keepends=True):
        ends = LINE_ENDS[1:] if mixed.endswith("\r") and line == "\n" else LINE_ENDS  # CR and LF would be one
        mixed += line.replace("\n", chance.choice(ends))
    return mixed


def answer(raw: bytes) -> Reading:
    """Return the reading of a file, after checking what holds of every one."""
    reading = read_bytes(raw, "fuzz.yaml")
    assert (reading.scenario is None) == bool(reading.errors)
    assert reading.problems == sorted(reading.problems, key=lambda one: (one.line, one.column))
    for problem in reading.problems:
        assert problem.code in CODES
        assert problem.line >= 1 <= problem.column
        assert clean(str(problem)) == str(problem)
        assert "\n" not in str(problem)
        json.dumps(problem.as_dict(), ensure_ascii=False).encode()
    head(raw, ("format", "id", "title"))
    return reading


def within(text: str, problems: list[Problem]) -> None:
    """Check that every place is one of the text."""
    lines = re.split("\r\n|\r|\n", text)
    for problem in problems:
        assert problem.line <= len(lines), problem
        assert problem.column <= len(lines[problem.line - 1]) + 1, problem


def separators(text: str, chance: random.Random) -> None:
    """Every separator is reported where it is, and a fault after them where it is."""
    text = with_ends(_TURNS.sub(r"\1ninety", text, count=1), chance)
    for _ in range(chance.randint(0, 8)):
        spots = [
            match.start() + 1
            for match in re.finditer(r"[a-z](?=[a-z])", text)
            if "turns" not in text[max(0, match.start() - 20) : match.start() + 20]
        ]
        spot = chance.choice(spots)
        text = text[:spot] + chance.choice(list(SEPARATORS)) + text[spot:]
    problems = answer(chance.choice(ENCODERS)(text)).problems
    within(text, problems)
    wanted = {(*place(text, n), SEPARATORS[sign]) for n, sign in enumerate(text) if sign in SEPARATORS}
    found = {(problem.line, problem.column, problem.code) for problem in problems}
    assert wanted == {one for one in found if one[2] in ("FE007", "FE025")}
    assert (*place(text, text.index("ninety")), "FE103") in found


def look_alikes(text: str, chance: random.Random) -> None:
    """A character in an id that is not what it seems is named, and the place is that of the id."""
    match = chance.choice(list(_IDS.finditer(text)))
    word = match[1]
    spot = chance.randrange(1, len(word))
    if chance.random() < 0.5 and set(word[1:]) & set(LOOK_ALIKES):
        spot = chance.choice([n for n, sign in enumerate(word) if n and sign in LOOK_ALIKES])
        sign = LOOK_ALIKES[word[spot]]
        changed = word[:spot] + sign + word[spot + 1 :]
    else:
        sign = chance.choice(HIDDEN + BLANKS)
        changed = word[:spot] + sign + word[spot:]
    before = with_ends(text[: match.start(1)], chance)
    text = before + changed + with_ends(text[match.end(1) :], chance)
    problems = answer(chance.choice(ENCODERS)(text)).problems
    within(text, problems)
    at = place(text, len(before))
    messages = [problem.message for problem in problems if (problem.line, problem.column) == at]
    name = f"U+{ord(sign):04X}"
    assert any(name in message for message in messages), (at, name, changed, list(map(str, problems))[:5])
    for form in ("text", "json", "sarif", "github"):
        assert name in render(form, [], problems)


def indentation(text: str, chance: random.Random) -> None:
    """A blank that is no space, or a hidden character, in the indentation is reported where it is."""
    lines = text.split("\n")
    number = chance.choice(list(_structure(lines)))
    line = lines[number]
    deep = len(line) - len(line.lstrip(" "))
    blank = chance.choice(BLANKS)
    column, lines[number] = chance.choice(
        [
            (1, blank * deep + line[deep:]),
            (1, blank + line[1:]),
            (deep, line[: deep - 1] + blank + line[deep:]),
            (1, chance.choice(HIDDEN) + line),
            (deep + 1, line[:deep] + chance.choice(HIDDEN) + line[deep:]),
        ]
    )
    text = with_ends("\n".join(lines), chance)
    problems = answer(chance.choice(ENCODERS)(text)).problems
    within(text, problems)
    found = [(problem.line, problem.column) for problem in problems if problem.code == "FE026"]
    assert found == [(number + 1, column)], (ascii(lines[number]), list(map(str, problems))[:5])


def _structure(lines: list[str]) -> Iterator[int]:
    """Yield the indices of lines with a key and a simple value that are in no text of several lines."""
    block: int | None = None
    for number, line in enumerate(lines):
        deep = len(line) - len(line.lstrip(" "))
        if block is not None and (not line.strip() or deep > block):
            continue
        block = None
        if match := _BLOCK.match(line):
            block = len(match[1])
        elif _SIMPLE.match(line) and number + 1 < len(lines):
            following = lines[number + 1]
            if len(following) - len(following.lstrip(" ")) <= deep:  # its text does not go on
                yield number


def damage(text: str, chance: random.Random) -> None:
    """Whatever is cut off, exchanged or saved in an older encoding gets an answer within the file."""
    raw = chance.choice(ENCODERS)(with_ends(text, chance))
    if chance.random() < 0.2:
        raw = text.encode(chance.choice(["latin-1", "cp1252", "koi8-r", "shift-jis"]), "replace")
    if chance.random() < 0.6:
        raw = raw[: chance.randrange(len(raw))]
    for _ in range(chance.choice([0, 0, 1, 4])):
        if raw:
            spot = chance.randrange(len(raw))
            raw = raw[:spot] + bytes([chance.randrange(256)]) + raw[spot + chance.randint(0, 1) :]
    problems = answer(raw).problems
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        try:
            decoded = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig" or raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            if "\0" not in decoded:
                within(decoded, problems)
            break


KINDS = (separators, look_alikes, indentation, damage)


def attempt(kind: Callable[[str, random.Random], None], number: int) -> None:
    try:
        kind(texts(number), random.Random(f"{kind.__name__} {number}"))
    except Exception as error:
        error.add_note(f"case {number} of {kind.__name__}")
        raise


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_file_gets_an_answer_at_the_right_place(kind: Callable[[str, random.Random], None]) -> None:
    number, end = 0, monotonic() + SECONDS / len(KINDS)
    while number < CASES or monotonic() < end:
        attempt(kind, number)
        number += 1
    print(f"{kind.__name__}: {number} cases")


GAME = Saved(
    "k7m2q", "well", "0" * 64, 7, ("person", "random"), started="2026-01-31T12:00:00.000Z", plies=1,
    moves=(SavedMove("open arlen arlen-heard frank", "Été — 漢字"),),
)  # fmt: skip


@pytest.mark.parametrize("number", range(CASES))
def test_an_export_and_a_shared_game_are_read_or_refused_in_a_line(number: int, tmp_path: Path) -> None:
    chance = random.Random(f"games {number}")
    export = "".join(
        json.dumps(each, ensure_ascii=False) + "\n"
        for each in ({"kind": jsonl.KIND, "version": jsonl.VERSION}, as_dict(GAME))
    )
    for text, read in ((export, _import), (as_file(GAME), lambda raw: _shared(tmp_path / "g.frank", raw))):
        raw = chance.choice(ENCODERS)(text.replace("\n", chance.choice(LINE_ENDS)))
        assert read(raw).moves == GAME.moves or read(raw).moves[0][:2] == GAME.moves[0][:2]
        broken = raw[: chance.randrange(len(raw))] + base64.b64decode("/v//") * chance.randint(0, 2)
        assert _refusal(read, broken).isprintable()


def _refusal(read: Callable[[bytes], Saved], raw: bytes) -> str:
    """Return why a file is refused; empty if it is read."""
    try:
        read(raw)
    except (StoreError, ShareError) as error:
        return str(error)
    return ""


def _import(raw: bytes) -> Saved:
    games = jsonl.read(open_text(io.BytesIO(raw)))
    if not games:
        raise StoreError("no game")
    return games[0]


def _shared(path: Path, raw: bytes) -> Saved:
    path.write_bytes(raw)
    return read_file(str(path))
