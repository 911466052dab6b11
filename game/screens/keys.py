"""The list of all keys: bindings, footer, palette, help and the tables in README.md are made from it.

A *place* is a screen, or the menu inside one. ``python -m tests.screens.keys_page`` writes the tables. Some keys are
never used here: ctrl+b and ctrl+a (tmux and screen), ctrl+s and ctrl+q (a terminal's flow control), ctrl+j, ctrl+k,
ctrl+o and F1, F5, F6 (taken by editors' terminals).
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType


class Shortcut(NamedTuple):
    """A key and what it does in a place."""

    key: str
    """As Textual names it; several separated by commas."""
    action: str
    """As Textual names it; empty for what a list or a page does by itself, which only the help mentions."""
    title: str
    help: str
    """One sentence, for the help and the palette."""
    footer: bool = False
    """Whether the footer shows it."""
    priority: bool = False
    """Whether it acts before the widget that has the focus."""


_CLOSE = Shortcut("enter", "close(True)", "Go on", "Close the page and go on.", footer=True)
_BACK = Shortcut("escape", "close(False)", "Back", "Close the page.", footer=True)
_PAGES = Shortcut("pageup,pagedown", "", "Page", "Scroll by a page; the wheel and the arrow keys scroll too.")
_QUIT = Shortcut("q", "app.quit", "Quit", "Quit the program.", footer=True)
_GUIDE = Shortcut("w", "app.guide", "Guide", "Read how to write a scenario, in seven steps.")
_LISTS = Shortcut("up,down,enter", "", "Choose", "Select a line and choose it; a click does both.")

_TABLE = (
    Shortcut("b", "brief", "Brief", "Read your brief, and what you know of the other side.", footer=True),
    Shortcut(
        "r",
        "record",
        "Record",
        "See what both sides said, which claims stand, and what waits for an answer.",
        footer=True,
    ),
    Shortcut(
        "m",
        "map",
        "Map",
        "See the argument as a tree: which claims stand, which fell, who answered whom.",
        footer=True,
    ),
    Shortcut("c", "communique", "Communiqué", "Read the communiqué as it stands."),
    Shortcut(
        "s",
        "sources",
        "Sources",
        "Read the selected move in full, its sources, and the sources of what was said.",
    ),
    Shortcut("u", "take_back", "Take back", "Take back your last move; the original game stays saved."),
    Shortcut(
        "t", "timeline", "Timeline", "See all moves so far; go back to any and try another.", footer=False
    ),
    Shortcut("pageup", "scroll('up')", "Earlier", "Scroll up to what was said before.", priority=True),
    Shortcut("pagedown", "scroll('down')", "Later", "Scroll down to what was said last.", priority=True),
    Shortcut("question_mark", "help", "Help", "Show what you can do now and what it means.", footer=True),
    Shortcut("q", "leave", "Leave", "Leave the table, after a confirmation."),
)
_AT_A_SEAT = {"brief", "record", "map", "communique", "sources", "scroll('up')", "scroll('down')", "help"}
"""The actions of a table that a student has: only the teacher ends a game or takes back a move."""
_FOR_WATCHERS = _AT_A_SEAT - {"brief", "record"}
"""The actions of a table that a watcher has: a brief and a record belong to a side."""

PLACES: dict[str, tuple[Shortcut, ...]] = {
    "anywhere": (
        Shortcut(
            "ctrl+p", "", "Palette", "Open the palette: all commands by name, and the themes.", footer=True
        ),
        Shortcut("ctrl+c", "", "Interrupt", "Copy the selected text; with nothing selected, quit at once."),
        Shortcut("ctrl+z", "", "Suspend", "Put the game aside; the shell's command fg brings it back."),
    ),
    "home": (
        _LISTS,
        Shortcut(
            "p", "begin", "Play", "Begin the game with the selected scenario, side and opponent.", footer=True
        ),
        Shortcut("l", "learn", "Learn", "Learn by playing: a lesson of ten minutes.", footer=True),
        Shortcut("g", "games", "Games", "Open the saved games.", footer=True),
        Shortcut("escape,left", "back", "Back", "Go to the list before."),
        _GUIDE,
        Shortcut("question_mark", "help", "Help", "Show what the game is about, and the keys.", footer=True),
        _QUIT,
    ),
    "games": (
        Shortcut(
            "up,down,enter", "", "Open", "Resume the selected game, or read its debrief; a click does it too."
        ),
        Shortcut("w", "watch", "Replay", "Replay the selected game like a film.", footer=True),
        Shortcut("slash", "find", "Find", "Filter the list.", footer=True),
        Shortcut("n", "rename", "Name", "Name the selected game.", footer=True),
        Shortcut(
            "c", "compare", "Compare", "Mark the selected game; then press it on another to compare the two."
        ),
        Shortcut("o", "open_code", "Open", "Open a share code or a .frank file.", footer=True),
        Shortcut(
            "s", "share", "Share", "Copy the share code of the selected game, and write a .frank file of it."
        ),
        Shortcut("x", "export", "Export all", "Write all games into one file."),
        Shortcut("d", "delete", "Delete", "Delete the selected game, after a confirmation."),
        Shortcut("escape", "back", "Back", "Go back to the home screen.", footer=True),
    ),
    "timeline": (
        Shortcut(
            "up,down,enter",
            "",
            "Go back to",
            "Select a move and play on from before it; a click does it too.",
        ),
        Shortcut("v", "compare", "Compare", "Compare the game with one of its branches.", footer=True),
        Shortcut("escape", "close", "Back", "Go back to the game as it is.", footer=True),
    ),
    "replay": (
        Shortcut("space", "pause", "Play, pause", "Play or pause.", footer=True),
        Shortcut("right,n", "step(1)", "On", "Go one move on.", footer=True),
        Shortcut("left,p", "step(-1)", "Back", "Go one move back.", footer=True),
        Shortcut(
            "right_square_bracket,t",
            "turn(1)",
            "Next turn",
            "Go to the next move that turned the talk.",
            footer=True,
        ),
        Shortcut(
            "left_square_bracket", "turn(-1)", "Turn before", "Go to the previous move that turned the talk."
        ),
        Shortcut("home", "to(0)", "Start", "Go to the beginning."),
        Shortcut("end", "to(-1)", "End", "Go to the end."),
        Shortcut("plus", "pace(1)", "Faster", "Play faster."),
        Shortcut("minus", "pace(-1)", "Slower", "Play slower."),
        Shortcut(
            "v",
            "viewpoint",
            "Seen by",
            "Change the viewpoint: one side, the other, or both briefs open.",
            footer=True,
        ),
        Shortcut(
            "b", "brief", "Brief", "Read the brief of the side whose viewpoint is shown, or both briefs."
        ),
        Shortcut("m", "map", "Map", "See the argument as it stood at this move."),
        Shortcut(
            "f", "branch", "Play on", "Play on from here in a branch; the original game stays as it is."
        ),
        Shortcut("pageup", "scroll('up')", "Earlier", "Scroll up to what was said before."),
        Shortcut("pagedown", "scroll('down')", "Later", "Scroll down to what was said last."),
        Shortcut("question_mark", "help", "Help", "Show the help."),
        Shortcut("escape,q", "leave", "Leave", "Go back to the screen before.", footer=True),
    ),
    "watch": (
        Shortcut("up,down,enter", "", "Play", "Select a move and make it, for the side to move."),
        Shortcut("space", "help_on", "Computer", "Let the computer make the next move.", footer=True),
        Shortcut("u", "take_back", "Take back", "Take back the last step.", footer=True),
        Shortcut("0", "restart", "Restart", "Start over."),
        *(
            Shortcut(
                f"{n}",
                f"jump({n - 1})",
                f"Round {n}",
                "Go back or on to the beginning of that round.",
            )
            for n in range(1, 7)
        ),
        Shortcut("d", "jump(-1)", "Drafting", "Go to the drafting of the communiqué."),
        Shortcut(
            "t",
            "set_track",
            "Set a track",
            "Set a track, to see its effect on the table.",
            footer=True,
        ),
        Shortcut("p", "problems", "Problems", "Read all problems of the file in full.", footer=True),
        Shortcut("m", "map", "Map", "See the argument as a tree."),
        _GUIDE,
        Shortcut("escape", "close_line", "Back", "Go back to the moves."),
        Shortcut("question_mark", "help", "Help", "Show the help.", footer=True),
        _QUIT._replace(footer=False),
    ),
    "moves": (
        Shortcut(
            "up,down,enter",
            "",
            "Choose",
            "Select a line and go a step on; at the last step, speak. A click does it too.",
        ),
        Shortcut("right", "on", "On", "Go from the acts to what the selected one could be about."),
        Shortcut("escape,left", "back", "Back", "Go one step back."),
        Shortcut("o", "own_words", "Own words", "Say the selected move in your own words.", footer=True),
        Shortcut("slash", "find", "Find", "Filter the moves."),
        Shortcut("w", "why_not", "Why not", "See what cannot be said now, and why."),
    ),
    "table": _TABLE,
    "seat": (
        *(shortcut for shortcut in _TABLE if shortcut.action in _AT_A_SEAT),
        Shortcut(
            "d", "drafts", "Drafts", "See the drafts of your delegation; vote and comment.", footer=True
        ),
        Shortcut("t", "channel", "Talk", "Talk to your delegation; nobody else can read it.", footer=True),
        Shortcut("n", "notes", "Notes", "Write notes that only you can see."),
        Shortcut("u", "answer", "Take back", "Answer the teacher's question whether to take back a move."),
        Shortcut(
            "k",
            "hand",
            "Hand",
            "Raise your hand to call the teacher, or lower it.",
            footer=True,
        ),
    ),
    "watcher": (
        *(shortcut for shortcut in _TABLE if shortcut.action in _FOR_WATCHERS),
        Shortcut("w", "dispatch", "Dispatch", "As a reporter, write a line to everybody at the table."),
        Shortcut("n", "notes", "Notes", "Write notes that only you can see.", footer=True),
        Shortcut("k", "hand", "Hand", "Raise your hand to call the teacher, or lower it.", footer=True),
    ),
    "drafts": (
        Shortcut("up,down", "", "Select", "Select a draft."),
        Shortcut(
            "enter", "vote", "Vote", "Vote for the selected draft, or take your vote back.", footer=True
        ),
        Shortcut("c", "comment", "Comment", "Comment on the selected draft.", footer=True),
        Shortcut("s", "send", "Send", "Send the selected draft, if you are allowed to.", footer=True),
        Shortcut("escape", "leave", "Back", "Go back to the table.", footer=True),
    ),
    "channel": (
        Shortcut("enter", "", "Say", "Send what you wrote to your delegation."),
        Shortcut("escape", "leave", "Back", "Go back to the table.", footer=True),
    ),
    "room": (
        Shortcut("up,down", "", "Select", "Select a table; the other keys act on it."),
        Shortcut(
            "x",
            "all",
            "One, all",
            "Let the other keys act on all tables, or on the selected one.",
            footer=True,
        ),
        Shortcut("enter", "open_table", "Watch", "Watch the selected table as it plays."),
        Shortcut("s", "go", "Start", "Start the clock; otherwise the first move starts it.", footer=True),
        Shortcut("space", "pause", "Pause", "Pause the table, or let it go on.", footer=True),
        Shortcut("plus", "give(1)", "+1 min", "Add a minute to this turn and the meeting."),
        Shortcut("minus", "give(-1)", "-1 min", "Take away a minute."),
        Shortcut("right_square_bracket", "give(5)", "+5 min", "Add five minutes."),
        Shortcut("left_square_bracket", "give(-5)", "-5 min", "Take away five minutes."),
        Shortcut(
            "w",
            "people",
            "People",
            "Manage the people of the table: move, give a role, remove, ban.",
            footer=True,
        ),
        Shortcut("m", "message", "Message", "Write to the table.", footer=True),
        Shortcut("n", "news", "Event", "Announce an event: one of the scenario's, or your own.", footer=True),
        Shortcut("a", "advance", "Advance", "Let the computer make one move for the side to move."),
        Shortcut("1", "computer(0)", "Computer 1", "Let the computer play the first delegation, or stop it."),
        Shortcut(
            "2", "computer(1)", "Computer 2", "Let the computer play the second delegation, or stop it."
        ),
        Shortcut("u", "take_back", "Take back", "Ask both sides to agree to take back the last move."),
        Shortcut(
            "g", "merge", "Merge", "Move everybody at the selected table to another, on the same sides."
        ),
        Shortcut("d", "hands", "Hands", "Lower all raised hands."),
        Shortcut("z", "end", "End", "End the meeting and go on to the debrief, after a confirmation."),
        Shortcut(
            "b",
            "open_briefs",
            "Briefs",
            "Open the briefs at finished tables before the others have finished.",
        ),
        Shortcut("escape", "close_line", "Back", "Close the line."),
        Shortcut("question_mark", "help", "Help", "Show the help.", footer=True),
    ),
    "live": (
        *(shortcut for shortcut in _TABLE if shortcut.action in _FOR_WATCHERS),
        Shortcut("escape,q", "leave", "Back", "Go back to all tables.", footer=True),
    ),
    "people": (
        Shortcut("up,down", "", "Select", "Select a person."),
        Shortcut("enter", "reseat", "Seat elsewhere", "Move them to another table or side.", footer=True),
        Shortcut("r", "role", "Role", "Give them the next role; whoever has it gets theirs.", footer=True),
        Shortcut("x", "remove", "Remove", "Remove them; they may take another seat.", footer=True),
        Shortcut("b", "ban", "Ban", "Remove them and ban their browser.", footer=True),
        Shortcut("escape", "leave", "Back", "Go back to all tables.", footer=True),
    ),
    "choice": (_LISTS, Shortcut("escape", "leave", "Back", "Go back without choosing.", footer=True)),
    "read": (
        _PAGES,
        Shortcut("f", "reflect", "Reflect", "Answer the scenario's questions anonymously.", footer=True),
        Shortcut("question_mark", "help", "Help", "Show the help.", footer=True),
    ),
    "reflection": (
        Shortcut("enter", "", "Next", "Go to the next line."),
        Shortcut(
            "ctrl+g", "give", "Hand in", "Hand in your answers anonymously.", footer=True, priority=True
        ),
        Shortcut("escape", "leave", "Back", "Go back to the debrief without handing in.", footer=True),
    ),
    "watching": (
        Shortcut("n,space", "next", "Next", "Play the next move.", footer=True),
        Shortcut("e", "to_end", "End", "Play all moves that are left."),
    ),
    "words": (
        Shortcut("enter", "", "Say it", "Say it; if you wrote nothing, the written line is said."),
        Shortcut("escape", "leave", "Back", "Go back to the menu; what you wrote stays."),
    ),
    "page": (_CLOSE, _BACK, _PAGES),
    "map": (
        _BACK,
        Shortcut("enter", "", "Open", "Open or close a branch; a click does it too."),
        Shortcut("up,down", "", "Move", "Select a line; it is shown below in full."),
    ),
    "shift": (_CLOSE,),
    "ending": (
        Shortcut(
            "o", "other_side", "Play the other side", "Play the same seed from the other chair.", footer=True
        ),
        Shortcut("w", "watch", "Replay", "Replay the game like a film.", footer=True),
        Shortcut("t", "timeline", "Timeline", "See all moves; go back to any and try another."),
        Shortcut(
            "d",
            "document",
            "Document",
            "Write the debrief and the transcript as a page to print.",
            footer=True,
        ),
        Shortcut("h", "home", "Home", "Go back to the home screen.", footer=True),
        _PAGES,
        Shortcut("question_mark", "help", "Help", "Show the help.", footer=True),
        Shortcut("q", "app.quit", "Quit", "Quit the program."),
    ),
}
"""All keys by place, in the order of the help."""

FORBIDDEN = frozenset({*(f"ctrl+{letter}" for letter in "basqjko"), "f1", "f5", "f6"})

TITLES = {
    "anywhere": "Anywhere",
    "home": "On the home screen",
    "games": "On the list of saved games",
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
    """Return the bindings of a place, for a screen's or widget's ``BINDINGS``."""
    return [
        Binding(
            shortcut.key,
            shortcut.action,
            shortcut.title,
            show=shortcut.footer,
            priority=shortcut.priority,
            tooltip=shortcut.help,
            id=f"{place}.{shortcut.title}",
        )
        for shortcut in PLACES[place]
        if shortcut.action
    ]


def shown(key: str) -> str:
    """Return a key as readers know it: ``"escape,left"`` is ``"esc, left"``."""
    return ", ".join(_SHOWN.get(name, name) for name in key.split(","))


def lines(place: str) -> list[str]:
    """Return the keys of a place in words, one line each."""
    return [f"{shown(shortcut.key)}: {shortcut.help}" for shortcut in PLACES[place]]
