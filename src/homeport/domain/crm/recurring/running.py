"""Making deals by templates: when a rule says so, by the portal's clock, or when somebody asks for one.

Sources: ``api-reference/crm/deals/recurring-deals/index.md``, ``crm-deal-recurring-expose.md``.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock, to_stored
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.core.log import LOG
from homeport.core.values import parse_moment
from homeport.domain.crm import events
from homeport.domain.crm.entities.deal import DEAL
from homeport.domain.crm.recurring import calendar, copying, parameters
from homeport.domain.crm.recurring.calendar import Occurrence, Series
from homeport.domain.crm.recurring.tables import BY_COUNT, BY_DATE, KIND, RECURRING_DEAL
from homeport.domain.records import timers
from homeport.domain.records.fields import Values
from homeport.store import Query, Transaction

MOST_MISSED = 366
"""Deals that are made at most, for one rule, of those that were missed while the clock jumped: the latest."""

_BY_ID = Query(select(RECURRING_DEAL).where(RECURRING_DEAL.c.ID == bindparam("id")))
_BY_DEAL = Query(select(RECURRING_DEAL).where(RECURRING_DEAL.c.DEAL_ID == bindparam("deal_id")))


def of_id(tx: Transaction, rule_id: int) -> Values | None:
    """A rule by its id, whoever asks."""
    return next(iter(tx.dicts(_BY_ID, id=rule_id)), None)


def of_deal(tx: Transaction, deal_id: int) -> Values | None:
    """The rule of the deal that it copies, whoever asks."""
    return next(iter(tx.dicts(_BY_DEAL, deal_id=deal_id)), None)


def next_of(rule: Values, moment: float, zone: ZoneInfo) -> Occurrence | None:
    """When a rule makes its next deal after a moment; None when it makes none any more."""
    if rule["ACTIVE"] != "Y":
        return None
    if rule["IS_LIMIT"] == BY_COUNT and (rule.get("COUNTER_REPEAT") or 0) >= (rule.get("LIMIT_REPEAT") or 0):
        return None
    found = calendar.after(_series(rule), moment, zone)
    ends = rule.get("LIMIT_DATE") if rule["IS_LIMIT"] == BY_DATE else None
    return None if found is None or (ends and found.day > date.fromisoformat(ends)) else found


def stamp_of(day: date, zone: ZoneInfo) -> str:
    """When a rule runs on a day, in the stored form."""
    return to_stored(datetime.fromtimestamp(calendar.moment_of(day, zone), zone))


def set_timer(tx: Transaction, rule: Values) -> None:
    """Let a rule run when its next deal is due."""
    stamp = rule["NEXT_EXECUTION"]
    timers.put(tx, KIND, rule["ID"], None if stamp is None else _seconds(stamp))


def fire(tx: Transaction, clock: Clock, rule_id: int) -> None:
    """Make the deal that is due. One that cannot be made is left out, and the rule goes on."""
    rule = of_id(tx, rule_id)
    if rule is None or rule["NEXT_EXECUTION"] is None:
        return
    ctx, zone = timers.acting(tx, clock, rule["CREATED_BY_ID"]), clock.zone
    occurrence = _due(rule, clock)
    try:
        with tx.savepoint():
            expose(ctx, rule, occurrence.day, stamp_of(occurrence.day, zone))
            rule["COUNTER_REPEAT"] = (rule["COUNTER_REPEAT"] or 0) + 1
    except CallError as error:
        LOG.warning("the recurring deal %s is not made: %s", rule_id, error)
    following = next_of(rule, calendar.moment_of(occurrence.day, zone), zone)
    rule["NEXT_EXECUTION"] = following and stamp_of(following.day, zone)
    ends: dict[str, Any] = {} if following else {"ACTIVE": "N"}
    tx.update(RECURRING_DEAL, {"ID": rule_id}, {"NEXT_EXECUTION": rule["NEXT_EXECUTION"], **ends})
    set_timer(tx, rule)


def expose(ctx: Ctx, rule: Values, day: date, stamp: str) -> int:
    """Make a deal by a template; its id.

    :param day: that its dates are counted from
    :param stamp: the moment that is noted as the rule's last
    :raises CallError: the classic dialect's refusals
    """
    dates = parameters.of_text(rule["PARAMS"])
    moved = {"BEGINDATE": dates.begins.applied(day), "CLOSEDATE": dates.closes.applied(day)}
    differing: Values = {"IS_RECURRING": "N", "STAGE_ID": None, "CATEGORY_ID": rule["CATEGORY_ID"] or 0}
    differing |= {name: when.isoformat() for name, when in moved.items() if when is not None}
    deal_id = copying.copy(ctx, DEAL, rule["DEAL_ID"], differing)
    made = (rule["COUNTER_REPEAT"] or 0) + 1
    ctx.tx.update(RECURRING_DEAL, {"ID": rule["ID"]}, {"COUNTER_REPEAT": made, "LAST_EXECUTION": stamp})
    events.recurring_deal_exposed(ctx, rule["ID"], rule["DEAL_ID"], deal_id)
    return deal_id


def _due(rule: Values, clock: Clock) -> Occurrence:
    """The occurrence that a rule has come to: of more than :data:`MOST_MISSED` the first that is not left out."""
    zone, series = clock.zone, _series(rule)
    found = calendar.after(series, _seconds(rule["NEXT_EXECUTION"]) - 1, zone)
    later = calendar.after(series, clock.now(), zone)
    assert found is not None
    if later is None or later.number - found.number <= MOST_MISSED:
        return found
    first = later.number - MOST_MISSED
    day = series(first)
    assert day is not None
    return Occurrence(first, day)


def _series(rule: Values) -> Series:
    return parameters.of_text(rule["PARAMS"]).series(date.fromisoformat(rule["START_DATE"]))


def _seconds(stamp: str) -> float:
    return parse_moment(stamp, ZoneInfo("UTC")).timestamp()
