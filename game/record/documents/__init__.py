"""Documents to hand in or to print: one self-contained HTML file, made by Jinja from a template of ours.

:func:`transcript_page` has what was said; :func:`debrief_page` has everything: ending, communiqué, press lines,
charts, both briefs, the map of the argument, questions, and the transcript. Nothing is loaded from anywhere and
nothing runs: no script, no font, no picture from outside.
"""

from game.record.documents.page import Played, debrief_page, transcript_page

__all__ = ["Played", "debrief_page", "transcript_page"]
