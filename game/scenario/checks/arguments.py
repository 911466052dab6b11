"""Check the arguments: theses, reasons, rebuttals, undercutters, cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from game.scenario.checks.context import Case, Finding, Findings
from game.scenario.format.conditions import ClaimIs, Formula, atoms, parse_condition
from game.scenario.format.model import Claim
from game.scenario.reading.nodes import Where


def supports(case: Case) -> Findings:
    """Check that a reason supports claims of its own side and item, and never itself through a circle."""
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
    """Check that a rebuttal attacks claims of the other side, of the same item."""
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
    """Check that an undercutter attacks a reason of the other side, or a card, of the same item."""
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
            items = {claims[bearing].item for bearing in (*card.supports, *card.attacks) if bearing in claims}
            if items and claim.item not in items:
                message = f"the card `{target}` is relevant to no claim of the item `{claim.item}`"
                yield Finding("FE303", ("claims", key, "undercuts", number), message)


def contradicts(case: Case) -> Findings:
    """Check that a claim contradicts only other claims of its own side."""
    for where, claim, target, other in _targets(case, "contradicts"):
        if target == where[1]:
            yield Finding("FE304", where, f"`{target}` cannot contradict itself")
        elif other.by != claim.by:
            yield Finding("FE304", where, f"`{target}` is a claim of the other side; use `rebuts`")


def theses(case: Case) -> Findings:
    """Check that each side has a thesis on each item."""
    for number, item in enumerate(case.scenario.agenda):
        for side in case.sides:
            if not any(claim.by == side and claim.item == item.id for claim in case.theses.values()):
                message = (
                    f"`{side}` has no thesis on `{item.id}` (a claim with neither `supports` nor `undercuts`)"
                )
                yield Finding("FE305", ("agenda", number), message)


def provenance(case: Case) -> Findings:
    """Check that every statement has a source or is marked as invented."""
    stated: list[tuple[Where, bool]] = [
        *(
            (("claims", key), bool(statement.source or statement.invented))
            for key, statement in case.scenario.claims.items()
        ),
        *(
            (("evidence", key), bool(statement.source or statement.invented))
            for key, statement in case.scenario.evidence.items()
        ),
        *(
            (("delegations", side, "charges", key), bool(statement.source or statement.invented))
            for side, delegation in case.scenario.delegations.items()
            for key, statement in delegation.charges.items()
        ),
    ]
    for where, sourced in stated:
        if not sourced:
            yield Finding("FE306", where, f"`{where[-1]}` needs a `source`, or `invented: true`", at_key=True)


def cards(case: Case) -> Findings:
    """Check that a card is relevant to some claim, and not both relevant to a claim and missing it."""
    for key, card in case.scenario.evidence.items():
        relevant = {*card.supports, *card.attacks}
        if not relevant:
            message = f"the card `{key}` supports nothing and attacks nothing, so nobody can use it"
            yield Finding("FE410", ("evidence", key), message, at_key=True)
        for target in card.misses:
            if target in relevant:
                message = f"`{target}` is named both in `misses` and in `supports` or `attacks`"
                yield Finding("FE316", ("evidence", key, "misses", target), message, at_key=True)


def unattacked(case: Case) -> Findings:
    """Check that something attacks each thesis."""
    attacked = {target for card in case.scenario.evidence.values() for target in card.attacks}
    for key in case.theses:
        if key not in attacked and key not in case.rebutted:
            message = f"no claim rebuts `{key}` and no card attacks it, so it can only stand"
            yield Finding("FE401", ("claims", key), message, at_key=True)


def unanswered(case: Case) -> Findings:
    """Check that both sides have the same number of reasons that nothing answers, on each item."""
    first, other = case.sides
    claims = case.scenario.claims
    answered = {target for card in case.scenario.evidence.values() for target in card.attacks}
    answered |= {target for claim in claims.values() for target in (*claim.rebuts, *claim.undercuts)}
    if not answered <= claims.keys() | case.scenario.evidence.keys():
        return  # one fault, one problem: nobody knows what an unknown id was meant to answer
    for number, item in enumerate(case.scenario.agenda):
        reasons: dict[str, list[str]] = {first: [], other: []}
        for key, claim in claims.items():
            if claim.item == item.id and claim.supports and key not in answered:
                reasons.get(claim.by, []).append(key)
        answers = Counter(
            claim.by for key, claim in claims.items() if claim.item == item.id and key not in case.theses
        )
        # Unequal numbers of answers (FE402) imply this; report it only once.
        if len(reasons[first]) != len(reasons[other]) and answers[first] == answers[other]:
            more = max((first, other), key=lambda side: len(reasons[side]))
            less = other if more == first else first
            message = (
                f"on `{item.id}`, nothing answers {len(reasons[more])} of the reasons of `{more}` "
                f"({', '.join(reasons[more])}), against {len(reasons[less])} of the reasons of `{less}`"
            )
            yield Finding("FE509", ("agenda", number), message)


def balance(case: Case) -> Findings:
    """Check that both sides have as many theses and as many answers on each item."""
    first, other = case.sides
    items = {item.id for item in case.scenario.agenda}
    claims = case.scenario.claims.values()
    if any(claim.by not in case.sides or claim.item not in items for claim in claims):
        return  # one fault, one problem: nobody knows where such a claim belongs
    for number, item in enumerate(case.scenario.agenda):
        count: Counter[tuple[str, str]] = Counter()
        for key, claim in case.scenario.claims.items():
            if claim.item == item.id:
                count[claim.by, "theses" if key in case.theses else "answers"] += 1
        for kind in ("theses", "answers"):
            if count[first, kind] != count[other, kind]:
                numbers = f"`{first}` has {count[first, kind]} {kind} and `{other}` has {count[other, kind]}"
                message = f"on `{item.id}`, {numbers}"
                yield Finding("FE402", ("agenda", number), message)


def mutual(case: Case) -> Findings:
    """Check that no objective depends on two theses that rebut each other: reasons cannot decide them."""
    for side, delegation in case.scenario.delegations.items():
        for key, objective in delegation.objectives.items():
            for thesis in sorted(set(_judged(parse_condition(objective.when))) & set(case.theses)):
                back = case.rebutted.get(thesis, set()) & set(case.theses[thesis].rebuts)
                for rival in sorted(back & set(case.theses)):
                    message = (
                        f"`{thesis}` and `{rival}` rebut each other, so reasons cannot decide between them; "
                        f"let the objective `{key}` of `{side}` depend on another claim, or remove one rebuttal"
                    )
                    yield Finding("FE405", ("delegations", side, "objectives", key), message, at_key=True)


def _judged(formula: Formula) -> Iterator[str]:
    """Yield the claims on whose standing a condition depends."""
    for atom in atoms(formula):
        match atom:
            case ClaimIs(claim, "stands" | "fallen" | "disputed"):
                yield claim
            case _:
                pass


def _targets(case: Case, arrow: str) -> Iterator[tuple[Where, Claim, str, Claim]]:
    """Yield every arrow of a kind between two known claims, with its path."""
    # A claim of an unknown side or item is reported elsewhere; its arrows cannot be judged.
    items = {item.id for item in case.scenario.agenda}
    known = {
        key: claim
        for key, claim in case.scenario.claims.items()
        if claim.item in items and claim.by in case.sides
    }
    for key, claim in known.items():
        for number, target in enumerate(getattr(claim, arrow)):
            if target in known:
                yield ("claims", key, arrow, number), claim, target, known[target]


def circles(arrows: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Return each circle once: the id at which it closes, and the path around it as text."""
    closed: list[tuple[str, str]] = []
    done: set[str] = set()
    for start in arrows:
        # Depth first, without recursion: a chain may be as long as the file allows.
        if start in done:
            continue
        path: dict[str, None] = {start: None}  # ordered, with fast lookup
        stack = [iter(arrows[start])]
        while stack:
            target = next(stack[-1], None)
            if target is None:
                stack.pop()
                done.add(path.popitem()[0])
            elif target in path:
                steps = list(path)
                closed.append((target, " → ".join([*steps[steps.index(target) :], target])))
            elif target in arrows and target not in done:
                path[target] = None
                stack.append(iter(arrows[target]))
    return closed
