"""Check that the rest is consistent: objectives, proposals, endings, sources, names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from game.scenario.checks.arguments import circles
from game.scenario.checks.context import Case, Finding, Findings, same
from game.scenario.checks.references import sources
from game.scenario.format.conditions import Ended, Formula, Recalled, affirmed, parse_condition
from game.scenario.reading.nodes import Where


def home(case: Case) -> Findings:
    """Check that each proposal says what it does to both sides at home."""
    for key, proposal in case.scenario.proposals.items():
        missing = [side for side in case.sides if side not in proposal.home]
        if missing:
            message = (
                f"`home` does not name {' or '.join(f'`{side}`' for side in missing)}; write 0 for no effect"
            )
            yield Finding("FE307", ("proposals", key, "home"), message)


def bridges(case: Case) -> Findings:
    """Check that each bridge serves both sides."""
    for key, proposal in case.scenario.proposals.items():
        served = {case.interests[interest] for interest in proposal.bridges if interest in case.interests}
        known = all(interest in case.interests for interest in proposal.bridges)
        for side in case.sides if proposal.bridges and known else ():
            if side not in served:
                message = f"a bridge must serve both sides, but no interest of `{side}` is named"
                yield Finding("FE308", ("proposals", key, "bridges"), message)


def needs(case: Case) -> Findings:
    """Check that needs can be met: no circles, and nothing that is excluded."""
    proposals = case.scenario.proposals
    for key, circle in circles({key: proposal.needs for key, proposal in proposals.items()}):
        message = f"these proposals need each other and can never be agreed: {circle}"
        yield Finding("FE309", ("proposals", key, "needs"), message)
    for key, proposal in proposals.items():
        for number, target in enumerate(proposal.needs):
            excluded = target in proposal.excludes or (
                target in proposals and target != key and key in proposals[target].excludes
            )
            if excluded:
                message = f"`{key}` needs `{target}`, but they exclude each other"
                yield Finding("FE310", ("proposals", key, "needs", number), message)
        if key in proposal.excludes:
            place: Where = ("proposals", key, "excludes", proposal.excludes.index(key))
            yield Finding("FE310", place, f"`{key}` excludes itself")


def draws(case: Case) -> Findings:
    """Check that a game draws no more objectives than there are, and at least one if any can be drawn."""
    for side, delegation in case.scenario.delegations.items():
        drawn = sum(objective.drawn for objective in delegation.objectives.values())
        where: Where = ("delegations", side, "draws")
        if delegation.draws > drawn:
            message = f"`draws` is {delegation.draws}, more than the objectives with `drawn: true` ({drawn})"
            yield Finding("FE311", where, message)
        elif drawn and not delegation.draws:
            message = f"`draws` of `{side}` is 0, so its objectives with `drawn: true` ({drawn}) never count"
            yield Finding("FE411", where if where in case.document.keys else where[:2], message, at_key=True)


def endings(case: Case) -> Findings:
    """Check that only the last ending has no condition, and that there is one for talks that break off."""
    *before, last = case.scenario.endings
    if last.when is not None:
        message = f"`{last.id}` is the last ending; remove its `when`, or some games will have no ending"
        yield Finding("FE312", ("endings", len(before), "when"), message, at_key=True)
    for number, ending in enumerate(before):
        if ending.when is None:
            message = f"`{ending.id}` has no `when`, so the endings after it are never reached"
            yield Finding("FE313", ("endings", number), message)
    ends = {outcome for ending in before if ending.when for outcome in _ends(parse_condition(ending.when))}
    if not ends & {"suspended", "walked-out", "recalled"}:
        message = (
            "no ending has `ended: suspended` or `ended: recalled`, so talks that break off get the last one"
        )
        yield Finding("FE504", ("endings",), message, at_key=True)


def _ends(formula: Formula) -> Iterator[str]:
    """Yield the ways of ending that a condition asks for."""
    for atom in affirmed(formula):
        match atom:
            case Ended(by):
                yield by
            case Recalled():
                yield "recalled"
            case _:
                pass


def twice(case: Case) -> Findings:
    """Check that an id names one thing, across mappings that share their ids and in lists."""
    scenario = case.scenario
    for key in scenario.claims:
        if key in scenario.evidence:
            message = f"`{key}` is also the id of a claim; claims and cards share one set of ids"
            yield Finding("FE314", ("evidence", key), message, at_key=True, other=("claims", key))
    first, other = case.sides
    for key in scenario.delegations[other].interests:
        if key in scenario.delegations[first].interests:
            message = (
                f"`{key}` is also an interest of `{first}`; the interests of both sides share one set of ids"
            )
            original = ("delegations", first, "interests", key)
            yield Finding(
                "FE314", ("delegations", other, "interests", key), message, at_key=True, other=original
            )
    for side, delegation in scenario.delegations.items():
        for key in delegation.red_lines:
            if key in delegation.objectives:
                message = f"`{key}` is also the id of an objective"
                original = ("delegations", side, "objectives", key)
                yield Finding(
                    "FE314", ("delegations", side, "red_lines", key), message, at_key=True, other=original
                )
    for part, ids in (
        ("agenda", [item.id for item in scenario.agenda]),
        ("endings", [ending.id for ending in scenario.endings]),
    ):
        for number, key in enumerate(ids):
            if key in ids[:number]:
                before: Where = (part, ids.index(key), "id")
                yield Finding("FE314", (part, number, "id"), f"`{key}` is already in this list", other=before)


def own_interests(case: Case) -> Findings:
    """Check that objectives name interests of their own delegation, and that every interest is used."""
    bridged = {key for proposal in case.scenario.proposals.values() for key in proposal.bridges}
    for side, delegation in case.scenario.delegations.items():
        for key, objective in delegation.objectives.items():
            owner = case.interests.get(objective.interest)
            if owner is not None and objective.interest not in delegation.interests:
                message = f"`{objective.interest}` is an interest of `{owner}`, not of `{side}`"
                yield Finding("FE315", ("delegations", side, "objectives", key, "interest"), message)
        used = {objective.interest for objective in delegation.objectives.values()} | bridged
        for key in delegation.interests:
            if key not in used:
                message = f"no objective or bridge serves `{key}`"
                yield Finding("FE503", ("delegations", side, "interests", key), message, at_key=True)


def points(case: Case) -> Findings:
    """Check that both sides can reach the same points, whatever is drawn."""
    fixed, drawn = [], []
    for side in case.sides:
        wishes = case.scenario.delegations[side].objectives.values()
        fixed.append(sum(wish.points for wish in wishes if not wish.drawn))
        drawn.append(sorted(wish.points for wish in wishes if wish.drawn))
    first, other = case.sides
    where: Where = ("delegations", other)
    if fixed[0] != fixed[1]:
        message = (
            f"`{first}` can reach {fixed[0]} points and `{other}` {fixed[1]}, not counting drawn objectives"
        )
        yield Finding("FE403", where, message, at_key=True)
    if drawn[0] != drawn[1]:
        message = (
            f"the drawn objectives are worth {drawn[0]} points for `{first}` and {drawn[1]} for `{other}`"
        )
        yield Finding("FE403", where, message, at_key=True)


def used_sources(case: Case) -> Findings:
    """Check that every source is used, and that no fact rests only on opinions."""
    used = {reference.split(" ")[0] for _, reference in sources(case.document.data)}
    known = case.scenario.sources
    for key in known:
        if key not in used:
            yield Finding("FE404", ("sources", key), f"the source `{key}` is never used", at_key=True)
    for key, card in case.scenario.evidence.items():
        named = [card.source] if isinstance(card.source, str) else card.source or []
        kinds = {known[source].kind for name in named if (source := name.split(" ")[0]) in known}
        if kinds == {"opinion"} and not card.invented:
            message = f"the card `{key}` is shown as a fact but rests only on an opinion"
            yield Finding("FE408", ("evidence", key, "source"), message)


def titles(case: Case) -> Findings:
    """Check that no two entries of a menu have the same title."""
    for part in ("evidence", "proposals", "events"):
        seen: dict[str, str] = {}
        for key, entry in getattr(case.scenario, part).items():
            title = " ".join(entry.title.casefold().split())
            if title in seen:
                message = f"{same(seen[title], key)} have the same title"
                yield Finding("FE407", (part, key, "title"), message, other=(part, seen[title], "title"))
            seen.setdefault(title, key)


_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH")


def alphabets(case: Case) -> Findings:
    """Check that no word mixes alphabets: look-alike letters break searching and can deceive."""
    for where, text in _texts(case.document.data, ()):
        for word in text.split() if not text.isascii() else ():
            names = {unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha()}
            mixed = sorted(names & set(_ALPHABETS))
            if len(mixed) > 1:
                message = f"`{word[:40]}` mixes letters of {' and '.join(name.title() for name in mixed)}"
                yield Finding("FE406", where, message)
                break


def _texts(data: Any, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(data, str):
        yield where, data
    elif isinstance(data, dict | list):
        entries = data.items() if isinstance(data, dict) else enumerate(data)
        for key, value in entries:
            yield from _texts(value, (*where, key))


def file_name(case: Case) -> Findings:
    """Check that the file is named after the scenario."""
    name = Path(case.document.path).stem
    if name != case.scenario.id:
        yield Finding(
            "FE409", ("id",), f"the file of `{case.scenario.id}` should be called {case.scenario.id}.yaml"
        )
