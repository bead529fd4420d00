"""When events are: from what clients send to what is stored, and back.

A moment comes with an offset, and is kept in the caller's zone; or by a clock, in the zone that is named beside it or
the caller's. All-day events are of no zone: their moments are midnights, counted as if in UTC.
Source: ``calendar-event-add.md#timezone-features``.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty, parse_moment, read_flag, read_integer
from homeport.domain.calendar import recurrence
from homeport.domain.calendar.zones import zone_of
from homeport.domain.records.fields import Values

DAY = 86_400
FIRST_YEAR = 1970
NO_ZONE = ZoneInfo("UTC")


def zone_named(name: Any) -> ZoneInfo:
    """A zone by its name.

    :raises ValueError: when there is none
    """
    if not isinstance(name, str):
        raise ValueError("not the name of a zone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError):
        raise ValueError("no such zone") from None


def settled(ctx: Ctx, said: Mapping[str, Any], old: Values) -> Values:
    """The columns that say when an event is.

    :param said: ``from``, ``to``, ``from_ts``, ``to_ts``, ``skip_time``, ``timezone_from``, ``timezone_to``
    :param old: those that it has; what is not said of them stays
    :raises ValueError: for what is no moment, and an end before the beginning
    """
    usual = zone_of(ctx, ctx.actor.user_id)
    given = _zones(said, usual)
    if is_empty(said.get("skip_time")):
        whole = old.get("SKIP_TIME") == "Y"
    else:
        whole = read_flag(said["skip_time"], NO_ZONE) == "Y"
    answer: Values = {"SKIP_TIME": "Y" if whole else "N"}
    for side in ("FROM", "TO"):
        kept = old.get(f"TZ_{side}")
        zone = given[side] or (ZoneInfo(kept) if kept else usual)
        said_at = _local(said, side.lower(), zone)
        local = datetime.fromisoformat(old[f"DATE_{side}"]) if said_at is None else said_at
        if whole:
            local = local.replace(hour=0, minute=0, second=0)
        if not FIRST_YEAR <= local.year <= recurrence.LAST_YEAR:
            raise ValueError("out of range")
        answer[f"DATE_{side}"] = local.isoformat(" ", "seconds")
        answer[f"TZ_{side}"] = zone.key
        answer[f"{side}_TS"] = seconds(local, NO_ZONE if whole else zone)
    if answer["TO_TS"] < answer["FROM_TS"]:
        raise ValueError("ends before it begins")
    return answer


def _zones(said: Mapping[str, Any], usual: ZoneInfo) -> dict[str, ZoneInfo | None]:
    """The zones that a client means: of no account where a moment says its offset."""
    named = {
        side: None if is_empty(said.get(f"timezone_{side.lower()}")) else zone_named(said[f"timezone_{side.lower()}"])
        for side in ("FROM", "TO")
    }
    named["TO"] = named["TO"] or named["FROM"]
    return {side: usual if _has_offset(said.get(side.lower())) else zone for side, zone in named.items()}


def _has_offset(given: Any) -> bool:
    try:
        return isinstance(given, str) and datetime.fromisoformat(given.strip()).tzinfo is not None
    except ValueError:
        return False  # one of the short forms, which have none


def _local(said: Mapping[str, Any], side: str, zone: ZoneInfo) -> datetime | None:
    """A moment by the clock of its zone; None where nothing is said of it."""
    if not is_empty(said.get(side)):
        moment = parse_moment(said[side], zone)
    else:
        number = read_integer(said.get(f"{side}_ts"), NO_ZONE)
        if number is None:
            return None
        if not 0 <= number < 2**33:
            raise ValueError("out of range")
        moment = datetime.fromtimestamp(number, zone)
    return moment.astimezone(zone).replace(tzinfo=None, microsecond=0, fold=0)


def seconds(local: datetime, zone: ZoneInfo) -> int:
    """Seconds since 1970 of a moment by the clock of a zone."""
    return int(local.replace(tzinfo=zone).timestamp())


def zone_from(row: Values) -> ZoneInfo:
    """The zone that the moments of an event count in."""
    return NO_ZONE if row["SKIP_TIME"] == "Y" else ZoneInfo(row["TZ_FROM"])


def length(row: Values) -> int:
    """How long an event takes, in seconds; the last day of an all-day event is one of its days."""
    took: int = row["TO_TS"] - row["FROM_TS"]
    return took + DAY if row["SKIP_TIME"] == "Y" else took


def last_moment(row: Values, rule: recurrence.Rule | None) -> int:
    """When the last of an event is over, in seconds since 1970; a little later where its rule leaves it open."""
    if rule is None:
        return int(row["FROM_TS"]) + length(row)
    end = datetime.combine(rule.until, datetime.max.time()).replace(microsecond=0)
    return seconds(end, zone_from(row)) + 1 + length(row)


def occurrence(row: Values, at: datetime) -> Values:
    """The columns that say when one of the events is that a recurring one stands for.

    It takes as long as all of them, also across a change to summer time.

    :param at: when it begins, by the clock of its zone
    """
    begins = seconds(at, zone_from(row))
    ends = begins + row["TO_TS"] - row["FROM_TS"]
    zone_to = NO_ZONE if row["SKIP_TIME"] == "Y" else ZoneInfo(row["TZ_TO"])
    local = datetime.fromtimestamp(ends, zone_to).replace(tzinfo=None)
    return {
        "DATE_FROM": at.isoformat(" ", "seconds"),
        "DATE_TO": local.isoformat(" ", "seconds"),
        "FROM_TS": begins,
        "TO_TS": ends,
    }
