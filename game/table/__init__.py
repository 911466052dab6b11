"""The rules of the table, pure: no file, no clock, and no chance but the seeded generator in the state.

Three functions carry everything else: :func:`game.table.moves.legal`, :func:`game.table.play.play` and
:func:`game.table.view.view`. A state is one immutable value. README.md is the rulebook; these are its
chapters, each of which reads only the ones above it:

- ``acts``: the speech acts, and what may answer what
- ``protocol``: the phases of a meeting, the types of talk, the ways it can end
- ``effects``: what acts do to the tracks
- ``fouls``: illicit moves between types of talk
- ``masks``: sets of numbers as bits
- ``chance``: the seeded generator
- ``links``: supports, rebuttals and undercuts that somebody could make
- ``numbered``: a scenario whose parts are numbered
- ``position``: the values of a state
- ``conditions``: when a condition holds
- ``why``: the reasons why a move can be closed
- ``offers``: packages, and what is open to agreement
- ``catalogue``: every move of a scenario, and its text
- ``options``: what one side can do in one item
- ``standing``: which claims stand
- ``compiled``: a scenario with everything the rules look up in it
- ``state``: the state of a game, and the draft of the next one
- ``points``: the points of a round that stay open, and what speaks to them
- ``guards``: the rules that close a move, with their reasons
- ``drafting``: the moves of the drafting
- ``moves``: what is legal now
- ``blocked``: what is not, and why
- ``tracks``: changing the tracks, firing the triggers
- ``assessment``: the end of a round and of a meeting
- ``shifts``: bids to change the type of talk
- ``commitments``: what each act does to the record
- ``play``: making a move
- ``forecast``: what a move will do
- ``view``: what one side may know
- ``outcome``: what a game came to
"""
