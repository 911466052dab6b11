"""Frank Exchange: a debate-simulation game for the terminal.

The rooms, lowest first: ``scenario`` (what is written), ``table`` (what is played),
``delegates`` (who plays), ``record`` (what happened), ``playtest`` (many games),
``screens`` (the app and the plain mode). A room imports only rooms below it.
"""

__version__ = "0.1.0"
