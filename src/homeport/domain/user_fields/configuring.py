"""User fields as ``userfieldconfig.*`` speaks of them: in camel case, their texts by language.

Source: ``crm/universal/userfieldconfig/``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records.fields import camel
from homeport.domain.records.filters import as_map
from homeport.domain.user_fields import defining
from homeport.domain.user_fields.definitions import LABELS, Definition, find
from homeport.domain.user_fields.homes import Home, Module
from homeport.domain.user_fields.speaking import sought
from homeport.domain.user_fields.types import ENUMERATION

DENIED = ErrorKind("", "Access denied.")
NOT_ALLOWED = ErrorKind("", "You cannot create custom fields")
NOT_CHANGEABLE = ErrorKind("", "You cannot change the settings of the user field")
NOT_DELETABLE = ErrorKind("", "You cannot delete the user field")
NOT_READABLE = ErrorKind("", "You do not have permission to view user field settings")

_GIVEN = {
    camel(name): name
    for name in (
        "FIELD_NAME", "USER_TYPE_ID", "XML_ID", "SORT", "MULTIPLE", "MANDATORY", "SHOW_FILTER", "EDIT_IN_LIST",
        "IS_SEARCHABLE", "SETTINGS", "EDIT_FORM_LABEL", "HELP_MESSAGE",
    )
} | {"enum": "LIST"}  # fmt: skip
_CHANGED = {name: column for name, column in _GIVEN.items() if column not in ("EDIT_IN_LIST", "FIELD_NAME", "MULTIPLE")}


def add(ctx: Ctx, module: Module, given: Mapping[str, Any]) -> dict[str, Any]:
    """Make a user field; as it is then.

    :raises CallError: :data:`DENIED`, :data:`NOT_ALLOWED`, or one of :data:`defining.SETTINGS`
    """
    if not module.defines(ctx):
        raise DENIED()
    said = _read(given, _GIVEN)
    entity_id = str(given.get("entityId") or "")
    home = module.home(ctx, entity_id)
    name = said.get("FIELD_NAME")
    if home is None or (isinstance(name, str) and name and not name.upper().startswith(f"UF_{entity_id}_")):
        raise NOT_ALLOWED()
    if said.get("USER_TYPE_ID") == "double":
        said["SETTINGS"] = {"PRECISION": 0, **as_map(said.get("SETTINGS"))}  # where this method differs, a page says
    if said.get("USER_TYPE_ID") == ENUMERATION:
        _check_entries(said.get("LIST"))
    return whole(defining.add(ctx, home, said, shown="Y", refusals=defining.SETTINGS))


def change(ctx: Ctx, module: Module, field_id: int, given: Mapping[str, Any]) -> dict[str, Any]:
    """Change a user field; as it is then.

    :raises CallError: :data:`NOT_CHANGEABLE`, or the refusal of entries
    """
    home, definition = _found(ctx, module, field_id, NOT_CHANGEABLE)
    said = _read(given, _CHANGED)
    if said.pop("USER_TYPE_ID", None) != ENUMERATION:
        said.pop("LIST", None)
    _check_entries(said.get("LIST"))
    refusals = defining.SETTINGS
    return whole(defining.change(ctx, home, definition, said, whole_settings=True, refusals=refusals))


def delete(ctx: Ctx, module: Module, field_id: int) -> None:
    """Delete a user field with its values.

    :raises CallError: :data:`NOT_DELETABLE`
    """
    defining.delete(ctx, *_found(ctx, module, field_id, NOT_DELETABLE))


def get(ctx: Ctx, module: Module, field_id: int) -> dict[str, Any]:
    """A user field by its id.

    :raises CallError: :data:`NOT_READABLE`
    """
    definition = find(ctx.tx, field_id)
    if definition is None or definition.entity_id not in {home.entity_id for home in module.readable(ctx)}:
        raise NOT_READABLE()
    return whole(definition)


def listed(ctx: Ctx, module: Module, select: Any, given_filter: Any, given_order: Any) -> list[dict[str, Any]]:
    """The user fields that a filter finds, as far as the caller may read records that have them.

    :raises CallError: :data:`NOT_READABLE` for a caller who may read none
    """
    homes = [home.entity_id for home in module.readable(ctx)]
    if not homes:
        raise NOT_READABLE()
    wanted = as_map(select)
    language = wanted.get("language")
    names = {str(name) for key, name in wanted.items() if key != "language"}
    said = {_column(name): value for name, value in as_map(given_filter).items()}
    order = {_column(name): direction for name, direction in as_map(given_order).items()}
    rows = []
    for definition in sought(ctx, homes, said, order):
        row = _row(definition)
        if language:
            row |= _texts(definition, [str(language).lower()])
        elif "languageId" in names:
            row |= _texts(definition, _languages(definition))
        rows.append(row if not names or "*" in names else {name: row[name] for name in row if _is_wanted(name, names)})
    return rows


def whole(definition: Definition) -> dict[str, Any]:
    """A field with its texts in each language that it has any in."""
    return _row(definition) | _texts(definition, _languages(definition))


def _is_wanted(name: str, names: set[str]) -> bool:
    return name in names or name == "id" or ("languageId" in names and name in map(camel, LABELS))


def _row(definition: Definition) -> dict[str, Any]:
    row: dict[str, Any] = {
        camel(name): str(value) if isinstance(value, int) else value for name, value in definition.row().items()
    }
    row["settings"] = definition.settings
    if definition.type_name == ENUMERATION:
        row["enum"] = [
            {
                "id": str(item.id),
                "userFieldId": str(definition.id),
                "value": item.value,
                "def": item.by_default,
                "sort": str(item.sort),
                "xmlId": item.xml_id,
            }
            for item in definition.items
        ]
    return row


def _languages(definition: Definition) -> list[str]:
    return sorted({language for texts in definition.labels.values() for language, text in texts.items() if text})


def _texts(definition: Definition, languages: Iterable[str]) -> dict[str, Any]:
    return {"languageId": {language: language for language in languages}} | {
        camel(label): {language: definition.label(label, language) for language in languages} for label in LABELS
    }


def _found(ctx: Ctx, module: Module, field_id: int, refusal: ErrorKind) -> tuple[Home, Definition]:
    definition = find(ctx.tx, field_id) if module.defines(ctx) else None
    home = None if definition is None else module.home(ctx, definition.entity_id)
    if definition is None or home is None:
        raise refusal()
    return home, definition


def _read(given: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    lowered = {name.lower(): column for name, column in known.items()}
    return {lowered[name.lower()]: value for name, value in given.items() if name.lower() in lowered}


def _check_entries(given: Any) -> None:
    """Every new entry says a value, and whether it is chosen unless told only as ``Y`` or ``N``."""
    for entry in as_map(given).values():
        said = {str(name).lower(): value for name, value in entry.items()} if isinstance(entry, dict) else {}
        named = said.get("id") or said.get("value")
        if not named or said.get("def", "N") not in ("Y", "N"):
            raise defining.SETTINGS.repeated()


def _column(name: str) -> str:
    """``>userTypeId`` as ``>USER_TYPE_ID``."""
    if name.isupper():
        return name
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name)
