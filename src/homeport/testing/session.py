"""A server that lives as long as a test run, and the portal it gives to each test."""

import contextlib
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from homeport.portals import lifecycle
from homeport.portals.errors import NotThereError
from homeport.portals.folder import DataFolder
from homeport.server.addresses import Addresses
from homeport.store import files
from homeport.testing.portal import LocalPortal
from homeport.testing.server import LocalServer

STOP_SECONDS = 20


class Session:
    """What both kinds of session have in common. Enter it to start the server.

    :param data: a data folder of its own
    :param demo: whether its portal begins with demo data
    """

    def __init__(self, data: Path, *, demo: bool = True) -> None:
        self.folder = DataFolder(data)
        self.folder.throw_away()
        lifecycle.ensure_default(self.folder, demo=demo)

    @property
    def addresses(self) -> Addresses:
        """Where the server answers."""
        return Addresses.read(self.folder)

    @contextlib.contextmanager
    def portal(self) -> Iterator[LocalPortal]:
        """The portal as it is."""
        portal = LocalPortal(self.folder, self.addresses)
        try:
            yield portal
        finally:
            portal.close()

    @contextlib.contextmanager
    def fresh(self, baseline: str) -> Iterator[LocalPortal]:
        """The portal with the contents of a baseline and an empty request log.

        :param baseline: ``demo``, ``empty``, one that was saved in the data folder, or the path of a portal's file
        :raises PortalsError: when there is none, or it cannot be used
        """
        if "/" in baseline or baseline.endswith(".db"):
            baseline = self._adopt(Path(baseline).resolve())
        with self.portal() as portal:
            portal.reset(baseline)
            yield portal

    def _adopt(self, file: Path) -> str:
        """A baseline with the contents of a file, which is copied when it is first asked for."""
        name = f"{file.stem.lower()[:30]}.{zlib.crc32(str(file).encode()):08x}"
        path = self.folder.baseline_file(name)
        if not path.exists():
            if not file.is_file():
                raise NotThereError(f"There is no file {file} to take the portal's contents from.")
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            files.copy(file, path)
        return name


class ThreadSession(Session):
    """A server in a thread of this process: the quickest to start, and enough for whatever calls by HTTP."""

    def __enter__(self) -> "ThreadSession":
        self._server = LocalServer(self.folder).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()


class ProcessSession(Session):
    """A server in a process of its own, which what the test does cannot hold up."""

    def __enter__(self) -> "ProcessSession":
        ready = self.folder.path / "ready.json"
        self._process = subprocess.Popen(  # noqa: S603  our own command
            [sys.executable, "-m", "homeport", "serve", "--data", str(self.folder.path), "--port", "0",
             "--https-port", "0", "--ready-file", str(ready)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "HOMEPORT_DATABASE": ""},  # the portal is a file, whatever the person's own are
        )  # fmt: skip
        assert self._process.stdout is not None
        for line in self._process.stdout:  # the last line that a start says
            if line.startswith("Ctrl-C"):
                break
        if not ready.exists():
            raise RuntimeError(f"the server did not start: it ended with {self._process.wait()}")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process.wait(STOP_SECONDS)
