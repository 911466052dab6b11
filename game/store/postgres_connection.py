"""A connection to PostgreSQL that comes back when it was cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from math import ceil
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict

from game.scenario.text import one_line
from game.store.faults import RefusedError, explained
from game.store.saved import StoreError

SCHEMA = "frank_exchange"
"""Where our tables are in the database."""

_FORM = "write postgresql://user@host:port/database, and %40, %2F, %3A for @, / and : in a name or a password"

_DEFAULTS = {
    "application_name": "frank-exchange",
    # A server that went away without a word is noticed after half a minute, not after a quarter of an hour.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}

# The server does not wait for a machine that went away either, and gives its locks back after ten seconds or so.
_SETTINGS = """SELECT set_config('search_path', %s, false), set_config('synchronous_commit', 'on', false),
    set_config('lock_timeout', %s, false), set_config('tcp_keepalives_idle', '5', false),
    set_config('tcp_keepalives_interval', '2', false), set_config('tcp_keepalives_count', '3', false),
    current_setting('server_encoding')"""

_CUT = "was cut off in the middle of a change; look whether it is there before doing it again"
_BUSY = "is locked by another program; try again, or choose another store with --store"
_DAMAGED = "is damaged; nothing in it was changed. Choose another with --store"
_NOT_UTF8 = (
    "cannot take every text: its encoding is not UTF8; make the database with createdb -T template0 -E UTF8"
)

_WORDS = {
    "08": _CUT,
    "22021": "cannot take a text with such a character",
    "22P05": _NOT_UTF8,
    "25P03": _CUT,
    "25006": "cannot be written: it is read-only",
    "28": "refuses this user or this password",
    "3D000": "is not there; make the database first (createdb)",
    "3F000": "is no store any more: its tables are gone",
    "40": _BUSY,
    "42501": "cannot be used: there is no permission",
    "42P01": "is no store any more: its tables are gone",
    "42703": "is damaged, or is no store: its tables are not ours",
    "53100": "cannot be written: the disk is full",
    "53200": "cannot do it: the server has no memory left",
    "53300": "cannot be reached: the server has too many connections",
    "55P03": _BUSY,
    "57014": "was too slow: the server stopped it",
    "57P": _CUT,
    "58": "cannot be read or written: the disk reports an error",
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}
"""What a player is told, by the first characters of an SQLSTATE."""

_LOST = ("08", "25P03", "57P")

_UNREACHED = (
    (r"FATAL: .*database .* does not exist", "3D000"),
    (r"FATAL: .*role .* does not exist|password|authentication", "28"),
    (r"too many (clients|connections)|connection slots", "53300"),
)
"""Of a connection that was not made there is only what the server said, not its SQLSTATE."""


class LostError(StoreError):
    """The connection was lost in a transaction: what it wrote is there, or is not."""


def parameters(url: str) -> dict[str, Any]:
    """What an address says, for libpq.

    Args:
        url: ``postgresql://user@host:port/database?option=value``.

    Raises:
        StoreError: it cannot be read; the text has nothing of it, for there may be a password in it.
    """
    try:
        found: dict[str, Any] = dict(conninfo_to_dict(f"postgresql://{url.partition('://')[2]}"))
    except (psycopg.Error, UnicodeError):
        found = {}
    # An address that is not well formed is taken apart as it comes: half a password may be the host then.
    named = "".join(str(found.get(part, "")) for part in ("user", "host", "dbname"))
    port = str(found.get("port", ""))
    if not found or "\0" in url or "@" in named or not re.fullmatch(r"[0-9,]*", port):
        raise StoreError(f"this address names no store in PostgreSQL; {_FORM}") from None
    return found


def place_of(found: dict[str, Any]) -> str:
    """An address without who comes, and how: host, port and database.

    Args:
        found: from :func:`parameters`.
    """
    host = quote(str(found.get("host") or found.get("hostaddr", "")), safe=",:")
    host = f"[{host}]" if ":" in host else host
    port = f":{found['port']}" if found.get("port") else ""
    return f"postgresql://{host}{port}/{quote(str(found.get('dbname', '')), safe='')}"


class Connection:
    """A connection to PostgreSQL.

    What is committed is on the server's disk. If the connection was cut since the last transaction, the next
    one begins on a new connection. A value's place in a statement is a ``?``.

    Attributes:
        place: host, port and database, for a message.
    """

    def __init__(self, url: str, timeout: float) -> None:
        """Connect.

        Args:
            url: ``postgresql://…``; what it leaves out is taken from libpq's variables and files.
            timeout: how many seconds a lock is waited for; the server, unless the address has a
                ``connect_timeout``, at least two.

        Raises:
            StoreError: there is no connection.
        """
        given = parameters(url)
        self.place = place_of(given)
        self._parameters = {
            **_DEFAULTS, "connect_timeout": max(2, ceil(timeout)), **given, "client_encoding": "utf8",
        }  # fmt: skip
        self._settings = (SCHEMA, f"{max(1, round(timeout * 1000))}ms")
        self._link = self._connect()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction that sees one moment."""
        with self._transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that is on the disk at its end, or leaves nothing.

        Raises:
            LostError: the connection was cut before the server answered.
            RefusedError: a row cannot be.
            StoreError: it failed for another reason.
        """
        with self._transaction("BEGIN ISOLATION LEVEL READ COMMITTED"):
            yield

    def execute(self, statement: str, row: Sequence[object] = ()) -> psycopg.Cursor[tuple[Any, ...]]:
        """Execute a statement within a transaction."""
        return self._link.execute(_marked(statement), tuple(row) or None)

    def execute_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Execute a statement for each row, within a transaction."""
        with self._link.cursor() as cursor:
            cursor.executemany(_marked(statement), rows)

    def maintain(self, statement: str) -> None:
        """Execute a statement that may be executed twice, outside a transaction."""
        with self._explained():
            self._first(statement)

    def close(self) -> None:
        """Let go of it."""
        self._link.close()

    # within

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with self._explained():
            self._first(begin)
            try:
                yield
                # Of a transaction in which something failed, a commit says that it was taken back.
                if self._link.execute("COMMIT", prepare=False).statusmessage != "COMMIT":
                    raise StoreError(f"the store {self.place} did not keep it")
            except BaseException:
                with suppress(psycopg.Error):
                    self._link.rollback()
                raise

    def _first(self, statement: str) -> None:
        """Execute what nothing has come before; on a new connection if this one was cut in the meantime."""
        try:
            self._link.execute(statement.encode(), prepare=False)
        except psycopg.Error as error:
            if not isinstance(self._fault(error), LostError):
                raise
            self._link.close()
            self._link = self._connect()
            self._link.execute(statement.encode(), prepare=False)

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        with explained(self.place):
            try:
                made = psycopg.connect(**self._parameters, autocommit=True)
            except psycopg.Error as error:
                raise StoreError(f"the store {one_line(self.place, 120)} {self._unreached(error)}") from error
        try:
            with self._explained():
                [(*_, encoding)] = made.execute(_SETTINGS, self._settings).fetchall()
                if encoding != "UTF8":
                    raise StoreError(f"the store {one_line(self.place, 120)} {_NOT_UTF8}")
        except BaseException:
            made.close()
            raise
        return made

    def _unreached(self, error: psycopg.Error) -> str:
        said = str(error)
        for pattern, state in _UNREACHED:
            if re.search(pattern, said):
                return _WORDS[state]
        if isinstance(error, psycopg.errors.ConnectionTimeout):
            return "cannot be reached: nobody answered in time"
        if "refused" in said or "No such file" in said:
            return "cannot be reached: nobody listens there. Does PostgreSQL run?"
        return f"cannot be reached: {self._harmless(said.rpartition('failed: ')[2])}"

    @contextmanager
    def _explained(self) -> Iterator[None]:
        with explained(self.place):
            try:
                yield
            except psycopg.Error as error:
                raise self._fault(error) from error

    def _fault(self, error: psycopg.Error) -> StoreError:
        state = error.sqlstate or ("08" if isinstance(error, psycopg.OperationalError) else "")
        kind = StoreError
        if state.startswith("23"):
            kind = RefusedError
        elif state.startswith(_LOST):
            kind = LostError
        known = next((_WORDS[state[:n]] for n in (5, 3, 2) if state[:n] in _WORDS), "")
        if not known and not state and "NUL" in str(error):
            known = _WORDS["22021"]
        if not known:
            known = f"failed: {self._harmless(error.diag.message_primary or str(error))}"
        return kind(f"the store {one_line(self.place, 120)} {known}")

    def _harmless(self, said: str) -> str:
        """What libpq or the server said, in one line; it has no reason to repeat a password, and must not."""
        for secret in (self._parameters.get("password"), self._parameters.get("sslpassword")):
            said = said.replace(str(secret), "…") if secret else said
        return one_line(said, 160)


def _marked(statement: str) -> bytes:
    return statement.replace("?", "%s").encode()
