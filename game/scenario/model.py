"""Format 1: what a scenario file may say, as pydantic models.

The models are the format. Each key carries its description, so one declaration serves the
reader, the error messages and a JSON Schema. Everything has a stable id (a mapping key):
saves, translations and undo hang on ids, never on positions.

Nothing here knows where a value stood in a file; :mod:`game.scenario.read` joins the two.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from game.scenario.delegation import (
    TONES,
    Charge,
    Delegation,
    Interest,
    Lines,
    Objective,
    RedLine,
    Voice,
)
from game.scenario.parts import (
    Comparison,
    Condition,
    Counts,
    Effects,
    Id,
    Lesson,
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
    "Comparison",
    "Condition",
    "Counts",
    "Delegation",
    "Effects",
    "Ending",
    "Event",
    "Evidence",
    "Id",
    "Interest",
    "Item",
    "Lesson",
    "Lines",
    "Objective",
    "Part",
    "PerSide",
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


class Source(Part):
    """Where a statement comes from."""

    title: Text = Field(
        description="Title of the work.", examples=["Dialogue should not turn into negotiation"]
    )
    publisher: Text = Field(description="Who published it.", examples=["Global Times"])
    date: Text = Field(description="When, as written by the publisher.", examples=["28 April 2011"])
    kind: Literal["opinion", "official", "study", "treaty", "press"] = Field(
        description="What sort of work it is; `opinion` is shown to players as one voice, never as fact.",
        examples=["opinion"],
    )
    url: Text | None = Field(default=None, description="Its address.", examples=["https://example.org/page"])
    note: Text | None = Field(
        default=None, description="How it was read, or what to beware of.", examples=["Read as a repost."]
    )


class PressLine(Part):
    """What one opinion piece says on an agenda item: one voice, never a delegation's own line."""

    text: Text = Field(
        description="Its point, paraphrased.", examples=["The paper argues that equals hold no exams."]
    )
    source: Reference = Field(description="Where it is said.", examples=["editorial P3.S1"])


class Item(Part):
    """A point of the agenda: one round."""

    id: Id = Field(description="Its id.", examples=["format"])
    title: Short = Field(description="Its title.", examples=["What is this meeting?"])
    text: Text | None = Field(
        default=None, description="A sentence to open the round.", examples=["Rules first."]
    )
    press: dict[Id, PressLine] = Field(
        default={},
        description="By delegation, what an opinion piece on its side says here. The brief shows it beside the "
        "delegation's own lines, so that nobody takes the one for the other.",
        examples=[{}],
    )


class Claim(Part):
    """A sentence a delegation can put.

    With neither ``supports`` nor ``undercuts`` it is a *thesis* and enters by `claim`;
    otherwise it enters as an answer, by `support` or `rebut`.
    """

    by: Id = Field(description="The delegation that can put it.", examples=["china"])
    item: Id = Field(description="The agenda item it belongs to.", examples=["format"])
    lines: Lines = Field(
        description="The sentence, in up to three tones.", examples=[{"frank": "We meet as equals."}]
    )
    source: Reference | list[Reference] | None = Field(
        default=None, description="Where the position is documented.", examples=["editorial P3.S1"]
    )
    invented: bool = Field(default=False, description="Made up for play.", examples=[True])
    voice: Id | None = Field(
        default=None, description="Which voice of the delegation speaks.", examples=["lawyer"]
    )
    supports: list[Id] = Field(
        default=[], description="Own claims it is a reason for.", examples=[["equality-first"]]
    )
    rebuts: list[Id] = Field(
        default=[], description="Claims of the other side it attacks.", examples=[["lists-work"]]
    )
    undercuts: list[Id] = Field(
        default=[],
        description="Reasons or cards of the other side it takes the force from.",
        examples=[["poll"]],
    )
    contradicts: list[Id] = Field(
        default=[], description="Own claims that cannot be held together with it.", examples=[["no-effect"]]
    )


class Evidence(Part):
    """A sourced fact card. It may support claims of either side, and attack claims of either side."""

    title: Short = Field(description="Its name on a menu.", examples=["The 2009 joint statement"])
    text: Text = Field(
        description="The fact, with its limits.", examples=["Both halves are in one paragraph."]
    )
    source: Reference | list[Reference] | None = Field(
        default=None, description="Where the fact is documented.", examples=["S34"]
    )
    invented: bool = Field(default=False, description="Made up for play.", examples=[True])
    held_by: Id | Literal["both"] = Field(default="both", description="Who has the card.", examples=["both"])
    supports: list[Id] = Field(default=[], description="Claims it is a reason for.", examples=[["own-path"]])
    attacks: list[Id] = Field(
        default=[], description="Claims it can be held against.", examples=[["no-progress"]]
    )
    misses: dict[Id, Text] = Field(
        default={}, description="Why it does not bear on a claim one may take it for.", examples=[{}]
    )


class Proposal(Part):
    """Something that can be agreed."""

    text: Text = Field(
        description="The sentence of the communiqué, after 'The two sides agreed …'.",
        examples=["that both delegations have equal time and an equal number of agenda items"],
    )
    title: Short = Field(description="Its name on a menu.", examples=["Equal time"])
    rung: Literal[1, 2, 3] = Field(description="How large a step it is.", examples=[1])
    favours: Id | Literal["both"] = Field(default="both", description="Whose wish it is.", examples=["china"])
    home: dict[Id, Annotated[int, Field(ge=-12, le=12)]] = Field(
        description="What agreeing to it does to each side's home track.", examples=[{"us": -1, "china": 2}]
    )
    needs: list[Id] = Field(
        default=[], description="Proposals to be agreed before.", examples=[["next-round"]]
    )
    excludes: list[Id] = Field(
        default=[], description="Proposals it cannot stand beside.", examples=[["no-date"]]
    )
    bridges: list[Id] = Field(
        default=[],
        description="Interests of both sides it serves; it waits until they were disclosed.",
        examples=[[]],
    )
    source: Reference | list[Reference] | None = Field(
        default=None, description="A real precedent.", examples=["S34"]
    )
    invented: bool = Field(default=False, description="Made up for play.", examples=[True])

    @field_validator("rung", mode="before")
    @classmethod
    def _whole(cls, value: object) -> object:
        if isinstance(value, bool):  # a literal takes true for 1
            raise ValueError("one of `1`, `2`, `3`")
        return value


class Event(Part):
    """Something from outside, drawn at a recess."""

    title: Short = Field(description="A headline.", examples=["A leak"])
    text: Text = Field(
        description="What happened.", examples=["A newspaper prints a sentence from the room."]
    )
    when: Condition | None = Field(
        default=None, description="When it may be drawn.", examples=[{"tension": ">= 30"}]
    )
    weight: int = Field(default=1, ge=1, le=9, description="How likely, beside the others.", examples=[2])
    effects: Effects = Field(description="What it does.", examples=[{"tension": 3}])
    source: Reference | list[Reference] | None = Field(
        default=None, description="A precedent.", examples=["S12"]
    )
    invented: bool = Field(default=False, description="Made up for play.", examples=[True])


class Ending(Part):
    """How it all came out: of the list, the first whose condition holds."""

    id: Id = Field(description="Its id.", examples=["frank-exchange"])
    title: Short = Field(description="Its title.", examples=["A frank exchange"])
    text: Text = Field(description="Two or three sentences.", examples=["Nobody moved, and both know why."])
    when: Condition | None = Field(
        default=None,
        description="When it is reached; the last may have none.",
        examples=[{"understanding": ">= 60"}],
    )


class Scenario(Part):
    """A whole scenario file."""

    format: Literal[1] = Field(description="The version of the format.", examples=[1])
    id: Id = Field(
        description="The scenario's id; the file is named after it.", examples=["two-days-in-beijing"]
    )
    title: Short = Field(description="Its title.", examples=["Two days in Beijing"])
    minutes: int = Field(ge=1, le=240, description="How long a game takes.", examples=[25])
    summary: Text = Field(
        description="What is at stake, in two sentences.", examples=["Two delegations meet."]
    )
    content_note: Text | None = Field(
        default=None,
        description="What a player or teacher should know before.",
        examples=["One newspaper's opinion."],
    )
    shifts: Literal["permissive", "resistant"] = Field(
        default="permissive",
        description="House rule: may a dialogue turn into a negotiation after argument was tried "
        "(van Laar & Krabbe 2018), or never (Godden & Casey 2020)?",
        examples=["permissive"],
    )
    turns: int = Field(default=5, ge=3, le=8, description="Turns of each side in a round.", examples=[5])
    opens: Id | Literal["drawn"] = Field(
        default="drawn", description="Who opens the first item; then they alternate.", examples=["drawn"]
    )
    start: SharedStart = Field(
        default=SharedStart(), description="Shared tracks at the start.", examples=[{}]
    )
    sources: dict[SourceId, Source] = Field(description="Every source, by id.", examples=[{}])
    delegations: dict[Id, Delegation] = Field(description="Exactly two.", examples=[{}])
    agenda: Annotated[list[Item], Field(min_length=1, max_length=6)] = Field(
        description="One to six items, one round each.", examples=[[]]
    )
    claims: dict[Id, Claim] = Field(description="All claims, by id.", examples=[{}])
    evidence: dict[Id, Evidence] = Field(default={}, description="All fact cards, by id.", examples=[{}])
    proposals: dict[Id, Proposal] = Field(
        default={}, description="All that can be agreed, by id.", examples=[{}]
    )
    events: dict[Id, Event] = Field(
        default={}, description="What may come from outside, by id.", examples=[{}]
    )
    endings: Annotated[list[Ending], Field(min_length=1, max_length=24)] = Field(
        description="Tried in order.", examples=[[]]
    )
    lesson: Lesson | None = Field(
        default=None,
        description="Makes the scenario a tutorial. Let `opens` name a delegation, so that the order is known.",
        examples=[{}],
    )
    questions: list[Text] = Field(
        default=[], description="For the debrief, out of role.", examples=[["What would change your mind?"]]
    )

    @field_validator("format", mode="before")
    @classmethod
    def _whole(cls, value: object) -> object:
        if isinstance(value, bool):  # a literal takes true for 1
            raise ValueError("`1`")
        return value

    @field_validator("delegations")
    @classmethod
    def _two(cls, value: dict[str, Delegation]) -> dict[str, Delegation]:
        if len(value) != 2:
            raise ValueError(f"exactly two delegations, not {len(value)}")
        return value
