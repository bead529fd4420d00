"""What people do together, as long as a walk through the lists needs it: tasks, groups and sprints, meetings, news,
talks, documents, bookings.
"""

from typing import Any

from tests.clients.goods import MANY, Several
from tests.methods.documentgenerator.word import coded, word


def tasks(several: Several) -> dict[str, dict[str, Any]]:
    """Tasks, the first with all that belongs to one, and a sprint; what their lists need to be told."""

    def add(method: str, **params: Any) -> list[Any]:
        return several((method, params) for _ in range(MANY))

    several(
        ("tasks.task.add", {"fields": {"TITLE": f"Walked {number}", "RESPONSIBLE_ID": 1}}) for number in range(MANY)
    )
    add("task.checklistitem.add", TASKID=1, FIELDS={"TITLE": "Walked"})
    add("task.elapseditem.add", TASKID=1, ARFIELDS={"SECONDS": 60, "COMMENT_TEXT": "Walked"})
    [comment, *_] = add("task.commentitem.add", TASKID=1, FIELDS={"POST_MESSAGE": "Walked"})
    several([("tasks.task.result.addFromComment", {"commentId": comment})])
    groups = several(
        ("sonet_group.create", {"NAME": f"Walked {number}", "SCRUM_MASTER_ID": 1}) for number in range(MANY)
    )
    add("tasks.api.scrum.epic.add", fields={"groupId": groups[0], "name": "Walked"})
    [sprint, *_] = add("tasks.api.scrum.sprint.add", fields={"groupId": groups[0], "name": "Walked"})
    stage = {"sprintId": sprint["id"], "name": "Walked"}
    several([("tasks.api.scrum.kanban.addStage", {"fields": stage})])
    return {
        "sonet_group.user.get": {"ID": groups[0]},
        "tasks.api.scrum.kanban.getStages": {"sprintId": sprint["id"]},
    }


def meetings(several: Several) -> dict[str, dict[str, Any]]:
    """A calendar, a meeting and a booking; what their lists need to be told."""
    [_, boat] = several(
        [
            ("calendar.section.add", {"type": "user", "name": "Walked"}),
            ("calendar.resource.add", {"name": "Walked"}),
        ]
    )
    when = {"name": "Walked", "from": "2030-02-03T15:00:00Z", "to": "2030-02-03T16:00:00Z"}
    owners = {"type": "user", "ownerId": 1}, {"type": "resource", "ownerId": 0, "section": boat}
    several(("calendar.event.add", {**owner, **when}) for owner in owners)
    looked_for = {"resourceTypeIdList": [boat], "from": "2030-02-01", "to": "2030-02-28"}
    return {"calendar.resource.booking.list": {"filter": looked_for}}


def news(several: Several) -> dict[str, dict[str, Any]]:
    """Posts, the first with a comment, and a range of addresses; what their lists need to be told."""
    [post, *_] = several(("log.blogpost.add", {"POST_MESSAGE": "Walked", "IMPORTANT": "Y"}) for _ in range(MANY))
    several(
        [
            ("log.blogcomment.add", {"POST_ID": post, "TEXT": "Walked", "USER_ID": 3}),
            ("timeman.networkrange.set", {"RANGES": {"0": {"ip_range": "10.0.0.1", "name": "Walked"}}}),
        ]
    )
    return {"log.blogpost.getusers.important": {"POST_ID": post}}


def talks(several: Several) -> dict[str, dict[str, Any]]:
    """A chat, and one of a bot's; what their lists need to be told."""
    client = {"CLIENT_ID": "walked"}
    handler = "https://app.example.test/"
    bot = {**client, "CODE": "walked", "EVENT_HANDLER": handler, "PROPERTIES": {"NAME": "Walked"}}
    [chat, number] = several([("im.chat.add", {"TITLE": "Walked", "USERS": {0: 2, 1: 3}}), ("imbot.register", bot)])
    own = {**client, "BOT_ID": number}
    [with_bot, _] = several(
        [
            ("imbot.chat.add", {**own, "TITLE": "Walked", "USERS": {0: 1, 1: 3}}),
            ("im.search.last.add", {"DIALOG_ID": f"chat{chat}"}),
        ]
    )
    return {"im.chat.user.list": {"CHAT_ID": chat}, "imbot.chat.user.list": {**own, "CHAT_ID": with_bot}}


def documents(several: Several) -> dict[str, dict[str, Any]]:
    """Templates and documents, of applications and of deals."""
    file = {"0": "walked.docx", "1": coded(word("{Walked}"))}
    for prefix, about, more in (
        ("", {"value": "1"}, {}),
        ("crm.", {"entityTypeId": 2, "entityId": 2}, {"entityTypeId": {"0": "2"}}),
    ):
        template = {"name": "Walked", "numeratorId": 1, "region": "de", "users": {"0": "UA"}, "file": file, **more}
        add = f"{prefix}documentgenerator.template.add"
        made = several((add, {"fields": template}) for _ in range(MANY))
        said = {"templateId": made[0]["template"]["id"], **about}
        several((f"{prefix}documentgenerator.document.add", said) for _ in range(MANY))
    return {}


def bookings(several: Several) -> dict[str, dict[str, Any]]:
    """Types of resources, resources, bookings of the first, and entries of the waiting list."""
    several(
        ("booking.v1.resourceType.add", {"fields": {"name": "Walked", "code": f"w{number}"}}) for number in range(MANY)
    )
    several(("booking.v1.resource.add", {"fields": {"name": "Walked", "typeId": 1}}) for _ in range(MANY))
    always = {"from": 0, "to": 1440, "timezone": "UTC", "slotSize": 60}
    days = {str(place): day for place, day in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))}
    several([("booking.v1.resource.slots.set", {"resourceId": 1, "slots": {"0": {**always, "weekDays": days}}})])

    def moment(hour: int) -> dict[str, Any]:
        return {"timestamp": 1_800_000_000 + 3600 * hour, "timezone": "UTC"}

    times = ({"from": moment(hour), "to": moment(hour + 1)} for hour in range(MANY))
    several(("booking.v1.booking.add", {"fields": {"resourceIds": {"0": 1}, "datePeriod": each}}) for each in times)
    several(("booking.v1.waitlist.add", {"fields": {"note": "Walked"}}) for _ in range(MANY))
    return {}
