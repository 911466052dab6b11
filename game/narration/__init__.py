"""Everything in words, and no screen: speech, menus, transcript, communiqué, press, debrief.

Every face of the game draws what is made here from a state or a view, so that all of them say the same.
"""
