"""The menu offers exactly the legal moves, each once, and tells of each exactly what it will do."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from game.narration import brief, menu, situation
from game.narration.blocked_words import blocked_lines
from game.narration.effect_words import words
from game.narration.labels import interest_text
from game.table.acts import Act
from game.table.forecast import forecast
from game.table.masks import bits
from game.table.moves import answers, legal
from game.table.outcome import standing_of
from game.table.view import view
from tests.table.scenes import walk, world


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 60), st.integers(0, 2**40))
def test_a_menu_has_every_legal_move_once(number: int, seed: int) -> None:
    for before, _, _, _ in walk(world(number), seed):
        seen = view(before, before.mover)
        groups = menu.groups(seen)
        offered = [v.move for group in groups for entry in group.entries for v in entry.variants]
        assert sorted(offered) == sorted(legal(before))
        assert len({group.act for group in groups}) == len(groups)
        assert not menu.groups(view(before, 1 - before.mover))
        for group in groups:
            moves = [v.move for entry in group.entries for v in entry.variants]
            assert group.answers == any(answers(before, move) for move in moves)
            labels = [(entry.label, v.label) for entry in group.entries for v in entry.variants]
            assert all(label for label, _ in labels)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 60), st.integers(0, 2**40))
def test_effects_are_told_with_their_numbers_and_their_warnings(number: int, seed: int) -> None:
    for before, move, _, _ in walk(world(number), seed):
        seen = view(before, before.mover)
        told = menu.effects(seen, move)
        ahead = forecast(seen.seen, move)
        if ahead.missed is None:
            for phrase in words(ahead.deltas, seen.side, seen.seen.game.sides[1 - seen.side].short):
                assert phrase in told
        else:
            assert told[0].startswith("if the card is relevant: ")
            assert told[1].startswith("if it is not: ")
        assert ("ENDS THE TALKS" in told) == (ahead.ends and move.act != Act.CLOSE)
        assert ("CROSSES YOUR RED LINE" in told) == ahead.crosses
        assert any("a foul on your record" in line for line in told) == bool(ahead.foul)
        assert any("a foul on their record" in line for line in told) == bool(ahead.their_fouls)
        assert any("a bid" in line for line in told) == (ahead.bids >= 0)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 60), st.integers(0, 2**40))
def test_what_one_side_reads_does_not_depend_on_the_other_sides_secrets(number: int, seed: int) -> None:
    game = world(number)
    for before, _, _, _ in walk(game, seed):
        for side in (0, 1):
            public = game.sides[1 - side].public
            other = before.replace(rng=before.rng + 1)
            other = other.replace(**{f"drawn{1 - side}": public})
            one, two = view(before, side), view(other, side)
            assert brief.brief(one) == brief.brief(two)
            assert situation.waiting(one) == situation.waiting(two)
            assert situation.seems(one) == situation.seems(two)
            assert blocked_lines(one) == blocked_lines(two)
            untold = bits(game.sides[1 - side].interests & ~before.disclosed)
            read = "\n".join([*blocked_lines(one), *situation.seems(one)])
            assert not any(interest_text(game, number) in read for number in untold)
            assert menu.groups(one) == menu.groups(two)
            assert [menu.effects(one, m) for m in one.moves()] == [menu.effects(two, m) for m in two.moves()]
        if before.ply > 12:
            break


def test_the_most_urgent_point_comes_first() -> None:
    for before, _, _, _ in walk(world(0), 3):
        points = situation.waiting(view(before, before.mover))
        urgent = [point.startswith("At once") for point in points]
        assert urgent == sorted(urgent, reverse=True)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 60), st.integers(0, 2**40))
def test_what_a_move_does_to_the_argument_is_told_before(number: int, seed: int) -> None:
    for before, move, after, _ in walk(world(number), seed):
        if (
            after.item != before.item
            or after.ended
            or (move.act == Act.CHALLENGE and after.rebuffed != before.rebuffed)
        ):
            continue
        told = menu.argument(view(before, before.mover), move)
        claims = bits(before.said & before.game.graphs[before.item].claims)
        moved = [n for n in claims if standing_of(after, n) != standing_of(before, n)]
        assert len(told) == len(moved)
        for n, line in zip(moved, told, strict=True):
            whose = "your" if before.game.by[n] == before.mover else "their"
            assert line.startswith(whose)
            assert line.endswith(situation.NOW_WORDS[standing_of(after, n)])
