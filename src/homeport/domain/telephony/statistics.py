"""Calls that have ended, as ``voximplant.statistic.get`` lists them: administrators see all, employees their own.

Source: ``api-reference/telephony/voximplant/voximplant-statistic-get.md``.
"""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, FromClause, Index, Table, bindparam, select, true

from homeport.core import values as v
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.records import reading
from homeport.domain.records.collection import Access, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

DENIED = ErrorKind("ACCESS_DENIED", "Access denied!", 403)

ALL, OWN = "all", "own"
SEARCHED, CONTAINS = "?", "%"
"""The sign before a field for what stands in a text, here and in other lists."""

Row = dict[str, Any]


def _cost(value: Any, zone: ZoneInfo) -> str | None:
    return None if value is None else f"{value:.4f}"


_COST = replace(v.DOUBLE, classic=_cost)
_NUMBER = replace(v.INTEGER, classic=v.same)
"""A number that is answered as one, where all others are texts."""
_MOMENT = replace(v.DATETIME, classic=v.write_moment)

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER),
        F("PORTAL_USER_ID", v.INTEGER),
        F("PORTAL_NUMBER", v.STRING),
        F("PHONE_NUMBER", v.STRING),
        F("CALL_ID", v.STRING),
        F("EXTERNAL_CALL_ID", v.STRING),
        F("CALL_CATEGORY", v.STRING),
        F("CALL_LOG", v.STRING),
        F("CALL_DURATION", v.INTEGER),
        F("CALL_START_DATE", _MOMENT),
        F("CALL_RECORD_URL", v.STRING),
        F("CALL_VOTE", v.INTEGER),
        F("COST", _COST),
        F("COST_CURRENCY", v.STRING),
        F("CALL_FAILED_CODE", v.STRING),
        F("CALL_FAILED_REASON", v.STRING),
        F("CRM_ENTITY_TYPE", v.STRING),
        F("CRM_ENTITY_ID", v.INTEGER),
        F("CRM_ACTIVITY_ID", v.INTEGER),
        F("REST_APP_ID", v.INTEGER),
        F("REST_APP_NAME", v.STRING),
        F("TRANSCRIPT_ID", v.INTEGER),
        F("TRANSCRIPT_PENDING", v.CHAR),
        F("SESSION_ID", v.INTEGER),
        F("REDIAL_ATTEMPT", v.INTEGER),
        F("COMMENT", v.STRING),
        F("RECORD_DURATION", v.INTEGER),
        F("RECORD_FILE_ID", _NUMBER),
        F("CALL_TYPE", v.INTEGER),
    )
)
TABLE = Table("telephony_statistic", METADATA, *(field.column() for field in FIELDS), sqlite_autoincrement=True)
Index("telephony_statistic_call", TABLE.c.CALL_ID, unique=True)
Index("telephony_statistic_started", TABLE.c.CALL_START_DATE, TABLE.c.ID)
Index("telephony_statistic_user", TABLE.c.PORTAL_USER_ID, TABLE.c.ID)
Index("telephony_statistic_phone", TABLE.c.PHONE_NUMBER, TABLE.c.ID)
Index("telephony_statistic_client", TABLE.c.CRM_ENTITY_TYPE, TABLE.c.CRM_ENTITY_ID, TABLE.c.ID)
Index("telephony_statistic_activity", TABLE.c.CRM_ACTIVITY_ID)

_BY_CALL = Query(select(*TABLE.c).where(TABLE.c.CALL_ID == bindparam("call")))
_BY_ID = Query(select(*TABLE.c).where(TABLE.c.ID == bindparam("id")))
_BY_ACTIVITY = Query(select(*TABLE.c).where(TABLE.c.CRM_ACTIVITY_ID == bindparam("activity")))


def _grant(ctx: Ctx, operation: Operation) -> str | None:
    if ctx.actor.is_admin:
        return ALL
    return OWN if ctx.actor.is_employee else None


def _covers(grant: Any, row: FromClause, scans: bool) -> ColumnElement[bool]:
    return true() if grant == ALL else row.c.PORTAL_USER_ID == bindparam("actor")


STATISTICS = Collection("call", "calls", TABLE, FIELDS, Access(_grant, _covers))
DIALECT = replace(CLASSIC, denied=DENIED, unreadable=DENIED)


def page(ctx: Ctx, given: Any, sort: Any, direction: Any, start: Any) -> Page:
    """A page of the calls that have ended.

    :param given: a filter by the fields
    :param sort: a field, but for ``CALL_TYPE``; by ids without it
    :param direction: ``ASC`` or ``DESC``
    :param start: the first one
    :raises CallError: ``ACCESS_DENIED`` to guests
    """
    conditions = {
        f"{CONTAINS}{name[1:]}" if name.startswith(SEARCHED) else name: value for name, value in as_map(given).items()
    }
    by = str(sort).upper() if isinstance(sort, str) else ""
    if by == "CALL_TYPE":
        ctx.drop("order", by)
        by = ""
    order = {by: str(direction or "ASC")} if by else None
    return reading.page(ctx, STATISTICS, DIALECT, filter=conditions, order=order, start=start)


def of_call(tx: Transaction, call_id: Any) -> Row | None:
    """An ended call by what it is called, whoever may see it."""
    return next(iter(tx.dicts(_BY_CALL, call=call_id)), None) if isinstance(call_id, str) and call_id else None


def of_number(tx: Transaction, number: int) -> Row | None:
    """An ended call by its number."""
    return next(iter(tx.dicts(_BY_ID, id=number)), None)


def of_activity(tx: Transaction, activity: int) -> Row | None:
    """The ended call that an activity is of."""
    return next(iter(tx.dicts(_BY_ACTIVITY, activity=activity)), None)


def is_seen(ctx: Ctx, number: int) -> bool:
    """Whether the caller sees an ended call."""
    return reading.may(ctx, STATISTICS, Operation.READ, {"ID": number})
