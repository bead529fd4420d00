"""Activities as people see them: of what kind, when, with whose name, and what they are bound to."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from homeport.console.caller import Caller
from homeport.console.crm import showing
from homeport.console.crm.names import Named, Names
from homeport.console.crm.showing import Moment
from homeport.core.clock import Clock
from homeport.core.paging import PAGE
from homeport.domain.crm.activity import providers

TYPES = {
    "1": ("Meeting", "meeting"),
    "2": ("Call", "call"),
    "3": ("Task", "check"),
    "4": ("E-mail", "email"),
    "5": ("Calendar entry", "meeting"),
}
"""What TYPE_ID means, and its icon."""

DIRECTIONS = {"1": "incoming", "2": "outgoing"}

FIELDS = [
    "ID", "OWNER_TYPE_ID", "OWNER_ID", "TYPE_ID", "PROVIDER_ID", "SUBJECT", "DESCRIPTION", "CREATED", "START_TIME",
    "DEADLINE", "COMPLETED", "RESPONSIBLE_ID", "DIRECTION", "PRIORITY", "ASSOCIATED_ENTITY_ID",
]  # fmt: skip
"""What is read of an activity that is one of many."""

Stored = dict[str, Any]


class Activity(NamedTuple):
    """An activity on a page.

    :param word: its kind: Call, E-mail, To-do …
    :param by_app: whether an application made it, which alone may change it
    :param task_id: the task that it stands for, which alone changes it; 0 for none
    :param opens_app: whether its page is one of that application
    :param overdue: whether its deadline has passed and it is not completed
    :param bindings: the records that it is bound to and the person may read
    :param bound: how many there are, of which the page may show some
    """

    activity_id: int
    word: str
    icon: str
    subject: str
    description: str
    direction: str
    is_todo: bool
    by_app: bool
    task_id: int
    opens_app: bool
    completed: bool
    urgent: bool
    overdue: bool
    created: Moment | None
    starts: Moment | None
    deadline: Moment | None
    deadline_input: str
    responsible: str
    bindings: list[Named]
    bound: int

    @property
    def path(self) -> str:
        """Its page."""
        return f"/crm/activity/{self.activity_id}/"

    @property
    def opens(self) -> str:
        """The page that its subject leads to: its own, its task's, or that of the application that made it."""
        if self.task_id:
            return f"/tasks/{self.task_id}/"
        return f"/apps/activity/{self.activity_id}/" if self.opens_app else self.path


class Bound(NamedTuple):
    """What an activity is bound to, as ``crm.activity.binding.list`` answers it, and how many records that are."""

    records: list[dict[str, int]]
    total: int


NOTHING = Bound([], 0)


async def bindings_of(call: Caller, ids: Iterable[Any]) -> dict[int, Bound]:
    """What some activities are bound to, asked for in one batch."""
    told = await call.several({str(each): ("crm.activity.binding.list", {"activityId": each}) for each in ids})
    return {int(key): Bound(page.result, page.total or len(page.result)) for key, page in told.items()}


async def all_bindings_of(call: Caller, activity_id: int) -> Bound:
    """Everything that one activity is bound to.

    :raises CallError: when there is no such activity, or the person may read none of its records
    """
    page = await call.answer("crm.activity.binding.list", activityId=activity_id)
    records = list(page.result)
    while page.next is not None:
        page = await call.answer("crm.activity.binding.list", activityId=activity_id, start=page.next)
        records += page.result
    return Bound(records, len(records))


def want(names: Names, stored: Stored, bound: Bound, shown: int = PAGE) -> None:
    """Note what must be known to show an activity.

    :param shown: how many of the bound records are shown
    """
    names.want_person(stored["RESPONSIBLE_ID"])
    for each in bound.records[:shown]:
        names.want_record(each["entityTypeId"], each["entityId"])


def view(names: Names, clock: Clock, stored: Stored, bound: Bound, shown: int = PAGE) -> Activity:
    """An activity as it is shown, when what was noted is known."""
    is_todo = stored["PROVIDER_ID"] == providers.TODO
    word, icon = ("To-do", "todo") if is_todo else TYPES.get(stored["TYPE_ID"], ("Activity", "activity"))
    opens_app = stored["PROVIDER_ID"] == providers.APPLICATION
    by_app = opens_app or stored["PROVIDER_ID"] == providers.CONFIGURABLE
    if stored["PROVIDER_ID"] == providers.SMS:
        word, icon = "SMS", "comment"
    if by_app:
        word, icon = "Activity of an application", "app"
    completed = stored["COMPLETED"] == "Y"
    deadline = stored["DEADLINE"]
    late = bool(deadline) and datetime.fromisoformat(deadline) < datetime.fromtimestamp(clock.now(), UTC)
    records = [names.record(each["entityTypeId"], each["entityId"]) for each in bound.records[:shown]]
    return Activity(
        int(stored["ID"]),
        word,
        icon,
        stored["SUBJECT"] or stored["DESCRIPTION"].partition("\n")[0][:80] or word,
        stored["DESCRIPTION"] or "",
        DIRECTIONS.get(stored["DIRECTION"], ""),
        is_todo,
        by_app,
        int(stored["ASSOCIATED_ENTITY_ID"] or 0) if stored["TYPE_ID"] == str(providers.TASK) else 0,
        opens_app,
        completed,
        stored["PRIORITY"] == "3",
        late and not completed,
        showing.moment(stored["CREATED"]),
        showing.moment(stored["START_TIME"]),
        showing.moment(deadline),
        (deadline or "")[:16],
        names.person(stored["RESPONSIBLE_ID"]),
        [record for record in records if record is not None],
        bound.total,
    )
