"""The debrief: both briefs, open to all, the outcome of the meeting, and the moves that turned it."""

from __future__ import annotations

from typing import NamedTuple

from game.match.session import Entry, Session
from game.narration.labels import (
    NOBODY,
    TYPE_NAMES,
    flat,
    label,
    line_of,
    objective_text,
    quote,
    sentence,
    short,
)
from game.narration.transcript import STANDING_WORDS, deed
from game.narration.wishes import met_when
from game.table.acts import HELP, Act
from game.table.compiled import CompiledScenario
from game.table.forecast import forecast
from game.table.links import REBUT, SUPPORT, undercuts
from game.table.masks import bits
from game.table.moves import legal
from game.table.outcome import BRIDGED, MET, Outcome, outcome, standing_of
from game.table.protocol import TRIGGER, Phase, Type
from game.table.shifts import in_kind
from game.table.state import State
from game.table.tracks import tracks
from game.table.view import view

_TURNING = {TRIGGER[name] for name in ("turn_to_bargaining", "fall_out", "come_back")}
_BIDS = (frozenset({Act.REFRAME}), frozenset({Act.DEMAND, Act.OFFER, Act.COUNTER}), frozenset({Act.ACCUSE}))
"""The acts that bid for each type."""


class Wish(NamedTuple):
    """An objective and its result."""

    text: str
    points: int
    earned: float
    status: str
    """``met``, ``bridged`` or ``missed``."""
    secret: bool
    when: str
    """Its condition in words, with the values at the end."""


class Brief(NamedTuple):
    """One side's brief, open to all."""

    name: str
    instructions: str
    wishes: tuple[Wish, ...]
    crossed: tuple[str, ...]
    """The red lines that the side crossed."""
    score: int


class Turn(NamedTuple):
    """A move that changed the type of the talk."""

    ply: int
    """Its number, from 1."""
    side: int
    deed: str
    what: str
    type: str
    """The new type of the talk."""
    licit: bool
    answered: str
    """The bid that the move took up, in words; empty if there was none."""
    instead: tuple[str, ...]
    """Acts that the same side could have chosen without changing the type."""


class Stood(NamedTuple):
    """A thesis, its standing at the end, and the reason for it."""

    side: int
    line: str
    standing: str
    why: str


class Debrief(NamedTuple):
    """Everything a debrief shows."""

    title: str
    text: str
    outcome: Outcome
    briefs: tuple[Brief, Brief]
    turns: tuple[Turn, ...]
    stood: tuple[tuple[str, tuple[Stood, ...]], ...]
    """By agenda item: its title and the theses that were claimed."""
    tracks: tuple[tuple[int, int, int, int, int, int], ...]
    """After each move: understanding, tension, credibility of side 0 and 1, home of side 0 and 1."""
    kinds: tuple[int, ...]
    """After each move: the type of the talk."""
    rounds: tuple[str, ...]
    """After each move: the part of the meeting, such as ``"round 1"``; short, for the foot of a chart."""
    out_of_role: tuple[str, ...]


def debrief(session: Session) -> Debrief:
    """Return the debrief of a game that is over, or as if it ended now.

    Args:
        session: the game. The debrief shows the secrets of both sides.
    """
    game, state = session.game, session.state
    result = outcome(state)
    ending = next(ending for ending in game.scenario.endings if ending.id == result.ending)
    return Debrief(
        flat(ending.title),
        flat(ending.text),
        result,
        (_brief(game, state, result, 0), _brief(game, state, result, 1)),
        tuple(turns(session)),
        tuple(_stood(game, state)),
        tuple(map(tracks, session.states)),
        tuple(s.kind for s in session.states),
        tuple(_where(s) for s in session.states),
        tuple(_out_of_role(game, state)),
    )


def _where(state: State) -> str:
    if state.phase == Phase.OPENING:
        return "opening"
    if state.phase < Phase.DRAFTING:
        return f"round {state.item + 1}"
    return "drafting" if state.phase == Phase.DRAFTING else "end"


def _brief(game: CompiledScenario, state: State, result: Outcome, side: int) -> Brief:
    delegation = game.scenario.delegations[game.delegations[side]]
    wishes = tuple(
        Wish(
            sentence(objective_text(game, side, goal.number)),
            goal.points,
            goal.earned,
            goal.status,
            not game.sides[side].goals[goal.number].public,
            met_when(game, game.sides[side].goals[goal.number].when, state),
        )
        for goal in result.objectives[side]
    )
    lines = list(delegation.red_lines.values())
    crossed = tuple(
        flat(line.text) for number, line in enumerate(lines) if state.sides[side].crossed >> number & 1
    )
    return Brief(game.sides[side].name, flat(delegation.instructions), wishes, crossed, result.scores[side])


def turns(session: Session) -> list[Turn]:
    """Return the moves at which the type of the talk changed, in order.

    A change at the end of a round, where a negotiation lapses by itself, is nobody's move and is left out.
    """
    turning = []
    for number, entry in enumerate(session.log):
        if not _TURNING & set(entry.after.fired):
            continue
        # At the last move of a round, a negotiation can begin and lapse at once.
        kind = Type.NEGOTIATION if entry.after.kind == entry.before.kind else entry.after.kind
        bid = _bid(session, number)
        turning.append(
            Turn(
                number + 1,
                entry.side,
                deed(entry),
                short(label(session.game, entry.before, entry.move, NOBODY)),
                TYPE_NAMES[kind],
                entry.after.illicit == entry.before.illicit,
                _bid_words(session.game, bid),
                tuple(alternatives(entry)),
            )
        )
    return turning


def _bid(session: Session, number: int) -> Entry | None:
    """Return the bid that a move took up; there may be a question about an offer between the two."""
    entry = session.log[number]
    if entry.before.bid < 0 or not in_kind(entry.before.bid, entry.move):
        return None
    acts = _BIDS[entry.before.bid]
    earlier = reversed(session.log[:number])
    return next(bid for bid in earlier if bid.side != entry.side and bid.move.act in acts)


def _bid_words(game: CompiledScenario, bid: Entry | None) -> str:
    if bid is None:
        return ""
    return f"{game.sides[bid.side].short}: {deed(bid)}, {short(label(game, bid.before, bid.move, NOBODY))}"


def alternatives(entry: Entry) -> list[str]:
    """Return the acts that the mover could have chosen without changing the type of the talk."""
    seen = view(entry.before, entry.side).seen
    acts = {move.act for move in legal(seen) if forecast(seen, move).shift < 0}
    return [HELP[Act(act)].verb for act in sorted(acts) if act != Act.WALK_OUT]


def _stood(game: CompiledScenario, state: State) -> list[tuple[str, tuple[Stood, ...]]]:
    return [
        (
            flat(game.scenario.agenda[item].title),
            tuple(
                Stood(
                    game.by[n], line_of(game, n), STANDING_WORDS[standing_of(state, n)], why(game, state, n)
                )
                for n in bits(game.graphs[item].claims & game.theses & state.said)
            ),
        )
        for item in range(len(game.items))
    ]


def why(game: CompiledScenario, state: State, claim: int) -> str:
    """Return a sentence on why a claim stands or not: the reasons, the attacks, and how the attacks stand.

    Args:
        game: the scenario.
        state: the game so far; a view is enough.
        claim: the claim's number.
    """
    links = [game.links[n] for n in bits(state.links)]
    reasons = [link for link in links if link.kind == SUPPORT and link.target == claim]
    standing = state.said & ~state.retracted & ~state.fallen
    undercut = sum(any(undercuts(cut, r) and standing >> cut.source & 1 for cut in links) for r in reasons)
    burden = (state.asked >> claim & 1) + (state.challenged >> claim & 1)
    parts = []
    if burden:
        by_card = " (one by a card)" if state.challenged >> claim & 1 else ""
        parts.append(f"asked for {'two reasons' if burden > 1 else 'a reason'}{by_card}")
    many = "no reason" if not reasons else "one reason" if len(reasons) == 1 else f"{len(reasons)} reasons"
    parts.append(f"{many} given, {undercut} of them undercut" if undercut else f"{many} given")
    for link in links:
        if link.kind == REBUT and link.target == claim:
            how = STANDING_WORDS[standing_of(state, link.source)]
            parts.append(
                f"attacked by {game.sides[link.maker].short} with "
                f"{quote(short(line_of(game, link.source), 50))}, which {how}"
            )
    return sentence("; ".join(parts))


def _out_of_role(game: CompiledScenario, state: State) -> list[str]:
    scenario = game.scenario
    kinds: dict[str, list[str]] = {}
    for source in scenario.sources.values():
        kinds.setdefault(source.kind, []).append(source.title)
    texts = []
    if scenario.content_note:
        texts.append(flat(scenario.content_note))
    opinions = [quote(title) for title in kinds.get("opinion", [])]
    if opinions:
        texts.append(
            f"Opinion pieces, each one voice and neither a fact nor a government: {', '.join(opinions)}."
        )
    invented = sum(getattr(p, "invented", False) for p in scenario.proposals.values())
    texts.append(
        f"Made up for play: the wishes and instructions of both sides, {invented} of "
        f"{len(scenario.proposals)} proposals, and the news from outside where no source is named."
    )
    texts.append("What would you have said in your own name? The delegation's view need not be yours.")
    return texts


def lines(debrief: Debrief, game: CompiledScenario) -> list[str]:
    """Return a debrief as plain text; long lines are not wrapped."""
    a, b = game.sides
    texts = ["", "Debrief", "-------", "", f"Ending: {debrief.title}", debrief.text, ""]
    e, n, q = debrief.outcome.shares
    texts += [
        f"Worth to both together: {debrief.outcome.joint} of 100. "
        f"{a.short}: {debrief.outcome.scores[0]}. {b.short}: {debrief.outcome.scores[1]}.",
        f"The talk was an exchange for {e}% of the turns, a negotiation for {n}%, a quarrel for {q}%.",
        "",
    ]
    for brief in debrief.briefs:
        texts += [f"The brief of {brief.name[:1].lower() + brief.name[1:]}", f"  {brief.instructions}"]
        for wish in brief.wishes:
            texts.append(f"  {wish_words(wish)}")
        texts += [f"  Red line crossed: {line}" for line in brief.crossed]
        texts.append("")
    texts.append("The moves at which the talk turned")
    texts += [f"  {turn_words(turn, game)}" for turn in debrief.turns] or [
        "  It never did: an exchange throughout."
    ]
    texts.append("")
    texts.append("What stood, and why")
    for title, theses in debrief.stood:
        texts.append(f"  {title}")
        texts += [
            f"    {game.sides[thesis.side].short} {quote(thesis.line)} {thesis.standing}. {thesis.why}"
            for thesis in theses
        ]
    questions = [flat(text) for text in game.scenario.questions]
    texts += ["", "Out of role", *[f"  {text}" for text in (*debrief.out_of_role, *questions)], ""]
    return texts


def wish_words(wish: Wish) -> str:
    """Return an objective and its result on one line."""
    how = {MET: "met", BRIDGED: "not met, but an agreed bridge serves it"}.get(wish.status, "missed")
    kind = "secret" if wish.secret else "public"
    return f"[{how}] {wish.text} ({kind}, {wish.earned:g} of {wish.points} points) Met when {wish.when}."


def turn_words(turn: Turn, game: CompiledScenario) -> str:
    """Return a few sentences about a move that turned the talk."""
    who = game.sides[turn.side].short
    how = "" if turn.licit else ", against the rules of a dialogue"
    text = (
        f"Move {turn.ply}, {who} ({turn.deed}: {turn.what}): the talk became {_with_article(turn.type)}{how}."
    )
    if turn.answered:
        text += " " + sentence(f"It took up a bid, {turn.answered}")
    if turn.instead:
        text += f" It could also have chosen: {', '.join(turn.instead[:8])}."
    return text


def _with_article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
