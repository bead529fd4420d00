"""Values of user fields as a file says them."""

from typing import Any

from homeport.domain.user_fields.fields import UserField, values_of
from homeport.domain.user_fields.types import ENUMERATION


def chosen(field: UserField, value: Any) -> Any:
    """A value, with the ids of entries of a list that are named by their texts or codes.

    :raises ValueError: for an entry that the list does not have
    """
    if field.definition.type_name != ENUMERATION:
        return value
    ids = [_entry(field, each) for each in values_of(value)]
    if field.definition.several:
        return ids
    return ids[0] if ids else ""


def _entry(field: UserField, named: Any) -> int:
    for item in field.definition.items:
        if named in (item.id, item.xml_id, item.value):
            return item.id
    raise ValueError(f"{field.name}: its list has no entry {str(named)[:100]!r}")
