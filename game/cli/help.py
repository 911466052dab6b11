"""``frank help``: pages to read, and the help of commands."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from game.cli import _completions
from game.cli._common import UsageError
from game.cli._parser import COMMANDS, overview, parser

if TYPE_CHECKING:
    from pathlib import Path

SUMMARY = "Print a page about a topic, or the help of a command"
EXAMPLE = "frank help rules"

TOPICS = {
    "rules": ("table", "The rules of the table, act by act"),
    "keys": ("screens", "The keys of the app"),
    "store": ("store", "Where games are saved, backup, PostgreSQL"),
    "writing": ("", "Writing a scenario"),
    "teaching": ("classroom", "Running a class, and the server behind it"),
    "house": (".", "The source code on one page"),
}
"""Each topic's room, whose README is printed, and what it is about. The scenarios have no room of their own."""

_COMMENT = re.compile(r"^<!--.*?-->\n?", re.DOTALL | re.MULTILINE)


def add_arguments(parser: ArgumentParser) -> None:
    """Add the topic."""
    action = parser.add_argument("topic", nargs="*", help="a topic or a command (default: list them)")
    _completions.mark(action, _completions.words("topics", (*TOPICS, *COMMANDS)))


def run(options: Namespace) -> int:
    """Print the page. Raises UsageError for an unknown topic."""
    name = options.topic[0] if options.topic else ""
    if not name:
        print(f"{overview()}\n\n{_topics()}")
    elif name in TOPICS and len(options.topic) == 1:
        print(page(name))
        if name in COMMANDS:
            print(f"\nRun frank {name} --help for the command of this name.")
    elif name in COMMANDS:
        parser([name]).parse_args([*options.topic, "--help"])
    else:
        raise UsageError(_unknown(name))
    return 0


def source(topic: str) -> Path:
    """Return the Markdown file of a topic.

    Args:
        topic: one of :data:`TOPICS`.
    """
    from pathlib import Path

    from game.scenario import library

    room = TOPICS[topic][0]
    place = Path(__file__).parents[1] / room if room else library.directory()
    return place / "README.md"


def page(topic: str) -> str:
    """Return the text of a topic: its Markdown without the comments.

    Args:
        topic: one of :data:`TOPICS`.
    """
    return _COMMENT.sub("", source(topic).read_text(encoding="utf-8")).strip("\n")


def _topics() -> str:
    return "\n".join(
        ["Topics of frank help:", *(f"  {name:10}  {about}" for name, (_, about) in TOPICS.items())]
    )


def _unknown(name: str) -> str:
    from game.scenario.problems import nearest
    from game.scenario.text import one_line

    hint = nearest(name, (*TOPICS, *COMMANDS))
    return f"there is no topic `{one_line(name, 20)}`{hint} (frank help lists all)"
