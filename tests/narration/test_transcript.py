"""The transcript: every move is spoken, and the record notes what it changed, in words and in order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.match.session import Entry
from game.narration.labels import TYPE_WORDS, title_of
from game.narration.transcript import HEADING, NOTE, SPEECH, lines, of_entry, opening, paragraphs
from game.table.compiled import CompiledScenario
from game.table.fouls import FOULS, foul_of
from game.table.masks import bits
from game.table.protocol import Phase, Type
from tests.narration import OPENING, REASONS, THESES, copy, recorded, scene
from tests.table.scenes import build, east_opens, world
from tests.worlds import mirror_data

SWAP = "offer east-wish-1 + west-wish-1"
CHARGES = ("accuse west east-charge-0", "accuse east west-charge-0")
AGAINST = "against the rules of a dialogue"
games = given(st.integers(0, 80), st.integers(0, 2**40))
some = settings(max_examples=60, deadline=None)


def _notes(game: CompiledScenario, entry: Entry) -> list[str]:
    return [one.text for one in of_entry(game, entry) if one.kind == NOTE]


@some
@games
def test_a_move_is_one_speech_of_its_side_and_then_notes(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    for entry in session.log:
        first, *rest = of_entry(session.game, entry)
        assert (first.kind, first.side) == (SPEECH, entry.side)
        assert first.head
        assert all(one.kind in (NOTE, HEADING) and one.text for one in rest)


@some
@games
def test_the_same_moves_give_the_same_transcript(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    assert paragraphs(copy(session)) == paragraphs(session)


@some
@games
def test_every_change_of_the_type_is_noted_once_and_nothing_else_is(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    for entry in session.log:
        noted = [one for one in of_entry(session.game, entry) if one.shift >= 0]
        turned = entry.after.kind != entry.before.kind
        assert [one.shift for one in noted] == ([entry.after.kind] if turned else [])
        assert all(TYPE_WORDS[entry.after.kind] in one.text for one in noted)
        illicit = entry.after.illicit > entry.before.illicit
        assert any(AGAINST in one.text for one in noted) == (turned and illicit)


@some
@games
def test_what_is_agreed_what_is_a_foul_and_what_is_news_is_noted(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    game = session.game
    for entry in session.log:
        notes, before, after = _notes(game, entry), entry.before, entry.after
        agreed = [f"Agreed: {title_of(game, n)}." for n in bits(after.agreed & ~before.agreed)]
        assert [note for note in notes if note.startswith("Agreed")] == agreed
        fouls = {
            (side, foul_of(n)[0].plain)
            for side, new in enumerate(
                now.fouls & ~was.fouls for now, was in zip(after.sides, before.sides, strict=True)
            )
            for n in bits(new)
        }
        told = [one for one in of_entry(game, entry) if "as a foul" in one.text]
        assert {(one.side, plain) for one in told for _, plain, _ in FOULS if plain in one.text} == fouls
        news = [game.scenario.events[game.events[n]].title for n in bits(after.events & ~before.events)]
        found = [note for note in notes if note.startswith("News from outside")]
        assert len(found) == len(news)
        assert all(title in note for title, note in zip(news, found, strict=True))


@some
@games
def test_the_meeting_has_its_headings_in_order(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    found = [one.text for one in paragraphs(session) if one.kind == HEADING]
    rounds = len({entry.after.item for entry in session.log if entry.after.phase == Phase.STATEMENT})
    titles = list(session.game.scenario.agenda)
    expected = [session.game.scenario.title]
    expected += [f"Round {n + 1} of {len(titles)}: {titles[n].title}" for n in range(rounds)]
    reached = {entry.after.phase for entry in session.log} | {entry.before.phase for entry in session.log}
    expected += ["Drafting the communiqué"] * (Phase.DRAFTING in reached)
    expected += ["Closing statements"] * (Phase.CLOSING in reached)
    assert found == expected


@some
@games
def test_every_thesis_that_was_put_is_assessed_once(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    game = session.game
    for entry in session.log:
        notes = [note for note in _notes(game, entry) if note.startswith("The round is assessed")]
        over = not entry.after.ended and (
            entry.after.item > entry.before.item or entry.before.phase < Phase.ASSESSMENT < entry.after.phase
        )
        assert len(notes) == over
        if over:
            said = bits(game.graphs[entry.before.item].claims & game.theses & entry.after.said)
            assert notes[0].count("“") == len(said)
            for n in said:
                line = f"{game.sides[game.by[n]].short} “{game.scenario.claims[game.claims[n]].lines.frank}”"
                assert line in notes[0]


@some
@games
def test_the_last_word_of_the_record_is_how_it_ended(number: int, seed: int) -> None:
    session = recorded(world(number), seed)
    last = paragraphs(session)[-1]
    words = {1: "The meeting is over.", 2: "the talks are suspended", 3: "leaves the room", 4: "is recalled"}
    assert last.kind == NOTE
    assert words[session.state.ended] in last.text
    if session.state.blame >= 0:
        assert last.text.startswith(f"The {session.game.delegations[session.state.blame]} delegation")


@some
@given(st.integers(0, 80), st.integers(0, 2**40), st.integers(30, 120))
def test_as_plain_text_nothing_is_lost_and_no_line_is_too_long(number: int, seed: int, width: int) -> None:
    session = recorded(world(number), seed)
    found = paragraphs(session)
    text = lines(found, session.game, width)
    assert max(map(len, text)) <= max(width, *(len(one.text) for one in found if one.kind == HEADING))
    flat = " ".join(" ".join(text).split())
    at = 0
    for one in found:
        at = flat.index(" ".join(one.text.split()), at) + len(one.text)


def test_a_card_that_is_not_relevant_is_noted_with_the_authors_reason() -> None:
    data = mirror_data(1) | {"opens": "east"}
    missing = next(key for key, card in data["evidence"].items() if "east-t0-0" not in card["attacks"])
    data["evidence"][missing]["misses"] = {"east-t0-0": "It was written before the claim"}
    session = scene(build(data), *OPENING, "claim east-t0-0 frank", f"challenge east-t0-0 with {missing}")
    note = _notes(session.game, session.log[-1])[0]
    assert "is not relevant" in note
    assert note.endswith("It was written before the claim.")
    hit = scene(build(data), *OPENING, "claim east-t0-0 frank", "challenge east-t0-0 with card-0-0-west")
    assert "The card is relevant: the east delegation owes one more reason." in _notes(hit.game, hit.log[-1])


@pytest.mark.parametrize(
    ("before", "licit"), [((), False), (REASONS, True)], ids=["without a reason", "after reasons"]
)
def test_a_bargain_is_noted_as_licit_or_not(before: tuple[str, ...], licit: bool) -> None:
    session = scene(east_opens(), *THESES, *before, SWAP, "accept")
    notes = _notes(session.game, session.log[-1])
    assert any(note.startswith("The talk has become a negotiation") for note in notes)
    assert any(AGAINST in note for note in notes) != licit
    assert any("bargained instead of arguing" in note for note in notes) != licit
    assert {"Agreed: Wish 1 of east.", "Agreed: Wish 1 of west."} <= set(notes)


def test_a_quarrel_that_ends_the_talks_at_once_is_noted_as_one() -> None:
    data = mirror_data(1) | {"opens": "east", "start": {"understanding": 30, "tension": 90}}
    session = scene(build(data), *THESES, *CHARGES)
    assert session.state.phase == Phase.SUSPENDED
    assert session.state.kind == Type.QUARREL
    notes = _notes(session.game, session.log[-1])
    assert f"The talk has become a quarrel, {AGAINST}." in notes
    assert "the talks are suspended" in notes[-1]


def test_own_words_stand_in_the_transcript_in_place_of_the_line() -> None:
    session = scene(east_opens())
    entry = session.play(session.game.move("open east heard frank"), "[b]We are here.[/b]\x1b[2J")
    speech = of_entry(session.game, entry)[0]
    assert speech.text == "[b]We are here.[/b]"
    assert speech.head == "open, frank"
    assert "  [b]We are here.[/b]" in lines([speech], session.game)


def test_a_transcript_begins_with_who_opens() -> None:
    session = scene(east_opens(3))
    title, note = opening(session)
    assert (title.kind, title.text) == (HEADING, "Mirror")
    assert re.match(r"The east delegation opens\..* 3 items", note.text)
