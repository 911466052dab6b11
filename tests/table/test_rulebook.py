"""The rulebook says what the rules do: its tables are those of the code, and its numbers too."""

from __future__ import annotations

import re

from game.table import effects
from game.table.acts import HELP
from tests.table.rulebook import BLOCKS, README, with_tables

TEXT = README.read_text(encoding="utf-8")


def test_the_tables_are_those_of_the_rules() -> None:
    assert with_tables(TEXT) == TEXT, "run python -m tests.table.rulebook"


def test_every_table_is_there_once() -> None:
    assert sorted(re.findall(r"<!-- table: (\w+) -->", TEXT)) == sorted(BLOCKS)


def test_it_is_short() -> None:
    assert len(TEXT.encode()) <= 12_000


def test_every_chapter_of_the_code_is_named() -> None:
    files = {path.name for path in README.parent.glob("*.py")} - {"__init__.py"}
    assert set(re.findall(r"`(\w+\.py)`", TEXT)) == files


def test_the_numbers_in_its_sentences_are_those_of_the_rules() -> None:
    first, second, third = effects.TEXT_AT
    for sentence in (
        f"At tension {effects.SUSPEND_AT} the talks are suspended",
        f"at home {effects.RECALL_AT} a delegation is recalled",
        f"From home {effects.STEEP_HOME} on, losses at home count double",
        f"tension is {effects.WALK_OUT_AT} or more",
        f"{effects.INITIATIVES} initiatives",
        f"{first}, {second} and {third} for rungs 1, 2 and 3",
        f"{effects.COUNTED} theses of each kind",
        f"{effects.BRIDGE_SHARE}% of its points",
    ):
        assert sentence in " ".join(TEXT.split()), sentence


def test_every_verb_of_a_menu_is_explained() -> None:
    assert all(f"| {words.verb} | {words.means} |" in TEXT for words in HELP.values())
