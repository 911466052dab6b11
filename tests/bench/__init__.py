"""How fast the engine is, beside engines and environments that people know: ``python -m tests.bench``.

All is measured in one run on one core, in turns, so that whatever else the machine does meets all alike.
Times are processor time. The packages of the others are the extra ``bench``; what is missing is named.
"""
