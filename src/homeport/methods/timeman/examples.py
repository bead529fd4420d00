"""Examples of working time."""

from homeport.rpc.example import Call, Example

_HOME = {"LAT": 53.548841, "LON": 9.987274}
_OPENED: Call = ("timeman.open", _HOME)
_ON: Call = ("timeman.timecontrol.settings.set", {"ACTIVE": True, "REGISTER_IDLE": True})
_OFFICE: Call = (
    "timeman.networkrange.set",
    {"RANGES": [{"ip_range": "10.0.0.0-10.255.255.255", "name": "Office"}, {"ip_range": "192.0.2.7", "name": "Quay"}]},
)
_MONTH = {"USER_ID": 1, "MONTH": 1, "YEAR": 2026}

EXAMPLES = {
    "timeman.record.list": Example({"filter": [["userId", 1]], "select": ["id", "startTime", "state"]}, (_OPENED,)),
    "timeman.record.field.get": Example({"name": "duration"}),
    "timeman.open": Example(_HOME),
    "timeman.pause": Example({}, (_OPENED,)),
    "timeman.close": Example(_HOME, (_OPENED,)),
    "timeman.status": Example({"USER_ID": 1}, (_OPENED,)),
    "timeman.settings": Example({}),
    "timeman.schedule.get": Example({"id": 1}),
    "timeman.networkrange.set": Example(_OFFICE[1]),
    "timeman.networkrange.get": Example({}, (_OFFICE,)),
    "timeman.networkrange.check": Example({"IP": "10.10.255.25"}, (_OFFICE,)),
    "timeman.timecontrol.settings.set": Example(_ON[1]),
    "timeman.timecontrol.settings.get": Example({}, (_ON,)),
    "timeman.timecontrol.reports.get": Example(_MONTH, (_ON, _OPENED)),
    "timeman.timecontrol.reports.settings.get": Example({}, (_ON,)),
    "timeman.timecontrol.reports.users.get": Example({"DEPARTMENT_ID": 1}),
    "timeman.timecontrol.report.add": Example(
        {"REPORT_ID": 1, "TEXT": "Talked with a customer", "TYPE": "WORK"}, (_ON, _OPENED, ("timeman.pause", {}))
    ),
}
