"""Count what is in a scenario: words to read, what each side has, the depth of the argument."""

from __future__ import annotations

from collections import Counter
from typing import Any

from game.narration.labels import flat
from game.scenario.checks.balance import estimated_minutes
from game.scenario.checks.context import Case
from game.scenario.format.delegation import TONES
from game.scenario.format.model import Scenario
from game.scenario.reading.nodes import Document


def stats(scenario: Scenario, document: Document) -> dict[str, Any]:
    """Return the figures of a scenario, as plain data for JSON.

    Args:
        scenario: a checked scenario.
        document: the document it was read from.
    """
    case = Case(scenario, document)
    words = Counter[str]()
    for claim in scenario.claims.values():
        spoken = sum(_words(getattr(claim.lines, tone)) for tone in TONES)
        words[claim.by] += spoken
        words["claims"] += spoken
    words["cards"] = sum(_words(card.text) for card in scenario.evidence.values())
    words["proposals"] = sum(_words(proposal.text) for proposal in scenario.proposals.values())
    words["endings"] = sum(_words(ending.text) for ending in scenario.endings)
    sides = {}
    for side, delegation in scenario.delegations.items():
        words["briefs"] += _words(delegation.brief) + _words(delegation.instructions)
        sides[side] = {
            "name": flat(delegation.name),
            "words spoken": words.pop(side, 0),
            "words of the brief": _words(delegation.brief) + _words(delegation.instructions),
            "lines by tone": {
                tone: sum(
                    bool(getattr(claim.lines, tone)) for claim in scenario.claims.values() if claim.by == side
                )
                for tone in TONES
            },
            "claims": {
                item.id: {
                    "theses": sum(
                        thesis.by == side and thesis.item == item.id for thesis in case.theses.values()
                    ),
                    "answers": sum(
                        claim.by == side and claim.item == item.id and key not in case.theses
                        for key, claim in scenario.claims.items()
                    ),
                }
                for item in scenario.agenda
            },
            "cards held": sum(card.held_by in (side, "both") for card in scenario.evidence.values()),
            "rungs wished for": sum(
                proposal.rung for proposal in scenario.proposals.values() if proposal.favours == side
            ),
            "objective points": sum(goal.points for goal in delegation.objectives.values()),
        }
    return {
        "id": scenario.id,
        "title": flat(scenario.title),
        "minutes": scenario.minutes,
        "minutes estimated": round(estimated_minutes(case)),
        "words": {**dict(sorted(words.items())), "all": sum(words.values())},
        "sides": sides,
        "depth of the argument": {item.id: _depth(scenario, item.id) for item in scenario.agenda},
        "cards": len(scenario.evidence),
        "proposals": dict(Counter(f"rung {proposal.rung}" for proposal in scenario.proposals.values())),
        "bridges": sum(bool(proposal.bridges) for proposal in scenario.proposals.values()),
        "events": len(scenario.events),
        "endings": len(scenario.endings),
        "sources by kind": dict(Counter(source.kind for source in scenario.sources.values())),
        "made up": sum(
            entry.invented
            for part in (scenario.claims, scenario.evidence, scenario.proposals)
            for entry in part.values()
        ),
    }


def _words(text: str | None) -> int:
    return len((text or "").split())


def _depth(scenario: Scenario, item: str) -> int:
    """Return the number of claims in the longest chain: a thesis, its reason, its undercutter, and so on."""
    known = {key: claim for key, claim in scenario.claims.items() if claim.item == item}
    below: dict[str, list[str]] = {}
    for key, claim in known.items():
        for target in (*claim.supports, *claim.undercuts):
            below.setdefault(target, []).append(key)
    deepest = 0
    waiting = [
        (key, 1, frozenset({key}))
        for key, claim in known.items()
        if not claim.supports and not claim.undercuts
    ]
    while waiting:
        key, depth, above = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1, above | {child}) for child in below.get(key, []) if child not in above]
    return deepest


def lines(figures: dict[str, Any], indent: str = "") -> list[str]:
    """Return figures as indented lines."""
    report = []
    for name, value in figures.items():
        if isinstance(value, dict):
            flat_ = all(not isinstance(part, dict) for part in value.values())
            if flat_:
                listing = ", ".join(f"{key} {part}" for key, part in value.items())
                report.append(f"{indent}{name}: {listing or 'none'}")
            else:
                report += [f"{indent}{name}:", *lines(value, indent + "  ")]
        else:
            report.append(f"{indent}{name}: {value}")
    return report
