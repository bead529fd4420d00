"""Events as they are answered: to those who may know all of them, or only when something is and what.

Of a private event others learn that its owner is busy. Source: ``calendar-event-get-by-id.md``.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.domain.calendar import entries, recurrence, said
from homeport.domain.calendar.attendance import shown_answer
from homeport.domain.calendar.entry_fields import ENTRY
from homeport.domain.calendar.moments import length
from homeport.domain.calendar.tables import COLOR, TEXT_COLOR, USER
from homeport.domain.calendar.zones import zone_of
from homeport.domain.portal.tables import USER as PEOPLE
from homeport.domain.records.fields import Values
from homeport.store import Query, constant, padded

BUSY = "Busy"
"""What a private event is called to others."""
HIDDEN = ("DESCRIPTION", "LOCATION", "REMIND", "UF_CRM_CAL_EVENT", "MEETING")
"""What others than its people do not learn of an event in a user's calendar."""


class Guest(msgspec.Struct):
    """Who takes part in a meeting, with which copy of it, and the answer."""

    entry: int
    user: int
    status: str


def shown(ctx: Ctx, rows: Sequence[Values]) -> list[Values]:
    """Events as the caller may know them."""
    guests = _guests(ctx, [row["PARENT_ID"] for row in rows if row["IS_MEETING"] == "Y"])
    hosts = _names(ctx, {row["MEETING_HOST"] for row in rows if row["MEETING_HOST"]})
    zone = zone_of(ctx, ctx.actor.user_id)
    return [_shown(ctx, row, guests.get(row["PARENT_ID"], []), hosts, zone) for row in rows]


def knows(ctx: Ctx, row: Values, guests: Sequence[Guest]) -> bool:
    """Whether the caller may know everything of an event that the caller sees."""
    mine = row["CAL_TYPE"] != USER or ctx.actor.is_admin or row["OWNER_ID"] == ctx.actor.user_id
    return mine or any(guest.user == ctx.actor.user_id for guest in guests)


def _shown(ctx: Ctx, row: Values, guests: list[Guest], hosts: dict[int, str], zone: ZoneInfo) -> Values:
    known = knows(ctx, row, guests)
    if not known:
        private = row["PRIVATE_EVENT"] == "Y"
        row = {**row, **dict.fromkeys(HIDDEN), "NAME": BUSY if private else row["NAME"]}
        guests = []
    host = row["MEETING_HOST"]
    meets = row["IS_MEETING"] == "Y"
    rule = said.rule_of(row)
    number, section, description = str(row["ID"]), str(row["SECTION_ID"]), row["DESCRIPTION"] or ""
    offsets = _offsets(row)
    own = [own_offset(zone, row[f"{side}_TS"]) for side in ("FROM", "TO")]
    return {
        "ID": number,
        "PARENT_ID": str(row["PARENT_ID"]),
        "DELETED": "N",
        "CAL_TYPE": row["CAL_TYPE"],
        "OWNER_ID": str(row["OWNER_ID"]),
        "NAME": row["NAME"],
        **moments(row),
        "ORIGINAL_DATE_FROM": row["ORIGINAL_DATE_FROM"] and clock(row["ORIGINAL_DATE_FROM"]),
        "TZ_OFFSET_FROM": str(offsets[0]),
        "TZ_OFFSET_TO": str(offsets[1]),
        "DT_LENGTH": length(row),
        "EVENT_TYPE": row["EVENT_TYPE"],
        "CREATED_BY": str(row["CREATED_BY"]),
        "DATE_CREATE": _moment(ctx, row["DATE_CREATE"]),
        "TIMESTAMP_X": _moment(ctx, row["TIMESTAMP_X"]),
        "DESCRIPTION": description,
        "PRIVATE_EVENT": row["PRIVATE_EVENT"],
        "ACCESSIBILITY": row["ACCESSIBILITY"],
        "IMPORTANCE": row["IMPORTANCE"],
        "IS_MEETING": meets,
        "MEETING_STATUS": shown_answer(row),
        "MEETING_HOST": str(host or 0),
        "MEETING": _meeting(row, hosts.get(host, "")) if meets and known else None,
        "LOCATION": row["LOCATION"] or "",
        "REMIND": _kept(row["REMIND"]) or [],
        "COLOR": row["COLOR"] or COLOR,
        "TEXT_COLOR": row["TEXT_COLOR"] or TEXT_COLOR,
        "RRULE": "" if rule is None else recurrence.shown(rule),
        "EXDATE": ";".join(f"{datetime.fromisoformat(day):%d.%m.%Y}" for day in entries.days_off(row)),
        "DAV_XML_ID": entries.key_of(row),
        "G_EVENT_ID": "",
        "DAV_EXCH_LABEL": "",
        "CAL_DAV_LABEL": "",
        "VERSION": str(row["VERSION"]),
        "ATTENDEES_CODES": [f"U{guest.user}" for guest in guests],
        "RECURRENCE_ID": row["RECURRENCE_ID"],
        "RELATIONS": _kept(row["RELATIONS"]),
        "SECTION_ID": section,
        "SYNC_STATUS": None,
        "UF_CRM_CAL_EVENT": _kept(row["UF_CRM_CAL_EVENT"]) or False,
        "UF_WEBDAV_CAL_EVENT": False,
        "SECTION_DAV_XML_ID": None,
        **_formatted(row),
        "SECT_ID": section,
        "ATTENDEE_LIST": [
            {"id": guest.user, "entryId": str(guest.entry), "status": guest.status}
            for guest in _listed(ctx, row, guests)
        ],
        "COLLAB_ID": None,
        "~RRULE_DESCRIPTION": "" if rule is None else recurrence.told(rule, recurrence.moment_of(row["DATE_FROM"])),
        "attendeesEntityList": [{"entityId": "user", "id": guest.user} for guest in guests],
        "~DESCRIPTION": description,
        "~USER_OFFSET_FROM": offsets[0] - own[0],
        "~USER_OFFSET_TO": offsets[1] - own[1],
    }


def moments(row: Values) -> Values:
    """When an event is, by the clocks of its zones and in seconds."""
    return {
        "DATE_FROM": clock(row["DATE_FROM"]),
        "DATE_TO": clock(row["DATE_TO"]),
        "TZ_FROM": row["TZ_FROM"],
        "TZ_TO": row["TZ_TO"],
        "DATE_FROM_TS_UTC": str(row["FROM_TS"]),
        "DATE_TO_TS_UTC": str(row["TO_TS"]),
        "DT_SKIP_TIME": row["SKIP_TIME"],
    }


def clock(stored: str) -> str:
    """A moment by the clock, ``20.12.2024 09:30:00``."""
    return f"{datetime.fromisoformat(stored):%d.%m.%Y %H:%M:%S}"


def _formatted(row: Values) -> Values:
    form = "%a %b %d %Y" if row["SKIP_TIME"] == "Y" else "%a %b %d %Y %H:%M:%S"
    return {
        f"DATE_{side}_FORMATTED": f"{datetime.fromisoformat(row[f'DATE_{side}']):{form}}" for side in ("FROM", "TO")
    }


def _moment(ctx: Ctx, stored: str) -> str:
    return f"{datetime.fromisoformat(stored_to_iso(stored, ctx.clock.zone)):%d.%m.%Y %H:%M:%S}"


def _offsets(row: Values) -> tuple[int, int]:
    return own_offset(ZoneInfo(row["TZ_FROM"]), row["FROM_TS"]), own_offset(ZoneInfo(row["TZ_TO"]), row["TO_TS"])


def own_offset(zone: ZoneInfo, moment: int) -> int:
    """By how many seconds a zone is ahead of UTC at a moment."""
    found = datetime.fromtimestamp(moment, UTC).astimezone(zone).utcoffset()
    assert found is not None
    return int(found.total_seconds())


def _kept(text: str | None) -> Any:
    return None if text is None else msgspec.json.decode(text)


def _meeting(row: Values, host: str) -> Values:
    flags = {**dict.fromkeys(said.FLAGS, False), **(_kept(row["MEETING"]) or {})}
    return {"HOST_NAME": host, **flags, "MEETING_CREATOR": row["MEETING_HOST"], "LANGUAGE_ID": "en", "MAIL_FROM": ""}


def _listed(ctx: Ctx, row: Values, guests: list[Guest]) -> list[Guest]:
    """Those who take part, as far as the meeting shows them to its participants."""
    caller = ctx.actor.user_id
    hides = (_kept(row["MEETING"]) or {}).get("HIDE_GUESTS", False) and caller != row["MEETING_HOST"]
    return [guest for guest in guests if not hides or guest.user in (caller, row["MEETING_HOST"])]


def _guests(ctx: Ctx, parents: list[int]) -> dict[int, list[Guest]]:
    found: dict[int, list[Guest]] = defaultdict(list)
    wanted = sorted(set(parents))
    for begin in range(0, len(wanted), _MOST):
        part = wanted[begin : begin + _MOST]
        params = {f"id{place}": part[min(place, len(part) - 1)] for place in range(padded(len(part)))}
        for parent, entry, user, status in ctx.tx.all(_guests_of(padded(len(part))), **params):
            found[parent].append(Guest(entry, user, status))
    return found


_MOST = 500
"""How many ids a statement takes."""


@lru_cache(32)
def _guests_of(count: int) -> Query:
    return Query(
        select(ENTRY.c.PARENT_ID, ENTRY.c.ID, ENTRY.c.OWNER_ID, ENTRY.c.MEETING_STATUS)
        .where(
            ENTRY.c.PARENT_ID.in_([bindparam(f"id{place}") for place in range(count)]),
            ENTRY.c.CAL_TYPE == constant(USER),
        )
        .order_by(ENTRY.c.OWNER_ID, ENTRY.c.ID)
    )


def _names(ctx: Ctx, users: set[int]) -> dict[int, str]:
    found = {}
    for user in users:
        row = ctx.tx.one(_NAME, user_id=user)
        found[user] = "" if row is None else f"{row[0]} {row[1]}".strip()
    return found


_NAME = Query(select(PEOPLE.c.NAME, PEOPLE.c.LAST_NAME).where(PEOPLE.c.ID == bindparam("user_id")))
