"""The building blocks of the format: ids, texts, comparisons, references, conditions, tracks, lessons."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=48)]
"""An identifier: lower-case words and digits joined by hyphens, such as ``equal-time``."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
"""A few sentences, shown as written: never markup."""

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
"""A title or a name, on one line."""

LimitText = Annotated[str, StringConstraints(pattern=r"^(<=|>=|<|>|==) *-?[0-9]{1,3}$")]
"""A comparison with a whole number, such as ``">= 60"``."""

SourceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*$", max_length=48)]
"""The id of a source: letters, digits and hyphens, such as ``S34``."""

Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*( .{1,120})?$")]
"""A source's id, optionally followed by a space and the place in it: ``treaty Art. 4``."""


class Part(BaseModel):
    """A mapping in a scenario file: unknown keys are errors, values keep their type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Counts(Part):
    """Comparisons for the share of a meeting's turns that was spent in each type of talk."""

    exchange: LimitText | None = Field(
        default=None,
        description="Percent of all turns so far that were spent in an exchange of views.",
        examples=[">= 75"],
    )
    negotiation: LimitText | None = Field(
        default=None,
        description="Percent of all turns so far that were spent in a negotiation.",
        examples=["<= 25"],
    )
    quarrel: LimitText | None = Field(
        default=None,
        description="Percent of all turns so far that were spent in a quarrel.",
        examples=["== 0"],
    )


PerSide = dict[Id, LimitText]
"""A comparison for each delegation named: ``{arlen: ">= 50"}``."""


class Condition(Part):
    """Something that is true or false of a game. Several keys in one mapping must all hold."""

    stands: Id | None = Field(
        default=None,
        description="This claim stands, and was tested: asked about, challenged, supported or conceded.",
        examples=["arlen-storage-saves"],
    )
    fallen: Id | None = Field(
        default=None,
        description="This claim was put, and has fallen: an attack on it succeeded, or it still owes a reason.",
        examples=["brisa-treaty-binds"],
    )
    disputed: Id | None = Field(
        default=None,
        description="This claim was put, and neither stands nor has fallen.",
        examples=["brisa-treaty-binds"],
    )
    conceded: Id | None = Field(
        default=None,
        description="The other side conceded this claim, and its speaker holds to it.",
        examples=["brisa-flow-feeds"],
    )
    retracted: Id | None = Field(
        default=None,
        description="Its own speaker took this claim back.",
        examples=["arlen-gauges-agree"],
    )
    agreed: Id | None = Field(
        default=None, description="This proposal was agreed.", examples=["joint-gauges"]
    )
    disclosed: Id | None = Field(
        default=None,
        description="This interest was disclosed at the table.",
        examples=["arlen-safety"],
    )
    type: Literal["exchange", "negotiation", "quarrel"] | None = Field(
        default=None,
        description="The type the talk is in at the moment; at the end of a meeting, the last one.",
        examples=["exchange"],
    )
    share: Counts | None = Field(
        default=None,
        description="How the turns so far are shared out among the types of talk, in percent.",
        examples=[{"exchange": ">= 75"}],
    )
    understanding: LimitText | None = Field(
        default=None,
        description="Where the shared track of understanding stands, from 0 to 100.",
        examples=[">= 60"],
    )
    tension: LimitText | None = Field(
        default=None,
        description="Where the shared track of tension stands, from 0 to 100.",
        examples=["<= 40"],
    )
    credibility: PerSide | None = Field(
        default=None,
        description="By delegation: where its credibility at the table stands, from 0 to 100.",
        examples=[{"arlen": ">= 50"}],
    )
    home: PerSide | None = Field(
        default=None,
        description="By delegation: how content its own public is, from 0 to 100.",
        examples=[{"arlen": ">= 40"}],
    )
    rungs: LimitText | None = Field(
        default=None,
        description="The sum of the rungs of all proposals that were agreed: how much was settled.",
        examples=[">= 6"],
    )
    common_ground: LimitText | None = Field(
        default=None,
        description="The number of claims that one side put and the other conceded.",
        examples=[">= 2"],
    )
    theses_fallen: PerSide | None = Field(
        default=None,
        description="By delegation: how many of its theses have fallen.",
        examples=[{"arlen": "<= 1"}],
    )
    theses_standing: PerSide | None = Field(
        default=None,
        description="By delegation: how many of its theses were tested and stand.",
        examples=[{"arlen": ">= 3"}],
    )
    fouls: PerSide | None = Field(
        default=None,
        description="By delegation: how many fouls it has on record, such as bargaining instead of arguing.",
        examples=[{"arlen": "== 0"}],
    )
    shifts: LimitText | None = Field(
        default=None,
        description="How many times the talk changed its type.",
        examples=["== 0"],
    )
    ended: Literal["completed", "suspended", "walked-out", "recalled"] | None = Field(
        default=None,
        description="How the meeting ended. `suspended` is true of a walk-out too; put `walked-out` before it.",
        examples=["completed"],
    )
    recalled: Id | None = Field(
        default=None,
        description="This delegation was called home: its public was lost, or a red line was crossed.",
        examples=["arlen"],
    )
    all: list[Condition] | None = Field(
        default=None,
        description="All of these conditions hold.",
        examples=[[{"agreed": "flood-calendar"}, {"understanding": ">= 55"}]],
    )
    any: list[Condition] | None = Field(
        default=None,
        description="At least one of these conditions holds.",
        examples=[[{"agreed": "least-flow"}, {"agreed": "upkeep-share"}]],
    )
    none: list[Condition] | None = Field(
        default=None,
        description="Not one of these conditions holds.",
        examples=[[{"agreed": "open-gates"}]],
    )

    @model_validator(mode="after")
    def _says_something(self) -> Condition:
        if not self.model_fields_set:
            raise ValueError("a condition with at least one key")
        return self


class Start(Part):
    """The starting values of a delegation's own tracks."""

    credibility: int = Field(
        default=50,
        ge=0,
        le=100,
        description="How much the other side believes it at the start.",
        examples=[50],
    )
    home: int = Field(
        default=50,
        ge=0,
        le=100,
        description="How content its own public is at the start. At 20 a delegation is called home; from 75 on, "
        "losses at home count double.",
        examples=[45],
    )


class SharedStart(Part):
    """The starting values of the shared tracks."""

    understanding: int = Field(
        default=30,
        ge=0,
        le=100,
        description="How well the two sides understand each other. In the drafting at the end, "
        "text of rung 1 can be agreed from 35 on, of rung 2 from 55, of rung 3 from 75.",
        examples=[30],
    )
    tension: int = Field(
        default=35,
        ge=0,
        le=99,
        description="How tense the room is. At 100 the talks are suspended.",
        examples=[35],
    )


class Effects(Part):
    """The changes an event makes to the tracks; a track that is left out does not change."""

    understanding: int = Field(
        default=0,
        ge=-20,
        le=20,
        description="How much understanding rises, or falls if negative.",
        examples=[-2],
    )
    tension: int = Field(
        default=0,
        ge=-20,
        le=20,
        description="How much tension rises, or falls if negative.",
        examples=[3],
    )
    credibility: dict[Id, Annotated[int, Field(ge=-20, le=20)]] = Field(
        default={},
        description="By delegation: how much its credibility rises, or falls if negative.",
        examples=[{"arlen": -2, "brisa": -2}],
    )
    home: dict[Id, Annotated[int, Field(ge=-20, le=20)]] = Field(
        default={},
        description="By delegation: how much its standing at home rises, or falls if negative.",
        examples=[{"arlen": -1, "brisa": -1}],
    )


MoveStart = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""The first words of a move's text: ``claim``, ``support arlen-flood-years``, ``open arlen``."""


class Step(Part):
    """A step of a lesson: what the coach says, what the learner may do, and how the other side answers."""

    say: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=420)] = Field(
        description="What the coach says before the learner's move: what just happened, what this act is, why "
        "it may help and what it costs.",
        examples=["They asked why. You owe a reason now, or your claim falls."],
    )
    acts: Annotated[list[MoveStart], Field(min_length=1, max_length=24)] = Field(
        description="What the learner may do: moves whose text begins with one of these, in whole words. If none of "
        "them is possible, every move is allowed.",
        examples=[["acknowledge", "concede"]],
    )
    answer: Annotated[list[MoveStart], Field(max_length=24)] = Field(
        default=[],
        description="What the other side plays until the learner's next move: each time, the first of these that is "
        "possible, matched by its first words. If none is possible, the computer chooses a move.",
        examples=[["ask arlen-storage-saves", "ask"]],
    )


class Lesson(Part):
    """A tutorial that leads a learner through the meeting move by move; after its last step they play freely."""

    role: Id | None = Field(
        default=None,
        description="The delegation that the learner plays; the first by default.",
        examples=["arlen"],
    )
    steps: Annotated[list[Step], Field(min_length=1, max_length=60)] = Field(
        description="A step for each move of the learner, in order.",
        examples=[[{"say": "Put your first claim.", "acts": ["claim"], "answer": ["ask"]}]],
    )
