"""A live game and its autosave: what is kept when, and where a game branches."""

from __future__ import annotations

import pytest

from game.match.autosave import Autosave
from game.match.replay import resume
from game.match.session import Session
from game.scenario.format.model import Scenario
from game.store import StoreError
from game.store.digest import content_hash
from game.store.games import Store
from game.store.share import decode, encode
from game.table.moves import legal
from tests.store import PERSONAS, keep_game, keys
from tests.worlds import mirror, mirror_data


def _go_on(autosave: Autosave, session: Session, moves: int = 1, last: bool = False) -> None:
    for _ in range(moves):
        move = legal(session.state)[-1 if last else 0]
        session.play(move)
        autosave.save()
    assert not autosave.warning


def test_a_game_that_was_only_looked_at_leaves_nothing(store: Store) -> None:
    session = Session(mirror(2), 1)
    autosave = Autosave.begin(store, session, PERSONAS, path="/some/where.yaml")
    assert (autosave.id, store.games()) == ("", [])
    _go_on(autosave, session)
    saved = store.load(autosave.id)
    assert [move.key for move in saved.moves] == keys(session)
    assert (saved.path, saved.personas, saved.seed) == ("/some/where.yaml", PERSONAS, 1)


def test_without_a_store_nothing_is_kept_and_nothing_fails() -> None:
    session = Session(mirror(2), 1)
    autosave = Autosave.begin(None, session, PERSONAS, warning="There is no store.")
    autosave.save()
    assert (autosave.id, autosave.warning, autosave.active) == ("", "There is no store.", False)


def test_moves_made_before_are_kept_with_the_next(store: Store) -> None:
    session = Session(mirror(2), 1)
    for _ in range(4):
        session.play(legal(session.state)[0], "My words.")
    autosave = Autosave.begin(store, session, PERSONAS)
    _go_on(autosave, session)
    moves = store.load(autosave.id).moves
    assert [move.key for move in moves] == keys(session)
    assert [move.words for move in moves] == ["My words."] * 4 + [""]


def test_a_game_goes_on_under_its_id(store: Store) -> None:
    game, _ = keep_game(store, mirror(2), 1, most=6)
    saved = store.load(game)
    session = resume(saved, mirror(2).scenario).session
    autosave = Autosave.resume(store, saved, session)
    _go_on(autosave, session, 2)
    assert autosave.id == game
    assert [move.key for move in store.load(game).moves] == keys(session)
    assert [one.id for one in store.games()] == [game]


def test_a_game_whose_scenario_was_edited_goes_on_as_a_branch(store: Store) -> None:
    game, _ = keep_game(store, mirror(2), 1, most=6)
    before = store.load(game)
    data = mirror_data(2)
    data["title"] = "Another mirror"
    edited = Scenario.model_validate(data)
    session = resume(before, edited).session
    autosave = Autosave.resume(store, before, session)
    _go_on(autosave, session)
    assert store.load(game) == before
    branch = store.load(autosave.id)
    assert (branch.parent, branch.branch_ply, branch.digest) == (game, 6, content_hash(edited))
    assert [move.key for move in branch.moves] == keys(session)


def test_a_game_that_does_not_fit_to_its_end_goes_on_as_a_branch(store: Store) -> None:
    moves = [(key, "") for key in keys(keep_game(store, mirror(2), 1, most=6)[1])]
    game = store.begin(
        "mirror", content_hash(mirror(2).scenario), 1, PERSONAS, moves=[*moves, ("no such move", "")]
    )
    before = store.load(game)
    found = resume(before, mirror(2).scenario)
    autosave = Autosave.resume(store, before, found.session)
    _go_on(autosave, found.session)
    assert store.load(game) == before
    assert (store.load(autosave.id).parent, store.load(autosave.id).branch_ply) == (game, 6)


def test_a_branch_keeps_both_ways(store: Store) -> None:
    game, session = keep_game(store, mirror(2), 1, most=8)
    kept = store.load(game)
    autosave = Autosave.resume(store, kept, session)
    back = Session(mirror(2), 1)
    for entry in session.log[:5]:
        back.play(entry.move, entry.words)
    branch = autosave.branch(back, "What if")
    branch.save()
    assert (branch.unsaved, branch.farewell()) == (0, "")
    assert len(store.games()) == 1  # it begins with its first move, however often saving is tried before
    _go_on(branch, back, 2, last=True)
    _go_on(autosave, session)
    saved = store.load(branch.id)
    assert (saved.name, saved.parent, saved.branch_ply) == ("What if", game, 5)
    assert [move.key for move in saved.moves] == keys(back)
    assert [move.key for move in store.load(game).moves] == keys(session)


def test_a_shared_game_goes_on_as_a_new_one(store: Store) -> None:
    game, _ = keep_game(store, mirror(2), 1, most=6)
    saved = decode(encode(store.load(game)))
    session = resume(saved, mirror(2).scenario).session
    autosave = Autosave.resume(store, saved, session)
    _go_on(autosave, session)
    assert autosave.id not in ("", game)
    assert store.load(autosave.id).parent == ""
    assert [move.key for move in store.load(autosave.id).moves] == keys(session)


def test_the_ending_is_kept_with_the_last_move(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    game, session = keep_game(store, mirror(2), 1)
    saved = store.load(game)
    assert saved.ending
    other = store.begin("mirror", saved.digest, 1, PERSONAS, moves=[(m.key, "") for m in saved.moves[:-1]])
    assert store.load(other).state == "open"
    with pytest.raises(StoreError):
        store.append(other, len(saved.moves) + 3, "key", ending=saved.ending)
    assert store.load(other).state == "open"
    store.append(other, len(saved.moves) - 1, saved.moves[-1].key, ending=saved.ending)
    assert store.load(other).ending == saved.ending
    assert session.over
