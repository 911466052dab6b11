"""Labels: the names of claims, cards, proposals and moves in short texts, and the sources of statements.

All texts are plain; a screen must show them as they are, never as markup.
"""

from __future__ import annotations

from game.scenario.cells import beginning, cells
from game.scenario.format.model import TONES, Claim
from game.table.acts import HELP, Act
from game.table.catalogue import FOUNDED, FRANK, THE_POINT, THE_WISH, Move
from game.table.compiled import CompiledScenario
from game.table.fouls import foul_of
from game.table.links import REBUT, SUPPORT, UNDERCUT, Link
from game.table.masks import bits
from game.table.numbered import Pair
from game.table.state import State

TYPE_WORDS = ("an exchange of views", "a negotiation", "a quarrel")
"""The types of talk as used in a sentence."""

TYPE_NAMES = ("exchange", "negotiation", "quarrel")
"""The types of talk in one word."""

TONED = frozenset({Act.OPENING, Act.CLAIM, Act.SUPPORT, Act.REBUT, Act.DEMAND, Act.CLOSE})
"""Acts whose tone is the speaker's choice."""


def flat(text: str) -> str:
    """Return the text on one line."""
    return " ".join(text.split())


def short(text: str, limit: int = 72) -> str:
    """Return the text on one line, cut at a space if it is too long."""
    line = flat(text)
    if cells(line) <= limit:
        return line
    start = beginning(line, limit - 1)
    head, space, _ = start.rpartition(" ")
    return (head if space and cells(head) > limit // 2 else start).rstrip(" ,;:–-") + "…"


def quote(text: str) -> str:
    """Return the text in quotation marks, without its full stop."""
    return f"“{flat(text).removesuffix('.')}”"


def sentence(text: str) -> str:
    """Return the text with a capital letter and a full stop."""
    line = flat(text)
    line = line[:1].upper() + line[1:]
    return line if line.endswith((".", "?", "!", "…", ".”", "?”", "!”")) else f"{line}."


def listed(words: list[str]) -> str:
    """Return words as a list in a sentence: ``"a, b and c"``; empty if there are none."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def line_of(game: CompiledScenario, claim: int, tone: int = FRANK) -> str:
    """Return a claim's line in a tone, or in the nearest tone that is written.

    Args:
        game: the scenario.
        claim: the claim's number.
        tone: 0 cordial, 1 frank, 2 forceful.
    """
    return _line(game.scenario.claims[game.claims[claim]].lines, tone)


def charge_line(game: CompiledScenario, charge: int) -> str:
    """Return the line of a charge in the frank tone, or the nearest that is written."""
    side, key = game.charges[charge]
    return _line(game.scenario.delegations[game.delegations[side]].charges[key].lines, FRANK)


def _line(lines: object, tone: int) -> str:
    for name in sorted(TONES, key=lambda name: abs(TONES.index(name) - tone)):
        text = getattr(lines, name)
        if text:
            return flat(text)
    return ""


def title_of(game: CompiledScenario, proposal: int) -> str:
    """Return a proposal's short title."""
    return flat(game.scenario.proposals[game.proposals[proposal]].title)


def text_of(game: CompiledScenario, proposal: int) -> str:
    """Return a proposal's text, as it follows "the two sides agreed"."""
    return flat(game.scenario.proposals[game.proposals[proposal]].text).removesuffix(".")


def item_title(game: CompiledScenario, item: int) -> str:
    """Return the title of an agenda item."""
    return flat(game.scenario.agenda[item].title)


def card_title(game: CompiledScenario, card: int) -> str:
    """Return the title of a fact card."""
    return flat(game.scenario.evidence[game.cards[card]].title)


def card_text(game: CompiledScenario, card: int) -> str:
    """Return the text of a fact card."""
    return flat(game.scenario.evidence[game.cards[card]].text)


def interest_text(game: CompiledScenario, interest: int) -> str:
    """Return the text of an interest."""
    key = game.interests[interest]
    for delegation in game.scenario.delegations.values():
        if key in delegation.interests:
            return flat(delegation.interests[key].text)
    raise KeyError(key)


def objective_text(game: CompiledScenario, side: int, goal: int) -> str:
    """Return the text of an objective."""
    delegation = game.scenario.delegations[game.delegations[side]]
    return flat(delegation.objectives[game.sides[side].goals[goal].id].text)


def name_of(game: CompiledScenario, side: int, *, start: bool = False) -> str:
    """Return a delegation's name for use in a sentence ("the delegation of Arlen"), or at its start."""
    name = flat(game.sides[side].name)
    if name[:4] in ("The ", "the "):
        return ("The " if start else "the ") + name[4:]
    return name[:1].upper() + name[1:] if start else name


def tone_name(move: Move) -> str:
    """Return the tone of a move in one word; empty where the speaker does not choose it."""
    return TONES[move.tone] if move.act in TONED else ""


NOBODY = 2
"""In place of a reader's side: a package is described with both sides' names."""


def package_label(game: CompiledScenario, package: int, side: int) -> str:
    """Return what each side would get, as one side reads it: "you get Equal time; they get …".

    Args:
        game: the scenario.
        package: its number.
        side: the reader's side, or :data:`NOBODY`.
    """
    if side == NOBODY:
        theirs, mine, both = package_parts(game, game.packages[package].mask, 0)
        first, second = (f"{delegation.short} gets" for delegation in game.sides)
    else:
        theirs, mine, both = package_parts(game, game.packages[package].mask, side)
        first, second = "you get", "they get"
    parts = []
    for who, numbers in ((first, mine), (second, theirs), ("both get", both)):
        if numbers:
            parts.append(f"{who} {' and '.join(title_of(game, n) for n in numbers)}")
    return "; ".join(parts)


def package_parts(game: CompiledScenario, mask: int, side: int) -> tuple[list[int], list[int], list[int]]:
    """Return the proposals of a package: the other side's wishes, one's own, and those of both."""
    mine, theirs = game.sides[side].favours, game.sides[1 - side].favours
    return bits(mask & theirs), bits(mask & mine), bits(mask & ~mine & ~theirs)


def link_source(game: CompiledScenario, link: Link, tone: int = FRANK) -> str:
    """Return the source of a support, rebuttal or undercut: a claim's line, or a card's title."""
    return line_of(game, link.source, tone) if link.source >= 0 else card_title(game, link.card)


def link_target(game: CompiledScenario, link: Link) -> str:
    """Return the target of a support, rebuttal or undercut: a claim's line, or a card's title."""
    return line_of(game, link.target) if link.target >= 0 else card_title(game, link.card)


def pair_lines(game: CompiledScenario, pair: Pair) -> list[tuple[int, str, bool]]:
    """Return both halves of a contradiction, earlier item first: item, line, and True if it was granted."""
    halves = [(game.item_of[n], line_of(game, n), False) for n in bits(pair.own)]
    halves += [(game.item_of[n], line_of(game, n), True) for n in bits(pair.granted)]
    return sorted(halves, key=lambda half: half[0])


def label(game: CompiledScenario, state: State, move: Move, reader: int = -1) -> str:
    """Return the content of a move, short enough for a menu and without its act.

    Args:
        game: the scenario.
        state: the state in which it would be made; a view is enough.
        move: any move of the catalogue.
        reader: the side whose view a package is described from; the mover unless given, or :data:`NOBODY`.
    """
    act, what = move.act, move.what
    reader = state.mover if reader < 0 else reader
    if act == Act.CLAIM:
        return line_of(game, what, move.tone)
    if act in (Act.ASK, Act.CONCEDE, Act.RETRACT, Act.PRICE):
        return line_of(game, what)
    if act == Act.ACKNOWLEDGE:
        return line_of(game, what) if what != THE_POINT else _point(game, state)
    if act == Act.CHALLENGE:
        return f"{card_title(game, move.to)} (against {quote(short(line_of(game, what)))})"
    if act in (Act.SUPPORT, Act.REBUT):
        link = game.links[what]
        word = {SUPPORT: "for", REBUT: "against", UNDERCUT: "takes the force from"}[link.kind]
        return f"{link_source(game, link, move.tone)} ({word} {quote(short(link_target(game, link)))})"
    if act == Act.RESOLVE:
        return " / ".join(quote(short(line)) for _, line, _ in pair_lines(game, game.pairs[what]))
    if act == Act.OPENING:
        return objective_text(game, move.to, what)
    if act in (Act.DEMAND, Act.TEXT):
        return title_of(game, what)
    if act in (Act.OFFER, Act.COUNTER):
        return package_label(game, what, reader)
    if act == Act.ACCUSE:
        return _accusation(game, move)
    if act == Act.DISCLOSE:
        return interest_text(game, what)
    if act == Act.PROBE:
        return _probe(game, state, move, reader)
    return _about_the_point(game, state, move, reader)


def _accusation(game: CompiledScenario, move: Move) -> str:
    if move.to != FOUNDED:
        return charge_line(game, move.what)
    foul, item = foul_of(move.what)
    return f"they {foul.plain} (round on {item_title(game, item)})"


def _probe(game: CompiledScenario, state: State, move: Move, reader: int) -> str:
    if move.what == THE_WISH:
        wish = state.sides[1 - state.mover].wish
        text = objective_text(game, 1 - state.mover, wish) if wish >= 0 else "none was named"
        return f"their wish: {text}"
    return f"what is on the table: {on_the_table(game, state, reader)}"


def on_the_table(game: CompiledScenario, state: State, side: int = -1) -> str:
    """Return the point that needs an answer now, in a few words; empty if there is none.

    Args:
        game: the scenario.
        state: the game so far.
        side: the side whose view a package is described from; the mover unless given, or :data:`NOBODY`.
    """
    act, what = state.open_act, state.open_what
    if act in (Act.OFFER, Act.COUNTER) and what >= 0:
        return package_label(game, what, state.mover if side < 0 else side)
    if act in (Act.DEMAND, Act.TEXT) and what >= 0:
        return title_of(game, what)
    if act == Act.PRICE and what >= 0:
        return quote(line_of(game, what))
    if act == Act.PROBE and state.held >= 0:
        if state.held_act == Act.DEMAND:
            return title_of(game, state.held)
        return package_label(game, state.held, state.mover if side < 0 else side)
    return ""


def _point(game: CompiledScenario, state: State) -> str:
    if state.open_act == Act.DISCLOSE and state.open_what >= 0:
        return f"what they disclosed: {short(interest_text(game, state.open_what))}"
    return {
        int(Act.ACCUSE): "what they said about your conduct",
        int(Act.REFRAME): "the call back to an exchange of views",
    }.get(state.open_act, "the point just made")


def _about_the_point(game: CompiledScenario, state: State, move: Move, reader: int) -> str:
    if move.act in (Act.ACCEPT, Act.DECLINE, Act.DEFER, Act.SENTENCE, Act.REFUSE):
        return on_the_table(game, state, reader) or HELP[Act(move.act)].means
    if move.act == Act.CLOSE:
        return f"{TONES[move.tone]} closing statement"
    return HELP[Act(move.act)].means


def sources(game: CompiledScenario, move: Move) -> list[str]:
    """Return the sources of the words of a move, ready to be shown.

    Args:
        game: the scenario.
        move: any move of the catalogue.

    Returns:
        References such as ``"Institute of Rivers, 2021-09, Table 5 (study)"``; empty if there is none.
    """
    return list(dict.fromkeys(reference_text(game, reference) for reference in _references(game, move)))


def reference_text(game: CompiledScenario, reference: str) -> str:
    """Return a reference in words: publisher, date, place in the source, and kind of source."""
    key, _, place = reference.partition(" ")
    source = game.scenario.sources.get(key)
    if source is None:
        return flat(reference)
    parts = [flat(source.publisher), flat(source.date)]
    if place:
        parts.append(flat(place))
    return f"{', '.join(parts)} ({source.kind})"


def voice_of(game: CompiledScenario, move: Move) -> str:
    """Return the voice of the delegation that speaks, where the author names one; else empty."""
    for part in _spoken_parts(game, move):
        key = getattr(part, "voice", None)
        if isinstance(part, Claim) and key:
            return flat(game.scenario.delegations[part.by].voices[key].name)
    return ""


def _references(game: CompiledScenario, move: Move) -> list[str]:
    return [reference for part in _spoken_parts(game, move) for reference in _named(part)]


def _named(part: object) -> list[str]:
    """Return the references that a part of the scenario names."""
    source = getattr(part, "source", None)
    return [source] if isinstance(source, str) else list(source or [])


def provenance(game: CompiledScenario, part: object) -> str:
    """Return the origin of a part of the scenario in words: its sources, or that it was made up for play.

    Args:
        game: the scenario.
        part: a claim, a card, a charge, a proposal, an event or a press line.
    """
    references = "; ".join(reference_text(game, reference) for reference in _named(part))
    if getattr(part, "invented", False):
        return f"{references}; worded for play" if references else "made up for play"
    return references or "no source is named"


def _spoken_parts(game: CompiledScenario, move: Move) -> list[object]:
    """Return the parts of the scenario whose words a move speaks."""
    scenario, act, what = game.scenario, move.act, move.what
    if act == Act.CLAIM:
        return [scenario.claims[game.claims[what]]]
    if act == Act.CHALLENGE:
        return [scenario.evidence[game.cards[move.to]]]
    if act in (Act.SUPPORT, Act.REBUT):
        link = game.links[what]
        if link.source >= 0:
            return [scenario.claims[game.claims[link.source]]]
        return [scenario.evidence[game.cards[link.card]]]
    if act in (Act.DEMAND, Act.TEXT):
        return [scenario.proposals[game.proposals[what]]]
    if act in (Act.OFFER, Act.COUNTER):
        return [scenario.proposals[game.proposals[n]] for n in bits(game.packages[what].mask)]
    if act == Act.ACCUSE and move.to != FOUNDED:
        side, key = game.charges[what]
        return [scenario.delegations[game.delegations[side]].charges[key]]
    return []
