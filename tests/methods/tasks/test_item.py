"""``task.item.*``, ``task.items.getlist``, ``task.logitem.list``, ``task.planner.getlist``."""

import json
from typing import Any

import pytest

from homeport.domain.portal.people.departments import departments_of
from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.tasks.conftest import ADA, BORIS, CLARA, DMITRI, ELIF, FARID, added, task_of

UNKNOWN = 999_999
REFUSED = (400, "ERROR_CORE", "TASKS_ERROR_EXCEPTION_#4; Action is not allowed; 4/TE/ACTION_NOT_ALLOWED<br>")


def placed(api: AppApi, method: str, *arguments: Any) -> Any:
    """What a call is answered whose parameters are the members of a JSON array."""
    answer = api.wire.send(api.base + method, query=f"auth={api.pair.access}", body=json.dumps(arguments).encode())
    assert answer.status == 200, answer.body
    return answer.json["result"]


def test_it_is_the_same_task(clara: AppApi) -> None:
    data = {"TITLE": "Call back", "RESPONSIBLE_ID": DMITRI, "TAGS": ["new", "old"], "UF_CRM_TASK": ["D_1"]}
    task = clara("task.item.add", TASKDATA={**data, "AUDITORS": [FARID], "DESCRIPTION": "[b]Soon[/b]"})
    assert isinstance(task, int)
    before = clara("task.item.add", fields={"TITLE": "Look up", "RESPONSIBLE_ID": CLARA})
    clara("task.item.update", taskId=task, fields={"DEPENDS_ON": [before], "STATUS": 3})
    found = clara("task.item.getdata", TASKID=task)
    assert {name: found[name] for name in data} == {**data, "RESPONSIBLE_ID": str(DMITRI)}
    assert (found["ID"], found["REAL_STATUS"], found["AUDITORS"]) == (str(task), "3", [str(FARID)])
    assert {"group", "creator", "action", "title"}.isdisjoint(found)
    assert task_of(clara, task)["title"] == "Call back"
    assert clara("task.item.getdependson", TASKID=task) == [before]
    forms = [clara("task.item.getdescription", TASKID=task, FORMAT=form) for form in (1, 2, 3)]
    assert forms == ["[b]Soon[/b]", "<b>Soon</b>", "Soon"]
    assert clara("task.item.delete", TASKID=task) is None
    assert clara.send("task.item.getdata", TASKID=task).error == REFUSED


def test_parameters_may_come_by_their_places(clara: AppApi) -> None:
    task = placed(clara, "task.item.add", {"TITLE": "Call back", "RESPONSIBLE_ID": CLARA})
    placed(clara, "task.item.update", task, {"TITLE": "Write"})
    assert placed(clara, "task.item.getdata", task)["TITLE"] == "Write"
    assert placed(clara, "task.item.list", {"ID": "desc"}, {"ID": task}, [], ["ID"]) == [{"ID": str(task)}]
    item = placed(clara, "task.checklistitem.add", task, {"TITLE": "First"})
    assert placed(clara, "task.checklistitem.get", task, item)["TITLE"] == "First"
    placed(clara, "task.elapseditem.add", task, {"SECONDS": 60, "COMMENT_TEXT": "A call"})
    [spent] = placed(clara, "task.elapseditem.getlist", task, {"ID": "asc"}, {}, ["ID", "SECONDS"])
    assert spent["SECONDS"] == "60"
    # a name goes before a place
    answer = clara.wire.send("/rest/task.item.getdata", query=f"TASKID={task}&0={UNKNOWN}&auth={clara.pair.access}")
    assert answer.json["result"]["ID"] == str(task)


def test_steps_go_the_same_way(clara: AppApi, dmitri: AppApi) -> None:
    task = added(clara, RESPONSIBLE_ID=DMITRI, TASK_CONTROL="Y")

    def status() -> str:
        found: str = clara("task.item.getdata", TASKID=task)["REAL_STATUS"]
        return found

    went = []
    for caller, name in (
        (dmitri, "startexecution"),
        (dmitri, "defer"),
        (dmitri, "renew"),
        (dmitri, "complete"),
        (clara, "disapprove"),
        (dmitri, "complete"),
        (clara, "approve"),
    ):
        assert caller(f"task.item.{name}", TASKID=task) is None
        went.append(status())
    assert went == ["3", "6", "2", "4", "2", "4", "5"]
    for name in ("startexecution", "defer", "complete", "approve", "disapprove"):
        assert dmitri.send(f"task.item.{name}", TASKID=task).error == REFUSED
    clara("task.item.renew", TASKID=task)
    dmitri("task.item.delegate", TASKID=task, USERID=FARID)
    assert clara("task.item.getdata", TASKID=task)["RESPONSIBLE_ID"] == str(FARID)


def test_what_may_be_done_has_numbers_and_names(clara: AppApi, dmitri: AppApi, farid: AppApi) -> None:
    task = added(clara, RESPONSIBLE_ID=DMITRI)
    assert clara("task.item.getallowedactions", TASKID=task) == [3, 6, 7, 8, 9, 10, 12, 13, 14, 15]
    assert dmitri("task.item.getallowedactions", TASKID=task) == [3, 6, 7, 10, 12, 14, 15]
    names = dmitri("task.item.getallowedtaskactionsasstrings", TASKID=task)
    assert len(names) == 18
    assert [name for name, may in names.items() if may] == [
        "ACTION_COMPLETE",
        "ACTION_START",
        "ACTION_DELEGATE",
        "ACTION_DEFER",
        "ACTION_CREATE",
        "ACTION_CHECKLIST_ADD_ITEMS",
        "ACTION_ELAPSED_TIME_ADD",
    ]
    may = "task.item.isactionallowed"
    assert [dmitri(may, TASKID=task, ACTIONID=number) for number in (6, 9, 19)] == [True, False, False]
    assert dmitri(may, TASKID=task, ACTION=6) is True
    assert farid(may, TASKID=task, ACTIONID=12) is False
    assert farid.send("task.item.getallowedactions", TASKID=task).error == REFUSED


def test_favourites_take_their_subtasks_with_them(clara: AppApi, farid: AppApi) -> None:
    top = added(clara)
    below = added(clara, PARENT_ID=top)
    deeper = added(clara, PARENT_ID=below)

    def favourites() -> list[int]:
        found = clara("tasks.task.list", filter={"FAVORITE": "Y"}, order={"ID": "asc"}, select=["ID"])["tasks"]
        return [int(each["id"]) for each in found]

    clara("task.item.addtofavorite", TASK_ID=top)
    assert favourites() == [top]
    clara("task.item.addtofavorite", TASK_ID=top, PARAMS={"AFFECT_CHILDREN": "Y"})
    assert favourites() == [top, below, deeper]
    clara("task.item.deletefromfavorite", TASK_ID=below, PARAMS={"AFFECT_CHILDREN": "Y"})
    assert favourites() == [top]
    assert farid.send("task.item.addtofavorite", TASK_ID=top).error == REFUSED


@pytest.mark.parametrize(
    "method",
    ["getdata", "getdescription", "getdependson", "getallowedactions", "delete", "complete", "update", "delegate"],
)
def test_a_task_that_is_not_seen_is_refused(clara: AppApi, farid: AppApi, method: str) -> None:
    given = {"TASKDATA": {"TITLE": "Mine"}, "USERID": FARID}
    assert farid.send(f"task.item.{method}", TASKID=added(clara), **given).error == REFUSED
    assert farid.send(f"task.item.{method}", TASKID=UNKNOWN, **given).error == REFUSED
    text = f"TASKS_ERROR_EXCEPTION_#256; Param #0 (taskId) expected by method ctaskitem::{method}(), but not given.; "
    assert farid.send(f"task.item.{method}", **given).error == (400, "ERROR_CORE", text + "256/TE/WRONG_ARGUMENTS<br>")
    assert "to be of type" in farid.send(f"task.item.{method}", TASKID="x", **given).error[2]


def test_lists_have_pages_of_their_own(clara: AppApi) -> None:
    tasks = [clara("task.item.add", TASKDATA={"TITLE": f"Task {n}", "RESPONSIBLE_ID": CLARA}) for n in range(5)]
    pages = {"NAV_PARAMS": {"nPageSize": 2, "iNumPage": 2}}
    answer = clara.send("task.item.list", ORDER={"ID": "desc"}, FILTER={"ID": tasks}, PARAMS=pages, SELECT=["ID"])
    assert [int(each["ID"]) for each in answer.json["result"]] == [tasks[2], tasks[1]]
    assert answer.json["total"] == 5
    given = {"FILTER": {"ID": tasks}, "TASKDATA": ["ID", "TITLE"], "NAV_PARAMS": {"nPageSize": 1, "iNumPage": 5}}
    assert clara("task.items.getlist", ORDER={"ID": "asc"}, **given) == [{"ID": str(tasks[4]), "TITLE": "Task 4"}]
    listed = clara("task.item.list", FILTER={"ID": tasks[0]})
    assert len(listed) == 5  # without an order no filter counts
    listed = clara("task.item.list", ORDER={"CREATED_BY": "asc"}, FILTER={"ID": tasks[0]})
    assert [each["STATUS"] for each in listed] == ["2"]
    failed = clara.send("task.item.list", ORDER={"DESCRIPTION": "asc"})
    assert (failed.status, failed.error[1]) == (400, "ERROR_CORE")
    assert clara.refused("task.items.getlist", NAV_PARAMS={"iNumPage": -1}) == (400, "ERROR_CORE")
    gaps = clara.wire.send(
        "/rest/task.item.list", query=f"ORDER[]=&FILTER[]=&PARAMS[]=&SELECT[]=&auth={clara.pair.access}"
    )
    assert len(gaps.json["result"]) == 5


def test_lists_are_filtered_by_subordinates_departments_and_delays(wire: Wire, ada: AppApi, boris: AppApi) -> None:
    wire.freeze(1_767_603_600.0)
    of_clara = added(ada, RESPONSIBLE_ID=CLARA, DEADLINE="2026-01-01")
    of_elif = added(ada, RESPONSIBLE_ID=ELIF, STATUS=5, DEADLINE="2026-01-01")
    added(ada, RESPONSIBLE_ID=ADA, DEADLINE="2026-02-01")

    def found(caller: AppApi, **given: Any) -> list[int]:
        listed = caller("task.items.getlist", ORDER={"ID": "asc"}, FILTER=given, TASKDATA=["ID"])
        return [int(each["ID"]) for each in listed]

    assert found(ada, OVERDUED="Y") == [of_clara, of_elif]
    assert found(boris, SUBORDINATE_TASKS="Y") == [of_clara]
    with wire.portal.store.snapshot() as tx:
        [department, *_] = departments_of(tx, CLARA)
    assert found(ada, DEPARTMENT_ID=department) == [of_clara]
    assert found(ada, DEPARTMENT_ID=UNKNOWN) == []


def test_the_log_tells_each_change_from_the_first(wire: Wire, clara: AppApi, farid: AppApi) -> None:
    wire.freeze(1_767_603_600.0)
    task = added(clara)
    clara("tasks.task.update", taskId=task, fields={"TAGS": ["this is confidential"]})
    same = {"CREATED_DATE": "2026-01-05T09:00:00+00:00", "USER_ID": str(CLARA), "TASK_ID": str(task)}
    assert clara("task.logitem.list", ID=task) == [
        {**same, "FIELD": "NEW", "FROM_VALUE": "", "TO_VALUE": ""},
        {**same, "FIELD": "TAGS", "FROM_VALUE": "", "TO_VALUE": "this is confidential"},
    ]
    assert clara("task.logitem.list", taskId=task) == clara("task.logitem.list", ID=task)
    assert farid.send("task.logitem.list", ID=task).error == REFUSED


def test_the_plan_of_the_day_is_what_is_begun_and_what_is_due(wire: Wire, clara: AppApi) -> None:
    wire.freeze(1_767_603_600.0)  # 5 January 2026, nine o'clock
    later = added(clara, DEADLINE="2026-01-06T00:00:00+00:00")
    due = added(clara, DEADLINE="2026-01-05T23:59:00+00:00")
    begun = added(clara, STATUS=3, DEADLINE="2026-03-01")
    late = added(clara, DEADLINE="2025-12-24")
    added(clara, STATUS=5, DEADLINE="2026-01-05T12:00:00+00:00")
    added(clara, RESPONSIBLE_ID=BORIS, STATUS=3)
    added(clara)
    assert clara("task.planner.getlist") == [late, due, begun]
    wire.freeze(1_767_603_600.0 + 24 * 3600)
    assert clara("task.planner.getlist") == [late, due, later, begun]


def test_the_manifest_names_the_methods(clara: AppApi) -> None:
    found = clara("task.item.getmanifest")
    assert found["REST: shortname alias to class"] == "item"
    assert {"add", "update", "list", "getdata"} <= found["REST: available methods"].keys()
    assert "TITLE" in found["REST: writable item data fields"]
