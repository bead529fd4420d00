"""Examples of online booking."""

from homeport.rpc.example import Call, Example, Made

_TYPE: Call = ("booking.v1.resourceType.add", {"fields": {"name": "Boats", "code": "boats"}})
_RESOURCE: Call = ("booking.v1.resource.add", {"fields": {"name": "Pilot boat", "typeId": Made(("id",), call=0)}})
_SLOTS: Call = (
    "booking.v1.resource.slots.set",
    {
        "resourceId": Made(("id",), call=1),
        "slots": [
            {
                "from": 540,
                "to": 1080,
                "timezone": "Europe/Berlin",
                "weekDays": ["Mon", "Tue", "Wed", "Thu", "Fri"],
                "slotSize": 30,
            }
        ],
    },
)
_TIME = {
    "from": {"timestamp": 1723446900, "timezone": "Europe/Berlin"},
    "to": {"timestamp": 1723447800, "timezone": "Europe/Berlin"},
}
_FIELDS = {"resourceIds": [Made(("id",), call=1)], "name": "Harbour tour", "datePeriod": _TIME}
_OFFERED = (_TYPE, _RESOURCE, _SLOTS)
_BOOKING: Call = ("booking.v1.booking.add", {"fields": _FIELDS})
_BOOKED = (*_OFFERED, _BOOKING)
_ENTRY: Call = ("booking.v1.waitlist.add", {"fields": {"note": "Any morning"}})
_WAITING = (*_OFFERED, _ENTRY)

_OF_TYPE = {"id": Made(("id",), call=0)}
_OF_RESOURCE = {"id": Made(("id",), call=1)}
_LAST = Made(("id",), call=3)
_CLIENTS = {"clients": [{"id": 1, "type": {"module": "crm", "code": "CONTACT"}}]}
_DEALS = {"externalData": [{"moduleId": "crm", "entityTypeId": "DEAL", "value": "1"}]}

EXAMPLES = {
    "booking.v1.resourceType.add": Example(_TYPE[1]),
    "booking.v1.resourceType.get": Example(_OF_TYPE, (_TYPE,)),
    "booking.v1.resourceType.list": Example({"filter": {"searchQuery": "oat"}}, (_TYPE,)),
    "booking.v1.resourceType.update": Example({**_OF_TYPE, "fields": {"reminderDelay": 3600}}, (_TYPE,)),
    "booking.v1.resourceType.delete": Example(_OF_TYPE, (_TYPE,)),
    "booking.v1.resource.add": Example(_RESOURCE[1], (_TYPE,)),
    "booking.v1.resource.get": Example(_OF_RESOURCE, _OFFERED),
    "booking.v1.resource.list": Example({"filter": {"isMain": "Y"}, "order": {"name": "ASC"}}, _OFFERED),
    "booking.v1.resource.update": Example({**_OF_RESOURCE, "fields": {"name": "Tug"}}, _OFFERED),
    "booking.v1.resource.delete": Example(_OF_RESOURCE, _OFFERED),
    "booking.v1.resource.slots.set": Example(_SLOTS[1], (_TYPE, _RESOURCE)),
    "booking.v1.resource.slots.list": Example({"resourceId": Made(("id",), call=1)}, _OFFERED),
    "booking.v1.resource.slots.unset": Example({"resourceId": Made(("id",), call=1)}, _OFFERED),
    "booking.v1.booking.add": Example(_BOOKING[1], _OFFERED),
    "booking.v1.booking.get": Example({"id": _LAST}, _BOOKED),
    "booking.v1.booking.list": Example(
        {"filter": {"within": {"dateFrom": 1723420800, "dateTo": 1723507200}}, "order": {"dateFrom": "ASC"}}, _BOOKED
    ),
    "booking.v1.booking.update": Example({"id": _LAST, "fields": {"name": "Short tour"}}, _BOOKED),
    "booking.v1.booking.delete": Example({"id": _LAST}, _BOOKED),
    "booking.v1.booking.createfromwaitlist": Example({"waitListId": _LAST, "fields": _FIELDS}, _WAITING),
    "booking.v1.waitlist.add": Example(_ENTRY[1]),
    "booking.v1.waitlist.get": Example({"id": _LAST}, _WAITING),
    "booking.v1.waitlist.list": Example({}, _WAITING),
    "booking.v1.waitlist.update": Example({"id": _LAST, "fields": {"note": "Mondays"}}, _WAITING),
    "booking.v1.waitlist.delete": Example({"id": _LAST}, _WAITING),
    "booking.v1.waitlist.createfrombooking": Example({"bookingId": _LAST}, _BOOKED),
    **{
        f"booking.v1.{of}.{kind}.{verb}": Example({name: _LAST, **(given if verb == "set" else {})}, before)
        for of, name, before in (("booking", "bookingId", _BOOKED), ("waitlist", "waitListId", _WAITING))
        for kind, given in (("client", _CLIENTS), ("externalData", _DEALS))
        for verb in ("set", "list", "unset")
    },
}
