"""The page of an activity, and what can be done to one by hand."""

import json
from typing import Any

from starlette.responses import Response

from homeport.console.answers import back, done, unseen
from homeport.console.crm import activities, changes, choosing, showing
from homeport.console.crm.activities import Bound
from homeport.console.crm.kinds import Kinds, kinds_of
from homeport.console.crm.names import Named, Names
from homeport.console.crm.search import read_number
from homeport.console.crm.timeline import CHIPS
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.core.errors import CallError
from homeport.core.owner import Owner
from homeport.domain.messageservice import messages


async def show(visit: Signed) -> Response:
    """The page of an activity: everything that the API says of it."""
    activity_id = visit.number("id")
    kinds = await kinds_of(visit.call)
    stored, bound = await _read(visit, activity_id)
    names = Names(visit.call, kinds)
    activities.want(names, stored, bound, bound.total)
    names.want_person(stored["AUTHOR_ID"])
    names.want_person(stored["EDITOR_ID"])
    listed = await visit.call("crm.activity.list", filter={"ID": activity_id}, select=["COMMUNICATIONS"])
    communications = listed[0]["COMMUNICATIONS"] if listed else []
    for each in communications:
        names.want_record(each["ENTITY_TYPE_ID"], each["ENTITY_ID"])
    fields = await visit.call("crm.activity.fields")
    answer = await visit.call.answer("crm.activity.binding.list", activityId=activity_id)
    await names.load()
    return visit.page(
        "crm/activity",
        activity=activities.view(names, visit.portal.clock, stored, bound, bound.total),
        communications=[(each, names.record(each["ENTITY_TYPE_ID"], each["ENTITY_ID"])) for each in communications],
        rows=[(name, fields[name]["title"], _text(value)) for name, value in stored.items()],
        author=names.person(stored["AUTHOR_ID"]),
        sent=await visit.portal.read(lambda tx: messages.status_of(tx, activity_id)),
        undo=await _offered(visit, kinds, activity_id),
        updated=showing.moment(stored["LAST_UPDATED"]),
        editor=names.person(stored["EDITOR_ID"]),
        answer=_as_answered(answer.result, answer.total, answer.next),
        call=f"{visit.address}/rest/{visit.someone.user_id}/<webhook>/crm.activity.binding.list?activityId={activity_id}",
    )


async def ask_for_record(visit: Signed) -> Response:
    """The form that binds an activity to one more record, or leads a binding to another one."""
    activity_id = visit.number("id")
    kinds = await kinds_of(visit.call)
    stored, _ = await _read(visit, activity_id)
    source = await _source(visit, kinds, visit.query("move")) if visit.query("move") else None
    kind = source.kind if source else kinds.by_type.get(read_number(visit.query("type")) or 0, kinds.by_type[2])
    text = visit.query("q").strip()
    values: dict[str, Any] = {
        "activity_id": activity_id,
        "subject": stored["SUBJECT"] or "the activity",
        "source": source,
        "kinds": [source.kind] if source else list(kinds.by_type.values()),
        "kind": kind,
        "text": text,
        "found": await choosing.find(visit, kind, text),
        "back": back(dict(visit.request.query_params), "" if visit.partial else f"/crm/activity/{activity_id}/"),
    }
    return visit.part("crm/bind_form", **values) if visit.partial else visit.page("crm/bind", **values)


async def change_bindings(visit: Signed) -> Response:
    """Add, move or delete a binding, as ``crm.activity.binding.*`` do."""
    form = await visit.form()
    activity_id = visit.number("id")
    type_id, entity_id = _key(form.get("record", ""))
    match form.get("do"):
        case "add":
            await visit.call(
                "crm.activity.binding.add", activityId=activity_id, entityTypeId=type_id, entityId=entity_id
            )
        case "move":
            source_type, source_id = _key(form.get("source", ""))
            await visit.call(
                "crm.activity.binding.move",
                activityId=activity_id,
                sourceEntityTypeId=source_type,
                sourceEntityId=source_id,
                targetEntityTypeId=type_id,
                targetEntityId=entity_id,
            )
        case "delete":
            await visit.call(
                "crm.activity.binding.delete", activityId=activity_id, entityTypeId=type_id, entityId=entity_id
            )
        case _:
            raise ProblemError("The form is not clear", "Go back, reload the page, and try again.", 400)
    return await _answer(visit, form, activity_id, Owner(type_id, entity_id))


async def complete(visit: Signed) -> Response:
    """Complete an activity, or open it again."""
    form = await visit.form()
    activity_id = visit.number("id")
    completed = "N" if form.get("completed") == "N" else "Y"
    await visit.call("crm.activity.update", id=activity_id, fields={"COMPLETED": completed})
    return await _answer(visit, form, activity_id)


async def reschedule(visit: Signed) -> Response:
    """Give a to-do another deadline, in the name of a record that it is bound to."""
    form = await visit.form()
    activity_id = visit.number("id")
    bound = await visit.call("crm.activity.binding.list", activityId=activity_id)
    type_id, entity_id = _key(form["record"]) if form.get("record") else tuple(bound[0].values())
    await visit.call(
        "crm.activity.todo.updateDeadline",
        id=activity_id,
        ownerTypeId=type_id,
        ownerId=entity_id,
        value=form.get("deadline", ""),
    )
    return await _answer(visit, form, activity_id)


async def delete(visit: Signed) -> Response:
    """Delete an activity."""
    await visit.form()
    await visit.call("crm.activity.delete", id=visit.number("id"))
    return done(visit, "/crm/activity/")


_DONE = {"add": "Bound.", "move": "The binding was moved.", "delete": "No longer bound."}


async def _answer(visit: Signed, form: dict[str, str], activity_id: int, record: Owner | None = None) -> Response:
    """The activity as it is now, in the timeline that is open; else the page that the form was on.

    :param record: whose bindings were changed
    """
    kinds = await kinds_of(visit.call)
    if not visit.partial or form.get("back"):
        path = back(form, f"/crm/activity/{activity_id}/")
        change_id = await changes.latest(visit, record) if record and path.startswith("/crm/activity/") else None
        whose = "" if record is None else f"{record.entity_type_id}:{record.entity_id}"
        return done(visit, f"{path}?changed={change_id}&of={whose}" if change_id else path)
    undo = None
    if record is not None:
        here = _owner(form["here"]) if form.get("here") else record
        leads_back = kinds.by_type[here.entity_type_id].path_to(here.entity_id)
        kind = kinds.by_type[record.entity_type_id]
        undo = await changes.offer(visit, kind, record.entity_id, _DONE[form["do"]], leads_back)
    names = Names(visit.call, kinds)
    stored = await visit.call("crm.activity.get", id=activity_id)
    found = await activities.bindings_of(visit.call, [activity_id])
    bound = found.get(activity_id, activities.NOTHING)
    activities.want(names, stored, bound, CHIPS)
    await names.load()
    activity = activities.view(names, visit.portal.clock, stored, bound, CHIPS)
    return visit.part("crm/changed", activity=activity, here=form.get("here", ""), undo=undo)


async def _read(visit: Signed, activity_id: int) -> tuple[dict[str, Any], Bound]:
    try:
        stored = await visit.call("crm.activity.get", id=activity_id)
        return stored, await activities.all_bindings_of(visit.call, activity_id)
    except CallError as error:
        raise unseen("activity", error) from error


async def _source(visit: Signed, kinds: Kinds, key: str) -> Named:
    """The record that a binding leads to."""
    type_id, entity_id = _key(key)
    names = Names(visit.call, kinds)
    names.want_record(type_id, entity_id)
    await names.load()
    found = names.record(type_id, entity_id)
    if found is None:
        raise ProblemError("There is no such record", "It may have been deleted, or is not open to you.", 404)
    return found


def _owner(text: str) -> Owner:
    return Owner(*_key(text))


async def _offered(visit: Signed, kinds: Kinds, activity_id: int) -> changes.Undo | None:
    """The offer to take back the change of a binding that the address speaks of."""
    change_id = read_number(visit.query("changed"))
    if not change_id or not visit.query("of"):
        return None
    record = _owner(visit.query("of"))
    kind = kinds.by_type.get(record.entity_type_id)
    if kind is None or await changes.latest(visit, record, change_id) is None:
        return None
    path = f"{kind.path_to(record.entity_id)}undo/"
    return changes.Undo("The bindings were changed.", path, change_id, f"/crm/activity/{activity_id}/")


def _key(text: str) -> tuple[int, int]:
    """A record as forms name it: ``2:5``.

    :raises ProblemError: when none was chosen
    """
    type_id, entity_id = (read_number(part) for part in (text.partition(":")[0], text.partition(":")[2]))
    if type_id is None or entity_id is None:
        raise ProblemError("No record was chosen", "Choose one of those that were found.", 400)
    return type_id, entity_id


def _text(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def _as_answered(result: Any, total: int | None, following: int | None) -> str:
    """The answer of a call as a client gets it, without its ``time``."""
    rest_of = {"total": total, "next": following}
    lines = ",\n    ".join(json.dumps(each) for each in result)
    rest = "".join(f',\n  "{name}": {value}' for name, value in rest_of.items() if value is not None)
    return f'{{\n  "result": [\n    {lines}\n  ]{rest}\n}}'
