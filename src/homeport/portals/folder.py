"""The data folder: where a server keeps its portals, keys and certificates."""

import contextlib
import re
import secrets
from pathlib import Path

from homeport.portals.changes import Changes

DEFAULT = "default"
"""The portal that answers for every host name without one of its own."""

_THROW_AWAY = "throw-away"
"""Is there when the folder is of tests."""

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?=.{{1,200}}$){_LABEL}(\.{_LABEL})*")
"""A portal's name: a host name short enough to name files too, with the endings that these have."""
_SAVED = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
"""A baseline's or a snapshot's name."""


class DataFolder:
    """The folder of a server's portals, keys and certificates.

    :param path: created when missing, readable only by its owner
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.portals = path / "portals"
        self.portals.mkdir(mode=0o700, exist_ok=True)
        self.requests = path / "requests"
        self.requests.mkdir(mode=0o700, exist_ok=True)
        self.certificates = path / "certificates"
        self.baselines = path / "baselines"
        self.snapshots = path / "snapshots"
        self.changes = Changes(self.portals / "changes")
        self.durable = not (path / _THROW_AWAY).exists()
        """Whether what is written is to survive a crash of the machine."""

    def throw_away(self) -> None:
        """Say that nobody needs what is in the folder after a crash: no process that opens it waits for the disk."""
        (self.path / _THROW_AWAY).touch()
        self.durable = False

    def key(self) -> bytes:
        """The secret that credentials are hashed with; made at the first call."""
        path = self.path / "secret.key"
        if not path.exists():
            temporary = path.with_suffix(f".{secrets.token_hex(4)}")
            temporary.touch(mode=0o600)
            temporary.write_bytes(secrets.token_bytes(32))
            with contextlib.suppress(FileExistsError):  # another process was first: its key is the one
                path.hardlink_to(temporary)
            temporary.unlink()
        return path.read_bytes()

    def portal_file(self, name: str) -> Path:
        """The database file of a portal.

        :raises ValueError: when the name is not a host name
        """
        if not is_name(name):
            raise ValueError(f"{name!r} is not a host name, such as shop.example.test")
        return self.portals / f"{name}.db"

    def journal_file(self, name: str) -> Path:
        """The request log of a portal."""
        return self.requests / f"{name}.jsonl"

    def baseline_file(self, name: str) -> Path:
        """The finished database file of a baseline.

        :raises ValueError: when the name is unfit
        """
        return self.baselines / f"{_saved(name)}.db"

    def snapshot_file(self, portal: str, name: str) -> Path:
        """The finished database file of a portal's snapshot.

        :raises ValueError: when the name is unfit
        """
        return self.snapshots / portal / f"{_saved(name)}.db"

    def moved_file(self, name: str) -> Path:
        """What says where a portal is that had this name."""
        return self.portals / f"{name}.moved"

    def names(self) -> list[str]:
        """The portals that exist, the default one first."""
        found = sorted(path.stem for path in self.portals.glob("*.db") if self.new_name(path.stem) is None)
        return sorted(found, key=lambda name: name != DEFAULT)

    def host_names(self) -> list[str]:
        """The portals that have a host name of their own."""
        return [name for name in self.names() if name != DEFAULT]

    def exists(self, name: str) -> bool:
        """Whether there is a portal of this name, which may be any text."""
        return is_name(name) and self.portal_file(name).exists() and self.new_name(name) is None

    def new_name(self, name: str) -> str | None:
        """The host name that a renamed portal has now; None when no portal has moved away from this name.

        Renaming a portal ends when the file with the new name appears: until then the note of it counts for nothing.
        """
        seen = {name}
        while (following := self._noted(name)) is not None and following not in seen:
            seen.add(following)
            name = following
        return name if len(seen) > 1 and self.portal_file(name).exists() else None

    def _noted(self, name: str) -> str | None:
        try:
            return self.moved_file(name).read_text()
        except FileNotFoundError:
            return None


def is_name(name: str) -> bool:
    """Whether a portal may be called so."""
    return _NAME.fullmatch(name) is not None


def _saved(name: str) -> str:
    if not _SAVED.fullmatch(name):
        raise ValueError(f"{name!r} is no name: use small letters, digits, dots, dashes, at most 64")
    return name
