"""Processes as administrators start, list, stop and delete them.

Sources: ``bizproc-workflow-start.md``, ``-instances.md``, ``-terminate.md``, ``-kill.md``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, FromClause

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.core.values import is_empty, number_or_none
from homeport.domain.bizproc import documents, engine, runs, templates
from homeport.domain.bizproc.documents import Document
from homeport.domain.bizproc.expressions import TooMuchError, typed
from homeport.domain.bizproc.runs import Memory, Run
from homeport.domain.bizproc.scheme import Node
from homeport.domain.bizproc.tables import LOG, TASK, WORKFLOW, WORKFLOW_FIELDS
from homeport.domain.records import reading, timers
from homeport.domain.records.collection import Access, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.filters import as_map

DENIED = ErrorKind("ACCESS_DENIED", "Access denied!", 403)
NO_TEMPLATE_ID = ErrorKind("ERROR_WRONG_WORKFLOW_ID", "Empty TEMPLATE_ID")
NO_TEMPLATE = ErrorKind("ERROR_WRONG_WORKFLOW_ID", "Template not found")
WRONG_DOCUMENT = ErrorKind("", "Wrong DOCUMENT_ID!")
NO_TYPE = ErrorKind("", "Incorrect document type!")
MISMATCH = ErrorKind("", "Template type and DOCUMENT_ID mismatch!")
NO_ID = ErrorKind("ERROR_WRONG_WORKFLOW_ID", "Empty workflow instance ID")

TERMINATED = "Terminated"
"""How people call where a process has ended that was stopped without a word."""
_LETTERS = 255


def _grant(ctx: Ctx, operation: Operation) -> bool | None:
    return True if ctx.actor.is_admin else None


def _running(grant: Any, row: FromClause, scans: bool) -> ColumnElement[bool]:
    return row.c.ENDED.is_(None)


LIST = Collection(
    "workflow",
    "workflows",
    WORKFLOW,
    WORKFLOW_FIELDS,
    Access(_grant, _running),
    order=(("MODIFIED", True), ("ID", True)),
)
DIALECT = replace(CLASSIC, denied=DENIED, unreadable=DENIED)


def start(ctx: Ctx, template: Any, document: Any, parameters: Any) -> str:
    """Start a process on a document; its identifier.

    :raises CallError: ``DENIED``, ``NO_TEMPLATE_ID``, ``NO_TEMPLATE``, ``WRONG_DOCUMENT``, ``NO_TYPE``, ``MISMATCH``
    """
    _require_admin(ctx)
    if is_empty(template) or template in (0, "0"):
        raise NO_TEMPLATE_ID()
    found = templates.find(ctx.tx, number_or_none(template) or 0)
    if found is None:
        raise NO_TEMPLATE()
    try:
        on = documents.find(ctx.tx, document)
    except documents.UnfitError:
        raise WRONG_DOCUMENT() from None
    if on is None:
        raise NO_TYPE()
    if list(on.type) != [found["MODULE_ID"], found["ENTITY"], found["DOCUMENT_TYPE"]]:
        raise MISMATCH()
    return begin(ctx, found, on, as_map(parameters))


def begin(
    ctx: Ctx, template: Mapping[str, Any], document: Document, parameters: Mapping[str, Any], chain: str = ""
) -> str:
    """Start a process on a document of the right type, and let it do what it can; its identifier.

    :param template: as it is stored
    :param parameters: what is given of those that the template describes
    :param chain: what its changes of documents do not start again
    """
    root = msgspec.json.decode(template["TEMPLATE"], type=list[Node])[0]
    variables, constants = (_defaults(msgspec.json.decode(template[part])) for part in ("VARIABLES", "CONSTANTS"))
    memory = Memory([root.name], {}, variables, constants)
    now = ctx.clock.stamp()
    row = {
        "ID": runs.new_id(ctx.clock),
        "MODIFIED": now,
        "OWNED_UNTIL": None,
        "MODULE_ID": document.type.module,
        "ENTITY": document.type.entity,
        "DOCUMENT_TYPE": document.type.name,
        "DOCUMENT_ID": document.id,
        "STARTED": now,
        "STARTED_BY": ctx.actor.user_id,
        "TEMPLATE_ID": template["ID"],
        "APP_ID": template["APP_ID"],
        "TEMPLATE_NAME": template["NAME"],
        "STATE": "",
        "ENDED": None,
        "CHAIN": chain,
        "SCHEME": msgspec.json.encode(root).decode(),
        "MEMORY": msgspec.json.encode(memory).decode(),
    }
    row["NUMBER"] = ctx.tx.insert(WORKFLOW, row)
    run = Run(ctx.tx, ctx.clock, row)
    described: Mapping[str, Any] = msgspec.json.decode(template["PARAMETERS"])
    try:
        for name, each in described.items():
            run.memory.parameters[name] = typed(run.scope, each, parameters.get(name), said=True)
    except TooMuchError as error:
        engine.fail(run, root, str(error))
    else:
        engine.advance(run)
    return str(row["ID"])


def page(ctx: Ctx, select: Any, filter: Any, order: Any, start: Any) -> Page:  # noqa: A002  the documented name
    """A page of the processes that run.

    :raises CallError: ``DENIED``
    """
    names = reading.names_of(select) or ["ID", "MODIFIED", "OWNED_UNTIL"]
    return reading.page(ctx, LIST, DIALECT, select=names, filter=filter, order=order, start=start)


def terminate(ctx: Ctx, given: Any, status: Any) -> None:
    """Stop a process; what it was stays. One that is not there is stopped already.

    :param status: how people call where it has ended
    :raises CallError: ``DENIED``, ``NO_ID``
    """
    number = _named(ctx, given)
    run = None if number is None else runs.find(ctx.tx, ctx.clock, number)
    if run is not None:
        said = str(status).strip()[:_LETTERS] if isinstance(status, str | int) else ""
        engine.end(run, said or TERMINATED)


def kill(ctx: Ctx, given: Any) -> None:
    """Delete a process with all that it was. One that is not there is deleted already.

    :raises CallError: ``DENIED``, ``NO_ID``
    """
    number = _named(ctx, given)
    if number is not None:
        runs.leave(ctx.tx, number)
        timers.put(ctx.tx, engine.ENDED_TIMER, number, None)
        for table in (TASK, LOG):
            ctx.tx.delete(table, WORKFLOW=number)
        ctx.tx.delete(WORKFLOW, NUMBER=number)


def _named(ctx: Ctx, given: Any) -> int | None:
    _require_admin(ctx)
    if not isinstance(given, str) or not given:
        raise NO_ID()
    row = runs.row_of(ctx.tx, given)
    return None if row is None else int(row["NUMBER"])


def _require_admin(ctx: Ctx) -> None:
    if not ctx.actor.is_admin:
        raise DENIED()


def _defaults(described: Mapping[str, Any]) -> dict[str, Any]:
    return {name: each.get("Default", "") for name, each in described.items()}
