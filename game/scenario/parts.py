"""The small words of the format: ids, texts, comparisons, references, conditions, tracks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=48)]
"""An identifier: lower-case words and digits joined by hyphens, such as ``equal-time``."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
"""A sentence or a few, to be shown as written: never markup."""

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
"""A title or a name, one line."""

Comparison = Annotated[str, StringConstraints(pattern=r"^(<=|>=|<|>|==) *-?[0-9]{1,3}$")]
"""A comparison with a whole number, such as ``">= 60"``."""

SourceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*$", max_length=48)]
"""The id of a source: letters, digits and hyphens, such as ``S34``."""

Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*( .{1,120})?$")]
"""A source's id, and after a blank the place in it: ``editorial P3.S1``."""


class Part(BaseModel):
    """A mapping in a scenario file: unknown keys are errors, values keep their type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Counts(Part):
    """Comparisons for the shared counts of a game's turns."""

    exchange: Comparison | None = Field(
        default=None, description="Share in exchange, in percent.", examples=[">= 75"]
    )
    negotiation: Comparison | None = Field(
        default=None, description="Share in negotiation.", examples=["<= 25"]
    )
    quarrel: Comparison | None = Field(default=None, description="Share in quarrel.", examples=["== 0"])


PerSide = dict[Id, Comparison]
"""A comparison for each delegation named: ``{us: ">= 50"}``."""


class Condition(Part):
    """Something that is true or false of a game. Several keys in one mapping must all hold."""

    stands: Id | None = Field(
        default=None, description="This claim stands, and was tested.", examples=["equality-first"]
    )
    fallen: Id | None = Field(
        default=None, description="This claim was put and has fallen.", examples=["lists-work"]
    )
    disputed: Id | None = Field(default=None, description="This claim is disputed.", examples=["lists-work"])
    conceded: Id | None = Field(
        default=None, description="The other side conceded this claim.", examples=["shared-problems"]
    )
    retracted: Id | None = Field(
        default=None, description="Its speaker took this claim back.", examples=["shared-problems"]
    )
    agreed: Id | None = Field(default=None, description="This proposal was agreed.", examples=["equal-time"])
    disclosed: Id | None = Field(
        default=None, description="This interest was disclosed.", examples=["calm-press"]
    )
    type: Literal["exchange", "negotiation", "quarrel"] | None = Field(
        default=None, description="The type the talk is in now.", examples=["exchange"]
    )
    share: Counts | None = Field(
        default=None,
        description="Share of all turns spent in a type, in percent.",
        examples=[{"exchange": ">= 75"}],
    )
    understanding: Comparison | None = Field(
        default=None, description="The shared track.", examples=[">= 60"]
    )
    tension: Comparison | None = Field(default=None, description="The shared track.", examples=["<= 40"])
    credibility: PerSide | None = Field(
        default=None, description="By delegation.", examples=[{"us": ">= 50"}]
    )
    home: PerSide | None = Field(default=None, description="By delegation.", examples=[{"us": ">= 40"}])
    rungs: Comparison | None = Field(default=None, description="Sum of the rungs agreed.", examples=[">= 6"])
    common_ground: Comparison | None = Field(
        default=None, description="Number of claims both are committed to.", examples=[">= 2"]
    )
    theses_fallen: PerSide | None = Field(
        default=None,
        description="Number of a delegation's theses that have fallen.",
        examples=[{"us": "<= 1"}],
    )
    theses_standing: PerSide | None = Field(
        default=None,
        description="Number of a delegation's tested theses that stand.",
        examples=[{"us": ">= 3"}],
    )
    fouls: PerSide | None = Field(
        default=None, description="Fouls a delegation has on record.", examples=[{"us": "== 0"}]
    )
    shifts: Comparison | None = Field(
        default=None, description="Times the type of the talk changed.", examples=["== 0"]
    )
    ended: Literal["completed", "suspended", "walked-out", "recalled"] | None = Field(
        default=None,
        description="How the meeting ended; `suspended` is true of a walk-out too.",
        examples=["completed"],
    )
    recalled: Id | None = Field(default=None, description="This delegation was recalled.", examples=["us"])
    all: list[Condition] | None = Field(
        default=None, description="All of these.", examples=[[{"type": "exchange"}]]
    )
    any: list[Condition] | None = Field(
        default=None, description="One or more of these.", examples=[[{"agreed": "a"}]]
    )
    none: list[Condition] | None = Field(
        default=None, description="None of these.", examples=[[{"agreed": "a"}]]
    )

    @model_validator(mode="after")
    def _says_something(self) -> Condition:
        if not self.model_fields_set:
            raise ValueError("a condition with at least one key")
        return self


class Start(Part):
    """Where a delegation's own tracks begin."""

    credibility: int = Field(default=50, ge=0, le=100, description="At the table.", examples=[50])
    home: int = Field(default=50, ge=0, le=100, description="With its own public.", examples=[45])


class SharedStart(Part):
    """Where the shared tracks begin."""

    understanding: int = Field(
        default=30, ge=0, le=100, description="Do they know what the other means?", examples=[30]
    )
    tension: int = Field(
        default=35, ge=0, le=99, description="At 100 the talks are suspended.", examples=[35]
    )


class Effects(Part):
    """What an event does to the tracks."""

    understanding: int = Field(default=0, ge=-20, le=20, description="Change.", examples=[-2])
    tension: int = Field(default=0, ge=-20, le=20, description="Change.", examples=[3])
    credibility: dict[Id, Annotated[int, Field(ge=-20, le=20)]] = Field(
        default={}, description="Change by delegation.", examples=[{"us": -2}]
    )
    home: dict[Id, Annotated[int, Field(ge=-20, le=20)]] = Field(
        default={}, description="Change by delegation.", examples=[{"us": -2}]
    )


MoveStart = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""How the text of a move begins, in whole words: ``claim``, ``support equal-time``, ``open us``."""


class Step(Part):
    """One step of a lesson: what the coach says, what the learner may do, and what the other side answers."""

    say: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=420)] = Field(
        description="What the coach says before the learner's move: what just happened, what this act is, why "
        "it may be good and what it costs.",
        examples=["They asked why. You owe a reason now, or your claim falls."],
    )
    acts: Annotated[list[MoveStart], Field(min_length=1, max_length=24)] = Field(
        description="What the learner may do: the moves whose text begins with one of these, in whole words. "
        "Where none of them is possible, everything is allowed.",
        examples=[["acknowledge", "concede"]],
    )
    answer: Annotated[list[MoveStart], Field(max_length=24)] = Field(
        default=[],
        description="What the other side plays until the learner's next move: each time the first of these "
        "that is possible, as far as its text is written. Where there is none, it plays on its own.",
        examples=[["ask equal-time", "ask"]],
    )


class Lesson(Part):
    """A tutorial: somebody is led through the meeting, one move at a time; afterwards they play on freely."""

    role: Id | None = Field(
        default=None,
        description="The delegation that the learner leads; the first by default.",
        examples=["us"],
    )
    steps: Annotated[list[Step], Field(min_length=1, max_length=60)] = Field(
        description="One step for each move of the learner, in order.", examples=[[]]
    )
