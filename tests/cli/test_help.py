"""`frank help`: every topic has a page, every command its help, and what is unknown names the nearest."""

from __future__ import annotations

import pytest

from game.cli._parser import COMMANDS, overview
from game.cli.help import TOPICS, page, source
from tests.cli.running import frank


def test_it_lists_topics_and_commands() -> None:
    printed = frank("help")
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith(overview())
    listed = printed.out.split("Topics of frank help:\n")[1].splitlines()
    assert [line.split()[0] for line in listed] == list(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_prints_the_readme_of_a_room(topic: str) -> None:
    assert source(topic).is_file()
    printed = frank("help", topic)
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith("# ")
    assert page(topic) in printed.out
    assert "<!--" not in printed.out
    assert printed.out.rstrip().endswith("for the command of this name.") == (topic in COMMANDS)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in TOPICS])
def test_help_of_a_command_is_its_own(name: str) -> None:
    assert frank("help", name) == frank(name, "--help")


def test_help_of_a_subcommand_is_its_own() -> None:
    assert frank("help", "store", "export") == frank("store", "export", "--help")


@pytest.mark.parametrize(
    ("word", "hint"), [("rule", "rules"), ("playtets", "playtest"), ("\x1b[2Jwritin", "writing")]
)
def test_an_unknown_topic_names_the_nearest(word: str, hint: str) -> None:
    printed = frank("help", word)
    assert (printed.code, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert printed.err.startswith("frank help: there is no topic `")
    assert f"did you mean `{hint}`?" in printed.err
    assert "\x1b" not in printed.err
