"""What clients are told of bookings, and when: settings of types of resources, which their resources begin with.

Whoever sends the messages is told by them; the portal itself sends none, as it has nobody to send them by.
Sources: ``booking-v1-resource-add.md``, ``booking-v1-resource-get.md``, ``booking-v1-resourcetype-add.md``.
"""

from collections.abc import Mapping
from typing import Any

from homeport.core import values as v
from homeport.domain.records.collection import Change
from homeport.domain.records.fields import F, Field

YES_OR_NO = ("Y", "N")
IN_THE_MORNING = -1
"""The delay of a reminder that comes in the morning of the day."""

_KINDS = {
    "INFO": ("inanimate", "animate"),
    "CONFIRMATION": ("inanimate", "animate"),
    "REMINDER": ("base",),
    "FEEDBACK": ("inanimate", "animate"),
    "DELAYED": ("inanimate", "animate"),
}
"""The messages, with the templates that each may be of; the first unless said."""
_SECONDS = {
    "INFO_NOTIFICATION_DELAY": 300,
    "REMINDER_NOTIFICATION_DELAY": IN_THE_MORNING,
    "DELAYED_NOTIFICATION_DELAY": 300,
    "DELAYED_COUNTER_DELAY": 7200,
    "CONFIRMATION_NOTIFICATION_DELAY": 86_400,
    "CONFIRMATION_NOTIFICATION_REPETITIONS": 0,
    "CONFIRMATION_NOTIFICATION_REPETITIONS_INTERVAL": 0,
    "CONFIRMATION_COUNTER_DELAY": 7200,
}
"""Delays and intervals in seconds, and one number of times, with what they are unless said."""
_WRITTEN = {
    "infodelay": "infoNotificationDelay",
    "reminderdelay": "reminderNotificationDelay",
    "delayeddelay": "delayedNotificationDelay",
    "confirmationdelay": "confirmationNotificationDelay",
    "confirmationrepetitions": "confirmationNotificationRepetitions",
    "confirmationrepetitionsinterval": "confirmationNotificationRepetitionsInterval",
}
"""What settings are called where they are written, by what they are called where they are read."""


def settings(*unanswered: str) -> tuple[Field, ...]:
    """The settings as fields.

    :param unanswered: messages of which rows do not answer whether they are sent, and by which template
    """
    return (
        *(
            F(f"IS_{kind}_NOTIFICATION_ON", v.STRING, default="Y", values=YES_OR_NO, described=kind not in unanswered)
            for kind in _KINDS
        ),
        *(
            F(f"TEMPLATE_TYPE_{kind}", v.STRING, default=names[0], values=names, described=kind not in unanswered)
            for kind, names in _KINDS.items()
        ),
        *(F(name, v.INTEGER, default=usual) for name, usual in _SECONDS.items()),
    )


NAMES = tuple(field.name for field in settings())


def as_read(given: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as a client wrote them, by the names under which rows answer them."""
    return {_WRITTEN.get(name.lower(), name): value for name, value in given.items()}


def within_bounds(change: Change) -> None:
    """No time is negative, but for that of a reminder in the morning.

    :raises CallError: the dialect's ``invalid``
    """
    for name in _SECONDS:
        least = IN_THE_MORNING if name == "REMINDER_NOTIFICATION_DELAY" else 0
        if change.new.get(name) is not None and change.new[name] < least:
            raise change.dialect.misfit(change.collection.fields.by_name[name])
