"""The game in words: speech, menus, transcript, communiqué, press, debrief. No screens.

The app, plain mode, the classroom and the exports all show the texts made here from a state or a view, so
that they all say the same.
"""
