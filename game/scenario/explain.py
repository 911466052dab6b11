"""What each code means: one Markdown page a code, in ``game/scenario/codes``, shown by ``frank explain``.

The form of a page, ``FE101.md``::

    # FE101: the title as the registry has it

    Why it matters to those who play, how to mend it and, for a warning or a hint, when it may stay: two to six or so
    plain sentences, in paragraphs.

    <!-- at: elsewhere -->
    <!-- also: FE415 -->

    ## Wrong

    a fenced block of whole lines of a scenario (```yaml)

    ## Right

    the same lines, mended

The tests try every page. Each *right* block stands exactly once in the good scenario of the tests,
``tests/scenario/files/well.yaml``; all are replaced by the *wrong* block of the same number, and then the code must be
told, and no other, at a line of a wrong block. Comments, which nobody is shown, say what differs: ``at: elsewhere``, the
place that is named lies outside the blocks; ``also:``, other codes that come with it; ``in: lesson``, the good scenario
with a lesson is meant. Where no lines of a scenario
show the fault (a file that is missing, say) the blocks are ``text``: a command after ``$ `` and all that it prints, with
``…`` for what may differ. The tests type it.

To add a code: its line in :data:`game.scenario.problems.CODES`, its page, and
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
    """One example."""

    language: str
    """``yaml``, or ``text`` for a command and what it prints."""
    text: str


class Page(NamedTuple):
    """What is written about one code."""

    code: str
    title: str
    why: tuple[str, ...]
    """Paragraphs, each on one line."""
    wrong: tuple[Block, ...]
    right: tuple[Block, ...]
    """As many as the wrong ones, in their order."""
    elsewhere: bool
    """The problem is told outside the wrong lines."""
    also: tuple[str, ...]
    """Other codes that the wrong lines bring about."""
    base: str
    """What the right lines stand in: empty for the good scenario, or ``lesson``."""


def codes() -> list[str]:
    """All codes, in order."""
    from game.scenario.problems import CODES

    return list(CODES)


def page(code: str) -> Page:
    """The page of a code.

    Args:
        code: such as ``FE101``; one of :func:`codes`.
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
    said = "\n".join(line for line in parts[""] if not line.startswith("<!-- "))
    return Page(
        code,
        heading.removeprefix(f"# {code}: "),
        tuple(" ".join(one.split()) for one in said.split("\n\n") if one.strip()),
        tuple(blocks["Wrong"]),
        tuple(blocks["Right"]),
        marks.get("at") == "elsewhere",
        tuple(marks.get("also", "").split()),
        marks.get("in", ""),
    )


def explain(word: str | None, *, out: TextIO, err: TextIO, as_json: bool = False) -> int:
    """Print the page of a code, or the list of all.

    Args:
        word: a code, such as ``FE101``, ``fe101`` or ``101``; None for the list.
        out: where to print.
        err: where to say that there is no such code.
        as_json: print it for programs.

    Returns:
        0, or 2 for a code that there is not. Raises nothing but what the streams raise.
    """
    from game.scenario.problems import CODES

    if word is None:
        rows = [{"code": one.code, "severity": one.severity, "title": one.title} for one in CODES.values()]
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
    near = [one for one in codes() if one.startswith(code)] if digits else []
    if len(digits) == 3:
        near = sorted(codes(), key=lambda one: abs(int(one[2:]) - int(digits)))
    hint = f"the nearest: {', '.join(sorted(near[:3]))}" if near else "run frank explain to list all codes"
    return f"there is no code `{one_line(word, 20)}`; {hint}"


def _list() -> list[str]:
    lines: list[str] = []
    for family, says in _FAMILIES.items():
        lines += [f"{says}: {_severity(family)}s"]
        lines += [line for code in codes() if code[2] == family for line in _row(code)]
        lines += [""]
    return [*lines, "Run frank explain CODE for details and an example."]


def _row(code: str) -> list[str]:
    from game.scenario.problems import CODES

    return _wrapped(f"  {code}  {CODES[code].title}", indent=9)


def _severity(family: str) -> str:
    from game.scenario.problems import CODES

    return next(one.severity for one in CODES.values() if one.code[2] == family)


def _plain(shown: Page) -> list[str]:
    """A page for a terminal: the heading underlined, paragraphs wrapped, examples indented."""
    heading = _wrapped(f"{shown.code}: {shown.title}")
    lines = [*heading, "=" * max(map(len, heading)), *_wrapped(_nature(shown.code))]
    for paragraph in shown.why:
        lines += ["", *_wrapped(paragraph)]
    for name, blocks in (("Wrong", shown.wrong), ("Right", shown.right)):
        lines += ["", f"{name}:"]
        for number, block in enumerate(blocks):
            lines += ["", "    and elsewhere:"] if number else []
            lines += ["", *(f"    {line}".rstrip() for line in block.text.split("\n"))]
    return lines


def _nature(code: str) -> str:
    """How bad it is, and whether it can be allowed."""
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


def _data(shown: Page) -> dict[str, object]:
    from game.scenario.problems import CODES

    return {
        "code": shown.code,
        "severity": CODES[shown.code].severity,
        "title": shown.title,
        "why": list(shown.why),
        "wrong": [block.text for block in shown.wrong],
        "right": [block.text for block in shown.right],
    }


def _json(data: object) -> str:
    import json

    return json.dumps(data, indent=2)


def reference() -> str:
    """All pages as one Markdown document, with a table of them at its head."""
    pages = [page(code) for code in codes()]
    parts = [
        "# What `frank check` can say",
        "",
        "Every problem has a code, and `frank explain CODE` prints its section of this page. The examples are lines of one",
        "scenario, and the tests run them.",
        "",
        "Generated from `game/scenario/codes` by `python -m game.scenario.explain > scenarios/CODES.md`.",
    ]
    for family, says in _FAMILIES.items():
        parts += ["", f"## {says}", "", f"| {_severity(family)} | what it is |", "|---|---|"]
        parts += [
            f"| [{one.code}](#{one.code.lower()}) | {one.title} |" for one in pages if one.code[2] == family
        ]
    for one in pages:
        parts += ["", f'<a id="{one.code.lower()}"></a>', "", f"## {one.code}: {one.title}"]
        parts += ["", _nature(one.code)]
        for paragraph in one.why:
            parts += ["", paragraph]
        for name, blocks in (("Wrong", one.wrong), ("Right", one.right)):
            parts += ["", f"**{name}**"]
            for block in blocks:
                parts += ["", f"```{block.language}", block.text, "```"]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    print(reference(), end="")
