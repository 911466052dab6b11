"""Text made safe to print: what is removed and what is kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.scenario.text import clean, one_line

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

anything = st.text(st.characters(exclude_categories=()), max_size=200)
# Dense in what terminals act on, which random text hardly ever hits.
nasty = st.text(
    st.sampled_from(
        "\x1b\x07\x9b\x9d\x9c\x90\x00\x7f\x85\t\n\r\\[]P;52?0mHx 中\u0301\ud800\udc00\u202e\ufeff\u2028"
    )
)


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("\x1b]52;c;ZXZpbA==\x07after", "after"),
        ("\x1b]52;c;ZXZpbA==\x1b\\after", "after"),
        ("\x9d52;c;ZXZpbA==\x9cafter", "after"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;never ended\nnext line", "\nnext line"),
        ("\x1bPq#0\x1b\\after", "after"),
        ("a\x1b[31mred\x1b[0mb", "aredb"),
        ("a\x9b2Jb", "ab"),
        ("a\x1b[?1049hb", "ab"),
        ("a\x1bcb", "ab"),
        ("a\x1b(Bb", "ab"),
        ("end\x1b", "end"),
        ("end\x1b[", "end"),
        ("one\ttwo\nthree", "one two\nthree"),
        ("a\r\nb\x00\x08\x7f\x85c", "a\nbc"),
        (f"a{BIDI}b", "ab"),
        ("\ufeffa\ufeffb", "ab"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("a\ud800b\udfffc", "a\ufffdb\ufffdc"),
    ],
)
def test_what_could_command_a_terminal_goes(raw: str, safe: str) -> None:
    assert clean(raw) == safe


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dialogue should not turn into negotiation.",
        "对话不应变成谈判：两国代表团。",
        "é and e\u0301, ṩ and s\u0323\u0307",
        "👩\u200d🚀 🏴\U000e0067\U000e0062\U000e007f 🇨🇭 ❤\ufe0f",
        "[bold]no markup[/] [@click=app.quit]x[/]",
        "عربي עברית",
        "soft\u00adhyphen, no\u00a0break",
        "two\nlines",
    ],
)
def test_ordinary_text_is_not_touched(text: str) -> None:
    assert clean(text) is text


@given(anything | nasty)
@example("\x1b\x1b[[31mm")
@example("\x1b]\x1b]x\x07\x07")
@example("\x9d\x9d\n\x9c")
def test_nothing_dangerous_is_left(text: str) -> None:
    safe = clean(text)
    assert clean(safe) == safe
    for letter in safe:
        category = unicodedata.category(letter)
        assert letter == "\n" or category not in ("Cc", "Cs", "Zl", "Zp")
        assert letter not in BIDI + "\ufeff"
    safe.encode("utf-8")


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs"))))
def test_letters_marks_and_signs_stay(text: str) -> None:
    assert clean(text) == text


@given(anything | nasty)
def test_a_message_takes_one_short_line(text: str) -> None:
    short = one_line(text, 20)
    assert len(short) <= 20
    assert "\n" not in short
    assert clean(short) == short


def test_an_escape_that_never_ends_costs_no_more_than_its_length() -> None:
    # Quadratic searching would take hours here.
    assert clean("\x9d\n" * 500_000) == "\n" * 500_000
    assert clean("\x1b]" * 500_000) == ""
