"""The figures of a playtest, as data and as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from statistics import fmean, pstdev
from typing import Any

from game.playtest.runs import Cell, GameResult
from game.table.protocol import TYPES


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Return the mean of some values and the half-width of its 95% interval."""
    if not values:
        return 0.0, 0.0
    return fmean(values), 1.96 * pstdev(values) / sqrt(len(values))


def _percent(counts: Counter[str]) -> dict[str, float]:
    total = counts.total() or 1
    return {key: round(100 * count / total, 1) for key, count in counts.most_common()}


def _road(game: GameResult) -> str:
    """Return the road that a game took, by the type of talk on which it spent its turns.

    Every round begins as an exchange, and a negotiation lapses with its round, so a game with a third of all
    turns in negotiation bargained whenever it could.
    """
    _, negotiation, quarrel = game.shares
    if quarrel >= 20:
        return "quarrel"
    if negotiation < 10:
        return "exchange"
    return "negotiation" if negotiation >= 35 else "both"


def summary(cells: list[Cell], endings: list[str]) -> dict[str, Any]:
    """Return all figures of a playtest, ready for JSON.

    Args:
        cells: the result of :func:`game.playtest.runs.run`.
        endings: the ids of the scenario's endings, so that those never reached are listed, too.
    """
    games = [game for cell in cells for game in cell.games]
    pool: Counter[str] = Counter(dict.fromkeys(endings, 0))
    pool.update(game.ending for game in games)
    roads: dict[str, list[int]] = {}
    for game in games:
        if "random" not in game.personas:
            roads.setdefault(_road(game), []).append(game.joint)
    return {
        "games": len(games),
        "endings": _percent(pool),
        "pairs": [_cell(cell) for cell in cells],
        "roads": {
            road: {"games": len(values), "joint": round(fmean(values), 1), "best_tenth": _best_tenth(values)}
            for road, values in sorted(roads.items())
        },
    }


def _best_tenth(values: list[int]) -> int:
    return sorted(values)[-1 - len(values) // 10]


def _cell(cell: Cell) -> dict[str, Any]:
    first, second = cell.personas
    games = cell.games
    equal = first == second
    won = [sum(game.last_word[n] for game in games) for n in range(3)]
    figures: dict[str, Any] = {
        "pair": [first, second],
        "games": len(games),
        "scores": {
            persona: _rounded(spread(cell.scores(persona))) for persona in dict.fromkeys(cell.personas)
        },
        "joint": _rounded(spread([game.joint for game in games])),
        "endings": _percent(Counter(game.ending for game in games)),
        "types": {name: round(fmean(game.shares[n] for game in games)) for n, name in enumerate(TYPES)},
        "understanding": round(fmean(game.understanding for game in games)),
        "tension": round(fmean(game.tension for game in games)),
        "home": round(fmean(sum(game.home) / 2 for game in games)),
        "moves": round(fmean(game.moves for game in games), 1),
        "menu": round(sum(game.menu for game in games) / sum(game.moves for game in games), 1),
        "bridges": round(fmean(game.bridges for game in games), 2),
        "shifts": round(fmean(game.shifts for game in games), 2),
        "licit": round(100 * sum(g.licit for g in games) / (sum(g.shifts for g in games) or 1)),
        "last_word_wins": round(100 * won[0] / (sum(won) or 1)),
        "acts": {
            persona: {act: round(share, 1) for act, share in cell.acts(persona).items()}
            for persona in dict.fromkeys(cell.personas)
        },
    }
    if equal:
        figures["first_minus_second"] = _rounded(
            spread([game.scores[game.opener] - game.scores[1 - game.opener] for game in games])
        )
        figures["side_gap"] = _rounded(spread([game.scores[0] - game.scores[1] for game in games]))
    return figures


def _rounded(value: tuple[float, float]) -> list[float]:
    return [round(value[0], 1), round(value[1], 1)]


def lines(figures: dict[str, Any]) -> list[str]:
    """Return the figures as lines of text, 80 columns wide."""
    texts = [f"{figures['games']} games. A ± is the half-width of a 95% interval.", ""]
    texts.append("Endings, all games: " + _shares(figures["endings"]))
    texts.append("")
    for cell in figures["pairs"]:
        texts += _pair_lines(cell)
    texts.append("Joint score by the road taken (no random player): mean, best tenth")
    for road, figure in figures["roads"].items():
        texts.append(
            f"  {road:<12} {figure['joint']:5.1f}  {figure['best_tenth']:3d}  in {figure['games']} games"
        )
    return texts


def _shares(shares: dict[str, float]) -> str:
    return ", ".join(f"{key} {value:g}%" for key, value in shares.items())


def _pair_lines(cell: dict[str, Any]) -> list[str]:
    first, second = cell["pair"]
    scores = "  ".join(f"{name} {mean} ±{half}" for name, (mean, half) in cell["scores"].items())
    texts = [
        f"{first} and {second} ({cell['games']} games)",
        f"  scores    {scores}   joint {cell['joint'][0]} ±{cell['joint'][1]}",
        f"  endings   {_shares(cell['endings'])}",
        f"  talk      {_shares(cell['types'])}; {cell['shifts']} shifts a game, {cell['licit']}% licit",
        f"  tracks    understanding {cell['understanding']}, tension {cell['tension']}, home {cell['home']}",
        f"  length    {cell['moves']} moves, {cell['menu']} legal each; bridges {cell['bridges']}; "
        f"last word wins {cell['last_word_wins']}% of items",
    ]
    if "side_gap" in cell:
        gap, speaker = cell["side_gap"], cell["first_minus_second"]
        texts.append(f"  gaps      sides {gap[0]:+} ±{gap[1]}; first speaker {speaker[0]:+} ±{speaker[1]}")
    for name, acts in cell["acts"].items():
        texts.append(
            f"  {name[:9]:<9} " + ", ".join(f"{act} {share:g}" for act, share in list(acts.items())[:12])
        )
    texts.append("")
    return texts
