"""What each code means: one Markdown page a code, in ``game/scenario/codes``, shown by ``frank explain``.

A page begins with ``# FE101: its title`` as the registry has it, says in plain words why it matters and what to do,
and then shows it: under *Wrong* pieces of a file that bring it about, under *Right* the same pieces mended, each in a
block of its own and in the same order. The right pieces stand in the good scenario of the tests, which put the
wrong ones in their place and look for the code. Where no piece of a file can show it, a block of text shows what is
typed and what is said.
"""

from __future__ import annotations

import os
import textwrap

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import TextIO

_PLACE = os.path.join(os.path.dirname(os.path.realpath(__file__)), "codes")
_FAMILIES = {
    "0": "The file and its YAML",
    "1": "The shape of each part",
    "2": "Ids that are mentioned",
    "3": "What does not make sense",
    "4": "Warnings",
    "5": "Hints",
    "6": "What no game reached (warnings of `frank check --play`)",
}
_WIDTH = 78


def codes() -> list[str]:
    """All codes that have a page, in order."""
    return sorted(name.removesuffix(".md") for name in os.listdir(_PLACE) if name.endswith(".md"))


def page(code: str) -> str:
    """The page of a code, in Markdown.

    Args:
        code: such as ``FE101``; one of :func:`codes`.
    """
    with open(os.path.join(_PLACE, f"{code}.md"), encoding="utf-8") as stream:
        return stream.read()


def title(code: str) -> str:
    """The title of a page, without its code."""
    return page(code).partition("\n")[0].removeprefix(f"# {code}: ")


def explain(word: str | None, *, out: TextIO, err: TextIO) -> int:
    """Print the page of a code, or the list of all.

    Args:
        word: a code, such as ``FE101``, ``fe101`` or ``101``; None for the list.
        out: where to print.
        err: where to say that there is no such code.

    Returns:
        0, or 2 for a code that there is not.
    """
    known = codes()
    if word is None:
        print("\n".join(_list(known)), file=out)
        return 0
    code = word.strip().upper()
    code = code if code.startswith("FE") else f"FE{code}"
    if code not in known:
        from difflib import get_close_matches

        from game.scenario.text import one_line

        near = get_close_matches(code[:20], known, n=3, cutoff=0.6)
        hint = f"; did you mean {' or '.join(near)}?" if near else " (frank explain lists all)"
        print(f"frank explain: there is no code `{one_line(word, 20)}`{hint}", file=err)
        return 2
    print("\n".join(_plain(page(code))), file=out)
    return 0


def _list(known: list[str]) -> list[str]:
    lines: list[str] = []
    for family, says in _FAMILIES.items():
        lines += ["", says.replace("`", "")]
        lines += [f"  {code}  {title(code)}" for code in known if code[2] == family]
    return [*lines[1:], "", "frank explain CODE tells more of one."]


def _plain(text: str) -> list[str]:
    """A page for a terminal: headings underlined, paragraphs wrapped, blocks indented."""
    lines: list[str] = []
    inside = False
    for line in text.rstrip("\n").split("\n"):
        if line.startswith("```"):
            inside = not inside
        elif inside:
            lines.append(f"    {line}".rstrip())
        elif line.startswith("#"):
            words = line.lstrip("# ")
            lines += [words, "=" * len(words)] if line.startswith("# ") else [words]
        else:
            lines += textwrap.wrap(line.replace("`", ""), _WIDTH) or [""]
    return lines


def reference() -> str:
    """All pages as one document, with a list of them at its head."""
    known = codes()
    parts = [
        "# What `frank check` can say",
        "",
        "Made from the pages that `frank explain CODE` shows: `python -m game.scenario.explain > scenarios/CODES.md`",
    ]
    for family, says in _FAMILIES.items():
        parts += ["", f"**{says}**", ""]
        parts += [f"- [{code}](#{code.lower()}): {title(code)}" for code in known if code[2] == family]
    for code in known:
        heading, _, rest = page(code).partition("\n")
        body = rest.strip("\n").replace("\n## ", "\n### ")
        parts += ["", f'<a id="{code.lower()}"></a>', "", f"#{heading}", "", body]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    print(reference(), end="")
