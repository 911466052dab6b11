"""Check that a scenario is fair and fits: what sides can do and what it costs, lengths, similar ids, playing time."""

from __future__ import annotations

from itertools import combinations

from game.scenario.checks.context import DRAFTING_MOVES, Case, Finding, Findings, same
from game.scenario.format.conditions import (
    Ended,
    Formula,
    Recalled,
    as_written,
    needed,
    parse_condition,
    sufficient,
)
from game.scenario.format.delegation import TONES
from game.scenario.reading.nodes import Where

_LINE, _CARD, _BRIEF, _TEXT = 300, 420, 1000, 240
"""The most characters of a line, a card, a brief and a proposal that fit a screen of 80 columns by 24 rows."""
_WORDS_A_MINUTE = 200
_MINUTES_A_MOVE = 0.35
"""The time to think about a move, or to take in the other side's."""


def usable_cards(case: Case) -> Findings:
    """Check that the holder of a card can use it: for a claim of its own or against the other side."""
    claims = case.scenario.claims
    for key, card in case.scenario.evidence.items():
        holder = card.held_by
        if holder == "both" or not (card.supports or card.attacks):
            continue
        own = any(claims[target].by == holder for target in card.supports if target in claims)
        against = any(claims[target].by != holder for target in card.attacks if target in claims)
        if not own and not against:
            message = (
                f"`{holder}` holds this card but cannot use it: it supports no claim of `{holder}` "
                "and attacks none of the other side"
            )
            yield Finding("FE414", ("evidence", key, "held_by"), message)


def weights(case: Case) -> Findings:
    """Check that the wishes of both sides are equally large, and that each costs its giver something."""
    first, other = case.sides
    size = dict.fromkeys(case.sides, 0)
    for key, proposal in case.scenario.proposals.items():
        side = proposal.favours
        if side not in size:
            continue
        size[side] += proposal.rung
        giver = other if side == first else first
        if proposal.home.get(giver, -1) >= 0:
            message = f"`{side}` wants it and it costs `{giver}` nothing at home, so agreeing is always right"
            yield Finding("FE416", ("proposals", key, "home"), message)
    if size[first] != size[other]:
        message = (
            f"the wishes of `{first}` add up to {size[first]} rungs, those of `{other}` to {size[other]}, "
            "so one side has more to win"
        )
        yield Finding("FE415", ("proposals",), message, at_key=True)


def own_way(case: Case) -> Findings:
    """Check that no objective asks a delegation to cross its own red line."""
    for side, delegation in case.scenario.delegations.items():
        for key, line in delegation.red_lines.items():
            # Red lines are judged before a meeting ends, so how it ended crosses none.
            forbidden = {
                atom
                for atom in sufficient(parse_condition(line.when))
                if not isinstance(atom, Ended | Recalled)
            }
            for goal, objective in delegation.objectives.items():
                crossing = forbidden & set(needed(parse_condition(objective.when)))
                if crossing:
                    first = min(map(as_written, crossing))
                    message = f"its condition (`{first}`) crosses the red line `{key}` of `{side}`"
                    yield Finding("FE417", ("delegations", side, "objectives", goal), message, at_key=True)


def hidden_endings(case: Case) -> Findings:
    """Check that no ending has the same condition as an earlier one."""
    seen: dict[Formula, int] = {}
    for number, ending in enumerate(case.scenario.endings):
        if ending.when is None:
            continue
        formula = parse_condition(ending.when)
        if formula in seen:
            first = case.scenario.endings[seen[formula]].id
            message = f"`{first}` has the same condition and comes first, so this ending is never reached"
            other: Where = ("endings", seen[formula], "when")
            yield Finding("FE418", ("endings", number, "when"), message, at_key=True, other=other)
        seen.setdefault(formula, number)


def tones(case: Case) -> Findings:
    """Check that both sides have lines in the same tones."""
    for tone in TONES:
        lines = {
            side: sum(
                bool(getattr(claim.lines, tone))
                for claim in case.scenario.claims.values()
                if claim.by == side
            )
            for side in case.sides
        }
        for side in case.sides:
            if not lines[side] and max(lines.values()):
                other = next(rival for rival in case.sides if rival != side)
                message = f"`{side}` has no {tone} lines, but `{other}` has {lines[other]}"
                yield Finding("FE419", ("delegations", side), message, at_key=True)


def lengths(case: Case) -> Findings:
    """Check that texts fit a screen of 80 columns by 24 rows."""
    scenario = case.scenario
    texts: list[tuple[Where, str, int]] = []
    for key, claim in scenario.claims.items():
        texts += [(("claims", key, "lines", tone), getattr(claim.lines, tone) or "", _LINE) for tone in TONES]
    texts += [(("evidence", key, "text"), card.text, _CARD) for key, card in scenario.evidence.items()]
    texts += [(("proposals", key, "text"), offer.text, _TEXT) for key, offer in scenario.proposals.items()]
    for side, delegation in scenario.delegations.items():
        texts.append((("delegations", side, "brief"), delegation.brief, _BRIEF))
        texts.append((("delegations", side, "instructions"), delegation.instructions, _BRIEF))
    for where, text, most in texts:
        long = len(" ".join(text.split()))
        if long > most:
            message = f"{long} characters; at most {most} can be read at a glance on a screen of 80 columns by 24 rows"
            yield Finding("FE420", where, message)


def alike(case: Case) -> Findings:
    """Check that no two ids of a kind differ by only one letter: they are easily confused."""
    scenario = case.scenario
    for part in ("claims", "evidence", "proposals", "events"):
        for first, other in combinations(getattr(scenario, part), 2):
            if _one_letter_apart(first, other):
                message = f"{same(first, other)} differ by one letter"
                yield Finding("FE507", (part, other), message, at_key=True, other=(part, first))


def _one_letter_apart(first: str, other: str) -> bool:
    short, long = sorted((first, other), key=len)
    if len(long) - len(short) > 1 or len(short) < 4 or any(sign.isdigit() for sign in long[-2:]):
        return False  # a-1 and a-2 are meant to differ by their number
    same_up_to = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = short[same_up_to + 1 :] if len(short) == len(long) else short[same_up_to:]
    return rest == long[same_up_to + 1 :]


def minutes(case: Case) -> Findings:
    """Check that the stated playing time roughly matches the estimate."""
    scenario = case.scenario
    estimate = estimated_minutes(case)
    if not estimate / 2.5 <= scenario.minutes <= 2.5 * estimate:
        message = (
            f"`minutes` is {scenario.minutes}, but reading and {_moves(case)} moves take about {estimate:.0f}"
        )
        yield Finding("FE508", ("minutes",), message)


def estimated_minutes(case: Case) -> float:
    """Return the estimated minutes of a game for one player: reading the brief and lines, thinking about moves."""
    scenario = case.scenario
    briefs = [
        _words(delegation.brief) + _words(delegation.instructions)
        for delegation in scenario.delegations.values()
    ]
    spoken = [
        max(_words(getattr(claim.lines, tone) or "") for tone in TONES) for claim in scenario.claims.values()
    ]
    words = sum(briefs) / 2 + sum(spoken) / max(1, len(spoken)) * _moves(case)
    return words / _WORDS_A_MINUTE + _moves(case) * _MINUTES_A_MOVE


def _moves(case: Case) -> int:
    return 2 * (case.scenario.turns * len(case.scenario.agenda) + DRAFTING_MOVES)


def _words(text: str) -> int:
    return len(text.split())
