"""Every move a scenario allows, built once and shared, with its stable text.

The text of a move is its act and what it is about, by ids: ``claim equality-first frank``,
``support equality-first by joint-statement frank``, ``offer equal-time + written-answers``. Saves,
golden games and tests depend on it. An event that became known just before it follows: ``hold; news leaked-list``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from game.table.acts import Act
from game.table.fouls import FOULS
from game.table.links import REBUT, SUPPORT
from game.table.numbered import NumberedScenario
from game.table.offers import Package

TONES = ("cordial", "frank", "forceful")
CORDIAL, FRANK, FORCEFUL = 0, 1, 2
ALL_TONES = (CORDIAL, FRANK, FORCEFUL)

THE_POINT = -1
"""``what`` of an acknowledgement that answers the point just made instead of naming a claim."""
THE_OFFER, THE_WISH = 0, 1
"""``what`` of a probe: the interest behind what is on the table, or behind the wish of the opening."""
FOUNDED, A_CHARGE = 0, 1
"""``to`` of an accusation: a foul on record founds it, or it is a charge that the scenario wrote."""


class Move(NamedTuple):
    """One move. What the numbers mean depends on the act; :class:`Catalogue` builds them all."""

    act: int
    what: int = -1
    to: int = -1
    tone: int = FRANK
    news: int = -1
    """Scenario event the facilitator announced before this move, or -1."""


_CHUNK = 10


class Menu(dict[int, tuple[Move, ...]]):
    """For a mask, the moves its bits stand for; remembered."""

    def __init__(self, parts: dict[int, tuple[Move, ...]]) -> None:
        super().__init__()
        self._parts = parts

    def __missing__(self, mask: int) -> tuple[Move, ...]:
        moves: list[Move] = []
        for bit, part in self._parts.items():
            if mask & bit:
                moves += part
        self[mask] = result = tuple(moves)
        return result


class WideMenu:
    """A :class:`Menu` for wide masks, cut into pieces that are small enough to come up again."""

    def __init__(self, parts: dict[int, tuple[Move, ...]]) -> None:
        ordered = sorted(parts.items())
        pieces = [dict(ordered[n : n + _CHUNK]) for n in range(0, len(ordered), _CHUNK)]
        self._pieces = [(sum(piece), Menu(piece)) for piece in pieces]

    def extend(self, moves: list[Move], mask: int) -> None:
        """Append the moves of a mask."""
        for bits, menu in self._pieces:
            piece = mask & bits
            if piece:
                moves += menu[piece]


class Catalogue:
    """All moves of a scenario."""

    def __init__(self, game: NumberedScenario, packages: list[Package]) -> None:
        self.keys: dict[Move, str] = {}
        self._menus: dict[Act, dict[int, tuple[Move, ...]]] = {}
        scenario = game.scenario
        self.tones = [
            tuple(tone for tone in ALL_TONES if getattr(claim.lines, TONES[tone]))
            for claim in scenario.claims.values()
        ]
        self._about_claims(game)
        self._about_links(game)
        for number, pair in enumerate(game.pairs):
            held = [key for n, key in enumerate(game.claims) if (pair.own | pair.granted) >> n & 1]
            whose = game.delegations[pair.side]
            self._add(
                Act.RESOLVE, number, (Move(int(Act.RESOLVE), number),), f"resolve {whose}: {' / '.join(held)}"
            )
        self.openings = [
            [
                self._extra(
                    Move(int(Act.OPENING), number, side, tone),
                    f"open {delegation.id} {goal.id} {TONES[tone]}",
                )
                for number, goal in enumerate(delegation.goals)
                if goal.public
                for tone in ALL_TONES
            ]
            for side, delegation in enumerate(game.sides)
        ]
        """By side: each wish it may name in public, in each tone."""
        for number, key in enumerate(game.interests):
            self._add(Act.DISCLOSE, number, (Move(int(Act.DISCLOSE), number),), f"disclose {key}")
        for number, key in enumerate(game.proposals):
            self._toned(Act.DEMAND, number, ALL_TONES, f"demand {key}")
            self._add(Act.TEXT, number, (Move(int(Act.TEXT), number),), f"text {key}")
        for number, package in enumerate(packages):
            parts = " + ".join(key for n, key in enumerate(game.proposals) if package.mask >> n & 1)
            for act, word in ((Act.OFFER, "offer"), (Act.COUNTER, "counter")):
                self._add(act, number, (Move(int(act), number),), f"{word} {parts}")
        self._about_conduct(game)
        self.singles = {act: self._single(act, word) for act, word in _SINGLES.items()}
        self.accept, self.withhold = self.singles[Act.ACCEPT], self.singles[Act.WITHHOLD]
        self.hold, self.walk_out = self.singles[Act.HOLD], self.singles[Act.WALK_OUT]
        self.probe_package = self._extra(Move(int(Act.PROBE), THE_OFFER), "probe offer")
        self.probe_wish = self._extra(Move(int(Act.PROBE), THE_WISH), "probe wish")
        self.acknowledge_point = self._extra(Move(int(Act.ACKNOWLEDGE), THE_POINT), "acknowledge")
        self.close = tuple(
            self._extra(Move(int(Act.CLOSE), tone=tone), f"close {TONES[tone]}") for tone in ALL_TONES
        )

    def menu(self, act: Act) -> Menu:
        """Return the moves of an act by the mask of what they are about."""
        return Menu(self._menus.get(act, {}))

    def wide_menu(self, act: Act, mask: int = -1) -> WideMenu:
        """Return the same for links or packages, which are many; for those in a mask."""
        return WideMenu({bit: part for bit, part in self._menus.get(act, {}).items() if bit & mask})

    def challenges(self, claims: Sequence[int], cards: Sequence[int]) -> Iterable[Move]:
        """Return the challenges of these claims with these cards."""
        return (self._challenge[claim][card] for claim in claims for card in cards)

    def _about_claims(self, game: NumberedScenario) -> None:
        self._challenge: list[list[Move]] = []
        for number, key in enumerate(game.claims):
            if game.is_thesis[number]:
                self._toned(Act.CLAIM, number, self.tones[number], f"claim {key}")
                self._add(Act.PRICE, number, (Move(int(Act.PRICE), number),), f"price {key}")
            for act, word in (
                (Act.ASK, "ask"),
                (Act.CONCEDE, "concede"),
                (Act.RETRACT, "retract"),
                (Act.ACKNOWLEDGE, "acknowledge"),
            ):
                self._add(act, number, (Move(int(act), number),), f"{word} {key}")
            row = [Move(int(Act.CHALLENGE), number, card) for card in range(len(game.cards))]
            for move in row:
                self.keys[move] = f"challenge {key} with {game.cards[move.to]}"
            self._challenge.append(row)

    def _about_links(self, game: NumberedScenario) -> None:
        for number, link in enumerate(game.links):
            source = game.claims[link.source] if link.source >= 0 else game.cards[link.card]
            tones = self.tones[link.source] if link.source >= 0 else (FRANK,)
            if link.kind == SUPPORT:
                self._toned(Act.SUPPORT, number, tones, f"support {game.claims[link.target]} by {source}")
            else:
                hit = game.claims[link.target] if link.target >= 0 else game.cards[link.card]
                word = "rebut" if link.kind == REBUT else "undercut"
                self._toned(Act.REBUT, number, tones, f"{word} {hit} by {source}")

    def _about_conduct(self, game: NumberedScenario) -> None:
        for number, (side, key) in enumerate(game.charges):
            text = f"accuse {game.delegations[1 - side]} {key}"
            self._add(Act.ACCUSE, number, (Move(int(Act.ACCUSE), number, A_CHARGE),), text)
        self.founded = []
        for number in range(len(FOULS) * len(game.items)):
            item, kind = divmod(number, len(FOULS))
            move = Move(int(Act.ACCUSE), number, FOUNDED)
            self.founded.append(move)
            self.keys[move] = f"accuse foul {FOULS[kind].id} in {game.items[item]}"

    def _extra(self, move: Move, key: str) -> Move:
        self.keys[move] = key
        return move

    def _single(self, act: Act, word: str) -> Move:
        return self._extra(Move(int(act)), word)

    def _add(self, act: Act, number: int, moves: tuple[Move, ...], key: str) -> None:
        self._menus.setdefault(act, {})[1 << number] = moves
        for move in moves:
            self.keys[move] = key if len(moves) == 1 and move.tone == FRANK else f"{key} {TONES[move.tone]}"

    def _toned(self, act: Act, what: int, tones: Iterable[int], key: str) -> None:
        moves = tuple(Move(int(act), what, tone=tone) for tone in tones)
        self._menus.setdefault(act, {})[1 << what] = moves
        for move in moves:
            self.keys[move] = f"{key} {TONES[move.tone]}"


_SINGLES: dict[Act, str] = {
    Act.WITHHOLD: "withhold",
    Act.ACCEPT: "accept",
    Act.DECLINE: "decline",
    Act.DEFER: "defer",
    Act.REFRAME: "reframe",
    Act.RECESS: "recess",
    Act.HOLD: "hold",
    Act.WALK_OUT: "walk out",
    Act.SENTENCE: "sentence",
    Act.REFUSE: "refuse",
}
