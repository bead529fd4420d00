"""What somebody may do to a task: the ``action`` object of answers, and what steps are refused by.

Sources: ``fields.md#action``, ``tasks-task-get-access.md``, ``status/``, ``tasks-task-approve.md``,
``tasks-task-delegate.md`` under ``api-reference/tasks/``.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, select

from homeport.domain.portal.people.departments import HEADS
from homeport.domain.portal.tables import COLLEAGUE
from homeport.domain.records.fields import Values, camel
from homeport.domain.tasks import beside, groups
from homeport.domain.tasks.access import PEOPLE
from homeport.domain.tasks.flows import distributing
from homeport.domain.tasks.statuses import STEPS, Status
from homeport.domain.tasks.tables import TASK_LIST, TASK_SIGN
from homeport.store import Query, Transaction

_HEADED = Query(
    select(COLLEAGUE.c.COLLEAGUE_ID).where(
        COLLEAGUE.c.USER_ID == bindparam("user"),
        COLLEAGUE.c.REACH == bindparam("reach"),
        COLLEAGUE.c.COLLEAGUE_ID == bindparam("person"),
    )
)
_SIGNED = Query(
    select(TASK_SIGN.c.TASK_ID).where(
        TASK_SIGN.c.USER_ID == bindparam("user"),
        TASK_SIGN.c.FIELD == bindparam("field"),
        TASK_SIGN.c.TASK_ID == bindparam("task"),
    )
)

BY_CREATOR = ("approve", "disapprove")
"""Steps of the creator and of administrators alone."""


class Person(NamedTuple):
    """Somebody who may do something.

    :param is_admin: whether the person administers the portal
    """

    id: int
    is_admin: bool


class Standing(NamedTuple):
    """What somebody is to a task.

    :param sees: whether the person sees it
    :param works: whether the person moves it from step to step
    :param edits: whether the person may change all of it
    :param accepts: whether the person says that it is done
    """

    sees: bool
    works: bool
    edits: bool
    accepts: bool


def standing(tx: Transaction, task: Values, person: Person) -> Standing:
    """What a person is to a stored task. Who heads somebody has that one's part too; a group's moderators edit."""
    people = beside.kept(tx, TASK_LIST, PEOPLE, [task["ID"]]).get(task["ID"], {})

    def stands_for(parts: Iterable[int]) -> bool:
        return any(_heads(tx, person, part) for part in parts)

    accepts = person.is_admin or person.id == task["CREATED_BY"]
    of_group = groups.standing(tx, task["GROUP_ID"], person.id)
    edits = accepts or of_group.moderates or stands_for([task["CREATED_BY"]])
    works = edits or stands_for([task["RESPONSIBLE_ID"], *people.get("ACCOMPLICES", ())])
    sees = works or of_group.sees or stands_for(people.get("AUDITORS", ()))
    return Standing(sees, works, edits, accepts)


def answers_for(tx: Transaction, person: Person, other: int) -> bool:
    """Whether somebody is, heads or administers another."""
    return person.is_admin or _heads(tx, person, other)


def _heads(tx: Transaction, person: Person, other: int) -> bool:
    return person.id == other or tx.one(_HEADED, user=person.id, reach=HEADS, person=other) is not None


def allowed(tx: Transaction, task: Values, person: Person) -> dict[str, bool]:
    """By the name of an action, whether a person may do it to a stored task."""
    stands = standing(tx, task, person)
    status, is_responsible = task["REAL_STATUS"], person.id == task["RESPONSIBLE_ID"]
    steps = {
        name: status in step.before and (stands.accepts if name in BY_CREATOR else stands.works)
        for name, step in STEPS.items()
    }
    is_favorite = tx.one(_SIGNED, user=person.id, field="FAVORITE", task=task["ID"]) is not None
    adds, drops = stands.sees and not is_favorite, stands.sees and is_favorite
    is_open = status != Status.COMPLETED
    return {
        "ACCEPT": False,
        "DECLINE": False,
        "COMPLETE": steps["complete"],
        "APPROVE": steps["approve"],
        "DISAPPROVE": steps["disapprove"],
        "START": steps["start"],
        "PAUSE": steps["pause"],
        "DELEGATE": is_open and (stands.edits or is_responsible),
        "REMOVE": stands.edits,
        "EDIT": stands.edits,
        "DEFER": steps["defer"],
        "RENEW": steps["renew"],
        "CREATE": stands.sees,
        "CHANGE_DEADLINE": stands.edits or (is_responsible and task["ALLOW_CHANGE_DEADLINE"] == "Y"),
        "CHECKLIST_ADD_ITEMS": stands.works,
        "ADD_FAVORITE": adds,
        "DELETE_FAVORITE": drops,
        "RATE": stands.edits,
        "TAKE": stands.sees and distributing.may_take(tx, task, person.id),
        "EDIT.ORIGINATOR": False,
        "CHECKLIST.REORDER": stands.works,
        "ELAPSEDTIME.ADD": stands.works,
        "DAYPLAN.TIMER.TOGGLE": is_open and is_responsible and task["ALLOW_TIME_TRACKING"] == "Y",
        "EDIT.PLAN": stands.edits,
        "CHECKLIST.ADD": stands.works,
        "FAVORITE.ADD": adds,
        "FAVORITE.DELETE": drops,
    }


def spelled(actions: dict[str, bool]) -> dict[str, bool]:
    """Actions as a task's ``action`` names them."""
    return {camel(name): may for name, may in actions.items()}
