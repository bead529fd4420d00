"""The data folder: where a server keeps its portals, keys and certificates."""

import contextlib
import re
import secrets
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path

from homeport.portals.changes import Changes
from homeport.portals.file_stores import FileStores
from homeport.portals.stores import DEFAULT, Stores
from homeport.store import files
from homeport.store.blobs import Blobs

__all__ = ["DEFAULT", "DataFolder", "check_name", "is_name"]

_THROW_AWAY = "throw-away"
"""Is there when the folder is of tests."""

_PUBLIC = "public"
"""Is there when strangers reach the folder's portals."""

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?=.{{1,200}}$){_LABEL}(\.{_LABEL})*")
"""A portal's name: a host name short enough to name files too, with the endings that these have."""
_SAVED = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
"""A baseline's or a snapshot's name."""


class NoClientError(Exception):
    """The client of buckets is not installed."""


class DataFolder:
    """The folder of a server's portals, keys and certificates.

    :param path: created when missing, readable only by its owner
    :param database: the URL of the PostgreSQL database that has the portals; None: they are files in the folder
    :param replicas: URLs of its replicas, which reads may go to
    :param bucket: the ``s3://bucket/prefix`` that has the contents of files; None: they are in the folder
    """

    def __init__(
        self, path: Path, database: str | None = None, replicas: Sequence[str] = (), bucket: str | None = None
    ) -> None:
        self.path = path
        self.database = database
        self.replicas = replicas
        path.mkdir(parents=True, exist_ok=True)
        self.portals = path / "portals"
        self.portals.mkdir(mode=0o700, exist_ok=True)
        self.requests = path / "requests"
        self.requests.mkdir(mode=0o700, exist_ok=True)
        self.certificates = path / "certificates"
        self.baselines = path / "baselines"
        self.snapshots = path / "snapshots"
        self.blobs = self._blobs(bucket)
        self.changes = Changes(self.portals / "changes")
        self.durable = not (path / _THROW_AWAY).exists()
        """Whether what is written is to survive a crash of the machine."""

    def _blobs(self, bucket: str | None) -> Blobs:
        if bucket is None:
            return Blobs(self.path / "files", self.key, lambda: self.durable)
        try:
            from homeport.store.s3 import BucketBlobs  # noqa: PLC0415  brings the client
        except ModuleNotFoundError as error:
            raise NoClientError from error
        return BucketBlobs(self.path / "files", self.key, lambda: self.durable, bucket)

    def throw_away(self) -> None:
        """Say that nobody needs what is in the folder after a crash: no process that opens it waits for the disk."""
        (self.path / _THROW_AWAY).touch()
        self.durable = False

    @property
    def public(self) -> bool:
        """Whether strangers reach the portals: no handler inside networks is called, nobody signs in with a click."""
        return (self.path / _PUBLIC).exists()

    @public.setter
    def public(self, public: bool) -> None:
        if public:
            (self.path / _PUBLIC).touch()
        else:
            (self.path / _PUBLIC).unlink(missing_ok=True)

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

    @cached_property
    def stores(self) -> Stores:
        """The portals' stores.

        :raises PortalsError: when the database's portals were made with another secret than this folder's
        :raises UnreachableError: when the database cannot be used
        """
        if self.database is None:
            return FileStores(self.portals, is_name, lambda: self.durable, self.blobs)
        from homeport.portals.schema_stores import SchemaStores  # noqa: PLC0415  brings the driver

        return SchemaStores(self.database, self.key(), self.replicas, self.blobs)

    def portal_file(self, name: str) -> Path:
        """The database file of a portal that is stored in one.

        :raises ValueError: when the name is not a host name
        """
        check_name(name)
        return self.portals / f"{name}.db"

    def close(self) -> None:
        """Let go of what the portals share. It is had anew when it is needed again."""
        if "stores" in vars(self):
            self.stores.close()

    def new_file(self, name: str) -> AbstractContextManager[Path]:
        """The name of a file that a portal's contents may be put together in; gone afterwards if it was not moved."""
        return files.beside(self.portal_file(name))

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

    def names(self) -> list[str]:
        """The portals that exist, the default one first."""
        return self.stores.names()

    def host_names(self) -> list[str]:
        """The portals that have a host name of their own."""
        return [name for name in self.names() if name != DEFAULT]

    def exists(self, name: str) -> bool:
        """Whether there is a portal of this name, which may be any text."""
        return self.stores.exists(name)

    def was_removed(self, name: str) -> bool:
        """Whether the last portal that had this name was removed."""
        return self.stores.was_removed(name)

    def new_name(self, name: str) -> str | None:
        """The host name that a renamed portal has now; None when no portal has moved away from this name."""
        return self.stores.new_name(name)


def check_name(name: str) -> None:
    """Refuse what no portal may be called.

    :raises ValueError: when it is no host name
    """
    if not is_name(name):
        raise ValueError(f"{name!r} is not a host name, such as shop.example.test")


def is_name(name: str) -> bool:
    """Whether a portal may be called so."""
    return _NAME.fullmatch(name) is not None


def _saved(name: str) -> str:
    if not _SAVED.fullmatch(name):
        raise ValueError(f"{name!r} is no name: use small letters, digits, dots, dashes, at most 64")
    return name
