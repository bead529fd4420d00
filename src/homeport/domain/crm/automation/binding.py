"""Triggers bound to the stages of a pipeline, and what they do when they are set off.

Source: ``api-reference/crm/automation/crm-automation-trigger.md``.
"""

import re
import secrets
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm import access
from homeport.domain.crm.automation.tables import BOUND_TRIGGER, WEBHOOK
from homeport.domain.crm.entities import entity_of, exists, is_type
from homeport.domain.crm.record import records
from homeport.domain.crm.record.dialects import UNIVERSAL
from homeport.domain.crm.record.reading import stored
from homeport.domain.crm.stages import statuses
from homeport.store import Query, Transaction

NO_TARGET = ErrorKind("", "Target is not set.")
WRONG_TARGET = ErrorKind("", "Incorrect target format.")
NOT_FOUND = ErrorKind("", "Target is not found.")
DENIED = ErrorKind("ACCESS_DENIED", "Access denied! There are no permissions to update the entity.")

_TARGET = re.compile(r"([A-Za-z_]+|DYNAMIC_\d{1,10})_(\d{1,18})", re.ASCII)
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"

_COLUMNS = tuple(column for column in BOUND_TRIGGER.c)
_OF_PIPELINE = Query(
    select(*_COLUMNS)
    .where(
        BOUND_TRIGGER.c.ENTITY_TYPE_ID == bindparam("entity_type_id"),
        BOUND_TRIGGER.c.CATEGORY_ID == bindparam("category_id"),
    )
    .order_by(BOUND_TRIGGER.c.ID)
)


class Bound(NamedTuple):
    """A trigger that is bound to a stage.

    :param app_id: whose trigger it is; :data:`~homeport.domain.crm.automation.tables.WEBHOOK` for an incoming webhook
    :param backward: whether records that are further may be moved back
    """

    id: int
    entity_type_id: int
    category_id: int
    stage_id: str
    app_id: int
    code: str
    backward: bool


def bind(
    tx: Transaction,
    entity_type_id: int,
    category_id: int,
    stage_id: str,
    *,
    app_id: int = WEBHOOK,
    code: str = "",
    backward: bool = False,
) -> str:
    """Bind a trigger to a stage, whoever asks; its code.

    :param code: an application's trigger; one for an incoming webhook is made here
    """
    code = code or "".join(secrets.choice(_LETTERS) for _ in range(5))
    row = {"ENTITY_TYPE_ID": entity_type_id, "CATEGORY_ID": category_id, "STAGE_ID": stage_id}
    tx.insert(BOUND_TRIGGER, {**row, "APP_ID": app_id, "CODE": code, "BACKWARD": "Y" if backward else "N"})
    return code


def unbind(tx: Transaction, number: int) -> bool:
    """Bind a trigger no longer; whether it was."""
    return tx.delete(BOUND_TRIGGER, ID=number) > 0


def bound_to(tx: Transaction, entity_type_id: int, category_id: int) -> list[Bound]:
    """What is bound to the stages of a pipeline."""
    rows = tx.all(_OF_PIPELINE, entity_type_id=entity_type_id, category_id=category_id)
    return [Bound._make((*row[:-1], row[-1] == "Y")) for row in rows]


def call(ctx: Ctx, target: Any, code: Any) -> bool:
    """Set off what waits for an incoming webhook; whether that moved the record.

    :param target: such as ``DEAL_25``
    :raises CallError: :data:`NO_TARGET`, :data:`WRONG_TARGET`, :data:`NOT_FOUND`, :data:`DENIED`
    """
    if target in (None, "", [], {}):
        raise NO_TARGET()
    named = _TARGET.fullmatch(target.strip()) if isinstance(target, str) else None
    if named is None:
        raise WRONG_TARGET()
    type_id = owner.type_id_of(named[1])
    entity = entity_of(type_id) if type_id is not None and is_type(ctx.tx, type_id) else None
    record = Owner(type_id or 0, int(named[2]))
    if entity is None or entity.stages is None or not exists(ctx.tx, record):
        raise NOT_FOUND()
    if not access.may(ctx, Operation.WRITE, record):
        raise DENIED()
    return fire(ctx, record, WEBHOOK, str(code or ""))


def fire(ctx: Ctx, record: Owner, app_id: int, code: str) -> bool:
    """Move a record to the first stage that waits for a trigger and is further than its own, or may be gone back to;
    whether there was one.
    """
    entity = entity_of(record.entity_type_id)
    assert entity is not None
    assert entity.stages is not None
    row = stored(ctx, entity, record.entity_id) or {}
    category = row.get("CATEGORY_ID") or 0
    codes = [
        each["STATUS_ID"]
        for each in statuses.items_of(ctx.tx, entity.stages.directory_of(record.entity_type_id, category))
    ]
    waiting = [
        each
        for each in bound_to(ctx.tx, record.entity_type_id, category)
        if (each.app_id, each.code) == (app_id, code) and each.stage_id in codes
    ]
    own = row[entity.stages.field]
    now = codes.index(own) if own in codes else -1
    for each in sorted(waiting, key=lambda each: codes.index(each.stage_id)):
        place = codes.index(each.stage_id)
        if place > now or (each.backward and place < now):
            records.change(ctx, entity, record.entity_id, {"stageId": each.stage_id}, UNIVERSAL)
            return True
    return False
