"""Making records by templates: when a rule says so, by the portal's clock, or when somebody asks for one.

Sources: ``api-reference/crm/deals/recurring-deals/index.md``, ``crm-deal-recurring-expose.md``.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Table, bindparam, select

from homeport.core.clock import Clock, to_stored
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.core.log import LOG
from homeport.core.values import parse_moment
from homeport.domain.crm.recurring import calendar
from homeport.domain.crm.recurring.calendar import Occurrence, Series
from homeport.domain.crm.recurring.tables import BY_COUNT, BY_DATE
from homeport.domain.records import timers
from homeport.domain.records.collection import Change
from homeport.domain.records.fields import Values
from homeport.store import Query, Transaction, statements

MOST_MISSED = 366
"""Records that are made at most, for one rule, of those that were missed while the clock jumped: the latest."""


class Kind(NamedTuple):
    """One kind of recurring records.

    :param timer: what its timers are called
    :param table: where its rules are
    :param series: when a rule makes records
    :param make: makes a record by a rule, with dates counted from a day, and tells of it; the record's id
    """

    timer: str
    table: Table
    series: Callable[[Values], Series]
    make: Callable[[Ctx, Values, date], int]


@statements
def _by_id(table: Table) -> Query:
    return Query(select(table).where(table.c.ID == bindparam("id")))


def of_id(tx: Transaction, kind: Kind, rule_id: int) -> Values | None:
    """A rule by its id, whoever asks."""
    return next(iter(tx.dicts(_by_id(kind.table), id=rule_id)), None)


def next_of(kind: Kind, rule: Values, moment: float, zone: ZoneInfo) -> Occurrence | None:
    """When a rule makes its next record after a moment; None when it makes none any more."""
    if rule["ACTIVE"] != "Y":
        return None
    if rule["IS_LIMIT"] == BY_COUNT and (rule.get("COUNTER_REPEAT") or 0) >= (rule.get("LIMIT_REPEAT") or 0):
        return None
    found = calendar.after(kind.series(rule), moment, zone)
    ends = rule.get("LIMIT_DATE") if rule["IS_LIMIT"] == BY_DATE else None
    return None if found is None or (ends and found.day > date.fromisoformat(ends)) else found


def plan(kind: Kind, change: Change) -> None:
    """The next moment of a rule that is written follows from the rule as it is then."""
    ctx, row = change.ctx, change.row
    if row.get("START_DATE") is None:
        change.new["START_DATE"] = row["START_DATE"] = calendar.day_of(ctx.clock.now(), ctx.clock.zone).isoformat()
    found = next_of(kind, row, ctx.clock.now(), ctx.clock.zone)
    change.new["NEXT_EXECUTION"] = found and stamp_of(found.day, ctx.clock.zone)


def set_timer(kind: Kind, change: Change) -> None:
    """Let a rule run when its next record is due."""
    _set_timer(change.ctx.tx, kind, change.row)


def forget_timer(kind: Kind, change: Change) -> None:
    """Let a deleted rule run no more."""
    timers.put(change.ctx.tx, kind.timer, change.old["ID"], None)


def stamp_of(day: date, zone: ZoneInfo) -> str:
    """When a rule runs on a day, in the stored form."""
    return to_stored(datetime.fromtimestamp(calendar.moment_of(day, zone), zone))


def fire(kind: Kind, tx: Transaction, clock: Clock, rule_id: int) -> None:
    """Make the record that is due. One that cannot be made is left out, and the rule goes on."""
    rule = of_id(tx, kind, rule_id)
    if rule is None or rule["NEXT_EXECUTION"] is None:
        return
    ctx, zone = timers.acting(tx, clock, rule["CREATED_BY_ID"]), clock.zone
    occurrence = _due(kind, rule, clock)
    try:
        with tx.savepoint():
            expose(kind, ctx, rule, occurrence.day, stamp_of(occurrence.day, zone))
            rule["COUNTER_REPEAT"] = (rule["COUNTER_REPEAT"] or 0) + 1
    except CallError as error:
        LOG.warning("%s %s makes nothing this time: %s", kind.timer, rule_id, error)
    following = next_of(kind, rule, calendar.moment_of(occurrence.day, zone), zone)
    rule["NEXT_EXECUTION"] = following and stamp_of(following.day, zone)
    ends: dict[str, Any] = {} if following else {"ACTIVE": "N"}
    tx.update(kind.table, {"ID": rule_id}, {"NEXT_EXECUTION": rule["NEXT_EXECUTION"], **ends})
    _set_timer(tx, kind, rule)


def expose(kind: Kind, ctx: Ctx, rule: Values, day: date, stamp: str) -> int:
    """Make a record by a template; its id.

    :param day: that its dates are counted from
    :param stamp: the moment that is noted as the rule's last
    :raises CallError: the refusals of such a record
    """
    number = kind.make(ctx, rule, day)
    made = (rule["COUNTER_REPEAT"] or 0) + 1
    ctx.tx.update(kind.table, {"ID": rule["ID"]}, {"COUNTER_REPEAT": made, "LAST_EXECUTION": stamp})
    return number


def expose_now(kind: Kind, ctx: Ctx, rule: Values) -> int:
    """As :func:`expose`, whatever the rule says."""
    return expose(kind, ctx, rule, calendar.day_of(ctx.clock.now(), ctx.clock.zone), ctx.clock.stamp())


def _set_timer(tx: Transaction, kind: Kind, rule: Values) -> None:
    stamp = rule["NEXT_EXECUTION"]
    timers.put(tx, kind.timer, rule["ID"], None if stamp is None else _seconds(stamp))


def _due(kind: Kind, rule: Values, clock: Clock) -> Occurrence:
    """The occurrence that a rule has come to: of more than :data:`MOST_MISSED` the first that is not left out."""
    zone, series = clock.zone, kind.series(rule)
    found = calendar.after(series, _seconds(rule["NEXT_EXECUTION"]) - 1, zone)
    later = calendar.after(series, clock.now(), zone)
    assert found is not None
    if later is None or later.number - found.number <= MOST_MISSED:
        return found
    first = later.number - MOST_MISSED
    day = series(first)
    assert day is not None
    return Occurrence(first, day)


def _seconds(stamp: str) -> float:
    return parse_moment(stamp, ZoneInfo("UTC")).timestamp()
