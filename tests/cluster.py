"""A PostgreSQL server of a test process's own: in a folder that goes with it, reached by a socket there."""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from tests import processes

_OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=200 -c autovacuum_naptime=10s "
    "-c max_wal_size=128MB -c dynamic_shared_memory_type=mmap"  # which goes with the folder, also where it is killed
)

_WITH_STRATEGIES = 150_000
"""The version from which on it is said how a database is copied: by its files, which is less work than page by page."""

_MEMORY = Path("/dev/shm")
_ROOM = 2**31
"""Bytes that must be free in memory for a server: for each test it makes and removes hundreds of files."""


class Cluster:
    """A server. PostgreSQL does not run as root: there it runs as the user that its package has made.

    :param durable: whether what was committed outlasts a crash of the server
    :param port: of the loopback address, where it listens too
    """

    def __init__(self, *, durable: bool = False, port: int | None = None) -> None:
        self._options = f"{_OPTIONS} -c synchronous_commit={'on' if durable else 'off'}"
        if port is not None:
            self._options += f" -c listen_addresses=127.0.0.1 -c port={port}"
        self._port = port
        self._commands = _commands()
        self._user = "postgres" if os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="homeport-pg-", dir=_place()))
        if self._user:
            shutil.chown(self.folder, self._user)
        self._numbers = count(1)
        self._run("initdb", "-D", self._data, "-U", "homeport", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()
        versions = self.execute("SHOW server_version_num")
        self._copying = "STRATEGY FILE_COPY" if int(versions[0][0]) >= _WITH_STRATEGIES else ""

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def start(self) -> None:
        """Start it; returns once it answers."""
        options = f"{self._options} -c unix_socket_directories='{self.folder}'"
        self._run("pg_ctl", "-D", self._data, "-o", options, "-l", str(self.folder / "log"), "-w", "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it, by default as if it had crashed."""
        self._run("pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")

    def kill(self) -> None:
        """End all its processes, at once and without a word to them."""
        server = self._server()
        processes.hold(server)  # it starts no more, of which nobody here would know
        processes.kill([server, *processes.children_of(server)])
        # where nobody asks how a process ended, it seems to run still
        for lock in (self.folder / "data" / "postmaster.pid", *self.folder.glob(".s.PGSQL.*.lock")):
            lock.unlink()

    def kill_session(self, url: str) -> None:
        """End a session with a database, at once: the server ends all others too, and recovers as after a crash.

        Returns once it answers again.
        """
        found = self.execute(f"SELECT pid FROM pg_stat_activity WHERE datname = '{name_of(url)}' ORDER BY state, pid")
        before = processes.children_of(self._server())
        processes.kill([found[0][0]])
        processes.await_end(before)
        while True:
            with suppress(psycopg.OperationalError):  # it says that it is recovering
                self.execute("SELECT 1")
                return

    def _server(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def _run(self, command: str, *options: str) -> None:
        words = [self._commands / command, *options]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, user=self._user, cwd=self.folder)

    def url(self, database: str = "postgres") -> str:
        """The URL of a database."""
        port = "" if self._port is None else f"&port={self._port}"
        return f"postgresql://homeport@/{database}?host={self.folder}{port}"

    def create(self, template: str = "template1") -> str:
        """A new database's URL.

        :param template: what it begins with
        """
        name = f"test{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} {self._copying}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Drop a database."""
        self.execute(f"DROP DATABASE {name_of(url)} WITH (FORCE)")

    def execute(self, statement: str, database: str = "postgres") -> list[Any]:
        """Run a statement as the server's owner; its rows."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        """Stop it for good."""
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder)


def _place() -> Path:
    """Where a server's folder is made: in memory where there is room. A socket's path must be short."""
    there = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM
    return _MEMORY if there else Path("/tmp")


def name_of(url: str) -> str:
    """The name of a database in a URL."""
    return url.partition("?")[0].rpartition("/")[2]


def _commands() -> Path:
    """Where the server's commands are: Debian keeps them out of the way."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    assert initdb is not None, "there is no PostgreSQL: make test installs it"
    return Path(initdb).parent
