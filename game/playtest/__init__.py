"""Playtesting: many games between personas, counted, to show how the rules and a scenario behave.

:mod:`game.playtest.runs` plays and counts, :mod:`game.playtest.report` turns the counts into figures.
"""
