"""What is in calendars goes with them, and with it the copies that participants have of it."""

from sqlalchemy import Delete, bindparam, delete, select

from homeport.core.ctx import Ctx
from homeport.domain.calendar.entry_fields import ENTRY
from homeport.domain.calendar.tables import SECTION
from homeport.store import Query

_IN_SECTION = ENTRY.c.SECTION_ID == bindparam("section")
_OF_OWNER = (ENTRY.c.CAL_TYPE == bindparam("type")) & (ENTRY.c.OWNER_ID == bindparam("owner"))


def _copies(where: object) -> Delete:
    return delete(ENTRY).where(ENTRY.c.PARENT_ID.in_(select(ENTRY.c.ID).where(where)))  # type: ignore[arg-type]


_SECTION_COPIES = Query(_copies(_IN_SECTION))
_SECTION_ENTRIES = Query(delete(ENTRY).where(_IN_SECTION))
_OWNER_COPIES = Query(_copies(_OF_OWNER))
_OWNER_ENTRIES = Query(delete(ENTRY).where(_OF_OWNER))


def emptied(ctx: Ctx, section: int) -> None:
    """Delete what is in a calendar, or the bookings of a resource."""
    ctx.tx.execute(_SECTION_COPIES, section=section)
    ctx.tx.execute(_SECTION_ENTRIES, section=section)


def forget(ctx: Ctx, kind: str, owner: int) -> None:
    """Delete the calendars of an owner that is gone."""
    ctx.tx.execute(_OWNER_COPIES, type=kind, owner=owner)
    ctx.tx.execute(_OWNER_ENTRIES, type=kind, owner=owner)
    ctx.tx.delete(SECTION, CAL_TYPE=kind, OWNER_ID=owner)
