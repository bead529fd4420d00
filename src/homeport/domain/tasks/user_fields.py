"""The fields that people add to tasks, and those of this kind that every portal has.

Source: ``api-reference/tasks/user-field/``.
"""

from collections.abc import Callable
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records import at_hand
from homeport.domain.records.filters import as_map
from homeport.domain.tasks.tables import TASK
from homeport.domain.user_fields import defining, definitions, speaking
from homeport.domain.user_fields.definitions import LABELS, Definition, find
from homeport.domain.user_fields.homes import Home

ENTITY = "TASKS_TASK"
HOME = Home(ENTITY, TASK, "UF_", "", "task", types=frozenset({"string", "double", "datetime", "boolean"}))
"""No event is documented for changes of these fields."""

_NAME_MISSING = ErrorKind("ERROR_CORE", "The 'FIELD_NAME' field is not found")
_TYPE_MISSING = ErrorKind("ERROR_CORE", "The 'USER_TYPE_ID' field is not found.")
REFUSALS = defining.CLASSIC._replace(
    name_missing=_NAME_MISSING,
    type_missing=_TYPE_MISSING,
    type_empty=_TYPE_MISSING,
    type_unknown=ErrorKind("ERROR_CORE", "Invalid user type specified."),
    exists=ErrorKind("ERROR_CORE", "The field {name} for the object {entity} already exists."),
)
"""``task.item.userfield.*``."""
NOT_FOUND = ErrorKind("ERROR_NOT_FOUND", "The entity with ID '{id}' is not found")

_LAST_ID = 2**31 - 1
_NUMBERS = ("ID", "SORT")
_TEXTS = ("FIELD_NAME", "USER_TYPE_ID", "XML_ID", "MULTIPLE", "MANDATORY")


def _system(place: int, name: str, kind: str, several: str, settings: Any, **more: str) -> dict[str, Any]:
    flags = dict.fromkeys(("MANDATORY", "SHOW_FILTER", "SHOW_IN_LIST", "EDIT_IN_LIST", "IS_SEARCHABLE"), "N")
    return {
        "ID": str(_LAST_ID - place),
        "ENTITY_ID": ENTITY,
        "FIELD_NAME": name,
        "USER_TYPE_ID": kind,
        "XML_ID": "",
        "SORT": "100",
        "MULTIPLE": several,
        **flags,
        **more,
        "SETTINGS": settings,
    }


SYSTEM = (
    _system(2, "UF_CRM_TASK", "crm", "Y", dict.fromkeys(("LEAD", "CONTACT", "COMPANY", "DEAL"), "Y")),
    _system(1, "UF_MAIL_MESSAGE", "mail_message", "N", []),
    _system(
        0,
        "UF_TASK_WEBDAV_FILES",
        "disk_file",
        "Y",
        {"IBLOCK_ID": 0, "SECTION_ID": 0, "UF_TO_SAVE_ALLOW_EDIT": ""},
        XML_ID="TASK_WEBDAV_FILES",
        SHOW_IN_LIST="Y",
        EDIT_IN_LIST="Y",
        IS_SEARCHABLE="Y",
    ),
)
"""Fields that nobody has made; their numbers are beyond those of others."""


def found(ctx: Ctx, number: int) -> Definition:
    """A field that people have made of tasks.

    :raises CallError: ``NOT_FOUND``
    """
    definition = find(ctx.tx, number)
    if definition is None or definition.entity_id != ENTITY:
        raise NOT_FOUND(id=number)
    return definition


def get(ctx: Ctx, number: int) -> dict[str, Any]:
    """A field with its texts.

    :raises CallError: ``NOT_FOUND``
    """
    for field in SYSTEM:
        if field["ID"] == str(number):
            return field | {label: dict.fromkeys(defining.LANGUAGES, "") for label in LABELS}
    return speaking.whole(found(ctx, number))


def listed(ctx: Ctx, given_filter: Any, given_order: Any) -> list[dict[str, Any]]:
    """The fields of tasks that a filter finds, without their texts; by their numbers unless said otherwise."""
    rows: list[dict[str, Any]] = [*SYSTEM, *map(speaking.classic, definitions.of(ctx.tx, ENTITY).fields)]
    numbers = {}
    for key, value in as_map(given_filter).items():
        name = key.strip().upper()
        if name in _TEXTS:
            wanted = {str(each) for each in as_map(value).values()} if isinstance(value, list | dict) else {str(value)}
            rows = [row for row in rows if (row[name] or "") in wanted]
        else:
            numbers[key] = value
    order = {name.strip().upper(): str(way).upper() == "DESC" for name, way in as_map(given_order).items()}
    found = at_hand.chosen(ctx, sorted(rows, key=_sorted_by("ID")), _NUMBERS, filter=numbers)
    for name, descending in reversed(order.items()):
        if name in _NUMBERS or name in _TEXTS:
            found.sort(key=_sorted_by(name), reverse=descending)
        else:
            ctx.drop("order", name)
    return found


def _sorted_by(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda row: int(row[name]) if name in _NUMBERS else row[name] or ""
