"""Share codes: short, read for ever, and believed in nothing."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import tracemalloc
import zlib
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.match.replay import resume
from game.scenario.text import clean
from game.store.digest import content_hash
from game.store.saved import MOST_MOVES, MOST_SEED, Saved, SavedMove
from game.store.share import (
    CODE_LIMIT,
    CONTENT_LIMIT,
    ShareError,
    as_file,
    decode,
    encode,
    looks_shared,
    read_file,
)
from tests.narration import recorded
from tests.store import PERSONAS, keys
from tests.worlds import mirror

GAME = Saved(
    "kept", "mirror", content_hash(mirror(2).scenario), 4, PERSONAS, path="/home/someone/mirror.yaml", name="Secret",
    started="2026-01-31T12:00:00Z", moves=tuple(map(SavedMove, keys(recorded(mirror(2), 4)))),
)  # fmt: skip
GOOD = [
    GAME.scenario,
    GAME.digest[:16],
    4,
    list(PERSONAS),
    ["open east heard frank", ["hold", "My words."]],
    1,
]

_slugs = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,30}", fullmatch=True)
_texts = st.text(max_size=60).map(lambda text: " ".join(clean(text).split()))
_moves = st.builds(SavedMove, _texts.filter(bool), _texts, st.just(""))
_games = st.builds(
    Saved, st.just(""), _slugs, st.from_regex("[0-9a-f]{64}", fullmatch=True), st.integers(0, MOST_SEED),
    st.tuples(_slugs, _slugs), moves=st.lists(_moves, max_size=20).map(tuple),
)  # fmt: skip
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


def _packed(raw: bytes) -> str:
    return "FX1-" + base64.urlsafe_b64encode(zlib.compress(raw)).decode().rstrip("=")


def _code(content: Any) -> str:
    return _packed(json.dumps(content).encode())


def _bare(game: Saved) -> Saved:
    """What a code carries of a game."""
    return replace(
        game,
        id="",
        digest=game.digest[:16],
        path="",
        name="",
        started="",
        plies=len(game.moves),
        last="",
        ending="",
    )


@given(_games)
def test_a_code_carries_the_game(game: Saved) -> None:
    code = encode(game)
    assert code.startswith("FX1-")
    assert set(code[4:]) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
    assert decode(code) == _bare(game)


def test_a_code_is_short_and_replays() -> None:
    code = encode(GAME)
    assert len(code) < 1500
    found = resume(decode(code), mirror(2).scenario)
    assert (found.missing, keys(found.session)) == ("", keys(recorded(mirror(2), 4)))


def test_a_code_tells_nothing_of_where_it_was_made() -> None:
    raw = zlib.decompress(base64.urlsafe_b64decode(encode(GAME)[4:] + "=="))
    for secret in (b"someone", b"Secret", b"2026"):
        assert secret not in raw


def test_a_code_survives_a_mail_program() -> None:
    code = encode(GAME)
    broken = "\n ".join(code[start : start + 60] for start in range(0, len(code), 60))
    assert decode(f"  {broken}\r\n") == decode(code)
    assert decode(code.replace("FX1", "fx1")) == decode(code)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a share code"),
        ("hello", "not a share code"),
        ("FX-abc", "not a share code"),
        ("FX2-abc", "newer"),
        ("FX999999-", "newer"),
        ("FX1-", "character"),
        ("FX1-ab/cd+", "character"),
        ("FX1-ünïcode", "character"),
        ("FX1-a", "damaged"),
        ("FX1-abcd", "damaged"),
        (encode(GAME)[:-1], "damaged|incomplete"),
        (encode(GAME)[:-40], "damaged|incomplete"),
        (encode(GAME) + "AAAA", "incomplete"),
        ("FX1-" + "A" * CODE_LIMIT, "too long"),
        ("A" * 3 * CODE_LIMIT, "too long"),
        (_packed(b"\xff\xfe"), "no readable game"),
        (_packed(b"{"), "no readable game"),
        (_packed(b"[" * 200_000), "no readable game"),
        (_packed(b"1" * 10_000), "no readable game"),
        (_packed(b"NaN"), "NaN is not a number"),
        (_code(None), "no readable game"),
        (_code({}), "no readable game"),
        (_code([]), "no readable game"),
        (_code([*GOOD, 1]), "no readable game"),
        (_code(["../../etc/passwd", *GOOD[1:]]), "`scenario` is not well formed"),
        (_code([None, *GOOD[1:]]), "`scenario` is not well formed"),
        (_code([GOOD[0], "", *GOOD[2:]]), "`digest` is not well formed"),
        (_code([GOOD[0], "ABCDEF0123456789", *GOOD[2:]]), "`digest`"),
        (_code([*GOOD[:2], -1, *GOOD[3:]]), "`seed` must be a whole number"),
        (_code([*GOOD[:2], 1 << 63, *GOOD[3:]]), "`seed`"),
        (_code([*GOOD[:2], True, *GOOD[3:]]), "`seed`"),
        (_code([*GOOD[:2], 1.0, *GOOD[3:]]), "`seed`"),
        (_code([*GOOD[:3], ["person"], *GOOD[4:]]), "`personas`"),
        (_code([*GOOD[:3], ["person", "\x1b[2J"], *GOOD[4:]]), "`personas`"),
        (_code([*GOOD[:4], "hold", 1]), "moves"),
        (_code([*GOOD[:4], ["hold"] * (MOST_MOVES + 1), 1]), "moves"),
        (_code([*GOOD[:4], [1], 1]), "a move must be"),
        (_code([*GOOD[:4], [""], 1]), "a move must have a text"),
        (_code([*GOOD[:4], [["hold"]], 1]), "a move must be"),
        (_code([*GOOD[:4], [["hold", "a", "b"]], 1]), "a move must be"),
        (_code([*GOOD[:4], [["hold", {}]], 1]), "`words`"),
        (_code([*GOOD[:4], [["hold", "\x1b]52;c;x\x07"]], 1]), "`words` contains a control character"),
        (_code([*GOOD[:4], [["hold", "\u202egnihton"]], 1]), "`words` contains a control character"),
        (_code([*GOOD[:4], ["x" * 1000], 1]), "`move` must be a text of at most"),
        (_code([*GOOD[:4], [], 99]), "format 99"),
        (_code([*GOOD[:4], [], 0]), "`format`"),
    ],
    ids=lambda value: repr(value[:20]),
)  # fmt: skip
def test_what_is_no_code_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(ShareError, match=message) as caught:
        decode(text)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


def test_the_example_of_those_is_good() -> None:
    assert decode(_code(GOOD)).moves == (SavedMove("open east heard frank"), SavedMove("hold", "My words."))
    assert decode(_code(GOOD[:5])).format == 1


def test_a_bomb_does_not_go_off() -> None:
    bomb = "FX1-" + base64.urlsafe_b64encode(zlib.compress(b"0" * 60_000_000, 9)).decode().rstrip("=")
    assert len(bomb) < CODE_LIMIT
    tracemalloc.start()
    try:
        with pytest.raises(ShareError, match="more than any game"):
            decode(bomb)
        assert tracemalloc.get_traced_memory()[1] < 4 * CONTENT_LIMIT
    finally:
        tracemalloc.stop()


def _decoded(text: str) -> None:
    """A text is a game that can be used, or no share code; there is no third."""
    try:
        saved = decode(text)
    except ShareError:
        return
    resume(saved, mirror(2).scenario)
    assert decode(encode(saved)) == saved


@given(st.text(max_size=200).map(lambda text: f"FX1-{text}") | st.text(max_size=50))
def test_no_text_makes_it_fail(text: str) -> None:
    looks_shared(text)
    _decoded(text)


@given(st.binary(max_size=200))
def test_no_content_makes_it_fail(raw: bytes) -> None:
    _decoded(_packed(raw))


@given(_json)
def test_no_json_makes_it_fail(content: Any) -> None:
    _decoded(_code(content))


@given(st.integers(0, len(GOOD) - 1), _json)
def test_no_part_of_a_game_makes_it_fail(place: int, value: Any) -> None:
    _decoded(_code([*GOOD[:place], value, *GOOD[place + 1 :]]))


@given(st.data())
def test_a_changed_letter_never_gives_another_game(data: st.DataObject) -> None:
    code = encode(GAME)
    place = data.draw(st.integers(4, len(code) - 1))
    letter = data.draw(st.sampled_from("ABCxyz019_-"))
    changed = code[:place] + letter + code[place + 1 :]
    try:
        assert decode(changed) == _bare(GAME)  # the last letter has bits that mean nothing
    except ShareError:
        assert changed != code


def test_a_game_that_is_too_long_is_not_encoded() -> None:
    with pytest.raises(ShareError, match="too long"):
        encode(replace(GAME, moves=(SavedMove("hold"),) * (MOST_MOVES + 1)))
    with pytest.raises(ShareError, match="too long"):
        encode(replace(GAME, moves=(SavedMove("hold", "ü" * 600),) * 900))


# a code in a text


def _wrapped(code: str, width: int, start: str = "", end: str = "") -> str:
    return "\n".join(start + code[n : n + width] + end for n in range(0, len(code), width))


@pytest.mark.parametrize(
    "text",
    [
        "«CODE»",
        "„CODE“",
        "'CODE'",
        "*CODE*",
        "_CODE_",
        "[CODE]",
        "{CODE};",
        "CODE!",
        "CODE: that was our game.",
        "Our game was CODE and I would like yours.",
        "A code begins with FX1-. Here is one: CODE",
        "A code begins with FX1-abcd. Here is one:\n\nCODE\n\n-- \nRegards, FX",
        "CODE\n\nSent from my phone",
        "code=CODE&x=1",
        '{"code": "CODE"}',
        "CODE CODE",
        "\u200e\u2066CODE\u2069",
        "\u2060CODE\u2060",
        "fx1-REST",
        "FX1\u2011REST",
        "FX1 -\nREST",
    ],
)
def test_a_code_is_found_anywhere_in_a_text(text: str) -> None:
    code = encode(GAME)
    text = text.replace("CODE", code).replace("REST", code[4:])
    assert looks_shared(text)
    assert decode(text) == _bare(GAME)


@pytest.mark.parametrize("start", ["", "> ", ">> ", "> > ", "| ", "\t", "\u3000", "\ufeff", "\u200b"])
@pytest.mark.parametrize("end", ["", "=", " ", "\r", "\u00ad", "\u2060"])
@pytest.mark.parametrize("width", [5, 72])
def test_a_code_may_be_wrapped_and_quoted(start: str, end: str, width: int) -> None:
    text = _wrapped(encode(GAME), width, start, end)
    assert decode(text) == _bare(GAME)
    assert decode(" ".join(text.split("\n"))) == _bare(GAME)  # as a line of input has it
    assert decode(f"{text}\n{start}\n{start}See you on Monday, A.") == _bare(GAME)


@given(st.text(max_size=40), st.text(max_size=40))
def test_words_around_a_code_do_not_change_it(before: str, after: str) -> None:
    assert decode(f"{before} \n{encode(GAME)}\n {after}") == _bare(GAME)


@pytest.mark.parametrize(
    "filler",
    ["FX1-a ", "FX1-eNo", "> ", "=\n", "\u200b", f"FX1-{'A' * 99_000} "],
    ids=lambda filler: repr(filler[:8]),
)
def test_a_hostile_text_costs_little(filler: str) -> None:
    text = (filler * (2 * CODE_LIMIT // len(filler) + 1))[: 2 * CODE_LIMIT]
    tracemalloc.start()
    try:
        with pytest.raises(ShareError):
            decode(text)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("end", ["", ".", "\n\nRegards"])
def test_only_of_a_code_that_is_cut_it_is_asked_whether_all_was_copied(cut: float, end: str) -> None:
    code = encode(GAME)
    with pytest.raises(ShareError, match="was all of it copied"):
        decode(code[: int(len(code) * cut)] + end)
    with pytest.raises(ShareError, match=r"invalid character \(U\+002F\)$"):
        decode(code[: int(len(code) * cut)] + "/" + code[int(len(code) * cut) :])


# a game in a file


def test_a_file_may_be_quoted_and_have_comments(tmp_path: Path) -> None:
    lines = as_file(GAME).splitlines()
    for changed in (
        [f"> {line}" for line in lines],
        ["# by A.", *lines, "# the end", "#"],
        ["Hello,", "", *lines, "", "bye"],
        [*lines[:2], "# a page ends here", *lines[2:]],
    ):
        assert read_file(_file(tmp_path, "\n".join(changed).encode())) == _bare(GAME)


def _file(tmp_path: Path, raw: bytes) -> str:
    path = tmp_path / "game.frank"
    path.write_bytes(raw)
    return str(path)


@given(_games)
def test_a_file_carries_what_a_code_carries(game: Saved) -> None:
    with TemporaryDirectory() as place:
        text = as_file(game)
        assert all(len(line) <= 76 for line in text.splitlines())
        for raw in (text, text.replace("\n", "\r\n"), f"\ufeff{text}\n\n", text.split("\n", 1)[1]):
            assert read_file(_file(Path(place), raw.encode())) == decode(encode(game))


@given(st.binary(max_size=400), st.booleans(), st.integers(0, 300))
def test_no_file_is_more_than_refused(raw: bytes, mixed: bool, at: int) -> None:
    good = as_file(GAME).encode()
    with TemporaryDirectory() as place, contextlib.suppress(ShareError):
        read_file(_file(Path(place), good[:at] + raw + good[at:] if mixed else raw))


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.frank"
    os.mkfifo(pipe)
    for path in (str(pipe), "/dev/zero", str(tmp_path), str(tmp_path / "gone.frank"), "\0", "x" * 5000):
        with pytest.raises(ShareError) as told:
            read_file(path)
        assert len(str(told.value)) < 300
    with (tmp_path / "film.frank").open("wb") as film:
        film.truncate(1 << 31)  # nothing of it is on the disk, and no more than a code's length is read
    tracemalloc.start()
    with pytest.raises(ShareError):
        read_file(film.name)
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()
