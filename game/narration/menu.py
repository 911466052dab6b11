"""The legal moves as a menu in three steps: an act, what it is about, and its tone or card.

With it, what a move would do, told in words before it is made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from game.narration import situation
from game.narration.labels import (
    TONED,
    TYPE_WORDS,
    card_text,
    card_title,
    label,
    line_of,
    quote,
    sentence,
    short,
    text_of,
    tone_name,
)
from game.table.acts import HELP, Act
from game.table.catalogue import Move
from game.table.effects import Change, brief_words, words
from game.table.forecast import forecast, total
from game.table.fouls import foul_of
from game.table.moves import answers
from game.table.outcome import standing_of
from game.table.play import step
from game.table.state import bits
from game.table.view import View

_LAST = frozenset({Act.RECESS, Act.HOLD, Act.WALK_OUT})
"""Acts at the end of the menu: one that says nothing is not the first to be marked."""

_PROPOSALS = frozenset({Act.DEMAND, Act.OFFER, Act.COUNTER, Act.TEXT})


class Variant(NamedTuple):
    """The last step: a tone, a card, or nothing to choose."""

    label: str
    move: Move


class MenuEntry(NamedTuple):
    """What an act could be about."""

    label: str
    variants: tuple[Variant, ...]


class Group(NamedTuple):
    """One act with all it could be about."""

    act: Act
    verb: str
    means: str
    answers: bool
    """Whether it answers the point just made."""
    entries: tuple[MenuEntry, ...]


def groups(view: View, allowed: Callable[[Move], bool] | None = None) -> list[Group]:
    """The menu of the side to move; first the acts that answer what was just said.

    Args:
        view: the game as that side sees it; an empty list if the other side is to move.
        allowed: where given, only moves for which it is true are on the menu.
    """
    seen = view.seen
    by_act: dict[int, dict[tuple[int, int], list[Move]]] = {}
    for move in view.moves():
        if allowed is not None and not allowed(move):
            continue
        # A challenge is chosen by the claim; its cards are the variants.
        about = (move.what, 0 if move.act == Act.CHALLENGE else move.to)
        by_act.setdefault(move.act, {}).setdefault(about, []).append(move)
    found = []
    for number, contents in by_act.items():
        act = Act(number)
        entries = tuple(_entry(view, moves) for moves in contents.values())
        to_the_point = any(answers(seen, move) for moves in contents.values() for move in moves)
        found.append(Group(act, HELP[act].verb, HELP[act].means, to_the_point, entries))
    return sorted(found, key=lambda group: (not group.answers, group.act in _LAST, group.act))


def narrowed(every: list[Group], text: str) -> list[Group]:
    """The groups that have all the words of a search, each with the contents that have them.

    Args:
        every: the whole menu.
        text: words or parts of words; upper and lower case are the same.
    """
    words = text.casefold().split()
    found = []
    for group in every:
        has = [
            entry
            for entry in group.entries
            if all(word in f"{group.verb} {entry.label}".casefold() for word in words)
        ]
        if has:
            found.append(group._replace(entries=tuple(has)))
    return found


def _entry(view: View, moves: list[Move]) -> MenuEntry:
    game, seen, first = view.seen.game, view.seen, moves[0]
    if first.act == Act.CHALLENGE:
        return MenuEntry(
            line_of(game, first.what), tuple(Variant(card_title(game, move.to), move) for move in moves)
        )
    named = next((move for move in moves if tone_name(move) == "frank"), first)
    variants = tuple(Variant(tone_name(move) if move.act in TONED else "", move) for move in moves)
    return MenuEntry(label(game, seen, named), variants)


def middle(entry: MenuEntry) -> int:
    """The variant to start from: the frank one, else the first."""
    return next((n for n, variant in enumerate(entry.variants) if variant.label == "frank"), 0)


def detail(view: View, move: Move) -> str:
    """What a label leaves out: the text of a card or of proposals; empty where there is nothing more.

    Args:
        view: the game as the mover sees it.
        move: one of its legal moves.
    """
    game, seen = view.seen.game, view.seen
    if move.act == Act.CHALLENGE:
        return card_text(game, move.to)
    if move.act in (Act.SUPPORT, Act.REBUT):
        link = game.links[move.what]
        return card_text(game, link.card) if link.source < 0 else ""
    if move.act in (Act.DEMAND, Act.TEXT):
        numbers = [move.what]
    elif move.act in (Act.OFFER, Act.COUNTER):
        numbers = bits(game.packages[move.what].mask)
    elif move.act in (Act.ACCEPT, Act.DECLINE, Act.DEFER) and seen.open_what >= 0:
        package = seen.open_act in (Act.OFFER, Act.COUNTER)
        numbers = bits(game.packages[seen.open_what].mask) if package else [seen.open_what]
    else:
        return ""
    return sentence("; ".join(text_of(game, n) for n in numbers))


def if_accepted(view: View, move: Move) -> list[str]:
    """What a proposal would do if the other side accepted it at once; empty for other acts."""
    if move.act not in _PROPOSALS:
        return []
    log: list[Change] = []
    after = step(view.seen, move)
    if after.ended:
        return []
    step(after, after.game.catalogue.accept, log)
    return brief_words(total(log), names(view), view.side) or ["no track moves"]


def names(view: View) -> tuple[str, str]:
    """Both delegations' short names."""
    first, second = view.seen.game.sides
    return first.short, second.short


def argument(view: View, move: Move) -> list[str]:
    """What a move would do to the claims already on the table, such as a claim that would fall.

    Args:
        view: the game as the mover sees it.
        move: one of its legal moves; of a challenge, if the card bears on the claim.
    """
    seen = view.seen
    game = seen.game
    after = step(seen, move, bears=True, chance=False)
    if after.item != seen.item or after.ended:
        return []
    said = []
    for number in bits(seen.said & game.graphs[seen.item].claims):
        then = standing_of(after, number)
        if then != standing_of(seen, number):
            whose = "your" if game.by[number] == view.side else "their"
            said.append(f"{whose} {quote(short(line_of(game, number), 40))} {situation.NOW_WORDS[then]}")
    return said


def effects(view: View, move: Move) -> list[str]:
    """What a move would do, in words, exactly as large as what then happens.

    Args:
        view: the game as the mover sees it.
        move: one of its legal moves.
    """
    seen, side = view.seen, view.side
    told = forecast(seen, move)
    other = seen.game.sides[1 - side].short
    now = words(told.deltas, side, other)
    if told.missed is None:
        said = now or ["no track moves"]
    else:
        said = [f"if the card bears on it: {', '.join(brief_words(told.deltas, names(view), side))}"]
        said.append(f"if it does not: {', '.join(brief_words(told.missed, names(view), side))}")
    if moved := argument(view, move):
        said.append(f"then {', '.join(moved)}")
    if told.shift >= 0 and told.shift != seen.kind:
        said.append(f"the talk becomes {TYPE_WORDS[told.shift]}")
    if accepted := if_accepted(view, move):
        said.append(f"if they accept: {', '.join(accepted)}")
    if told.bids >= 0:
        said.append(f"a bid: if they answer in kind, the talk becomes {TYPE_WORDS[told.bids]}")
    if told.foul:
        said.append(f"a foul on your record if they do: “{told.foul}”")
    for number in bits(told.their_fouls):
        said.append(f"a foul on their record: they “{foul_of(number)[0].plain}”")
    if told.crosses:
        said.append("CROSSES YOUR RED LINE")
    if told.ends and move.act != Act.CLOSE:
        said.append("ENDS THE TALKS")
    return said
