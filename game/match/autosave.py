"""What keeps a live game: each move is on the disk before anybody sees it, or there is a warning."""

from __future__ import annotations

from game.match.session import Session
from game.store.digest import content_hash
from game.store.interface import Store
from game.store.saved import Saved, StoreError
from game.table.outcome import ending


class Keeper:
    """Keeps one game, and never stops it.

    The game appears in the store with its first move, so a game that was only looked at leaves nothing.
    When the store fails, :attr:`warning` says so and the game goes on in memory.

    Attributes:
        id: the game's id; empty until its first move is kept.
        warning: why nothing is kept any more, for the player; empty as long as all is well.
    """

    def __init__(
        self,
        store: Store | None,
        session: Session,
        personas: tuple[str, str],
        *,
        id: str = "",  # noqa: A002 - it is one
        path: str = "",
        name: str = "",
        parent: tuple[str, int] | None = None,
    ) -> None:
        self.id = id
        self.warning = ""
        self._store = store
        self._session = session
        self._personas = personas
        self._path = path
        self._name = name
        self._parent = parent

    @classmethod
    def begin(
        cls,
        store: Store | None,
        session: Session,
        personas: tuple[str, str],
        *,
        path: str = "",
        warning: str = "",
    ) -> Keeper:
        """Keep a new game.

        Args:
            store: None keeps nothing.
            session: the game. Moves it already has are kept together with the next one.
            personas: by side.
            path: the scenario's file, made absolute by the caller; empty for a shipped scenario.
            warning: why there is no store.
        """
        keeper = cls(store, session, personas, path=path)
        keeper.warning = warning
        return keeper

    @classmethod
    def resume(cls, store: Store | None, saved: Saved, session: Session) -> Keeper:
        """Go on with a saved game.

        If its scenario was edited since, or the session stops before the last kept move, the old game stays
        as it is and the next move begins a branch of it.

        Args:
            store: the store the game came from; None keeps nothing.
            saved: the game, with its moves; without an id (from a share code) a new game is begun.
            session: what :func:`game.match.replay.resume` made of it.
        """
        same = saved.digest == content_hash(session.game.scenario) and len(session.log) == len(saved.moves)
        if saved.id and same:
            return cls(store, session, saved.personas, id=saved.id, path=saved.path, name=saved.name)
        parent = (saved.id, len(session.log)) if saved.id else None
        return cls(store, session, saved.personas, path=saved.path, name=saved.name, parent=parent)

    def branch(self, session: Session, name: str = "") -> Keeper:
        """Go on from an earlier turn: what was kept stays, and the next move begins a branch.

        Args:
            session: the game up to that turn, a new one or this one wound back.
            name: of the branch.
        """
        shared = len(session.log)
        if not self.id and self._parent:  # a branch of which nothing was played yet
            shared = min(shared, self._parent[1])
        parent = (self.origin, shared) if self.origin else None
        keeper = Keeper(
            self._store, session, self._personas, path=self._path, name=name or self._name, parent=parent
        )
        keeper.warning = self.warning
        return keeper

    @property
    def name(self) -> str:
        """What the player calls the game; empty for most."""
        return self._name

    @property
    def origin(self) -> str:
        """The id of the game, or of the one that the next move branches off; empty if neither is kept."""
        return self.id or (self._parent[0] if self._parent else "")

    @property
    def keeping(self) -> bool:
        """Whether moves are still being kept."""
        return self._store is not None

    def keep(self, ply: int, key: str, words: str = "") -> None:
        """Keep a move. Call it between ``session.play`` and showing the move; it never raises.

        Args:
            ply: the move's place in the session's log, from 0.
            key: the move's stable text.
            words: the player's own words, as the session's entry has them.
        """
        if self._store is None:
            return
        state = self._session.state
        reached = ending(state) if state.over and ply == len(self._session.log) - 1 else ""
        try:
            if self.id:
                self._store.append(self.id, ply, key, words, ending=reached)
            else:
                self.id = self._begin(self._store, ply, (key, words), reached)
        except StoreError as error:
            self._store = None
            text = str(error)
            self.warning = (
                f"{text[:1].upper()}{text[1:].rstrip('.')}. The game goes on, and is not kept from here on."
            )

    def _begin(self, store: Store, ply: int, move: tuple[str, str], reached: str) -> str:
        """Keep the game with all its moves so far, together or not at all."""
        session = self._session
        earlier = [(session.game.key(entry.move), entry.words) for entry in session.log[:ply]]
        return store.begin(
            session.game.scenario.id,
            content_hash(session.game.scenario),
            session.seed,
            self._personas,
            path=self._path,
            name=self._name,
            parent=self._parent,
            moves=[*earlier, move],
            ending=reached,
        )
