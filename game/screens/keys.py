"""The list of all keys: bindings, footer, palette, help and the tables in README.md are made from it.

A *place* is a screen, or the menu inside one. ``python -m tests.screens.keys_page`` writes the tables. Some keys are
never used here: ctrl+b and ctrl+a (tmux and screen), ctrl+s and ctrl+q (a terminal's flow control), ctrl+j, ctrl+k,
ctrl+o and F1, F5, F6 (taken by editors' terminals).
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType


class Command(NamedTuple):
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


_CLOSE = Command("enter", "close(True)", "Go on", "Close the page and go on.", footer=True)
_BACK = Command("escape", "close(False)", "Back", "Close the page.", footer=True)
_PAGES = Command("pageup,pagedown", "", "Page", "Scroll by a page; the wheel and the arrow keys scroll too.")
_QUIT = Command("q", "app.quit", "Quit", "Quit the program.", footer=True)
_GUIDE = Command("w", "app.guide", "Guide", "Read how to write a scenario, in seven steps.")
_LISTS = Command("up,down,enter", "", "Choose", "Select a line and choose it; a click does both.")

_TABLE = (
    Command("b", "brief", "Brief", "Read your brief, and what you know of the other side.", footer=True),
    Command(
        "r",
        "record",
        "Record",
        "See what both sides said, which claims stand, and what waits for an answer.",
        footer=True,
    ),
    Command(
        "m",
        "map",
        "Map",
        "See the argument as a tree: which claims stand, which fell, who answered whom.",
        footer=True,
    ),
    Command("c", "communique", "Communiqué", "Read the communiqué as it stands."),
    Command(
        "s",
        "sources",
        "Sources",
        "Read the selected move in full, its sources, and the sources of what was said.",
    ),
    Command("u", "take_back", "Take back", "Take back your last move; the original game stays saved."),
    Command(
        "t", "timeline", "Timeline", "See all moves so far; go back to any and try another.", footer=False
    ),
    Command("pageup", "scroll('up')", "Earlier", "Scroll up to what was said before.", priority=True),
    Command("pagedown", "scroll('down')", "Later", "Scroll down to what was said last.", priority=True),
    Command("question_mark", "help", "Help", "Show what you can do now and what it means.", footer=True),
    Command("q", "leave", "Leave", "Leave the table, after a confirmation."),
)
_AT_A_SEAT = {"brief", "record", "map", "communique", "sources", "scroll('up')", "scroll('down')", "help"}
"""What of it a student may do: only the teacher ends a game or takes back a move."""
_FOR_WATCHERS = _AT_A_SEAT - {"brief", "record"}
"""What of it a watcher may do: a brief and a record belong to a side."""

PLACES: dict[str, tuple[Command, ...]] = {
    "anywhere": (
        Command(
            "ctrl+p", "", "Palette", "Open the palette: all commands by name, and the themes.", footer=True
        ),
        Command("ctrl+c", "", "Interrupt", "Copy the selected text; with nothing selected, quit at once."),
        Command("ctrl+z", "", "Suspend", "Put the game aside; the shell's command fg brings it back."),
    ),
    "home": (
        _LISTS,
        Command(
            "p", "begin", "Play", "Begin the game with the selected scenario, side and opponent.", footer=True
        ),
        Command("l", "learn", "Learn", "Learn by playing: a lesson of ten minutes.", footer=True),
        Command("g", "games", "Games", "Open the saved games.", footer=True),
        Command("escape,left", "back", "Back", "Go to the list before."),
        _GUIDE,
        Command("question_mark", "help", "Help", "Show what the game is about, and the keys.", footer=True),
        _QUIT,
    ),
    "games": (
        Command(
            "up,down,enter", "", "Open", "Resume the selected game, or read its debrief; a click does it too."
        ),
        Command("w", "watch", "Replay", "Replay the selected game like a film.", footer=True),
        Command("slash", "find", "Find", "Filter the list.", footer=True),
        Command("n", "rename", "Name", "Name the selected game.", footer=True),
        Command(
            "c", "compare", "Compare", "Mark the selected game; then press it on another to compare the two."
        ),
        Command("o", "open_code", "Open", "Open a share code or a .frank file.", footer=True),
        Command(
            "s", "share", "Share", "Copy the share code of the selected game, and write a .frank file of it."
        ),
        Command("x", "export", "Export all", "Write all games into one file."),
        Command("d", "delete", "Delete", "Delete the selected game, after a confirmation."),
        Command("escape", "back", "Back", "Go back to the shelf.", footer=True),
    ),
    "timeline": (
        Command(
            "up,down,enter",
            "",
            "Go back to",
            "Select a move and play on from before it; a click does it too.",
        ),
        Command("v", "compare", "Compare", "Compare the game with one of its branches.", footer=True),
        Command("escape", "close", "Back", "Go back to the game as it is.", footer=True),
    ),
    "replay": (
        Command("space", "pause", "Play, pause", "Play or pause.", footer=True),
        Command("right,n", "step(1)", "On", "Go one move on.", footer=True),
        Command("left,p", "step(-1)", "Back", "Go one move back.", footer=True),
        Command(
            "right_square_bracket,t",
            "turn(1)",
            "Next turn",
            "Go to the next move that turned the talk.",
            footer=True,
        ),
        Command(
            "left_square_bracket", "turn(-1)", "Turn before", "Go to the previous move that turned the talk."
        ),
        Command("home", "to(0)", "Start", "Go to the beginning."),
        Command("end", "to(-1)", "End", "Go to the end."),
        Command("plus", "pace(1)", "Faster", "Play faster."),
        Command("minus", "pace(-1)", "Slower", "Play slower."),
        Command(
            "v",
            "viewpoint",
            "Seen by",
            "Change the viewpoint: one side, the other, or both briefs open.",
            footer=True,
        ),
        Command(
            "b", "brief", "Brief", "Read the brief of the side whose viewpoint is shown, or both briefs."
        ),
        Command("m", "map", "Map", "See the argument as it stood at this move."),
        Command("f", "branch", "Play on", "Play on from here in a branch; the original game stays as it is."),
        Command("pageup", "scroll('up')", "Earlier", "Scroll up to what was said before."),
        Command("pagedown", "scroll('down')", "Later", "Scroll down to what was said last."),
        Command("question_mark", "help", "Help", "Show the help."),
        Command("escape,q", "leave", "Leave", "Go back to the screen before.", footer=True),
    ),
    "watch": (
        Command("up,down,enter", "", "Play", "Select a move and make it, for the side to move."),
        Command("space", "help_on", "Computer", "Let the computer make the next move.", footer=True),
        Command("u", "take_back", "Take back", "Take back the last step.", footer=True),
        Command("0", "restart", "Restart", "Start over."),
        *(
            Command(
                f"{n}",
                f"jump({n - 1})",
                f"Round {n}",
                "Go back or on to the beginning of that round.",
            )
            for n in range(1, 7)
        ),
        Command("d", "jump(-1)", "Drafting", "Go to the drafting of the communiqué."),
        Command(
            "t",
            "set_track",
            "Set a track",
            "Set a track, to see its effect on the table.",
            footer=True,
        ),
        Command("p", "problems", "Problems", "Read all problems of the file in full.", footer=True),
        Command("m", "map", "Map", "See the argument as a tree."),
        _GUIDE,
        Command("escape", "close_line", "Back", "Go back to the moves."),
        Command("question_mark", "help", "Help", "Show the help.", footer=True),
        _QUIT._replace(footer=False),
    ),
    "moves": (
        Command(
            "up,down,enter",
            "",
            "Choose",
            "Select a line and go a step on; at the last step, speak. A click does it too.",
        ),
        Command("right", "on", "On", "Go from the acts to what the selected one could be about."),
        Command("escape,left", "back", "Back", "Go one step back."),
        Command("o", "own_words", "Own words", "Say the selected move in your own words.", footer=True),
        Command("slash", "find", "Find", "Filter the moves."),
        Command("w", "why_not", "Why not", "See what cannot be said now, and why."),
    ),
    "table": _TABLE,
    "seat": (
        *(command for command in _TABLE if command.action in _AT_A_SEAT),
        Command("d", "drafts", "Drafts", "See the drafts of your delegation; vote and comment.", footer=True),
        Command("t", "channel", "Talk", "Talk to your delegation; nobody else can read it.", footer=True),
        Command("n", "notes", "Notes", "Write notes that only you can see."),
        Command("u", "answer", "Take back", "Answer the teacher's question whether to take back a move."),
        Command(
            "k",
            "hand",
            "Hand",
            "Raise your hand to call the teacher, or lower it.",
            footer=True,
        ),
    ),
    "watcher": (
        *(command for command in _TABLE if command.action in _FOR_WATCHERS),
        Command("w", "dispatch", "Dispatch", "As a reporter, write a line to everybody at the table."),
        Command("n", "notes", "Notes", "Write notes that only you can see.", footer=True),
        Command("k", "hand", "Hand", "Raise your hand to call the teacher, or lower it.", footer=True),
    ),
    "drafts": (
        Command("up,down", "", "Select", "Select a draft."),
        Command("enter", "vote", "Vote", "Vote for the selected draft, or take your vote back.", footer=True),
        Command("c", "comment", "Comment", "Comment on the selected draft.", footer=True),
        Command("s", "send", "Send", "Send the selected draft, if you are allowed to.", footer=True),
        Command("escape", "leave", "Back", "Go back to the table.", footer=True),
    ),
    "channel": (
        Command("enter", "", "Say", "Send what you wrote to your delegation."),
        Command("escape", "leave", "Back", "Go back to the table.", footer=True),
    ),
    "room": (
        Command("up,down", "", "Select", "Select a table; the other keys act on it."),
        Command(
            "x",
            "all",
            "One, all",
            "Let the other keys act on all tables, or on the selected one.",
            footer=True,
        ),
        Command("enter", "open_table", "Watch", "Watch the selected table as it plays."),
        Command("s", "go", "Start", "Start the clock; otherwise the first move starts it.", footer=True),
        Command("space", "pause", "Pause", "Pause the table, or let it go on.", footer=True),
        Command("plus", "give(1)", "+1 min", "Add a minute to this turn and the meeting."),
        Command("minus", "give(-1)", "-1 min", "Take away a minute."),
        Command("right_square_bracket", "give(5)", "+5 min", "Add five minutes."),
        Command("left_square_bracket", "give(-5)", "-5 min", "Take away five minutes."),
        Command(
            "w",
            "people",
            "People",
            "Manage the people of the table: move, give a role, remove, ban.",
            footer=True,
        ),
        Command("m", "message", "Message", "Write to the table.", footer=True),
        Command("n", "news", "Event", "Announce an event: one of the scenario's, or your own.", footer=True),
        Command("a", "advance", "Advance", "Let the computer make one move for the side to move."),
        Command("1", "computer(0)", "Computer 1", "Let the computer play the first delegation, or stop it."),
        Command("2", "computer(1)", "Computer 2", "Let the computer play the second delegation, or stop it."),
        Command("u", "take_back", "Take back", "Ask both sides to agree to take back the last move."),
        Command("g", "merge", "Merge", "Move everybody at the selected table to another, on the same sides."),
        Command("d", "hands", "Hands", "Lower all raised hands."),
        Command("z", "end", "End", "End the meeting and go on to the debrief, after a confirmation."),
        Command(
            "b",
            "open_briefs",
            "Briefs",
            "Open the briefs at finished tables before the others have finished.",
        ),
        Command("escape", "close_line", "Back", "Close the line."),
        Command("question_mark", "help", "Help", "Show the help.", footer=True),
    ),
    "live": (
        *(command for command in _TABLE if command.action in _FOR_WATCHERS),
        Command("escape,q", "leave", "Back", "Go back to all tables.", footer=True),
    ),
    "people": (
        Command("up,down", "", "Select", "Select a person."),
        Command("enter", "reseat", "Seat elsewhere", "Move them to another table or side.", footer=True),
        Command("r", "role", "Role", "Give them the next role; whoever has it gets theirs.", footer=True),
        Command("x", "remove", "Remove", "Remove them; they may take another seat.", footer=True),
        Command("b", "ban", "Ban", "Remove them and ban their browser.", footer=True),
        Command("escape", "leave", "Back", "Go back to all tables.", footer=True),
    ),
    "choice": (_LISTS, Command("escape", "leave", "Back", "Go back without choosing.", footer=True)),
    "read": (
        _PAGES,
        Command("f", "reflect", "Reflect", "Answer the scenario's questions anonymously.", footer=True),
        Command("question_mark", "help", "Help", "Show the help.", footer=True),
    ),
    "reflection": (
        Command("enter", "", "Next", "Go to the next line."),
        Command("ctrl+g", "give", "Hand in", "Hand in your answers anonymously.", footer=True, priority=True),
        Command("escape", "leave", "Back", "Go back to the debrief without handing in.", footer=True),
    ),
    "watching": (
        Command("n,space", "next", "Next", "Play the next move.", footer=True),
        Command("e", "to_end", "End", "Play all moves that are left."),
    ),
    "words": (
        Command("enter", "", "Say it", "Say it; if you wrote nothing, the written line is said."),
        Command("escape", "leave", "Back", "Go back to the menu; what you wrote stays."),
    ),
    "page": (_CLOSE, _BACK, _PAGES),
    "map": (
        _BACK,
        Command("enter", "", "Open", "Open or close a branch; a click does it too."),
        Command("up,down", "", "Move", "Select a line; it is shown below in full."),
    ),
    "shift": (_CLOSE,),
    "ending": (
        Command(
            "o", "other_side", "Play the other side", "Play the same seed from the other chair.", footer=True
        ),
        Command("w", "watch", "Replay", "Replay the game like a film.", footer=True),
        Command("t", "timeline", "Timeline", "See all moves; go back to any and try another."),
        Command(
            "d",
            "document",
            "Document",
            "Write the debrief and the transcript as a page to print.",
            footer=True,
        ),
        Command("h", "home", "Home", "Go back to the shelf.", footer=True),
        _PAGES,
        Command("question_mark", "help", "Help", "Show the help.", footer=True),
        Command("q", "app.quit", "Quit", "Quit the program."),
    ),
}
"""All commands by place, in the order of the help."""

FORBIDDEN = frozenset({*(f"ctrl+{letter}" for letter in "basqjko"), "f1", "f5", "f6"})

TITLES = {
    "anywhere": "Anywhere",
    "home": "On the shelf",
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
            command.key,
            command.action,
            command.title,
            show=command.footer,
            priority=command.priority,
            tooltip=command.help,
            id=f"{place}.{command.title}",
        )
        for command in PLACES[place]
        if command.action
    ]


def shown(key: str) -> str:
    """Return a key as readers know it: ``"escape,left"`` is ``"esc, left"``."""
    return ", ".join(_SHOWN.get(name, name) for name in key.split(","))


def lines(place: str) -> list[str]:
    """Return the keys of a place in words, one line each."""
    return [f"{shown(command.key)}: {command.help}" for command in PLACES[place]]
