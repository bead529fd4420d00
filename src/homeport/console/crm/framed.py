"""User fields whose type an application has defined: its page is shown within the field, and may set the value.

Source: ``api-reference/widgets/user-field/index.md``.
"""

import contextlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from homeport.console.apps import opening
from homeport.console.apps.opening import Opening
from homeport.console.crm.added import Added
from homeport.console.crm.kinds import Kind
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.domain.portal.apps import field_types, widgets
from homeport.domain.portal.apps.widgets import Widget
from homeport.domain.user_fields.definitions import Definition
from homeport.store import Transaction

VIEW, EDIT = "view", "edit"
"""Whether a record is shown, or changed."""


class Framed(NamedTuple):
    """A field with an application's page in it.

    :param options: what the page is told of the field and its record
    :param height: in pixels; 0 for the usual one
    """

    name: str
    title: str
    opening: Opening
    options: dict[str, Any]
    height: int


async def framed(visit: Signed, kind: Kind, item: Mapping[str, Any], added: Added, mode: str) -> dict[str, Framed]:
    """The fields of a record that applications show to the person, by name; others are shown as the texts they hold.

    :param item: the record; of a new one the id is 0
    :param mode: :data:`VIEW` or :data:`EDIT`
    """
    wanted = {field.type_name for field in added.values() if field_types.is_of_application(field.type_name)}
    if not wanted:
        return {}
    known = await visit.portal.read(lambda tx: _known(tx, wanted, visit.someone.user_id))
    found = {}
    for name, field in added.items():
        if field.type_name in known:
            widget, height = known[field.type_name]
            with contextlib.suppress(ProblemError):  # it may not be shown here: the text is
                opened = opening.of(visit, widget)
                title = field.label("EDIT_FORM_LABEL") or field.name
                found[name] = Framed(name, title, opened, _told(kind, item, name, field, mode), height)
    return found


def _known(tx: Transaction, wanted: Iterable[str], user_id: int) -> dict[str, tuple[Widget, int]]:
    """By type what is bound for it, as far as the person may see it, and how high it is."""
    found = {}
    for each in field_types.registered(tx):
        if each.full_name in wanted:
            widget = widgets.find(tx, each.widget_id, user_id)
            if widget is not None:
                found[each.full_name] = widget, each.height
    return found


def _told(kind: Kind, item: Mapping[str, Any], name: str, field: Definition, mode: str) -> dict[str, Any]:
    entity_id = str(item["id"])
    return {
        "MODE": mode,
        "ENTITY_ID": field.entity_id,
        "FIELD_NAME": field.name,
        "ENTITY_VALUE_ID": entity_id,
        "VALUE": item.get(name) or ([] if field.several else None),
        "MULTIPLE": field.multiple,
        "MANDATORY": field.mandatory,
        "XML_ID": field.xml_id,
        "ENTITY_DATA": {"entityTypeId": kind.type_id, "entityId": entity_id, "module": "crm"},
    }
