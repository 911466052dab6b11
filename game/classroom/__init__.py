"""The classroom: many seats in one process, each with an app of its own, drawn in a browser.

:mod:`game.classroom.room` knows who sits where and what happens at the tables, and nothing of the web;
:mod:`game.classroom.register` keeps the room; :mod:`game.classroom.seat` and
:mod:`game.classroom.facilitator` are what is shown; :mod:`game.classroom.web` serves it.
"""
