"""The program as people start it: a process, its output, its exit code."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from homeport.cli import main

PROGRAM = [sys.executable, "-m", "homeport"]
START_SECONDS = 60


class Done:
    """What a finished command left."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The one line on stderr of a command that failed."""
        assert self.code in (1, 2), (self.code, self.err)
        assert "Traceback" not in self.err
        return self.err.strip()

    @property
    def one_line(self) -> str:
        """A refusal that is nothing but one line."""
        assert self.refusal.count("\n") == 0, self.err
        return self.refusal


def environment() -> dict[str, str]:
    """The environment of a child: no data folder of the person who runs the tests."""
    return {name: value for name, value in os.environ.items() if name not in ("HOMEPORT_DATA", "HOMEPORT_DATABASE")}


class Server:
    """A server in its own process."""

    def __init__(self, data: Path, ready: Path, *arguments: str) -> None:
        self.errors = ready.with_suffix(".err")
        self.output = ready.with_suffix(".out")
        with self.errors.open("w") as err, self.output.open("w") as out:
            self.process = subprocess.Popen(
                [
                    *PROGRAM,
                    "serve",
                    "--data",
                    str(data),
                    "--port",
                    "0",
                    "--https-port",
                    "0",
                    "--ready-file",
                    str(ready),
                    *arguments,
                ],
                stdout=out,
                stderr=err,
                env=environment(),
            )
        deadline = time.monotonic() + START_SECONDS
        while not ready.exists():
            assert self.process.poll() is None, self.errors.read_text()
            assert time.monotonic() < deadline, "the server does not get ready"
            with contextlib.suppress(subprocess.TimeoutExpired):  # waits a moment, or until the process ends
                self.process.wait(0.01)
        self.ready = json.loads(ready.read_text())

    def stop(self, number: int) -> int:
        """Send a signal; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(30)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(30)


@pytest.fixture
def homeport(tmp_path: Path) -> Callable[..., Done]:
    """Runs a command on this test's data folder."""

    def run(*arguments: str, data: Path | None = None) -> Done:
        folder = data or tmp_path / "data"
        done = subprocess.run(
            [*PROGRAM, *arguments],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=START_SECONDS,
            env={**environment(), "HOMEPORT_DATA": str(folder)},
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers, which end with the test."""
    servers: list[Server] = []

    def run(*arguments: str, data: Path | None = None) -> Server:
        server = Server(data or tmp_path / "data", tmp_path / f"ready{len(servers)}.json", *arguments)
        servers.append(server)
        return server

    yield run
    for server in servers:
        server.kill()


@pytest.fixture
def data(demo_folder: Path, tmp_path: Path) -> Path:
    """A data folder with the demo portal, this test's own."""
    return Path(shutil.copytree(demo_folder, tmp_path / "data"))


@pytest.fixture
def invoke(data: Path) -> Callable[..., Done]:
    """Runs a command on this test's demo portal, in this process: it starts at once."""

    def run(*arguments: str, data: Path = data) -> Done:
        result = CliRunner().invoke(
            main, arguments, env={"HOMEPORT_DATA": str(data), "HOMEPORT_DATABASE": None}, prog_name="homeport"
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout, result.stderr)

    return run
