"""What a timeline shows, named by a caller: an entry or an activity, under a record.

Sources: ``crm-timeline-note-save.md``, ``crm-timeline-item-pin.md``, ``crm-timeline-layout-blocks-set.md``.
"""

from typing import NamedTuple

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm import access
from homeport.domain.crm.activity import bindings as of_activities
from homeport.domain.crm.entities import exists
from homeport.domain.crm.timeline import bindings as of_entries
from homeport.domain.crm.timeline.tables import ITEM_ACTIVITY, ITEM_ENTRY

NOT_FOUND = ErrorKind("NOT_FOUND", "Element not found")
OWNER_NOT_FOUND = ErrorKind("OWNER_NOT_FOUND", "Owner not found")

ERRORS = (NOT_FOUND, OWNER_NOT_FOUND, ACCESS_DENIED)

_BOUND = {ITEM_ENTRY: of_entries.all_of, ITEM_ACTIVITY: of_activities.all_of}


class Item(NamedTuple):
    """Something that a timeline shows.

    :param type: ``ITEM_ENTRY`` or ``ITEM_ACTIVITY``
    """

    type: int
    id: int


def require(
    ctx: Ctx, operation: Operation, record: Owner, item: Item, *, no_owner: ErrorKind = OWNER_NOT_FOUND
) -> None:
    """The record must exist, the caller have the right to it, and the item be shown under it.

    :param no_owner: the refusal where there is no such record
    :raises CallError: ``no_owner``, :data:`NOT_FOUND`, ``ACCESS_DENIED``
    """
    if not exists(ctx.tx, record):
        raise no_owner()
    if not access.may(ctx, operation, record):
        raise ACCESS_DENIED()
    bound = _BOUND.get(item.type)
    if bound is None or record not in bound(ctx.tx, item.id):
        raise NOT_FOUND()
