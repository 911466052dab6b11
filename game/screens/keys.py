"""One list of keys: it makes the bindings, the footer, the palette, the help and the README's table.

A *place* is what has the focus: a screen, or the menu inside one. Never here: ctrl+b and ctrl+a (tmux and
screen), ctrl+s and ctrl+q (a terminal's flow control), ctrl+j, ctrl+k, ctrl+o and F1, F5, F6 (taken by
editors' terminals).
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType


class Command(NamedTuple):
    """Something that can be done in a place."""

    key: str
    """As Textual names it; several after commas."""
    action: str
    """As Textual names it; empty for what a list or a page does by itself, which only the help mentions."""
    title: str
    says: str
    """One sentence, for help and palette."""
    footer: bool = False
    priority: bool = False
    """Before the widget that has the focus."""


_CLOSE = Command("enter", "close(True)", "Go on", "Close the page and go on.", footer=True)
_BACK = Command("escape", "close(False)", "Back", "Close the page.", footer=True)
_PAGES = Command("pageup,pagedown", "", "Page", "Turn the page; the wheel and the arrow keys scroll too.")
_QUIT = Command("q", "app.quit", "Quit", "Leave the program.", footer=True)
_GUIDE = Command("w", "app.guide", "Guide", "How to write a scenario of your own, in seven steps.")
_LISTS = Command("up,down,enter", "", "Choose", "Mark a line and choose it; a click does both.")

_TABLE = (
    Command("b", "brief", "Brief", "Your brief, and what you know of the other side.", footer=True),
    Command("r", "record", "Record", "What both sides said, how it stands, what waits.", footer=True),
    Command(
        "m",
        "map",
        "Map",
        "The argument as a tree: what stands, what fell, who answered whom.",
        footer=True,
    ),
    Command("c", "communique", "Communiqué", "The communiqué as it stands now."),
    Command(
        "s", "sources", "Sources", "The marked move in full, and the sources of it and of what was said."
    ),
    Command("u", "take_back", "Take back", "Take back your last move; the game as it was stays kept."),
    Command("t", "timeline", "Timeline", "All moves so far: go back to any, and try another.", footer=False),
    Command("pageup", "scroll('up')", "Earlier", "What was said before.", priority=True),
    Command("pagedown", "scroll('down')", "Later", "What was said last.", priority=True),
    Command("question_mark", "help", "Help", "What you can do here, and what it means.", footer=True),
    Command("q", "leave", "Leave", "Leave the table; you are asked first."),
)
_AT_A_SEAT = {"brief", "record", "map", "communique", "sources", "scroll('up')", "scroll('down')", "help"}
"""What of it somebody may do who sits in a class: to leave and to take back is the teacher's."""
_FOR_WATCHERS = _AT_A_SEAT - {"brief", "record"}
"""What of it somebody may do who watches: a brief and a record are of a side."""

PLACES: dict[str, tuple[Command, ...]] = {
    "anywhere": (
        Command("ctrl+p", "", "Palette", "All commands by name, and the themes.", footer=True),
        Command("ctrl+c", "", "Interrupt", "Copy what is selected; with nothing selected, leave at once."),
    ),
    "home": (
        _LISTS,
        Command("p", "begin", "Play", "Begin with what is marked.", footer=True),
        Command(
            "l", "learn", "Learn", "Your first exchange: ten minutes that teach by playing.", footer=True
        ),
        Command("g", "games", "Games", "Games that were kept: go on with one, or read it.", footer=True),
        Command("escape,left", "back", "Back", "To the list before."),
        _GUIDE,
        Command("question_mark", "help", "Help", "What this is, and what the keys do.", footer=True),
        _QUIT,
    ),
    "games": (
        Command("up,down,enter", "", "Open", "Go on with the marked game, or read how it ended. Or click."),
        Command("w", "watch", "Replay", "See the marked game once more, like a film.", footer=True),
        Command(
            "slash", "find", "Find", "Type a word; only games that have it stay on the list.", footer=True
        ),
        Command("n", "rename", "Name", "Give the marked game a name.", footer=True),
        Command("c", "compare", "Compare", "Mark a game, then compare another with it."),
        Command("o", "open_code", "Open", "Open a share code, or a .frank file.", footer=True),
        Command("s", "share", "Share", "The share code of the marked game, and a .frank file of it."),
        Command("x", "export", "Export all", "Write all games into one file."),
        Command("d", "delete", "Delete", "Delete the marked game; you are asked first."),
        Command("escape", "back", "Back", "To the shelf.", footer=True),
    ),
    "timeline": (
        Command("up,down,enter", "", "Go back to", "Mark a move, and play on from before it. Or click."),
        Command("v", "compare", "Compare", "Compare with a branch of this game.", footer=True),
        Command("escape", "close", "Back", "Back to the game as it is.", footer=True),
    ),
    "replay": (
        Command("space", "pause", "Play, pause", "Let it run, or stop it.", footer=True),
        Command("right,n", "step(1)", "On", "One move on.", footer=True),
        Command("left,p", "step(-1)", "Back", "One move back.", footer=True),
        Command(
            "right_square_bracket,t",
            "turn(1)",
            "Next turn",
            "To the next move that turned the talk.",
            footer=True,
        ),
        Command("left_square_bracket", "turn(-1)", "Turn before", "To the move before that turned the talk."),
        Command("home", "to(0)", "Start", "To the beginning."),
        Command("end", "to(-1)", "End", "To the end."),
        Command("plus", "pace(1)", "Faster", "A faster pace."),
        Command("minus", "pace(-1)", "Slower", "A slower pace."),
        Command("v", "viewpoint", "Seen by", "As one side saw it, as the other did, or both.", footer=True),
        Command("b", "brief", "Brief", "The brief of whoever looks; both where both are open."),
        Command("m", "map", "Map", "The argument as it stood here, as a tree."),
        Command("f", "branch", "Play on", "Play on from here: a branch; the game stays as it is."),
        Command("pageup", "scroll('up')", "Earlier", "What was said before."),
        Command("pagedown", "scroll('down')", "Later", "What was said last."),
        Command("question_mark", "help", "Help", "What you can do here."),
        Command("escape,q", "leave", "Leave", "Back to where you came from.", footer=True),
    ),
    "watch": (
        Command("up,down,enter", "", "Play", "Mark a move and make it, for whichever side is to move."),
        Command("space", "help_on", "Computer", "Let the computer make the next move.", footer=True),
        Command("u", "take_back", "Take back", "Take back the last step.", footer=True),
        Command("0", "restart", "Restart", "Begin again."),
        *(
            Command(
                f"{n}",
                f"jump({n - 1})",
                f"Round {n}",
                f"To the beginning of round {n}: back to it, or on to it.",
            )
            for n in range(1, 7)
        ),
        Command("d", "jump(-1)", "Drafting", "To the drafting of the communiqué."),
        Command(
            "t",
            "set_track",
            "Set a track",
            "Set a track, to see what the table looks like then.",
            footer=True,
        ),
        Command("p", "problems", "Problems", "All problems of the file in full.", footer=True),
        Command("m", "map", "Map", "The argument as a tree."),
        _GUIDE,
        Command("escape", "close_line", "Back", "Back to the moves."),
        Command("question_mark", "help", "Help", "What you can do here.", footer=True),
        _QUIT._replace(footer=False),
    ),
    "moves": (
        Command(
            "up,down,enter", "", "Choose", "Mark a line and go a step on; at the last step, speak. Or click."
        ),
        Command("right", "on", "On", "From the acts to what the marked one could be about."),
        Command("escape,left", "back", "Back", "One step back."),
        Command("o", "own_words", "Own words", "Say the marked move in your own words.", footer=True),
        Command("slash", "find", "Find", "Type a word; only moves that have it stay on the menu."),
        Command("w", "why_not", "Why not", "What cannot be said now, and why."),
    ),
    "table": _TABLE,
    "seat": (
        *(one for one in _TABLE if one.action in _AT_A_SEAT),
        Command(
            "d", "drafts", "Drafts", "What your delegation may say next: see it, vote, comment.", footer=True
        ),
        Command("t", "channel", "Talk", "Talk to your delegation; nobody else reads it.", footer=True),
        Command("n", "notes", "Notes", "Your own notes, which nobody else sees."),
        Command("u", "answer", "Take back", "Answer the teacher who asks whether a move may be taken back."),
        Command(
            "k",
            "hand",
            "Hand",
            "Raise your hand, so that the teacher comes; once more takes it down.",
            footer=True,
        ),
    ),
    "watcher": (
        *(one for one in _TABLE if one.action in _FOR_WATCHERS),
        Command("w", "dispatch", "Dispatch", "As a reporter: write a line that all at the table hear."),
        Command("n", "notes", "Notes", "Your own notes, which nobody else sees.", footer=True),
        Command("k", "hand", "Hand", "Raise your hand, so that the teacher comes.", footer=True),
    ),
    "drafts": (
        Command("up,down", "", "Mark", "Mark a draft."),
        Command("enter", "vote", "Vote", "Be for the marked draft; once more takes it back.", footer=True),
        Command("c", "comment", "Comment", "Say something about the marked draft.", footer=True),
        Command("s", "send", "Send", "Send the marked draft, if you may.", footer=True),
        Command("escape", "leave", "Back", "Back to the table.", footer=True),
    ),
    "channel": (
        Command("enter", "", "Say", "Say what you wrote to your delegation."),
        Command("escape", "leave", "Back", "Back to the table.", footer=True),
    ),
    "room": (
        Command("up,down", "", "Mark", "Mark a table; what is done next is done to it."),
        Command(
            "x", "all", "One, all", "Do what is done next to all tables, or to the marked one.", footer=True
        ),
        Command("enter", "open_table", "Watch", "Watch the marked table as it plays."),
        Command("s", "go", "Start", "Start the clock. Until then it waits for the first move.", footer=True),
        Command("space", "pause", "Pause", "Stop the table, or let it go on.", footer=True),
        Command("plus", "give(1)", "+1 min", "A minute more for this turn and the meeting."),
        Command("minus", "give(-1)", "-1 min", "A minute less."),
        Command("right_square_bracket", "give(5)", "+5 min", "Five minutes more."),
        Command("left_square_bracket", "give(-5)", "-5 min", "Five minutes less."),
        Command("w", "people", "People", "Who sits there: seat elsewhere, roles, remove, ban.", footer=True),
        Command("m", "message", "Message", "Write to the table.", footer=True),
        Command("n", "news", "Event", "Tell an event: one of the scenario's, or your own.", footer=True),
        Command("a", "advance", "Advance", "The computer makes one move for whoever is waited for."),
        Command(
            "1", "computer(0)", "Computer 1", "The computer takes the first delegation, or leaves it again."
        ),
        Command(
            "2", "computer(1)", "Computer 2", "The computer takes the second delegation, or leaves it again."
        ),
        Command("u", "take_back", "Take back", "Ask both sides whether the last move may be taken back."),
        Command("g", "merge", "Merge", "Let all of the marked table sit at another, on the same sides."),
        Command("d", "hands", "Hands", "Take down the raised hands."),
        Command("z", "end", "End", "End the meeting where it is, and go on to the debrief; you are asked."),
        Command("b", "open_briefs", "Briefs", "Open the briefs at tables that are done, before all are."),
        Command("escape", "close_line", "Back", "Write nothing."),
        Command("question_mark", "help", "Help", "What you can do here.", footer=True),
    ),
    "live": (
        *(one for one in _TABLE if one.action in _FOR_WATCHERS),
        Command("escape,q", "leave", "Back", "Back to all tables.", footer=True),
    ),
    "people": (
        Command("up,down", "", "Mark", "Mark a person."),
        Command("enter", "reseat", "Seat elsewhere", "Choose another table or side for them.", footer=True),
        Command("r", "role", "Role", "Give them the next role; whoever had it takes theirs.", footer=True),
        Command("x", "remove", "Remove", "Take the seat away; they may take another.", footer=True),
        Command("b", "ban", "Ban", "Take the seat away; this browser gets no other.", footer=True),
        Command("escape", "leave", "Back", "Back to all tables.", footer=True),
    ),
    "choice": (_LISTS, Command("escape", "leave", "Back", "Choose nothing.", footer=True)),
    "read": (
        _PAGES,
        Command("f", "reflect", "Reflect", "Answer the scenario's questions, without a name.", footer=True),
        Command("question_mark", "help", "Help", "What you can do here.", footer=True),
    ),
    "reflection": (
        Command("enter", "", "Next", "To the next line."),
        Command(
            "ctrl+g", "give", "Hand in", "Hand the answers in, without a name.", footer=True, priority=True
        ),
        Command("escape", "leave", "Back", "Back to the debrief; nothing is handed in.", footer=True),
    ),
    "watching": (
        Command("n,space", "next", "Next", "Hear the next move.", footer=True),
        Command("e", "to_end", "End", "Hear all that is left."),
    ),
    "words": (
        Command("enter", "", "Say it", "Speak; with nothing written, the written line."),
        Command("escape", "leave", "Back", "Back to the menu; what you wrote stays."),
    ),
    "page": (_CLOSE, _BACK, _PAGES),
    "map": (
        _BACK,
        Command("enter", "", "Open", "Open or close a branch; a click does it too."),
        Command("up,down", "", "Move", "Go from line to line; what it says stands below in full."),
    ),
    "shift": (_CLOSE,),
    "ending": (
        Command(
            "o", "other_side", "Play the other side", "The same seed, from the other chair.", footer=True
        ),
        Command("w", "watch", "Replay", "See the game once more, like a film.", footer=True),
        Command("t", "timeline", "Timeline", "All moves: go back to any, and try another."),
        Command(
            "d",
            "document",
            "Document",
            "Write the debrief and the transcript as a page to print.",
            footer=True,
        ),
        Command("h", "home", "Home", "To the shelf.", footer=True),
        _PAGES,
        Command("question_mark", "help", "Help", "What you can do here.", footer=True),
        Command("q", "app.quit", "Quit", "Leave the program."),
    ),
}
"""What can be done, by place, in the order of the help."""

FORBIDDEN = frozenset({*(f"ctrl+{letter}" for letter in "basqjko"), "f1", "f5", "f6"})

TITLES = {
    "anywhere": "Anywhere",
    "home": "On the shelf",
    "games": "Among the games that were kept",
    "timeline": "On the timeline",
    "replay": "In a replay",
    "watch": "While writing a scenario (`frank watch`)",
    "moves": "In the menu of moves",
    "table": "At the table",
    "seat": "At a seat in a class (`frank host`)",
    "watcher": "Watching in a class (`frank host`)",
    "drafts": "Among the drafts of a delegation",
    "channel": "In a delegation's channel, and in the notes",
    "room": "Teaching a class (`frank host`)",
    "live": "Watching a table as its teacher",
    "people": "Among the people of a table, as its teacher",
    "choice": "Choosing from a list",
    "read": "In the debrief of a class",
    "reflection": "Among the questions of a debrief",
    "watching": "Watching two computers",
    "words": "Writing your own words",
    "page": "On a page",
    "map": "On the map of the argument",
    "shift": "When the talk has turned",
    "ending": "In the debrief",
}

_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
    "pageup": "page up",
    "pagedown": "page down",
    "ctrl+p": "ctrl+p",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "plus": "+",
    "minus": "-",
}


def bindings(place: str) -> list[BindingType]:
    """The bindings of a place, for a screen's or widget's ``BINDINGS``."""
    return [
        Binding(
            one.key,
            one.action,
            one.title,
            show=one.footer,
            priority=one.priority,
            tooltip=one.says,
            id=f"{place}.{one.title}",
        )
        for one in PLACES[place]
        if one.action
    ]


def shown(key: str) -> str:
    """A key as a reader knows it: ``"escape,left"`` is ``"esc, left"``."""
    return ", ".join(_SHOWN.get(one, one) for one in key.split(","))


def lines(place: str) -> list[str]:
    """The keys of a place in words, one line each."""
    return [f"{shown(one.key)}: {one.says}" for one in PLACES[place]]


def markdown() -> str:
    """All keys as a table, for the README."""
    rows = ["| where | key | what it does |", "|---|---|---|"]
    for place, commands in PLACES.items():
        rows += [f"| {TITLES[place]} | `{shown(one.key)}` | {one.says} |" for one in commands]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(markdown(), end="")
