"""Does the rest make sense: wishes, proposals, endings, sources, names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from game.scenario.checks.arguments import circles
from game.scenario.checks.context import Case, Finding, Findings, same
from game.scenario.checks.references import sources
from game.scenario.format.model import Condition
from game.scenario.reading.nodes import Where


def home(case: Case) -> Findings:
    """A proposal says what it does to either side at home."""
    for key, proposal in case.scenario.proposals.items():
        missing = [side for side in case.sides if side not in proposal.home]
        if missing:
            message = (
                f"`home` does not name {' or '.join(f'`{side}`' for side in missing)}; write 0 for no effect"
            )
            yield Finding("FE307", ("proposals", key, "home"), message)


def bridges(case: Case) -> Findings:
    """A bridge serves both sides."""
    for key, proposal in case.scenario.proposals.items():
        served = {case.interests[one] for one in proposal.bridges if one in case.interests}
        known = all(one in case.interests for one in proposal.bridges)
        for side in case.sides if proposal.bridges and known else ():
            if side not in served:
                message = f"a bridge must serve both sides, but no interest of `{side}` is named"
                yield Finding("FE308", ("proposals", key, "bridges"), message)


def needs(case: Case) -> Findings:
    """What is needed can be had: no circle, and nothing that is excluded."""
    proposals = case.scenario.proposals
    for key, way in circles({key: one.needs for key, one in proposals.items()}):
        message = f"these proposals need each other and can never be agreed: {way}"
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
    """The seed draws no more objectives than there are, and some if there are some."""
    for side, delegation in case.scenario.delegations.items():
        drawn = sum(one.drawn for one in delegation.objectives.values())
        where: Where = ("delegations", side, "draws")
        if delegation.draws > drawn:
            message = f"`draws` is {delegation.draws}, more than the objectives with `drawn: true` ({drawn})"
            yield Finding("FE311", where, message)
        elif drawn and not delegation.draws:
            message = f"`draws` of `{side}` is 0, so its objectives with `drawn: true` ({drawn}) never count"
            yield Finding("FE411", where if where in case.document.keys else where[:2], message, at_key=True)


def endings(case: Case) -> Findings:
    """The last ending takes what is left, and only the last; somebody thought of a broken-off meeting."""
    *before, last = case.scenario.endings
    if last.when is not None:
        message = f"`{last.id}` is the last ending; remove its `when`, or some games will have no ending"
        yield Finding("FE312", ("endings", len(before), "when"), message, at_key=True)
    for number, ending in enumerate(before):
        if ending.when is None:
            message = f"`{ending.id}` has no `when`, so the endings after it are never reached"
            yield Finding("FE313", ("endings", number), message)
    ends = {one for ending in before if ending.when for one in _ends(ending.when)}
    if not ends & {"suspended", "walked-out", "recalled"}:
        message = (
            "no ending has `ended: suspended` or `ended: recalled`, so talks that break off get the last one"
        )
        yield Finding("FE504", ("endings",), message, at_key=True)


def _ends(condition: Condition) -> Iterator[str]:
    if condition.ended:
        yield condition.ended
    if condition.recalled:
        yield "recalled"
    for part in (*(condition.all or ()), *(condition.any or ())):
        yield from _ends(part)


def twice(case: Case) -> Findings:
    """One id, one thing: where ids of two mappings meet, and in lists."""
    scenario = case.scenario
    for key in scenario.claims:
        if key in scenario.evidence:
            message = f"`{key}` is also the id of a claim; claims and cards share one set of ids"
            yield Finding("FE314", ("evidence", key), message, at_key=True, other=("claims", key))
    one, other = case.sides
    for key in scenario.delegations[other].interests:
        if key in scenario.delegations[one].interests:
            message = (
                f"`{key}` is also an interest of `{one}`; the interests of both sides share one set of ids"
            )
            first = ("delegations", one, "interests", key)
            yield Finding(
                "FE314", ("delegations", other, "interests", key), message, at_key=True, other=first
            )
    for side, delegation in scenario.delegations.items():
        for key in delegation.red_lines:
            if key in delegation.objectives:
                message = f"`{key}` is also the id of an objective"
                first = ("delegations", side, "objectives", key)
                yield Finding(
                    "FE314", ("delegations", side, "red_lines", key), message, at_key=True, other=first
                )
    for part, ids in (
        ("agenda", [one.id for one in scenario.agenda]),
        ("endings", [one.id for one in scenario.endings]),
    ):
        for number, key in enumerate(ids):
            if key in ids[:number]:
                before: Where = (part, ids.index(key), "id")
                yield Finding("FE314", (part, number, "id"), f"`{key}` is already in this list", other=before)


def own_interests(case: Case) -> Findings:
    """Behind an objective stands an interest of its own delegation, and an interest serves something."""
    bridged = {one for proposal in case.scenario.proposals.values() for one in proposal.bridges}
    for side, delegation in case.scenario.delegations.items():
        for key, objective in delegation.objectives.items():
            owner = case.interests.get(objective.interest)
            if owner is not None and objective.interest not in delegation.interests:
                message = f"`{objective.interest}` is an interest of `{owner}`, not of `{side}`"
                yield Finding("FE315", ("delegations", side, "objectives", key, "interest"), message)
        used = {one.interest for one in delegation.objectives.values()} | bridged
        for key in delegation.interests:
            if key not in used:
                message = f"no objective or bridge serves `{key}`"
                yield Finding("FE503", ("delegations", side, "interests", key), message, at_key=True)


def points(case: Case) -> Findings:
    """Both sides can win as much, whatever the seed draws."""
    fixed, drawn = [], []
    for side in case.sides:
        wishes = case.scenario.delegations[side].objectives.values()
        fixed.append(sum(one.points for one in wishes if not one.drawn))
        drawn.append(sorted(one.points for one in wishes if one.drawn))
    one, other = case.sides
    where: Where = ("delegations", other)
    if fixed[0] != fixed[1]:
        message = (
            f"`{one}` can reach {fixed[0]} points and `{other}` {fixed[1]}, not counting drawn objectives"
        )
        yield Finding("FE403", where, message, at_key=True)
    if drawn[0] != drawn[1]:
        message = f"the drawn objectives are worth {drawn[0]} points for `{one}` and {drawn[1]} for `{other}`"
        yield Finding("FE403", where, message, at_key=True)


def used_sources(case: Case) -> Findings:
    """Every source is used; a fact rests on more than an opinion."""
    used = {reference.split(" ")[0] for _, reference in sources(case.document.data)}
    known = case.scenario.sources
    for key in known:
        if key not in used:
            yield Finding("FE404", ("sources", key), f"the source `{key}` is never used", at_key=True)
    for key, card in case.scenario.evidence.items():
        named = [card.source] if isinstance(card.source, str) else card.source or []
        kinds = {known[one].kind for name in named if (one := name.split(" ")[0]) in known}
        if kinds == {"opinion"} and not card.invented:
            message = f"the card `{key}` is shown as a fact but rests only on an opinion"
            yield Finding("FE408", ("evidence", key, "source"), message)


def titles(case: Case) -> Findings:
    """On a menu, two titles can be told apart."""
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
    """A letter that only looks like another breaks searching, and may be meant to deceive."""
    for where, text in _texts(case.document.data, ()):
        for word in text.split() if not text.isascii() else ():
            names = {unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha()}
            found = sorted(names & set(_ALPHABETS))
            if len(found) > 1:
                message = f"`{word[:40]}` mixes letters of {' and '.join(name.title() for name in found)}"
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
    """The file is named after the scenario."""
    name = Path(case.document.path).stem
    if name != case.scenario.id:
        yield Finding(
            "FE409", ("id",), f"the file of `{case.scenario.id}` should be called {case.scenario.id}.yaml"
        )
