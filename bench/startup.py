"""How long a start takes: from the process's beginning to its first answer, on a portal that exists."""

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.request import ProxyHandler, build_opener

from bench.data import Sized

STARTS = 9
LOOK_SECONDS = 0.002


class Starts(NamedTuple):
    """What several starts took, in seconds.

    :param wall: the median
    :param cpu: of processors, the median
    """

    wall: float
    cpu: float


def starts(portal: Sized, count: int = STARTS) -> Starts:
    """Start a server several times; the first is not counted, as files are read from disk then."""
    found = [_start(portal) for _ in range(count + 1)][1:]
    return Starts(median(wall for wall, _ in found), median(cpu for _, cpu in found))


def _start(portal: Sized) -> tuple[float, float]:
    ready = portal.folder / "ready-start.json"
    ready.unlink(missing_ok=True)
    command = [sys.executable, "-m", "homeport", "serve", "--demo", "--port", "0", "--https-port", "0"]
    command += ["--data", str(portal.folder), "--ready-file", str(ready)]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            while not ready.exists():
                if process.poll() is not None:
                    raise SystemExit("bench: the server did not start")
                time.sleep(LOOK_SECONDS)
            said = json.loads(ready.read_text())
            path = said["webhooks"][0]["url"].split("/", 3)[3]
            address = f"{said['http']}/{path}crm.activity.binding.list?activityId={portal.first}"
            build_opener(ProxyHandler({})).open(address).read()
            return time.perf_counter() - begun, _cpu_seconds(process.pid)
        finally:
            process.terminate()


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/schedstat").read_text().split()
    return int(fields[0]) / 1e9
