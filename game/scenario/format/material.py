"""Models of the material of a meeting: sources, agenda items, claims, cards, proposals, events, endings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from game.scenario.format.delegation import Lines
from game.scenario.format.parts import Condition, Effects, Id, Part, Reference, Short, Text


class Source(Part):
    """A work that statements refer to."""

    title: Text = Field(description="The title of the work.", examples=["The Sel in dry years"])
    publisher: Text = Field(
        description="Who published it: an office, an institute, a newspaper.",
        examples=["Institute of Rivers"],
    )
    date: Text = Field(
        description="When it was published, as the publisher writes it. A year alone needs quotes.",
        examples=["2021-09"],
    )
    kind: Literal["opinion", "official", "study", "treaty", "press"] = Field(
        description="The kind of work. An `opinion` is shown to players as one voice, never as fact.",
        examples=["study"],
    )
    url: Text | None = Field(
        default=None, description="Its address on the web.", examples=["https://example.org/page"]
    )
    note: Text | None = Field(
        default=None,
        description="How it was used, or what to be careful about.",
        examples=["One party's account, published after the meeting."],
    )


class PressLine(Part):
    """A point of an opinion piece on an agenda item: one voice, never a delegation's own line."""

    text: Text = Field(
        description="The point it makes, paraphrased rather than quoted.",
        examples=["The paper argues that a river belongs to its source."],
    )
    source: Reference = Field(
        description="Where it is said: the id of a source, optionally followed by a space and the place in it.",
        examples=["valley-courier p. 2"],
    )


class Item(Part):
    """An item of the agenda: one round."""

    id: Id = Field(
        description="The id of the item; the claims of its round name it as their `item`.", examples=["gates"]
    )
    title: Short = Field(
        description="What the round is about, on one line.", examples=["When the gates close"]
    )
    text: Text | None = Field(
        default=None,
        description="A sentence that opens the round.",
        examples=["Spring storage and summer flow."],
    )
    press: dict[Id, PressLine] = Field(
        default={},
        description="By delegation, what an opinion piece on its side says here. The brief shows it beside the "
        "delegation's own lines, so that nobody confuses the two.",
        examples=[{"arlen": {"text": "The paper argues for the dam.", "source": "valley-courier p. 2"}}],
    )


class Claim(Part):
    """A sentence that a delegation can say.

    With neither ``supports`` nor ``undercuts`` it is a *thesis* and is played with `claim`;
    otherwise it is an answer and is played with `support`, `rebut` or `undercut`.
    """

    by: Id = Field(description="The delegation that can say it.", examples=["arlen"])
    item: Id = Field(description="The item of the agenda it belongs to.", examples=["gates"])
    lines: Lines = Field(
        description="The sentence as it is spoken, in one to three tones.",
        examples=[{"frank": "Storing in spring saves lives."}],
    )
    source: Reference | list[Reference] | None = Field(
        default=None,
        description="Where the position is documented: the id of a source, optionally followed by a space and the "
        "place in it. Required unless the claim is `invented: true`.",
        examples=["arlen-survey p. 3"],
    )
    invented: bool = Field(
        default=False,
        description="Made up for the game, and shown as such. It may also name a source that it starts from.",
        examples=[True],
    )
    voice: Id | None = Field(
        default=None, description="The voice of its delegation that speaks it.", examples=["engineer"]
    )
    supports: list[Id] = Field(
        default=[],
        description="Claims of its own side and item that it is a reason for. A claim with this key is a reason: it is "
        "said when somebody asks why.",
        examples=[["arlen-storage-saves"]],
    )
    rebuts: list[Id] = Field(
        default=[],
        description="Claims of the other side, of the same item, that it attacks.",
        examples=[["brisa-treaty-binds"]],
    )
    undercuts: list[Id] = Field(
        default=[],
        description="Reasons or cards of the other side that it weakens: they may be true and still not show what "
        "they are used for.",
        examples=[["brisa-failed-harvests"]],
    )
    contradicts: list[Id] = Field(
        default=[],
        description="Claims of its own side that cannot be held together with it. A player who says both may be "
        "challenged: you said …",
        examples=[["arlen-gauges-agree"]],
    )


class Evidence(Part):
    """A sourced fact card. It may support and attack claims of either side."""

    title: Short = Field(description="Its name on a menu.", examples=["The flood record"])
    text: Text = Field(
        description="The fact, with its limits.",
        examples=["Since 1962 the village of Ostrau was flooded twice, both times with open gates."],
    )
    source: Reference | list[Reference] | None = Field(
        default=None,
        description="Where the fact is documented: the id of a source, optionally followed by a space and the place "
        "in it. Required unless the card is `invented: true`.",
        examples=["basin-study Table 5"],
    )
    invented: bool = Field(
        default=False,
        description="Made up for the game, and shown as such. It may also name a source that it starts from.",
        examples=[True],
    )
    held_by: Id | Literal["both"] = Field(
        default="both", description="The delegation that has the card, or `both`.", examples=["both"]
    )
    supports: list[Id] = Field(
        default=[],
        description="Claims it is a reason for, of either side and any item.",
        examples=[["arlen-storage-saves"]],
    )
    attacks: list[Id] = Field(
        default=[],
        description="Claims it can be held against, of either side and any item.",
        examples=[["brisa-flow-feeds"]],
    )
    misses: dict[Id, Text] = Field(
        default={},
        description="By claim: why the card is not relevant to it, although it seems to be. A player who plays the card "
        "against that claim is shown this text.",
        examples=[
            {"brisa-open-gauges": "The record says where the water stood; it does not say who read it."}
        ],
    )


class Proposal(Part):
    """Something that the two sides can agree."""

    text: Text = Field(
        description="The words that follow 'The two sides agreed …' in the communiqué.",
        examples=["that both countries read the gauges of the Sel together"],
    )
    title: Short = Field(description="Its name on a menu.", examples=["Joint gauges"])
    rung: Literal[1, 2, 3] = Field(
        description="How large a step it is: 1 small, 2 middle, 3 large.",
        examples=[1],
    )
    favours: Id | Literal["both"] = Field(
        default="both",
        description="The delegation whose wish it is: it can demand it, or trade it for a wish of the other "
        "side. `both` is a common step that either may offer.",
        examples=["arlen"],
    )
    home: dict[Id, Annotated[int, Field(ge=-12, le=12)]] = Field(
        description="By delegation, for both of them: what agreeing to it does to its standing at home.",
        examples=[{"arlen": 3, "brisa": -3}],
    )
    needs: list[Id] = Field(
        default=[],
        description="Proposals that must be agreed before it or together with it.",
        examples=[["joint-gauges"]],
    )
    excludes: list[Id] = Field(
        default=[], description="Proposals that cannot be agreed together with it.", examples=[["open-gates"]]
    )
    bridges: list[Id] = Field(
        default=[],
        description="Interests of both sides that it serves. It can be offered only once they have been disclosed.",
        examples=[["arlen-safety", "brisa-harvest"]],
    )
    source: Reference | list[Reference] | None = Field(
        default=None,
        description="A real precedent: the id of a source, optionally followed by a space and the place in it.",
        examples=["treaty Art. 7"],
    )
    invented: bool = Field(
        default=False,
        description="Made up for the game, and shown as such. It may also name a source that it starts from.",
        examples=[True],
    )

    @field_validator("rung", mode="before")
    @classmethod
    def _whole(cls, value: object) -> object:
        if isinstance(value, bool):  # a literal takes true for 1
            raise ValueError("one of `1`, `2`, `3`")
        return value


class OutsideEvent(Part):
    """Something from outside, drawn at a recess."""

    title: Short = Field(description="A headline, on one line.", examples=["A dry week"])
    text: Text = Field(
        description="What happened, in a sentence or two.",
        examples=["The river falls by a hand's breadth, and both ministers are asked about it."],
    )
    when: Condition | None = Field(
        default=None,
        description="When it may be drawn; without this, at any recess.",
        examples=[{"tension": "<= 60"}],
    )
    weight: int = Field(
        default=1,
        ge=1,
        le=9,
        description="How likely it is compared with other events: 2 comes up twice as often as 1.",
        examples=[2],
    )
    effects: Effects = Field(
        description="What it does to the tracks.",
        examples=[{"tension": 3, "home": {"arlen": -1, "brisa": -1}}],
    )
    source: Reference | list[Reference] | None = Field(
        default=None,
        description="A real precedent: the id of a source, optionally followed by a space and the place in it.",
        examples=["basin-study Table 4"],
    )
    invented: bool = Field(
        default=False,
        description="Made up for the game, and shown as such. It may also name a source that it starts from.",
        examples=[True],
    )


class Ending(Part):
    """An outcome of the meeting: the first in the list whose condition holds."""

    id: Id = Field(description="The id of the ending.", examples=["one-river"])
    title: Short = Field(description="Its title, on one line.", examples=["One river"])
    text: Text = Field(
        description="What remains when the meeting is over, in two or three sentences, without praise or blame.",
        examples=["Both sides say what they need, and the calendar says when."],
    )
    when: Condition | None = Field(
        default=None,
        description="When it is reached. The first ending in the list whose condition holds counts; the last has no "
        "condition and takes every other game.",
        examples=[{"agreed": "flood-calendar", "understanding": ">= 55"}],
    )
