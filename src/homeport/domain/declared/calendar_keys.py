"""Keys of events of calendars."""

from homeport.core import values as v
from homeport.domain.declared import kinds
from homeport.domain.declared.keys import ID, Keys, key, kind_of
from homeport.domain.declared.kinds import Kind
from homeport.domain.declared.record_kinds import USER, record, reference

_YES_OR_NO = kind_of(v.CHAR)

EVENTS: Keys = dict(
    (
        ID,
        key("name", kinds.TEXT, "as people see it", required=True),
        key("from", kinds.MOMENT, "when it begins", required=True),
        key("to", kinds.MOMENT, "when it ends", required=True),
        key("all_day", _YES_OR_NO, "true: it takes its days, whatever the time", "SKIP_TIME"),
        key("owner", USER, "in whose calendar it is; the first administrator's unless said"),
        key("group", reference("groups", "a group"), "the group in whose calendar it is instead"),
        key("attendees", kinds.several(USER), "all who are invited; each has it in the own calendar"),
        key("description", kinds.TEXT, "what it is about"),
        key("location", kinds.TEXT, "where it is"),
        key("accessibility", kinds.TEXT, "busy, quest, free, absent; busy unless said"),
        key("importance", kinds.TEXT, "high, normal, low; normal unless said"),
        key("private", _YES_OR_NO, "true: others see only that somebody is busy", "PRIVATE_EVENT"),
        key("color", kinds.TEXT, "a colour, such as #9dcf00"),
        key("repeat", Kind("a table", kinds.an_object), "as rrule in calendar.event.add", "RRULE"),
        key("records", kinds.several(record()), "the records of the CRM that it is about", "CRM_FIELDS"),
    )
)
