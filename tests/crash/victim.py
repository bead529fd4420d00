"""A server that is killed, again and again, on the same data."""

import json
import os
import resource
import signal
import subprocess
import sys
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests import processes
from tests.clients.live import environment

TIMEOUT = 60


AWAY = ("INTERNAL_SERVER_ERROR", "QUERY_LIMIT_EXCEEDED", "ERROR_UNEXPECTED_ANSWER")
"""The refusals of a server whose database is away, or was while it committed."""


class KilledError(Exception):
    """The server, or its database, went away before it answered: what was asked may have happened or not."""


class Victim:
    """The server.

    :param folder: where its data is
    :param options: of ``homeport serve``
    """

    most_bytes = resource.RLIM_INFINITY
    """How long its files may become: as on a disk that is full."""

    away: tuple[str, ...] = ()
    """What it may answer to those who write, beside what they expect."""
    before: tuple[str, ...] = ()
    """What the command is run by."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.data = folder / "data"
        self._log = folder / "server.log"
        self._ready = folder / "ready.json"
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self.hook = ""
        self.address = ""

    def start(self) -> None:
        """Start it; returns once it answers."""
        command = [
            *self.before,
            sys.executable,
            "-m",
            "homeport",
            "serve",
            "--demo",
            "--data",
            str(self.data),
            *self._options,
        ]
        command += ["--port", "0", "--https-port", "0", "--ready-file", str(self._ready)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, env=environment(), start_new_session=True
            )
        self.limit(self.most_bytes)
        assert self._process.stdout is not None
        told = self._process.stdout.readline()  # printed once the ready file is there
        assert b"ready" in told, self._log.read_text()
        ready = json.loads(self._ready.read_text())
        self.address = urlsplit(ready["http"]).netloc
        self.hook = self.hook or urlsplit(ready["webhooks"][0]["url"]).path

    def limit(self, most_bytes: int) -> None:
        """Let its files be this long at most, from now on; what is written at the end of a longer one fails."""
        assert self._process is not None
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))

    def kill(self) -> None:
        """End it with all its workers, at once."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()
            self._process = None

    def kill_worker(self, number: int) -> None:
        """End one of its workers, at once; the server starts another in its place."""
        assert self._process is not None
        workers = processes.children_of(self._process.pid)
        processes.kill([workers[number % len(workers)]])

    @property
    def log(self) -> str:
        """What it wrote about itself."""
        return self._log.read_text()


class Caller:
    """A connection to the server, kept open.

    :param away: refusals that say as little as no answer at all
    :raises KilledError: when there is no answer, or one of these
    """

    def __init__(self, victim: Victim, away: tuple[str, ...] = ()) -> None:
        self._away = away
        self._hook = victim.hook
        self._connection = HTTPConnection(victim.address, timeout=TIMEOUT)

    def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        """The whole answer of a call."""
        try:
            self._connection.request(
                "POST", self._hook + method, json.dumps(params), {"Content-Type": "application/json"}
            )
            answer: dict[str, Any] = json.loads(self._connection.getresponse().read())
        except (HTTPException, OSError, ValueError) as error:
            raise KilledError from error
        if answer.get("error") in self._away:
            raise KilledError(answer)
        return answer

    def close(self) -> None:
        self._connection.close()
