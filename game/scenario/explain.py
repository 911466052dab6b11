"""Explain each code: one Markdown page per code, in ``game/scenario/codes``, shown by ``frank explain``.

The form of a page, ``FE101.md``::

    # FE101: the title as the registry has it

    What is wrong, why it matters to players, how to fix it and, for a warning or a hint, when to keep it: two to six
    plain sentences, in paragraphs.

    <!-- at: elsewhere -->
    <!-- also: FE415 -->

    ## Wrong

    a fenced block of whole lines of a scenario (```yaml)

    ## Right

    the same lines, fixed

The tests run every page. Each *right* block occurs exactly once in the good scenario of the tests,
``tests/scenario/files/well.yaml``. Each is replaced by the *wrong* block of the same number; then this code, and no
other, must be reported at a line of a wrong block. Comments, which are never shown, state exceptions: ``at: elsewhere``,
the reported place is outside the blocks; ``also:``, other codes that come with it; ``in: lesson``, the good scenario is
used with a lesson added. If no lines of a scenario can show the fault (a missing file, say), the blocks are ``text``: a
command after ``$ `` and everything it prints, with ``…`` for parts that may differ. The tests run the command.

To add a code, add its line to :data:`game.scenario.problems.CODES`, write its page, and run
``python -m game.scenario.explain > scenarios/CODES.md``.
"""

from __future__ import annotations

import os
from typing import NamedTuple, TextIO

_PLACE = os.path.join(os.path.dirname(os.path.realpath(__file__)), "codes")
_FAMILIES = {
    "0": "The file and its YAML",
    "1": "Keys and values",
    "2": "References to ids",
    "3": "Consistency",
    "4": "Fairness and fit",
    "5": "Good to know",
    "6": "Never reached in play (frank check --play)",
}
_WIDTH = 78


class Block(NamedTuple):
    """An example on a page."""

    language: str
    """``yaml``, or ``text`` for a command and what it prints."""
    text: str


class CodePage(NamedTuple):
    """The page of a code."""

    code: str
    title: str
    why: tuple[str, ...]
    """Paragraphs, each on one line."""
    wrong: tuple[Block, ...]
    right: tuple[Block, ...]
    """As many as the wrong blocks, in the same order."""
    elsewhere: bool
    """True if the problem is reported outside the wrong lines."""
    also: tuple[str, ...]
    """Other codes that the wrong lines cause."""
    base: str
    """The scenario around the right lines: empty for the good scenario, or ``lesson``."""


def codes() -> list[str]:
    """Return all codes, in order."""
    from game.scenario.problems import CODES

    return list(CODES)


def page(code: str) -> CodePage:
    """Read the page of a code.

    Args:
        code: one of :func:`codes`, such as ``FE101``.
    """
    with open(os.path.join(_PLACE, f"{code}.md"), encoding="utf-8") as stream:
        heading, *lines = stream.read().split("\n")
    parts: dict[str, list[str]] = {"": []}
    blocks: dict[str, list[Block]] = {"Wrong": [], "Right": []}
    inside: list[str] | None = None
    language = part = ""
    for line in lines:
        if inside is not None and line == "```":
            blocks[part].append(Block(language, "\n".join(inside)))
            inside = None
        elif inside is not None:
            inside.append(line)
        elif line.startswith("```"):
            language, inside = line[3:], []
        elif line.startswith("## "):
            part = line[3:]
        else:
            parts.setdefault(part, []).append(line)
    marks = dict(
        line[5:-4].split(": ", 1) for line in parts[""] if line.startswith("<!-- ") and line.endswith(" -->")
    )
    prose = "\n".join(line for line in parts[""] if not line.startswith("<!-- "))
    return CodePage(
        code,
        heading.removeprefix(f"# {code}: "),
        tuple(" ".join(paragraph.split()) for paragraph in prose.split("\n\n") if paragraph.strip()),
        tuple(blocks["Wrong"]),
        tuple(blocks["Right"]),
        marks.get("at") == "elsewhere",
        tuple(marks.get("also", "").split()),
        marks.get("in", ""),
    )


def explain(word: str | None, *, out: TextIO, err: TextIO, as_json: bool = False) -> int:
    """Print the page of a code, or the list of all codes.

    Args:
        word: a code, such as ``FE101``, ``fe101`` or ``101``; None for the list.
        out: where to print.
        err: where to report an unknown code.
        as_json: print JSON.

    Returns:
        0, or 2 for an unknown code. Raises nothing but what the streams raise.
    """
    from game.scenario.problems import CODES

    if word is None:
        rows = [
            {"code": entry.code, "severity": entry.severity, "title": entry.title} for entry in CODES.values()
        ]
        print(_json(rows) if as_json else "\n".join(_list()), file=out)
        return 0
    code = word.strip().upper()
    code = code if code.startswith("FE") else f"FE{code}"
    if code not in CODES:
        print(f"frank explain: {_unknown(word, code)}", file=err)
        return 2
    print(_json(_data(page(code))) if as_json else "\n".join(_plain(page(code))), file=out)
    return 0


def _unknown(word: str, code: str) -> str:
    from game.scenario.text import one_line

    digits = code[2:] if code[2:].isascii() and code[2:].isdigit() else ""
    near = [candidate for candidate in codes() if candidate.startswith(code)] if digits else []
    if len(digits) == 3:
        near = sorted(codes(), key=lambda candidate: abs(int(candidate[2:]) - int(digits)))
    hint = f"the nearest: {', '.join(sorted(near[:3]))}" if near else "run frank explain to list all codes"
    return f"there is no code `{one_line(word, 20)}`; {hint}"


def _list() -> list[str]:
    lines: list[str] = []
    for family, family_title in _FAMILIES.items():
        lines += [f"{family_title}: {_severity(family)}s"]
        lines += [line for code in codes() if code[2] == family for line in _row(code)]
        lines += [""]
    return [*lines, "Run frank explain CODE for details and an example."]


def _row(code: str) -> list[str]:
    from game.scenario.problems import CODES

    return _wrapped(f"  {code}  {CODES[code].title}", indent=9)


def _severity(family: str) -> str:
    from game.scenario.problems import CODES

    return next(entry.severity for entry in CODES.values() if entry.code[2] == family)


def _plain(code_page: CodePage) -> list[str]:
    """Return a page for a terminal: heading underlined, paragraphs wrapped, examples indented."""
    heading = _wrapped(f"{code_page.code}: {code_page.title}")
    lines = [*heading, "=" * max(map(len, heading)), *_wrapped(_nature(code_page.code))]
    for paragraph in code_page.why:
        lines += ["", *_wrapped(paragraph)]
    for name, blocks in (("Wrong", code_page.wrong), ("Right", code_page.right)):
        lines += ["", f"{name}:"]
        for number, block in enumerate(blocks):
            lines += ["", "    and elsewhere:"] if number else []
            lines += ["", *(f"    {line}".rstrip() for line in block.text.split("\n"))]
    return lines


def _nature(code: str) -> str:
    """Return how serious a code is, and how to silence it."""
    from game.scenario.problems import CODES

    severity = CODES[code].severity
    if severity == "error":
        return "Error: the scenario will not run until this is fixed."
    if code == "FE505":
        return "Hint: the scenario still runs."
    origin = " from `frank check --play`" if code[2] == "6" else ""
    comment = f"To silence this, end the line with `# frank: allow {code}`."
    return f"{severity.capitalize()}{origin}: the scenario still runs. {comment}"


def _wrapped(text: str, indent: int = 0) -> list[str]:
    import textwrap

    return textwrap.wrap(
        text, _WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False, break_long_words=False
    )


def _data(code_page: CodePage) -> dict[str, object]:
    from game.scenario.problems import CODES

    return {
        "code": code_page.code,
        "severity": CODES[code_page.code].severity,
        "title": code_page.title,
        "why": list(code_page.why),
        "wrong": [block.text for block in code_page.wrong],
        "right": [block.text for block in code_page.right],
    }


def _json(data: object) -> str:
    import json

    return json.dumps(data, indent=2)


def reference() -> str:
    """Return all pages as one Markdown document that begins with tables of them."""
    pages = [page(code) for code in codes()]
    parts = [
        "# What `frank check` can say",
        "",
        "Every problem has a code, and `frank explain CODE` prints its section of this page. The examples are lines of one",
        "scenario, and the tests run them.",
        "",
        "Generated from `game/scenario/codes` by `python -m game.scenario.explain > scenarios/CODES.md`.",
    ]
    for family, family_title in _FAMILIES.items():
        parts += ["", f"## {family_title}", "", f"| {_severity(family)} | what it is |", "|---|---|"]
        parts += [
            f"| [{code_page.code}](#{code_page.code.lower()}) | {code_page.title} |"
            for code_page in pages
            if code_page.code[2] == family
        ]
    for code_page in pages:
        parts += ["", f'<a id="{code_page.code.lower()}"></a>', "", f"## {code_page.code}: {code_page.title}"]
        parts += ["", _nature(code_page.code)]
        for paragraph in code_page.why:
            parts += ["", paragraph]
        for name, blocks in (("Wrong", code_page.wrong), ("Right", code_page.right)):
            parts += ["", f"**{name}**"]
            for block in blocks:
                parts += ["", f"```{block.language}", block.text, "```"]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    print(reference(), end="")
