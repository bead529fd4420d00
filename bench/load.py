"""Load: one run of ``wrk`` against a server, with the server's CPU time and memory."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.servers import Server

SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True, slots=True)
class Call:
    """What is called.

    :param method: the method's name
    :param body: the JSON body; every ``{id}`` in it becomes a random number of the range for each request
    :param first: the range's start
    :param last: the range's end
    :param query: True to send the body's text as the query of a GET
    """

    method: str
    body: str
    first: int = 0
    last: int = 0
    query: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """What one run showed.

    :param rps: answers a second
    :param p50: milliseconds
    :param p99: milliseconds
    :param cpu: seconds of CPU a request, all processes of the server
    :param resident: bytes of memory
    :param private: bytes of it that are not mapped files
    """

    rps: float
    p50: float
    p99: float
    cpu: float
    resident: int
    private: int


PATIENCE = 10
"""How many times as long a load takes in which nothing was answered."""


def run(server: Server, webhook: str, call: Call, *, connections: int, seconds: float) -> Run:
    """Call a method as fast as it answers, over connections that are kept open.

    :raises SystemExit: when an answer is not 200
    """
    before = server.cpu_seconds()
    found = _loaded(server, webhook, call, connections, seconds)
    if found["errors"] == found["requests"] == 0:  # the machine was busy with other things
        before = server.cpu_seconds()
        found = _loaded(server, webhook, call, connections, seconds * PATIENCE)
    if found["errors"] or not found["requests"]:
        raise SystemExit(f"bench: {found['errors']} of {found['requests']} answers of {call.method} were not 200")
    resident, private = server.memory()
    return Run(
        rps=found["requests"] / found["seconds"],
        p50=found["p50"],
        p99=found["p99"],
        cpu=(server.cpu_seconds() - before) / found["requests"],
        resident=resident,
        private=private,
    )


def _loaded(server: Server, webhook: str, call: Call, connections: int, seconds: float) -> dict[str, Any]:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "-s", str(SCRIPT), f"http://{server.address}", "--"]
    command += [webhook + call.method, call.body, str(call.first), str(call.last), "GET" if call.query else "POST"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, Any] = json.loads(said[said.rindex("{") :])
    return found
