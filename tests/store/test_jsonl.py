"""Exports and imports: all of it or nothing, and nothing that is here is changed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.scenario.text_files import open_text
from game.store import jsonl
from game.store.database import Row
from game.store.games import Store
from game.store.saved import Saved, StoreError, as_dict, from_dict
from tests.store import Make, keep_game, keys
from tests.worlds import mirror


def _exported(store: Store) -> str:
    out = io.StringIO()
    assert store.export(out) == len(store.games())
    return out.getvalue()


def _filled(store: Store) -> str:
    """Two games and a branch. Gives the id of the first."""
    first, session = keep_game(store, mirror(2), 1, words="Ünïcode — “words”")
    keep_game(store, mirror(2), 2, most=7)
    moves = [(key, "") for key in keys(session)[:4]]
    store.begin("mirror", "0" * 64, 1, ("person", "person"), parent=(first, 4), moves=moves, name="What if")
    return first


def test_a_round_trip_is_exact(make: Make) -> None:
    here, there = make("here"), make("there")
    _filled(here)
    done = there.import_(io.StringIO(_exported(here)))
    assert len(done.added) == 3
    assert list(there.every()) == list(here.every())
    assert _exported(there) == _exported(here)
    assert there.check() == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_an_export_is_read_back_whatever_program_saved_it(make: Make, encoding: str, ends: str) -> None:
    here, there = make("here"), make("there")
    _filled(here)
    saved = f"{ends}{_exported(here)}".replace("\n", ends).encode(encoding)
    assert len(there.import_(open_text(io.BytesIO(saved))).added) == 3
    assert list(there.every()) == list(here.every())


def test_a_byte_that_is_not_text_is_told_with_its_line(make: Make) -> None:
    here, there = make("here"), make("there")
    _filled(here)
    saved = _exported(here).encode().replace("Ü".encode(), b"\xdc", 1)
    with pytest.raises(
        StoreError, match="line 2 of the export: byte 0xdc is not UTF-8; re-save the file as UTF-8; nothing"
    ):
        there.import_(open_text(io.BytesIO(saved)))
    assert there.games() == []


def test_an_import_twice_changes_nothing(make: Make) -> None:
    here, there = make("here"), make("there")
    _filled(here)
    text = _exported(here)
    there.import_(io.StringIO(text))
    assert there.import_(io.StringIO(text)) == ((), 3)
    assert _exported(there) == text


def test_a_game_that_went_on_here_is_left_alone(make: Make) -> None:
    here, there = make("here"), make("there")
    game, _ = keep_game(here, mirror(2), 1, most=5)
    old = _exported(here)
    there.import_(io.StringIO(old))
    there.append(game, 5, "next")
    before = _exported(there)
    assert there.import_(io.StringIO(old)) == ((), 1)
    assert _exported(there) == before


def test_another_game_of_the_same_id_gets_a_new_one_and_its_branches_follow(make: Make) -> None:
    here, there = make("here"), make("there")
    game = _filled(here)
    text = _exported(here)
    there.import_(io.StringIO(text.replace('"seed":1', '"seed":9')))
    before = {one.id: one for one in there.every()}
    done = there.import_(io.StringIO(text))
    assert done.known == 1
    renamed, branch = (there.load(one) for one in done.added)
    assert renamed.id not in before
    assert (branch.parent, branch.branch_ply) == (renamed.id, 4)
    assert [move.key for move in renamed.moves] == [move.key for move in here.load(game).moves]
    assert {one.id: one for one in there.every()}.items() >= before.items()


def test_a_branch_without_its_game_stands_alone(make: Make) -> None:
    here, there = make("here"), make("there")
    _filled(here)
    head, *_, branch = _exported(here).splitlines()
    [added] = there.import_(io.StringIO(f"{head}\n{branch}\n")).added
    assert (there.load(added).parent, there.load(added).branch_ply) == ("", 4)
    assert there.check() == []


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda lines: [], "empty"),
        (lambda lines: ["{}", *lines[1:]], "line 1 .*was not written by `frank store export`"),
        (lambda lines: ["[1]", *lines[1:]], "line 1 .*was not written by `frank store export`"),
        (lambda lines: [lines[0].replace('"version": 1', '"version": 2'), *lines[1:]], "newer"),
        (lambda lines: [*lines, "{"], "line 5 of the export: this is not JSON"),
        (lambda lines: [*lines, "[" * 100_000], "line 5 of the export: this is not JSON"),
        (lambda lines: [*lines, "[]"], "line 5 of the export: this is not a game"),
        (lambda lines: [*lines, lines[1]], "line 5 .* an id of its own"),
        (lambda lines: [*lines[:2], lines[2].replace('"format":1', '"format":7'), lines[3]], "line 3 .*format 7"),
        (lambda lines: [*lines[:3], lines[3].replace("What if", "\x1b[2J")], "line 4 "),
        (lambda lines: [*lines, "x" * (jsonl.LINE_LIMIT + 1)], "line 5 .*at most"),
    ],
)  # fmt: skip
def test_a_faulty_export_imports_nothing(
    make: Make, spoil: Callable[[list[str]], list[str]], message: str
) -> None:
    here, there = make("here"), make("there")
    _filled(here)
    lines = _exported(here).splitlines()
    with pytest.raises(StoreError, match=message) as caught:
        there.import_(io.StringIO("".join(f"{line}\n" for line in spoil(lines))))
    assert str(caught.value).isprintable()
    assert there.games() == []


def test_an_import_that_fails_in_the_middle_leaves_nothing(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = make("here"), make("there")
    _filled(here)
    insert = there._insert

    def failing(*games: Saved) -> None:
        insert(*games[:2])
        assert there.database.run("SELECT COUNT(*) FROM games") == [(2,)]
        there.database.run("INSERT INTO nowhere VALUES (1)")

    monkeypatch.setattr(there, "_insert", failing)
    with pytest.raises(StoreError):
        there.import_(io.StringIO(_exported(here)))
    assert there.games() == []


def test_an_export_is_of_one_moment(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    store, other = make("games"), make("games")
    game, _ = keep_game(store, mirror(2), 1, most=5)
    run = store.database.run

    def late(statement: str, row: Sequence[object] = ()) -> list[Row]:
        rows = run(statement, row)
        if "FROM games" in statement and len(other.load(game).moves) == 5:
            other.append(game, 5, "next")
            keep_game(other, mirror(2), 2, most=3)
        return rows

    monkeypatch.setattr(store.database, "run", late)
    [saved] = store.every()
    assert (saved.plies, len(saved.moves)) == (5, 5)
    assert [len(one.moves) for one in store.every()] == [6, 3]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
_GOOD: dict[str, Any] = {
    "id": "k7m2q", "format": 1, "scenario": "mirror", "digest": "0" * 64, "path": "", "seed": 1,
    "personas": ["person", "random"], "name": "", "started": "", "parent": None, "branch_ply": None,
    "ending": None, "moves": [["hold", "", ""]],
}  # fmt: skip


@given(st.dictionaries(st.sampled_from(sorted(_GOOD)), _json, max_size=3))
def test_no_game_makes_an_import_fail(changes: dict[str, Any]) -> None:
    try:
        saved = from_dict(json.loads(json.dumps(_GOOD | changes)))
    except ValueError:
        return
    assert from_dict(as_dict(saved)) == saved
