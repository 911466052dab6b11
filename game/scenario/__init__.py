"""Scenario files: their format, reading and checking them, and the library of shipped scenarios.

``format`` holds the models, ``reading`` turns a file into them, ``checks`` looks for faults, ``codes`` explains each.
``library``, ``text`` and ``problems`` import nothing heavy, so that a listing need not wait for pydantic.
"""
