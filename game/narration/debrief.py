"""The debrief: both briefs laid open, what the meeting came to, and the moves that turned it."""

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
from game.table.assessment import RED_LINE_BITS
from game.table.compiled import CompiledScenario
from game.table.forecast import forecast
from game.table.links import REBUT, SUPPORT, undercuts
from game.table.moves import legal
from game.table.outcome import BRIDGED, MET, Outcome, outcome, standing_of
from game.table.protocol import TRIGGER, Phase, Type
from game.table.shifts import in_kind
from game.table.state import State, bits
from game.table.view import view

_TURNING = {TRIGGER[name] for name in ("turn_to_bargaining", "fall_out", "come_back")}
_BIDS = (frozenset({Act.REFRAME}), frozenset({Act.DEMAND, Act.OFFER, Act.COUNTER}), frozenset({Act.ACCUSE}))
"""The acts that bid for each type."""


class Wish(NamedTuple):
    """One objective and how it came out."""

    text: str
    points: int
    earned: float
    status: str
    """``met``, ``bridged`` or ``missed``."""
    secret: bool
    when: str
    """What had to be true, and how it was."""


class Brief(NamedTuple):
    """One side's brief, opened."""

    name: str
    instructions: str
    wishes: tuple[Wish, ...]
    crossed: tuple[str, ...]
    """Red lines it crossed."""
    score: int


class Turn(NamedTuple):
    """A move that turned the type of the talk."""

    ply: int
    """Its number, from 1."""
    side: int
    deed: str
    what: str
    type: str
    """What the talk became."""
    licit: bool
    answered: str
    """For a bid that was taken up: what it was."""
    instead: tuple[str, ...]
    """Acts that were open to the same side and would have left the type as it was."""


class Stood(NamedTuple):
    """A thesis at the end, and why."""

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
    """By agenda item: its title and the theses that were put."""
    tracks: tuple[tuple[int, int, int, int, int, int], ...]
    """After each move: understanding, tension, credibility of side 0 and 1, home of side 0 and 1."""
    kinds: tuple[int, ...]
    """After each move: the type of the talk."""
    rounds: tuple[str, ...]
    """After each move: where the meeting was, ``"1"`` for the first round; short, for the foot of a chart."""
    out_of_role: tuple[str, ...]


def debrief(session: Session) -> Debrief:
    """The debrief of a game that is over, or as if it ended now.

    Args:
        session: the game; both briefs are opened.
    """
    game, state = session.game, session.state
    result = outcome(state)
    ending = next(one for one in game.scenario.endings if one.id == result.ending)
    return Debrief(
        flat(ending.title),
        flat(ending.text),
        result,
        (_brief(game, state, result, 0), _brief(game, state, result, 1)),
        tuple(turns(session)),
        tuple(_stood(game, state)),
        tuple(
            (s.understanding, s.tension, s.credibility0, s.credibility1, s.home0, s.home1)
            for s in session.states
        ),
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
    written = game.scenario.delegations[game.delegations[side]]
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
    lines = list(written.red_lines.values())
    crossed = tuple(
        flat(line.text)
        for number, line in enumerate(lines)
        if state.crossed >> (number + RED_LINE_BITS * side) & 1
    )
    return Brief(game.sides[side].name, flat(written.instructions), wishes, crossed, result.scores[side])


def turns(session: Session) -> list[Turn]:
    """The moves at which the type of the talk turned, in order.

    A turn at the end of a round, where a negotiation lapses by itself, is nobody's move and is left out.
    """
    found = []
    for number, entry in enumerate(session.log):
        if not _TURNING & set(entry.after.fired):
            continue
        # With the last move of a round a negotiation can begin and lapse at once.
        kind = Type.NEGOTIATION if entry.after.kind == entry.before.kind else entry.after.kind
        bid = _bid(session, number)
        found.append(
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
    return found


def _bid(session: Session, number: int) -> Entry | None:
    """The bid that a move took up: an offer may be asked about first."""
    entry = session.log[number]
    if entry.before.bid < 0 or not in_kind(entry.before.bid, entry.move):
        return None
    acts = _BIDS[entry.before.bid]
    earlier = reversed(session.log[:number])
    return next(one for one in earlier if one.side != entry.side and one.move.act in acts)


def _bid_words(game: CompiledScenario, bid: Entry | None) -> str:
    if bid is None:
        return ""
    return f"{game.sides[bid.side].short}: {deed(bid)}, {short(label(game, bid.before, bid.move, NOBODY))}"


def alternatives(entry: Entry) -> list[str]:
    """Acts that the mover could have chosen and that would have left the type as it was."""
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
    """Why a claim stands or does not: the reasons given, the attacks made, and how those stand.

    Args:
        game: the scenario.
        state: the game so far; a view is enough.
        claim: the claim's number.
    """
    made = [game.links[n] for n in bits(state.links)]
    reasons = [link for link in made if link.kind == SUPPORT and link.target == claim]
    standing = state.said & ~state.retracted & ~state.fallen
    undercut = sum(any(undercuts(cut, r) and standing >> cut.source & 1 for cut in made) for r in reasons)
    burden = (state.asked >> claim & 1) + (state.challenged >> claim & 1)
    parts = []
    if burden:
        by_card = " (one by a card)" if state.challenged >> claim & 1 else ""
        parts.append(f"asked for {'two reasons' if burden > 1 else 'a reason'}{by_card}")
    many = "no reason" if not reasons else "one reason" if len(reasons) == 1 else f"{len(reasons)} reasons"
    parts.append(f"{many} given, {undercut} of them undercut" if undercut else f"{many} given")
    for link in made:
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
    said = []
    if scenario.content_note:
        said.append(flat(scenario.content_note))
    opinions = [quote(title) for title in kinds.get("opinion", [])]
    if opinions:
        said.append(
            f"Opinion pieces, each one voice and neither a fact nor a government: {', '.join(opinions)}."
        )
    invented = sum(getattr(p, "invented", False) for p in scenario.proposals.values())
    said.append(
        f"Made up for play: the wishes and instructions of both sides, {invented} of "
        f"{len(scenario.proposals)} proposals, and the news from outside where no source is named."
    )
    said.append("What would you have said in your own name? The delegation's view need not be yours.")
    return said


def lines(found: Debrief, game: CompiledScenario) -> list[str]:
    """A debrief as plain text; long lines are not wrapped."""
    a, b = game.sides
    said = ["", "Debrief", "-------", "", f"Ending: {found.title}", found.text, ""]
    e, n, q = found.outcome.shares
    said += [
        f"Worth to both together: {found.outcome.joint} of 100. "
        f"{a.short}: {found.outcome.scores[0]}. {b.short}: {found.outcome.scores[1]}.",
        f"The talk was an exchange for {e}% of the turns, a negotiation for {n}%, a quarrel for {q}%.",
        "",
    ]
    for brief in found.briefs:
        said += [f"The brief of {brief.name[:1].lower() + brief.name[1:]}", f"  {brief.instructions}"]
        for wish in brief.wishes:
            said.append(f"  {wish_words(wish)}")
        said += [f"  Red line crossed: {line}" for line in brief.crossed]
        said.append("")
    said.append("The moves at which the talk turned")
    said += [f"  {turn_words(turn, game)}" for turn in found.turns] or [
        "  It never did: an exchange throughout."
    ]
    said.append("")
    said.append("What stood, and why")
    for title, theses in found.stood:
        said.append(f"  {title}")
        said += [
            f"    {game.sides[one.side].short} {quote(one.line)} {one.standing}. {one.why}" for one in theses
        ]
    questions = [flat(text) for text in game.scenario.questions]
    said += ["", "Out of role", *[f"  {text}" for text in (*found.out_of_role, *questions)], ""]
    return said


def wish_words(wish: Wish) -> str:
    """An objective and how it came out, on one line."""
    how = {MET: "met", BRIDGED: "not met, but an agreed bridge serves it"}.get(wish.status, "missed")
    kind = "secret" if wish.secret else "public"
    return f"[{how}] {wish.text} ({kind}, {wish.earned:g} of {wish.points} points) Met when {wish.when}."


def turn_words(turn: Turn, game: CompiledScenario) -> str:
    """A turning move in one sentence or two."""
    who = game.sides[turn.side].short
    how = "" if turn.licit else ", against the rules of a dialogue"
    said = (
        f"Move {turn.ply}, {who} ({turn.deed}: {turn.what}): the talk became {_with_article(turn.type)}{how}."
    )
    if turn.answered:
        said += " " + sentence(f"It took up a bid, {turn.answered}")
    if turn.instead:
        said += f" It could also have chosen: {', '.join(turn.instead[:8])}."
    return said


def _with_article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
