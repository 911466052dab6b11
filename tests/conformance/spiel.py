"""The game as an OpenSpiel game, ``python_frank_exchange(scenario=…,seeds=…)``.

Chance: our engine draws from a seeded generator that is part of the state. OpenSpiel wants to see every
draw, so nature moves once, before the players, and chooses the seed, each with equal probability; from
there the game is deterministic, and neither side sees the seed. That is Harsanyi's form of the same game:
what is drawn later is decided at the start and unknown till then. A seed as a mere parameter of the game
would make it a game without chance, where a solver knows the news before a recess.

Payoffs are the scores of the debrief, 0 to 100 for each side, at the end; the sum is free.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from game.table.effects import INITIATIVES
from game.table.outcome import outcome
from game.table.play import play, start
from game.table.state import State
from tests.conformance import compiled, package
from tests.conformance.coding import Coding

pyspiel: Any = package("pyspiel")
np: Any = package("numpy")

_Game: Any = pyspiel.Game
_State: Any = pyspiel.State

GAME_TYPE: Any = pyspiel.GameType(
    short_name="python_frank_exchange",
    long_name="Frank Exchange",
    dynamics=pyspiel.GameType.Dynamics.SEQUENTIAL,
    chance_mode=pyspiel.GameType.ChanceMode.EXPLICIT_STOCHASTIC,
    information=pyspiel.GameType.Information.IMPERFECT_INFORMATION,
    utility=pyspiel.GameType.Utility.GENERAL_SUM,
    reward_model=pyspiel.GameType.RewardModel.TERMINAL,
    max_num_players=2,
    min_num_players=2,
    provides_information_state_string=True,
    provides_information_state_tensor=False,
    provides_observation_string=True,
    provides_observation_tensor=True,
    parameter_specification={"scenario": "world-0", "seeds": 64},
)


@cache
def coding(scenario: str) -> Coding:
    """How a scenario's moves and views are numbered."""
    return Coding(compiled(scenario))


@dataclass(frozen=True)
class Place:
    """Where a game is. It never changes, so a copy of a state shares it."""

    scenario: str
    table: State | None = None
    """None before nature has chosen the seed."""
    said: tuple[tuple[int, int], ...] = ()
    """All actions of the players, and the events known after each: both sides witness them."""

    def __deepcopy__(self, memo: object) -> Place:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return restored, (self.scenario, self.table and self.table.flat(), self.said)

    def __str__(self) -> str:
        return repr((self.scenario, self.table and self.table.flat(), self.said))


def restored(scenario: str, values: dict[str, Any] | None, said: tuple[tuple[int, int], ...]) -> Place:
    """A place from its plain parts: a saved state holds values and the scenario's name, no scenario."""
    table = None if values is None else State.blank(compiled(scenario)).replace(**values)
    return Place(scenario, table, said)


class FrankGame(_Game):  # type: ignore[misc]  # untyped on purpose, see tests.conformance.package
    """A scenario, and how many seeds nature chooses from."""

    def __init__(self, params: dict[str, Any] | None = None) -> None:
        """Look the scenario up.

        Args:
            params: ``scenario`` as :func:`tests.conformance.compiled` takes it, and ``seeds``.
        """
        values: dict[str, Any] = {"scenario": "world-0", "seeds": 64} | (params or {})
        self.scenario = str(values["scenario"])
        self.seeds = int(values["seeds"])
        game = compiled(self.scenario)
        # Openings, the rounds, in the drafting each initiative with an answer and holds between them, closings.
        longest = 2 + len(game.items) * 2 * game.turns + 6 * INITIATIVES + 2 + 2
        info = pyspiel.GameInfo(
            num_distinct_actions=len(coding(self.scenario).moves),
            max_chance_outcomes=self.seeds,
            num_players=2,
            min_utility=0.0,
            max_utility=100.0,
            utility_sum=None,
            max_game_length=longest,
        )
        super().__init__(GAME_TYPE, info, params or {})

    def new_initial_state(self) -> FrankState:
        """A game in which nothing was drawn yet."""
        return FrankState(self)

    def max_chance_nodes_in_history(self) -> int:
        """The seed."""
        return 1

    def make_py_observer(self, iig_obs_type: Any = None, params: dict[str, Any] | None = None) -> Observer:
        """An observer of this scenario."""
        recalls = bool(iig_obs_type is not None and iig_obs_type.perfect_recall)
        return Observer(self.scenario, recalls, params)


class FrankState(_State):  # type: ignore[misc]  # untyped on purpose, see tests.conformance.package
    """A game being played."""

    def __init__(self, game: FrankGame) -> None:
        super().__init__(game)
        self.place = Place(game.scenario)
        self.seeds = game.seeds

    def current_player(self) -> int:
        """The side to move, nature or nobody."""
        table = self.place.table
        if table is None:
            return int(pyspiel.PlayerId.CHANCE)
        return int(pyspiel.PlayerId.TERMINAL) if table.over else table.mover

    def _legal_actions(self, player: int) -> list[int]:
        table = self.place.table
        return [] if table is None else coding(self.place.scenario).actions(table, player)

    def chance_outcomes(self) -> list[tuple[int, float]]:
        """The seeds, and their probabilities."""
        return [(seed, 1 / self.seeds) for seed in range(self.seeds)]

    def _apply_action(self, action: int) -> None:
        place = self.place
        if place.table is None:
            self.place = Place(place.scenario, start(compiled(place.scenario), action))
            return
        table = play(place.table, coding(place.scenario).moves[action])
        self.place = Place(place.scenario, table, (*place.said, (action, table.events)))

    def _action_to_string(self, player: int, action: int) -> str:
        if player == pyspiel.PlayerId.CHANCE:
            return f"seed {action}"
        return compiled(self.place.scenario).key(coding(self.place.scenario).moves[action])

    def is_terminal(self) -> bool:
        """Nobody moves any more."""
        return self.place.table is not None and self.place.table.over

    def returns(self) -> list[float]:
        """The scores of the debrief; nothing before the end."""
        table = self.place.table
        return [0.0, 0.0] if table is None or not table.over else [*map(float, outcome(table).scores)]

    def __str__(self) -> str:
        """The whole state: OpenSpiel compares states by it."""
        return str(self.place)


class Observer:
    """What a player sees of a state, as an array and as text.

    With perfect recall the text also holds every move and all news, in order: that is all a player has
    ever learnt beyond its present view.
    """

    def __init__(self, scenario: str, recalls: bool, params: dict[str, Any] | None) -> None:
        if params:
            raise ValueError(f"this observer takes no parameters; it was given {params}")
        self._coding = coding(scenario)
        self._recalls = recalls
        self.tensor = np.zeros(self._coding.size, np.float32)
        self.dict = {"view": self.tensor}

    def set_from(self, state: FrankState, player: int) -> None:
        """Fill the array; with zeros before the seed is drawn."""
        table = state.place.table
        self.tensor[:] = 0 if table is None else np.frombuffer(self._coding.seen(table, player), "<u2")

    def string_from(self, state: FrankState, player: int) -> str:
        """The text."""
        place = state.place
        if place.table is None:
            return "nothing yet"
        words = self._coding.words(place.table, player)
        return f"{words} after {place.said}" if self._recalls else words


pyspiel.register_game(GAME_TYPE, FrankGame)
