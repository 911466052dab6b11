"""Checks on a scenario that has been read: references, arguments, balance, lessons, plain sense.

A check only reads and reports. Every problem has a code with a page in `game/scenario/codes`.
"""
