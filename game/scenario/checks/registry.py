"""Run every check on a scenario; one table lists them."""

from __future__ import annotations

from collections.abc import Callable

from game.scenario.checks import arguments, balance, lessons, sense
from game.scenario.checks.context import Case, Findings
from game.scenario.format.model import Scenario
from game.scenario.problems import Problem, problem
from game.scenario.reading.nodes import Document

CHECKS: tuple[Callable[[Case], Findings], ...] = (
    arguments.supports,
    arguments.rebuts,
    arguments.undercuts,
    arguments.contradicts,
    arguments.theses,
    arguments.provenance,
    arguments.cards,
    arguments.unattacked,
    arguments.unanswered,
    arguments.balance,
    arguments.mutual,
    sense.home,
    sense.bridges,
    sense.needs,
    sense.draws,
    sense.endings,
    sense.twice,
    sense.own_interests,
    sense.points,
    sense.used_sources,
    sense.titles,
    sense.alphabets,
    sense.file_name,
    balance.usable_cards,
    balance.weights,
    balance.own_way,
    balance.hidden_endings,
    balance.tones,
    balance.lengths,
    balance.alike,
    balance.minutes,
    lessons.moves,
    lessons.opener,
    lessons.length,
)
"""All checks. Each takes a case, tolerates unknown ids, and raises nothing."""


def check(scenario: Scenario, document: Document) -> list[Problem]:
    """Run all checks on a scenario and the document it was built from; return the problems they find."""
    case = Case(scenario, document)
    problems = []
    for run_check in CHECKS:
        for finding in run_check(case):
            place = document.key_at(finding.where) if finding.at_key else document.value_at(finding.where)
            other = document.key_at(finding.other) if finding.other else None
            problems.append(
                problem(finding.code, finding.message, path=document.path, place=place, other=other)
            )
    return problems
