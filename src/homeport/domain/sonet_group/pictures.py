"""The pictures of groups, for whoever may see the group.

Sources: ``sonet-group-create.md``, ``socialnetwork-api-workgroup-list.md``.
"""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.files.fields import FieldFiles, Held

DOOR = "sonet_group.picture"
FIELD = "IMAGE_ID"


def _answer(held: Held) -> Any:
    return str(held.number) if held.dialect.texts else held.number


FILES = FieldFiles(DOOR, answer=_answer)


def url(ctx: Ctx, group: int, picture: int | str | None) -> str:
    """Where the picture of a group is; empty for a group without one.

    :param picture: the number of the file
    """
    return FILES.url(ctx, FIELD, group, int(picture)) if picture else ""
