"""What can be typed after ``frank``, in short: the commands with what they do, and an example of each.

``frank --help`` prints it. It stands alone, so that it is there at once: the parser of :mod:`game.cli.arguments`
takes longer to import than Python to start.
"""

from __future__ import annotations

COMMANDS = {
    "Play": {
        "play": (
            "play a scenario in the app or as lines, watch one, or go on with a game",
            "frank play two-days-in-beijing --watch --plain --seed 7",
        ),
        "scenarios": ("list the scenarios", "frank scenarios --json"),
    },
    "What was played": {
        "sessions": ("list the kept games", "frank sessions --json"),
        "replay": ("see a kept game once more, like a film", "frank replay k7m2q"),
        "transcript": ("print what was said in a kept game", "frank transcript k7m2q --format md"),
        "debrief": (
            "print what a kept game came to, with both briefs",
            "frank debrief k7m2q --format html --out debrief.html",
        ),
        "compare": ("put two games side by side", "frank compare k7m2q p3x9d"),
        "share": ("print a code that carries a kept game", "frank share k7m2q --out game.frank"),
        "store": ("look after the store of games", "frank store check"),
    },
    "Write": {
        "new": ("write a small scenario to begin with", "frank new river-water"),
        "schema": ("print the JSON Schema that editors use", "frank schema"),
        "check": ("every problem of a scenario file, with line and column", "frank check my-scenario.yaml"),
        "playtest": (
            "let computers play many games and print what they show",
            "frank playtest two-days-in-beijing --games 100 --seed 1",
        ),
        "test": ("run the regression tests of scenarios", "frank test two-days-in-beijing"),
        "explain": ("what a code of frank check means", "frank explain FE401"),
        "watch": ("play a scenario while you write it", "frank watch my-scenario.yaml"),
        "stats": ("a scenario in figures", "frank stats my-scenario.yaml"),
        "graph": ("draw the arguments of a scenario, or the rules", "frank graph well.yaml --format argdown"),
    },
    "Teach": {
        "host": (
            "open a room for a class, whose students sit in browsers",
            "frank host two-days-in-beijing --tables 6 --lan",
        ),
        "join": ("take a seat of a room in a terminal", "frank join 192.168.1.5:8000 --name Ann"),
    },
}
"""By group and name: what it does, and an example."""


def overview() -> str:
    """The help of ``frank`` itself."""
    lines = [
        "usage: frank [COMMAND] [-h] [--version]",
        "",
        "A debate-simulation game: will this exchange stay a dialogue?",
        "Without a command, the app opens. frank COMMAND --help tells more of one.",
    ]
    for group, commands in COMMANDS.items():
        lines += ["", f"{group}:"]
        lines += [f"  {name:10}  {says}" for name, (says, _) in commands.items()]
    lines += ["", "Example: frank play two-days-in-beijing --against pragmatist --seed 7"]
    return "\n".join(lines)
