"""Check a scenario that has been read: references, arguments, consistency, balance, lessons.

``registry`` runs all checks. A check reads and reports and never changes anything; every
problem has a code with a page in ``game/scenario/codes``.
"""
