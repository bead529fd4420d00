"""Files on their way out: whole, or a range of them, and so that no browser takes them for pages of ours."""

import asyncio
import mimetypes
import os
import re
from collections.abc import Awaitable, Callable, MutableMapping
from io import FileIO
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import quote

from homeport.store.blobs import CHUNK
from homeport.wire.envelope import Headers

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_KINDS = re.compile(r"(image/(png|jpeg|gif|webp|bmp)|audio/\w+|video/\w+|application/pdf)")
"""What is told of a file by its name. All else, which a browser may run as a page, is just octets."""
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_UNQUOTED = re.compile(r"[^\x20-\x7e]|[\"\\%]")


class Part(NamedTuple):
    """What of a file is answered.

    :param first: the first byte of it
    :param size: bytes; None: no such part is there
    """

    status: int
    first: int
    size: int


def part_of(size: int, etag: str, header: Callable[[bytes], str]) -> Part:
    """What a request asks for, of a file.

    :param size: of the whole
    :param header: a header of the request by its name
    """
    known = header(b"if-none-match")
    if known and any(each.strip().removeprefix("W/") in (etag, "*") for each in known.split(",")):
        return Part(304, 0, 0)
    found = _RANGE.fullmatch(header(b"range").strip())
    same_as = header(b"if-range")
    if found is None or found[0] == "bytes=-" or (same_as and same_as != etag):
        return Part(200, 0, size)
    first, last = found.groups()
    begin = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if begin >= size or end < begin or (not first and not int(last)):
        return Part(416, 0, 0)
    return Part(206, begin, end - begin + 1)


def headers_of(name: str, etag: str, size: int, part: Part) -> Headers:
    """The head of an answer."""
    found: Headers = [
        (b"etag", etag.encode()),
        (b"accept-ranges", b"bytes"),
        (b"cache-control", b"private, no-cache"),
        (b"access-control-allow-origin", b"*"),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"sandbox; default-src 'none'"),
    ]
    if part.status in (200, 206):
        found.append((b"content-type", _kind(name).encode()))
        found.append((b"content-disposition", disposition(name).encode()))
    if part.status == 206:
        found.append((b"content-range", b"bytes %d-%d/%d" % (part.first, part.first + part.size - 1, size)))
    if part.status == 416:
        found.append((b"content-range", b"bytes */%d" % size))
    if part.status != 304:
        found.append((b"content-length", b"%d" % part.size))
    return found


def disposition(name: str) -> str:
    """How a file is to be kept: under its name, as RFC 5987 writes it, and in plain letters for old readers."""
    return f"attachment; filename=\"{_UNQUOTED.sub('_', name)}\"; filename*=UTF-8''{quote(name, safe='')}"


def _kind(name: str) -> str:
    kind = mimetypes.guess_type(name)[0] or ""
    return kind if _KINDS.fullmatch(kind) else "application/octet-stream"


async def send_part(file: BinaryIO, part: Part, send: Send, cut: Callable[[], None] | None = None) -> None:
    """Send a part of a file, a piece at a time: how fast is up to who reads it.

    :param cut: ends the connection, where it is to be cut in the middle
    """
    aside = asyncio.get_running_loop().run_in_executor
    at, left = part.first, part.size
    most = max(part.size // 2, 1) if cut else part.size
    while left:
        size = min(CHUNK, left, most)
        piece = _at_hand(file, at, size) or await aside(None, _read, file, at, size)
        if not piece:
            break
        at, left = at + len(piece), left - len(piece)
        await send({"type": "http.response.body", "body": piece, "more_body": bool(left)})
        if cut is not None:
            cut()
            return
    if not part.size:
        await send({"type": "http.response.body", "body": b""})


def _at_hand(file: BinaryIO, at: int, size: int) -> bytes | bytearray:
    """What is read of a file without waiting for a disk; nothing where it would have to be waited for."""
    if not isinstance(file, FileIO):
        return b""
    buffer = bytearray(size)
    try:
        del buffer[os.preadv(file.fileno(), [buffer], at, os.RWF_NOWAIT) :]
    except OSError:
        return b""
    return buffer


def _read(file: BinaryIO, at: int, size: int) -> bytes:
    file.seek(at)
    return file.read(size)
