"""From a file to a scenario: characters, YAML with the place of every value, and validation.

Reading never stops at the first problem; it reports them all, each with line and column.
"""
