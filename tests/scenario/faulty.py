"""A table of faults: what to change in a good scenario, and what the message must say.

``⟦`` marks where the problem must be reported; it is removed before the file is read.
"""

from __future__ import annotations

from dataclasses import dataclass

MARK = "⟦"


@dataclass(frozen=True)
class Fault:
    """A piece of the good scenario, its faulty replacement, and what the message must say."""

    code: str
    old: str
    new: str
    says: str
    also: tuple[str, ...] = ()
    """Codes of other errors that the same change rightly causes."""
    more: tuple[tuple[str, str], ...] = ()
    """Further changes that the fault needs."""

    def apply(self, well: str) -> tuple[str, int, int]:
        """Return the faulty text, and the line and column where the fault must be reported."""
        text = well
        for old, new in ((self.old, self.new), *self.more):
            assert well.count(old) == 1, f"{old!r} must stand exactly once in the good scenario"
            text = text.replace(old, new)
        assert text.count(MARK) == 1
        before = text[: text.index(MARK)]
        return text.replace(MARK, ""), before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1


GAUGES = "title: Joint gauges"
RUNG1 = "    rung: 1\n"
OTHER_GAUGE = "  joint-gauge: {title: X, text: that it is, rung: 1, home: {arlen: 0, brisa: 0}}\n"
RUNG_OF_OPEN = "without payment\n    rung: 3"
GAUGES_TEXT = "    text: that both countries read the gauges of the Sel together"
RUNG_OF_GAUGES = "brisa: 0}"
RUNGS = 'when: {rungs: ">= 2"}'
TENSION = "effects: {tension: 3,"
FEE = "        when: {agreed: upkeep-share}"
FEE_SECRET = "        interest: arlen-costs\n        confidential: true\n"
FEE_OPEN = "        interest: arlen-costs\n"
ALLOWS = """  arlen-treaty-allows:
    by: arlen
    item: gates
    lines: {frank: The treaty lets each side store what it does not need.}
    source: treaty Art. 4
"""
LEAST = "home: {arlen: -3, brisa: +3}\n    needs: [joint-gauges]"
BRIDGE = "    bridges: [arlen-safety, brisa-harvest]"
QUESTIONS = "\nquestions:"
LAST = "    text: Nobody moved, and both know better why."
LETTERS = "    undercuts: [brisa-late-letters]"
NIGHT = "supports: [arlen-own-gauges]\n  arlen-old"
REBUTS = "    rebuts: [brisa-gauges-differ]"
TEST = "    source: basin-study Table 8"
P20 = "    source: arlen-survey p. 20\n"
DRAWS = "    draws: 1\n    red_lines:\n      arlen-gates"
HEARD = "        points: 3\n        when: {stands: brisa-flow-feeds}"
WASTES = "lines: {frank: You let half of what we send run into the sand.}"
CHARGE = "      brisa-wastes:\n"
CHARGE_END = WASTES + "\n        invented: true\n  brisa:\n"
CARD = "  ⟦blank:\n    title: Blank\n    text: Nothing.\n    invented: true\n"
AGENDA = """agenda:
  - {id: gates, title: When the gates close, text: Spring storage and summer flow.}
  - {id: gauges, title: Who reads the gauges, text: Two countries read one river and find two numbers.}
"""


def lesson(steps: str) -> str:
    """Return a lesson followed by the start of the questions."""
    return f"\nlesson: {{role: arlen, steps: [{steps}]}}{QUESTIONS}"


def taught(acts: str, answer: str = "") -> str:
    """Return a lesson of one step."""
    return lesson(f"{{say: Try it., acts: [{acts}], answer: [{answer}]}}")


YAML = (
    Fault("FE006", GAUGES, "title: Joint⟦\0gauges", "NUL"),
    Fault("FE007", GAUGES, "title: Joint⟦\x1bgauges", "U+001B"),
    Fault("FE010", GAUGES, "title: Joint⟦: gauges", "put text that contains `: ` in quotes"),
    Fault("FE010", GAUGES, "title: 'Joint' ⟦gauges", "one pair of quotes"),
    Fault("FE010", GAUGES, "title: ⟦@gauges", "put it in quotes"),
    Fault("FE010", BRIDGE, "    bridges: ⟦[arlen-safety, brisa-harvest", "bracket"),
    Fault("FE010", "turns: 4", "⟦turns:4", "write `key: value`"),
    Fault("FE011", RUNG1, "⟦\trung: 1\n", "indent with spaces"),
    Fault("FE011", RUNG1, "  ⟦\t rung: 1\n", "indent with spaces"),
    Fault("FE012", GAUGES, "title⟦：Joint gauges", "full-width colon"),
    Fault(
        "FE012", "start: {understanding: 30,", "start: {understanding⟦：30,", "full-width colon", ("FE102",)
    ),
    Fault("FE012", WASTES, "lines:\n          ⟦frank：You waste.", "full-width colon"),
    Fault("FE013", "turns: 4", "turns: 4\n⟦turns: 5", "the key `turns` is already set"),
    Fault(
        "FE013",
        "home: {arlen: 0, brisa: 0}",
        "home: {arlen: 0, brisa: 0, ⟦arlen: 1}",
        "the key `arlen` is already set",
    ),
    Fault("FE014", "Spring storage and summer flow.", "⟦No", 'write "No" in quotes'),
    Fault("FE014", "drawn: true\n      arlen-calm:", "drawn: ⟦yes\n      arlen-calm:", "or write true"),
    Fault("FE014", "    invented: true\n  leak:", "    ⟦y: true\n  leak:", 'write "y"'),
    Fault("FE015", "Spring storage and summer flow.", "⟦12:30", 'write "12:30" in quotes'),
    Fault("FE016", GAUGES, "title: ⟦&gauges Joint gauges", "`&gauges` is an anchor"),
    Fault("FE016", GAUGES, "title: ⟦*gauges", "`*gauges` is an alias"),
    Fault("FE016", GAUGES, "title: ⟦*Joint* gauges", "put text that begins with them in quotes"),
    Fault("FE017", RUNG1, "    rung: 1\n    ⟦<<: {rung: 2}\n", "write its keys out"),
    Fault("FE018", GAUGES, "title: ⟦!!str Joint gauges", "is a tag"),
    Fault("FE018", GAUGES, "title: ⟦!!python/object/apply:os.getcwd []", "is a tag"),
    Fault("FE019", GAUGES, f"title: {'[' * 21}⟦{'[' * 10}{']' * 31}", "nested more than 24 levels deep"),
    Fault("FE021", "questions:", "⟦---\nquestions:", "a second document"),
    Fault("FE023", RUNG1, "    rung: 1\n    ⟦7: x\n", "`7` is not a word"),
    Fault("FE023", RUNG1, "    rung: 1\n    ? ⟦[a, b]\n    : x\n", "not a list"),
    Fault("FE024", RUNGS, "when: {rungs: ⟦>= 25}", '">= 25"'),
    Fault("FE024", RUNGS, "when:\n      rungs: ⟦>= 25", '">= 25"'),
    Fault("FE025", GAUGES, "title: Joint⟦\u2029gauges", "U+2029 (paragraph separator)"),
    Fault("FE025", GAUGES, "title: 'Joint⟦\x85gauges'", "U+0085 (next line)"),
    Fault("FE025", GAUGES, f"# one⟦\u2028# two\n    {GAUGES}", "U+2028 (line separator)"),
    Fault("FE026", RUNG1, "⟦\u2003   rung: 1\n", "U+2003 (em space) is not a space"),
    Fault("FE026", RUNG1, "  ⟦\u3000\u3000rung: 1\n", "U+3000 (ideographic space) is not a space"),
    Fault("FE026", RUNG1, "⟦\u2060    rung: 1\n", "U+2060 (word joiner) is not a space"),
    Fault("FE026", RUNG1, "    rung:⟦\u202f1\n", "U+202F (narrow no-break space) is not a space"),
    Fault("FE026", "format: 1", "⟦\u205fformat: 1", "U+205F (medium mathematical space)"),
    Fault("FE027", "minutes: 15", "minutes: ⟦017", "programs read `017` as different numbers"),
    Fault("FE027", RUNG1, "    rung: ⟦0o1\n", "in plain digits"),
    Fault("FE027", "Spring storage and summer flow.", "⟦1_962", '"1_962" in quotes'),
    Fault(
        "FE010", BRIDGE, "    bridges: ⟦[arlen-safety， brisa-harvest］", "U+FF0C (fullwidth comma), not `,`"
    ),
    Fault(
        "FE010",
        GAUGES,
        "title: “Joint⟦: gauges”",
        "“ is U+201C (left double quotation mark), not a quotation mark",
    ),
)

SHAPE = (
    Fault(
        "FE101",
        "  joint-gauges:\n    title: Joint gauges\n",
        "  ⟦joint-gauges:\n",
        "`proposals.joint-gauges.title` is missing: Its name on a menu.",
    ),
    Fault("FE101", "{id: gates, title: When the gates close,", "⟦{id: gates,", "`agenda.0.title` is missing"),
    Fault(
        "FE102",
        "{frank: The treaty owes us the flow of an ordinary year.}",
        "{frank: The treaty owes us the flow, ⟦of an ordinary year.}",
        "a comma ends the text; put the whole text in quotes",
    ),
    Fault("FE102", RUNG_OF_GAUGES, "brisa: 0}\n    ⟦rong: 1", "did you mean `rung`?", more=((RUNG1, ""),)),
    Fault(
        "FE102", RUNG1, "    rung: 1\n    ⟦zzz: 1\n", "the keys here are: bridges, excludes, favours, home"
    ),
    Fault("FE102", FEE, "        when: {⟦agred: upkeep-share}", "did you mean `agreed`?"),
    Fault("FE103", "opens: drawn", "opens: ⟦[]", "found an empty list"),
    Fault("FE103", GAUGES, "title: ⟦1.10", "expected text of 1 to 80 characters, found the number 1.1"),
    Fault("FE103", "text: Spring storage and summer flow.", "text: ⟦[a]", "found a list of 1 entry"),
    Fault(
        "FE103", LETTERS, "    undercuts: ⟦brisa-late-letters", "expected a list, found `brisa-late-letters`"
    ),
    Fault("FE103", LETTERS, "    ⟦undercuts:", "expected a list, found nothing"),
    Fault("FE103", TENSION, "effects: {tension: ⟦lots,", "a whole number from -20 to 20, found `lots`"),
    Fault("FE103", TENSION, "effects: {tension: ⟦2.5,", "found the number 2.5"),
    Fault("FE103", RUNGS, "when: {rungs: ⟦2}", 'a comparison in quotes, such as ">= 60", found the number 2'),
    Fault("FE103", FEE, "        when: ⟦soon", "expected a mapping with keys such as `stands`"),
    Fault("FE103", TEST, "    source: ⟦8", "or a list, found the number 8"),
    Fault("FE104", "colour: blue", "colour: ⟦bleu", "did you mean `blue`?"),
    Fault("FE104", RUNG1, "    rung: ⟦4\n", "expected one of `1`, `2`, `3`, found the number 4"),
    Fault("FE104", RUNG1, "    rung: ⟦true\n", "expected one of `1`, `2`, `3`, found `true`"),
    Fault(
        "FE109",
        QUESTIONS,
        lesson(f"{{say: ⟦{'long ' * 84}long, acts: [claim]}}"),
        "text of 1 to 420 characters",
    ),
    Fault("FE110", QUESTIONS, lesson("{say: Try it., acts: ⟦[]}"), "a list of 1 to 24 entries"),
    Fault("FE101", QUESTIONS, lesson("⟦{say: Try it.}"), "`lesson.steps.0.acts` is missing"),
    Fault("FE105", "minutes: 15", "minutes: ⟦0", "a whole number from 1 to 240, found the number 0"),
    Fault("FE105", RUNG_OF_GAUGES, "brisa: ⟦+13}", "from -12 to 12, found the number 13"),
    Fault("FE106", "id: well", "id: ⟦The Well", "lower-case words joined by hyphens"),
    Fault("FE106", "  dry-week:", "  ⟦Dry_Week:", "the key `events.Dry_Week`"),
    Fault("FE107", RUNGS, 'when: {rungs: ⟦"at least 2"}', "found `at least 2`"),
    Fault("FE108", TEST, "    source: ⟦§8", "`treaty Art. 4`"),
    Fault("FE108", TEST, "    source: [basin-study, ⟦§8]", "`evidence.gauge-test.source.1`"),
    Fault("FE109", GAUGES, 'title: ⟦""', "found empty text"),
    Fault("FE109", GAUGES, f"title: ⟦{'long ' * 19}long", "(99 characters)"),
    Fault("FE110", AGENDA, "agenda: ⟦[]\n", "a list of 1 to 6 entries, found an empty list", ("FE202",)),
    Fault("FE111", WASTES, "lines: ⟦{}", "at least one of the tones"),
    Fault("FE111", FEE, "        when: ⟦{}", "a condition with at least one key"),
    Fault(
        "FE112",
        "        text: Brisa shares",
        "        ⟦text: Brisa shares",
        "`confidential: true` beside",
        more=((FEE_SECRET, FEE_OPEN),),
    ),
    Fault("FE113", "format: 1\n", "format: ⟦2\n", "a newer version"),
)

REFERENCES = (
    Fault(
        "FE201",
        ALLOWS,
        ALLOWS.replace("by: arlen", "by: ⟦arlan"),
        "there is no delegation `arlan`; did you mean `arlen`?",
    ),
    Fault("FE201", "opens: drawn", "opens: ⟦brissa", "did you mean `brisa`? (there are `arlen` and `brisa`)"),
    Fault("FE201", RUNG_OF_GAUGES, "brisa: 0, ⟦brissa: 1}", "did you mean `brisa`?"),
    Fault(
        "FE201",
        '{credibility: {arlen: ">= 50"}}',
        '{credibility: {⟦arlene: ">= 50"}}',
        "did you mean `arlen`?",
    ),
    Fault("FE201", "when: {ended: recalled}", "when: {recalled: ⟦nobody}", "no delegation `nobody`"),
    Fault("FE202", ALLOWS, ALLOWS.replace("item: gates", "item: ⟦gate"), "did you mean `gates`?"),
    Fault("FE203", NIGHT, "supports: [⟦arlen-own-gauge]\n  arlen-old", "did you mean `arlen-own-gauges`?"),
    Fault(
        "FE203", "{stands: arlen-storage-saves}", "{none: [{stands: ⟦flood-record}]}", "is the id of a card"
    ),
    Fault(
        "FE203",
        "misses: {brisa-flow-feeds:",
        "misses: {⟦brisa-flow-feed:",
        "did you mean `brisa-flow-feeds`?",
    ),
    Fault("FE204", LETTERS, "    undercuts: [⟦brisa-late-leters]", "did you mean `brisa-late-letters`?"),
    Fault(
        "FE205",
        FEE,
        "        when: {any: [{agreed: ⟦upkeep}, {stands: arlen-own-gauges}]}",
        "no proposal `upkeep`",
    ),
    Fault(
        "FE205",
        LEAST,
        "home: {arlen: -3, brisa: +3}\n    needs: [⟦join-gauges]",
        "did you mean `joint-gauges`?",
    ),
    Fault("FE206", BRIDGE, "    bridges: [⟦arlen-safty, brisa-harvest]", "did you mean `arlen-safety`?"),
    Fault("FE206", "interest: arlen-costs", "interest: ⟦arlen-cost", "did you mean `arlen-costs`?"),
    Fault("FE207", TEST, "    source: ⟦basin-studie Table 8", "did you mean `basin-study`?"),
    Fault("FE207", TEST, "    source: [basin-study, ⟦nowhere]", "there is no source `nowhere`"),
    Fault("FE208", "voice: engineer", "voice: ⟦enginer", "did you mean `engineer`?"),
    Fault("FE208", "voice: engineer", "voice: ⟦grower", "`arlen` has no voice `grower`"),
    Fault(
        "FE201", QUESTIONS, taught("claim").replace("role: arlen", "role: ⟦arlan"), "did you mean `arlen`?"
    ),
    Fault("FE209", QUESTIONS, taught("claim, ⟦chalenge"), "no move begins with `chalenge`; did you mean"),
    Fault("FE209", QUESTIONS, taught("claim", "ask, ⟦ask flood-record"), "there is no claim `flood-record`"),
    Fault(
        "FE209",
        QUESTIONS,
        taught("⟦support arlen-storage-save by flood-record frank"),
        "there is no claim or card `arlen-storage-save`; did you mean `arlen-storage-saves`?",
    ),
    Fault("FE209", QUESTIONS, taught("accept", "⟦hold on"), "`on` does not belong here"),
    Fault("FE209", QUESTIONS, taught("⟦offer joint-gauges + least-flows"), "did you mean `least-flow`?"),
)

SENSE = (
    Fault("FE301", NIGHT, "supports: [⟦brisa-open-gauges]\n  arlen-old", "a claim of the other side"),
    Fault("FE301", NIGHT, "supports: [⟦arlen-storage-saves]\n  arlen-old", "belongs to the item `gates`"),
    Fault("FE302", REBUTS, "    rebuts: [⟦arlen-gauges-agree]", "a claim of the same side"),
    Fault("FE302", REBUTS, "    rebuts: [⟦brisa-treaty-binds]", "belongs to the item `gates`"),
    Fault("FE303", LETTERS, "    undercuts: [⟦arlen-night-readings]", "a claim of the same side"),
    Fault("FE303", LETTERS, "    undercuts: [⟦brisa-open-gauges]", "rebut it instead"),
    Fault(
        "FE303",
        LETTERS,
        "    undercuts: [letter-test, ⟦brisa-failed-harvests]",
        "belongs to the item `gates`",
    ),
    Fault(
        "FE303",
        LETTERS,
        "    undercuts: [gauge-test, ⟦flood-record]",
        "relevant to no claim of the item `gauges`",
    ),
    Fault(
        "FE304",
        "    contradicts: [arlen-gauges-agree]",
        "    contradicts: [⟦brisa-gauges-differ]",
        "use `rebuts`",
    ),
    Fault(
        "FE304", "    contradicts: [arlen-gauges-agree]", "    contradicts: [⟦arlen-storage-saves]", "itself"
    ),
    Fault(
        "FE305",
        "\nclaims:\n",
        "  - ⟦{id: third, title: Third}\n\nclaims:\n",
        "`arlen` has no thesis on `third`",
    ),
    Fault(
        "FE306",
        ALLOWS,
        ALLOWS.replace("arlen-t", "⟦arlen-t").replace("    source: treaty Art. 4\n", ""),
        "`source`",
    ),
    Fault("FE306", "  gauge-test:", "  ⟦gauge-test:", "or `invented: true`", more=((TEST + "\n", ""),)),
    Fault(
        "FE306",
        CHARGE,
        "      ⟦brisa-wastes:\n",
        "`brisa-wastes`",
        more=((CHARGE_END, WASTES + "\n  brisa:\n"),),
    ),
    Fault("FE307", "{arlen: 0, brisa: 0}", "⟦{arlen: 0}", "does not name `brisa`"),
    Fault("FE308", BRIDGE, "    bridges: ⟦[arlen-safety]", "no interest of `brisa`"),
    Fault(
        "FE309",
        RUNG_OF_GAUGES,
        "brisa: 0}\n    needs: ⟦[least-flow]",
        "joint-gauges → least-flow → joint-gauges",
    ),
    Fault("FE309", BRIDGE, f"{BRIDGE}\n    needs: ⟦[flood-calendar]", "flood-calendar → flood-calendar"),
    Fault("FE309", P20, f"{P20}    supports: ⟦[arlen-night-readings]\n", "a reason for itself"),
    Fault(
        "FE310", LEAST, LEAST.replace("[j", "[⟦j") + "\n    excludes: [joint-gauges]", "exclude each other"
    ),
    Fault("FE310", "    excludes: [open-gates]", "    excludes: [⟦closed-gates]", "excludes itself"),
    Fault(
        "FE311",
        DRAWS,
        DRAWS.replace("1", "⟦3"),
        "`draws` is 3, more than the objectives with `drawn: true` (2)",
    ),
    Fault("FE312", LAST, f'{LAST}\n    ⟦when: {{rungs: ">= 0"}}', "remove its `when`"),
    Fault(
        "FE313",
        "- id: suspended",
        "- ⟦id: suspended",
        "ever reached",
        more=(("    when: {ended: suspended}\n", ""),),
    ),
    Fault("FE314", "  gauge-test:", "  ⟦arlen-own-gauges:", "also the id of a claim"),
    Fault("FE314", "brisa-notice: {", "⟦arlen-costs: {", "also an interest of `arlen`", ("FE206",)),
    Fault("FE314", "      arlen-gates:", "      ⟦arlen-fee:", "also the id of an objective"),
    Fault("FE314", "\nclaims:\n", "  - {id: ⟦gates, title: Again}\n\nclaims:\n", "already"),
    Fault("FE314", "- id: suspended", "- id: ⟦recalled", "already"),
    Fault(
        "FE315", "interest: arlen-costs", "interest: ⟦brisa-notice", "an interest of `brisa`, not of `arlen`"
    ),
    Fault("FE316", "misses: {brisa-flow-feeds:", "misses: {⟦arlen-own-gauges:", "`misses`"),
)

NEW_THESIS = "  arlen-new:\n    by: arlen\n    item: gates\n    lines: {frank: New.}\n    invented: true\n"
BLOG = "  blog: {title: A blog, publisher: Somebody, date: '2020', kind: opinion}\n"

MILDER = (
    Fault("FE401", ALLOWS, ALLOWS + NEW_THESIS.replace("arlen-new", "⟦arlen-new"), "it can only stand"),
    Fault(
        "FE402",
        "{id: gates,",
        "⟦{id: gates,",
        "`arlen` has 3 theses and `brisa` has 2",
        more=((ALLOWS, ALLOWS + NEW_THESIS),),
    ),
    Fault(
        "FE403",
        "  brisa:\n    name",
        "  ⟦brisa:\n    name",
        "`brisa` 4",
        more=((HEARD, HEARD.replace("3", "4")),),
    ),
    Fault(
        "FE404",
        "sources:\n",
        "sources:\n" + BLOG.replace("blog:", "⟦blog:"),
        "the source `blog` is never used",
    ),
    Fault(
        "FE405",
        "      arlen-storage-heard:",
        "      ⟦arlen-storage-heard:",
        "`arlen-storage-saves` and `brisa-treaty-binds` rebut each other",
        more=(("    source: treaty Art. 5", "    source: treaty Art. 5\n    rebuts: [arlen-storage-saves]"),),
    ),
    Fault("FE406", GAUGES, "title: ⟦J\u043eint gauges", "Cyrillic and Latin"),
    Fault("FE407", "title: A least flow", "title: ⟦joint  Gauges", "`joint-gauges` and `least-flow`"),
    Fault(
        "FE408",
        TEST,
        "    source: ⟦blog 8",
        "only on an opinion",
        more=(("sources:\n", "sources:\n" + BLOG),),
    ),
    Fault("FE409", "id: well", "id: ⟦other", "should be called other.yaml"),
    Fault("FE410", "evidence:\n", f"evidence:\n{CARD}", "nobody can use it"),
    Fault("FE411", DRAWS, DRAWS.replace("draws: 1", "⟦draws: 0"), "never count"),
    Fault("FE412", QUESTIONS, taught("claim").replace("lesson", "⟦lesson"), "let `opens` name a delegation"),
    Fault(
        "FE413",
        QUESTIONS,
        lesson(", ".join(["{say: Try it., acts: [claim]}"] * 15)).replace("steps", "⟦steps"),
        "15 steps, but a side makes at most 14 moves in this meeting",
        more=(("opens: drawn", "opens: brisa"),),
    ),
    Fault(
        "FE414",
        "    attacks: [brisa-flow-feeds]",
        "    attacks: [brisa-flow-feeds]\n    held_by: ⟦brisa",
        "cannot use it: it supports no claim of `brisa`",
    ),
    Fault(
        "FE415",
        "\nproposals:",
        "\n⟦proposals:",
        "`brisa` to 4",
        more=((RUNG_OF_OPEN, RUNG_OF_OPEN.replace("3", "2")),),
    ),
    Fault("FE416", "home: {arlen: +3, brisa: -3}", "home: ⟦{arlen: +3, brisa: 0}", "costs `brisa` nothing"),
    Fault(
        "FE417",
        "      arlen-storage-heard:",
        "      ⟦arlen-storage-heard:",
        "crosses the red line",
        more=(("        when: {stands: arlen-storage-saves}", "        when: {agreed: open-gates}"),),
    ),
    Fault(
        "FE418",
        'when: {rungs: ">= 2"}',
        "⟦when: {ended: suspended}",
        "`suspended` has the same condition",
    ),
    Fault(
        "FE419",
        "  brisa:\n    name",
        "  ⟦brisa:\n    name",
        "no forceful line",
        more=(("      forceful: Your full lake is our empty table.\n", ""),),
    ),
    Fault(
        "FE420",
        GAUGES_TEXT,
        GAUGES_TEXT.replace("that both", f"⟦that {'very ' * 50}both"),
        "can be read at a glance",
    ),
    Fault(
        "FE507",
        "  joint-gauges:\n    title",
        f"{OTHER_GAUGE}  ⟦joint-gauges:\n    title",
        "differ by one letter",
    ),
    Fault(
        "FE509",
        "{id: gates,",
        "⟦{id: gates,",
        "nothing answers 1 of the reasons of `arlen` (arlen-flood-years), against 0",
        more=(("undercuts: [arlen-flood-years]", "undercuts: [flood-record]"),),
    ),
    Fault("FE508", "minutes: 15", "minutes: ⟦120", "take about 10"),
    Fault("FE505", GAUGES, f"{GAUGES}  # frank: allow⟦ FE401", "FE401 is not reported there"),
    Fault("FE505", GAUGES, f"{GAUGES}  # frank: allow⟦ FE999", "there is no code `FE999`"),
    Fault("FE505", GAUGES, f"{GAUGES}  # frank: allow⟦ FE101", "FE101 is an error and cannot be silenced"),
    Fault("FE506", GAUGES, "title: ⟦TODO gauges", "something is left to do"),
    Fault("FE501", GAUGES, 'title: ⟦"Joint\\e[31m gauges"', "U+001B"),
    Fault("FE502", GAUGES, "title: Joint gauges⟦ #1", "`#1` is read as a comment"),
    Fault(
        "FE503",
        "      brisa-harvest: {",
        "      ⟦brisa-more: {text: More.}\n      brisa-harvest: {",
        "serves `brisa-more`",
    ),
    Fault(
        "FE504",
        "\nendings:",
        "\n⟦endings:",
        "talks that break off",
        more=(("{ended: recalled}", '{rungs: ">= 98"}'), ("{ended: suspended}", '{rungs: ">= 99"}')),
    ),
)
"""Warnings and hints."""

RAW: tuple[tuple[str, bytes, tuple[int, int], str], ...] = (
    ("FE004", b"#" * (1 << 20) + b"#", (1, 1), "larger than 1024 KiB"),
    ("FE005", b"format: 1\ntitle: caf\xe9\n", (2, 11), "byte 21 (0xe9)"),
    ("FE005", b"\xef\xbb\xbftitle: caf\xe9\n", (1, 11), "byte 14 (0xe9)"),
    (
        "FE005",
        "format: 1\ntitle: x".encode("utf-16-le") + b"\x00\xd8",
        (2, 9),
        "byte 37 (0x00) is not UTF-16",
    ),
    ("FE005", "\ufeffformat: 1\n".encode("utf-16-be") + b"\n", (2, 1), "byte 23 (0x0a) is not UTF-16"),
    ("FE005", b"\x89PNG\r\n\x1a\n", (1, 1), "byte 1 (0x89) is not UTF-8; re-save the file as UTF-8"),
    ("FE008", b"", (1, 1), "empty"),
    ("FE008", b" \n\n", (1, 1), "empty"),
    ("FE008", b"# nothing\n", (1, 1), "only comments"),
    ("FE010", b"a: 'never closed\n", (1, 4), "never closed"),
    ("FE020", b"a: [" + b"1," * 50_001 + b"]", (1, 5 + 2 * 49_997), "more than 50000 values"),
    ("FE022", b"- a\n- b\n", (1, 1), "must begin with keys"),
    ("FE022", b"\n  just text\n", (2, 3), "must begin with keys"),
)
"""Whole files: the code, the bytes, the line and column, part of the message."""
