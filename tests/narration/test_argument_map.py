"""The map of an argument: everything that was made is on it, under what it is about."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from game.narration.argument_map import AGAINST, FOR, THESIS, argument_map, lines
from game.table.links import REBUT, SUPPORT
from game.table.masks import bits
from tests.table.scenes import after, east_opens, seated, walk, world


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.integers(0, 2**40))
def test_every_thesis_has_a_line_and_every_attack_and_reason_hangs_from_one(number: int, seed: int) -> None:
    game = world(number)
    *_, last = walk(game, seed)
    for item in range(len(game.items)):
        state = last.after
        found = argument_map(game, state, item)
        theses = game.graphs[item].claims & game.theses & state.said
        assert [one.sign for one in found if one.depth == 0] == [THESIS] * theses.bit_count()
        made = [game.links[n] for n in bits(state.links) if game.links[n].item == item]
        for sign, kind in ((FOR, SUPPORT), (AGAINST, REBUT)):
            direct = sum(link.kind == kind and bool(theses >> link.target & 1) for link in made)
            assert sum(one.depth == 1 and one.sign == sign for one in found) == direct
        # Nothing hangs in the air.
        assert all(later.depth <= one.depth + 1 for one, later in pairwise(found))


def test_a_map_shows_who_answered_whom_and_how_it_stands() -> None:
    state = after(
        seated(east_opens()),
        "claim east-t0-0 frank",
        "claim west-t0-0 frank",
        "support east-t0-0 by east-r0-0 frank",
        "undercut east-r0-0 by west-u0-0 frank",
        "ask west-t0-0",
        "rebut east-t0-0 by west-t2-0 frank",
        "support east-t0-0 by card-0-0-east frank",
    )
    assert lines(argument_map(state.game, state, 0), state.game) == [
        "  East “Thesis 0 of east on 0 (frank)”  [stands]",
        "    + East “A reason (frank)”  [was asserted and not tested]",
        "        - West “Not so (frank)”  [was asserted and not tested]",
        "    - West “Thesis 2 of west on 0 (frank)”  [was asserted and not tested]",
        "    + East Card 0 east 0  [a card]",
        "  West “Thesis 0 of west on 0 (frank)”  [owes a reason]",
        "  West “Thesis 2 of west on 0 (frank)”  [was asserted and not tested]",
    ]
