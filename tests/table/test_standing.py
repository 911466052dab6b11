"""What stands: against the definition worked out again, against PyArg, and by example."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py_arg.abstract_argumentation_classes.abstract_argumentation_framework import (
    AbstractArgumentationFramework,
)
from py_arg.abstract_argumentation_classes.argument import Argument as PyArgument
from py_arg.abstract_argumentation_classes.defeat import Defeat
from py_arg.algorithms.semantics.get_grounded_extension import get_grounded_extension

from tests.table.graphs import IN, OPEN, OUT, Argument, by_completions, labelled, naive, random_argument

SEEDS = st.integers(0, 2**40)
some = settings(max_examples=300, deadline=None)


@some
@given(SEEDS, st.integers(1, 8))
def test_labels_are_those_of_the_definition(seed: int, size: int) -> None:
    argument = random_argument(random.Random(seed), size)
    assert labelled(argument, seed) == naive(argument)


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.integers(1, 3))
def test_labels_are_the_grounded_interpretation(seed: int, size: int) -> None:
    """Counting reasons from below and above loses nothing against trying every completion: what helps an
    attack is always a claim of its own side, so both bounds are reached together."""
    argument = random_argument(random.Random(seed), size)
    assert labelled(argument, seed) == by_completions(argument)


def _grounded(argument: Argument) -> set[str]:
    """PyArg's grounded extension of the attacks that succeed when every reason is a card."""
    arguments = {c for c in argument.live if c in argument.conceded or not argument.owes(c)}
    strength = {c: len(argument.reasons(c)) for c in argument.live}
    of = {name: PyArgument(name) for name in arguments}
    defeats = [
        Defeat(of[a], of[b])
        for a, b in argument.rebuts
        if {a, b} <= arguments
        and b not in argument.conceded
        and ((b, a) in argument.rebuts or strength[a] >= strength[b])
    ]
    framework = AbstractArgumentationFramework("item", list(of.values()), defeats)
    return {one.name for one in get_grounded_extension(framework)}


@some
@given(SEEDS, st.integers(1, 8))
def test_without_doubtful_reasons_it_is_the_grounded_extension(seed: int, size: int) -> None:
    argument = random_argument(random.Random(seed), size, doubt=False)
    stands = {claim for claim, verdict in labelled(argument, seed).items() if verdict == IN}
    assert stands == _grounded(argument)


def test_the_random_graphs_have_every_label_and_some_doubt() -> None:
    labels: Counter[str] = Counter()
    for seed in range(100):
        labels.update(labelled(random_argument(random.Random(seed), 5)).values())
    assert all(labels[one] > 50 for one in (IN, OUT, OPEN))


def test_what_nobody_asked_about_stands() -> None:
    assert labelled(Argument(live={"a"})) == {"a": IN}


def test_an_unanswered_ask_falls() -> None:
    assert labelled(Argument(live={"a"}, asked={"a"})) == {"a": OUT}


def test_one_reason_answers_one_ask() -> None:
    assert labelled(Argument(live={"a"}, asked={"a"}, supports={("card", "a")}))["a"] == IN


def test_an_ask_and_a_challenge_want_two_reasons() -> None:
    both = Argument(live={"a"}, asked={"a"}, challenged={"a"}, supports={("card", "a")})
    assert labelled(both)["a"] == OUT
    both.supports.add(("card2", "a"))
    assert labelled(both)["a"] == IN


def test_a_reason_that_was_taken_back_does_not_count() -> None:
    argument = Argument(live={"a", "a2"}, asked={"a"}, supports={("a2", "a")})
    assert labelled(argument)["a"] == IN
    argument.live = {"a"}
    assert naive(argument)["a"] == OUT


@pytest.mark.parametrize("cards", [0, 1, 3])
def test_claims_that_rebut_each_other_are_disputed_whatever_the_count(cards: int) -> None:
    argument = Argument(live={"a", "b"}, rebuts={("a", "b"), ("b", "a")})
    argument.supports = {(f"card{n}", "a") for n in range(cards)}
    assert labelled(argument) == {"a": OPEN, "b": OPEN}


def test_a_rebuttal_succeeds_with_as_many_reasons() -> None:
    argument = Argument(live={"a", "b"}, rebuts={("b", "a")})
    assert labelled(argument) == {"a": OUT, "b": IN}
    argument.supports = {("card", "a")}
    assert labelled(argument) == {"a": IN, "b": IN}
    argument.supports |= {("card2", "b")}
    assert labelled(argument) == {"a": OUT, "b": IN}


def test_who_beats_the_attacker_reinstates_the_attacked() -> None:
    argument = Argument(live={"a", "a2", "b"}, rebuts={("b", "a"), ("a2", "b")})
    assert labelled(argument) == {"a": IN, "b": OUT, "a2": IN}


UNDERCUT = Argument(
    live={"a", "a2", "b", "b2"},
    supports={("a2", "a")},
    rebuts={("b", "a")},
    undercuts={("b2", "a2")},
)


def test_an_undercut_reason_does_not_count() -> None:
    without = Argument(live=UNDERCUT.live, supports=UNDERCUT.supports, rebuts=UNDERCUT.rebuts)
    assert labelled(without)["a"] == IN
    assert labelled(UNDERCUT)["a"] == OUT
    assert labelled(UNDERCUT)["a2"] == IN  # the reason may be true; it is no reason


def test_rebutting_the_undercutter_restores_the_reason() -> None:
    answered = Argument(
        live={*UNDERCUT.live, "a3"},
        supports=UNDERCUT.supports,
        rebuts={*UNDERCUT.rebuts, ("a3", "b2")},
        undercuts=UNDERCUT.undercuts,
    )
    assert labelled(answered)["b2"] == OUT
    assert labelled(answered)["a"] == IN


def test_a_disputed_undercutter_leaves_the_claim_disputed() -> None:
    disputed = Argument(
        live={*UNDERCUT.live, "a3"},
        supports=UNDERCUT.supports,
        rebuts={*UNDERCUT.rebuts, ("a3", "b2"), ("b2", "a3")},
        undercuts=UNDERCUT.undercuts,
    )
    assert labelled(disputed)["a"] == OPEN


def test_a_fallen_reason_does_not_count() -> None:
    argument = Argument(live={"a", "a2", "b"}, asked={"a2"}, supports={("a2", "a")}, rebuts={("b", "a")})
    assert labelled(argument) == {"a2": OUT, "a": OUT, "b": IN}


def test_a_conceded_claim_stands_against_everything() -> None:
    argument = Argument(live={"a", "b"}, asked={"a"}, conceded={"a"}, rebuts={("b", "a"), ("a", "b")})
    assert labelled(argument) == {"a": IN, "b": OUT}


def test_a_ring_of_rebuttals_is_disputed() -> None:
    ring = Argument(live={"a", "a2", "b", "b2"}, rebuts={("a", "b"), ("b", "a2"), ("a2", "b2"), ("b2", "a")})
    assert set(labelled(ring).values()) == {OPEN}
