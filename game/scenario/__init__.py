"""What is written: the format, text made safe, scenario files read and checked.

``model`` is the format; ``read`` turns a file into it; ``references`` and ``checks`` look
whether it hangs together; ``shelf`` lists what is shipped. ``shelf``, ``text`` and
``problems`` stay light: a listing must not wait for pydantic.
"""
