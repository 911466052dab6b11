"""Text is measured, cut and wrapped by the cells of a terminal, and never inside a character that is seen."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from game.scenario.cells import beginning, cells, cut, graphemes, padded, wrap
from game.scenario.text import one_line

SEEN = (
    "한",
    "漢",
    "é",
    "e\u0301",
    "👩\u200d🌾",
    "🇨🇭",
    "👍🏽",
    "❤\ufe0f",
    "नि",
    "ก็",
    "a",
    "–",
    "1\ufe0f\u20e3",
    "ﾊ",
)
"""Characters as they are seen; each is one piece."""
texts = st.lists(
    st.one_of(st.sampled_from([*SEEN, " ", " ", "-", "、", "「", "“", "。"]), st.characters()), max_size=60
).map("".join)


def test_every_character_is_one_piece() -> None:
    text = "".join(SEEN)
    assert list(graphemes(text)) == list(SEEN)
    assert list(graphemes("🇨🇭🇫🇷🇮")) == ["🇨🇭", "🇫🇷", "🇮"]
    assert "".join(graphemes("\u200d\u0301x")) == "\u200d\u0301x"


def test_the_short_way_measures_as_the_long_one() -> None:
    for number in range(0x20, 0x3000):
        assert cells(chr(number)) == cell_len(chr(number)), f"U+{number:04X}"


@given(texts, st.integers(2, 40))
def test_nothing_is_wider_than_it_may_be_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= max(width, 2) for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    short = cut(text, width)
    assert cells(short) <= width
    assert len(short) <= width
    assert text.startswith(short.removesuffix("…"))
    assert cells(padded(beginning(text, width), width)) == width


@given(st.lists(st.sampled_from(SEEN), max_size=30), st.integers(2, 20))
def test_no_character_is_taken_apart(signs: list[str], width: int) -> None:
    text = "".join(signs)
    for part in [*wrap(text, width), beginning(text, width)]:
        rest = part
        while rest:
            sign = next(sign for sign in sorted(SEEN, key=len, reverse=True) if rest.startswith(sign))
            rest = rest[len(sign) :]


@given(st.text(st.sampled_from("ab -–“”'.,é"), max_size=80), st.integers(8, 30))
def test_latin_text_breaks_as_the_standard_library_breaks_it(text: str, width: int) -> None:
    assert wrap(text, width, initial_indent="> ", subsequent_indent="  ") == textwrap.wrap(
        text, width, initial_indent="> ", subsequent_indent="  "
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("회의는 베이징에서 열린다", ["회의는", "베이징에서", "열린다"]),
        ("水利について話し合う。「公平」とは何か", ["水利について", "話し合う。", "「公平」とは", "何か"]),
        ("他们说 Beijing 2026年会议", ["他们说", "Beijing 2026", "年会议"]),
        ("a well-known 漢字 e\u0301te\u0301", ["a well-known", "漢字 e\u0301te\u0301"]),
        ("👩\u200d🌾" * 7, ["👩\u200d🌾" * 6, "👩\u200d🌾"]),
        ("ｘ" * 7, ["ｘ" * 6, "ｘ"]),
    ],
)
def test_where_lines_break(text: str, lines: list[str]) -> None:
    assert wrap(text, 12) == lines


def test_indents_are_counted() -> None:
    assert wrap("  - " + "漢字" * 8, 14, subsequent_indent="    ") == [
        "  - 漢字漢字漢",
        "    字漢字漢字",
        "    漢字漢字漢",
        "    字",
    ]


def test_a_message_is_cut_by_cells() -> None:
    assert one_line("漢字\n" * 10, 12) == "漢字 漢字 …"
    assert one_line("e\u0301" * 9, 8) == "e\u0301" * 3 + "…"
    assert one_line("👩\u200d🌾" * 3, 7) == "👩\u200d🌾👩\u200d🌾…"
