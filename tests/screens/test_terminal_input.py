"""What a terminal sends: keys, pastes and known sequences pass; nothing else is typed, acts, or ends anything."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from game.screens.terminal import Keyboard
from game.screens.terminal_input import PASTE_LIMIT, Kind, TerminalInput, Token

ESC = "\x1b"
FUNCTION_KEYS = (
    "\x1b[A",
    "\x1b[1;5C",
    "\x1b[3~",
    "\x1b[15~",
    "\x1b[Z",
    "\x1bOP",
    "\x1bOA",
    "\x1b[[B",
    "\x1b[24$",
)
KITTY = ("\x1b[97u", "\x1b[97;;97u", "\x1b[13u", "\x1b[57358u", "\x1b[105;5u", "\x1b[0;;233u", "\x1b[9;2u")
REPORTS = ("\x1b[I", "\x1b[O", "\x1b[<0;10;5M", "\x1b[<35;1;1m", "\x1b[?2026;2$y", "\x1b[12;40R")
KNOWN = (*FUNCTION_KEYS, *KITTY, *REPORTS)

_noise = st.sampled_from(
    [
        ESC, "\x1b[", "\x1b]", "\x1bP", "\x1b_", "\x1bO", "\x1b[M", "\x1b[<", "\x1b[200~", "\x1b[201~", "\x1b\\",
        "\x07", "\x9c", "\x18", "\x03", ";", ":", "?", "0", "9999999999", "u", "~", "m", "$y", "R", "t", "48;", "a", "é",
        "\x1b[48;0;0;0;0t", "\x1b[<999;99999;99999M",
    ]
)  # fmt: skip
_bytes = st.binary(max_size=60) | st.lists(_noise, max_size=12).map(lambda parts: "".join(parts).encode())
_typed = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=[chr(n) for n in (27, *range(128, 160))])
)


def reader() -> TerminalInput:
    return TerminalInput(set(FUNCTION_KEYS).__contains__)


def joined(tokens: Iterable[Token]) -> list[Token]:
    """The tokens, with text that was cut into pieces as one."""
    grouped = itertools.groupby(tokens, lambda token: token.kind is Kind.TEXT)
    return [
        one
        for is_text, group in grouped
        for one in ([Token(Kind.TEXT, "".join(token.text for token in group))] if is_text else group)
    ]


def read(*pieces: str | bytes) -> list[Token]:
    """What pieces of input come to, and then nothing more."""
    source, tokens = reader(), []
    for piece in pieces:
        tokens += source.feed(piece.encode() if isinstance(piece, str) else piece)
    while source.patience is not None:
        tokens += source.silence()
    return joined(tokens)


def messages(*pieces: str | bytes) -> list[Message]:
    """What Textual is told of pieces of input, and then nothing more."""
    keyboard = Keyboard()
    told: list[Message] = []
    for piece in pieces:
        told += keyboard.feed(piece.encode() if isinstance(piece, str) else piece)
    while keyboard.patience is not None:
        told += keyboard.silence()
    return told


def typed(*pieces: str | bytes) -> str:
    """What would be in a line of input, pastes in brackets."""
    text = ""
    for message in messages(*pieces):
        if isinstance(message, events.Paste):
            text += f"[{message.text}]"
        elif isinstance(message, events.Key) and message.is_printable:
            text += message.character or ""
    return text


def pressed(*pieces: str | bytes) -> list[str]:
    return [message.key for message in messages(*pieces) if isinstance(message, events.Key)]


# what must pass


@given(_typed)
def test_plain_text_passes_unchanged(text: str) -> None:
    assert read(text) == ([Token(Kind.TEXT, text)] if text else [])


@given(st.lists(st.sampled_from(KNOWN) | st.text("aé漢\r\t", min_size=1, max_size=5), max_size=12))
def test_known_sequences_pass_unchanged(parts: list[str]) -> None:
    tokens = read("".join(parts))
    assert "".join(token.text for token in tokens) == "".join(parts)
    assert all(token.kind in (Kind.TEXT, Kind.SEQUENCE) for token in tokens)


@given(st.lists(st.sampled_from(KNOWN) | st.text("a漢\r", min_size=1, max_size=3), max_size=6))
def test_textual_is_told_the_same_as_without_a_filter(parts: list[str]) -> None:
    from textual._xterm_parser import XTermParser

    usual = [repr(message) for part in parts for message in XTermParser().feed(part)]
    ours = [repr(message) for part in parts for message in Keyboard().feed(part.encode())]
    assert ours == usual


# what must not matter


@given(_bytes)
@example(b"\xe9a")
@example(b"\x1b[M\x20\xa0\x40")
@example(b"\x1b[97:65;2u")
@example(b"\x1b[48;24;80;0;0t\x1b[<0;5;5M")
def test_nothing_raises_and_keys_are_heard_afterwards(data: bytes) -> None:
    keyboard = Keyboard()
    told = list(keyboard.feed(data))
    while keyboard.patience is not None:
        told += keyboard.silence()
    # A paste without an end is given up by its first key that comes alone.
    assert [repr(message) for message in keyboard.feed(b"z")] == [repr(events.Key("z", "z"))]


@given(_bytes, st.lists(st.integers(0, 60), max_size=5))
def test_it_does_not_matter_how_the_bytes_are_cut(data: bytes, cuts: list[int]) -> None:
    if b"\x1b[200~" in data:
        data = data.replace(b"\x03", b"")  # alone in one read, it ends a paste
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    assert read(*(data[start:end] for start, end in itertools.pairwise(places))) == read(data)


@given(st.lists(_noise | _typed, max_size=20))
def test_no_control_sequence_is_left_for_textual_to_take_apart(parts: list[str]) -> None:
    """Textual types what it does not know; so whatever passes must be known to it, and over."""
    for token in read("".join(parts).encode("utf-8", "replace")):
        if token.kind is Kind.TEXT:
            assert ESC not in token.text
        if token.kind is Kind.SEQUENCE:
            keyboard = Keyboard()
            list(keyboard.feed(token.text.encode()))
            assert keyboard.patience is None


# bytes


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
@pytest.mark.parametrize("text", ["naïve façade", "Ñandú", "für Öl", "£5"])
def test_bytes_of_a_western_terminal_are_read_as_meant(text: str, encoding: str) -> None:
    assert typed(text.encode(encoding)) == text
    assert typed(f"\x1b[200~{text}\x1b[201~".encode(encoding)) == f"[{text}]"


def test_half_a_character_waits_for_the_rest_and_not_for_ever() -> None:
    euro = "€".encode()
    assert typed(euro[:1], euro[1:2], euro[2:]) == "€"
    assert typed(euro[:2]) == "â‚"
    assert typed(euro[:2] + b"\r", "a") == "â‚a"


# keys


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\x1b[98:66:118u", ["b"]),  # with its shifted key and that of another keyboard
        ("\x1b[98;1:2;98u", ["b"]),  # held down
        ("\x1b[98;1:3u", []),  # released
        ("\x1b[1;1:3B", []),
        ("\x1b[1;1:1B", ["down"]),
        ("\x1b[5;1:2~", ["pageup"]),
        ("\x1b[1114112u", []),  # one more than there are
        ("\x1b[55296u", []),  # half a surrogate pair
        ("\x1b[98;1;55296u", ["b"]),
        ("\x1b[98;99999999999u", []),
        ("\x1b[" + "9" * 400 + "u", []),
        ("\x1b[113~", []),  # no key has this number, and it is not that of the letter q
        ("\x1b[27;5;100~", ["ctrl+d"]),  # as xterm reports it when told to
        ("\x1bt", []),
        ("\x1b\r", ["enter"]),
        ("\x1b", ["escape"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1b\x1b[A", ["escape", "up"]),
    ],
)
def test_reports_of_keys(sent: str, keys: list[str]) -> None:
    assert pressed(sent) == keys


def test_every_number_of_a_key_is_read_or_left_out() -> None:
    keyboard = Keyboard()
    for number in (
        *range(200),
        *range(201, 0x500),
        *range(0xD7F8, 0xE008),
        *range(57340, 57460),
        *range(0x10FFF8, 0x110008),
    ):
        sent = "".join(f"\x1b[{number}{end}\x1b[{number};2{end}" for end in "u~A")
        list(keyboard.feed(sent.encode()))
        assert keyboard.patience is None


# answers of the terminal


@pytest.mark.parametrize(
    "answer",
    [
        "\x1b]10;rgb:ffff/ffff/ffff\x1b\\",  # the colour of the text
        "\x1b]52;c;cXVpdA==\x07",  # the clipboard
        "\x1b]l the title \x1b\\",
        "\x1bP1+r544e=787465726d\x1b\\",  # an entry of terminfo
        "\x1bP1$r0m\x1b\\",
        "\x1bP!|00000000\x1b\\",  # the unit
        "\x1b_Gi=31;OK\x1b\\",  # graphics
        "\x1b^private\x1b\\",
        "\x1bXstring\x07",
        "\x1b[>41;354;0c",  # the secondary attributes
        "\x1b[?1u",  # the keyboard
        "\x1b[?997;1n",  # the colours have changed
        "\x1b[4;600;800t",  # the window
        "\x1b[0n",
        "\x1b[3;1$~",
        "\x1b[?6c",
        "\x1b[201~",
    ],
)
def test_answers_neither_act_nor_are_typed(answer: str) -> None:
    for cut in range(len(answer) + 1):
        assert not messages(answer[:cut].encode(), answer[cut:].encode()) or cut == 1
    assert pressed(f"{answer}z") == ["z"]


@pytest.mark.parametrize(
    "start", ["\x1b]11;rgb:21", "\x1bP>|tmux", "\x1b_G", "\x1b[?62;", "\x1b[M", "\x1b[<0;5"]
)
def test_half_an_answer_keeps_no_control_character_from_being_heard(start: str) -> None:
    assert pressed(f"{start}\x03") == ["ctrl+c"]
    assert pressed(f"{start}\r") == ["enter"]
    assert pressed(start, "z") in ([], ["z"])
    source = Keyboard()
    list(source.feed(start.encode()))
    assert not list(source.silence())
    assert [message.key for message in source.feed(b"z") if isinstance(message, events.Key)] == ["z"]


@pytest.mark.parametrize(
    "size", ["0;80;0;0", "24;0;0;0", "9999;9999;1;1", "24;80;99999999;1", "501;80;1;1", "24;1001;1;1", ";;;"]
)
def test_a_size_that_cannot_be_true_is_left_out(size: str) -> None:
    assert not messages(f"\x1b[48;{size}t")


def test_a_size_without_pixels_does_not_divide_by_them() -> None:
    told = messages("\x1b[48;30;90;0;0t\x1b[<0;5;7M")
    assert [type(message) for message in told] == [events.Resize, events.MouseDown]


# the mouse, in every protocol


@pytest.mark.parametrize(
    "report",
    [
        b"\x1b[M !!",  # X10, the first cell
        b"\x1b[M#\xff\xff",  # X10, the last cell that it can name
        b"\x1b[M@q\xa1",
        "\x1b[M \u0100!".encode(),  # 1005: as characters in UTF-8
        "\x1b[MC\u07ff\u07ff".encode(),
        b"\x1b[35;200;40M",  # 1015
        b"\x1b[<0;-3;-4M",
        b"\x1b[<;;M",
        b"\x1b[<0;99999999999999999999;1M",
    ],
)
def test_mouse_reports_of_other_protocols_are_left_out_whole(report: bytes) -> None:
    for cut in range(2, len(report)):
        assert not messages(report[:cut], report[cut:])
    assert pressed(report + b"z") == ["z"]


# pastes


@given(_typed.filter(lambda text: "\x00" not in text), st.booleans())
def test_a_paste_comes_whole_and_alone(text: str, in_pieces: bool) -> None:
    sent = f"\x1b[200~{text}\x1b[201~".encode()
    pieces = [sent[n : n + 1] for n in range(len(sent))] if in_pieces and "\x03" not in text else [sent]
    assert read(*pieces) == ([Token(Kind.PASTE, text)] if text else [])


@pytest.mark.parametrize("end", ["\x1b", "\x1b[", "\x1b[2", "\x1b[20", "\x1b[201", "\x1b[200~", "\x1b]"])
def test_half_an_escape_at_the_end_of_a_paste_does_not_hide_its_end(end: str) -> None:
    assert read(f"\x1b[200~tail{end}\x1b[201~z") == [Token(Kind.PASTE, f"tail{end}"), Token(Kind.TEXT, "z")]


@pytest.mark.parametrize("key", ["\x03", "\x1b[99;5u", "\x1b[99;5:1u", "\x1b[99:67;5;3u"])
def test_ctrl_c_is_heard_in_a_paste_that_never_ends(key: str) -> None:
    source = reader()
    assert not source.feed(b"\x1b[200~some words")
    told = source.feed(key.encode())
    assert told[0] == Token(Kind.PASTE, "some words")
    assert len(told) == 2


def test_a_paste_that_never_ends_is_given_out_after_a_pause_and_keys_are_heard() -> None:
    source = Keyboard()
    assert not list(source.feed(b"\x1b[200~never"))
    assert source.patience
    assert [message.text for message in source.silence() if isinstance(message, events.Paste)] == ["never"]
    for sent, key in ((b"\x1b[B", "down"), (b"q", "q"), (b"\x1b[200", None)):
        keys = [message.key for message in source.feed(sent) if isinstance(message, events.Key)]
        assert keys == ([key] if key else [])


def test_a_paste_over_a_slow_line_goes_on_after_a_pause() -> None:
    source = reader()
    source.feed(b"\x1b[200~first half, ")
    assert source.silence() == [Token(Kind.PASTE, "first half, ")]
    assert not source.feed(b"second\rhalf")
    assert source.feed(b"\x1b[201~") == [Token(Kind.PASTE, "second\rhalf")]
    assert source.feed(b"z") == [Token(Kind.TEXT, "z")]


def test_a_huge_paste_is_given_out_in_parts() -> None:
    source, parts = reader(), []
    source.feed(b"\x1b[200~")
    for _ in range(2 * PASTE_LIMIT // 4096 + 1):
        parts += source.feed(b"x" * 4096)
    parts += source.feed(b"\x1b[201~")
    assert all(kind is Kind.PASTE for kind, _ in parts)
    assert len(parts) > 2
    assert sum(len(text) for _, text in parts) == 4096 * (2 * PASTE_LIMIT // 4096 + 1)
