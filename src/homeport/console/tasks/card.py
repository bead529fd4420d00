"""The card of a task."""

from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.apps import widgets
from homeport.console.crm import showing
from homeport.console.crm.kinds import kinds_of
from homeport.console.crm.names import Names
from homeport.console.crm.people import people_of
from homeport.console.crm.showing import Moment
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.console.tasks import became, plan, words
from homeport.console.tasks.words import ROW, STEPS, Listed, listed, path_to
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import CallError
from homeport.core.owner import type_of_abbreviation
from homeport.core.values import number_or_none
from homeport.domain.disk import attached
from homeport.domain.files import doors
from homeport.domain.tasks import dependences, files, markup
from homeport.store import Transaction

THUMBNAIL = 240
"""Pixels that small copies of pictures are at most wide and high."""
SELECT = [
    "*", "UF_CRM_TASK", "TAGS", "SUB_STATUS", "FAVORITE", "TIME_SPENT_IN_LOGS", "DEPENDS_ON", "IS_PINNED", "IS_MUTED",
]  # fmt: skip
_TIMED = {"WITH_TIMER_INFO": True}
TAB, SIDE, BAR = "TASK_VIEW_TAB", "TASK_VIEW_SIDEBAR", "TASK_VIEW_TOP_PANEL"
"""Where applications are bound on the card."""


class Item(NamedTuple):
    """A line of a checklist."""

    item_id: str
    title: str
    done: bool


class Checklist(NamedTuple):
    """A checklist.

    :param done: how many of its lines are
    """

    item_id: str
    title: str
    items: list[Item]
    done: int


class Comment(NamedTuple):
    """A comment.

    :param text: HTML, all of which but its markup is escaped
    :param files: names and addresses
    """

    comment_id: str
    author: str
    text: str
    created: Moment | None
    mine: bool
    files: list[tuple[str, str]]


class Spent(NamedTuple):
    """Time that somebody spent."""

    author: str
    span: str
    text: str
    created: Moment | None


class Timer(NamedTuple):
    """The person's timer.

    :param runs: for how many seconds; None when it does not run for this task
    :param resumes: whether it can be started while the task is in progress
    """

    runs: int | None
    resumes: bool

    @property
    def shown(self) -> str:
        """What it shows."""
        return words.watch(self.runs or 0)


class File(NamedTuple):
    """A file that is shown with the task.

    :param picture: the address of a small copy; empty for what is no picture
    """

    name: str
    url: str
    picture: str


async def task_of(visit: Signed, select: list[str]) -> dict[str, Any]:
    """The task that the path names.

    :raises ProblemError: when there is none, or the person may not see it
    """
    try:
        told = await visit.call("tasks.task.get", taskId=visit.number("id"), select=select)
    except CallError as error:
        raise ProblemError("There is no such task", "It may have gone, or it is not open to you.", 404) from error
    if not told:
        raise ProblemError("There is no such task", "It may have gone, or it is not open to you.", 404)
    found: dict[str, Any] = told["task"]
    return found


async def show(visit: Signed) -> Response:
    """The card."""
    task = await task_of(visit, SELECT)
    number = int(task["id"])
    shown, links = await visit.portal.read(lambda tx: _beside(visit, tx, number))
    told = await visit.call.several(
        {
            "checklist": ("task.checklistitem.getlist", {"TASKID": number}),
            "comments": ("task.commentitem.getlist", {"TASKID": number, "ORDER": {"ID": "asc"}}),
            "spent": ("task.elapseditem.getlist", {"TASKID": number, "ORDER": {"ID": "desc"}}),
            "subtasks": ("tasks.task.list", {"select": ROW, "filter": {"PARENT_ID": number}, "order": {"ID": "asc"}}),
            "parent": ("tasks.task.list", {"select": ROW, "filter": {"ID": task["parentId"] or 0}}),
            "before": ("tasks.task.list", {"select": ROW, "filter": {"ID": task.get("dependsOn") or [0]}}),
            "after": ("task.item.list", {"ORDER": {"ID": "asc"}, "FILTER": {"DEPENDS_ON": number}}),
            "plan": ("tasks.task.list", {"select": ROW, "filter": {"ID": plan.others(links, number)}}),
            "history": ("tasks.task.history.list", {"taskId": number}),
            "results": ("tasks.task.result.list", {"taskId": number}),
            "timer": ("tasks.task.list", {"select": ["ID"], "filter": {"ID": number}, "params": _TIMED}),
        }
    )
    nothing = Page([])
    spent = told.get("spent", nothing).result
    names = Names(visit.call, await kinds_of(visit.call))
    bound = [_record(each) for each in task.get("ufCrmTask") or []]
    for type_id, entity_id in bound:
        names.want_record(type_id, entity_id)
    for each in spent:
        names.want_person(each["USER_ID"])
    history, results = (told[name].result if name in told else [] for name in ("history", "results"))
    history = history["list"] if history else []
    became.want_people(names, history, results)
    await names.load()
    records = [found for type_id, entity_id in bound if (found := names.record(type_id, entity_id))]
    placed = await widgets.at_each(visit, TAB, SIDE, BAR)
    told_apps = {"taskId": str(number)}
    return visit.page(
        "tasks/card",
        task=task,
        path=path_to(number),
        description=markup.as_html(task["description"] or ""),
        row=listed(visit.portal.clock, task),
        steps=[(name, *step) for name, step in STEPS.items() if task["action"].get(name)],
        may=task["action"],
        checklists=_checklists(told.get("checklist", nothing).result),
        comments=[_comment(visit, each) for each in told.get("comments", nothing).result],
        spent=[_spent(names, each) for each in spent],
        timer=_timer(told, task),
        results=became.results_of(names, results),
        history=became.steps(names, history),
        before=_tasks(visit, told, "before"),
        after=[(each["TITLE"], path_to(each["ID"])) for each in told.get("after", nothing).result],
        plan=plan.sides(links, number, _tasks(visit, told, "plan")),
        kinds=plan.KINDS,
        people=await people_of(visit.call) if task["action"]["delegate"] else [],
        spent_in_all=words.span(int(task["timeSpentInLogs"] or 0)),
        subtasks=_tasks(visit, told, "subtasks"),
        parent=next(iter(_tasks(visit, told, "parent")), None) if task["parentId"] else None,
        records=records,
        files=shown,
        helpers=_people(task, "accomplicesData"),
        watchers=_people(task, "auditorsData"),
        created=showing.moment(task["createdDate"]),
        closed=showing.moment(task["closedDate"]),
        tags=_tags(task.get("tags")),
        toolbar=widgets.listed(placed[BAR], **told_apps),
        tabs=widgets.listed([*placed[TAB], *placed[SIDE]], **told_apps),
    )


def _record(code: str) -> tuple[int, int]:
    """A record as a task names it: ``D_5``."""
    short, _, number = str(code).rpartition("_")
    return type_of_abbreviation(short) or 0, number_or_none(number) or 0


def _timer(told: dict[str, Page], task: dict[str, Any]) -> Timer:
    """What is told of the person's timer."""
    (found,) = told["timer"].result["tasks"]
    if found["timerIsRunningForCurrentUser"] != "Y":
        return Timer(None, task["status"] == words.RUNNING and bool(task["action"]["dayplan.timer.toggle"]))
    return Timer(int(found["timeElapsed"] or 0) - int(task["timeSpentInLogs"] or 0), False)


def _tasks(visit: Signed, told: dict[str, Page], name: str) -> list[Listed]:
    rows = told[name].result["tasks"] if name in told else []
    return [listed(visit.portal.clock, each) for each in rows]


def _checklists(rows: list[dict[str, Any]]) -> list[Checklist]:
    """Checklists with their lines, also those within lines, in their order."""
    below: dict[str, list[dict[str, Any]]] = {}
    for each in sorted(rows, key=lambda row: (int(row["SORT_INDEX"] or 0), int(row["ID"]))):
        below.setdefault(str(each["PARENT_ID"] or "0"), []).append(each)

    def lines(number: str) -> list[Item]:
        found = []
        for each in below.get(number, []):
            found.append(Item(each["ID"], each["TITLE"], each["IS_COMPLETE"] == "Y"))
            found += lines(each["ID"])
        return found

    every = []
    for each in below.get("0", []):
        items = lines(each["ID"])
        every.append(Checklist(each["ID"], each["TITLE"], items, sum(item.done for item in items)))
    return every


def _comment(visit: Signed, row: dict[str, Any]) -> Comment:
    return Comment(
        row["ID"],
        row["AUTHOR_NAME"],
        markup.as_html(row["POST_MESSAGE"]),
        showing.moment(row["POST_DATE"]),
        int(row["AUTHOR_ID"]) == visit.someone.user_id,
        [(each["NAME"], each["DOWNLOAD_URL"]) for each in row["ATTACHED_OBJECTS"].values()],
    )


def _spent(names: Names, row: dict[str, Any]) -> Spent:
    text, created = row["COMMENT_TEXT"] or "", showing.moment(row["CREATED_DATE"])
    return Spent(names.person(row["USER_ID"]), words.span(int(row["SECONDS"])), text, created)


def _people(task: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = task.get(name) or {}
    return list(found.values()) if isinstance(found, dict) else []


def _tags(given: Any) -> list[str]:
    return [each["title"] for each in given.values()] if isinstance(given, dict) else []


def _beside(visit: Signed, tx: Transaction, number: int) -> tuple[list[File], list[dependences.Link]]:
    """The files that are shown with it, and its links on a plan: no method lists either."""
    ctx = Ctx(tx, visit.call.credential, visit.portal.clock)
    shown = [
        File(
            each.name,
            doors.download_url(ctx, attached.DOOR, each.id),
            doors.download_url(ctx, attached.DOOR, each.id, str(THUMBNAIL)) if each.width else "",
        )
        for each in attached.of(tx, files.KIND, [number]).get(number, ())
    ]
    return shown, dependences.around(ctx, number)
