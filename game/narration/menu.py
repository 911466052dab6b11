"""The legal moves as a menu in three steps: an act, its content, and its tone or card.

It also describes the effects of a move before it is made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from game.narration import situation
from game.narration.effect_words import brief_words, words
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
from game.table.effects import Change
from game.table.forecast import forecast, total
from game.table.fouls import foul_of
from game.table.masks import bits
from game.table.moves import answers
from game.table.outcome import standing_of
from game.table.play import step
from game.table.view import View

_LAST = frozenset({Act.RECESS, Act.HOLD, Act.WALK_OUT})
"""Acts at the end of the menu, so that none of them is selected first."""

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
    """An act with its possible contents."""

    act: Act
    verb: str
    means: str
    answers: bool
    """Whether it answers the point just made."""
    entries: tuple[MenuEntry, ...]


def groups(view: View, allowed: Callable[[Move], bool] | None = None) -> list[Group]:
    """Return the menu of the side to move; acts that answer the last move come first.

    Args:
        view: the game as that side sees it; the menu is empty if the other side is to move.
        allowed: a filter; the menu shows only the moves for which it returns True.
    """
    seen = view.seen
    by_act: dict[int, dict[tuple[int, int], list[Move]]] = {}
    for move in view.moves():
        if allowed is not None and not allowed(move):
            continue
        # The content of a challenge is the claim; the cards are its variants.
        about = (move.what, 0 if move.act == Act.CHALLENGE else move.to)
        by_act.setdefault(move.act, {}).setdefault(about, []).append(move)
    menu = []
    for number, contents in by_act.items():
        act = Act(number)
        entries = tuple(_entry(view, moves) for moves in contents.values())
        to_the_point = any(answers(seen, move) for moves in contents.values() for move in moves)
        menu.append(Group(act, HELP[act].verb, HELP[act].means, to_the_point, entries))
    return sorted(menu, key=lambda group: (not group.answers, group.act in _LAST, group.act))


def narrowed(every: list[Group], text: str) -> list[Group]:
    """Return the groups that match a search, each with its matching contents.

    Args:
        every: the whole menu.
        text: words or parts of words, all of which must occur; case does not matter.
    """
    words = text.casefold().split()
    matches = []
    for group in every:
        entries = [
            entry
            for entry in group.entries
            if all(word in f"{group.verb} {entry.label}".casefold() for word in words)
        ]
        if entries:
            matches.append(group._replace(entries=tuple(entries)))
    return matches


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
    """Return the index of the variant to start from: the frank one, else the first."""
    return next((n for n, variant in enumerate(entry.variants) if variant.label == "frank"), 0)


def detail(view: View, move: Move) -> str:
    """Return the text of a move's card or proposals, which its label leaves out; empty if it has none.

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
    """Return the effects of a proposal if the other side accepted it at once; empty for other acts."""
    if move.act not in _PROPOSALS:
        return []
    log: list[Change] = []
    after = step(view.seen, move)
    if after.ended:
        return []
    step(after, after.game.catalogue.accept, log)
    return brief_words(total(log), names(view), view.side) or ["no track moves"]


def names(view: View) -> tuple[str, str]:
    """Return both delegations' short names."""
    first, second = view.seen.game.sides
    return first.short, second.short


def argument(view: View, move: Move) -> list[str]:
    """Return the effects of a move on the claims already made, such as a claim that would fall.

    Args:
        view: the game as the mover sees it.
        move: one of its legal moves; the card of a challenge is taken to be relevant.
    """
    seen = view.seen
    game = seen.game
    after = step(seen, move, relevant=True, chance=False)
    if after.item != seen.item or after.ended:
        return []
    texts = []
    for number in bits(seen.said & game.graphs[seen.item].claims):
        then = standing_of(after, number)
        if then != standing_of(seen, number):
            whose = "your" if game.by[number] == view.side else "their"
            texts.append(f"{whose} {quote(short(line_of(game, number), 40))} {situation.NOW_WORDS[then]}")
    return texts


def effects(view: View, move: Move) -> list[str]:
    """Return the effects of a move in words, exactly as they will be if it is made.

    Args:
        view: the game as the mover sees it.
        move: one of its legal moves.
    """
    seen, side = view.seen, view.side
    prospect = forecast(seen, move)
    other = seen.game.sides[1 - side].short
    now = words(prospect.deltas, side, other)
    if prospect.missed is None:
        texts = now or ["no track moves"]
    else:
        texts = [f"if the card is relevant: {', '.join(brief_words(prospect.deltas, names(view), side))}"]
        texts.append(f"if it is not: {', '.join(brief_words(prospect.missed, names(view), side))}")
    if moved := argument(view, move):
        texts.append(f"then {', '.join(moved)}")
    if prospect.shift >= 0 and prospect.shift != seen.kind:
        texts.append(f"the talk becomes {TYPE_WORDS[prospect.shift]}")
    if accepted := if_accepted(view, move):
        texts.append(f"if they accept: {', '.join(accepted)}")
    if prospect.bids >= 0:
        texts.append(f"a bid: if they answer in kind, the talk becomes {TYPE_WORDS[prospect.bids]}")
    if prospect.foul:
        texts.append(f"a foul on your record if they do: “{prospect.foul}”")
    for number in bits(prospect.their_fouls):
        texts.append(f"a foul on their record: they “{foul_of(number)[0].plain}”")
    if prospect.crosses:
        texts.append("CROSSES YOUR RED LINE")
    if prospect.ends and move.act != Act.CLOSE:
        texts.append("ENDS THE TALKS")
    return texts
