"""The delegation and what belongs to it: its voices, interests, wishes, red lines and charges."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from game.scenario.format.parts import Condition, Id, Part, Reference, Short, Start, Text

TONES = ("cordial", "frank", "forceful")
"""The three tones a line may be spoken in, mildest first."""


class Lines(Part):
    """One claim in up to three tones; at least one is written."""

    cordial: Text | None = Field(
        default=None,
        description="The friendly wording: a little more understanding and less tension, and home likes it less.",
        examples=["We store in spring so that nobody drowns, on either bank."],
    )
    frank: Text | None = Field(
        default=None,
        description="The plain wording. Write this one if you write only one.",
        examples=["Storing in spring saves lives."],
    )
    forceful: Text | None = Field(
        default=None,
        description="The sharp wording: home likes it; tension rises and understanding falls.",
        examples=["Without our dam you would be counting graves."],
    )

    @model_validator(mode="after")
    def _one_at_least(self) -> Lines:
        if self.cordial is None and self.frank is None and self.forceful is None:
            raise ValueError("at least one of the tones cordial, frank and forceful")
        return self


class Voice(Part):
    """A position inside a delegation: no delegation speaks with one voice."""

    name: Short = Field(description="An office or a role, never a person.", examples=["the dam engineer"])
    text: Text = Field(
        description="What this voice cares about, in a sentence.",
        examples=["Wants rules that a gate keeper can follow at night."],
    )


class Interest(Part):
    """What stands behind a position (Fisher & Ury 1981): true, and told only by `disclose`."""

    text: Text = Field(
        description="Why the delegation wants what it wants, as it would say it itself.",
        examples=["We must never again lose a village to a flood."],
    )


class Objective(Part):
    """Points for a delegation when a condition holds at the end."""

    text: Text = Field(
        description="What is to be reached, as the delegation would say it: at the opening it may name a wish that is "
        "not confidential.",
        examples=["Brisa shares the upkeep of the dam."],
    )
    points: int = Field(
        ge=1,
        le=10,
        description="What it is worth. Both delegations should be able to reach as many points.",
        examples=[3],
    )
    when: Condition = Field(
        description="When it is met; judged at the end of the meeting.", examples=[{"agreed": "upkeep-share"}]
    )
    interest: Id = Field(
        description="The delegation's own interest behind it. An agreed bridge that serves the disclosed interest "
        "earns a part of the points.",
        examples=["arlen-costs"],
    )
    confidential: bool = Field(
        default=False,
        description="Known to its own delegation only; without this the other side may read it too.",
        examples=[True],
    )
    drawn: bool = Field(
        default=False,
        description="One of those from which each game draws as many as `draws` says. It has to be "
        "`confidential: true` too.",
        examples=[True],
    )

    @model_validator(mode="after")
    def _drawn_is_secret(self) -> Objective:
        if self.drawn and not self.confidential:
            raise ValueError("`confidential: true` beside `drawn: true`, because drawn objectives are secret")
        return self


class RedLine(Part):
    """A condition that costs a delegation its mandate: judged at every assessment and at the end."""

    text: Text = Field(
        description="What the delegation may never let happen, in its own words.",
        examples=["No foreign hand on our gates."],
    )
    when: Condition = Field(
        description="When it is crossed: the delegation is called home, and the talks are over.",
        examples=[{"agreed": "open-gates"}],
    )


class Charge(Part):
    """An accusation about the other side's conduct that no recorded foul backs."""

    lines: Lines = Field(
        description="The accusation, in up to three tones.",
        examples=[{"frank": "You let half of what we send run into the sand."}],
    )
    source: Reference | None = Field(
        default=None,
        description="Where it is said; needed unless it is `invented: true`.",
        examples=["arlen-survey p. 30"],
    )
    invented: bool = Field(
        default=False,
        description="Made up for play, and shown as such. May stand beside a source that it starts from.",
        examples=[True],
    )


class Delegation(Part):
    """One of the two sides."""

    name: Short = Field(
        description="Its name, as at the beginning of a sentence.", examples=["The delegation of Arlen"]
    )
    short: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10)] = Field(
        description="Its name where there is little room: at most 10 characters.", examples=["Arlen"]
    )
    colour: Literal["blue", "red", "green", "yellow", "magenta", "cyan"] = Field(
        default="blue",
        description="Its colour on the screen. Give the two sides different ones; it is never the only mark.",
        examples=["green"],
    )
    brief: Text = Field(
        description="What its player reads first, and everybody may read: who it is, and what it came for.",
        examples=["You built the dam and you pay for it. Explain why water must be stored in spring."],
    )
    instructions: Text = Field(
        description="What only its own player reads: what home expects, and what would be enough.",
        examples=["The farmers of the high valley watch you. One joint result is enough."],
    )
    start: Start = Field(
        default=Start(),
        description="Where its own two tracks begin; 50 each by default.",
        examples=[{"credibility": 50, "home": 45}],
    )
    voices: dict[Id, Voice] = Field(
        default={},
        description="The positions inside the delegation, by id. A claim says with `voice` who speaks it.",
        examples=[
            {"engineer": {"name": "the dam engineer", "text": "Wants rules a gate keeper can follow."}}
        ],
    )
    interests: dict[Id, Interest] = Field(
        description="What stands behind its wishes, by id. The ids of both delegations must differ.",
        examples=[{"arlen-safety": {"text": "We must never again lose a village to a flood."}}],
    )
    objectives: dict[Id, Objective] = Field(
        description="What it wants to reach, by id, with the points for it.",
        examples=[
            {
                "arlen-fee": {
                    "text": "Brisa shares the upkeep of the dam.",
                    "points": 2,
                    "when": {"agreed": "upkeep-share"},
                    "interest": "arlen-costs",
                }
            }
        ],
    )
    draws: int = Field(
        default=0,
        ge=0,
        le=8,
        description="How many of the objectives with `drawn: true` each game draws, so that nobody knows the "
        "other side's wishes by heart.",
        examples=[2],
    )
    red_lines: dict[Id, RedLine] = Field(
        default={},
        description="What it may never let happen, by id.",
        examples=[
            {"arlen-gates": {"text": "No foreign hand on our gates.", "when": {"agreed": "open-gates"}}}
        ],
    )
    charges: dict[Id, Charge] = Field(
        default={},
        description="Accusations it can make about the other side's conduct, by id.",
        examples=[{"brisa-wastes": {"lines": {"frank": "You waste what we send."}, "invented": True}}],
    )
