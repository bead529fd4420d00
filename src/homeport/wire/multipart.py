"""``multipart/form-data`` to (name, value) pairs. A file's value is its contents in base64, as methods take files."""

import base64
import re
from collections.abc import Iterator

MAX_PARTS = 1000

_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,70})"|([^\s;,"]{1,70}))', re.IGNORECASE)
_NAME = re.compile(rb'[;\s]name="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_FILE = re.compile(rb"[;\s]filename\*?=", re.IGNORECASE)


def parse_multipart(body: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    """The parts of a form.

    :param content_type: the request's header, with the boundary
    :raises ValueError: when the body is not what the header says
    """
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise ValueError("multipart form data without a boundary")
    delimiter = b"--" + (found[1] or found[2]).encode()
    parts = (b"\r\n" + body).split(b"\r\n" + delimiter)
    if len(parts) < 2 or not parts[-1].startswith(b"--"):
        raise ValueError("multipart form data without its closing boundary")
    if len(parts) - 2 > MAX_PARTS:
        raise ValueError(f"multipart form data with more than {MAX_PARTS} parts")
    for part in parts[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if name is None:
            raise ValueError("a part of the multipart form has no name")
        yield (
            _text(re.sub(rb"\\(.)", rb"\1", name[1])),
            (base64.b64encode(content).decode() if _FILE.search(head) else _text(content)),
        )


def _text(octets: bytes) -> str:
    text = octets.decode()
    if "\0" in text:
        raise ValueError("the form contains a NUL character")
    return text
