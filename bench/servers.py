"""The servers that are measured: started on free ports, with the CPU time and memory of all their processes."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.data import Sized

START_SECONDS = 60
REPOSITORY = Path(__file__).parents[1]

UVICORN = [
    "--interface",
    "asgi3",
    "--lifespan",
    "off",
    "--no-proxy-headers",
    "--no-access-log",
    "--log-level",
    "error",
    "--no-server-header",
    "--loop",
    "uvloop",
    "--http",
    "httptools",
    "--ws",
    "none",
]
"""What ``homeport serve`` sets, so that the constant is answered by the same HTTP server."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    :param address: host and port
    :param pid: its first process
    :param webhooks: paths of the webhooks by user id; empty for the references
    """

    address: str
    pid: int
    webhooks: dict[int, str]

    def processes(self) -> list[int]:
        """It and all its descendants."""
        found = [self.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").iterdir():
                with suppress(FileNotFoundError, ProcessLookupError):  # a thread that ends just now
                    found += map(int, (task / "children").read_text().split())
        return found

    def cpu_seconds(self) -> float:
        """User and system time so far."""
        ticks = 0
        for pid in self.processes():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def waited_seconds(self) -> float:
        """How long its threads could have run so far, and got no CPU."""
        found = 0
        for pid in self.processes():
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += int((task / "schedstat").read_text().split()[1])
        return found / 1e9

    def memory(self) -> tuple[int, int]:
        """Resident bytes, and those of them that are not pages of files (the database file is mapped)."""
        resident = private = 0
        for pid in self.processes():
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                name, _, rest = line.partition(":")
                if name == "VmRSS":
                    resident += int(rest.split()[0]) * 1024
                elif name == "RssAnon":
                    private += int(rest.split()[0]) * 1024
        return resident, private


@contextmanager
def homeport(portal: Sized, workers: int, *options: str, program: str = "homeport") -> Iterator[Server]:
    """``homeport serve`` as anybody starts it.

    :param options: more of them
    :param program: the module that is run
    """
    ready = portal.folder / f"ready-{workers}.json"
    ready.unlink(missing_ok=True)
    command = [sys.executable, "-m", program, "serve", "--demo", "--port", "0", "--https-port", "0"]
    command += ["--data", str(portal.folder), "--workers", str(workers), "--ready-file", str(ready), *options]
    with _process(command, {}) as process:
        _wait(ready.exists, process)
        said = json.loads(ready.read_text())
        paths = {hook["user_id"]: "/" + hook["url"].split("/", 3)[3] for hook in said["webhooks"]}
        yield Server(f"127.0.0.1:{said['http'].rpartition(':')[2]}", process.pid, paths)


@contextmanager
def prompt_constant(environment: dict[str, str]) -> Iterator[Server]:
    """``bench/reference_prompt.py``: the constant once more, answered at once on connections of Homeport's own kind."""
    port = _free_port()
    with _process([sys.executable, "-m", "bench.reference_prompt", str(port)], environment) as process:
        _wait(lambda: _answers(port), process)
        yield Server(f"127.0.0.1:{port}", process.pid, {})


@contextmanager
def reference(name: str, workers: int, environment: dict[str, str]) -> Iterator[Server]:
    """One of the services to compare with, ``bench/reference_{name}.py``."""
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", f"bench.reference_{name}:app", "--port", str(port)]
    with _process([*command, "--workers", str(workers), *UVICORN], environment) as process:
        _wait(lambda: _answers(port), process)
        yield Server(f"127.0.0.1:{port}", process.pid, {})


@contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        command, cwd=REPOSITORY, env=os.environ | environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def _wait(ready: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"bench: {process.args!r} did not start")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    with socket.socket() as sock:
        sock.settimeout(1)
        return sock.connect_ex(("127.0.0.1", port)) == 0
