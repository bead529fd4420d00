"""Blocks that applications add to what timelines show: each has one set of its own on an entry or activity.

Sources: ``timeline/layout-blocks/``, ``activities/layout-blocks/``.
"""

from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm.activity import providers
from homeport.domain.crm.activity.tables import ACTIVITY, CONFIGURED
from homeport.domain.crm.layout.structure import ADDED, checked
from homeport.domain.crm.timeline import items
from homeport.domain.crm.timeline.items import NOT_FOUND, Item
from homeport.domain.crm.timeline.tables import BLOCKS, COMMENT, ENTRY, ITEM_ACTIVITY, ITEM_ENTRY
from homeport.domain.portal.apps.tables import APP
from homeport.store import Query, Transaction

WRONG_CONTEXT = ErrorKind("ERROR_WRONG_CONTEXT", "Method call is only possible in the context of a REST application")
UNSUITABLE = {
    ITEM_ENTRY: ErrorKind("UNSUITABLE_TIMELINE_ITEM", "This timeline entry has no room for additional blocks"),
    ITEM_ACTIVITY: ErrorKind("UNSUITABLE_ACTIVITY_TYPE_ERROR", "This activity has no room for additional blocks"),
}
"""The refusals of items that show nothing of applications."""

_KIND = Query(select(ENTRY.c.KIND).where(ENTRY.c.ID == bindparam("id")))
_PROVIDER = Query(select(ACTIVITY.c.PROVIDER_ID, ACTIVITY.c.TYPE_ID).where(ACTIVITY.c.ID == bindparam("id")))
_OF_APP = Query(
    select(BLOCKS.c.LAYOUT).where(
        BLOCKS.c.ITEM_TYPE == bindparam("type"),
        BLOCKS.c.ITEM_ID == bindparam("id"),
        BLOCKS.c.APP_ID == bindparam("app_id"),
    )
)
_ALL = Query(
    select(BLOCKS.c.LAYOUT, APP.c.ID, APP.c.TITLE, APP.c.CLIENT_ID)
    .join(APP, APP.c.ID == BLOCKS.c.APP_ID)
    .where(BLOCKS.c.ITEM_TYPE == bindparam("type"), BLOCKS.c.ITEM_ID == bindparam("id"))
    .order_by(BLOCKS.c.ID)
)
_CONFIGURED = Query(
    select(CONFIGURED.c.LAYOUT, APP.c.ID, APP.c.TITLE, APP.c.CLIENT_ID)
    .join(ACTIVITY, ACTIVITY.c.ID == CONFIGURED.c.ACTIVITY_ID)
    .join(APP, APP.c.CLIENT_ID == ACTIVITY.c.CLIENT_ID)
    .where(CONFIGURED.c.ACTIVITY_ID == bindparam("activity_id"))
)


class Added(NamedTuple):
    """What an application describes, as a timeline shows it."""

    layout: dict[str, Any]
    app_id: int
    app: str
    client_id: str


def put(ctx: Ctx, record: Owner, item: Item, given: Any) -> None:
    """Give an item the blocks of the application that calls, in place of those that it had there.

    :raises CallError: ``OWNER_NOT_FOUND``, ``NOT_FOUND``, ``ACCESS_DENIED``, one of :data:`UNSUITABLE`, what is wrong
        with the layout
    """
    items.require(ctx, Operation.WRITE, record, item)
    if not _is_suitable(ctx.tx, item):
        raise UNSUITABLE[item.type]()
    layout = msgspec.json.encode(checked(given, ADDED)).decode()
    key = _key(ctx, item)
    if not ctx.tx.update(BLOCKS, key, {"LAYOUT": layout}):
        ctx.tx.insert(BLOCKS, {**key, "LAYOUT": layout})


def get(ctx: Ctx, record: Owner, item: Item) -> dict[str, Any]:
    """The blocks that the application has put there; nothing when it has put none.

    :raises CallError: ``OWNER_NOT_FOUND``, ``NOT_FOUND``, ``ACCESS_DENIED``
    """
    items.require(ctx, Operation.READ, record, item)
    found = ctx.tx.value(_OF_APP, **item._asdict(), app_id=_app_id(ctx))
    return {} if found is None else msgspec.json.decode(found, type=dict[str, Any])


def delete(ctx: Ctx, record: Owner, item: Item) -> None:
    """Take the application's blocks away.

    :raises CallError: ``OWNER_NOT_FOUND``, ``NOT_FOUND``, also when it has put none; ``ACCESS_DENIED``
    """
    items.require(ctx, Operation.WRITE, record, item)
    if not ctx.tx.delete(BLOCKS, **_key(ctx, item)):
        raise NOT_FOUND()


def added(tx: Transaction, item: Item) -> list[Added]:
    """The blocks of every application, in the order in which they were added, whoever asks."""
    return [Added(msgspec.json.decode(layout), *rest) for layout, *rest in tx.all(_ALL, **item._asdict())]


def configured(tx: Transaction, activity_id: int) -> Added | None:
    """How a configurable activity looks, and which application made it, whoever asks; None for others."""
    row = tx.one(_CONFIGURED, activity_id=activity_id)
    return None if row is None else Added(msgspec.json.decode(row[0]), *row[1:])


def forget_application(tx: Transaction, app_id: int) -> None:
    """Remove what an application that is uninstalled has added."""
    tx.delete(BLOCKS, APP_ID=app_id)


def _is_suitable(tx: Transaction, item: Item) -> bool:
    if item.type == ITEM_ENTRY:
        return bool(tx.value(_KIND, id=item.id) == COMMENT)
    provider, type_id = tx.all(_PROVIDER, id=item.id)[0]
    return provider != providers.CONFIGURABLE and type_id in (*providers.CREATABLE, providers.TASK)


def _app_id(ctx: Ctx) -> int:
    """The application that calls. Only applications may."""
    assert ctx.credential.app is not None
    return ctx.credential.app.id


def _key(ctx: Ctx, item: Item) -> dict[str, int]:
    return {"ITEM_TYPE": item.type, "ITEM_ID": item.id, "APP_ID": _app_id(ctx)}
