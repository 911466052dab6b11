"""Conditions as formulas: every key of the format is parsed, and nothing is lost or confused."""

from __future__ import annotations

from random import Random
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.scenario.checks.references import check
from game.scenario.format.conditions import (
    ATOMS,
    CONNECTIVES,
    Agreed,
    AllOf,
    AnyOf,
    Atom,
    ClaimIs,
    Disclosed,
    Formula,
    Limit,
    NoneOf,
    SharedIs,
    SideIs,
    SideTrack,
    affirmed,
    as_written,
    atoms,
    needed,
    parse_condition,
    sufficient,
)
from game.scenario.format.model import Condition
from game.scenario.format.parts import Counts
from game.scenario.reading.nodes import parse
from tests.conditions import Data, random_condition
from tests.worlds import mirror

VALUES: dict[str, Any] = {
    **dict.fromkeys(("stands", "fallen", "disputed", "conceded", "retracted"), "a-claim"),
    "agreed": "a-proposal",
    "disclosed": "an-interest",
    "type": "quarrel",
    "share": {"exchange": ">= 75"},
    **dict.fromkeys(("understanding", "tension", "rungs", "common_ground", "shifts"), "== 3"),
    **{key: {"a-side": "< 40"} for key in get_args(SideTrack)},
    "ended": "completed",
    "recalled": "a-side",
}
"""A value for each key that makes an atom."""


def formula(written: Data) -> Formula:
    return parse_condition(Condition.model_validate(written))


def test_every_key_of_the_format_is_an_atom_or_a_connective() -> None:
    assert {*ATOMS, *CONNECTIVES} == set(Condition.model_fields)
    assert {*ATOMS.values(), *CONNECTIVES.values()} == set(get_args(Formula))
    assert set(ATOMS.values()) == set(get_args(Atom))
    assert not {*ATOMS} & {*CONNECTIVES}


@pytest.mark.parametrize("key", ATOMS)
def test_every_key_is_parsed_to_its_atom(key: str) -> None:
    atom = formula({key: VALUES[key]})
    assert type(atom) is ATOMS[key]
    assert as_written(atom).startswith(key)


@pytest.mark.parametrize("key", Counts.model_fields)
def test_every_type_of_talk_has_its_share(key: str) -> None:
    assert as_written_all({"share": {key: ">= 5"}}) == [f"share {key} >= 5"]


@pytest.mark.parametrize("key", CONNECTIVES)
def test_every_connective_is_parsed_to_its_class(key: str) -> None:
    parts = (Agreed("p"), Disclosed("i"))
    assert formula({key: [{"agreed": "p"}, {"disclosed": "i"}]}) == CONNECTIVES[key](parts)


def as_written_all(written: Data) -> list[str]:
    return [as_written(atom) for atom in atoms(formula(written))]


def test_several_keys_are_several_atoms_none_of_which_is_lost() -> None:
    assert as_written_all(VALUES) == [
        *("stands a-claim", "fallen a-claim", "disputed a-claim", "conceded a-claim", "retracted a-claim"),
        *("agreed a-proposal", "disclosed an-interest", "type quarrel", "share exchange >= 75"),
        *("understanding == 3", "tension == 3", "rungs == 3", "common_ground == 3", "shifts == 3"),
        *("credibility a-side < 40", "home a-side < 40", "fouls a-side < 40"),
        *("theses_fallen a-side < 40", "theses_standing a-side < 40", "ended completed", "recalled a-side"),
    ]


def test_all_is_the_same_as_several_keys() -> None:
    apart = formula({"all": [{"agreed": "p"}, {"tension": "<= 3", "all": [{"disclosed": "i"}]}]})
    assert apart == AllOf((Agreed("p"), SharedIs("tension", Limit("<=", 3)), Disclosed("i")))
    assert formula({"any": [{"agreed": "p"}]}) == formula({"all": [{"agreed": "p"}]}) == Agreed("p")


def test_an_empty_list_keeps_its_meaning() -> None:
    assert formula({"all": []}) == formula({"none": []}) == formula({"home": {}}) == AllOf(())
    assert formula({"any": []}) == AnyOf(())
    assert formula({"agreed": "p", "any": []}) == AllOf((Agreed("p"), AnyOf(())))


def test_atoms_of_two_kinds_are_never_equal() -> None:
    same: list[Atom] = [Agreed("same"), Disclosed("same"), Agreed("same")]
    assert same[0] != same[1]
    assert len(set(same)) == 2


@pytest.mark.parametrize("text", [">= 60", ">=60", ">=  60"])
def test_a_limit_is_its_sign_and_its_number(text: str) -> None:
    assert Limit.parse(text) == Limit(">=", 60)
    assert Limit.parse(text).compare(60, 60)
    assert not Limit.parse(text).compare(59, 60)


def test_a_limit_may_be_negative() -> None:
    assert Limit.parse("< -5") == Limit("<", -5)


def test_what_is_needed_sufficient_and_affirmed() -> None:
    p, q, r = Agreed("p"), Disclosed("q"), ClaimIs("r", "fallen")
    both = AllOf((p, AnyOf((q, r)), NoneOf((q,))))
    assert list(atoms(both)) == [p, q, r, q]
    assert list(affirmed(both)) == [p, q, r]
    assert list(needed(both)) == [p]
    assert list(sufficient(both)) == []
    either = AnyOf((p, AnyOf((q, AllOf((p, r))))))
    assert list(needed(either)) == []
    assert list(sufficient(either)) == [p, q]
    assert list(needed(p)) == list(sufficient(p)) == [p]


@pytest.mark.parametrize("key", ATOMS)
def test_an_unknown_id_is_reported_wherever_an_atom_names_one(key: str) -> None:
    """The table of ids for unread files comes from the union, and misses no key."""
    value = VALUES[key] if not isinstance(VALUES[key], dict) or key == "share" else {"a-side": "1"}
    flow = str(value).replace("'", '"')
    ids = "delegations: {east: {interests: {}}}\nclaims: {}\nproposals: {}\n"
    text = f"{ids}endings: [{{when: {{any: [{{{key}: {flow}}}]}}}}]\n"
    document = parse(text.encode(), "x.yaml")
    assert not document.problems
    names_an_id = any(str(word) in str(value) for word in ("a-claim", "a-proposal", "an-interest", "a-side"))
    assert len(check(document)) == names_an_id
    assert names_an_id == any(
        field in ("claim", "proposal", "interest", "delegation") for field in ATOMS[key].__match_args__
    )


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**40))
def test_a_formula_has_the_atoms_of_its_condition_and_is_flat(seed: int) -> None:
    written = random_condition(Random(seed), mirror(1))
    parsed = formula(written)
    assert sorted(map(as_written, atoms(parsed))) == sorted(_leaves(written))
    assert hash(parsed) == hash(formula(written))
    _check_shape(parsed)


def _leaves(written: Data) -> list[str]:
    leaves = []
    for key, value in written.items():
        if key in CONNECTIVES:
            leaves += [leaf for part in value for leaf in _leaves(part)]
        elif isinstance(value, dict):
            leaves += [f"{key} {inner} {limit}" for inner, limit in value.items()]
        else:
            leaves.append(f"{key} {value}")
    return leaves


def _check_shape(parsed: Formula) -> None:
    if isinstance(parsed, AllOf | AnyOf | NoneOf):
        assert len(parsed.parts) != 1 or isinstance(parsed, NoneOf)
        assert not (isinstance(parsed, AllOf) and any(isinstance(part, AllOf) for part in parsed.parts))
        for part in parsed.parts:
            _check_shape(part)
    else:
        assert isinstance(parsed, SideIs) or type(parsed) in ATOMS.values()
