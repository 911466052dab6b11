"""The game as numbered lines, for screen readers, simple terminals and pipes.

It reads a line, plays on a match, and writes lines; text once written is never changed.
"""
