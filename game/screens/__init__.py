"""The Textual app: screens, widgets, keys and themes.

Screens show a match in the words of :mod:`game.narration`, hold no state of the game, and post messages upwards.
"""
