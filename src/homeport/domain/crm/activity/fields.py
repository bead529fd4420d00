"""Fields of an activity and of its communications.

Sources: ``crm-activity-fields.md``, ``crm-activity-communication-fields.md`` and, for the values of enumerations,
``api-reference/crm/data-types.md#activity-enums``.
"""

from dataclasses import replace
from typing import Any

from homeport.core import values as v
from homeport.core.values import FieldType, Write
from homeport.domain.records.fields import F, Field, FieldTable, list_field


def _read_object(value: Any, zone: Any) -> str | None:
    if v.is_empty(value):
        return None
    if not isinstance(value, dict | list):
        raise ValueError("not an array")
    return v.OBJECT.read(value, zone)  # type: ignore[no-any-return]


def _or(default: str, write: Write) -> Write:
    return lambda value, zone: default if value is None else write(value, zone)


def _enum(name: str) -> FieldType:
    return replace(v.INTEGER, name=f"crm_enum_{name}", classic=_or("0", v.INTEGER.classic))


_NUMBER = replace(v.INTEGER, classic=_or("0", v.INTEGER.classic))
"""Numbers that are 0 where nothing was given."""
_TEXT = replace(v.STRING, classic=_or("", v.STRING.classic))
_OBJECT = replace(v.OBJECT, read=_read_object)
_FLAG = replace(v.CHAR, classic=_or("N", v.CHAR.classic))
_FILES = replace(v.MULTIFIELD, name="diskfile")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("OWNER_ID", v.INTEGER, "Owner ID", immutable=True),
        F("OWNER_TYPE_ID", _enum("ownertype"), "Owner type", immutable=True),
        F("TYPE_ID", _enum("activitytype"), "Type", required=True, immutable=True),
        F("PROVIDER_ID", v.STRING, "Provider ID"),
        F("PROVIDER_TYPE_ID", v.STRING, "Provider type"),
        F("PROVIDER_GROUP_ID", v.STRING, "Connector type"),
        F("ASSOCIATED_ENTITY_ID", _NUMBER, "Associated record ID", read_only=True, default=0),
        F("SUBJECT", v.STRING, "Subject", required=True),
        F("START_TIME", v.DATETIME, "Start"),
        F("END_TIME", v.DATETIME, "End"),
        F("DEADLINE", v.DATETIME, "Deadline"),
        F("COMPLETED", v.CHAR, "Completed", default="N"),
        F("STATUS", _enum("activitystatus"), "Status", default=1),
        F("RESPONSIBLE_ID", v.USER, "Responsible", required=True),
        F("PRIORITY", _enum("activitypriority"), "Priority", default=2),
        F("NOTIFY_TYPE", _enum("activitynotifytype"), "Reminder unit", default=0),
        F("NOTIFY_VALUE", _NUMBER, "Reminder value", default=0),
        F("DESCRIPTION", _TEXT, "Description", default=""),
        F("DESCRIPTION_TYPE", _enum("contenttype"), "Description type", default=1),
        F("DIRECTION", _enum("activitydirection"), "Direction", default=0),
        F("LOCATION", _TEXT, "Location", default=""),
        F("CREATED", v.DATETIME, "Created", read_only=True),
        F("AUTHOR_ID", v.USER, "Created by", read_only=True),
        F("LAST_UPDATED", v.DATETIME, "Last updated", read_only=True),
        F("EDITOR_ID", v.USER, "Edited by", read_only=True),
        F("SETTINGS", _OBJECT, "Settings"),
        F("ORIGIN_ID", v.STRING, "External code"),
        F("ORIGINATOR_ID", v.STRING, "External source"),
        F("ORIGIN_VERSION", v.STRING, "External version"),
        F("RESULT_STATUS", _NUMBER, default=0),
        F("RESULT_STREAM", _NUMBER, default=0),
        F("RESULT_SOURCE_ID", v.STRING),
        F("PROVIDER_PARAMS", _OBJECT, "Provider parameters"),
        F("PROVIDER_DATA", v.STRING, "Provider data"),
        F("RESULT_MARK", _NUMBER, default=0),
        F("RESULT_VALUE", v.DOUBLE),
        F("RESULT_SUM", v.DOUBLE),
        F("RESULT_CURRENCY_ID", v.STRING),
        F("AUTOCOMPLETE_RULE", _NUMBER, "Autocomplete", default=0),
        list_field("BINDINGS", replace(v.MULTIFIELD, name="crm_activity_binding"), "Bindings", read_only=True),
        list_field(
            "COMMUNICATIONS",
            replace(v.MULTIFIELD, name="crm_activity_communication"),
            "Communication channel",
            required=True,
        ),
        list_field("FILES", _FILES, "Files"),
        list_field("WEBDAV_ELEMENTS", _FILES, "Added files", deprecated=True),
        F("IS_INCOMING_CHANNEL", _FLAG, read_only=True, default="N"),
    )
)

ENUMERATIONS = {
    "STATUS": range(4),
    "PRIORITY": range(4),
    "NOTIFY_TYPE": range(4),
    "DESCRIPTION_TYPE": range(4),
    "DIRECTION": range(3),
}
"""The values that a field may have; 0 stands for none."""

GIVEN_ONCE = frozenset({"ASSOCIATED_ENTITY_ID", "IS_INCOMING_CHANNEL"})
"""Described as read-only, yet documented as fields to give when adding or changing an activity."""

SHOWN: tuple[Field, ...] = tuple(
    FIELDS.by_name[name]
    for name in (
        "ID", "OWNER_ID", "OWNER_TYPE_ID", "TYPE_ID", "PROVIDER_ID", "PROVIDER_TYPE_ID", "PROVIDER_GROUP_ID",
        "ASSOCIATED_ENTITY_ID", "SUBJECT", "CREATED", "LAST_UPDATED", "START_TIME", "END_TIME", "DEADLINE",
        "COMPLETED", "STATUS", "RESPONSIBLE_ID", "PRIORITY", "NOTIFY_TYPE", "NOTIFY_VALUE", "DESCRIPTION",
        "DESCRIPTION_TYPE", "DIRECTION", "LOCATION", "SETTINGS", "ORIGINATOR_ID", "ORIGIN_ID", "AUTHOR_ID",
        "EDITOR_ID", "PROVIDER_PARAMS", "PROVIDER_DATA", "RESULT_MARK", "RESULT_VALUE", "RESULT_SUM",
        "RESULT_CURRENCY_ID", "RESULT_STATUS", "RESULT_STREAM", "RESULT_SOURCE_ID", "AUTOCOMPLETE_RULE",
    )
)  # fmt: skip
"""What ``crm.activity.get`` answers, and ``crm.activity.list`` when not asked for certain fields, in that order."""

COMMUNICATION_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("ACTIVITY_ID", v.INTEGER, "Activity", read_only=True),
        F("ENTITY_ID", v.INTEGER, "Record ID"),
        F("ENTITY_TYPE_ID", v.INTEGER, "Record type"),
        F("TYPE", v.STRING, "Type"),
        F("VALUE", v.STRING, "Value"),
    )
)


def described(fields: FieldTable) -> dict[str, dict[str, Any]]:
    """What ``*.fields`` methods say of a field table."""
    return {field.name: _describe(field) for field in fields}


def _describe(field: Field) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "type": field.type.name,
        "isRequired": field.required,
        "isReadOnly": field.read_only,
        "isImmutable": field.immutable,
        "isMultiple": field.multiple,
        "isDynamic": False,
        "title": field.title,
    }
    return answer | ({"isDeprecated": True} if field.deprecated else {})
