"""Read a file into a scenario: decode its bytes, parse the YAML with all places, validate it.

``read`` is the entrance. Reading does not stop at the first problem; it reports as many as it
can, each with its line and column.
"""
