"""Documents to keep, print or hand in: HTML, Markdown, charts and diagrams.

An HTML page is one self-contained file: no script, no font and no picture from outside.
"""
