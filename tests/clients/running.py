"""Runs a client's program, and reads what came of each of its calls."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.clients.live import environment

HERE = Path(__file__).parent
NEWER_PYTHON = HERE.parents[1] / ".venv" / "clients" / "python"
PROGRAM_SECONDS = 120

Outcomes = dict[str, dict[str, Any]]
"""What came of each call of a program: ``value``, or ``raised`` with what the client tells of the error."""


def python(name: str, settings: str, **variables: str) -> Outcomes:
    """Run ``programs/<name>.py``.

    :param settings: what it is told, as JSON
    :param variables: of its environment, such as whom to trust
    """
    return _run([sys.executable, "-W", "ignore", str(HERE / "programs" / f"{name}.py")], settings, variables)


def newer_python(name: str, settings: str, **variables: str) -> Outcomes:
    """As :func:`python`, with the interpreter and the packages of clients that cannot be beside the others."""
    return _run([newer_interpreter(), "-W", "ignore", str(HERE / "programs" / f"{name}.py")], settings, variables)


def newer_interpreter() -> str:
    """Where that interpreter is."""
    if not NEWER_PYTHON.exists():
        pytest.fail(".venv/clients is missing; `make test` makes it", pytrace=False)
    return str(NEWER_PYTHON)


def node(name: str, settings: str, **variables: str) -> Outcomes:
    """Run ``node/<name>.mjs``."""
    program = shutil.which("node")
    if program is None:
        pytest.fail("Node.js 20 or newer is not installed; the JavaScript SDK's tests need it", pytrace=False)
    if not (HERE / "node" / "node_modules").is_dir():
        pytest.fail("tests/clients/node/node_modules is missing; `make test` installs it", pytrace=False)
    return _run([program, str(HERE / "node" / f"{name}.mjs")], settings, variables)


def php(name: str, settings: str, ca: str) -> Outcomes:
    """Run ``php/<name>.php``, whose curl is told by PHP's own setting whom to trust."""
    return _run([php_program(), "-d", f"curl.cainfo={ca}", str(HERE / "php" / f"{name}.php")], settings, {})


def php_program() -> str:
    """Where PHP is."""
    program = shutil.which("php")
    if program is None:
        pytest.fail("php-cli and php-curl are not installed; `make test` installs them", pytrace=False)
    return program


def _run(command: list[str], settings: str, variables: dict[str, str]) -> Outcomes:
    done = subprocess.run(
        command,
        input=settings,
        capture_output=True,
        text=True,
        timeout=PROGRAM_SECONDS,
        env=environment(**variables),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    outcomes: Outcomes = json.loads(done.stdout)
    return outcomes
