"""Many Textual apps in one process: screens drawn once a change, one stylesheet for all, and keys that stay in place.

Only the classroom needs it. Every private part of Textual that it needs stands in :mod:`game.screens.textual_private`.
"""
