"""One live server for all clients, and how a client's program is run against it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.live import Live, environment, fill, serving

HERE = Path(__file__).parent
PROGRAM_SECONDS = 120

Outcomes = dict[str, dict[str, Any]]
"""What came of each call of a program: ``value``, or ``raised`` with what the client tells of the error."""


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A freshly started server."""
    folder = tmp_path_factory.mktemp("live")
    with serving(folder) as ready:
        yield fill(folder, ready)


def _run(command: list[str], live: Live, **trust: str) -> Outcomes:
    done = subprocess.run(
        command,
        input=live.settings(),
        capture_output=True,
        text=True,
        timeout=PROGRAM_SECONDS,
        env=environment(**trust),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    outcomes: Outcomes = json.loads(done.stdout)
    return outcomes


@pytest.fixture(scope="session")
def run_python(live: Live) -> Callable[[str, str], Outcomes]:
    """Runs ``programs/<name>.py``, which is told by one environment variable whom to trust."""
    return lambda name, variable: _run(
        [sys.executable, "-W", "ignore", str(HERE / "programs" / f"{name}.py")], live, **{variable: live.ca}
    )


@pytest.fixture(scope="session")
def run_node(live: Live) -> Callable[[str], Outcomes]:
    """Runs ``node/<name>.mjs``."""
    node = shutil.which("node")
    if node is None:
        pytest.fail("Node.js 20 or newer is not installed; the JavaScript SDK's tests need it", pytrace=False)
    if not (HERE / "node" / "node_modules").is_dir():
        pytest.fail("tests/clients/node/node_modules is missing; `make test` installs it", pytrace=False)
    return lambda name: _run([node, str(HERE / "node" / f"{name}.mjs")], live, NODE_EXTRA_CA_CERTS=live.ca)
