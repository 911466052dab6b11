"""Check that a lesson can be taught: it names possible moves, and the meeting is long enough for it."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.characters import excerpt
from game.scenario.checks.context import DRAFTING_MOVES, Case, Finding, Findings
from game.scenario.format.delegation import TONES
from game.scenario.problems import nearest
from game.scenario.reading.nodes import Where

_OBJECTS: dict[str, tuple[str, ...]] = {
    "open": ("delegation", "objective"),
    **dict.fromkeys(("claim", "ask", "acknowledge", "concede", "retract", "price"), ("claim",)),
    **dict.fromkeys(("support", "rebut", "undercut", "challenge"), ("claim", "card")),
    "resolve": ("delegation", "claim"),
    "disclose": ("interest",),
    **dict.fromkeys(("demand", "offer", "counter", "text"), ("proposal",)),
    "accuse": ("delegation", "charge"),
    **dict.fromkeys(("probe", "withhold", "accept", "decline", "defer", "reframe", "recess", "hold"), ()),
    **dict.fromkeys(("walk", "sentence", "refuse", "close"), ()),
}
"""The kinds of ids that may follow, by the first word of a move's text."""

ACTS = tuple(_OBJECTS)
"""The first words of all moves. A test compares them with those of the table."""

_OTHER_WORDS: dict[str, frozenset[str]] = {
    "challenge": frozenset({"with"}),
    **dict.fromkeys(("support", "rebut", "undercut"), frozenset({"by"})),
    "resolve": frozenset({"/"}),
    "probe": frozenset({"offer", "wish"}),
    **dict.fromkeys(("offer", "counter"), frozenset({"+"})),
    "walk": frozenset({"out"}),
}
"""Words of a move's text that are neither ids nor tones."""


def moves(case: Case) -> Findings:
    """Check that every move a lesson names begins with an act and names ids of this scenario."""
    ids = _ids(case)
    for where, text in _named_moves(case):
        act, *words = text.split()
        if act not in _OBJECTS:
            yield Finding("FE209", where, f"no move begins with `{excerpt(act)}`{nearest(act, ACTS)}")
            continue
        if words[:1] == ["foul"]:  # the rules name the fouls
            continue
        known = {key for kind in _OBJECTS[act] for key in ids[kind]}
        besides = _OTHER_WORDS.get(act, frozenset()) | frozenset(TONES)
        for word in words:
            if word not in besides and word.removesuffix(":") not in known:
                kinds = " or ".join(_OBJECTS[act])
                fault = (
                    f"there is no {kinds} `{excerpt(word)}`"
                    if kinds
                    else f"`{excerpt(word)}` does not belong here"
                )
                yield Finding("FE209", where, f"in `{excerpt(text)}`: {fault}{nearest(word, known)}")


def opener(case: Case) -> Findings:
    """Check that a lesson fixes who speaks first."""
    if case.scenario.lesson and case.scenario.opens == "drawn":
        message = "let `opens` name a delegation; if it is drawn, a step may come at the other side's turn"
        yield Finding("FE412", ("lesson",), message, at_key=True)


def length(case: Case) -> Findings:
    """Check that a lesson has no more steps than a side has moves: opening, turns, drafting, closing."""
    scenario = case.scenario
    most = 1 + scenario.turns * len(scenario.agenda) + DRAFTING_MOVES + 1
    if scenario.lesson and len(scenario.lesson.steps) > most:
        message = f"{len(scenario.lesson.steps)} steps, but a side makes at most {most} moves in this meeting"
        yield Finding("FE413", ("lesson", "steps"), message, at_key=True)


def _named_moves(case: Case) -> Iterator[tuple[Where, str]]:
    """Yield every move that the lesson names, with its path."""
    lesson = case.scenario.lesson
    for number, step in enumerate(lesson.steps if lesson else ()):
        for part, texts in (("acts", step.acts), ("answer", step.answer)):
            for place, text in enumerate(texts):
                yield ("lesson", "steps", number, part, place), text


def _ids(case: Case) -> dict[str, set[str]]:
    """Return the ids that a move may name, by kind."""
    scenario = case.scenario
    sides = scenario.delegations.values()
    return {
        "delegation": set(scenario.delegations),
        "claim": set(scenario.claims),
        "card": set(scenario.evidence),
        "proposal": set(scenario.proposals),
        "interest": set(case.interests),
        "objective": {key for side in sides for key in side.objectives},
        "charge": {key for side in sides for key in side.charges},
    }
