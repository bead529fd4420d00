"""Examples of calendars."""

from homeport.rpc.example import Call, Example, Made

_TRIPS: Call = ("calendar.section.add", {"type": "user", "ownerId": 1, "name": "Trips", "color": "#9cbeee"})
_BOAT: Call = ("calendar.resource.add", {"name": "Boat"})
_MADE = Made(call=0)
_WEEKS = {"view": "week", "showWeekNumbers": "Y", "defaultReminders": {"withTime": [{"type": "min", "count": 30}]}}

EXAMPLES = {
    "calendar.section.add": Example(_TRIPS[1]),
    "calendar.section.get": Example({"type": "user", "ownerId": 1}, (_TRIPS,)),
    "calendar.section.update": Example(
        {"type": "user", "ownerId": 1, "id": _MADE, "name": "Journeys", "export": {"ALLOW": False}}, (_TRIPS,)
    ),
    "calendar.section.delete": Example({"type": "user", "ownerId": 1, "id": _MADE}, (_TRIPS,)),
    "calendar.resource.add": Example(_BOAT[1]),
    "calendar.resource.list": Example({}, (_BOAT,)),
    "calendar.resource.update": Example({"resourceId": _MADE, "name": "Ship"}, (_BOAT,)),
    "calendar.resource.delete": Example({"resourceId": _MADE}, (_BOAT,)),
    "calendar.user.settings.set": Example({"settings": _WEEKS}),
}
