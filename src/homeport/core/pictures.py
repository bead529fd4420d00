"""Pictures: what is one, of what size, and smaller ones of it. Nothing is unpacked that is out of proportion."""

import io
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from homeport.core.uploads import FILE, Change
from homeport.core.values import FieldType, same

MAX_PIXELS = 50_000_000
"""What is larger is no picture here: a few bytes can unpack to gigabytes."""

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
"""Those that browsers show, and that hold no script."""


class NotPictureError(Exception):
    """No picture, a broken one, or one of too many pixels."""


def size_of(content: bytes | BinaryIO) -> tuple[int, int] | None:
    """The width and height of a picture in pixels, of its head alone; None for what is none."""
    try:
        with _opened(content) as picture:
            width, height = picture.size
    except NotPictureError:
        return None
    return width, height


def smaller(content: BinaryIO, most: int) -> bytes:
    """A PNG or JPEG copy of a picture that is at most so wide and so high.

    :param most: pixels
    :raises NotPictureError: for what is none, and what cannot be unpacked
    """
    from PIL import Image, ImageOps  # noqa: PLC0415  as below

    with _opened(content) as picture:
        try:
            picture.draft("RGB", (most, most))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((most, most), Image.Resampling.LANCZOS)
            plain = upright.mode in ("RGB", "L") and picture.format != "PNG"
            out = io.BytesIO()
            upright.convert("RGB" if plain else "RGBA").save(out, "JPEG" if plain else "PNG")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise NotPictureError(str(error)) from error
    return out.getvalue()


def _opened(content: bytes | BinaryIO) -> Any:
    """A picture whose head has been read.

    :raises NotPictureError: for what is none, and what has too many pixels
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  takes long to import, and few calls need it

    file = io.BytesIO(content) if isinstance(content, bytes) else content
    try:
        picture = Image.open(file, formats=_FORMATS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotPictureError(str(error)) from error
    if picture.width * picture.height > MAX_PIXELS:
        picture.close()
        raise NotPictureError(f"{picture.width}x{picture.height} pixels")
    return picture


def _read(given: Any, zone: ZoneInfo) -> Change | None:
    change: Change | None = FILE.read(given, zone)
    if change is not None and change.upload is not None and size_of(change.upload.content) is None:
        raise ValueError("no picture")
    return change


PICTURE = FieldType(FILE.name, FILE.column, _read, same, same, FILE.compared)
"""A field with a file that is a picture."""
