"""The form of a task."""

from typing import Any

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.crm.kinds import COMPANY, CONTACT, DEAL, LEAD, Kind, kinds_of
from homeport.console.crm.names import Named, Names
from homeport.console.crm.people import people_of
from homeport.console.crm.search import read_number
from homeport.console.section import Signed
from homeport.console.tasks.card import task_of
from homeport.console.tasks.lists import groups_of
from homeport.console.tasks.words import path_to
from homeport.core.owner import abbreviation_of, type_of_abbreviation

KINDS: tuple[Kind, ...] = (DEAL, LEAD, CONTACT, COMPANY)
"""The records that a form binds a task to."""
FLAGS = {
    "ALLOW_TIME_TRACKING": "Track the time that is spent",
    "TASK_CONTROL": "I approve what was done",
    "ALLOW_CHANGE_DEADLINE": "The responsible person may change the deadline",
}
SELECT = [
    "ID", "TITLE", "DESCRIPTION", "RESPONSIBLE_ID", "ACCOMPLICES", "AUDITORS", "DEADLINE", "PRIORITY", "GROUP_ID",
    "PARENT_ID", "UF_CRM_TASK", *FLAGS,
]  # fmt: skip


async def start(visit: Signed) -> Response:
    """The form of a new task; the address may say whose part it is, its group and a record it is about."""
    task: dict[str, Any] = {
        "id": 0, "title": "", "description": "", "responsibleId": str(visit.someone.user_id), "accomplices": [],
        "auditors": [], "deadline": "", "priority": "1", "groupId": visit.query("group"),
        "parentId": visit.query("parent"), "ufCrmTask": [visit.query("record")] if visit.query("record") else [],
    }  # fmt: skip
    return await _form(visit, task)


async def edit(visit: Signed) -> Response:
    """The form of a task."""
    return await _form(visit, await task_of(visit, SELECT))


async def _form(visit: Signed, task: dict[str, Any]) -> Response:
    names = Names(visit.call, await kinds_of(visit.call))
    bound: list[tuple[int, int]] = []
    for code in task.get("ufCrmTask") or []:
        short, _, entity_id = str(code).rpartition("_")
        bound.append((type_of_abbreviation(short) or 0, read_number(entity_id) or 0))
    for type_id, number in bound:
        names.want_record(type_id, number)
    await names.load()
    records: dict[int, list[Named]] = {kind.type_id: [] for kind in KINDS}
    for type_id, number in bound:
        found = names.record(type_id, number)
        if found is not None and type_id in records:
            records[type_id].append(found)
    return visit.page(
        "tasks/form",
        task=task,
        path=path_to(task["id"]) if task["id"] else "/tasks/",
        people=await people_of(visit.call),
        groups=await groups_of(visit),
        kinds=[(kind, records[kind.type_id]) for kind in KINDS],
        flags=[(name, title, task.get(_camel(name)) == "Y") for name, title in FLAGS.items()],
        helpers={str(each) for each in task["accomplices"] or []},
        watchers={str(each) for each in task["auditors"] or []},
    )


async def add(visit: Signed) -> Response:
    """Add the task of a form."""
    form = await visit.form()
    made = await visit.call("tasks.task.add", fields=_read(form, []))
    return done(visit, path_to(made["task"]["id"]))


async def save(visit: Signed) -> Response:
    """Write what was typed into the form of a task."""
    form = await visit.form()
    task = await task_of(visit, ["ID", "UF_CRM_TASK"])
    await visit.call("tasks.task.update", taskId=int(task["id"]), fields=_read(form, task.get("ufCrmTask") or []))
    return done(visit, path_to(task["id"]))


def _read(form: dict[str, str], bound: list[str]) -> dict[str, Any]:
    """The fields of a form.

    :param bound: the records that it was bound to; those of other types than the form shows stay
    """
    shown = tuple(f"{abbreviation_of(kind.type_id)}_" for kind in KINDS)
    chosen = [
        f"{abbreviation_of(kind.type_id)}_{value}"
        for kind in KINDS
        for name, value in form.items()
        if name.startswith(f"crm.{kind.type_id}.")
    ]
    return {
        "TITLE": form.get("title", "").strip(),
        "DESCRIPTION": form.get("description", ""),
        "RESPONSIBLE_ID": form.get("responsible", ""),
        "ACCOMPLICES": [value for name, value in form.items() if name.startswith("helper.")],
        "AUDITORS": [value for name, value in form.items() if name.startswith("watcher.")],
        "DEADLINE": form.get("deadline", ""),
        "PRIORITY": "2" if form.get("important") == "Y" else "1",
        "GROUP_ID": form.get("group") or 0,
        "PARENT_ID": form.get("parent") or 0,
        "UF_CRM_TASK": [*(code for code in bound if not str(code).startswith(shown)), *chosen],
        **{name: "Y" if form.get(name) == "Y" else "N" for name in FLAGS},
    }


def _camel(name: str) -> str:
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)
