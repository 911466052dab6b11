"""Snippets that an editor offers to an author, by the model and the key where they can be used.

The syntax is that of the YAML language server: ``${1:…}`` is the first place to fill in, ``${2:…}`` the next; text
that begins with ``^`` is written without quotes. Keys contain no hyphen, since the server would indent by four columns.
"""

from __future__ import annotations

from typing import Any


def _snippet(label: str, description: str, body: Any) -> dict[str, Any]:
    return {"label": label, "description": description, "body": body}


def _claim(**more: Any) -> dict[str, Any]:
    lines = {"frank": "${4:What is said.}"}
    return {"${1:id}": {"by": "${2:side}", "item": "${3:item}", "lines": lines, **more, "invented": True}}


def _proposal(text: str, rung: int, **more: Any) -> dict[str, Any]:
    home = {"${4:side}": "^${5:0}", "${6:other-side}": "^${7:0}"}
    return {"${1:id}": {"title": "${2:A short name}", "text": text, "rung": rung, **more, "home": home}}


def _objective(when: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "${1:id}": {
            "text": "${2:What we want to reach.}",
            "points": 3,
            "when": when,
            "interest": "${4:its-interest}",
            **more,
        }
    }


def _delegation(first: int) -> dict[str, Any]:
    return {
        "name": f"${{{first + 1}:The delegation of …}}",
        "short": f"${{{first + 2}:Name}}",
        "brief": f"${{{first + 3}:You came to …}}",
        "instructions": f"${{{first + 4}:At home they expect …}}",
        "interests": {f"interest{first}": {"text": "We need …"}},
        "objectives": {
            f"objective{first}": {
                "text": "What we want to reach.",
                "points": 3,
                "when": {"understanding": '^">= 60"'},
                "interest": f"interest{first}",
            }
        },
    }


_COMPARED = '^">= ${1:60}"'

_CONDITIONS = [
    _snippet("a claim stands", "A claim was tested and stands.", {"stands": "${1:claim}"}),
    _snippet("a claim has fallen", "A claim was made and has fallen.", {"fallen": "${1:claim}"}),
    _snippet("a claim was conceded", "The other side conceded a claim.", {"conceded": "${1:claim}"}),
    _snippet("a proposal was agreed", "A proposal was agreed.", {"agreed": "${1:proposal}"}),
    _snippet("much understanding", "The shared track of understanding.", {"understanding": _COMPARED}),
    _snippet("content at home", "The track of one side's own public.", {"home": {"${2:side}": _COMPARED}}),
    _snippet("it broke off", "The talks were suspended, or a delegation walked out.", {"ended": "suspended"}),
    _snippet(
        "all of these",
        "Several conditions that must all hold.",
        {"all": [{"agreed": "${1:proposal}"}, {"understanding": '^">= ${2:60}"'}]},
    ),
    _snippet(
        "one of these",
        "Several conditions of which one must hold.",
        {"any": [{"agreed": "${1:proposal}"}, {"agreed": "${2:proposal}"}]},
    ),
]

SNIPPETS: dict[tuple[str, str], list[dict[str, Any]]] = {
    ("Scenario", "sources"): [
        _snippet(
            "a source",
            "A work that claims and cards can refer to.",
            {
                "${1:id}": {
                    "title": "${2:Title}",
                    "publisher": "${3:Publisher}",
                    "date": '^"${4:2020}"',
                    "kind": "${5:study}",
                }
            },
        )
    ],
    ("Scenario", "delegations"): [
        _snippet(
            "the two sides",
            "Both delegations, with everything each of them needs.",
            {f"${{{n}:{side}}}": _delegation(n) for n, side in ((1, "one"), (6, "other"))},
        )
    ],
    ("Scenario", "agenda"): [
        _snippet(
            "an item",
            "An item of the agenda: one round.",
            {"id": "${1:id}", "title": "${2:What is it about?}"},
        )
    ],
    ("Scenario", "claims"): [
        _snippet(
            "a thesis", "A claim that a side makes of its own accord.", _claim(rebuts=["${5:their-claim}"])
        ),
        _snippet(
            "a reason",
            "Why a claim of its own side holds; said when somebody asks.",
            _claim(supports=["${5:own-claim}"]),
        ),
        _snippet(
            "a rebuttal",
            "An answer that attacks a claim of the other side and supports one of its own.",
            _claim(supports=["${5:own-claim}"], rebuts=["${6:their-claim}"]),
        ),
        _snippet(
            "an undercutter",
            "An answer that weakens a reason or a card of the other side.",
            _claim(undercuts=["${5:their-reason}"]),
        ),
    ],
    ("Scenario", "evidence"): [
        _snippet(
            "a fact card",
            "A fact that supports one claim and attacks another.",
            {
                "${1:id}": {
                    "title": "${2:A short name}",
                    "text": "${3:The fact, with its limits.}",
                    "source": "${4:a-source p. 1}",
                    "supports": ["${5:a-claim}"],
                    "attacks": ["${6:another-claim}"],
                }
            },
        )
    ],
    ("Scenario", "proposals"): [
        _snippet(
            "a wish of one side",
            "Something one side wants the other to agree to.",
            _proposal("${3:that …}", 2, favours="${8:side}"),
        ),
        _snippet("a common step", "Something either side may offer.", _proposal("${3:that both …}", 1)),
        _snippet(
            "a bridge",
            "A step that serves an interest of each side; it can be offered once both are disclosed.",
            _proposal("${3:that both …}", 2, bridges=["${8:an-interest}", "${9:the-other-interest}"]),
        ),
    ],
    ("Scenario", "events"): [
        _snippet(
            "an event",
            "Something that happens outside, drawn at a recess.",
            {
                "${1:id}": {
                    "title": "${2:A headline}",
                    "text": "${3:What happened.}",
                    "effects": {"tension": 3},
                    "invented": True,
                }
            },
        )
    ],
    ("Scenario", "endings"): [
        _snippet(
            "an ending",
            "A possible outcome.",
            {
                "id": "${1:id}",
                "title": "${2:Title}",
                "text": "${3:What remains.}",
                "when": {"agreed": "${4:proposal}"},
            },
        )
    ],
    ("Scenario", "lesson"): [
        _snippet(
            "a lesson",
            "A tutorial with a step for each move of the learner.",
            {
                "role": "${1:side}",
                "steps": [
                    {"say": "${2:What the coach says.}", "acts": ["${3:claim}"], "answer": ["${4:ask}"]}
                ],
            },
        )
    ],
    ("Delegation", "interests"): [
        _snippet(
            "an interest", "Why the delegation wants what it wants.", {"${1:id}": {"text": "${2:We need …}"}}
        )
    ],
    ("Delegation", "objectives"): [
        _snippet(
            "a wish that all know", "An objective known to both sides.", _objective({"stands": "${3:claim}"})
        ),
        _snippet(
            "a wish that may be drawn",
            "A secret objective that counts only in some games.",
            _objective({"agreed": "${3:proposal}"}, confidential=True, drawn=True),
        ),
    ],
    ("Delegation", "red_lines"): [
        _snippet(
            "a red line",
            "A condition that costs the delegation its mandate.",
            {"${1:id}": {"text": "${2:We never …}", "when": {"agreed": "${3:proposal}"}}},
        )
    ],
    **{(part, "when"): _CONDITIONS for part in ("Objective", "RedLine", "OutsideEvent", "Ending")},
}
