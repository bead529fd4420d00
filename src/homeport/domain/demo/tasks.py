"""What the people of Harbour Trading have to do: tasks in each status, some with subtasks, a checklist, comments, time,
a file and a record of the CRM.
"""

import base64
import uuid
from typing import Any, NamedTuple

from sqlalchemy import select

from homeport.core.ctx import Ctx
from homeport.domain.demo.author import Author
from homeport.domain.demo.calendar import morning
from homeport.domain.demo.groups import OPEN_HOUSE, SALES_FLOOR
from homeport.domain.disk import objects, storages, uploading
from homeport.domain.im.tables import MESSAGE
from homeport.domain.records import writing
from homeport.domain.tasks import changing, dependences, elapsed
from homeport.domain.tasks.checklist import changing as checklists
from homeport.domain.tasks.comments import comments
from homeport.domain.tasks.dialect import NOT_ALLOWED
from homeport.domain.tasks.dialect import TASKS as SPOKEN
from homeport.domain.tasks.tables import TASK
from homeport.domain.tasks.tasks import TASKS
from homeport.store import Query, Transaction

FINISH_TO_START = 2
_GUIDS = uuid.UUID("5f0f6a52-6b3b-4d5e-9d0a-0a1f7a3f2c11")


class Planned(NamedTuple):
    """A task before it is written.

    :param by: who gives it
    :param day: when, in days from the day that the portal shows
    :param steps: what is done with it the day after
    """

    by: int
    day: int
    fields: dict[str, Any]
    steps: tuple[str, ...] = ()


INVITE, PRINT, WAREHOUSE, TERMS = 1, 2, 3, 5
"""The numbers of tasks that are more than a title; each has its place in :data:`PLANNED`."""

PLANNED = (
    Planned(
        1,
        -20,
        {
            "TITLE": "Invite to the spring open house",
            "DESCRIPTION": "All customers of the last [B]two[/B] years, and the harbour office.",
            "RESPONSIBLE_ID": 2,
            "ACCOMPLICES": [3],
            "AUDITORS": [5],
            "GROUP_ID": OPEN_HOUSE,
            "PRIORITY": 2,
            "DEADLINE": morning(30, 480).isoformat(),
            "START_DATE_PLAN": morning(-18).isoformat(),
            "END_DATE_PLAN": morning(28, 480).isoformat(),
            "ALLOW_TIME_TRACKING": "Y",
            "TIME_ESTIMATE": 8 * 3600,
            "TAGS": ["open house", "customers"],
        },
        ("start",),
    ),
    Planned(
        2,
        -15,
        {
            "TITLE": "Print the invitations",
            "RESPONSIBLE_ID": 3,
            "PARENT_ID": INVITE,
            "GROUP_ID": OPEN_HOUSE,
            "DEADLINE": morning(-2, 480).isoformat(),
            "TASK_CONTROL": "Y",
        },
        ("complete",),
    ),
    Planned(
        2,
        -15,
        {
            "TITLE": "Make room in the warehouse",
            "RESPONSIBLE_ID": 6,
            "PARENT_ID": INVITE,
            "GROUP_ID": OPEN_HOUSE,
            "DEADLINE": morning(60, 480).isoformat(),
        },
    ),
    Planned(
        2,
        -9,
        {"TITLE": "Call back about the credit limit", "RESPONSIBLE_ID": 3, "DEADLINE": morning(-1, 480).isoformat()},
    ),
    Planned(
        2,
        -6,
        {
            "TITLE": "Agree the terms of delivery",
            "DESCRIPTION": "The lorry can only come in before ten.",
            "RESPONSIBLE_ID": 3,
            "DEADLINE": morning(3, 480).isoformat(),
            "UF_CRM_TASK": ["D_1", "CO_1"],
            "ALLOW_TIME_TRACKING": "Y",
        },
    ),
    Planned(
        2,
        -12,
        {"TITLE": "Price list 2026", "RESPONSIBLE_ID": 4, "GROUP_ID": SALES_FLOOR, "UF_CRM_TASK": ["D_3"]},
        ("complete",),
    ),
    Planned(5, -4, {"TITLE": "Renew the certificate of the scales", "RESPONSIBLE_ID": 6}, ("defer",)),
    Planned(1, -1, {"TITLE": "Read the lease of the second shed", "RESPONSIBLE_ID": 1}),
)

CHECKLIST = (("Customers with an open offer", True), ("Customers of last year", False), ("The harbour office", False))
SAID = ((3, "The list of last year has 73 addresses."), (2, "Take those too that did not answer."))
NOTE = "Pier 4 opens at six. The barrier is lifted from the office; ring twice.\n"


def add_tasks(author: Author) -> None:
    """The tasks, and what is beside them."""
    for number, planned in enumerate(PLANNED, 1):
        ctx = author.acting(planned.by, morning(planned.day, 30))
        made = writing.create(ctx, TASKS.now(ctx.tx), planned.fields, SPOKEN)["ID"]
        assert made == number
        for step in planned.steps:
            worker = author.acting(planned.fields["RESPONSIBLE_ID"], morning(planned.day + 1, 60), as_admin=False)
            changing.step(worker, made, step, NOT_ALLOWED)
    _talk(author)
    _note_time(author.acting(2, morning(-5, 240)))
    _attach(author.acting(3, morning(-5, 300)))
    dependences.add(author.acting(2, morning(-5, 300)), PRINT, WAREHOUSE, FINISH_TO_START)


_ALL = Query(select(TASK.c.ID))
_SAID = Query(select(MESSAGE.c.ID).where(MESSAGE.c.UUID.is_not(None)))


def number_all(tx: Transaction) -> None:
    """Give all tasks and messages the codes that they have in every demo portal; elsewhere no two have the same."""
    for (number,) in tx.all(_ALL):
        tx.update(TASK, {"ID": number}, {"GUID": f"{{{uuid.uuid5(_GUIDS, str(number))}}}"})
    for (number,) in tx.all(_SAID):
        tx.update(MESSAGE, {"ID": number}, {"UUID": str(uuid.uuid5(_GUIDS, f"message {number}"))})


def _talk(author: Author) -> None:
    for place, (user, text) in enumerate(SAID):
        comments.add(author.acting(user, morning(-9, 60 + 45 * place)), INVITE, {"POST_MESSAGE": text})
    ctx = author.acting(2, morning(-8))
    for title, done in CHECKLIST:
        item = checklists.add(ctx, INVITE, {"TITLE": title})
        if done:
            checklists.toggle(ctx, item, complete=True)


def _note_time(ctx: Ctx) -> None:
    elapsed.add(ctx, INVITE, {"SECONDS": 5400, "COMMENT_TEXT": "Wrote the text, and had it read."})


def _attach(ctx: Ctx) -> None:
    folder = objects.find(ctx, objects.FOLDER, storages.root_of(ctx.tx, storages.of_user(ctx, ctx.actor.user_id)))
    sent = ["pier-4.txt", base64.b64encode(NOTE.encode()).decode()]
    file = uploading.upload(ctx, folder, {"NAME": sent[0]}, sent, None, None)
    changing.update(ctx, TERMS, {"UF_TASK_WEBDAV_FILES": [f"n{file['ID']}"]})
