"""A connection to PostgreSQL that reconnects after it was lost."""

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
"""The schema that holds our tables."""

_FORM = "write postgresql://user@host:port/database, with %40, %2F, %3A for @, / and : in a name or password"

_DEFAULTS = {
    "application_name": "frank-exchange",
    # Notice a server that vanished after half a minute instead of a quarter of an hour.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}

# The server notices a vanished client, too, and releases its locks after some ten seconds.
_SETTINGS = """SELECT set_config('search_path', %s, false), set_config('synchronous_commit', 'on', false),
    set_config('lock_timeout', %s, false), set_config('tcp_keepalives_idle', '5', false),
    set_config('tcp_keepalives_interval', '2', false), set_config('tcp_keepalives_count', '3', false),
    current_setting('server_encoding')"""

_CUT = "lost its connection during a change; check whether the change was made before you repeat it"
_BUSY = "is locked by another program; try again, or choose another store with --store"
_DAMAGED = "is damaged; nothing in it was changed. Choose another with --store"
_NOT_UTF8 = (
    "cannot hold every text: its encoding is not UTF8; create the database with createdb -T template0 -E UTF8"
)

_WORDS = {
    "08": _CUT,
    "22021": "cannot hold a text with this character",
    "22P05": _NOT_UTF8,
    "25P03": _CUT,
    "25006": "cannot be written: it is read-only",
    "28": "refuses this user or password",
    "3D000": "does not exist; create the database first (createdb)",
    "3F000": "is no longer a store: its tables are gone",
    "40": _BUSY,
    "42501": "cannot be used: there is no permission",
    "42P01": "is no longer a store: its tables are gone",
    "42703": "is damaged or is not a store: its tables are not ours",
    "53100": "cannot be written: the disk is full",
    "53200": "failed: the server is out of memory",
    "53300": "cannot be reached: the server has too many connections",
    "55P03": _BUSY,
    "57014": "was too slow: the server cancelled the request",
    "57P": _CUT,
    "58": "cannot be read or written: the disk reports an error",
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}
"""The message for a player, by the first characters of an SQLSTATE."""

_LOST = ("08", "25P03", "57P")

_UNREACHED = (
    (r"FATAL: .*database .* does not exist", "3D000"),
    (r"FATAL: .*role .* does not exist|password|authentication", "28"),
    (r"too many (clients|connections)|connection slots", "53300"),
)
"""SQLSTATEs by the server's text: psycopg gives no SQLSTATE for a connection that failed."""


class LostError(StoreError):
    """The connection was lost during a transaction, which may or may not have been committed."""


def parameters(url: str) -> dict[str, Any]:
    """Return the connection parameters in a URL, for libpq.

    Args:
        url: ``postgresql://user@host:port/database?option=value``.

    Raises:
        StoreError: the URL is malformed; the message does not quote it, for it may contain a password.
    """
    try:
        parsed: dict[str, Any] = dict(conninfo_to_dict(f"postgresql://{url.partition('://')[2]}"))
    except (psycopg.Error, UnicodeError):
        parsed = {}
    # libpq splits a malformed URL as best it can, so that half a password may end up as the host.
    named = "".join(str(parsed.get(part, "")) for part in ("user", "host", "dbname"))
    port = str(parsed.get("port", ""))
    if not parsed or "\0" in url or "@" in named or not re.fullmatch(r"[0-9,]*", port):
        raise StoreError(f"this is not the address of a store in PostgreSQL; {_FORM}") from None
    return parsed


def place_of(parsed: dict[str, Any]) -> str:
    """Return host, port and database as a URL, without user, password and options.

    Args:
        parsed: the result of :func:`parameters`.
    """
    host = quote(str(parsed.get("host") or parsed.get("hostaddr", "")), safe=",:")
    host = f"[{host}]" if ":" in host else host
    port = f":{parsed['port']}" if parsed.get("port") else ""
    return f"postgresql://{host}{port}/{quote(str(parsed.get('dbname', '')), safe='')}"


class PostgresConnection:
    """A connection to PostgreSQL.

    A committed transaction is on the server's disk. If the connection was lost since the last transaction,
    the next one reconnects. Statements mark the place of a value with ``?``.

    Attributes:
        place: host, port and database, for a message.
    """

    def __init__(self, url: str, timeout: float) -> None:
        """Connect.

        Args:
            url: ``postgresql://…``; libpq's variables and files supply the parts it leaves out.
            timeout: seconds to wait for a lock, and for the server (at least two, unless the URL has a
                ``connect_timeout``).

        Raises:
            StoreError: the connection failed.
        """
        parsed = parameters(url)
        self.place = place_of(parsed)
        self._parameters = {
            **_DEFAULTS, "connect_timeout": max(2, ceil(timeout)), **parsed, "client_encoding": "utf8",
        }  # fmt: skip
        self._settings = (SCHEMA, f"{max(1, round(timeout * 1000))}ms")
        self._link = self._connect()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Run a read-only transaction that sees the data as they were at one moment."""
        with self._transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run a transaction that is on disk when it ends, or that changes nothing.

        Raises:
            LostError: the connection was lost before the server confirmed.
            RefusedError: the database refused a row.
            StoreError: the transaction failed for another reason.
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
        """Close the connection."""
        self._link.close()

    # within

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with self._explained():
            self._first(begin)
            try:
                yield
                # After a failed statement, COMMIT rolls back and says so.
                if self._link.execute("COMMIT", prepare=False).statusmessage != "COMMIT":
                    raise StoreError(f"the store {self.place} did not save the change")
            except BaseException:
                with suppress(psycopg.Error):
                    self._link.rollback()
                raise

    def _first(self, statement: str) -> None:
        """Execute the first statement of a transaction; reconnect if the connection was lost since the last."""
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
                link = psycopg.connect(**self._parameters, autocommit=True)
            except psycopg.Error as error:
                raise StoreError(f"the store {one_line(self.place, 120)} {self._unreached(error)}") from error
        try:
            with self._explained():
                [(*_, encoding)] = link.execute(_SETTINGS, self._settings).fetchall()
                if encoding != "UTF8":
                    raise StoreError(f"the store {one_line(self.place, 120)} {_NOT_UTF8}")
        except BaseException:
            link.close()
            raise
        return link

    def _unreached(self, error: psycopg.Error) -> str:
        message = str(error)
        for pattern, state in _UNREACHED:
            if re.search(pattern, message):
                return _WORDS[state]
        if isinstance(error, psycopg.errors.ConnectionTimeout):
            return "cannot be reached: the server did not answer in time"
        if "refused" in message or "No such file" in message:
            return "cannot be reached: no server is listening there. Is PostgreSQL running?"
        return f"cannot be reached: {self._redacted(message.rpartition('failed: ')[2])}"

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
        words = next((_WORDS[state[:n]] for n in (5, 3, 2) if state[:n] in _WORDS), "")
        if not words and not state and "NUL" in str(error):
            words = _WORDS["22021"]
        if not words:
            words = f"failed: {self._redacted(error.diag.message_primary or str(error))}"
        return kind(f"the store {one_line(self.place, 120)} {words}")

    def _redacted(self, message: str) -> str:
        """Return a message of libpq or the server on one line, without any password."""
        for secret in (self._parameters.get("password"), self._parameters.get("sslpassword")):
            message = message.replace(str(secret), "…") if secret else message
        return one_line(message, 160)


def _marked(statement: str) -> bytes:
    return statement.replace("?", "%s").encode()
