"""The game as numbered lines: for screen readers, dumb terminals and pipes.

It shows the same transcript as the app, as lines of plain sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TextIO

from game.match.match import Match
from game.match.session import OWN_WORDS_LIMIT, Entry
from game.narration import argument_map, brief, communique, debrief, menu, press, situation, transcript
from game.narration.blocked_words import blocked_lines
from game.narration.effect_words import brief_words
from game.narration.labels import NOBODY, label, name_of, short, sources
from game.narration.speech import spoken
from game.plain import paste
from game.scenario.cells import cells, wrap
from game.scenario.text import clean, cut_note
from game.table.catalogue import Move
from game.table.view import View

_HELP = """Type the number of a line and press enter. At any question:
  0  back            ?  this help           q  quit
  b  your brief      r  the record          c  the communiqué so far
  t  the tracks      p  the open points     s  the sources of the last statement
  m  the argument map                w  what you cannot do now, and why
  i  what they seem to want
  l  the moves so far, numbered
  u  take back your last move        u12: go back to before move 12
At the last step, a line is spoken as it is written. To use your own words, put an o before its
number: o2."""


class Stopped(Exception):  # noqa: N818 - not an error: the player has left
    """The player quits, or the input ends."""


class Back(Exception):  # noqa: N818 - not an error: one step back in the menu
    """The player goes one step back in the menu."""


class TakenBack(Exception):  # noqa: N818 - not an error: the game goes on from an earlier move
    """The player goes back to before move ``ply + 1``."""

    def __init__(self, ply: int) -> None:
        self.ply = ply


class PlainGame:
    """One game, played over two streams of text."""

    def __init__(self, match: Match, stdin: TextIO, out: TextIO, width: int = 78) -> None:
        self._in, self._out, self._width = stdin, out, width
        self._sit_down(match)

    def run(self) -> int:
        """Play to the end.

        Returns:
            The exit code: 0 at the end of a game, 1 if the player quit or the input ended before.
        """
        self._print(transcript.lines(transcript.paragraphs(self._session), self._game, self._width))
        try:
            while not self._session.over:
                try:
                    if self._match.person_to_move:
                        self._turn()
                    else:
                        self._show(self._match.play(self._match.think()))
                except TakenBack as back:
                    self._go_back(back.ply)
        except Stopped:
            self._say("The game stops here, unfinished.")
            self._part()
            return 1
        self._end()
        self._part()
        return 0

    def _part(self) -> None:
        """Give the player a code of the game if not every move could be saved."""
        text, _, code = self._match.autosave.farewell().partition("\n")
        if text:
            self._say(text)
            self._print([code])

    def _sit_down(self, match: Match) -> None:
        self._match, self._session, self._game = match, match.session, match.session.game
        self._shown_for = -1

    def _go_back(self, ply: int) -> None:
        """Play on from an earlier move if everyone who plays agrees; the saved game stays as it is."""
        sides = self._match.people
        for side in sides if len(sides) == 2 else []:
            who = name_of(self._game, side, start=True)
            if self._ask(f"{who}: go back to before move {ply + 1}? y or n") != "y":
                self._say("The game goes on unchanged.")
                return
        saved = self._match.autosave.id and self._match.autosave.active
        self._sit_down(self._match.back_to(ply, f"What if, from move {ply + 1}"))
        note = " The original game stays saved." if saved else ""
        self._say(f"Back to before move {ply + 1}.{note}")

    def _turn(self) -> None:
        side = self._session.state.mover
        view = self._session.view(side)
        if self._shown_for != side:
            self._shown_for = side
            if self._match.tutor:
                self._say(f"You lead {name_of(self._game, side)} (b: your brief).")
            elif len(self._match.people) == 1:
                self._brief(side)
            else:
                # Lines stay on the screen, so secrets are shown on request only.
                self._say(f"Hand the keyboard to {name_of(self._game, side)} (b: your brief).")
        state = view.seen
        self._say(
            f"[{situation.where(self._game, state)}. The talk: {situation.talk(state)}. Your turn, "
            f"{name_of(self._game, side)}.]"
        )
        self._lines(situation.waiting(view))
        if self._match.coach:
            self._say(f"[Lesson] {self._match.coach}")
        allowed = self._match.allowed()
        groups = menu.groups(view, None if allowed is None else allowed.__contains__)
        move, own_words = self._choose(groups, side)
        self._show(self._match.play(move, self._own_words() if own_words else ""))

    def _own_words(self) -> str:
        """Ask for own words. All lines of a paste belong to them; what exceeds the limit is cut, and the player told."""
        typed_ahead = paste.waits(self._in)
        words = self._ask("Your own words (enter: the written line)")
        if not typed_ahead:
            words = " ".join(filter(None, (words, paste.rest(self._in))))
        words = " ".join(clean(words).split())
        left_out = len(words) - OWN_WORDS_LIMIT
        if left_out > 0:
            self._say(cut_note(OWN_WORDS_LIMIT, left_out))
        return words

    def _choose(self, groups: list[menu.Group], side: int) -> tuple[Move, bool]:
        """Return the chosen move, and whether to say it in the player's own words."""
        view = self._session.view(side)
        while True:
            try:
                act, _ = self._pick("What do you do?", [_act_line(group) for group in groups])
                group, number = groups[act], 0
                if len(group.entries) > 1:
                    number, _ = self._pick(f"{group.verb}: what?", [entry.label for entry in group.entries])
                entry = group.entries[number]
                labels = [_variant_line(view, group, variant) for variant in entry.variants]
                number, own_words = self._pick(entry.label, labels, last=True)
                return entry.variants[number].move, own_words
            except Back:
                continue

    def _pick(self, question: str, labels: Sequence[str], *, last: bool = False) -> tuple[int, bool]:
        """Return the index of the chosen line, and (at the last step) whether to use own words."""
        self._say(question)
        for number, text in enumerate(labels, 1):
            self._wrapped(f"{number:3}. {text}", "     ")
        while True:
            answer = self._ask(f"1-{len(labels)}, {'o, ' if last else ''}0, ?")
            own_words = last and answer.startswith("o")
            digits = answer[own_words:].strip()
            if len(digits) < 5 and digits.isascii() and digits.isdigit() and 1 <= int(digits) <= len(labels):
                return int(digits) - 1, own_words
            if answer == "0":
                raise Back
            if answer[:1] == "u":
                self._take_back(answer[1:].strip())
                continue
            command = self._commands().get(answer)
            if command is None:
                self._say(f"“{short(answer, 30)}” is not in this list. Type a number, or ? for help.")
            else:
                command()

    def _take_back(self, number: str) -> None:
        """Go back to before the player's last move, or the move of that number, by raising TakenBack."""
        ply, last = self._match.last_own, len(self._session.log)
        if number:
            valid = len(number) < 6 and number.isascii() and number.isdigit() and 1 <= int(number) <= last
            ply = int(number) - 1 if valid else None
        if ply is not None:
            raise TakenBack(ply)
        self._say("There is no such move." if number else "There is nothing to take back yet.")

    def _moves(self) -> list[str]:
        game = self._game
        return [
            f"{ply}. {game.sides[entry.side].short}, {transcript.deed(entry)}: "
            f"{short(label(game, entry.before, entry.move, NOBODY))}"
            for ply, entry in enumerate(self._session.log, 1)
        ] or ["No move has been made yet."]

    def _commands(self) -> dict[str, Callable[[], None]]:
        side = self._session.state.mover
        return {
            "?": lambda: self._lines(_HELP.splitlines()),
            "b": lambda: self._brief(side),
            "r": self._record,
            "c": self._communique,
            "m": self._map,
            "p": lambda: self._lines(situation.waiting(self._session.view(side)) or ["No point is open."]),
            "w": lambda: self._lines(blocked_lines(self._session.view(side)) or ["Nothing is blocked."]),
            "i": lambda: self._lines(self._across(side)),
            "t": self._tracks,
            "l": lambda: self._lines(self._moves()),
            "s": self._sources,
        }

    def _ask(self, prompt: str) -> str:
        self._out.write(f"{prompt}> ")
        self._out.flush()
        line = self._in.readline()
        if not line:
            self._out.write("\n")
            raise Stopped
        answer = line.strip()
        if answer == "q":
            raise Stopped
        return answer

    def _brief(self, side: int) -> None:
        self._say(f"Your brief: {name_of(self._game, side)}")
        for section in brief.brief(self._session.view(side), self._match.persona_description(1 - side)):
            self._say(f"{section.title}:")
            for text in section.lines:
                self._wrapped(f"  - {text}", "    ")
            if section.beside:
                self._wrapped(f"  {section.beside_title}: {' '.join(section.beside)}", "    ")

    def _record(self) -> None:
        state = self._session.state
        for side in (0, 1):
            self._say(f"On the record, {name_of(self._game, side)}:")
            for claim in situation.record(self._game, state, side):
                self._wrapped(f"  - {situation.claim_words(claim)}", "    ")
        self._lines(situation.known(self._game, state))

    def _across(self, side: int) -> list[str]:
        known = [self._match.persona_description(1 - side), *situation.seems(self._session.view(side))]
        return [line for line in known if line] or ["You do not know yet what they want."]

    def _map(self) -> None:
        state = self._session.state
        lines = argument_map.lines(argument_map.argument_map(self._game, state, state.item), self._game)
        for line in lines or ["No claim has been made yet."]:
            self._wrapped(line, " " * (len(line) - len(line.lstrip()) + 2))

    def _tracks(self) -> None:
        for track in situation.tracks(self._session.state):
            owner = f"{self._game.sides[track.side].short} " if track.side >= 0 else ""
            self._say(f"  {owner}{track.name}: {track.value} of 100")

    def _sources(self) -> None:
        if not self._session.log:
            self._say("Nothing has been said yet.")
            return
        references = sources(self._game, self._session.log[-1].move)
        self._lines(references or ["The last statement names no source."])

    def _show(self, entry: Entry) -> None:
        for news in self._match.autosave.take_news():
            self._say(news)
        self._print(transcript.lines(transcript.of_entry(self._game, entry), self._game, self._width))

        names = (self._game.sides[0].short, self._game.sides[1].short)
        changes = brief_words(transcript.moved(entry), names)
        if changes:
            self._say(f"[{', '.join(changes)}]")
            self._print([""])

    def _communique(self) -> None:
        text = communique.communique(self._game, self._session.state)
        head = "Communiqué" if text.signed else "No communiqué was signed. It would have said"
        self._print(["", head, "-" * min(self._width, cells(head)), ""])
        for paragraph in text.paragraphs():
            self._wrapped(paragraph, "")
            self._print([""])

    def _end(self) -> None:
        self._communique()
        reports = press.lines(press.press(self._game, self._session.state))
        for line in [*reports, *debrief.lines(debrief.debrief(self._session), self._game)]:
            self._wrapped(line, " " * (len(line) - len(line.lstrip()) + 2))

    def _wrapped(self, text: str, indent: str) -> None:
        self._print(wrap(text, self._width, subsequent_indent=indent) or [""])

    def _say(self, text: str) -> None:
        self._wrapped(text, "")

    def _lines(self, texts: Sequence[str]) -> None:
        for text in texts:
            self._say(text)

    def _print(self, lines: Sequence[str]) -> None:
        self._out.write("\n".join(lines) + "\n" if lines else "")
        self._out.flush()


def _variant_line(view: View, group: menu.Group, variant: menu.Variant) -> str:
    line = spoken(view.seen.game, view.seen, variant.move)
    effects = "; ".join(menu.effects(view, variant.move))
    return f"{variant.label or group.verb}: {line} [{effects}]"


def _act_line(group: menu.Group) -> str:
    mark = " (answers them)" if group.answers else ""
    count = f" [{len(group.entries)}]" if len(group.entries) > 1 else ""
    return f"{group.verb}{mark}{count}: {group.means}"
