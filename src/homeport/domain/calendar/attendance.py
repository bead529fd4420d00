"""Who takes part in meetings, and what they have answered.

Everybody but the owner of the calendar that a meeting is in has a copy of it in an own calendar.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.calendar import sections, settings
from homeport.domain.calendar.entry_fields import AGREED, ASKED, ENTRY, FIELDS, HOST
from homeport.domain.calendar.tables import USER
from homeport.domain.records.fields import Values
from homeport.store import Query, constant

NO_ANSWER = ErrorKind("", "An error occurred while retrieving the status")

_OWN = frozenset(
    {"ID", "PARENT_ID", "CAL_TYPE", "OWNER_ID", "SECTION_ID", "MEETING_STATUS", "ACTIVITY_ID", "RECURRENCE_ID"}
)
_SHARED = tuple(name for name in FIELDS.columns if name not in _OWN)
"""The columns that a copy has alike."""

_PEOPLE = Query(
    select(ENTRY.c.ID, ENTRY.c.OWNER_ID, ENTRY.c.MEETING_STATUS).where(
        ENTRY.c.PARENT_ID == bindparam("parent"), ENTRY.c.CAL_TYPE == constant(USER)
    )
)
_FAMILY = Query(select(ENTRY.c.PARENT_ID, ENTRY.c.IS_MEETING).where(ENTRY.c.ID == bindparam("entry")))
_EXCEPTIONS = Query(select(ENTRY.c.ID).where(ENTRY.c.RECURRENCE_ID == bindparam("entry")))


def settle(ctx: Ctx, row: Values, invited: frozenset[int] | None, *, edited: bool = True) -> None:
    """Let those take part in a meeting who are to, and those no more who are not.

    :param row: the event, which was saved; without participants when it is no meeting
    :param invited: who is to, beside the host; None for whoever does
    :param edited: whether they are asked again, where the meeting is to ask again when it is edited
    """
    held = {user: (entry, answer) for entry, user, answer in ctx.tx.all(_PEOPLE, parent=row["ID"])}
    meets = row["IS_MEETING"] == "Y"
    anew = meets and edited and _asks_anew(row)
    if row["CAL_TYPE"] == USER:
        _, answer = held.pop(row["OWNER_ID"])
        mine = _answer(row, row["OWNER_ID"], None if anew else answer) if meets else None
        ctx.tx.update(ENTRY, {"ID": row["ID"]}, {"MEETING_STATUS": mine})
    wanted = (frozenset(held) if invited is None else invited) | {row["MEETING_HOST"]} if meets else frozenset()
    for user, (entry, answer) in held.items():
        if user not in wanted:
            ctx.tx.delete(ENTRY, ID=entry)
        else:
            status = _answer(row, user, None if anew else answer)
            ctx.tx.update(ENTRY, {"ID": entry}, {**_shared(row), "MEETING_STATUS": status})
    for user in sorted(wanted - set(held)):
        if row["CAL_TYPE"] != USER or user != row["OWNER_ID"]:
            _invite(ctx, row, user)


def people(ctx: Ctx, entry: int) -> frozenset[int]:
    """Who takes part in a meeting."""
    return frozenset(row[1] for row in ctx.tx.all(_PEOPLE, parent=entry))


def _asks_anew(row: Values) -> bool:
    return '"REINVITE":true' in (row.get("MEETING") or "")


def _answer(row: Values, user: int, answer: str | None) -> str:
    """What somebody has answered, or is to be asked."""
    return HOST if user == row["MEETING_HOST"] else answer or ASKED


def _shared(row: Values) -> Values:
    return {name: row.get(name) for name in _SHARED}


def _invite(ctx: Ctx, row: Values, user: int) -> None:
    section = settings.section_for(ctx, user, "meetSection") or sections.usual(ctx, USER, user)
    own = {"CAL_TYPE": USER, "OWNER_ID": user, "SECTION_ID": section, "MEETING_STATUS": _answer(row, user, None)}
    ctx.tx.insert(ENTRY, {**_shared(row), **own, "PARENT_ID": row["ID"]})


def forget(ctx: Ctx, entry: int) -> None:
    """Delete what hangs on an event that is deleted: copies, and single events that were changed apart from it."""
    for (single,) in ctx.tx.all(_EXCEPTIONS, entry=entry):
        ctx.tx.delete(ENTRY, PARENT_ID=single)
    ctx.tx.delete(ENTRY, PARENT_ID=entry)


def _own(ctx: Ctx, entry: int) -> tuple[int, str] | None:
    """The caller's copy of a meeting, or the meeting itself in the caller's calendar, and the answer."""
    family = ctx.tx.one(_FAMILY, entry=entry)
    if family is None or family[1] != "Y":
        return None
    held = {user: (number, answer) for number, user, answer in ctx.tx.all(_PEOPLE, parent=family[0])}
    return held.get(ctx.actor.user_id)


def answer_of(ctx: Ctx, entry: int) -> str:
    """What the caller has answered.

    :param entry: the meeting, or anybody's copy
    :raises CallError: ``NO_ANSWER`` for whoever does not take part
    """
    own = _own(ctx, entry)
    if own is None:
        raise NO_ANSWER()
    return own[1]


def answer(ctx: Ctx, entry: int, status: str) -> None:
    """Accept a meeting, or decline it; its host stays its host.

    :raises CallError: ``DENIED`` for whoever does not take part
    """
    own = _own(ctx, entry)
    if own is None:
        raise sections.DENIED()
    if own[1] != HOST:
        ctx.tx.update(ENTRY, {"ID": own[0]}, {"MEETING_STATUS": status})


def shown_answer(row: Values) -> Any:
    """What the owner of a calendar has answered; an event without participants has no need of it."""
    return row["MEETING_STATUS"] or AGREED
