"""When Python looks for rubbish in the process of a class; in a process of its own, since it is for all of it."""

from __future__ import annotations

import subprocess
import sys

_CODE = """
import gc, weakref
from game.classroom.web.gc_tuning import SETTLED, Rubbish

class Thing:
    pass

def rubbish():
    one = Thing()
    one.itself = one
    return weakref.ref(one)

class_ = Rubbish()
stays = [[] for _ in range(300_000)]
before = gc.get_freeze_count()
assert before > 0
gone = rubbish()
for _ in range(3):
    gc.collect(1)  # it grows old
late = [rubbish() for _ in range(3)]
for apps in range(5):
    class_.look(apps)
assert gc.get_freeze_count() == before, "they are still coming"
for _ in range(SETTLED):
    class_.look(4)
assert gone() is None and not any(one() for one in late), "nothing that could go was set aside"
assert gc.get_freeze_count() > before + 300_000, "what stays is not looked through again"
after = gc.get_freeze_count()
gc.collect()
assert gc.get_freeze_count() == after, "a little more is not worth it"
print("well")
"""


def test_what_stays_is_set_aside_once_all_have_sat_down_and_what_can_go_goes() -> None:
    done = subprocess.run([sys.executable, "-c", _CODE], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "well", done.stderr
