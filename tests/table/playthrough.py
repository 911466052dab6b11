"""Whole games as text: every position, what each side knows, every legal move, and what the chosen one did.

The form follows the playthroughs of OpenSpiel (Lanctot et al. 2019): a file that can be read like a game
and compared like a number. Only the rules are in it; what a computer delegate thinks is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from game.table.acts import Act
from game.table.catalogue import Move
from game.table.compiled import CompiledScenario
from game.table.effects import Change
from game.table.fouls import foul_of
from game.table.masks import bits
from game.table.moves import legal
from game.table.outcome import objectives, outcome, standing_of
from game.table.play import play, start
from game.table.protocol import PHASES, TRIGGERS, TYPES
from game.table.state import State
from game.table.view import view

Policy = Callable[[State, list[Move]], Move]

ENDED = ("under way", "completed", "suspended", "walked out", "recalled")
TRACKS = ("understanding", "tension", "credibility", "home")
LONG = 160
"""A list of moves longer than this is written once, and referred to when it comes again."""


def playthrough(game: CompiledScenario, seed: int, choose: Policy) -> tuple[list[str], State]:
    """A whole game, line by line, and its last state.

    Args:
        game: the scenario.
        seed: of the game.
        choose: gives the move to make.
    """
    state = start(game, seed)
    told = [
        f"scenario {game.scenario.id}, {len(game.items)} items of {2 * game.turns} turns, "
        f"shifts {'resistant' if game.resistant else 'permissive'}, seed {seed}",
    ]
    known: dict[str, int] = {}
    while not state.over:
        told += ["", *_position(state)]
        moves = legal(state)
        told += _menu(game, moves, state.ply, known)
        move = choose(state, moves)
        changes: list[Change] = []
        state = play(state, move, changes)
        told.append(f"move          {game.key(move)}")
        told += [f"  {_change(game, change)}" for change in changes]
        if state.fired:
            told.append(f"  fires {', '.join(TRIGGERS[number] for number in state.fired)}")
    return [*told, "", *_position(state), *_outcome(state)], state


def _position(s: State) -> Iterator[str]:
    """What both sides see, and then what only one of them knows."""
    game = s.game
    where = "over" if s.over else f"{game.delegations[s.mover]} to move"
    yield f"ply {s.ply}: {PHASES[s.phase]}, {game.items[s.item]}, turn {s.turn}, {TYPES[s.kind]}; {where}"
    yield (
        f"tracks        understanding {s.understanding}, tension {s.tension}; "
        f"{game.delegations[0]}: credibility {s.sides[0].credibility}, home {s.sides[0].home}; "
        f"{game.delegations[1]}: credibility {s.sides[1].credibility}, home {s.sides[1].home}"
    )
    for side, name in enumerate(game.delegations):
        said = [f"{game.claims[n]} {standing_of(s, n)}" for n in bits(s.said & game.sides[side].claims)]
        yield from _line(f"{name} said", said)
    yield from _line("open", [_point(s)] if s.open_act >= 0 else [])
    yield from _line("bid", [TYPES[s.bid]] if s.bid >= 0 else [])
    for name, mask, words in (
        ("agreed", s.agreed, game.proposals),
        ("working group", s.parked, game.proposals),
        ("disclosed", s.disclosed, game.interests),
        ("sentences", s.sentenced, game.claims),
        ("news", s.events, game.events),
    ):
        yield from _line(name, [words[n] for n in bits(mask)])
    for side, fouls in enumerate(of.fouls for of in s.sides):
        found = [f"{foul.id} in {game.items[item]}" for foul, item in map(foul_of, bits(fouls))]
        yield from _line(f"{game.delegations[side]} fouls", found)
    for side, name in enumerate(game.delegations):
        own, others = view(s, side).seen, view(s, 1 - side).seen
        public = {goal.id for goal in objectives(others, side)}
        secret = [f"{goal.id} {goal.status}" for goal in objectives(own, side) if goal.id not in public]
        yield from _line(f"only {name}", secret)


def _line(name: str, words: list[str]) -> Iterator[str]:
    if words:
        yield f"{name:<13} {', '.join(words)}"


def _point(s: State) -> str:
    """The act that may be answered, and what it is about."""
    game, what = s.game, s.open_what
    act = Act(s.open_act)
    about = {
        Act.DEMAND: game.proposals,
        Act.TEXT: game.proposals,
        Act.DISCLOSE: game.interests,
        Act.CLAIM: game.claims,
        Act.ASK: game.claims,
        Act.CHALLENGE: game.claims,
        Act.PRICE: game.claims,
    }.get(act)
    if act in (Act.OFFER, Act.COUNTER):
        parts = [game.proposals[n] for n in bits(game.packages[what].mask)]
        return f"{act.name.lower()} {' + '.join(parts)}"
    return f"{act.name.lower()} {about[what]}" if about and what >= 0 else act.name.lower()


def _menu(game: CompiledScenario, moves: list[Move], ply: int, known: dict[str, int]) -> Iterator[str]:
    """The legal moves, one line an act; moves that differ in their last word only are drawn together."""
    by_act: dict[int, list[str]] = {}
    for move in moves:
        by_act.setdefault(move.act, []).append(game.key(move))
    for keys in by_act.values():
        together: dict[str, list[str]] = {}
        for key in keys:
            head, _, last = key.rpartition(" ")
            together.setdefault(head, []).append(last)
        words = "; ".join(f"{head} {'|'.join(lasts)}".strip() for head, lasts in together.items())
        if len(words) > LONG:
            first = known.setdefault(words, ply)
            if first != ply:
                words = f"{keys[0].split()[0]} … {len(keys)} moves, as at ply {first}"
        yield f"  {words}"


def _change(game: CompiledScenario, change: Change) -> str:
    u, t, c0, c1, h0, h1 = change.deltas
    first, second = game.delegations
    named = (
        (u, "understanding"),
        (t, "tension"),
        (c0, f"credibility of {first}"),
        (c1, f"credibility of {second}"),
        (h0, f"home of {first}"),
        (h1, f"home of {second}"),
    )
    told = ", ".join(f"{name} {delta:+d}" for delta, name in named if delta)
    return f"{change.cause} ({game.delegations[change.side]}): {told}"


def _outcome(s: State) -> Iterator[str]:
    game, result = s.game, outcome(s)
    blame = f", {game.delegations[s.blame]}" if s.blame >= 0 else ""
    yield f"outcome       {ENDED[s.ended]}{blame}; ending {result.ending}; joint {result.joint}"
    for side, name in enumerate(game.delegations):
        goals = ", ".join(f"{goal.id} {goal.status} {goal.earned:g}" for goal in result.objectives[side])
        yield f"  {name:<12}score {result.scores[side]}: {goals}"
        crossed = [
            line
            for number, line in enumerate(game.scenario.delegations[name].red_lines)
            if s.sides[side].crossed >> number & 1
        ]
        yield from _line("  crossed", crossed)
    shares = ", ".join(f"{kind} {share}%" for kind, share in zip(TYPES, result.shares, strict=True))
    yield f"  talk        {shares}; {s.shifts} shifts, {s.illicit} illicit"
