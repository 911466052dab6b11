"""The situation at the table in words: where the meeting is, the open points, and both sides' records."""

from __future__ import annotations

from typing import NamedTuple

from game.narration.labels import (
    TYPE_NAMES,
    interest_text,
    item_title,
    line_of,
    objective_text,
    on_the_table,
    quote,
    sentence,
    short,
    title_of,
)
from game.narration.transcript import STANDING_WORDS
from game.table.acts import HELP, IMMEDIATE, Act
from game.table.compiled import CompiledScenario
from game.table.masks import bits
from game.table.moves import answers
from game.table.outcome import standing_of
from game.table.protocol import TALK, Phase
from game.table.state import State
from game.table.view import View

NOW_WORDS = STANDING_WORDS | {"asserted": "said, not tested yet", "fallen": "has fallen for now"}
"""The standing of a claim in words, while its round is under way."""

PHASE_WORDS = {
    Phase.OPENING: "Opening statements",
    Phase.STATEMENT: "First statement",
    Phase.REPLY: "First reply",
    Phase.EXCHANGE: "Exchange",
    Phase.LAST_WORDS: "Last words",
    Phase.ASSESSMENT: "Assessment",
    Phase.DRAFTING: "Drafting the communiqué",
    Phase.CLOSING: "Closing statements",
    Phase.DEBRIEF: "Debrief",
    Phase.SUSPENDED: "Suspended",
    Phase.RECALLED: "Recalled",
}


class Track(NamedTuple):
    """A track and its value, 0 to 100."""

    name: str
    side: int
    """The side it belongs to; -1 for a shared track."""
    value: int


class RecordedClaim(NamedTuple):
    """A claim on a side's record."""

    line: str
    standing: str
    """Its standing in words."""
    item: int
    against: tuple[str, ...] = ()
    """Lines that the same side said or granted and that contradict this one."""


def tracks(state: State) -> list[Track]:
    """Return all six tracks."""
    return [
        Track("understanding", -1, state.understanding),
        Track("tension", -1, state.tension),
        Track("credibility", 0, state.sides[0].credibility),
        Track("home", 0, state.sides[0].home),
        Track("credibility", 1, state.sides[1].credibility),
        Track("home", 1, state.sides[1].home),
    ]


def initiatives(game: CompiledScenario, state: State) -> str:
    """Return the initiatives left in the drafting: ``"Arlen 2, Brook 1"``."""
    return ", ".join(
        f"{side.short} {now.initiatives}" for side, now in zip(game.sides, state.sides, strict=True)
    )


def where(game: CompiledScenario, state: State) -> str:
    """Return the stage of the meeting: ``"Round 1 of 3: What is this meeting? · turn 4 of 10"``."""
    phase = Phase(state.phase)
    if phase in TALK:
        words = " · last words" if phase == Phase.LAST_WORDS else ""
        return (
            f"Round {state.item + 1} of {len(game.items)}: {item_title(game, state.item)}"
            f" · turn {state.turn + 1} of {game.round_turns}{words}"
        )
    if phase == Phase.DRAFTING:
        left = initiatives(game, state)
        return f"{PHASE_WORDS[phase]} · proposals left: {left}"
    return PHASE_WORDS[phase]


def talk(state: State) -> str:
    """Return the type of the talk in one word."""
    return TYPE_NAMES[state.kind]


def waiting(view: View, *, terse: bool = False) -> list[str]:
    """Return the open points from the viewer's side; those that need an answer at once come first.

    Args:
        view: the game as that side sees it.
        terse: True leaves out the acts that would answer.
    """
    state, side = view.seen, view.side
    game = state.game
    if state.ended:
        return []
    points = []
    act = state.open_act
    if act >= 0 and IMMEDIATE[act] and state.mover == side:
        may = "" if terse else f" You may {_answers(view)}."
        points.append(f"At once: {_point(game, state, side)}{may}")
    elif act >= 0 and IMMEDIATE[act]:
        points.append("They owe you an answer to your last move.")
    if state.phase >= Phase.ASSESSMENT:
        return points
    for who, claims in (
        (side, state.owing & game.sides[side].claims),
        (1 - side, state.owing & game.sides[1 - side].claims),
    ):
        for number in bits(claims & game.graphs[state.item].claims & ~state.retracted):
            owes = "You owe" if who == side else "They owe"
            points.append(f"{owes} a reason for {quote(short(line_of(game, number), 60))}.")
    attacked = state.fallen & state.attacked & ~state.owing & ~state.retracted & ~state.conceded
    for number in bits(attacked & game.sides[side].claims & game.graphs[state.item].claims):
        points.append(f"Your {quote(short(line_of(game, number), 60))} was rebutted and has fallen for now.")
    return points


def _point(game: CompiledScenario, state: State, side: int) -> str:
    act = Act(state.open_act)
    matter = on_the_table(game, state, side)
    if act == Act.DEMAND:
        return f"they demand {quote(matter)}."
    if act in (Act.OFFER, Act.COUNTER):
        return f"they offer: {matter}."
    if act == Act.TEXT:
        return f"they propose the text {quote(matter)}."
    if act == Act.PRICE:
        return f"they ask for a sentence about {matter}."
    if act == Act.PROBE:
        wish = state.sides[side].wish
        asked = matter or (objective_text(game, side, wish) if wish >= 0 else "it")
        return f"they ask what this is for: {quote(short(asked, 60))}."
    if act == Act.RESOLVE:
        return "two things you said contradict each other; they ask which it is."
    return "they accuse you."


def _answers(view: View) -> str:
    """Return the acts that would answer and are possible now."""
    acts = {move.act for move in view.moves() if answers(view.seen, move)}
    verbs = [HELP[Act(act)].verb for act in sorted(acts)]
    return " or ".join(filter(None, (", ".join(verbs[:-1]), verbs[-1] if verbs else "let it pass")))


def record(game: CompiledScenario, state: State, side: int) -> list[RecordedClaim]:
    """Return all claims of a side, standing or not, in the scenario's order."""
    claims = []
    for n in bits(state.said & game.sides[side].claims):
        under_way = not state.ended and game.item_of[n] == state.item and state.phase < Phase.ASSESSMENT
        words = NOW_WORDS if under_way else STANDING_WORDS
        claims.append(
            RecordedClaim(line_of(game, n), words[standing_of(state, n)], game.item_of[n], _against(state, n))
        )
    return claims


def claim_words(claim: RecordedClaim) -> str:
    """Return a claim on the record in one line, with its standing and its contradictions."""
    against = "".join(f" [contradicts {quote(short(line, 60))}]" for line in claim.against)
    return f"{claim.line}  [{claim.standing}]{against}"


def _against(state: State, claim: int) -> tuple[str, ...]:
    """Return the lines that contradict a claim now."""
    game = state.game
    pairs = [game.pairs[n] for n in bits(state.clash & game.pairs_of[claim])]
    pairs = [pair for pair in pairs if pair.own >> claim & 1]
    return tuple(line_of(game, n) for pair in pairs for n in bits((pair.own | pair.granted) & ~(1 << claim)))


def known(game: CompiledScenario, state: State) -> list[str]:
    """Return a sentence for each agreement, each proposal with a working group, and each disclosed interest."""
    sentences = [f"Agreed: {title_of(game, n)}." for n in bits(state.agreed)]
    sentences += [f"With a working group: {title_of(game, n)}." for n in bits(state.parked)]
    for side in (0, 1):
        for n in bits(state.disclosed & game.sides[side].interests):
            sentences.append(f"{game.sides[side].short} disclosed: {sentence(interest_text(game, n))}")
    return sentences


def seems(view: View) -> list[str]:
    """Return what the other side seems to want, judged by its statements and requests alone.

    Args:
        view: the game as that side sees it, without the other side's secrets.
    """
    state, other = view.seen, 1 - view.side
    game = state.game
    sentences = []
    wish = state.sides[other].wish
    if wish >= 0:
        sentences.append(f"The wish they named: {sentence(objective_text(game, other, wish))}")
    asked_for = _asked_for(state, other)
    if asked_for:
        sentences.append(f"They have asked for {', '.join(quote(title_of(game, n)) for n in asked_for)}.")
    return sentences + _next(view)


def disclosed(view: View) -> list[str]:
    """Return the interests that the other side has disclosed, a sentence each."""
    game, other = view.seen.game, 1 - view.side
    mask = view.seen.disclosed & game.sides[other].interests
    return [f"They disclosed: {sentence(interest_text(game, number))}" for number in bits(mask)]


def _asked_for(state: State, side: int) -> list[int]:
    """Return the proposals that a side favours among those demanded or tabled, and not agreed."""
    game = state.game
    mask = state.dead
    for number in bits(state.tabled):
        mask |= game.packages[number].mask
    if state.open_act == Act.DEMAND and state.open_what >= 0:
        mask |= 1 << state.open_what
    return bits(mask & game.sides[side].favours & ~state.agreed)


def _next(view: View) -> list[str]:
    """Return the point that the other side will probably take up next, in a sentence."""
    state, other = view.seen, 1 - view.side
    game = state.game
    if state.ended or state.phase >= Phase.ASSESSMENT:
        return []
    theirs = game.sides[other].claims & game.graphs[state.item].claims & ~state.retracted & ~state.conceded
    for mask, words in (
        (state.owing, "Next they will want to give a reason for"),
        (state.fallen & state.attacked, "Next they will want to answer what was said against"),
    ):
        for number in bits(theirs & mask)[:1]:
            return [f"{words} {quote(short(line_of(game, number), 60))}."]
    return []
