"""``tasks.task.start|pause|defer|complete|renew|approve|disapprove|delegate``: who moves a task from where to where."""

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.tasks.conftest import CLARA, DMITRI, ELIF, FARID, added, task_of

UNKNOWN = 999_999
STATUSES = (2, 3, 4, 5, 6)
STEPS = {
    "start": ((2,), 3, "0"),
    "pause": ((3,), 2, "1048582"),
    "defer": ((2,), 6, "1048582"),
    "complete": ((2, 3, 6), 5, "0"),
    "renew": ((5, 6), 2, "1048582"),
    "approve": ((4,), 5, "1048582"),
    "disapprove": ((4,), 2, "1048582"),
}
"""From which statuses a step starts, to which it leads, and the code of its refusal."""


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", STATUSES)
def test_a_step_leads_from_its_statuses_to_another(clara: AppApi, step: str, status: int) -> None:
    before, after, code = STEPS[step]
    task = added(clara, STATUS=status)
    action = clara("tasks.task.get", taskId=task)["task"]["action"]
    assert action[step] == (status in before)
    if status in before:
        assert clara(f"tasks.task.{step}", taskId=task)["task"]["status"] == str(after)
    else:
        answer = clara.send(f"tasks.task.{step}", taskId=task)
        assert answer.error == (400, code, "Action on the task is not allowed")
        assert task_of(clara, task)["status"] == str(status)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_refused_of_a_task_that_is_not_there_or_not_seen(clara: AppApi, farid: AppApi, step: str) -> None:
    before, _, code = STEPS[step]
    task = added(clara, STATUS=before[0])
    for number in (task, UNKNOWN):
        assert farid.refused(f"tasks.task.{step}", taskId=number) == (400, code)
    assert farid.refused(f"tasks.task.{step}", taskId="x") == (400, "0")
    assert farid.refused(f"tasks.task.{step}") == (400, "100")


@pytest.mark.parametrize("step", STEPS)
def test_who_works_on_a_task_moves_it_and_its_creator_accepts_it(
    clara: AppApi, dmitri: AppApi, elif_: AppApi, farid: AppApi, step: str
) -> None:
    before, after, code = STEPS[step]
    fields = {"STATUS": before[0], "RESPONSIBLE_ID": DMITRI, "ACCOMPLICES": [ELIF], "AUDITORS": [FARID]}
    for api, works in ((dmitri, True), (elif_, True), (farid, False), (clara, True)):
        task = added(clara, **fields)
        if works and (api is clara or step not in ("approve", "disapprove")):
            assert api(f"tasks.task.{step}", taskId=task)["task"]["status"] == str(after)
        else:
            assert api.refused(f"tasks.task.{step}", taskId=task) == (400, code)


def test_a_step_is_noted_in_the_task(wire: Wire, clara: AppApi, dmitri: AppApi) -> None:
    wire.freeze(1_767_603_600.0)
    task = added(clara, RESPONSIBLE_ID=DMITRI)
    wire.freeze(1_767_607_200.0)
    later = "2026-01-05T10:00:00+00:00"
    begun = dmitri("tasks.task.start", taskId=task)["task"]
    assert (begun["dateStart"], begun["statusChangedBy"], begun["statusChangedDate"]) == (later, "4", later)
    done = dmitri("tasks.task.complete", taskId=task)["task"]
    assert (done["closedBy"], done["closedDate"], done["viewedDate"]) == ("4", later, later)
    again = dmitri("tasks.task.renew", taskId=task)["task"]
    assert (again["closedBy"], again["closedDate"], again["dateStart"]) == ("0", None, later)


def test_work_that_is_looked_at_is_completed_by_its_creator(clara: AppApi, dmitri: AppApi) -> None:
    task = added(clara, RESPONSIBLE_ID=DMITRI, TASK_CONTROL="Y")
    assert dmitri("tasks.task.complete", taskId=task)["task"]["status"] == "4"
    assert dmitri.refused("tasks.task.approve", taskId=task) == (400, "1048582")
    assert clara("tasks.task.disapprove", taskId=task)["task"]["status"] == "2"
    dmitri("tasks.task.complete", taskId=task)
    approved = clara("tasks.task.approve", taskId=task)["task"]
    assert (approved["status"], approved["closedBy"]) == ("5", str(CLARA))
    own = added(clara, RESPONSIBLE_ID=DMITRI, TASK_CONTROL="Y")
    assert clara("tasks.task.complete", taskId=own)["task"]["status"] == "5"


def test_a_task_is_delegated_by_its_responsible_who_watches_it_from_then(
    clara: AppApi, dmitri: AppApi, farid: AppApi
) -> None:
    task = added(clara, RESPONSIBLE_ID=DMITRI)
    assert farid.refused("tasks.task.delegate", taskId=task, userId=FARID) == (400, "0")
    given = dmitri("tasks.task.delegate", taskId=task, userId=FARID)["task"]
    assert (given["responsibleId"], given["auditors"]) == (str(FARID), [str(DMITRI)])
    assert dmitri.refused("tasks.task.delegate", taskId=task, userId=DMITRI) == (400, "0")
    assert clara.refused("tasks.task.delegate", taskId=task, userId=UNKNOWN) == (400, "ERROR_CORE")
    answer = clara.send("tasks.task.delegate", taskId=task)
    assert answer.error == (400, "100", "Could not find value for parameter {userId}")
    clara("tasks.task.complete", taskId=task)
    assert clara.refused("tasks.task.delegate", taskId=task, userId=DMITRI) == (400, "0")
