"""Models of a delegation and its voices, interests, objectives, red lines and charges."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from game.scenario.format.parts import Condition, Id, Part, Reference, Short, Start, Text

TONES = ("cordial", "frank", "forceful")
"""The three tones of a line, mildest first."""


class Lines(Part):
    """The spoken wordings of a claim, in one to three tones."""

    cordial: Text | None = Field(
        default=None,
        description="The friendly wording: understanding rises a little and tension falls, but home likes it less.",
        examples=["We store in spring so that nobody drowns, on either bank."],
    )
    frank: Text | None = Field(
        default=None,
        description="The plain wording. Write this one if you write only one.",
        examples=["Storing in spring saves lives."],
    )
    forceful: Text | None = Field(
        default=None,
        description="The sharp wording: home likes it, but tension rises and understanding falls.",
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
    """The reason behind a position (Fisher & Ury 1981): true, and revealed only by `disclose`."""

    text: Text = Field(
        description="Why the delegation wants what it wants, as it would say it itself.",
        examples=["We must never again lose a village to a flood."],
    )


class Objective(Part):
    """Points for a delegation when a condition holds at the end."""

    text: Text = Field(
        description="The aim, as the delegation would say it: at the opening it may state an objective that is not "
        "confidential.",
        examples=["Brisa shares the upkeep of the dam."],
    )
    points: int = Field(
        ge=1,
        le=10,
        description="Its worth in points. Both delegations should be able to reach the same total.",
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
        description="Known only to its own delegation; otherwise the other side may read it too.",
        examples=[True],
    )
    drawn: bool = Field(
        default=False,
        description="One of the objectives from which each game draws as many as `draws` says. It must also be "
        "`confidential: true`.",
        examples=[True],
    )

    @model_validator(mode="after")
    def _drawn_is_secret(self) -> Objective:
        if self.drawn and not self.confidential:
            raise ValueError("`confidential: true` beside `drawn: true`, because drawn objectives are secret")
        return self


class RedLine(Part):
    """A condition that costs a delegation its mandate; judged at every assessment and at the end."""

    text: Text = Field(
        description="What the delegation must never let happen, in its own words.",
        examples=["No foreign hand on our gates."],
    )
    when: Condition = Field(
        description="When it is crossed: the delegation is called home, and the talks are over.",
        examples=[{"agreed": "open-gates"}],
    )


class Charge(Part):
    """An accusation about the other side's conduct that is not based on a recorded foul."""

    lines: Lines = Field(
        description="The accusation, in up to three tones.",
        examples=[{"frank": "You let half of what we send run into the sand."}],
    )
    source: Reference | None = Field(
        default=None,
        description="Where it is documented; required unless it is `invented: true`.",
        examples=["arlen-survey p. 30"],
    )
    invented: bool = Field(
        default=False,
        description="Made up for the game, and shown as such. It may also name a source that it starts from.",
        examples=[True],
    )


class Delegation(Part):
    """One of the two sides."""

    name: Short = Field(
        description="Its name, written as at the start of a sentence.", examples=["The delegation of Arlen"]
    )
    short: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10)] = Field(
        description="A short name for narrow places: at most 10 characters.", examples=["Arlen"]
    )
    colour: Literal["blue", "red", "green", "yellow", "magenta", "cyan"] = Field(
        default="blue",
        description="Its colour on the screen. Give the two sides different colours.",
        examples=["green"],
    )
    brief: Text = Field(
        description="What its player reads first, and everybody may read: who they are and why they came.",
        examples=["You built the dam and you pay for it. Explain why water must be stored in spring."],
    )
    instructions: Text = Field(
        description="What only its own player reads: what home expects and what would be enough.",
        examples=["The farmers of the high valley watch you. One joint result is enough."],
    )
    start: Start = Field(
        default=Start(),
        description="The starting values of its own two tracks; 50 each by default.",
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
        description="The reasons behind its objectives, by id. The ids of the two delegations must differ.",
        examples=[{"arlen-safety": {"text": "We must never again lose a village to a flood."}}],
    )
    objectives: dict[Id, Objective] = Field(
        description="What it wants to achieve, by id, with points for each.",
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
        "other side's objectives by heart.",
        examples=[2],
    )
    red_lines: dict[Id, RedLine] = Field(
        default={},
        description="What it must never let happen, by id.",
        examples=[
            {"arlen-gates": {"text": "No foreign hand on our gates.", "when": {"agreed": "open-gates"}}}
        ],
    )
    charges: dict[Id, Charge] = Field(
        default={},
        description="Accusations it can make about the other side's conduct, by id.",
        examples=[{"brisa-wastes": {"lines": {"frank": "You waste what we send."}, "invented": True}}],
    )
