"""Kinds of activities: the type ids, and the provider that stands behind each.

Sources: ``activities/index.md#activity-types``, ``app-embedding/``, ``crm-activity-add.md``.
"""

from typing import NamedTuple

from homeport.core.errors import ErrorKind

MEETING, CALL, TASK, EMAIL, CALENDAR, PROVIDED = 1, 2, 3, 4, 5, 6
TYPES = range(MEETING, PROVIDED + 1)
CREATABLE = frozenset({MEETING, CALL, EMAIL, PROVIDED})
"""The types of activities that ``crm.activity.add`` makes."""

TODO = "CRM_TODO"
APPLICATION = "REST_APP"
CONFIGURABLE = "CONFIGURABLE_REST_APP"
CALL_LIST = "CALL_LIST"
SMS = "CRM_SMS"

ONE_COMMUNICATION = frozenset({MEETING, CALL})
"""Types that are held with one person."""

STARTS_BY_DEADLINE = frozenset({MEETING, CALL})
"""Types whose deadline is their start."""

CHANNELS = {CALL: "PHONE", EMAIL: "EMAIL"}
"""What a communication of a type is, where it is not said."""

NOT_CREATABLE = ErrorKind("", 'The activity type "{type}" is not supported in current context')
CUSTOM_WITHOUT_PROVIDER = ErrorKind("", "The custom activity without provider is not supported in current context")
USE_CONFIGURABLE_ADD = ErrorKind("", "Use crm.activity.configurable.add for this activity provider")
USE_CONFIGURABLE_UPDATE = ErrorKind("", "Use crm.activity.configurable.update for this activity provider")
APPLICATION_REQUIRED = ErrorKind("", "Application context required")


class Provider(NamedTuple):
    """Who makes activities of a kind.

    :param provider_id: for example ``VOXIMPLANT_CALL``
    :param type_id: the kind among those that the provider makes
    """

    provider_id: str | None
    type_id: str | None


_OF_TYPE = {
    MEETING: Provider("CRM_MEETING", "MEETING"),
    CALL: Provider("VOXIMPLANT_CALL", "CALL"),
    TASK: Provider("CRM_TASKS_TASK", "TASKS_TASK"),
    EMAIL: Provider("CRM_EMAIL", "EMAIL"),
}
_KINDS = {
    TODO: "TODO",
    APPLICATION: "LINK",
    SMS: "SMS",
    **{provider.provider_id: provider.type_id for provider in _OF_TYPE.values()},
}


def require_creatable(type_id: int) -> None:
    """Refuse types of activities that come into being elsewhere: tasks, and what calendars bring.

    :raises CallError: :data:`NOT_CREATABLE`
    """
    if type_id not in CREATABLE:
        raise NOT_CREATABLE(type=_NOT_CREATABLE[type_id])


_NOT_CREATABLE = {TASK: "TASK", CALENDAR: "ACTIVITY"}


def provider_of(type_id: int, provider_id: str | None, provider_type_id: str | None) -> Provider:
    """The provider of a new activity: what was given, completed by what is usual for its type.

    :raises CallError: when the type has no usual provider and none was given
    """
    if not provider_id:
        if type_id == PROVIDED:
            raise CUSTOM_WITHOUT_PROVIDER()
        provider_id = _OF_TYPE.get(type_id, Provider(None, None)).provider_id
    return Provider(provider_id, provider_type_id or _KINDS.get(provider_id))


def refuse_foreign(provider_id: str | None, instead: ErrorKind, *, own: bool) -> None:
    """Activities that applications make are written by these alone.

    :param instead: the refusal of a configurable activity, which has methods of its own
    :param own: whether the application that makes, or has made, the activity calls
    :raises CallError: for a provider of applications
    """
    if provider_id == CONFIGURABLE:
        raise instead()
    if provider_id == APPLICATION and not own:
        raise APPLICATION_REQUIRED()
