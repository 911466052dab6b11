"""The delegation and what belongs to it: its voices, interests, wishes, red lines and charges."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from game.scenario.parts import Condition, Id, Part, Reference, Short, Start, Text

TONES = ("cordial", "frank", "forceful")
"""The three tones a line may be spoken in, mildest first."""


class Lines(Part):
    """One claim in up to three tones; at least one is written."""

    cordial: Text | None = Field(
        default=None, description="The friendly wording.", examples=["We came to listen."]
    )
    frank: Text | None = Field(
        default=None, description="The plain wording.", examples=["Equals do not examine."]
    )
    forceful: Text | None = Field(
        default=None, description="The sharp wording.", examples=["We sit no exams."]
    )

    @model_validator(mode="after")
    def _one_at_least(self) -> Lines:
        if self.cordial is None and self.frank is None and self.forceful is None:
            raise ValueError("at least one tone of cordial, frank, forceful")
        return self


class Voice(Part):
    """A position inside a delegation: no delegation speaks with one voice."""

    name: Short = Field(description="An office or a role, not a person.", examples=["the legal adviser"])
    text: Text = Field(
        description="What this voice cares about.", examples=["Wants words a court could apply."]
    )


class Interest(Part):
    """What stands behind a position (Fisher & Ury 1981): true, and told only by `disclose`."""

    text: Text = Field(
        description="The interest, in the first person plural.", examples=["We need a calm press line."]
    )


class Objective(Part):
    """Points for a delegation when a condition holds at the end."""

    text: Text = Field(
        description="The objective, in the delegation's words.", examples=["Equal time is agreed."]
    )
    points: int = Field(ge=1, le=10, description="What it is worth.", examples=[3])
    when: Condition = Field(description="When it is met.", examples=[{"agreed": "equal-time"}])
    interest: Id = Field(description="The interest behind it.", examples=["standing-as-equals"])
    confidential: bool = Field(
        default=False, description="Known to its own delegation only.", examples=[True]
    )
    drawn: bool = Field(default=False, description="In force only when the seed draws it.", examples=[True])

    @model_validator(mode="after")
    def _drawn_is_secret(self) -> Objective:
        if self.drawn and not self.confidential:
            raise ValueError("`confidential: true` beside `drawn: true`: what the seed draws is secret")
        return self


class RedLine(Part):
    """A condition that costs a delegation its mandate: judged at every assessment and at the end."""

    text: Text = Field(
        description="The line, in the delegation's words.", examples=["No timetable set by others."]
    )
    when: Condition = Field(description="When it is crossed.", examples=[{"agreed": "timetable"}])


class Charge(Part):
    """An accusation about the other side's conduct that no recorded foul backs."""

    lines: Lines = Field(description="The wording.", examples=[{"frank": "You came to lecture."}])
    source: Reference | None = Field(
        default=None, description="Where it is said.", examples=["editorial P2.S1"]
    )
    invented: bool = Field(default=False, description="Made up for play.", examples=[True])


class Delegation(Part):
    """One of the two sides."""

    name: Short = Field(description="As in a sentence.", examples=["The US delegation"])
    short: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10)] = Field(
        description="For narrow places.", examples=["US"]
    )
    colour: Literal["blue", "red", "green", "yellow", "magenta", "cyan"] = Field(
        default="blue", description="Its colour on screen; never the only mark.", examples=["blue"]
    )
    brief: Text = Field(description="What everybody may read.", examples=["You came for an open talk."])
    instructions: Text = Field(
        description="What only this delegation reads.", examples=["One result is enough."]
    )
    start: Start = Field(default=Start(), description="Opening tracks.", examples=[{"home": 45}])
    voices: dict[Id, Voice] = Field(default={}, description="Positions inside the delegation.", examples=[{}])
    interests: dict[Id, Interest] = Field(description="What stands behind its positions.", examples=[{}])
    objectives: dict[Id, Objective] = Field(description="What it wants.", examples=[{}])
    draws: int = Field(
        default=0, ge=0, le=8, description="How many `drawn` objectives the seed picks.", examples=[2]
    )
    red_lines: dict[Id, RedLine] = Field(default={}, description="What it may never do.", examples=[{}])
    charges: dict[Id, Charge] = Field(default={}, description="Accusations it can make.", examples=[{}])
