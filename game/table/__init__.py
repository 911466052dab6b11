"""What is played: the rules of the table, pure.

Three functions carry everything else: :func:`game.table.moves.legal`,
:func:`game.table.play.play` and :func:`game.table.view.view`. A state is one immutable value.
There is no I/O here, no clock, and no randomness but the seeded generator in the state.
The files are the chapters of the rulebook: acts, protocol, effects, compiled, state, moves,
standing, play, drafting, conditions, outcome, view.
"""
