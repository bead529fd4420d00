"""Badges: what configurable activities show on the board beside the records that they are bound to.

Source: ``api-reference/crm/timeline/activities/configurable/badges/``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, INVALID_ARG_VALUE, CallError, ErrorKind
from homeport.core.owner import Owner
from homeport.core.values import is_empty
from homeport.domain.crm.activity.tables import ACTIVITY, BADGE, BINDING, CONFIGURED
from homeport.domain.crm.layout.checks import Place, one_of, string, translated
from homeport.domain.crm.layout.structure import TAG_TYPES
from homeport.store import Query, Row, Transaction, constant

NOT_FOUND = ErrorKind("NOT_FOUND", "Badge not found for code `{code}`")
REQUIRED = ErrorKind("REQUIRED_ARG_MISSING", "Required argument `{name}` is missing")

Badge = dict[str, Any]

_COLUMNS = (BADGE.c.CODE, BADGE.c.TITLE, BADGE.c.VALUE, BADGE.c.TYPE)
_ALL = Query(select(*_COLUMNS).order_by(BADGE.c.ID))
_ONE = Query(select(*_COLUMNS).where(BADGE.c.CODE == bindparam("code")))
_LAST = Query(
    select(func.max(CONFIGURED.c.ACTIVITY_ID))
    .select_from(
        BINDING.join(CONFIGURED, CONFIGURED.c.ACTIVITY_ID == BINDING.c.ACTIVITY_ID)
        .join(ACTIVITY, ACTIVITY.c.ID == BINDING.c.ACTIVITY_ID)
        .join(BADGE, BADGE.c.CODE == CONFIGURED.c.BADGE_CODE)
    )
    .where(
        BINDING.c.OWNER_TYPE_ID == bindparam("entity_type_id"),
        BINDING.c.OWNER_ID == bindparam("entity_id"),
        ACTIVITY.c.COMPLETED == constant("N"),
    )
)
_OF_ACTIVITY = Query(
    select(*_COLUMNS)
    .join(CONFIGURED, CONFIGURED.c.BADGE_CODE == BADGE.c.CODE)
    .where(CONFIGURED.c.ACTIVITY_ID == bindparam("activity_id"))
)
_CHECKS = {"code": string, "title": translated, "value": translated, "type": one_of(*TAG_TYPES)}


def add(ctx: Ctx, given: Mapping[str, Any]) -> Badge:
    """Register a badge; the badge.

    :param given: ``code``, ``title``, ``value``, ``type``
    :raises CallError: ``ACCESS_DENIED`` for all but administrators, :data:`REQUIRED`, ``INVALID_ARG_VALUE`` for what
        cannot be, and for a code that is taken
    """
    if not ctx.actor.is_admin:
        raise ACCESS_DENIED()
    for name in _CHECKS:
        if is_empty(given.get(name)):
            raise REQUIRED(name=name)
    try:
        badge = {name: check(given[name], Place("badge", name)) for name, check in _CHECKS.items()}
    except CallError as error:
        raise INVALID_ARG_VALUE(reason=error.description) from None
    if is_there(ctx.tx, badge["code"]):
        raise INVALID_ARG_VALUE(reason="A badge with this code already exists")
    texts = {name: msgspec.json.encode(badge[name.lower()]).decode() for name in ("TITLE", "VALUE")}
    ctx.tx.insert(BADGE, {"CODE": badge["code"], "TYPE": badge["type"], **texts})
    return badge


def get(ctx: Ctx, code: Any) -> Badge:
    """A badge.

    :raises CallError: :data:`NOT_FOUND`
    """
    row = ctx.tx.one(_ONE, code=code) if _is_code(code) else None
    if row is None:
        raise NOT_FOUND(code=code)
    return _badge(row)


def listed(ctx: Ctx) -> list[Badge]:
    """Every badge, in the order in which they were registered."""
    return [_badge(row) for row in ctx.tx.all(_ALL)]


def delete(ctx: Ctx, code: Any) -> None:
    """Take a badge away; activities that name it show none.

    :raises CallError: ``ACCESS_DENIED`` for all but administrators, :data:`NOT_FOUND`
    """
    if not ctx.actor.is_admin:
        raise ACCESS_DENIED()
    if not (_is_code(code) and ctx.tx.delete(BADGE, CODE=code)):
        raise NOT_FOUND(code=code)


def is_there(tx: Transaction, code: str) -> bool:
    """Whether there is a badge of a code."""
    return tx.one(_ONE, code=code) is not None


def shown(tx: Transaction, records: Iterable[Owner]) -> dict[Owner, Badge]:
    """The badge of each record that has one: that of the activity that was added last and is not completed."""
    found = {}
    for record in records:
        activity_id = tx.value(_LAST, **record._asdict())
        row = None if activity_id is None else tx.one(_OF_ACTIVITY, activity_id=activity_id)
        if row is not None:
            found[record] = _badge(row)
    return found


def _is_code(code: Any) -> bool:
    return isinstance(code, str) and "\0" not in code


def _badge(row: Row) -> Badge:
    code, title, value, kind = row
    return {"code": code, "title": msgspec.json.decode(title), "value": msgspec.json.decode(value), "type": kind}
