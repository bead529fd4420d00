"""What is published: it runs without the repository, and its container files are sound."""

import json
import os
import signal
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.clients.live import environment

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent


def _build(source: Path, into: Path) -> Path:
    """Build sdist and wheel of a source tree with the build backend itself, which asks nobody for anything."""
    built = subprocess.run(
        [PROGRAMS / "hatchling", "build", "-d", str(into)], cwd=source, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    return next(into.glob("*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist as installers do that find no wheel."""
    folder = tmp_path_factory.mktemp("built")
    _build(ROOT, folder / "first")
    with tarfile.open(next((folder / "first").glob("*.tar.gz"))) as sdist:
        safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # Debian 12 has Python 3.11.2
        sdist.extractall(folder / "source", **safely)
    return _build(next((folder / "source").iterdir()), folder / "second")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process that has the wheel, and of the repository nothing."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as contents:
        contents.extractall(folder)
    return environment(PYTHONPATH=str(folder))


def _run(installed: dict[str, str], folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=installed, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_runs_without_the_repository(installed: dict[str, str], tmp_path: Path) -> None:
    found = _run(installed, tmp_path, "-c", "import homeport; print(homeport.__file__)").strip()
    assert Path(found).is_relative_to(installed["PYTHONPATH"])
    ready = tmp_path / "ready.json"
    command = [sys.executable, "-m", "homeport", "serve", "--demo", "--port", "0", "--https-port", "0"]
    # a pipe tells when the server speaks: it prints its addresses once it has written them
    with subprocess.Popen(
        [*command, "--ready-file", str(ready)], cwd=tmp_path, env=installed, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            assert "ready" in server.stdout.readline()
            told = json.loads(ready.read_text())
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            secret = told["webhooks"][0]["url"].partition("/rest/")[2]
            with opener.open(f"{told['http']}/rest/{secret}crm.activity.binding.list?activityId=1") as answer:
                assert {"entityTypeId": 2, "entityId": 1} in json.load(answer)["result"]
            for path, kind in (("/sign-in/", "text/html"), ("/static/vendor/htmx.min.js", "text/javascript")):
                with opener.open(told["http"] + path) as answer:
                    assert answer.headers["content-type"].startswith(kind)
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=30)
    assert server.returncode == 0


def test_the_wheel_knows_the_documented_surface(installed: dict[str, str], tmp_path: Path) -> None:
    found = json.loads(_run(installed, tmp_path, "-m", "homeport", "methods", "--json"))
    assert found


def test_the_wheel_carries_the_licences_of_others(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as contents:
        licences = {name.partition("/licenses/")[2] for name in contents.namelist() if "/licenses/" in name}
    assert licences == {"LICENSE", "contract/NOTICE", "src/homeport/console/static/vendor/htmx.LICENSE"}


def test_the_container_file_is_sound() -> None:
    linted = subprocess.run(
        [PROGRAMS / "hadolint", "--no-color", str(ROOT / "Dockerfile")], capture_output=True, text=True, check=False
    )
    assert (linted.returncode, linted.stdout) == (0, "")


def test_the_compose_file_is_sound_and_the_database_is_where_the_portal_looks_for_it() -> None:
    linter = ROOT / "tests" / "clients" / "node" / "node_modules" / ".bin" / "dclint"
    linted = subprocess.run(
        [linter, "--max-warnings", "0", str(ROOT / "compose.yaml")], capture_output=True, text=True, check=False
    )
    assert linted.returncode == 0, linted.stdout
    text = (ROOT / "compose.yaml").read_text()
    assert "HOMEPORT_DATABASE: postgresql://homeport:${HOMEPORT_DB_PASSWORD}@database:5432/homeport" in text


def test_the_container_gets_only_what_its_build_copies() -> None:
    copied = {
        word
        for line in (ROOT / "Dockerfile").read_text().splitlines()
        if line.startswith("COPY ") and not line.startswith("COPY --from")
        for word in line.split()[1:-1]
    }
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == allowed
    assert all(os.path.lexists(ROOT / name) for name in copied)
