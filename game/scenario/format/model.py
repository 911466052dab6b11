"""Format 1: a whole scenario file, as pydantic models.

The models are the format. Each key carries its description, so a single declaration serves the
reader, the error messages and the JSON Schema. Everything has a stable id (a mapping key): saves,
translations and undo depend on ids, never on positions.

The models do not know where a value was in the file; :mod:`game.scenario.reading.validation` adds that.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from game.scenario.format.delegation import (
    TONES,
    Charge,
    Delegation,
    Interest,
    Lines,
    Objective,
    RedLine,
    Voice,
)
from game.scenario.format.material import (
    Claim,
    Ending,
    Evidence,
    Item,
    OutsideEvent,
    PressLine,
    Proposal,
    Source,
)
from game.scenario.format.parts import (
    Condition,
    Counts,
    Effects,
    Id,
    Lesson,
    LimitText,
    Part,
    PerSide,
    Reference,
    SharedStart,
    Short,
    SourceId,
    Start,
    Step,
    Text,
)

FORMAT = 1
"""The version of the format that this code reads."""

__all__ = [
    "FORMAT",
    "TONES",
    "Charge",
    "Claim",
    "Condition",
    "Counts",
    "Delegation",
    "Effects",
    "Ending",
    "Evidence",
    "Id",
    "Interest",
    "Item",
    "Lesson",
    "LimitText",
    "Lines",
    "Objective",
    "OutsideEvent",
    "Part",
    "PerSide",
    "PressLine",
    "Proposal",
    "RedLine",
    "Reference",
    "Scenario",
    "SharedStart",
    "Short",
    "Source",
    "SourceId",
    "Start",
    "Step",
    "Text",
    "Voice",
]


def _example(name: str, interest: str) -> dict[str, object]:
    """Return the smallest delegation, for an example."""
    return {
        "name": f"The delegation of {name}",
        "short": name,
        "brief": "Explain what the river is to you.",
        "instructions": "One joint result is enough.",
        "interests": {interest: {"text": "We need to know what to expect."}},
        "objectives": {},
    }


class Scenario(Part):
    """A whole scenario file."""

    format: Literal[1] = Field(
        description="The version of the format this file is written in: always 1.", examples=[1]
    )
    id: Id = Field(
        description="The scenario's id: lower-case words joined by hyphens. The file is named after it.",
        examples=["water-of-the-sel"],
    )
    title: Short = Field(
        description="Its title, as lists of scenarios show it.", examples=["The water of the Sel"]
    )
    minutes: int = Field(
        ge=1, le=240, description="How many minutes a game takes, for planning a lesson.", examples=[25]
    )
    summary: Text = Field(
        description="What is at stake, in two sentences, for players choosing a scenario.",
        examples=[
            "Arlen stores the river Sel upstream, Brisa drinks it downstream. They talk about a dry year."
        ],
    )
    content_note: Text | None = Field(
        default=None,
        description="What players and teachers should know first: what is invented, and what may hurt.",
        examples=["Both countries, the river and every source are invented."],
    )
    shifts: Literal["permissive", "resistant"] = Field(
        default="permissive",
        description="The house rule: may a dialogue turn into a negotiation after reasons were given "
        "(`permissive`: van Laar & Krabbe 2018), or is that always a foul (`resistant`: Godden & Casey 2020)?",
        examples=["permissive"],
    )
    turns: int = Field(
        default=5, ge=3, le=8, description="How many turns each side has in a round.", examples=[5]
    )
    opens: Id | Literal["drawn"] = Field(
        default="drawn",
        description="The delegation that opens the first item, or `drawn` to let each game draw it. After that they "
        "alternate.",
        examples=["drawn"],
    )
    start: SharedStart = Field(
        default=SharedStart(),
        description="The starting values of the two tracks that both sides share.",
        examples=[{"understanding": 30, "tension": 35}],
    )
    sources: dict[SourceId, Source] = Field(
        description="Every source, by id; `{}` if everything is invented. Claims, cards and charges refer to them.",
        examples=[
            {
                "treaty": {
                    "title": "Treaty on the Sel",
                    "publisher": "Both governments",
                    "date": "1962-05-04",
                    "kind": "treaty",
                }
            }
        ],
    )
    delegations: dict[Id, Delegation] = Field(
        description="The two sides, by id: exactly two.",
        examples=[{"arlen": _example("Arlen", "arlen-safety"), "brisa": _example("Brisa", "brisa-harvest")}],
    )
    agenda: Annotated[list[Item], Field(min_length=1, max_length=6)] = Field(
        description="The topics, in order: one to six items, one round each.",
        examples=[[{"id": "gates", "title": "When the gates close"}]],
    )
    claims: dict[Id, Claim] = Field(
        description="Everything the two sides can say, by id: theses, reasons, rebuttals and undercutters.",
        examples=[
            {
                "arlen-storage-saves": {
                    "by": "arlen",
                    "item": "gates",
                    "lines": {"frank": "Storing in spring saves lives."},
                    "source": "arlen-survey p. 3",
                }
            }
        ],
    )
    evidence: dict[Id, Evidence] = Field(
        default={},
        description="All fact cards, by id. Claims and cards share one set of ids.",
        examples=[
            {
                "flood-record": {
                    "title": "The flood record",
                    "text": "Since 1962 the village was flooded twice, both times with open gates.",
                    "source": "basin-study Table 5",
                    "supports": ["arlen-storage-saves"],
                }
            }
        ],
    )
    proposals: dict[Id, Proposal] = Field(
        default={},
        description="Everything that can be agreed, by id.",
        examples=[
            {
                "joint-gauges": {
                    "title": "Joint gauges",
                    "text": "that both countries read the gauges together",
                    "rung": 1,
                    "home": {"arlen": 0, "brisa": 0},
                }
            }
        ],
    )
    events: dict[Id, OutsideEvent] = Field(
        default={},
        description="Events from outside that may be drawn when a side asks for a recess, by id.",
        examples=[
            {
                "dry-week": {
                    "title": "A dry week",
                    "text": "The river falls by a hand's breadth.",
                    "effects": {"tension": 3},
                    "invented": True,
                }
            }
        ],
    )
    endings: Annotated[list[Ending], Field(min_length=1, max_length=24)] = Field(
        description="The possible outcomes. They are tried in order, and the first whose condition holds is reached.",
        examples=[
            [
                {
                    "id": "suspended",
                    "title": "Suspended",
                    "text": "Nobody has named a date.",
                    "when": {"ended": "suspended"},
                },
                {
                    "id": "frank-exchange",
                    "title": "A frank exchange",
                    "text": "Nobody moved, and both know why.",
                },
            ]
        ],
    )
    lesson: Lesson | None = Field(
        default=None,
        description="Makes the scenario a tutorial. Let `opens` name a delegation, so that the order is known.",
        examples=[{"role": "arlen", "steps": [{"say": "Put your first claim.", "acts": ["claim"]}]}],
    )
    questions: list[Text] = Field(
        default=[],
        description="Questions to discuss after the game, out of role, in the debrief.",
        examples=[["Which sentence of the other side could you repeat fairly?"]],
    )

    @field_validator("format", mode="before")
    @classmethod
    def _whole(cls, value: object) -> object:
        if isinstance(value, bool):  # a literal takes true for 1
            raise ValueError("`1`")
        return value

    @field_validator("delegations")
    @classmethod
    def _two_delegations(cls, value: dict[str, Delegation]) -> dict[str, Delegation]:
        if len(value) != 2:
            raise ValueError(f"exactly two delegations, not {len(value)}")
        return value
