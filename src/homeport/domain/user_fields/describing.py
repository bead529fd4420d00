"""What methods say of user fields in general: their types, what each has, and the settings of a type.

Source: ``crm/universal/user-defined-fields/``.
"""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.user_fields.applications import types_of_applications
from homeport.domain.user_fields.types import TYPES, type_of


def _described(kind: str, title: str, **more: bool) -> dict[str, Any]:
    return {"type": kind, "title": title, **more}


FIELDS = {
    "ID": _described("int", "ID", isReadOnly=True),
    "ENTITY_ID": _described("string", "Object", isImmutable=True),
    "FIELD_NAME": _described("string", "Code", isImmutable=True),
    "USER_TYPE_ID": _described("string", "Data Type", isImmutable=True),
    "XML_ID": _described("string", "External ID (XML ID)"),
    "SORT": _described("int", "Sorting"),
    "MULTIPLE": _described("char", "Multiple"),
    "MANDATORY": _described("char", "Mandatory"),
    "SHOW_FILTER": _described("char", "Show in list filter"),
    "SHOW_IN_LIST": _described("char", "Show in list"),
    "EDIT_IN_LIST": _described("char", "Allow user editing"),
    "IS_SEARCHABLE": _described("char", "Field values are searchable"),
    "EDIT_FORM_LABEL": _described("string", "Label in edit form"),
    "LIST_COLUMN_LABEL": _described("string", "Header in list"),
    "LIST_FILTER_LABEL": _described("string", "Filter label in list"),
    "ERROR_MESSAGE": _described("string", "Error message"),
    "HELP_MESSAGE": _described("string", "Help"),
    "LIST": _described("uf_enum_element", "List elements", isMultiple=True),
    "SETTINGS": _described("object", "Additional settings (dependent on type)"),
}
"""What a user field has."""

ITEMS = {
    "ID": _described("int", "ID", isReadOnly=True),
    "SORT": _described("int", "Sorting"),
    "VALUE": _described("string", "Value"),
    "DEF": _described("string", "Default Value"),
    "DEL": _described("string", "Element Deletion Flag"),
}
"""What an entry of a list has."""


def types(ctx: Ctx) -> list[dict[str, str]]:
    """The types that a field may be of."""
    built_in = [{"ID": kind.id, "title": kind.title} for kind in TYPES.values()]
    defined = types_of_applications(ctx)
    return built_in + [{"ID": each.full_name, "title": each.title or each.full_name} for each in defined]


def settings(name: str) -> dict[str, Any]:
    """The settings of a type that are listed; of an unknown one none."""
    found = type_of(name).settings.items()
    return {name: _described(setting.kind, setting.title) for name, setting in found if setting.title}
