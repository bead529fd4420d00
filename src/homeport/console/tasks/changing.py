"""What is done to a task on its card."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.pages import ProblemError, data
from homeport.console.section import Signed
from homeport.console.tasks.words import STEPS, path_to
from homeport.core.ctx import Ctx
from homeport.domain.files.doors import FIELD
from homeport.domain.tasks import uploading
from homeport.domain.tasks.comments import doors

SIGNS = {
    "favorite": ("favorite.add", "taskId"),
    "unfavorite": ("favorite.remove", "taskId"),
    "watch": ("startwatch", "taskId"),
    "unwatch": ("stopwatch", "taskId"),
    **{name: (name, "id") for name in ("pin", "unpin", "mute", "unmute")},
}
"""What people make of a task for themselves: by which method, which calls the task so."""


async def step(visit: Signed) -> Response:
    """Start it, complete it, and so on."""
    form = await visit.form()
    number, name = visit.number("id"), form.get("do", "")
    if name not in STEPS:
        raise ProblemError("There is no such step", "Reload the page, and try again.", 400)
    await visit.call(f"tasks.task.{name}", taskId=number)
    return done(visit, path_to(number))


async def sign(visit: Signed) -> Response:
    """Put it among the person's favourites, on top, let the person watch it or be told nothing of it; or no longer."""
    form = await visit.form()
    number, name = visit.number("id"), form.get("do", "")
    if name not in SIGNS:
        raise ProblemError("There is no such thing", "Reload the page, and try again.", 400)
    method, parameter = SIGNS[name]
    await visit.call(f"tasks.task.{method}", **{parameter: number})
    return done(visit, path_to(number))


async def delegate(visit: Signed) -> Response:
    """Give it to somebody else."""
    form = await visit.form()
    number = visit.number("id")
    await visit.call("tasks.task.delegate", taskId=number, userId=form.get("person", ""))
    return done(visit, path_to(number))


async def conclude(visit: Signed) -> Response:
    """Make a result of a comment, or let it be one no more."""
    form = await visit.form()
    verb = "deleteFromComment" if form.get("do") == "remove" else "addFromComment"
    await visit.call(f"tasks.task.result.{verb}", commentId=form.get("comment", ""))
    return done(visit, path_to(visit.number("id")))


async def check(visit: Signed) -> Response:
    """Add a line to a checklist, tick one, untick it, or delete it."""
    form = await visit.form()
    number, item = visit.number("id"), form.get("item", "")
    match form.get("do"):
        case "add":
            fields: dict[str, Any] = {"TITLE": form.get("title", "").strip(), "IS_COMPLETE": "N"}
            if form.get("list"):
                fields["PARENT_ID"] = form["list"]
            await visit.call("task.checklistitem.add", TASKID=number, FIELDS=fields)
        case "tick":
            await visit.call("task.checklistitem.complete", TASKID=number, ITEMID=item)
        case "untick":
            await visit.call("task.checklistitem.renew", TASKID=number, ITEMID=item)
        case _:
            await visit.call("task.checklistitem.delete", TASKID=number, ITEMID=item)
    return done(visit, path_to(number))


async def comment(visit: Signed) -> Response:
    """Write a comment, or delete one."""
    form = await visit.form()
    number = visit.number("id")
    if form.get("do") == "delete":
        await visit.call("task.commentitem.delete", TASKID=number, ITEMID=form.get("comment", ""))
        return done(visit, path_to(number))
    made = await visit.call("task.commentitem.add", TASKID=number, FIELDS={"POST_MESSAGE": form.get("text", "")})
    if "attaches" in form:  # the page's script sends files to it then
        return data({"address": f"{path_to(number)}comments/{made}/address/"})
    return done(visit, path_to(number))


async def spend(visit: Signed) -> Response:
    """Note time that was spent."""
    form = await visit.form()
    number, minutes = visit.number("id"), form.get("minutes", "")
    if not (minutes.isascii() and minutes.isdecimal() and 0 < int(minutes[:6]) <= 60_000 and len(minutes) <= 6):
        raise ProblemError("That is no time", "Say how many minutes were spent.", 400)
    fields = {"SECONDS": int(minutes) * 60, "COMMENT_TEXT": form.get("text", "")}
    await visit.call("task.elapseditem.add", TASKID=number, ARFIELDS=fields)
    return done(visit, path_to(number))


async def delete(visit: Signed) -> Response:
    """Delete it."""
    await visit.form()
    await visit.call("tasks.task.delete", taskId=visit.number("id"))
    return done(visit, "/tasks/")


async def file_address(visit: Signed) -> Response:
    """Where one file may be sent that is to be shown with it."""
    return await _address(visit, uploading.address, visit.number("id"))


async def comment_address(visit: Signed) -> Response:
    """Where one file may be sent that is to be shown with a comment."""
    return await _address(visit, doors.address, visit.number("comment"))


async def _address(visit: Signed, address: Callable[[Ctx, int], str], number: int) -> Response:
    await visit.form()
    portal, credential = visit.portal, visit.call.credential
    url = await portal.read(lambda tx: address(Ctx(tx, credential, portal.clock), number))
    return data({"field": FIELD, "url": url})
