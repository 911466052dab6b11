"""Frank Exchange: a debate-simulation game for the terminal.

Each package is a room, and imports only rooms below it; ``README.md`` beside this file is the map of the house.
"""

__version__ = "0.1.0"


class FrankError(Exception):
    """An error that a command reports in a sentence, without a traceback."""
