"""``multipart/form-data`` to (name, value) pairs. A file's value is its contents in base64, as methods take files."""

import base64
from collections.abc import Iterator
from io import BytesIO

from multipart import MultipartParser, MultipartPart, parse_options_header

MAX_PARTS = 1000


def parse_multipart(body: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    """The parts of a form.

    :param content_type: the request's header, with the boundary
    :raises ValueError: when the body is not what the header says; the parser's errors are ValueErrors
    """
    for part in _parts(body, content_type):
        yield (
            _text(part.name.encode()),
            base64.b64encode(part.raw).decode() if part.filename else _text(part.raw),
        )


def text_of(body: bytes, content_type: str, name: str) -> str:
    """The text of one field of a form; empty when it has none of that name.

    :raises ValueError: as above
    """
    found = [part for part in _parts(body, content_type) if part.name == name and not part.filename]
    return _text(found[-1].raw) if found else ""


def _parts(body: bytes, content_type: str) -> Iterator[MultipartPart]:
    boundary = parse_options_header(content_type)[1].get("boundary")
    if not boundary:
        raise ValueError("multipart form data without a boundary")
    size = len(body) + 1
    yield from MultipartParser(
        BytesIO(body), boundary, size - 1, part_limit=MAX_PARTS, spool_limit=size, memory_limit=size
    )


def _text(octets: bytes) -> str:
    text = octets.decode()
    if "\0" in text:
        raise ValueError("the form contains a NUL character")
    return text
