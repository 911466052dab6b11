"""The format of a scenario file, as pydantic models of everything an author may write.

``model`` gathers them. ``schema`` generates the JSON Schema for editors from the same models, so
the two never differ.
"""
