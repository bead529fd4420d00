"""The files of activities: kept on the disk of whoever sends them, read by whoever may read the activity.

Sources: ``crm-activity-add.md``, ``crm-activity-list.md``, ``files/how-to-update-files.md``.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.uploads import Change, read_changes
from homeport.domain.crm.activity.tables import ACTIVITY
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.disk import attached
from homeport.domain.files import doors
from homeport.domain.files.files import Refusals
from homeport.store import Query, Transaction

MODULE, KIND = "crm", "crm_activity"
"""What activities are called where files say what they are shown with."""
DOOR = "crm.activity"

UNFIT = replace(CLASSIC.invalid, text=CLASSIC.invalid.text.format(field="FILES"))

FIELDS = frozenset({"FILES", "WEBDAV_ELEMENTS"})
"""Both names of the field."""

_THERE = Query(select(ACTIVITY.c.ID).where(ACTIVITY.c.ID == bindparam("id")))


def read(name: str, given: Any) -> list[Change]:
    """What a client gave in one of the fields: new files, and the ids of files that stay.

    :raises CallError: the field's complaint about what is no file
    """
    try:
        return list(read_changes(given))
    except ValueError:
        raise CLASSIC.invalid(field=name) from None


def put(ctx: Ctx, activity_id: int, changes: Sequence[Change]) -> None:
    """Let an activity have these files and no others.

    :raises CallError: the field's complaint about an id that is none of the activity's files, or a lack of room
    """
    kept = {change.id for change in changes if change.upload is None and not change.removes}
    shown = {each.file for each in attached.of(ctx.tx, KIND, [activity_id]).get(activity_id, [])}
    if not kept <= shown:
        raise UNFIT()
    for file in shown - kept:
        attached.forget(ctx.tx, KIND, activity_id, file)
    uploads = [change.upload for change in changes if change.upload is not None]
    attached.put(ctx, uploads, Refusals(UNFIT, UNFIT), MODULE, KIND, activity_id)


def takes(tx: Transaction, activity_id: int) -> bool:
    """Whether there is an activity that may have files."""
    return tx.one(_THERE, id=activity_id) is not None


def forget(tx: Transaction, activity_id: int) -> None:
    """Delete the files of an activity."""
    attached.forget(tx, KIND, activity_id)


def of(ctx: Ctx, activity_ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The files of activities as lists answer them."""
    return {
        number: [{"id": each.file, "url": doors.download_url(ctx, DOOR, each.id)} for each in shown]
        for number, shown in attached.of(ctx.tx, KIND, activity_ids).items()
    }
