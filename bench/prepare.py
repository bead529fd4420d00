"""Sees that what the measurements need is installed: ``wrk``, and the ``bench`` extra."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


def prepare() -> None:
    """Install what is missing.

    :raises SystemExit: when it cannot be installed
    """
    if importlib.util.find_spec("fastapi") is None:
        _run([sys.executable, "-m", "pip", "install", "--quiet", "--editable", f"{REPOSITORY}[bench]"])
        importlib.invalidate_caches()
    if shutil.which("wrk") is None:
        if shutil.which("apt-get") is None or os.geteuid() != 0:
            raise SystemExit(
                "bench: wrk is missing. Install it (Debian and Ubuntu: apt-get install wrk) and try again."
            )
        try:
            _run(["apt-get", "install", "--yes", "--quiet", "wrk"])
        except SystemExit:  # package lists may be missing or old
            _run(["apt-get", "update", "--quiet"])
            _run(["apt-get", "install", "--yes", "--quiet", "wrk"])


def _run(command: list[str]) -> None:
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode:
        raise SystemExit(f"bench: {' '.join(command)} failed")
