"""The Textual app and the plain mode: they show the table and never hold its state.

``menu``, ``situation`` and ``brief`` put the game in words, for both; ``seats`` says who plays. Only
``app`` and the files beside it load Textual.
"""
