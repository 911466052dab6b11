"""A room for a class: tables, delegations of several people, a clock, a facilitator, and a debrief.

:mod:`~game.classroom.room` and :mod:`~game.classroom.table` are the room itself, and know no web;
:mod:`~game.classroom.register` saves it; the screens of seats and facilitator are drawn by :mod:`game.classroom.web`.
"""
