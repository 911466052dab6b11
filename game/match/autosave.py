"""Saving a live game: each move is on disk before anybody sees it, or the player is told.

A fault that passes costs nothing: the moves that could not be saved are saved with the next one, in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from game.match.session import Session
from game.scenario.text import counted
from game.store.digest import content_hash
from game.store.faults import RefusedError
from game.store.games import Store
from game.store.saved import Saved, SavedMove, StoreError
from game.store.share import encode
from game.table.outcome import ending


class Autosave:
    """Saves one game, move by move, and never stops it.

    The game appears in the store with its first move, so a game that was only opened leaves nothing.

    Attributes:
        id: the game's id; empty until its first move is saved.
        saved: how many of the session's moves are on disk.
        warning: why moves are not saved, for the player; empty as long as all is well.
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
        self.saved = len(session.log) if id else 0
        self._at_first = len(session.log)
        self.warning = ""
        self._news: list[str] = []
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
        """True if moves are to be saved."""
        return self._store is not None

    @property
    def unsaved(self) -> int:
        """How many moves are not on disk; none of a game or a branch that has no move of its own yet."""
        moves = len(self._session.log)
        return moves - self.saved if self._store and (self.id or moves > self._at_first) else 0

    def take_news(self) -> list[str]:
        """Return what the player has to be told since the last call: that saving is paused, or goes on."""
        news, self._news = self._news, []
        return news

    def farewell(self) -> str:
        """Return what to tell a player who leaves: empty if every move is saved, else a code with the whole game.

        It tries to save once more.
        """
        self.save()
        if not self.unsaved:
            return ""
        session = self._session
        moves = tuple(SavedMove(key, words) for key, words in self._moves())
        scenario = session.game.scenario
        code = encode(
            Saved("", scenario.id, content_hash(scenario), session.seed, self._personas, moves=moves)
        )
        return (
            f"{counted(self.unsaved, 'move')} of this game could not be saved. The whole game is in this code; keep "
            f"it, and paste it under “Saved games” to go on, or give it to frank replay:\n{code}"
        )

    def save(self) -> None:
        """Save all moves that are not saved yet. Never raises: if it fails, the next call tries again.

        Call it after ``session.play`` and before showing the move.
        """
        if self._store is None or not self.unsaved:
            return
        try:
            try:
                self._write_together(self._store)
            except RefusedError:
                self.compare()
                self._write_together(self._store)
        except StoreError as error:
            if not self.warning:
                text = str(error)
                self.warning = (
                    f"{text[:1].upper()}{text[1:].rstrip('.')}. Saving is paused; you can play on, and your moves "
                    "are saved as soon as that is possible."
                )
                self._news.append(self.warning)
            return
        if self.warning:
            self.warning = ""
            self._news.append("Saving goes on: every move is saved.")

    def _write_together(self, store: Store) -> None:
        """Write all moves that are not saved yet in one transaction."""
        before, end = (self.id, self.saved), len(self._session.log)
        if self.saved == end:
            return

        def write() -> None:
            self.id, self.saved = before  # this may be the second attempt
            self.write()

        def there() -> bool:
            return _shared(self._saved_moves(store), self._moves()) == end

        try:
            if before[0]:
                store.database.write(write, there)
            else:
                self.write()
        except BaseException:
            self.id, self.saved = before
            raise

    def write(self) -> None:
        """Write all moves that are not saved yet: each by itself, unless within a transaction.

        Raises:
            RefusedError: the saved game has other moves by now.
            StoreError: they cannot be written.
        """
        store, session = self._store, self._session
        if store is None or self.saved == len(session.log):
            return
        end, reached = len(session.log), ending(session.state) if session.state.over else ""
        moves = self._moves(self.saved)
        if self.id:
            for ply, (key, words) in enumerate(moves, self.saved):
                store.append(self.id, ply, key, words, ending=reached if ply == end - 1 else "")
        else:
            self.id = store.begin(
                session.game.scenario.id,
                content_hash(session.game.scenario),
                session.seed,
                self._personas,
                path=self._path,
                name=self._name,
                parent=self._parent,
                moves=moves,
                ending=reached,
            )
        self.saved = end

    def compare(self) -> None:
        """After a refused move: go on as a branch if somebody played on in another window, or anew if it was deleted.

        Raises:
            StoreError: the saved game cannot be read.
        """
        store = self._store
        if store is None:
            return
        games = {saved.id for saved in store.games()}
        if self.id not in games:
            self.id, self.saved, self._parent = "", 0, None
            self._news.append("The saved game was deleted meanwhile; your moves are saved as a new game.")
            return
        theirs, ours = self._saved_moves(store), self._moves()
        shared = _shared(theirs, ours)
        if shared in (len(theirs), len(ours)):  # an earlier attempt was saved although it was not confirmed
            self.saved = shared
            return
        played = counted(len(theirs) - shared, "other move")
        self._news.append(
            f"This game has {played} by now: it is played in another window, too. Yours is saved as a branch of it."
        )
        self.id, self.saved, self._parent = "", 0, (self.id, shared)

    def _moves(self, since: int = 0) -> list[tuple[str, str]]:
        """Return key and own words of the session's moves from one on."""
        session = self._session
        return [(session.game.key(entry.move), entry.words) for entry in session.log[since:]]

    def _saved_moves(self, store: Store) -> list[tuple[str, str]]:
        """Return key and own words of the moves in the store."""
        return [(move.key, move.words) for move in store.load(self.id).moves]


def _shared(theirs: Sequence[tuple[str, str]], ours: Sequence[tuple[str, str]]) -> int:
    """Return how many moves two games share from their beginning."""
    pairs = zip(theirs, ours, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
