"""Events that are kept for an application to fetch: of each record and kind of change, the last.

A queue for each ``auth_connector``. Who fetches may take them away at once, or reserve them and confirm afterwards.
Sources: ``api-reference/events/offline-events.md``, ``event-offline-get.md``, ``-list.md``, ``-clear.md``,
``-error.md``.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, select

from homeport.core import values as v
from homeport.core.clock import Clock
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.domain.events.tables import OFFLINE_EVENT
from homeport.domain.portal.apps import arguments
from homeport.domain.records import rows
from homeport.domain.records.filters import Condition, Filter, Filterable, Group, as_map
from homeport.store import Query, Transaction

ACCESS_DENIED = ErrorKind("ACCESS_DENIED", "Access denied!", 403)

LIMIT = 50
MAX_LIMIT = 1_000
RESERVED_SECONDS = 30 * 24 * 3600
"""How long a reserved package is kept."""

_NOT_SAID = (None, "")
"""Clients that write forms say nothing by an empty text."""

_FILTERABLE = {
    "ID": Filterable("ID", v.read_integer),
    "MESSAGE_ID": Filterable("ID", v.read_integer),
    "TIMESTAMP_X": Filterable("TIMESTAMP_X", v.read_datetime),
    "EVENT_NAME": Filterable("EVENT_NAME", v.read_string),
}
_FILTERABLE_IN_LIST = _FILTERABLE | {
    "PROCESS_ID": Filterable("PROCESS_ID", v.read_string),
    "ERROR": Filterable("ERROR", v.read_integer),
}
_WAITING = Query(
    select(OFFLINE_EVENT.c.ID).where(
        OFFLINE_EVENT.c.APP_ID == bindparam("app_id"),
        OFFLINE_EVENT.c.CONNECTOR == bindparam("connector"),
        OFFLINE_EVENT.c.EVENT_NAME == bindparam("event"),
        OFFLINE_EVENT.c.DATA == bindparam("data"),
        OFFLINE_EVENT.c.PROCESS_ID == bindparam("nobody"),
    )
)
_RESERVED = Query(
    select(OFFLINE_EVENT.c.ID).where(
        OFFLINE_EVENT.c.APP_ID == bindparam("app_id"), OFFLINE_EVENT.c.PROCESS_ID == bindparam("process_id")
    )
)
_ENDED = Query(delete(OFFLINE_EVENT).where(OFFLINE_EVENT.c.RESERVED_AT < bindparam("before")))

Kept = dict[str, Any]


def keep(tx: Transaction, clock: Clock, app_id: int, connector: str, event: str, data: Mapping[str, Any]) -> bool:
    """Keep an event; whether it is new: the same one that waits already is only made newer."""
    text, now = json.dumps(data), clock.stamp()
    waiting = tx.value(_WAITING, app_id=app_id, connector=connector, event=event, data=text, nobody="")
    if waiting is not None:
        tx.update(OFFLINE_EVENT, {"ID": waiting}, {"TIMESTAMP_X": now})
        return False
    tx.insert(
        OFFLINE_EVENT,
        {
            "APP_ID": app_id,
            "CONNECTOR": connector,
            "EVENT_NAME": event,
            "DATA": text,
            "TIMESTAMP_X": now,
            "PROCESS_ID": "",
            "ERROR": 0,
        },
    )
    return True


def listed(ctx: Ctx, *, filter: Any, order: Any, start: Any, connector: Any) -> Page:  # noqa: A002  as documented
    """A page of the events that are kept, which stay as they are.

    :raises CallError: ``ACCESS_DENIED``
    """
    wanted = Filter(as_map(filter), lambda name: _FILTERABLE_IN_LIST.get(name.upper()), ctx)
    tree, params = _own(ctx, wanted, connector)
    found = rows.page(ctx.tx, OFFLINE_EVENT, tree, _order(ctx, order, _FILTERABLE_IN_LIST, "ID"), params, start)
    kept = [{**_answer(ctx, row), "PROCESS_ID": row["PROCESS_ID"], "ERROR": str(row["ERROR"])} for row in found.rows]
    return Page(kept, found.total, found.next)


def fetch(
    ctx: Ctx,
    *,
    filter: Any,  # noqa: A002  as documented
    order: Any,
    limit: Any,
    clear: bool,
    process_id: Any,
    connector: Any,
    error: bool,
) -> dict[str, Any]:
    """The first events that wait, taken away or reserved.

    :param clear: whether to take them away
    :param process_id: look at those that were reserved so, again
    :param error: whether to look at those too that were marked as failed
    :raises CallError: ``ACCESS_DENIED``, ``ERROR_ARGUMENT``
    """
    most = LIMIT if limit in (None, "") else min(max(arguments.number("limit", limit), 1), MAX_LIMIT)
    again = process_id if isinstance(process_id, str) else ""
    wanted = Filter(as_map(filter), lambda name: _FILTERABLE.get(name.upper()), ctx)
    tree, params = _own(ctx, wanted, connector)
    free = _equal(params, "PROCESS_ID", again)
    sound = _equal(params, "ERROR", 0)
    failed = _equal(params, "ERROR", 1)
    if error:
        which = Group(True, (free, failed)) if not again else free
    else:
        which = Group(False, (free, sound))
    ctx.tx.execute(_ENDED, before=ctx.clock.now() - RESERVED_SECONDS)
    sorting = _order(ctx, order, _FILTERABLE, "TIMESTAMP_X")
    found = rows.first(ctx.tx, OFFLINE_EVENT, Group(False, (tree, which)), sorting, params, most)
    mark = None
    if clear:
        _remove(ctx.tx, (row["ID"] for row in found))
    elif found:
        mark = again or secrets.token_hex(16)
        for row in found:
            ctx.tx.update(OFFLINE_EVENT, {"ID": row["ID"]}, {"PROCESS_ID": mark, "RESERVED_AT": ctx.clock.now()})
    return {"process_id": mark, "events": [_answer(ctx, row) for row in found]}


def clear(ctx: Ctx, process_id: Any, ids: Any, message_ids: Any) -> None:
    """Confirm that reserved events were dealt with: they go.

    :param ids: only these; else ``message_ids``, else all
    :raises CallError: ``ACCESS_DENIED``, ``ERROR_ARGUMENT``
    """
    _remove(ctx.tx, _chosen(ctx, process_id, message_ids if ids in _NOT_SAID else ids))


def fail(ctx: Ctx, process_id: Any, message_ids: Any) -> None:
    """Mark reserved events as failed: they stay.

    :param message_ids: only these, else all
    :raises CallError: ``ACCESS_DENIED``, ``ERROR_ARGUMENT``
    """
    for event_id in _chosen(ctx, process_id, message_ids):
        ctx.tx.update(OFFLINE_EVENT, {"ID": event_id}, {"ERROR": 1})


def _chosen(ctx: Ctx, process_id: Any, ids: Any) -> list[int]:
    app_id = _administered(ctx)
    mark = arguments.text("process_id", process_id)
    reserved = [row[0] for row in ctx.tx.all(_RESERVED, app_id=app_id, process_id=mark)]
    if ids in _NOT_SAID:
        return reserved
    wanted = {str(each) for each in (as_map(ids).values() if isinstance(ids, dict | list) else [ids])}
    return [event_id for event_id in reserved if str(event_id) in wanted]


def _remove(tx: Transaction, ids: Iterable[int]) -> None:
    for event_id in ids:
        tx.delete(OFFLINE_EVENT, ID=event_id)


def _own(ctx: Ctx, wanted: Filter, connector: Any) -> tuple[Group, dict[str, Any]]:
    """A filter's tree and parameters, for a queue of the application alone."""
    app_id = _administered(ctx)
    params = dict(wanted.params)
    queue = (_equal(params, "APP_ID", app_id), _equal(params, "CONNECTOR", connector_of(connector)))
    return Group(False, (wanted.tree, *queue)), params


def _equal(params: dict[str, Any], column: str, value: Any) -> Condition:
    first = len(params)
    params[f"v{first}"] = value
    return Condition(column, "=", first, 1)


def _order(ctx: Ctx, given: Any, sortable: Mapping[str, Filterable], usual: str) -> rows.Order:
    def find(name: str) -> str | None:
        found = sortable.get(name.upper())
        return None if found is None else found.name

    return rows.order_of(ctx, as_map(given).items(), find) or ((usual, False),)


def connector_of(given: Any) -> str:
    """The name of a queue, as a client sent it; empty for the usual one."""
    return given[: arguments.MAX_TEXT] if isinstance(given, str) else ""


def _administered(ctx: Ctx) -> int:
    if not ctx.actor.is_admin:
        raise ACCESS_DENIED()
    assert ctx.credential.app is not None
    return ctx.credential.app.id


def _answer(ctx: Ctx, row: Mapping[str, Any]) -> Kept:
    return {
        "ID": str(row["ID"]),
        "TIMESTAMP_X": v.DATETIME.classic(row["TIMESTAMP_X"], ctx.clock.zone),
        "EVENT_NAME": row["EVENT_NAME"],
        "EVENT_DATA": json.loads(row["DATA"]),
        "EVENT_ADDITIONAL": False,
        "MESSAGE_ID": str(row["ID"]),
    }
