"""Lists of tasks, by what somebody is to them."""

from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from homeport.console.apps import widgets
from homeport.console.crm.added import day_after
from homeport.console.crm.search import read_number
from homeport.console.section import Signed
from homeport.console.tasks import words
from homeport.console.tasks.words import ORDERS, ROLES, ROW, STATES
from homeport.console.turning import turned

NAMES = ("role", "state", "q", "from", "to", "group", "sort")
"""What the address of a list says."""
LIST_MENU, OWN_BAR, GROUP_BAR = "TASK_LIST_CONTEXT_MENU", "TASK_USER_LIST_TOOLBAR", "TASK_GROUP_LIST_TOOLBAR"
"""Where applications are bound on lists."""


async def show(visit: Signed) -> Response:
    """A page of tasks."""
    given = {name: visit.query(name).strip() for name in NAMES if visit.query(name).strip()}
    role = given.get("role") if given.get("role") in ROLES else "mine"
    state = given.get("state") if given.get("state") in STATES else "open"
    sort = given.get("sort") if given.get("sort") in ORDERS else "deadline"
    assert role and state and sort
    start = read_number(visit.query("start")) or 0
    page = await visit.call.answer(
        "tasks.task.list",
        select=ROW,
        filter=_filter(visit, role, state, given),
        order=ORDERS[sort][1],
        start=start,
    )
    rows = page.result["tasks"]

    def address(**changed: str) -> str:
        query = urlencode({name: value for name, value in {**given, **changed}.items() if value})
        return f"/tasks/?{query}" if query else "/tasks/"

    group = read_number(given.get("group", "")) or 0
    toolbar, whose = (
        (GROUP_BAR, {"GROUP_ID": str(group)}) if group else (OWN_BAR, {"USER_ID": str(visit.someone.user_id)})
    )
    bound = await widgets.at_each(visit, LIST_MENU, toolbar)
    return visit.page(
        "tasks/list",
        tasks=[words.listed(visit.portal.clock, each) for each in rows],
        turned=turned("/tasks/", given, page, start, len(rows)),
        given={name: given.get(name, "") for name in NAMES},
        role=role,
        roles={code: (title, address(role=code)) for code, (title, _) in ROLES.items()},
        state=state,
        states={code: title for code, (title, _) in STATES.items()},
        sort=sort,
        sorts={code: title for code, (title, _) in ORDERS.items()},
        groups=await groups_of(visit),
        narrowed=bool(set(given) - {"role", "sort"}),
        toolbar=widgets.listed(bound[toolbar], **whose),
        menu_of_rows=widgets.listed(bound[LIST_MENU]),
    )


def _filter(visit: Signed, role: str, state: str, given: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = dict(STATES[state][1])
    if ROLES[role][1]:
        found[ROLES[role][1]] = visit.someone.user_id
    if "q" in given:
        found["%TITLE"] = given["q"]
    if "from" in given:
        found[">=DEADLINE"] = given["from"]
    if "to" in given:
        found["<DEADLINE"] = day_after(given["to"])
    if read_number(given.get("group", "")):
        found["GROUP_ID"] = given["group"]
    return found


async def groups_of(visit: Signed) -> list[tuple[int, str]]:
    """The groups that the person is in, by their names."""
    found = await visit.call("sonet_group.user.groups")
    return sorted(((int(each["GROUP_ID"]), each["GROUP_NAME"]) for each in found), key=lambda each: each[1])
