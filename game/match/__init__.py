"""A live game: the session and its state machines, the two players, and the autosave.

The app, plain mode and the classroom all play on a :class:`~game.match.match.Match`. There are no screens
here; :mod:`game.narration` turns a game into words.
"""
