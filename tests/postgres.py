"""A PostgreSQL of our own: begun with the first test that needs it, on a free port, gone at the end.

The server waits for the disk as it does everywhere (``fsync``). It refuses to run as root; then the user
``postgres`` runs it. Where PostgreSQL is missing a test is skipped, or fails if it must run.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psycopg

from game.store.migrations import SCHEMA
from tests.tools import missing

REQUIRE = "FRANK_REQUIRE_POSTGRES"
USER = "frank"
LOCKED, PASSWORD = "locked", "s3cret/with@signs:"
"""A user who must say a password; all others are believed."""
_PATIENCE = 60


def binaries() -> Path | None:
    """Where ``initdb`` and ``postgres`` are; Debian does not put them on the path."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    there = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return there[-1].parent if there else None


class Cluster:
    """A server and its databases."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self.place = Path(tempfile.mkdtemp(prefix="frank-postgres-"))
        self._numbers = count()
        self._swept: list[str] = []
        self._unprivileged: tuple[str, ...] = ()
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.place, user.pw_uid, user.pw_gid)
            self._unprivileged = (f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups")
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._run("initdb", "--username", USER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        access = self.place / "data" / "pg_hba.conf"
        line = f"host all {LOCKED} 127.0.0.1/32 scram-sha-256\n"
        access.write_text(line + access.read_text(encoding="ascii"), encoding="ascii")
        self.start()
        self.execute(f"CREATE ROLE {LOCKED} LOGIN PASSWORD '{PASSWORD}'")

    def start(self) -> None:
        """Start the server, and wait until it answers. It ends with the process of the tests."""
        options = {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": self.place}
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with (self.place / "log").open("ab") as log:
            self._server = subprocess.Popen(
                self._command("postgres", *words), cwd="/", stdout=log, stderr=log
            )
        begin = monotonic()
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
                return
            except psycopg.OperationalError:
                assert self._server.poll() is None, (self.place / "log").read_text(encoding="utf-8")[-2000:]
                assert monotonic() < begin + _PATIENCE
                sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server: orderly, or with ``SIGQUIT`` as in a crash."""
        self._server.send_signal(how)
        self._server.wait(timeout=_PATIENCE)

    def close(self) -> None:
        """Stop it and take everything away."""
        self.stop()
        shutil.rmtree(self.place)

    def url(self, database: str, user: str = USER) -> str:
        """The address of a database."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Execute a statement as the administrator. Gives the rows, if it has any."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def new_database(self, more: str = "") -> str:
        """Make an empty database. Gives its name."""
        name = f"games_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} {more}")
        return name

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The name of an empty database; it is swept afterwards, which is quicker than a new one."""
        name = self._swept.pop() if self._swept else self.new_database()
        yield name
        self.cut(name)
        self.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE", name)
        self._swept.append(name)

    def cut(self, database: str) -> int:
        """End all connections to a database. Gives how many they were."""
        return len(
            self.execute(
                f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                f" WHERE datname = '{database}' AND backend_type = 'client backend'"
            )
        )

    def _command(self, program: str, *words: str) -> list[str]:
        data = ("-D", str(self.place / "data"))
        bare = [str(self._programs / program), *data, *words]
        setpriv = shutil.which("setpriv")
        return [setpriv, *self._unprivileged, "--pdeathsig=INT", *bare] if setpriv else bare

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            self._command(program, *words),
            cwd="/",
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@cache
def cluster() -> Cluster:
    """The server of this process of tests."""
    programs = binaries()
    if programs is None:
        missing("PostgreSQL", REQUIRE)
    made = Cluster(programs)
    atexit.register(made.close)
    return made
