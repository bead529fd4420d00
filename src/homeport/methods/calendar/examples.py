"""Examples of calendars."""

from homeport.rpc.example import Call, Example, Made

_TRIPS: Call = ("calendar.section.add", {"type": "user", "ownerId": 1, "name": "Trips", "color": "#9cbeee"})
_BOAT: Call = ("calendar.resource.add", {"name": "Boat"})
_MADE = Made(call=0)
_WEEKS = {"view": "week", "showWeekNumbers": "Y", "defaultReminders": {"withTime": [{"type": "min", "count": 30}]}}

_OWN = {"type": "user", "ownerId": 1}
_STANDUP: Call = (
    "calendar.event.add",
    {
        **_OWN,
        "name": "Stand-up",
        "from": "2026-01-12T09:00:00+00:00",
        "to": "2026-01-12T09:15:00+00:00",
        "rrule": {"FREQ": "WEEKLY", "BYDAY": ["MO", "WE"], "UNTIL": "2026-03-31"},
        "is_meeting": "Y",
        "attendees": [1, 2, 3],
        "meeting": {"notify": True},
        "remind": [{"type": "min", "count": 5}],
        "crm_fields": ["C_1"],
    },
)
_WEEK = {"from": "2026-01-12", "to": "2026-01-18"}
_LATER = {"recurrence_mode": "next", "current_date_from": "2026-02-02", "location": "Library"}

EXAMPLES = {
    "calendar.event.add": Example(_STANDUP[1]),
    "calendar.event.update": Example({**_OWN, "id": _MADE, **_LATER}, (_STANDUP,)),
    "calendar.event.delete": Example({"id": _MADE}, (_STANDUP,)),
    "calendar.event.getbyid": Example({"id": _MADE}, (_STANDUP,)),
    "calendar.event.get": Example({**_OWN, **_WEEK}, (_STANDUP,)),
    "calendar.event.get.nearest": Example({"days": 10, "maxEventsCount": 5}, (_STANDUP,)),
    "calendar.meeting.status.get": Example({"eventId": _MADE}, (_STANDUP,)),
    "calendar.meeting.status.set": Example({"eventId": _MADE, "status": "Y"}, (_STANDUP,)),
    "calendar.accessibility.get": Example({"users": [1, 2], **_WEEK}, (_STANDUP,)),
    "calendar.resource.booking.list": Example(
        {"filter": {"resourceTypeIdList": [_MADE], **_WEEK}},
        (
            _BOAT,
            (
                "calendar.event.add",
                {
                    "type": "resource",
                    "ownerId": 0,
                    "section": _MADE,
                    "name": "Booking",
                    "skip_time": "Y",
                    "from": "2026-01-13",
                    "to": "2026-01-14",
                },
            ),
        ),
    ),
    "calendar.section.add": Example(_TRIPS[1]),
    "calendar.section.get": Example(_OWN, (_TRIPS,)),
    "calendar.section.update": Example(
        {**_OWN, "id": _MADE, "name": "Journeys", "export": {"ALLOW": False}}, (_TRIPS,)
    ),
    "calendar.section.delete": Example({**_OWN, "id": _MADE}, (_TRIPS,)),
    "calendar.resource.add": Example(_BOAT[1]),
    "calendar.resource.list": Example({}, (_BOAT,)),
    "calendar.resource.update": Example({"resourceId": _MADE, "name": "Ship"}, (_BOAT,)),
    "calendar.resource.delete": Example({"resourceId": _MADE}, (_BOAT,)),
    "calendar.user.settings.set": Example({"settings": _WEEKS}),
}
