"""Robots and activities of applications within processes: their handlers are called, and answer by a token.

Sources: ``bizproc-robot/index.md``, ``bizproc-event-send.md``, ``bizproc-activity-log.md``. What a handler is told,
``docs/events.md`` says.
"""

import hmac
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none
from homeport.domain.bizproc import registered, runs, simple
from homeport.domain.bizproc.expressions import as_text, typed
from homeport.domain.bizproc.runs import Run
from homeport.domain.bizproc.scheme import Node
from homeport.domain.bizproc.tables import WAIT
from homeport.domain.events import handler_calls, outbox
from homeport.domain.portal.apps import apps
from homeport.domain.records.filters import as_map
from homeport.store import Query

DENIED = ErrorKind("ACCESS_DENIED", "Access denied!", 403)
NO_MESSAGE = ErrorKind("ERROR_EMPTY_LOG_MESSAGE", "Empty log message!")

PREFIX = "rest_"
"""Begins the types of activities that are applications'; the code follows."""
APPLICATION = "ApplicationId"
"""The property that says whose robot it is, where it is not of the application that the template is of."""
KIND = "outside"

_WAIT = Query(
    select(WAIT.c.ID, WAIT.c.WORKFLOW, WAIT.c.ACTIVITY).where(
        WAIT.c.ID == bindparam("id"), WAIT.c.KIND == bindparam("kind")
    )
)


def call(run: Run, node: Node) -> bool:
    """Call the handler of an application; whether its answer is waited for. What is not there does nothing."""
    found = _step(run, node)
    if found is None:
        run.note(f"There is no {node.type.removeprefix(PREFIX)} of the application any more", node.name)
        return False
    step, client_id = found
    waits = _waits(step, node)
    long = simple.seconds(run, node) if waits else 0
    wait = run.wait(node, KIND, run.ctx.clock.now() + long if long else None) if waits else 0
    described: dict[str, Any] = msgspec.json.decode(step["PROPERTIES"])
    told = {
        "workflow_id": run.row["ID"],
        "code": step["CODE"],
        "document_id": run.document.whole_id,
        "document_type": list(run.document.type),
        handler_calls.TOKEN: f"{run.row['ID']}|{node.name}|{wait}",
        "properties": {key: typed(run.scope, each, node.properties.get(key)) for key, each in described.items()},
        "use_subscription": "Y" if waits else "N",
        "timeout_duration": str(long),
    }
    outbox.put(
        run.ctx.tx,
        run.ctx.clock,
        event=handler_calls.STEP,
        url=step["HANDLER"],
        client_id=client_id,
        user_id=step["AUTH_USER_ID"],
        data=told,
    )
    return waits


def answered(ctx: Ctx, token: Any, values: Any, message: Any) -> tuple[Run, int]:
    """What an application answers becomes known to its process; it, and the wait that is over.

    :raises CallError: ``DENIED`` for a token that is none, or was answered
    """
    run, wait, activity = _awaited(ctx, token)
    found = _step(run, run.nodes[activity])
    described: Mapping[str, Any] = msgspec.json.decode(found[0]["RETURN_PROPERTIES"]) if found else {}
    given = as_map(values)
    run.memory.results[activity] = {
        key: typed(run.scope, {**each, "Default": None}, given[key], said=True)
        for key, each in described.items()
        if key in given
    }
    if not is_empty(message):
        run.note(as_text(message), activity)
    return run, wait


def log(ctx: Ctx, token: Any, message: Any) -> None:
    """Note what an application says in the log of its process.

    :raises CallError: ``NO_MESSAGE``, ``DENIED``
    """
    if is_empty(message) or not isinstance(message, str | int | float):
        raise NO_MESSAGE()
    run, _, activity = _awaited(ctx, token)
    run.note(str(message), activity)


def _awaited(ctx: Ctx, token: Any) -> tuple[Run, int, str]:
    said, _, seal = token.rpartition(".") if isinstance(token, str) else ("", "", "")
    number = number_or_none(said.rpartition("|")[2]) or 0
    sealed = handler_calls.seal(ctx.tx, said).encode()
    if not number or not hmac.compare_digest(sealed, seal.encode(errors="replace")):
        raise DENIED()
    found = ctx.tx.one(_WAIT, id=number, kind=KIND)
    run = None if found is None else runs.find(ctx.tx, ctx.clock, found[1])
    if found is None or run is None or said != f"{run.row['ID']}|{found[2]}|{number}":
        raise DENIED()
    return run, number, found[2]


def _step(run: Run, node: Node) -> tuple[dict[str, Any], str] | None:
    """The robot or activity that a node is, and its application's code."""
    app_id = number_or_none(node.properties.get(APPLICATION)) or run.row["APP_ID"]
    step = registered.find(run.ctx.tx, app_id, node.type.removeprefix(PREFIX))
    app = apps.find(run.ctx.tx, app_id)
    return None if step is None or app is None else (step, app.client_id)


def _waits(step: Mapping[str, Any], node: Node) -> bool:
    said = step["USE_SUBSCRIPTION"] or str(node.properties.get("UseSubscription") or "")
    return said != "N"
