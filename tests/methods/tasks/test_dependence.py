"""``task.dependence.*``: links between tasks on a plan."""

import pytest

from homeport.domain import integrity
from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.tasks.conftest import DMITRI, added

UNKNOWN = 999_999
EXISTS = (400, "ILLEGAL_NEW_LINK", "A link between tasks already exists")
ABSENT = (400, "ILLEGAL_NEW_LINK", "The dependency between tasks does not exist")
NO_ADDING = (400, "ACTION_NOT_ALLOWED", "Unable to add a link between tasks")
NO_DELETING = (400, "ACTION_NOT_ALLOWED", "It is not possible to delete the dependency between tasks")


@pytest.mark.parametrize("kind", range(4))
def test_two_tasks_have_one_link_until_it_is_deleted(clara: AppApi, kind: int) -> None:
    first, second = added(clara), added(clara)
    link = {"taskIdFrom": first, "taskIdTo": second}
    assert clara("task.dependence.add", **link, linkType=kind) == []
    assert clara.send("task.dependence.add", **link, linkType=kind).error == EXISTS
    assert clara.send("task.dependence.add", taskIdFrom=second, taskIdTo=first, linkType=kind).error == EXISTS
    assert clara("task.dependence.delete", **link) == []
    assert clara.send("task.dependence.delete", **link).error == ABSENT
    assert clara("task.dependence.add", **link, linkType=kind) == []


@pytest.mark.parametrize("kind", [-1, 4])
def test_there_are_four_kinds_of_links(clara: AppApi, kind: int) -> None:
    link = {"taskIdFrom": added(clara), "taskIdTo": added(clara)}
    assert clara.send("task.dependence.add", **link, linkType=kind).error == NO_ADDING
    assert clara.send("task.dependence.delete", **link).error == ABSENT


def test_links_lead_in_no_circle(clara: AppApi) -> None:
    first, second, third = (added(clara) for _ in range(3))
    for before, task in ((first, second), (second, third)):
        clara("task.dependence.add", taskIdFrom=before, taskIdTo=task, linkType=2)
    assert clara.send("task.dependence.add", taskIdFrom=third, taskIdTo=first, linkType=2).error == NO_ADDING
    assert clara.send("task.dependence.add", taskIdFrom=first, taskIdTo=first, linkType=2).error == NO_ADDING
    assert clara("task.dependence.add", taskIdFrom=first, taskIdTo=third, linkType=2) == []


def test_who_edits_a_task_plans_it_after_one_that_is_seen(clara: AppApi, dmitri: AppApi, farid: AppApi) -> None:
    first, second = added(clara, AUDITORS=[DMITRI]), added(clara, RESPONSIBLE_ID=DMITRI)
    own, hidden = added(dmitri), added(farid)
    assert dmitri("task.dependence.add", taskIdFrom=first, taskIdTo=own, linkType=2) == []
    for before, task in ((first, second), (hidden, own), (UNKNOWN, own), (own, UNKNOWN)):
        link = {"taskIdFrom": before, "taskIdTo": task}
        assert dmitri.send("task.dependence.add", **link, linkType=2).error == NO_ADDING
        assert dmitri.send("task.dependence.delete", **link).error == NO_DELETING


@pytest.mark.parametrize("missing", ["taskIdFrom", "taskIdTo", "linkType"])
def test_both_tasks_and_the_kind_must_be_said(clara: AppApi, missing: str) -> None:
    given = {"taskIdFrom": 1, "taskIdTo": 2, "linkType": 2}
    del given[missing]
    answer = clara.send("task.dependence.add", **given)
    assert answer.error == (400, "100", f"Could not find value for parameter {{{missing}}}")


@pytest.mark.parametrize("gone", [0, 1])
def test_a_deleted_task_has_no_links(wire: Wire, clara: AppApi, gone: int) -> None:
    tasks = [added(clara), added(clara)]
    clara("task.dependence.add", taskIdFrom=tasks[0], taskIdTo=tasks[1], linkType=2)
    clara("tasks.task.delete", taskId=tasks[gone])
    with wire.portal.store.snapshot() as tx:
        assert [*integrity.broken(tx)] == []
