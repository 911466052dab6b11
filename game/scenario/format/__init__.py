"""The format of a scenario file: pydantic models of everything an author may write.

The JSON Schema for editors is generated from the same models, so the two never differ.
"""
