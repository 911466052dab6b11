"""Scenarios for tests: an exact mirror, and random ones. Both are plain data in format 1."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

from game.scenario.format.model import Scenario
from game.table.compiled import CompiledScenario, compile_scenario

SIDES = ("east", "west")
ENDINGS: list[dict[str, Any]] = [
    {"id": "suspended", "title": "Suspended", "text": "They stop.", "when": {"ended": "suspended"}},
    {"id": "recalled", "title": "Recalled", "text": "One goes home.", "when": {"ended": "recalled"}},
    {
        "id": "common-ground",
        "title": "Common ground",
        "text": "Much is agreed, and understood.",
        "when": {"understanding": ">= 65", "rungs": ">= 9"},
    },
    {
        "id": "frank-exchange",
        "title": "A frank exchange",
        "text": "They talked.",
        "when": {"understanding": ">= 55", "share": {"exchange": ">= 75"}},
    },
    {"id": "bargain", "title": "A bargain", "text": "They traded.", "when": {"rungs": ">= 6"}},
    {"id": "monologues", "title": "Two monologues", "text": "They spoke."},
]


def _lines(text: str) -> dict[str, str]:
    return {tone: f"{text} ({tone})" for tone in ("cordial", "frank", "forceful")}


def mirror_data(items: int = 3, *, shifts: str = "permissive", turns: int = 5) -> dict[str, Any]:
    """An exact mirror: whatever one side has, the other has, arrow for arrow."""
    claims: dict[str, Any] = {}
    evidence: dict[str, Any] = {}
    for i in range(items):
        for s, o in (SIDES, SIDES[::-1]):
            base: dict[str, Any] = {"by": s, "item": f"item-{i}", "invented": True}
            for t in range(3):
                claims[f"{s}-t{t}-{i}"] = {
                    **base,
                    "lines": _lines(f"Thesis {t} of {s} on {i}"),
                    "rebuts": [f"{o}-t{(t + 1) % 3}-{i}"],
                }
            claims[f"{s}-r0-{i}"] = {
                **base,
                "lines": _lines("A reason"),
                "supports": [f"{s}-t0-{i}", f"{s}-t1-{i}"],
            }
            claims[f"{s}-r1-{i}"] = {
                **base,
                "lines": _lines("Another"),
                "supports": [f"{s}-t2-{i}"],
                "rebuts": [f"{o}-r0-{i}"],
            }
            claims[f"{s}-u0-{i}"] = {
                **base,
                "lines": _lines("Not so"),
                "undercuts": [f"{o}-r0-{i}", f"card-{i}-2-{o}"],
            }
            evidence[f"card-{i}-0-{s}"] = {
                "title": f"Card 0 {s} {i}", "text": "A fact.", "invented": True,
                "supports": [f"{s}-t0-{i}"], "attacks": [f"{o}-t0-{i}", f"{o}-t1-{i}"],
            }  # fmt: skip
            evidence[f"card-{i}-2-{s}"] = {
                "title": f"Card 2 {s} {i}", "text": "A fact.", "invented": True,
                "supports": [f"{s}-t1-{i}", f"{s}-t2-{i}"], "attacks": [f"{o}-t2-{i}"],
            }  # fmt: skip
    claims[f"{SIDES[0]}-t0-0"]["contradicts"] = [f"{SIDES[0]}-t2-{items - 1}"]
    claims[f"{SIDES[1]}-t0-0"]["contradicts"] = [f"{SIDES[1]}-t2-{items - 1}"]
    proposals: dict[str, Any] = {}
    for n, (rung, cost) in enumerate(((1, 0), (1, 0), (2, -1), (3, -2))):
        proposals[f"joint-{n}"] = {
            "title": f"Joint {n}", "text": "to meet", "rung": rung, "home": dict.fromkeys(SIDES, cost), "invented": True,
        }  # fmt: skip
    for s, o in (SIDES, SIDES[::-1]):
        for rung, gain, loss in ((1, 2, -2), (2, 3, -4), (3, 3, -6)):
            proposals[f"{s}-wish-{rung}"] = {
                "title": f"Wish {rung} of {s}", "text": "to do it", "rung": rung, "favours": s,
                "home": {s: gain, o: loss}, "invented": True,
            }  # fmt: skip
    costs = iter(((0, 0), (-1, -1), (0, -1), (-1, 0)))
    for a in range(2):
        for b in range(2):
            first, second = next(costs)
            proposals[f"bridge-{a}{b}"] = {
                "title": f"Bridge {a}{b}", "text": "to meet halfway", "rung": 2, "home": {"east": first, "west": second},
                "bridges": [f"east-need-{a}", f"west-need-{b}"], "invented": True,
            }  # fmt: skip

    def delegation(s: str, o: str) -> dict[str, Any]:
        last = items - 1

        def goal(points: int, interest: int, when: dict[str, Any], **more: bool) -> dict[str, Any]:
            return {
                "text": "A wish.",
                "points": points,
                "interest": f"{s}-need-{interest}",
                "when": when,
                **more,
            }

        secret = {"confidential": True}
        return {
            "name": f"The {s} delegation", "short": s.title(), "brief": "Talk.", "instructions": "Win a little.",
            "interests": {f"{s}-need-{n}": {"text": f"{s} needs {n}."} for n in range(2)},
            "objectives": {
                "heard": goal(3, 0, {"stands": f"{s}-t0-0"}),
                "text-two": goal(3, 1, {"agreed": f"{s}-wish-2"}),
                "text-three": goal(4, 1, {"agreed": f"{s}-wish-3"}, **secret),
                "they-fall": goal(3, 0, {"theses_fallen": {o: ">= 2"}}, **secret),
                "at-home": goal(3, 1, {"home": {s: ">= 60"}}, **secret),
                "understood": goal(3, 0, {"understanding": ">= 60"}, **secret),
                "owned-up": goal(3, 0, {"conceded": f"{s}-t1-{last}"}, **secret, drawn=True),
                "not-that": goal(3, 1, {"none": [{"agreed": f"{o}-wish-3"}]}, **secret, drawn=True),
                "stand": goal(3, 0, {"theses_standing": {s: ">= 4"}}, **secret, drawn=True),
            },
            "draws": 1,
            "red_lines": {
                "sold": {"text": "Not both.", "when": {"all": [{"agreed": f"{o}-wish-3"}, {"agreed": f"{o}-wish-2"}]}},
                "bowed": {"text": "Not that.", "when": {"all": [{"conceded": f"{o}-t0-0"}, {"conceded": f"{o}-t1-0"}]}},
            },
            "charges": {f"{s}-charge-{n}": {"lines": {"frank": "You lecture."}, "invented": True} for n in range(2)},
        }  # fmt: skip

    return {
        "format": 1,
        "id": "mirror",
        "title": "Mirror",
        "minutes": 10,
        "summary": "Two sides, alike.",
        "shifts": shifts,
        "turns": turns,
        "sources": {},
        "delegations": {s: delegation(s, o) for s, o in (SIDES, SIDES[::-1])},
        "agenda": [{"id": f"item-{i}", "title": f"Item {i}"} for i in range(items)],
        "claims": claims,
        "evidence": evidence,
        "proposals": proposals,
        "events": {
            "leak": {"title": "A leak", "text": "It leaks.", "effects": {"tension": 3}, "invented": True},
            "calm": {
                "title": "A calm word", "text": "Calm.", "effects": {"tension": -3}, "weight": 2, "invented": True,
                "when": {"tension": ">= 30"},
            },
            "poll": {"title": "A poll", "text": "A poll.", "effects": {"home": dict.fromkeys(SIDES, -2)}, "invented": True},
        },
        "endings": ENDINGS,
    }  # fmt: skip


@cache
def mirror(items: int = 3, shifts: str = "permissive", turns: int = 5) -> CompiledScenario:
    """The mirror, compiled."""
    return compile_scenario(Scenario.model_validate(mirror_data(items, shifts=shifts, turns=turns)))


def random_data(rng: random.Random) -> dict[str, Any]:
    """A random but well-formed scenario: arrows, cards, costs and conditions at random."""
    data = mirror_data(
        rng.randint(1, 3), shifts=rng.choice(("permissive", "resistant")), turns=rng.randint(3, 6)
    )
    by_item: dict[tuple[str, str], list[str]] = {}
    for key, claim in data["claims"].items():
        by_item.setdefault((claim["by"], claim["item"]), []).append(key)

    def some(keys: list[str], most: int) -> list[str]:
        return rng.sample(keys, min(len(keys), rng.randint(0, most)))

    for (side, item), keys in by_item.items():
        other = SIDES[1 - SIDES.index(side)]
        theirs = by_item[(other, item)]
        theses = [key for key in keys if "-t" in key]
        for key in keys:
            claim = data["claims"][key]
            claim["rebuts"] = some(theirs, 3)
            claim["supports"] = some(theses, 2) or [theses[0]] if "-r" in key else []
            if "-u" in key:
                claim["undercuts"] = (
                    some([k for k in theirs if "-r" in k], 2) or [k for k in theirs if "-r" in k][:1]
                )
            claim["contradicts"] = some([k for k in keys if k != key], 1)
    everything = list(data["claims"])
    for card in data["evidence"].values():
        card["supports"], card["attacks"] = some(everything, 2), some(everything, 3)
        card["held_by"] = rng.choice(("both", *SIDES))
    for proposal in data["proposals"].values():
        proposal["home"] = {side: rng.randint(-8, 4) for side in SIDES}
        if not proposal.get("bridges"):
            proposal["excludes"] = some(
                [k for k in data["proposals"] if data["proposals"][k] is not proposal], 1
            )
    for side in SIDES:
        data["delegations"][side]["start"] = {"home": rng.randint(20, 90), "credibility": rng.randint(20, 80)}
        data["delegations"][side]["draws"] = rng.randint(0, 3)
    data["start"] = {"understanding": rng.randint(10, 80), "tension": rng.randint(5, 85)}
    return data


def random_world(seed: int) -> CompiledScenario:
    """A random scenario, compiled."""
    return compile_scenario(Scenario.model_validate(random_data(random.Random(seed))))
