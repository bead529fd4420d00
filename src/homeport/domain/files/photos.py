"""Photos of users, also as smaller copies, and the files that added fields of users hold, as they are answered.

Sources: ``user-get.md``, ``user/userfields/user-userfield-file-get.md``, ``common/users/profile.md``.
"""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.files.fields import FieldFiles, Held

DOOR = "user.field"
PHOTO = "PERSONAL_PHOTO"
SIZES = {"small": 150, "medium": 300, "large": 1000}
"""Pixels that a copy of a photo is at most wide and high."""


def _answer(held: Held) -> Any:
    if not held.field.custom:
        return held.url
    data = {"id": held.row, "field": held.field.name, "value": held.number}
    return {"id": held.number, "showUrl": held.url, "downloadData": data}


FILES = FieldFiles(DOOR, answer=_answer)
_RESIZED = {size: FieldFiles(DOOR, size, _answer) for size in SIZES}


def resized(size: Any) -> FieldFiles:
    """Files of users, with photos of a size; an unknown one is as none, as it is where none is wanted."""
    return _RESIZED.get(str(size).lower(), FILES)


def small(ctx: Ctx, user: int, photo: int | None) -> str:
    """Where a small copy of a user's photo is; empty for a user without one.

    :param photo: the number of the file
    """
    return _RESIZED["small"].url(ctx, PHOTO, user, photo) if photo else ""
