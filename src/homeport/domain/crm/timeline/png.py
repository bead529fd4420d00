"""Whether bytes are a whole PNG file, and of what size."""

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def size_of(content: bytes) -> tuple[int, int] | None:
    """Its width and height in pixels; None for what is no whole PNG file."""
    if not content.startswith(_SIGNATURE):
        return None
    at, size = len(_SIGNATURE), None
    while at + 12 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content) or zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end]):
            return None
        if size is None:
            if name != b"IHDR" or length != 13:
                return None
            size = struct.unpack_from(">II", content, at + 8)
        if name == b"IEND":
            return size if end == len(content) else None
        at = end
    return None
