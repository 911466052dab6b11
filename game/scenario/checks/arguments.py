"""Do the arguments hang together: theses, reasons, rebuttals, undercutters, cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from game.scenario.checks.context import Case, Finding, Findings
from game.scenario.format.model import Claim, Condition
from game.scenario.reading.nodes import Where


def supports(case: Case) -> Findings:
    """A reason is for own claims of the same item, and never for itself by a circle."""
    for where, claim, target, other in _targets(case, "supports"):
        if other.by != claim.by:
            yield Finding(
                "FE301", where, f"`{target}` is a claim of the other side; a reason must support its own side"
            )
        elif other.item != claim.item:
            yield Finding(
                "FE301", where, f"`{target}` belongs to the item `{other.item}`, not `{claim.item}`"
            )
    arrows = {key: claim.supports for key, claim in case.scenario.claims.items()}
    for key, way in circles(arrows):
        message = f"a claim cannot be a reason for itself: {way}"
        yield Finding("FE309", ("claims", key, "supports"), message)


def rebuts(case: Case) -> Findings:
    """A rebuttal attacks a claim of the other side, of the same item."""
    for where, claim, target, other in _targets(case, "rebuts"):
        if other.by == claim.by:
            yield Finding(
                "FE302", where, f"`{target}` is a claim of the same side; a rebuttal must attack the other"
            )
        elif other.item != claim.item:
            yield Finding(
                "FE302", where, f"`{target}` belongs to the item `{other.item}`, not `{claim.item}`"
            )


def undercuts(case: Case) -> Findings:
    """An undercutter takes the force from a reason of the other side, or from a card."""
    for where, claim, target, other in _targets(case, "undercuts"):
        if other.by == claim.by:
            yield Finding(
                "FE303", where, f"`{target}` is a claim of the same side; undercut a reason of the other"
            )
        elif not other.supports:
            message = f"`{target}` is not a reason (it supports nothing); rebut it instead"
            yield Finding("FE303", where, message)
        elif other.item != claim.item:
            yield Finding(
                "FE303", where, f"`{target}` belongs to the item `{other.item}`, not `{claim.item}`"
            )
    claims, cards = case.scenario.claims, case.scenario.evidence
    for key, claim in claims.items():
        for number, target in enumerate(claim.undercuts):
            card = cards.get(target)
            if card is None or target in claims:
                continue
            items = {claims[one].item for one in (*card.supports, *card.attacks) if one in claims}
            if items and claim.item not in items:
                message = f"the card `{target}` is relevant to no claim of the item `{claim.item}`"
                yield Finding("FE303", ("claims", key, "undercuts", number), message)


def contradicts(case: Case) -> Findings:
    """Only what one side says can contradict itself."""
    for where, claim, target, other in _targets(case, "contradicts"):
        if target == where[1]:
            yield Finding("FE304", where, f"`{target}` cannot contradict itself")
        elif other.by != claim.by:
            yield Finding("FE304", where, f"`{target}` is a claim of the other side; use `rebuts`")


def theses(case: Case) -> Findings:
    """Each side has something to put on each item."""
    for number, item in enumerate(case.scenario.agenda):
        for side in case.sides:
            if not any(claim.by == side and claim.item == item.id for claim in case.theses.values()):
                message = (
                    f"`{side}` has no thesis on `{item.id}` (a claim with neither `supports` nor `undercuts`)"
                )
                yield Finding("FE305", ("agenda", number), message)


def provenance(case: Case) -> Findings:
    """Whatever is said has a source, or is marked as invented."""
    stated: list[tuple[Where, bool]] = [
        *((("claims", key), bool(one.source or one.invented)) for key, one in case.scenario.claims.items()),
        *(
            (("evidence", key), bool(one.source or one.invented))
            for key, one in case.scenario.evidence.items()
        ),
        *(
            (("delegations", side, "charges", key), bool(one.source or one.invented))
            for side, delegation in case.scenario.delegations.items()
            for key, one in delegation.charges.items()
        ),
    ]
    for where, sourced in stated:
        if not sourced:
            yield Finding("FE306", where, f"`{where[-1]}` needs a `source`, or `invented: true`", at_key=True)


def cards(case: Case) -> Findings:
    """A card bears on something, and does not both bear on a claim and miss it."""
    for key, card in case.scenario.evidence.items():
        bears = {*card.supports, *card.attacks}
        if not bears:
            message = f"the card `{key}` supports nothing and attacks nothing, so nobody can use it"
            yield Finding("FE410", ("evidence", key), message, at_key=True)
        for target in card.misses:
            if target in bears:
                message = f"`{target}` is named both in `misses` and in `supports` or `attacks`"
                yield Finding("FE316", ("evidence", key, "misses", target), message, at_key=True)


def unattacked(case: Case) -> Findings:
    """A thesis that nothing attacks wins by itself."""
    attacked = {target for card in case.scenario.evidence.values() for target in card.attacks}
    for key in case.theses:
        if key not in attacked and key not in case.rebutted:
            message = f"no claim rebuts `{key}` and no card attacks it, so it can only stand"
            yield Finding("FE401", ("claims", key), message, at_key=True)


def unanswered(case: Case) -> Findings:
    """A reason that nothing answers can only be asked about; as many of them for one side as for the other."""
    one, other = case.sides
    claims = case.scenario.claims
    answered = {target for card in case.scenario.evidence.values() for target in card.attacks}
    answered |= {target for claim in claims.values() for target in (*claim.rebuts, *claim.undercuts)}
    if not answered <= claims.keys() | case.scenario.evidence.keys():
        return  # one fault, one problem: what an unknown id was meant to answer, nobody knows
    for number, item in enumerate(case.scenario.agenda):
        open_: dict[str, list[str]] = {one: [], other: []}
        for key, claim in claims.items():
            if claim.item == item.id and claim.supports and key not in answered:
                open_.get(claim.by, []).append(key)
        answers = Counter(
            claim.by for key, claim in claims.items() if claim.item == item.id and key not in case.theses
        )
        # With unequal numbers of answers (FE402) this follows by itself, and is not told twice.
        if len(open_[one]) != len(open_[other]) and answers[one] == answers[other]:
            more = max((one, other), key=lambda side: len(open_[side]))
            less = other if more == one else one
            message = (
                f"on `{item.id}`, nothing answers {len(open_[more])} of the reasons of `{more}` "
                f"({', '.join(open_[more])}), against {len(open_[less])} of the reasons of `{less}`"
            )
            yield Finding("FE509", ("agenda", number), message)


def balance(case: Case) -> Findings:
    """Both sides have as many theses and as many answers on each item."""
    one, other = case.sides
    items = {item.id for item in case.scenario.agenda}
    claims = case.scenario.claims.values()
    if any(claim.by not in case.sides or claim.item not in items for claim in claims):
        return  # one fault, one problem: whose or where such a claim is meant to be, nobody knows
    for number, item in enumerate(case.scenario.agenda):
        count: Counter[tuple[str, str]] = Counter()
        for key, claim in case.scenario.claims.items():
            if claim.item == item.id:
                count[claim.by, "theses" if key in case.theses else "answers"] += 1
        for kind in ("theses", "answers"):
            if count[one, kind] != count[other, kind]:
                numbers = f"`{one}` has {count[one, kind]} {kind} and `{other}` has {count[other, kind]}"
                message = f"on `{item.id}`, {numbers}"
                yield Finding("FE402", ("agenda", number), message)


def mutual(case: Case) -> Findings:
    """Between two theses that rebut each other the count of reasons decides nothing."""
    for side, delegation in case.scenario.delegations.items():
        for key, objective in delegation.objectives.items():
            for thesis in sorted(set(_judged(objective.when)) & set(case.theses)):
                back = case.rebutted.get(thesis, set()) & set(case.theses[thesis].rebuts)
                for rival in sorted(back & set(case.theses)):
                    message = (
                        f"`{thesis}` and `{rival}` rebut each other, so reasons cannot decide between them; "
                        f"let the objective `{key}` of `{side}` depend on another claim, or remove one rebuttal"
                    )
                    yield Finding("FE405", ("delegations", side, "objectives", key), message, at_key=True)


def _judged(condition: Condition) -> Iterator[str]:
    """Give the claims on whose standing a condition depends."""
    for claim in (condition.stands, condition.fallen, condition.disputed):
        if claim is not None:
            yield claim
    for part in (*(condition.all or ()), *(condition.any or ()), *(condition.none or ())):
        yield from _judged(part)


def _targets(case: Case, arrow: str) -> Iterator[tuple[Where, Claim, str, Claim]]:
    """Give every arrow of a kind between two claims that exist, with the way to it."""
    # A claim of an unknown side or item was reported; its arrows cannot be judged.
    items = {item.id for item in case.scenario.agenda}
    known = {
        key: one for key, one in case.scenario.claims.items() if one.item in items and one.by in case.sides
    }
    for key, claim in known.items():
        for number, target in enumerate(getattr(claim, arrow)):
            if target in known:
                yield ("claims", key, arrow, number), claim, target, known[target]


def circles(arrows: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Give each circle once: one id in it (the first of the mapping) and the way round, as text."""
    found: list[tuple[str, str]] = []
    done: set[str] = set()
    for start in arrows:
        # Depth first without recursion: a chain may be as long as the file allows.
        if start in done:
            continue
        way: dict[str, None] = {start: None}  # ordered, and quick to ask
        stack = [iter(arrows[start])]
        while stack:
            target = next(stack[-1], None)
            if target is None:
                stack.pop()
                done.add(way.popitem()[0])
            elif target in way:
                steps = list(way)
                found.append((target, " → ".join([*steps[steps.index(target) :], target])))
            elif target in arrows and target not in done:
                way[target] = None
                stack.append(iter(arrows[target]))
    return found
