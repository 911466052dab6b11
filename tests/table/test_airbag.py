"""The airbag dialogue of Prakken (2006, "Formal systems for persuasion dialogue", KER 21:163-188).

Paul claims that a car is safe; Olga asks, concedes the airbag, and argues against him twice. It is a golden
case of persuasion dialogues. Here it is played by our rules, which differ from Prakken's in four ways:

- Turns alternate strictly, so Olga cannot concede and attack in one turn; Paul speaks in between.
- An argument is two moves, a claim and the reason for it. "Not safe, since newspapers report explosions" is
  a rebuttal first, bare, and beats nothing that has a reason; then a support.
- A claim counts its reasons, so a second argument for the same conclusion is a second claim ("too fast").
- Prakken's status of a move looks at the replies to it; ours is a labelling of what the claims say.

The status of "safe" flips where it does in the paper: after Olga's first argument (OUT), after Paul's
undercutter (IN), after her second argument (OUT), and in the end he takes it back.
"""

from __future__ import annotations

from typing import Any

from game.table.outcome import standing_of
from game.table.play import start
from game.table.state import State
from tests.table.scenes import after, build, said
from tests.worlds import ENDINGS

PAUL, OLGA = "paul", "olga"


def _claim(by: str, line: str, **links: list[str]) -> dict[str, Any]:
    return {"by": by, "item": "car", "invented": True, "lines": {"frank": line}, **links}


def _delegation(name: str) -> dict[str, Any]:
    goal = {"text": "To be right.", "points": 1, "interest": f"{name}-truth", "when": {"stands": "safe"}}
    return {
        "name": name.title(), "short": name.title(), "brief": "Talk.", "instructions": "Argue.",
        "interests": {f"{name}-truth": {"text": "To know."}}, "objectives": {"right": goal},
    }  # fmt: skip


AIRBAG: dict[str, Any] = {
    "format": 1,
    "id": "airbag",
    "title": "The airbag",
    "minutes": 5,
    "summary": "Is the car safe?",
    "turns": 7,
    "opens": PAUL,
    "sources": {},
    "delegations": {PAUL: _delegation(PAUL), OLGA: _delegation(OLGA)},
    "agenda": [{"id": "car", "title": "The car"}],
    "claims": {
        "safe": _claim(PAUL, "My car is safe."),
        "airbag": _claim(PAUL, "It has an airbag.", supports=["safe"]),
        "sturdy": _claim(PAUL, "It is sturdy, too."),
        "unreliable": _claim(PAUL, "Newspapers are no source on technology.", undercuts=["newspapers"]),
        "not-safe": _claim(OLGA, "Yet it is not safe.", rebuts=["safe"]),
        "newspapers": _claim(OLGA, "Newspapers report airbags that explode.", supports=["not-safe"]),
        "too-fast": _claim(OLGA, "It drives too fast to be safe.", rebuts=["safe"]),
        "top-speed": _claim(OLGA, "Its top speed is very high.", supports=["too-fast"]),
    },
    "endings": ENDINGS,
}

DIALOGUE = (
    ("claim safe frank", "asserted"),  # Paul: My car is safe.
    ("ask safe", "owes a reason"),  # Olga: Why is it safe?
    ("support safe by airbag frank", "stands"),  # Paul: Since it has an airbag.
    ("concede airbag", "stands"),  # Olga: It has one, I concede, ...
    ("claim sturdy frank", "stands"),
    ("rebut safe by not-safe frank", "stands"),  # ... yet it is not safe, (no reason yet)
    ("ask not-safe", "stands"),
    ("support not-safe by newspapers frank", "fallen"),  # ... since newspapers report explosions.
    ("undercut newspapers by unreliable frank", "stands"),  # Paul: They are not reliable on technology.
    ("rebut safe by too-fast frank", "stands"),  # Olga: Still it is not safe, (no reason yet)
    ("ask too-fast", "stands"),
    ("support too-fast by top-speed frank", "fallen"),  # ... since its top speed is very high.
    ("retract safe", "retracted"),  # Paul: I take it back.
)


def _opened() -> State:
    return after(start(build(AIRBAG), 0), "open paul right frank", "open olga right frank")


def test_the_claim_flips_where_prakken_has_it_flip() -> None:
    state = _opened()
    safe = state.game.claim_number["safe"]
    heard = []
    for key, _ in DIALOGUE:
        state = after(state, key)
        heard.append((key, standing_of(state, safe)))
    assert heard == list(DIALOGUE)


def test_the_commitments_at_the_end_are_prakkens() -> None:
    state = after(_opened(), *(key for key, _ in DIALOGUE))
    status = {key: standing_of(state, number) for key, number in state.game.claim_number.items()}
    assert status["airbag"] == "conceded"
    assert status["not-safe"] == "stands"  # asked for one reason, given one; undercut, but attacked by nobody
    assert status["too-fast"] == "stands"


def test_nobody_asks_about_what_he_conceded_and_nothing_taken_back_returns() -> None:
    state = after(_opened(), *(key for key, _ in DIALOGUE[:5]))
    assert "ask safe" not in said(state)
    assert "ask airbag" not in said(state)
    state = after(_opened(), *(key for key, _ in DIALOGUE))
    assert not any("safe by" in key or key.startswith("claim safe") for key in said(state))
