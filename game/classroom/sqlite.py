"""The register in one SQLite file, beside the store of games."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from game.classroom.database import FORMAT, TABLES, T
from game.store import StoreError
from game.store.address import prepare, tighten
from game.store.faults import explained


class SqliteDatabase:
    """See :class:`game.classroom.database.Database`. Write-ahead log, ``synchronous=FULL``."""

    LOCKING: ClassVar[str] = ""

    def __init__(self, path: Path) -> None:
        """Open a file, and make it if there is none.

        Args:
            path: of the file; only its owner can read it.

        Raises:
            StoreError: there is no usable file.
        """
        self.place = str(path)
        self._held: int | None = None
        prepare(path, ours=False)
        with explained(self.place):
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=2.0)
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute(
                "PRAGMA secure_delete = ON"
            )  # what was purged is not on the disk any more
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._make()
        tighten(path)

    def _make(self) -> None:
        found = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if found > FORMAT:
            raise StoreError(f"the register {self.place} is of a newer version of the program")
        if 0 < found < FORMAT:
            raise StoreError(
                f"the register {self.place} was made by a trial version; move it away, its games stay where they are"
            )
        for table in TABLES:
            self._connection.execute(table)
        self._connection.execute(f"PRAGMA user_version = {FORMAT}")

    def read(self, job: Callable[[], T]) -> T:
        """Read, and explain what fails."""
        with explained(self.place):
            return job()

    def write(self, job: Callable[[], None], done: Callable[[], bool] | None = None) -> None:
        """Write in a transaction. A file is not lost while it says so: nobody has to look whether it is done."""
        with explained(self.place):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                job()
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def execute(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Execute a statement."""
        return self._connection.execute(sql, tuple(values))

    def alone(self) -> None:
        """Whoever writes is alone."""

    def wake(self, room: int, number: int) -> None:
        """There is no other server: the file is of this machine."""

    def hold(self, room: int) -> None:
        """Be the only server of a room: a byte of a file beside this one is locked until the program ends."""
        path = Path(self.place).with_suffix(".lock")
        try:
            if self._held is None:
                self._held = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            _lock(self._held, room)
        except OSError as error:
            raise StoreError(
                "this room is open already: another frank host serves it. Close that one first, with Ctrl+C in its "
                "terminal"
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        with explained(self.place):
            self._connection.close()
            if self._held is not None:
                os.close(self._held)
                self._held = None


def _lock(file: int, byte: int) -> None:
    """Lock one byte of an open file for this process; an OSError if another one has it."""
    os.lseek(file, byte, os.SEEK_SET)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
