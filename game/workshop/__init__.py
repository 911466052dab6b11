"""The author's tools: new scenarios, live rehearsal, figures, argument graphs, coverage and regression tests.

``new`` writes a scenario to start from; ``watch`` shows a ``rehearsal`` that follows the file; ``stats`` and ``graph``
describe it; ``coverage`` simulates games; ``recording`` writes the tests that ``regression`` runs.
"""
