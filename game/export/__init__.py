"""Documents to save, print or hand in: HTML, Markdown, charts and diagrams.

An HTML page is one self-contained file: it has no script and loads no font or picture.
"""
