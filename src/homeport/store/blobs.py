"""Contents of files, each kept once under its hash, apart from the rows that name it.

A content is on the disk, under its name, before the row that names it is committed: a crash at any instant leaves no
row without content, at most content without a row, which :meth:`Blobs.sweep` removes after a while. All portals of a
data folder share what is kept, and so do their baselines and snapshots: to reset or to copy one moves no content.
"""

import contextlib
import errno
import fcntl
import hashlib
import hmac
import os
import re
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from homeport.store.durable import finish_folder

GRACE_SECONDS = 24 * 3600
"""How long content is kept that no row names: longer than any request takes that has yet to name it."""
CHUNK = 256 * 1024
"""Bytes that are read or hashed at a time."""

_HASH = re.compile(r"[0-9a-f]{64}")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def hash_in(name: str) -> str | None:
    """The hash that a name is; None for any other name."""
    return name if _HASH.fullmatch(name) else None


class UnkeptError(Exception):
    """Content cannot be kept: there is no room for it, or nobody answers where it is to be."""


class UnreadableError(Exception):
    """Content cannot be read now: nobody answers where it is."""


class MissingError(Exception):
    """There is no content of that hash."""


class Draft:
    """Content that comes in, part by part. It is gone unless it is kept.

    :ivar size: bytes so far
    """

    def __init__(self, blobs: "Blobs", path: Path) -> None:
        self._blobs = blobs
        self._path = path
        self._digest = hashlib.sha256()
        self._file: BinaryIO | None = None
        self._settled = False
        self.size = 0

    def write(self, part: bytes | memoryview) -> None:
        """Add a part.

        :raises UnkeptError: when it cannot be kept
        """
        self._digest.update(part)
        left = memoryview(part)
        with _told_when_unkept():
            if self._file is None:  # not before: the disk may take its time, and whoever writes is aside
                self._file = self._blobs.new_file(self._path)
            while left:
                left = left[self._file.write(left) :]
        self.size += len(part)

    def read(self) -> BinaryIO:
        """What has come so far, from its start."""
        return self._path.open("rb")

    @property
    def hash(self) -> str:
        """Of what has come so far."""
        return self._digest.hexdigest()

    def settle(self) -> None:
        """Make what has come durable, and all there will be: nothing is written after this.

        :raises UnkeptError: when it cannot be kept
        """
        if self._file is None:
            self.write(b"")  # there was nothing of it
        assert self._file is not None
        if not self._settled and self._blobs.syncs():
            with _told_when_unkept():
                os.fsync(self._file.fileno())
        self._settled = True

    def keep(self) -> str:
        """Make it durable, under its hash; the hash.

        :raises UnkeptError: when it cannot be kept
        """
        found = self._digest.hexdigest()
        self.settle()
        assert self._file is not None
        with _told_when_unkept():
            self._file.close()
            self._blobs.take(self._path, found)
        self._file = None
        return found

    def discard(self) -> None:
        """Let go of it, unless it is kept. May be called twice."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self._path.unlink(missing_ok=True)


class Blobs:
    """The contents of a data folder, and the seal of addresses that lead to them.

    :param path: the folder; made when the first content comes
    :param key: gives the secret that addresses are sealed with
    :param durable: whether contents are to survive a crash of the machine
    :cvar far: whether to open a content is to wait for another machine
    """

    far = False

    def __init__(self, path: Path, key: Callable[[], bytes], durable: Callable[[], bool]) -> None:
        self.path = path
        self.durable = durable
        self._key = key
        self._finished: set[str] = set()
        """The folders in it that this process knows to be there after a crash."""

    def syncs(self) -> bool:
        """Whether drafts are synced before they get their names here."""
        return self.durable()

    # In and out

    @contextlib.contextmanager
    def draft(self) -> Iterator[Draft]:
        """Content to be written. What is not kept when the block ends is gone."""
        draft = self._begin()
        try:
            yield draft
        finally:
            draft.discard()

    def _begin(self) -> Draft:
        return Draft(self, self.path / "new" / secrets.token_hex(8))

    def new_file(self, path: Path) -> BinaryIO:
        """Make the file of a draft; for :class:`Draft`."""
        try:
            return path.open("xb", buffering=0)
        except FileNotFoundError:
            self.path.mkdir(mode=0o700, exist_ok=True)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            return path.open("xb", buffering=0)

    def settled(self, content: bytes) -> Draft | None:
        """Content that is written and durable, and waits to be kept or discarded; None where that cannot be: whoever
        keeps the content will hear why.
        """
        draft = None
        try:
            draft = self._begin()
            draft.write(content)
            draft.settle()
        except (UnkeptError, OSError):
            if draft is not None:
                draft.discard()
            return None
        return draft

    def put(self, content: bytes) -> str:
        """Keep content that is at hand; its hash.

        :raises UnkeptError: when it cannot be kept
        """
        with self.draft() as draft:
            draft.write(content)
            return draft.keep()

    def open(self, hash_: str) -> BinaryIO:
        """Content, to be read from its start.

        :raises MissingError: when there is none of that hash
        """
        try:
            return self.file(hash_).open("rb", buffering=0)
        except FileNotFoundError:
            raise MissingError(hash_) from None

    def file(self, hash_: str) -> Path:
        """Where content is, or would be."""
        if not _HASH.fullmatch(hash_):
            raise MissingError(hash_)
        return self.path / hash_[:2] / hash_

    def take(self, fresh: Path, hash_: str) -> None:
        """Give a finished file its name; for :class:`Draft`."""
        target = self.file(hash_)
        with self._locked(fcntl.LOCK_SH):
            if target.exists():
                os.utime(target)  # whoever sweeps sees that somebody is about to name it
                fresh.unlink()
            else:
                target.parent.mkdir(mode=0o700, exist_ok=True)
                fresh.rename(target)
            if self.durable():
                self._finish_name(target.parent)

    def _finish_name(self, folder: Path) -> None:
        """Make a content's name durable, also one that somebody else gave it: who did may still wait for the disk."""
        finish_folder(folder)
        if folder.name not in self._finished:
            finish_folder(self.path)
            if not self._finished:
                finish_folder(self.path.parent)
            self._finished.add(folder.name)

    # Keeping order

    def hashes(self) -> Iterator[str]:
        """What is kept."""
        for path in sorted(self.path.glob("[0-9a-f][0-9a-f]/*")):
            if hash_in(path.name):
                yield path.name

    def is_whole(self, hash_: str) -> bool:
        """Whether content is what its hash says.

        :raises MissingError: when there is none of that hash
        """
        digest = hashlib.sha256()
        with self.open(hash_) as file:
            while part := file.read(CHUNK):
                digest.update(part)
        return digest.hexdigest() == hash_

    def size(self, hash_: str) -> int:
        """How many bytes content has.

        :raises MissingError: when there is none of that hash
        """
        try:
            return self.file(hash_).stat().st_size
        except FileNotFoundError:
            raise MissingError(hash_) from None

    @property
    def place(self) -> str:
        """Where contents are: alike where they are the same."""
        return str(self.path.absolute())

    def where(self, hash_: str) -> str:
        """Where content is, for people."""
        return str(self.file(hash_))

    def sweep(self, named: Callable[[], set[str]], grace: float = GRACE_SECONDS) -> int:
        """Remove content that no row names, and has not been written for a while; how many there were.

        :param named: the hashes that rows name
        :param grace: seconds
        """
        limit = time.time() - grace
        old = [hash_ for hash_ in self.hashes() if self._is_older(self.file(hash_), limit)]
        kept = named() if old else set()
        removed = 0
        for hash_ in old:
            with self._locked(fcntl.LOCK_EX):
                if hash_ not in kept and self._is_older(self.file(hash_), limit):
                    self.file(hash_).unlink()
                    removed += 1
        self._sweep_drafts(limit)
        return removed

    def _sweep_drafts(self, limit: float) -> None:
        """Remove what a process left that was killed while content came."""
        for draft in (self.path / "new").glob("*"):
            if self._is_older(draft, limit):
                draft.unlink(missing_ok=True)

    @staticmethod
    def _is_older(path: Path, limit: float) -> bool:
        try:
            return path.stat().st_mtime <= limit
        except FileNotFoundError:
            return False

    @contextlib.contextmanager
    def _locked(self, how: int) -> Iterator[None]:
        """Between whoever names content and whoever sweeps."""
        self.path.mkdir(mode=0o700, exist_ok=True)
        lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, how)
            yield
        finally:
            os.close(lock)

    @contextlib.contextmanager
    def holding(self) -> Iterator[None]:
        """Keep everybody from sweeping."""
        with self._locked(fcntl.LOCK_SH):
            yield

    # Addresses

    def sealed(self, text: str) -> str:
        """A text that nobody else can have written, as a part of an address."""
        return f"{_written(text.encode())}|{_written(self._seal(text))}"

    def unsealed(self, given: str) -> str | None:
        """The text that was sealed; None when somebody else wrote it."""
        try:
            said, seal = (urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in given.split("|"))
            text = said.decode()
        except ValueError:
            return None
        return text if hmac.compare_digest(self._seal(text), seal) else None

    def slug(self, text: str) -> str:
        """A short word that stands for a text, and which nobody can guess."""
        return _written(self._seal(f"slug {text}")[:12])

    def _seal(self, text: str) -> bytes:
        return hmac.digest(self._sealing, text.encode(), "sha256")

    @cached_property
    def _sealing(self) -> bytes:
        """The secret of addresses: of the folder's, and for nothing else."""
        return hmac.digest(self._key(), b"files", "sha256")


@contextlib.contextmanager
def _told_when_unkept() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise UnkeptError(error.strerror) from error
        raise


def _written(octets: bytes) -> str:
    return urlsafe_b64encode(octets).decode().rstrip("=")
