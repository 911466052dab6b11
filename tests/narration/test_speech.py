"""Every legal move can be said aloud, and one's own words are only ever words."""

from __future__ import annotations

import random
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from game.match.session import OWN_WORDS_LIMIT, Session
from game.narration.speech import spoken
from game.table.catalogue import Move
from game.table.moves import legal
from game.table.state import State
from game.table.view import view
from tests.narration import THESES, scene
from tests.table.scenes import after, east_opens, in_drafting, seated, walk, world

WORLDS = st.integers(0, 80)
SEEDS = st.integers(0, 2**40)
some = settings(max_examples=60, deadline=None)


def _is_a_sentence(text: str) -> bool:
    """Plain text on one line, with a capital letter and an end, and nothing left to fill in."""
    plain = not any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp", "Cs") for letter in text)
    ends = text.endswith((".", "?", "!", "…", ")"))  # the claims of these worlds end in their tone
    gaps = any(gap in text for gap in ("“”", "{", "  ", " .", "None", " ,"))
    return bool(text) and plain and ends and not gaps and not text[0].islower() and text == text.strip()


@some
@given(WORLDS, SEEDS)
def test_every_legal_move_can_be_said_in_a_sentence(number: int, seed: int) -> None:
    game = world(number)
    rng = random.Random(seed)
    for state, _, _, _ in walk(game, seed):
        moves = legal(state)
        by_act = {move.act: move for move in rng.sample(moves, len(moves))}
        for move in by_act.values():
            text = spoken(game, state, move)
            assert _is_a_sentence(text), f"{game.key(move)}: {text!r}"


@some
@given(WORLDS, SEEDS)
def test_the_words_depend_only_on_what_everybody_sees(number: int, seed: int) -> None:
    game = world(number)
    for state, move, _, _ in walk(game, seed):
        text = spoken(game, state, move)
        assert text == spoken(game, state, move)
        assert all(text == spoken(game, view(state, side).seen, move) for side in (0, 1))


def _says(state: State, key: str) -> str:
    return spoken(state.game, state, state.game.move(key))


def test_a_claim_is_said_in_the_tone_that_was_chosen() -> None:
    state = seated(east_opens())
    for tone in ("cordial", "frank", "forceful"):
        assert _says(state, f"claim east-t0-0 {tone}") == f"Thesis 0 of east on 0 ({tone})"


def test_a_question_a_card_and_a_contradiction_quote_what_was_said() -> None:
    state = after(seated(east_opens()), "claim east-t0-0 frank")
    assert "Thesis 0 of east on 0" in _says(state, "ask east-t0-0")
    challenge = _says(state, "challenge east-t0-0 with card-0-0-west")
    assert "Thesis 0 of east on 0" in challenge
    assert "A fact." in challenge
    state = after(state, "claim west-t0-0 frank", "claim east-t2-0 frank")
    resolve = _says(state, "resolve east: east-t0-0 / east-t2-0")
    assert all(f"Thesis {number} of east on 0" in resolve for number in (0, 2))
    assert resolve.endswith("Which is it?")


def test_an_offer_says_who_gives_what_from_either_chair() -> None:
    state = after(seated(east_opens()), *THESES[2:])
    offer = _says(state, "offer east-wish-1 + west-wish-1")
    assert "agree" in offer
    state = after(state, "offer east-wish-1 + west-wish-1")
    assert "to do it" in _says(state, "accept")
    assert _says(state, "accept") != _says(state, "decline")


def test_in_the_drafting_a_sentence_is_proposed_and_refused_in_its_own_way() -> None:
    state = in_drafting(east_opens(), understanding=100)
    assert _says(state, "text joint-0") == "We propose this sentence: the two sides agreed to meet."
    assert "this sentence" in _says(after(state, "text joint-0"), "decline")


@some
@given(st.text(max_size=900))
def test_own_words_replace_the_line_and_lose_only_what_commands_a_terminal(words: str) -> None:
    session = scene(east_opens())
    move = next(iter(session.view(0).moves()))
    text = spoken(session.game, session.state, move, words)
    assert text
    assert text == " ".join(text.split())
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text)
    if words.isascii() and words.isprintable() and words.strip():
        assert text == " ".join(words.split())


def _spoken_as(words: str) -> tuple[str, Session, Move]:
    session = scene(east_opens())
    move = session.game.move("open east heard frank")
    session.play(move, words)
    entry = session.log[0]
    return spoken(session.game, entry.before, entry.move, entry.words), session, move


def test_markup_stays_as_written_and_control_sequences_go() -> None:
    assert _spoken_as("[@click=app.quit]x[/] [/foo]")[0] == "[@click=app.quit]x[/] [/foo]"
    assert _spoken_as("a\x1b]52;c;c3Rvcm0=\x07b\x1b[2Jc\x9b1md")[0] == "abcd"
    assert _spoken_as("one\ntwo\tthree \u202ereversed")[0] == "one two three reversed"


def test_empty_words_are_the_written_line() -> None:
    for words in ("", "  \n ", "\x1b[2J", "\u202e"):
        text, session, move = _spoken_as(words)
        assert text == spoken(session.game, session.states[0], move)
        assert session.log[0].words == ""


def test_own_words_are_kept_only_up_to_a_limit() -> None:
    assert len(_spoken_as("word " * 1000)[0]) <= OWN_WORDS_LIMIT
