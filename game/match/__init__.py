"""A live game: the session and its state machines, who plays each side, and what saves it.

:class:`~game.match.match.Match` is what every face of the game (app, plain mode, classroom) plays on.
No screens, no words for players: those are made by :mod:`game.narration`.
"""
