"""Role cards: what each role in a delegation looks after, and what in the scenario helps it."""

from __future__ import annotations

from game.classroom.people import ROLES
from game.classroom.table import Seat
from game.narration.labels import flat, line_of, provenance, sentence
from game.narration.section import Section
from game.table.compiled import CompiledScenario
from game.table.masks import bits

_SAYS = {
    "head": "You speak for the delegation. Hear the others before you decide, and say why you decided so. "
    "Know your red lines by heart: a move that crosses one cannot be taken back by you alone.",
    "legal": "You look after words: what was promised, what a text says and what it does not. Before the "
    "delegation agrees to a sentence, you have read it aloud.",
    "economist": "You look after what things cost and bring: what each proposal is worth to your public, and "
    "what the other side may give for it. Say a number only if the brief has it.",
    "press": "You look after how it sounds at home. After each round, write down the one sentence with which "
    "you would tell your public what happened; the debrief shows whether it was so.",
    "member": "You have a voice and a vote. Look for the reason that nobody has thought of, and for what the "
    "other side really asks.",
}
_LAW = frozenset({"treaty", "official"})


def card(game: CompiledScenario, seat: Seat) -> list[Section]:
    """The card of a seat in a delegation, as a page shows it.

    Args:
        game: what is played.
        seat: whose card it is; one that watches has none.
    """
    if seat.watches:
        return []
    lines = {"legal": _papers, "economist": _worth, "press": _worth}
    found = lines[seat.role](game, seat.side) if seat.role in lines else []
    return [Section(f"Your role: {ROLES[seat.role]}", [_SAYS[seat.role], *found])]


def _papers(game: CompiledScenario, side: int) -> list[str]:
    """Own lines that rest on a treaty or an official paper."""
    found = []
    for number in bits(game.sides[side].theses):
        claim = game.scenario.claims[game.claims[number]]
        sources = [claim.source] if isinstance(claim.source, str) else claim.source or []
        kinds = {game.scenario.sources[str(one).split()[0]].kind for one in sources}
        if kinds & _LAW:
            found.append(f"{line_of(game, number)} [{provenance(game, claim)}]")
    return ["Of your lines, these rest on treaties or official papers:", *found] if found else []


def _worth(game: CompiledScenario, side: int) -> list[str]:
    """What the own public thinks of each proposal."""
    found = []
    key = game.delegations[side]
    for proposal in game.scenario.proposals.values():
        home = proposal.home[key]
        feeling = "likes it" if home > 0 else "does not like it" if home < 0 else "does not mind"
        found.append(f"{sentence(flat(proposal.title))} Your public {feeling} ({home:+d}).")
    return ["What could be agreed, and your public:", *found] if found else []
