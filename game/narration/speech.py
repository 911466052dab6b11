"""The spoken words of a move: an authored line, or a diplomatic sentence.

The same state and move always give the same words, so a transcript does not depend on the screen.
"""

from __future__ import annotations

from collections.abc import Callable

from game.narration.labels import (
    card_text,
    charge_line,
    interest_text,
    item_title,
    line_of,
    name_of,
    objective_text,
    package_parts,
    pair_lines,
    quote,
    sentence,
    short,
    text_of,
    title_of,
)
from game.scenario.text import clean
from game.table.acts import Act
from game.table.catalogue import CORDIAL, FORCEFUL, FOUNDED, THE_POINT, THE_WISH, Move
from game.table.compiled import CompiledScenario
from game.table.fouls import foul_of
from game.table.protocol import Phase, Type
from game.table.state import State


def spoken(game: CompiledScenario, before: State, move: Move, words: str = "") -> str:
    """Return the spoken words of a move: one or more whole sentences, plain text on one line.

    Args:
        game: the scenario.
        before: the state in which the move is made; the mover's view is enough.
        move: a legal move.
        words: the player's own words, which replace the line; cleaned here once more.
    """
    own = " ".join(clean(words).split())
    return own or _TEMPLATES[Act(move.act)](game, before, move)


def _pick(state: State, move: Move, *variants: str) -> str:
    """Return one of several wordings, for variety; the state and the move determine which."""
    return variants[(state.ply // 2 + state.ply % 2 + max(move.what, 0)) % len(variants)]


def _opening(game: CompiledScenario, s: State, move: Move) -> str:
    wish = sentence(objective_text(game, move.to, move.what))
    answering = s.mover != s.opener
    first = {
        CORDIAL: (
            "We are glad to be here, and we came to listen as well as to speak. One wish we name openly.",
            "We thank our colleagues for these words. We too name one wish openly, so that nobody need guess.",
        ),
        FORCEFUL: (
            "Let us lose no time on courtesies. One thing we expect of this meeting, and we say it in public.",
            "Then we too shall be plain, and for the record. This is what we expect.",
        ),
    }.get(
        move.tone,
        (
            "We came to speak plainly and to be spoken to plainly. One wish we name openly.",
            "We heard you, and you shall hear us. This is what we wish for.",
        ),
    )
    return f"{first[answering]} {wish}"


def _claim(game: CompiledScenario, s: State, move: Move) -> str:
    return line_of(game, move.what, move.tone)


def _ask(game: CompiledScenario, s: State, move: Move) -> str:
    line = quote(line_of(game, move.what))
    return _pick(
        s,
        move,
        f"May we ask what that rests on: {line}?",
        f"You said {line}. What is your reason for it?",
        f"We would like to understand this better: {line}. Why is that so?",
    )


def _challenge(game: CompiledScenario, s: State, move: Move) -> str:
    line, fact = quote(line_of(game, move.what)), sentence(card_text(game, move.to))
    return _pick(
        s,
        move,
        f"You said {line}. The record shows: {fact} How do the two go together?",
        f"Against what you said, {line}, we hold one fact. {fact}",
    )


def _link(game: CompiledScenario, s: State, move: Move) -> str:
    link = game.links[move.what]
    if link.source < 0:
        return f"The record shows: {sentence(card_text(game, link.card))}"
    line = line_of(game, link.source, move.tone)
    if not s.said >> link.source & 1:
        return line
    # The claim was made before, in another role: refer to it rather than repeat it in full.
    earlier = quote(short(line_of(game, link.source), 90))
    if move.act == Act.SUPPORT:
        return f"Our reason for it is on the table already: {earlier}."
    return f"To that we have answered already: {earlier}. Until that is met, yours does not hold."


def _resolve(game: CompiledScenario, s: State, move: Move) -> str:
    halves = pair_lines(game, game.pairs[move.what])
    parts = []
    for number, (item, line, granted) in enumerate(halves):
        verb = "granted" if granted else "said"
        if len({half[0] for half in halves}) == 1:
            parts.append(f"You {'also ' if number else ''}{verb} {quote(line)}.")
        elif number and item == s.item:
            parts.append(f"Now you {'grant' if granted else 'say'} {quote(line)}.")
        else:
            parts.append(f"In the round on {quote(item_title(game, item))} you {verb} {quote(line)}.")
    return f"{' '.join(parts)} Which is it?"


def _acknowledge(game: CompiledScenario, s: State, move: Move) -> str:
    if move.what != THE_POINT:
        line = quote(line_of(game, move.what))
        return _pick(
            s,
            move,
            f"We hear your concern: {line}. We do not share it in every word, but it deserves a fair hearing.",
            f"You care that this be said: {line}. We see why it matters to you.",
            f"Let us put your concern as you would: {line}. That is how we understand it.",
        )
    if s.open_act == Act.DISCLOSE and s.open_what >= 0:
        interest = quote(interest_text(game, s.open_what))
        return f"Thank you for telling us. You say {interest}, and we shall bear it in mind."
    if s.open_act == Act.ACCUSE:
        return "We take your point about our conduct, and we shall not argue about it."
    return "Agreed: let us come back to the matter itself."


def _concede(game: CompiledScenario, s: State, move: Move) -> str:
    line = quote(line_of(game, move.what))
    return _pick(
        s,
        move,
        f"We grant you this: {line}.",
        f"On this point we agree with you: {line}.",
        f"You have persuaded us of one thing: {line}.",
    )


def _retract(game: CompiledScenario, s: State, move: Move) -> str:
    line = quote(line_of(game, move.what))
    return _pick(
        s, move, f"We take back what we said: {line}.", f"We do not insist on this any more: {line}."
    )


def _probe(game: CompiledScenario, s: State, move: Move) -> str:
    if move.what == THE_WISH:
        wish = s.sides[1 - s.mover].wish
        text = quote(objective_text(game, 1 - s.mover, wish)) if wish >= 0 else "your wish"
        return f"At the opening you named a wish: {text}. What do you need it for?"
    named = _titles(game, s)
    return _pick(
        s,
        move,
        f"Before we answer: what do you need this for? We mean {named}.",
        f"Help us to understand {named}. What is it meant to do for you?",
    )


def _titles(game: CompiledScenario, s: State) -> str:
    if s.open_act == Act.DEMAND:
        return quote(title_of(game, s.open_what))
    theirs, mine, both = package_parts(game, game.packages[s.open_what].mask, s.mover)
    return " and ".join(quote(title_of(game, n)) for n in theirs + both + mine)


def _disclose(game: CompiledScenario, s: State, move: Move) -> str:
    interest = sentence(interest_text(game, move.what))
    return _pick(
        s,
        move,
        f"Let us be open about what lies behind this. {interest}",
        f"Then we shall tell you. {interest}",
    )


def _withhold(game: CompiledScenario, s: State, move: Move) -> str:
    return _pick(
        s,
        move,
        "We would rather not say more about our reasons today.",
        "What this is for is a matter for our own side. We leave it at that.",
    )


def _demand(game: CompiledScenario, s: State, move: Move) -> str:
    text = text_of(game, move.what)
    if move.tone == CORDIAL:
        return f"We would be glad if you could agree {text}."
    if move.tone == FORCEFUL:
        return _pick(
            s,
            move,
            f"On one thing we insist. You should agree {text}, and we expect it now.",
            f"We do not ask this as a favour: agree {text}.",
        )
    return _pick(
        s, move, f"We ask you to agree {text}.", f"One thing we need from you. We ask you to agree {text}."
    )


def _offer(game: CompiledScenario, s: State, move: Move) -> str:
    theirs, mine, both = package_parts(game, game.packages[move.what].mask, s.mover)
    give, want, common = (
        ", and ".join(text_of(game, n) for n in numbers) for numbers in (theirs, mine, both)
    )
    if give and want:
        exchange = _pick(
            s,
            move,
            f"We could agree {give}, if you could agree {want}.",
            f"If you were ready to agree {want}, we for our part could agree {give}.",
        )
        return exchange + (f" And together we could agree {common}." if common else "")
    if common and want:
        return f"Together we could agree {common}. In return for our readiness, we ask you to agree {want}."
    return _pick(
        s,
        move,
        f"Could we agree, both of us, {common or give or want}?",
        f"We propose to agree {common or give or want}.",
    )


def _counter(game: CompiledScenario, s: State, move: Move) -> str:
    return f"We would put it another way. {_offer(game, s, move)}"


def _open_text(game: CompiledScenario, s: State) -> str:
    """Return the proposals on the table as one phrase after "agree"."""
    if s.open_act in (Act.DEMAND, Act.TEXT):
        return text_of(game, s.open_what)
    theirs, mine, both = package_parts(game, game.packages[s.open_what].mask, s.mover)
    return ", and ".join(text_of(game, n) for n in theirs + mine + both)


def _accept(game: CompiledScenario, s: State, move: Move) -> str:
    text = _open_text(game, s)
    if s.open_act == Act.DEMAND:
        return f"Very well. We can agree {text}."
    return _pick(s, move, f"We agree {text}.", f"That we can accept. The two sides agree {text}.")


def _decline(game: CompiledScenario, s: State, move: Move) -> str:
    text = _open_text(game, s)
    if s.phase == Phase.DRAFTING:
        return "We cannot put our name to this sentence."
    return _pick(
        s, move, f"We are not in a position to agree {text}.", f"To agree {text}: that we cannot do today."
    )


def _defer(game: CompiledScenario, s: State, move: Move) -> str:
    return f"Let a working group look into it first, and we come back to it: to agree {_open_text(game, s)}."


def _accuse(game: CompiledScenario, s: State, move: Move) -> str:
    if move.to != FOUNDED:
        return charge_line(game, move.what)
    foul, item = foul_of(move.what)
    when = "In this very round" if item == s.item else f"In the round on {quote(item_title(game, item))}"
    return f"{when} you {foul.plain}. We ask that this be noted."


def _reframe(game: CompiledScenario, s: State, move: Move) -> str:
    matter = quote(item_title(game, s.item))
    if s.open_act == Act.ACCUSE:
        return f"We did not come to speak of each other's conduct. The matter before us is {matter}."
    if s.open_act == Act.RESOLVE:
        return f"We said each in its place, and we see no contradiction. Let us come back to {matter}."
    if s.kind == Type.QUARREL:
        return f"This is becoming a quarrel, and neither of us needs one. Let us come back to {matter}."
    if s.kind == Type.NEGOTIATION or s.open_act in (Act.DEMAND, Act.OFFER, Act.COUNTER):
        return f"A dialogue need not turn into a negotiation. Let us first hear each other's reasons on {matter}."
    return f"Let us not lose the thread. What we are exchanging views about is {matter}."


def _hold(game: CompiledScenario, s: State, move: Move) -> str:
    if s.phase == Phase.DRAFTING:
        return "We have nothing to add to the text."
    return _pick(s, move, "The record stands.", "We have nothing to add; the record stands.")


def _text(game: CompiledScenario, s: State, move: Move) -> str:
    return f"We propose this sentence: the two sides agreed {text_of(game, move.what)}."


def _price(game: CompiledScenario, s: State, move: Move) -> str:
    return f"One statement of yours did not hold: {quote(line_of(game, move.what))}. We ask for a sentence about it."


def _sentence(game: CompiledScenario, s: State, move: Move) -> str:
    return f"The communiqué may say that our statement {quote(line_of(game, s.open_what))} did not hold."


def _close(game: CompiledScenario, s: State, move: Move) -> str:
    other = name_of(game, 1 - s.mover)
    last = s.mover != s.opener
    if move.tone == CORDIAL:
        if s.understanding >= 55:
            return (
                f"We thank {other} for its candour. We leave knowing more than when we came."
                if not last
                else f"We return the thanks to {other}. What was said here was worth the journey."
            )
        return (
            f"We thank {other} for its patience. We did not come far, but the door stays open."
            if not last
            else f"We thank {other}. Next time, may we begin where we stopped today."
        )
    if move.tone == FORCEFUL:
        return (
            "We have said what had to be said, and we shall go on saying it."
            if not last
            else "You have our position. It did not change in this room, and it will not change outside."
        )
    if s.understanding >= 55:
        return (
            f"We thank {other}. Where we differ, we now know better why; that was the purpose of an exchange."
            if not last
            else "We differ still on much. But we have heard reasons, and we have given ours."
        )
    if s.agreed:
        return (
            "Something was signed. Whether it was understood, the coming year will show."
            if not last
            else "We take home a text. We should have liked to take home more than a text."
        )
    return (
        f"We came to exchange views with {other}. Today each side mostly heard itself."
        if not last
        else "The record of these days is there to be read. We leave it at that."
    )


def _fixed(text: str) -> Callable[[CompiledScenario, State, Move], str]:
    return lambda game, s, move: text


_TEMPLATES: dict[Act, Callable[[CompiledScenario, State, Move], str]] = {
    Act.OPENING: _opening,
    Act.CLAIM: _claim,
    Act.ASK: _ask,
    Act.CHALLENGE: _challenge,
    Act.SUPPORT: _link,
    Act.REBUT: _link,
    Act.RESOLVE: _resolve,
    Act.ACKNOWLEDGE: _acknowledge,
    Act.CONCEDE: _concede,
    Act.RETRACT: _retract,
    Act.PROBE: _probe,
    Act.DISCLOSE: _disclose,
    Act.WITHHOLD: _withhold,
    Act.DEMAND: _demand,
    Act.OFFER: _offer,
    Act.COUNTER: _counter,
    Act.ACCEPT: _accept,
    Act.DECLINE: _decline,
    Act.DEFER: _defer,
    Act.ACCUSE: _accuse,
    Act.REFRAME: _reframe,
    Act.RECESS: _fixed("May we propose a short recess? A walk in the garden would do us all good."),
    Act.HOLD: _hold,
    Act.WALK_OUT: _fixed("We see no use in going on today. Our delegation is leaving the talks."),
    Act.TEXT: _text,
    Act.PRICE: _price,
    Act.SENTENCE: _sentence,
    Act.REFUSE: _fixed("We do not see a need for such a sentence, and we leave it out."),
    Act.CLOSE: _close,
}
