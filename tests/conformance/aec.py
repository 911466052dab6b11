"""The game as a PettingZoo environment (AEC: one agent acts at a time), with action masks.

An observation is a dict: ``observation``, the numbers of :mod:`tests.conformance.coding`, and
``action_mask``, 1 for each legal action and all 0 when the other side is to move. A side that answers in
the drafting keeps the pen: the same agent may be selected twice in a row. Rewards are the scores of the
debrief (0 to 100), paid once, at the end.
"""

from __future__ import annotations

from typing import Any

from game.table.compiled import CompiledScenario
from game.table.outcome import outcome
from game.table.play import play, start
from game.table.state import State
from tests.conformance import package
from tests.conformance.coding import Coding

AECEnv: Any = package("pettingzoo").AECEnv
spaces: Any = package("gymnasium").spaces
wrappers: Any = package("pettingzoo.utils").wrappers
np: Any = package("numpy")

AGENTS = ("delegation_0", "delegation_1")
"""The agent of side 0 and of side 1; PettingZoo wants names of this form."""


class FrankEnv(AECEnv):  # type: ignore[misc]  # untyped on purpose, see tests.conformance.package
    """One scenario as an environment."""

    metadata = {  # noqa: RUF012 - PettingZoo wants a plain dict here
        "name": "frank_exchange_v0",
        "render_modes": ["ansi"],
        "is_parallelizable": False,
    }

    def __init__(self, game: CompiledScenario, seed: int = 0, render_mode: str | None = None) -> None:
        """Set up the spaces.

        Args:
            game: the scenario.
            seed: of the games that are reset without one: the first such game plays the seed after it.
            render_mode: ``"ansi"`` or None.
        """
        super().__init__()
        self.game = game
        self.render_mode = render_mode
        self.possible_agents = list(AGENTS)
        self._coding = Coding(game)
        self._seed = seed
        moves, size = len(self._coding.moves), self._coding.size
        # One space for each agent, the same object at each call: seeding a space must have an effect.
        self._observations = {
            agent: spaces.Dict(
                {
                    "observation": spaces.Box(0, 2**16 - 1, (size,), np.uint16),
                    "action_mask": spaces.Box(0, 1, (moves,), np.int8),
                }
            )
            for agent in AGENTS
        }
        self._actions = {agent: spaces.Discrete(moves) for agent in AGENTS}

    def observation_space(self, agent: str) -> Any:
        """The space of an agent's observations."""
        return self._observations[agent]

    def action_space(self, agent: str) -> Any:
        """The space of an agent's actions."""
        return self._actions[agent]

    def reset(self, seed: int | None = None, options: dict[str, Any] | None = None) -> None:
        """Start a new game.

        Args:
            seed: of the game; without one, the next after the last game's.
            options: none are known.
        """
        self._seed = self._seed + 1 if seed is None else seed
        self.table: State = start(self.game, self._seed)
        self.said: list[str] = []
        self.agents = list(AGENTS)
        self.rewards = dict.fromkeys(AGENTS, 0)
        self._cumulative_rewards = dict.fromkeys(AGENTS, 0)
        self.terminations = dict.fromkeys(AGENTS, False)
        self.truncations = dict.fromkeys(AGENTS, False)
        self.infos: dict[str, dict[str, Any]] = {agent: {} for agent in AGENTS}
        self.agent_selection = AGENTS[self.table.mover]

    def observe(self, agent: str) -> dict[str, Any]:
        """What an agent sees, and what it may do."""
        side = AGENTS.index(agent)
        mask = np.zeros(len(self._coding.moves), np.int8)
        mask[self._coding.actions(self.table, side)] = 1
        seen = np.frombuffer(self._coding.seen(self.table, side), "<u2").astype(np.uint16)
        return {"observation": seen, "action_mask": mask}

    def step(self, action: Any) -> None:
        """Play the selected agent's action.

        Raises:
            IllegalMoveError: the action is masked out.
        """
        agent = self.agent_selection
        if self.terminations[agent] or self.truncations[agent]:
            self._was_dead_step(action)
            return
        self._cumulative_rewards[agent] = 0
        move = self._coding.moves[int(action)]
        self.table = play(self.table, move)
        self.said.append(self.game.key(move))
        if self.table.over:
            self.rewards = dict(zip(AGENTS, outcome(self.table).scores, strict=True))
            self.terminations = dict.fromkeys(AGENTS, True)
        self.agent_selection = AGENTS[self.table.mover]
        self._accumulate_rewards()

    def render(self) -> str | None:
        """All moves so far, one in a line."""
        return "\n".join(self.said) if self.render_mode == "ansi" else None

    def close(self) -> None:
        """Nothing is held open."""


def wrapped(env: FrankEnv) -> Any:
    """The environment in the wrappers PettingZoo's own board games wear.

    They turn an illegal action into a loss, so the suite must also run without them.
    """
    legal = wrappers.TerminateIllegalWrapper(env, illegal_reward=-1)
    return wrappers.OrderEnforcingWrapper(wrappers.AssertOutOfBoundsWrapper(legal))
