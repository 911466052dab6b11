"""Saving a live game: each move is on disk before anybody sees it, or there is a warning."""

from __future__ import annotations

from game.match.session import Session
from game.store.digest import content_hash
from game.store.interface import Store
from game.store.saved import Saved, StoreError
from game.table.outcome import ending


class Autosave:
    """Saves one game, move by move, and never stops it.

    The game appears in the store with its first move, so a game that was only opened leaves nothing.
    When the store fails, :attr:`warning` says so and the game goes on in memory.

    Attributes:
        id: the game's id; empty until its first move is saved.
        warning: why the game is no longer saved, for the player; empty as long as all is well.
    """

    def __init__(
        self,
        store: Store | None,
        session: Session,
        personas: tuple[str, str],
        *,
        id: str = "",  # noqa: A002 - the game's id
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
    ) -> Autosave:
        """Return the autosave of a new game.

        Args:
            store: where to save; None saves nothing.
            session: the game. Moves it already has are saved together with the next one.
            personas: who plays each side.
            path: the scenario's file, made absolute by the caller; empty for a shipped scenario.
            warning: why there is no store.
        """
        autosave = cls(store, session, personas, path=path)
        autosave.warning = warning
        return autosave

    @classmethod
    def resume(cls, store: Store | None, saved: Saved, session: Session) -> Autosave:
        """Return the autosave of a resumed game.

        If the scenario was edited since, or the session stops before the last saved move, the old game stays
        as it is and the next move begins a branch of it.

        Args:
            store: the store the game came from; None saves nothing.
            saved: the game, with its moves; one without an id (from a share code) becomes a new game.
            session: the session that :func:`game.match.replay.resume` made of it.
        """
        same = saved.digest == content_hash(session.game.scenario) and len(session.log) == len(saved.moves)
        if saved.id and same:
            return cls(store, session, saved.personas, id=saved.id, path=saved.path, name=saved.name)
        parent = (saved.id, len(session.log)) if saved.id else None
        return cls(store, session, saved.personas, path=saved.path, name=saved.name, parent=parent)

    def branch(self, session: Session, name: str = "") -> Autosave:
        """Return the autosave of a branch: the saved game stays, and the next move begins the branch.

        Args:
            session: the game up to the turn where the branch leaves.
            name: the branch's name; this game's name if empty.
        """
        shared = len(session.log)
        if not self.id and self._parent:  # a branch without a move of its own yet
            shared = min(shared, self._parent[1])
        parent = (self.origin, shared) if self.origin else None
        autosave = Autosave(
            self._store, session, self._personas, path=self._path, name=name or self._name, parent=parent
        )
        autosave.warning = self.warning
        return autosave

    @property
    def name(self) -> str:
        """The player's name for the game; empty for most."""
        return self._name

    @property
    def origin(self) -> str:
        """The id of the game, or of the one that the next move branches off; empty if neither is saved."""
        return self.id or (self._parent[0] if self._parent else "")

    @property
    def active(self) -> bool:
        """True as long as moves are being saved."""
        return self._store is not None

    def save(self, ply: int, key: str, words: str = "") -> None:
        """Save a move; call it after ``session.play`` and before showing the move. Never raises.

        Args:
            ply: the move's index in the session's log, from 0.
            key: the move's stable text.
            words: the player's own words, as in the session's entry.
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
                f"{text[:1].upper()}{text[1:].rstrip('.')}. You can play on, but the game is no longer saved."
            )

    def _begin(self, store: Store, ply: int, move: tuple[str, str], reached: str) -> str:
        """Save the game with all its moves so far, together or not at all."""
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
