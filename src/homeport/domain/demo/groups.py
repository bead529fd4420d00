"""The groups of Harbour Trading: one of colleagues, a project with two dates, and a scrum with a sprint under way."""

from datetime import timedelta
from typing import NamedTuple

from homeport.domain.demo.author import Author
from homeport.domain.demo.calendar import OPENING, TODAY, day_of, later, morning
from homeport.domain.records import writing
from homeport.domain.sonet_group import members
from homeport.domain.sonet_group.groups import CREATING, GROUPS
from homeport.domain.sonet_group.tables import MEMBER
from homeport.domain.tasks.dialect import TASKS as TASKS_SPOKEN
from homeport.domain.tasks.scrum import epics, items, plans
from homeport.domain.tasks.tasks import TASKS

SALES_FLOOR, OPEN_HOUSE, WEB_SHOP = 1, 2, 3
"""The numbers of the groups."""


class Planned(NamedTuple):
    """A group before it is written.

    :param owner: who makes it
    :param members: who else is in it
    """

    owner: int
    members: tuple[int, ...]
    fields: dict[str, object]


PLANNED = (
    Planned(2, (1, 3, 4), {"NAME": "Sales floor", "DESCRIPTION": "What sales talks about between two calls."}),
    Planned(
        1,
        (2, 3, 5, 6),
        {
            "NAME": "Spring open house",
            "DESCRIPTION": "On the last Saturday in March the warehouse is open to all.",
            "OPENED": "Y",
            "PROJECT": "Y",
            "PROJECT_DATE_START": day_of(morning(-14)),
            "PROJECT_DATE_FINISH": day_of(morning(82)),
        },
    ),
    Planned(
        5,
        (1, 6),
        {"NAME": "Web shop", "DESCRIPTION": "Orders without a telephone.", "VISIBLE": "N", "SCRUM_MASTER_ID": 6},
    ),
)

BACKLOG = (
    # title, story points
    ("Show what is on the shelf", "5"),
    ("Let customers choose the quay", "3"),
)
SPRINT = (("Pay by invoice", "8"), ("Send the courier's number", "2"))


def add_groups(author: Author) -> None:
    """The groups with who is in them."""
    for planned in PLANNED:
        ctx = author.acting(planned.owner, later(OPENING, 20))
        number = writing.create(ctx, GROUPS, planned.fields, CREATING)["ID"]
        for user in planned.members:
            if members.place(ctx.tx, number, user).role == "":
                members.seat(ctx, number, user, MEMBER)


def add_scrum(author: Author) -> None:
    """What the scrum plans: a backlog, an epic, and a sprint that began a week ago."""
    ctx = author.acting(5, morning(-7))
    writing.create(ctx, plans.BACKLOGS, {"groupId": WEB_SHOP}, plans.BACKLOGS_SPOKEN)
    ordering = {"groupId": WEB_SHOP, "name": "Ordering by oneself", "color": "#69dafc"}
    epic = writing.create(ctx, epics.EPICS, ordering, epics.ADDING)["ID"]
    dated = {"dateStart": morning(-7).isoformat(), "dateEnd": (TODAY + timedelta(days=7)).isoformat()}
    named = {"groupId": WEB_SHOP, "name": "Sprint 1", **dated}
    sprint = writing.create(ctx, plans.SPRINTS, named, plans.SPRINTS_SPOKEN)["ID"]
    backlog = plans.backlog_of(ctx.tx, WEB_SHOP)
    for entity, planned in ((backlog, BACKLOG), (sprint, SPRINT)):
        for place, (title, points) in enumerate(planned, 1):
            fields = {"TITLE": title, "RESPONSIBLE_ID": 6, "GROUP_ID": WEB_SHOP}
            task = writing.create(ctx, TASKS, fields, TASKS_SPOKEN)["ID"]
            items.put(ctx, task, {"entityId": entity, "storyPoints": points, "epicId": epic, "sort": place})
    plans.start(ctx, sprint)
