"""``task.checklistitem.*``: the items of a task's checklists."""

from typing import Any

import pytest

from homeport.domain import integrity
from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.tasks.conftest import CLARA, DMITRI, ELIF, FARID, added, task_of

UNKNOWN = 999_999
MANY = 1_000


def item_of(api: AppApi, task: int, **fields: Any) -> int:
    """A new item's number."""
    number: int = api("task.checklistitem.add", TASKID=task, FIELDS={"TITLE": "An item", **fields})
    return number


def look(api: AppApi, task: int, item: int) -> dict[str, Any]:
    found: dict[str, Any] = api("task.checklistitem.get", TASKID=task, ITEMID=item)
    return found


def titles(api: AppApi, task: int, **order: str) -> list[str]:
    return [each["TITLE"] for each in api("task.checklistitem.getlist", TASKID=task, ORDER=order)]


def outline(node: dict[str, Any]) -> list[Any]:
    """A tree as titles, each with those below it."""
    return [[below["fields"]["title"], *outline(below)] for below in node["descendants"]]


def tree(api: AppApi, task: int) -> dict[str, Any]:
    found: dict[str, Any] = api("tasks.task.pin", id=task)["task"]["checkListTree"]
    return found


def test_the_first_item_makes_a_checklist_and_others_come_behind_it(clara: AppApi) -> None:
    task = added(clara)
    first, second = item_of(clara, task, TITLE="One"), item_of(clara, task, TITLE="Two")
    assert outline(tree(clara, task)) == [["Checklist 1", ["One"], ["Two"]]]
    parent = look(clara, task, first)["PARENT_ID"]
    assert look(clara, task, second) == {
        "ID": str(second),
        "TASK_ID": str(task),
        "PARENT_ID": parent,
        "CREATED_BY": str(CLARA),
        "TITLE": "Two",
        "SORT_INDEX": "1",
        "IS_COMPLETE": "N",
        "IS_IMPORTANT": "N",
        "TOGGLED_BY": None,
        "TOGGLED_DATE": None,
        "MEMBERS": [],
        "ATTACHMENTS": {},
    }


def test_an_item_below_none_of_the_task_is_a_checklist_of_its_own(clara: AppApi) -> None:
    task, other = added(clara), added(clara)
    elsewhere = item_of(clara, other, PARENT_ID=0)
    item_of(clara, task, TITLE="First", PARENT_ID=0)
    item_of(clara, task, TITLE="Second", PARENT_ID=elsewhere)
    item_of(clara, task, TITLE="In the first")
    assert outline(tree(clara, task)) == [["First", ["In the first"]], ["Second"]]


def test_items_are_nested_and_ordered_by_their_index(clara: AppApi) -> None:
    task = added(clara)
    top = item_of(clara, task, TITLE="List", PARENT_ID=0)
    low = item_of(clara, task, TITLE="Low", PARENT_ID=top, SORT_INDEX=20)
    item_of(clara, task, TITLE="High", PARENT_ID=top, SORT_INDEX=10)
    item_of(clara, task, TITLE="Lowest", PARENT_ID=low, IS_COMPLETE="Y")
    found = tree(clara, task)
    assert outline(found) == [["List", ["High"], ["Low", ["Lowest"]]]]
    below = found["descendants"][0]["descendants"]
    assert [each["fields"]["displaySortIndex"] for each in below] == ["1", "2"]
    assert below[1]["fields"]["completedCount"] == 1
    assert below[1]["descendants"][0]["fields"]["displaySortIndex"] == "2.1"
    card = clara("tasks.task.pin", id=task)["task"]["checklist"]
    assert (card[str(low)]["parentId"], card[str(low)]["action"]["toggle"]) == (str(top), True)


def test_members_have_the_same_part_in_the_task(clara: AppApi) -> None:
    task = added(clara, AUDITORS=[ELIF])
    members = {str(DMITRI): {"TYPE": "A"}, str(FARID): {"TYPE": "U"}}
    item = item_of(clara, task, MEMBERS=members)
    shown = look(clara, task, item)["MEMBERS"]
    assert [(each["ID"], each["TYPE"], each["NAME"], each["IS_COLLABER"]) for each in shown] == [
        (str(DMITRI), "A", "Dmitri Quay", False),
        (str(FARID), "U", "Farid Sail", False),
    ]
    people = task_of(clara, task, "ACCOMPLICES", "AUDITORS")
    assert (people["accomplices"], people["auditors"]) == ([str(DMITRI)], [str(ELIF), str(FARID)])
    clara("task.checklistitem.update", TASKID=task, ITEMID=item, FIELDS={"MEMBERS": {str(CLARA): {"TYPE": "U"}}})
    assert [each["ID"] for each in look(clara, task, item)["MEMBERS"]] == [str(CLARA)]


NO_MEMBERS = (
    {"999999": {"TYPE": "A"}},
    {"3": {"TYPE": "X"}},
    {"x": {"TYPE": "A"}},
    {"3": {"TYPE": ["A"]}},
    {"3": {"TYPE": {"A": "A"}}},
    {"9" * 30: {"TYPE": "A"}},
    {"3": "A"},
)


@pytest.mark.parametrize("members", NO_MEMBERS)
def test_members_must_be_people_with_a_part(clara: AppApi, members: dict[str, Any]) -> None:
    task = added(clara)
    fields = {"TITLE": "An item", "PARENT_ID": 0, "MEMBERS": members}
    assert clara.refused("task.checklistitem.add", TASKID=task, FIELDS=fields) == (400, "ERROR_CORE")
    assert titles(clara, task) == []


def test_an_item_is_changed_and_moved_with_what_is_below_it(clara: AppApi) -> None:
    task = added(clara)
    first, second = (item_of(clara, task, TITLE=name, PARENT_ID=0) for name in ("First", "Second"))
    inner = item_of(clara, task, TITLE="Inner", PARENT_ID=second)
    fields = {"PARENT_ID": first, "TITLE": "Moved", "IS_IMPORTANT": "Y"}
    assert clara("task.checklistitem.update", TASKID=task, ITEMID=second, FIELDS=fields) is None
    assert outline(tree(clara, task)) == [["First", ["Moved", ["Inner"]]]]
    assert look(clara, task, second)["IS_IMPORTANT"] == "Y"
    for below in (second, inner):
        given = {"PARENT_ID": below}
        assert clara.refused("task.checklistitem.update", TASKID=task, ITEMID=second, FIELDS=given) == (
            400,
            "ERROR_CORE",
        )
    clara("task.checklistitem.update", TASKID=task, ITEMID=inner, FIELDS={"PARENT_ID": 0})
    assert outline(tree(clara, task)) == [["First", ["Moved"]], ["Inner"]]


def test_a_checklist_has_twenty_levels_at_most(clara: AppApi) -> None:
    task = added(clara)
    chain = [item_of(clara, task, PARENT_ID=0)]
    for _ in range(19):
        chain.append(item_of(clara, task, PARENT_ID=chain[-1]))
    fields = {"TITLE": "Too deep", "PARENT_ID": chain[-1]}
    assert clara.refused("task.checklistitem.add", TASKID=task, FIELDS=fields) == (400, "ERROR_CORE")
    pair = [item_of(clara, task, PARENT_ID=0)]
    item_of(clara, task, PARENT_ID=pair[0])
    for parent, status in ((chain[18], 400), (chain[17], 200)):
        answer = clara.send("task.checklistitem.update", TASKID=task, ITEMID=pair[0], FIELDS={"PARENT_ID": parent})
        assert answer.status == status


def test_an_item_is_ticked_off_once(wire: Wire, clara: AppApi, dmitri: AppApi) -> None:
    wire.freeze(1_767_603_600.0)
    task = added(clara, RESPONSIBLE_ID=DMITRI)
    item = item_of(clara, task)
    assert dmitri("task.checklistitem.complete", TASKID=task, ITEMID=item) is True
    wire.freeze(1_767_607_200.0)
    assert clara("task.checklistitem.complete", TASKID=UNKNOWN, ITEMID=item) is True
    shown = look(clara, task, item)
    moment = "2026-01-05T09:00:00+00:00"
    assert (shown["IS_COMPLETE"], shown["TOGGLED_BY"], shown["TOGGLED_DATE"]) == ("Y", str(DMITRI), moment)
    for _ in range(2):
        assert clara("task.checklistitem.renew", TASKID=task, ITEMID=item) is True
    shown = look(clara, task, item)
    moment = "2026-01-05T10:00:00+00:00"
    assert (shown["IS_COMPLETE"], shown["TOGGLED_BY"], shown["TOGGLED_DATE"]) == ("N", str(CLARA), moment)
    for name in ("complete", "renew"):
        assert clara(f"task.checklistitem.{name}", TASKID=task, ITEMID=UNKNOWN) is False
        for wrong in ({"TASKID": 0, "ITEMID": item}, {"TASKID": task, "ITEMID": -1}):
            answer = clara.send(f"task.checklistitem.{name}", **wrong)
            assert answer.error == (400, "ERROR_CORE", "TASKS_ERROR_ASSERT_EXCEPTION<br>")


def test_an_item_is_put_behind_another(clara: AppApi) -> None:
    task, other = added(clara), added(clara)
    first, second = (item_of(clara, task, TITLE=name, PARENT_ID=0) for name in ("First", "Second"))
    one, two, three = (item_of(clara, task, TITLE=name, PARENT_ID=first) for name in ("One", "Two", "Three"))
    assert clara("task.checklistitem.moveafteritem", TASKID=task, ITEMID=three, AFTERITEMID=one) is None
    assert outline(tree(clara, task)) == [["First", ["One"], ["Three"], ["Two"]], ["Second"]]
    clara("task.checklistitem.moveafteritem", TASKID=task, ITEMID=two, AFTERITEMID=second)
    assert outline(tree(clara, task)) == [["First", ["One"], ["Three"]], ["Second"], ["Two"]]
    elsewhere = item_of(clara, other)
    text = "TASKS_ERROR_EXCEPTION_#8; Moving item: action not allowed; 8/TE/ACTION_FAILED_TO_BE_PROCESSED<br>"
    for after in (elsewhere, UNKNOWN):
        answer = clara.send("task.checklistitem.moveafteritem", TASKID=task, ITEMID=one, AFTERITEMID=after)
        assert answer.error == (400, "ERROR_CORE", text)


def test_an_item_is_deleted_with_what_is_below_it(clara: AppApi) -> None:
    task = added(clara)
    first = item_of(clara, task, TITLE="First", PARENT_ID=0)
    one = item_of(clara, task, TITLE="One", PARENT_ID=first)
    item_of(clara, task, TITLE="Below", PARENT_ID=one, MEMBERS={str(DMITRI): {"TYPE": "A"}})
    assert clara("task.checklistitem.delete", TASKID=task, ITEMID=one) is True
    assert titles(clara, task) == ["First"]
    told = [each["field"] for each in clara("tasks.task.history.list", taskId=task)["list"]]
    assert told[:2] == ["CHECKLIST_ITEM_REMOVE", "CHECKLIST_ITEM_REMOVE"]


def test_items_are_listed_in_an_order(clara: AppApi) -> None:
    task = added(clara)
    for title, index in (("b", 2), ("a", 3), ("c", 1)):
        item_of(clara, task, TITLE=title, SORT_INDEX=index, PARENT_ID=0)
    assert titles(clara, task) == ["c", "a", "b"]
    assert titles(clara, task, TITLE="asc") == ["a", "b", "c"]
    assert titles(clara, task, SORT_INDEX="desc") == ["a", "b", "c"]
    answer = clara.send("task.checklistitem.getlist", TASKID=task, ORDER={"IS_COMPLETED": "asc"})
    text = 'must not contain key "IS_COMPLETED".; 256/TE/WRONG_ARGUMENTS<br>'
    assert answer.error[1] == "ERROR_CORE"
    assert answer.error[2].endswith(text)


def test_who_only_watches_a_task_reads_its_checklists(clara: AppApi, dmitri: AppApi) -> None:
    task = added(clara, AUDITORS=[DMITRI])
    item = item_of(clara, task)
    of_item = {"TASKID": task, "ITEMID": item}
    assert look(dmitri, task, item)["TITLE"] == "An item"
    assert len(titles(dmitri, task)) == 2
    assert dmitri("task.checklistitem.isactionallowed", **of_item, ACTIONID=2) is False
    assert dmitri("task.checklistitem.complete", **of_item) is False
    refused = {
        "add": {"TASKID": task, "FIELDS": {"TITLE": "Mine"}},
        "update": {**of_item, "FIELDS": {"TITLE": "Mine"}},
        "delete": of_item,
        "moveafteritem": {**of_item, "AFTERITEMID": item - 1},
    }
    for name, given in refused.items():
        assert dmitri.refused(f"task.checklistitem.{name}", **given) == (400, "ERROR_CORE"), name
    assert look(clara, task, item)["IS_COMPLETE"] == "N"
    assert tree(dmitri, task)["descendants"][0]["action"]["modify"] is False


def test_who_does_not_see_a_task_sees_no_checklist(clara: AppApi, farid: AppApi) -> None:
    task = added(clara)
    item = item_of(clara, task)
    answer = farid.send("task.checklistitem.get", TASKID=task, ITEMID=item)
    assert answer.error[2].startswith("TASKS_ERROR_EXCEPTION_#512; Check listitem not found or not accessible")
    assert clara.refused("task.checklistitem.get", TASKID=task, ITEMID=UNKNOWN) == (400, "ERROR_CORE")
    assert farid.send("task.checklistitem.getlist", TASKID=task).error[2].startswith("TASKS_ERROR_EXCEPTION_#8;")


@pytest.mark.parametrize("action", range(8))
def test_who_works_on_a_task_may_take_each_action(clara: AppApi, dmitri: AppApi, action: int) -> None:
    task = added(clara, ACCOMPLICES=[DMITRI])
    item = item_of(clara, task)
    if action == 0:
        assert dmitri.refused("task.checklistitem.isactionallowed", TASKID=task, ITEMID=item, ACTIONID=0)[0] == 400
        return
    allowed = dmitri("task.checklistitem.isactionallowed", TASKID=task, ITEMID=item, ACTIONID=action)
    assert allowed == (action <= 5)
    assert dmitri("task.checklistitem.isactionallowed", TASKID=task, ITEMID=UNKNOWN, ACTIONID=action) is False


@pytest.mark.parametrize(
    ("name", "given", "text"),
    [
        ("add", {}, "Param #0 (taskId) expected by method ctaskchecklistitem::add(), but not given."),
        ("add", {"TASKID": 1}, "Param #1 (arFields) expected by method ctaskchecklistitem::add(), but not given."),
        ("get", {"TASKID": 1}, "Param #1 (itemId) expected by method ctaskchecklistitem::get(), but not given."),
        (
            "delete",
            {"TASKID": "x"},
            "Param #0 (taskId) for method ctaskchecklistitem::delete() expected to be of type "
            '"integer", but given something else.',
        ),
        (
            "update",
            {"TASKID": 1, "ITEMID": 1, "FIELDS": "x"},
            "Param #2 (arFields) for method ctaskchecklistitem::update() expected to be of type "
            '"array", but given something else.',
        ),
    ],
)
def test_arguments_must_be_there_and_of_their_kind(clara: AppApi, name: str, given: dict[str, Any], text: str) -> None:
    whole = f"TASKS_ERROR_EXCEPTION_#256; {text}; 256/TE/WRONG_ARGUMENTS<br>"
    assert clara.send(f"task.checklistitem.{name}", **given).error == (400, "ERROR_CORE", whole)


@pytest.mark.parametrize("title", ["", "  ", None])
def test_an_item_has_a_name(clara: AppApi, title: str | None) -> None:
    task = added(clara)
    answer = clara.send("task.checklistitem.add", TASKID=task, FIELDS={"TITLE": title, "SORT_INDEX": 1})
    text = "TASKS_ERROR_EXCEPTION_#8; Item name not specified; 8/TE/ACTION_FAILED_TO_BE_PROCESSED<br>"
    assert answer.error == (400, "ERROR_CORE", text)
    assert titles(clara, task) == []


def test_history_tells_of_items(clara: AppApi) -> None:
    task = added(clara)
    item = item_of(clara, task, TITLE="Old", PARENT_ID=0)
    clara("task.checklistitem.update", TASKID=task, ITEMID=item, FIELDS={"TITLE": "New"})
    clara("task.checklistitem.complete", TASKID=task, ITEMID=item)
    clara("task.checklistitem.renew", TASKID=task, ITEMID=item)
    found = clara("tasks.task.history.list", taskId=task, order={"id": "asc"})["list"]
    assert [(each["field"], each["value"]["from"], each["value"]["to"]) for each in found[1:]] == [
        ("CHECKLIST_ITEM_CREATE", "", "Old"),
        ("CHECKLIST_ITEM_RENAME", "Old", "New"),
        ("CHECKLIST_ITEM_CHECK", "New", "New"),
        ("CHECKLIST_ITEM_UNCHECK", "New", "New"),
    ]


def test_a_checklist_may_have_a_thousand_items(clara: AppApi) -> None:
    task = added(clara)
    for start in range(0, MANY, 50):
        command = f"task.checklistitem.add?TASKID={task}&FIELDS[TITLE]=Item"
        assert clara("batch", cmd=[command for _ in range(start, start + 50)])["result_error"] == []
    assert len(titles(clara, task)) == MANY + 1
    assert len(tree(clara, task)["descendants"][0]["descendants"]) == MANY


def test_a_deleted_task_leaves_no_checklist(wire: Wire, clara: AppApi) -> None:
    task = added(clara)
    item_of(clara, task, MEMBERS={str(DMITRI): {"TYPE": "A"}})
    clara("tasks.task.delete", taskId=task)
    with wire.portal.store.snapshot() as tx:
        assert [*integrity.broken(tx)] == []


def test_the_manifest_names_the_methods(clara: AppApi) -> None:
    found = clara("task.checklistitem.getmanifest")
    assert list(found["REST: available methods"]) == [
        "getmanifest", "get", "getlist", "add", "update", "delete", "complete", "renew", "moveafteritem",
        "isactionallowed",
    ]  # fmt: skip
    assert found["REST: available methods"]["getlist"]["mandatoryParamsCount"] == 1
