"""Tasks within processes: people approve, read, and say what is asked for.

Sources: ``api-reference/bizproc/bizproc-task/``.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.clock import to_stored
from homeport.domain.bizproc import documents, simple
from homeport.domain.bizproc.expressions import as_text, typed
from homeport.domain.bizproc.runs import Run
from homeport.domain.bizproc.scheme import Node
from homeport.domain.bizproc.tables import TASK
from homeport.domain.im import notices
from homeport.domain.portal.people import users
from homeport.domain.records.fields import Values
from homeport.store import Query

KIND = "task"
"""A wait for people."""

OPEN, APPROVED, REJECTED, DONE, OVER = 0, 1, 2, 3, 4
"""What STATUS says: OVER of a task that ended without an answer."""
YES, NO, OK, CANCEL = 1, 2, 3, 4
"""What USER_STATUS says of who has answered."""

APPROVE, REVIEW = "ApproveActivity", "ReviewActivity"
INFORM, INFORM_OR_REFUSE = "RequestInformationActivity", "RequestInformationOptionalActivity"
TAKES = {APPROVE: (YES, NO), REVIEW: (OK,), INFORM: (OK,), INFORM_OR_REFUSE: (OK, CANCEL)}
"""How tasks of each type are answered."""

LINKS = "E:ECrm"
"""Fields that name records of the CRM: what they usually hold is a list, as the page shows it."""

_ALL, _ANY, _VOTE = "all", "any", "vote"
_BELOW, _NOBODY = 0, 2
"""To whom tasks may be delegated, as properties say it."""

ROWS = Query(select(*TASK.c).where(TASK.c.ID == bindparam("id")).order_by(TASK.c.USER_ID))
"""The rows of a task, one for each person who has it."""


class NobodyError(ValueError):
    """A task that nobody has; the text says so."""


def people_of(run: Run, task: int) -> list[Values]:
    """The rows of a task, one for each person who has it."""
    return run.ctx.tx.dicts(ROWS, id=task)


def _ask(run: Run, node: Node) -> bool:
    ctx, scope, said = run.ctx, run.scope, node.properties
    people = [number for number in scope.people(said.get("Users")) if users.is_active(ctx.tx, number)]
    if not people:
        raise NobodyError("nobody has the task")
    if said.get("SetStatusMessage") == "Y" and said.get("StatusMessage"):
        run.call_it(scope.text(said["StatusMessage"]))
    long, now = simple.seconds(run, node), ctx.clock.now()
    until = now + long if long else None
    task = run.wait(node, KIND, until)
    delegation = str(said.get("DelegationType") or _BELOW)
    row = {
        "ID": task,
        "WORKFLOW": run.number,
        "WORKFLOW_ID": run.row["ID"],
        "NAME": scope.text(said.get("Name")) or node.name,
        "DESCRIPTION": scope.text(said.get("Description")),
        "MODIFIED": ctx.clock.stamp(),
        "WORKFLOW_STARTED": run.row["STARTED"],
        "WORKFLOW_STARTED_BY": run.row["STARTED_BY"],
        "OVERDUE_DATE": None if until is None else to_stored(datetime.fromtimestamp(until, UTC)),
        "WORKFLOW_TEMPLATE_ID": run.row["TEMPLATE_ID"],
        "WORKFLOW_TEMPLATE_NAME": run.row["TEMPLATE_NAME"],
        "WORKFLOW_STATE": run.state,
        "STATUS": OPEN,
        "USER_STATUS": OPEN,
        "MODULE_ID": run.document.type.module,
        "ENTITY": run.document.type.entity,
        "DOCUMENT_TYPE": run.document.type.name,
        "DOCUMENT_ID": run.document.id,
        "DOCUMENT_NAME": documents.name(ctx, run.document),
        "ACTIVITY": node.type,
        "ACTIVITY_NAME": node.name,
        "PARAMETERS": msgspec.json.encode(_parameters(run, node)).decode(),
        "DELEGATION": int(delegation) if delegation in ("0", "1", "2") else _NOBODY,
    }
    for person in people:
        ctx.tx.insert(TASK, {**row, "USER_ID": person})
        text = f"{row['NAME']}: {row['DOCUMENT_NAME']}"
        notices.tell(ctx, person, text, f"BIZPROC|TASK|{task}", module="bizproc", event="activity")
    return True


def answered(run: Run, node: Node, task: int, person: int, comment: str, fields: Mapping[str, Any]) -> bool:
    """What follows from the answer that somebody's row of a task has now; whether the task is over.

    :param fields: the values of what was asked for, by its identifiers
    """
    rows = people_of(run, task)
    answer = next(row["USER_STATUS"] for row in rows if row["USER_ID"] == person)
    held = run.memory.results.setdefault(node.name, {})
    if comment:
        held["Comments"] = "\n".join(filter(None, (str(held.get("Comments", "")), comment)))
    held["LastApprover"] = f"user_{person}"
    outcome = _OUTCOMES[node.type](node, [row["USER_STATUS"] for row in rows], answer)
    if outcome is None:
        return False
    held.update(fields)
    run.memory.variables.update(fields)
    _close(run, node, task, outcome)
    return True


def expire(run: Run, node: Node, task: int) -> None:
    """The time for a task is over: what was to be approved is not, and whoever was asked has not said anything."""
    _close(run, node, task, OVER)


def _close(run: Run, node: Node, task: int, status: int) -> None:
    run.ctx.tx.update(TASK, {"ID": task}, {"STATUS": status, "MODIFIED": run.ctx.clock.stamp()})
    good = status in (APPROVED, DONE)
    if len(node.children) > 1:
        run.later(node.children[0] if good else node.children[1])
    elif good and node.type == APPROVE:
        run.later(*node.children)


def _approval(node: Node, answers: list[int], answer: int) -> int | None:
    way = str(node.properties.get("ApproveType") or _ALL)
    yes, waiting = answers.count(YES), answers.count(OPEN)
    if way == _ANY:
        return APPROVED if answer == YES else REJECTED
    if way == _VOTE:
        percent = as_text(node.properties.get("ApproveMinPercent"))
        least = int(percent) if percent.isdecimal() and len(percent) <= 3 else 50
        if yes * 100 >= least * len(answers):
            return APPROVED
        return REJECTED if (yes + waiting) * 100 < least * len(answers) else None
    if answer == NO:
        return REJECTED
    return None if waiting else APPROVED


def _review(node: Node, answers: list[int], answer: int) -> int | None:
    return DONE if node.properties.get("ApproveType") == _ANY or OPEN not in answers else None


def _information(node: Node, answers: list[int], answer: int) -> int | None:
    return DONE if answer == OK else REJECTED


_OUTCOMES: Mapping[str, Callable[[Node, list[int], int], int | None]] = {
    APPROVE: _approval,
    REVIEW: _review,
    INFORM: _information,
    INFORM_OR_REFUSE: _information,
}
"""What has come of a task by an answer; None while others are waited for."""

_BUTTONS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    APPROVE: (
        ("StatusYesLabel", "TaskButton1Message", "Approve"),
        ("StatusNoLabel", "TaskButton2Message", "Reject"),
    ),
    REVIEW: (("StatusOkLabel", "TaskButtonMessage", "Reviewed"),),
    INFORM: (("StatusOkLabel", "TaskButtonMessage", "Save"),),
    INFORM_OR_REFUSE: (
        ("StatusOkLabel", "TaskButtonMessage", "Save"),
        ("StatusCancelLabel", "TaskButtonCancelMessage", "Reject"),
    ),
}
"""What PARAMETERS calls the labels of buttons, the properties that have them, and what they are otherwise."""


def _parameters(run: Run, node: Node) -> dict[str, Any]:
    said = node.properties

    def text(name: str, otherwise: str) -> str:
        return run.scope.text(said.get(name)) or otherwise

    found: dict[str, Any] = {
        "CommentLabel": text("CommentLabelMessage", "Comment"),
        "CommentRequired": text("CommentRequired", "N"),
        "ShowComment": text("ShowComment", "Y"),
    }
    found |= {label: text(name, otherwise) for label, name, otherwise in _BUTTONS[node.type]}
    if node.type in (INFORM, INFORM_OR_REFUSE):
        asked = said.get("RequestedInformation")
        found["Fields"] = [
            _field(run, each) for each in (asked if isinstance(asked, list) else []) if isinstance(each, dict)
        ]
    return found


def _field(run: Run, asked: Mapping[str, Any]) -> dict[str, Any]:
    yes = ("Y", "1", 1, True)
    several = asked.get("Multiple") in yes
    usual = typed(run.scope, asked, None)
    if str(asked.get("Type")).startswith(LINKS) and not isinstance(usual, list):
        usual = [usual] if usual else []
    return {
        "Id": str(asked.get("Name")),
        "Type": str(asked.get("Type") or "string"),
        "Name": str(asked.get("Title") or asked.get("Name")),
        "Description": str(asked.get("Description") or ""),
        "Multiple": several,
        "Required": asked.get("Required") in yes,
        "Options": asked.get("Options") or None,
        "Settings": asked.get("Settings") or None,
        "Default": usual,
    }


STEPS: Mapping[str, Callable[[Run, Node], bool]] = dict.fromkeys(TAKES, _ask)
