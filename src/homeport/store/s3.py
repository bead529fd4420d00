"""Contents in a bucket of an S3-compatible store, in place of the data folder's ``files/``.

A content comes to the folder first, and is sent to the bucket before the row that names it is committed. What is swept
is left alone by whoever keeps content meanwhile, without a lock between hosts: whoever keeps content again that is not
young puts it under a key of its own beside the old one, which may then go.
"""

import contextlib
import io
import secrets
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import boto3
from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from homeport.store.blobs import (
    GRACE_SECONDS,
    Blobs,
    MissingError,
    UnkeptError,
    UnreadableError,
    hash_in,
)

CONNECT_SECONDS, READ_SECONDS = 5, 30
TRIES = 3
"""How often a request is made that fails by no fault of ours."""
YOUNG_SECONDS = GRACE_SECONDS / 2
"""How long a key is taken for young: nobody sweeps it before those are over who rely on it."""

_TROUBLE = (BotoCoreError, Boto3Error, ClientError, OSError)
_GONE = ("404", "NoSuchKey", "NotFound")


class BucketBlobs(Blobs):
    """The contents of a data folder that are in a bucket.

    :param path: the folder in which they wait until they are sent
    :param url: ``s3://bucket/prefix``; who may, and where, is in the usual variables of AWS
    """

    far = True

    def __init__(self, path: Path, key: Callable[[], bytes], durable: Callable[[], bool], url: str) -> None:
        super().__init__(path, key, durable)
        split = urlsplit(url)
        self._bucket, self._prefix = split.netloc, f"{split.path.strip('/')}/".lstrip("/")

    @cached_property
    def _client(self) -> Any:
        """Of this process: made when it is first needed, after processes have parted."""
        retries = {"total_max_attempts": TRIES, "mode": "standard"}
        config = Config(connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS, retries=retries)
        return boto3.client("s3", config=config)

    def syncs(self) -> bool:
        """A draft is no longer needed once it is sent."""
        return False

    def take(self, fresh: Path, hash_: str) -> None:
        """Send a finished file; for :class:`~homeport.store.blobs.Draft`."""
        with _told(UnkeptError):
            found = list(self._keys(hash_))
            if not any(written > time.time() - YOUNG_SECONDS for _, _, written in found):
                key = f"{self._key_of(hash_)}.{secrets.token_hex(4)}" if found else self._key_of(hash_)
                self._client.upload_file(str(fresh), self._bucket, key)
        fresh.unlink()

    def open(self, hash_: str) -> BinaryIO:
        """Content, to be read from its start; whoever reads on after a while may be answered anew.

        :raises MissingError: when there is none of that hash
        :raises UnreadableError: when nobody answers
        """
        key, size = self._found(hash_)
        return io.BufferedReader(_Remote(self._client, self._bucket, key, size), 64 * 1024)

    def size(self, hash_: str) -> int:
        return self._found(hash_)[1]

    @property
    def place(self) -> str:
        return f"s3://{self._bucket}/{self._prefix}"

    def where(self, hash_: str) -> str:
        return f"s3://{self._bucket}/{self._key_of(hash_)}"

    def hashes(self) -> Iterator[str]:
        yield from dict.fromkeys(found for key, _, _ in self._listed("") if (found := hash_in(_name(key))))

    def sweep(self, named: Callable[[], set[str]], grace: float = GRACE_SECONDS) -> int:
        limit = time.time() - grace
        if any(written > time.time() - GRACE_SECONDS for _, _, written in self._listed("holding/")):
            return 0
        old = [key for key, _, written in self._listed("") if written <= limit and hash_in(_name(key))]
        kept = named() if old else set()
        left = [key for key in old if hash_in(_name(key)) not in kept]
        with _told(UnreadableError):
            for key in left:
                self._client.delete_object(Bucket=self._bucket, Key=key)
        self._sweep_drafts(limit)
        return len(left)

    @contextlib.contextmanager
    def holding(self) -> Iterator[None]:
        key = f"{self._prefix}holding/{secrets.token_hex(8)}"
        with _told(UnreadableError):
            self._client.put_object(Bucket=self._bucket, Key=key, Body=b"")
        try:
            yield
        finally:
            with _told(UnreadableError):
                self._client.delete_object(Bucket=self._bucket, Key=key)

    def _key_of(self, hash_: str) -> str:
        return f"{self._prefix}{hash_[:2]}/{hash_}"

    def _found(self, hash_: str) -> tuple[str, int]:
        """The key of content, and its size."""
        with _told(UnreadableError):
            for key, size, _ in self._keys(hash_):
                return key, size
        raise MissingError(hash_)

    def _keys(self, hash_: str) -> Iterator[tuple[str, int, float]]:
        if hash_in(hash_) is None:
            raise MissingError(hash_)
        return self._listed(f"{hash_[:2]}/{hash_}")

    def _listed(self, prefix: str) -> Iterator[tuple[str, int, float]]:
        """Keys that begin so, with their sizes and when they were written."""
        with _told(UnreadableError):
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._bucket, Prefix=self._prefix + prefix):
                for each in page.get("Contents", ()):
                    yield each["Key"], each["Size"], each["LastModified"].timestamp()


class _Remote(io.RawIOBase):
    """An object of a bucket as a file: read from where one stands, and again from there when the answer breaks off."""

    def __init__(self, client: Any, bucket: str, key: str, size: int) -> None:
        self._client, self._bucket, self._key, self._size = client, bucket, key, size
        self._at = 0
        self._body: Any = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if begin + offset != self._at:
            self._let_go()
            self._at = begin + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._size:
            return 0
        part = self._read(len(buffer))
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        self._let_go()
        super().close()

    def _read(self, most: int) -> bytes:
        for tried in range(1, TRIES + 1):
            try:
                if self._body is None:
                    self._body = self._client.get_object(
                        Bucket=self._bucket, Key=self._key, Range=f"bytes={self._at}-{self._size - 1}"
                    )["Body"]
                part: bytes = self._body.read(most)
            except _TROUBLE as error:
                self._let_go()
                if tried == TRIES:
                    raise UnreadableError(str(error)) from error
            else:
                if part:
                    return part
                self._let_go()
        raise UnreadableError(f"{self._key} ends too soon")

    def _let_go(self) -> None:
        if self._body is not None:
            self._body.close()
            self._body = None


@contextlib.contextmanager
def _told(kind: type[Exception]) -> Iterator[None]:
    """Trouble with the bucket as what its users know."""
    try:
        yield
    except _TROUBLE as error:
        raise kind(str(error)) from error
    except UnreadableError as error:
        raise kind(str(error)) from error


def _name(key: str) -> str:
    return key.rpartition("/")[2].partition(".")[0]
