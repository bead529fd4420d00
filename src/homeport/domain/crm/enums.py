"""Enumerations: the fixed values of CRM fields, and the types of CRM objects.

Source: ``api-reference/crm/auxiliary/enum/``.
"""

from typing import Any, NamedTuple

from homeport.core import owner
from homeport.domain.crm.type.types import titles
from homeport.domain.records.descriptions import described
from homeport.store import Transaction


class ObjectType(NamedTuple):
    """A built-in type of CRM objects.

    :param code: its symbol
    :param short: its symbol where space is short, as in ``CO_15``
    """

    name: str
    code: str
    short: str


OBJECT_TYPES = {
    owner.LEAD: ObjectType("Lead", "LEAD", "L"),
    owner.DEAL: ObjectType("Deal", "DEAL", "D"),
    owner.CONTACT: ObjectType("Contact", "CONTACT", "C"),
    owner.COMPANY: ObjectType("Company", "COMPANY", "CO"),
    5: ObjectType("Invoice (old version)", "INVOICE", "I"),
    owner.SMART_INVOICE: ObjectType("Invoice", "SMART_INVOICE", "SI"),
    owner.QUOTE: ObjectType("Quote", "QUOTE", "Q"),
    owner.REQUISITE: ObjectType("Billing details", "REQUISITE", "RQ"),
    36: ObjectType("Document", "SMART_DOCUMENT", "DO"),
    39: ObjectType("Company document", "SMART_B2E_DOC", "SBD"),
}
"""The built-in types by id."""

FIELDS = {
    "ID": described("int", "ID", read_only=True),
    "NAME": described("string", "Name", read_only=True),
    "SYMBOL_CODE": described("string", "Symbol code", read_only=True),
    "SYMBOL_CODE_SHORT": described("string", "Short symbol code", read_only=True),
}
"""What ``crm.enum.fields`` answers."""


def _values(*names: str) -> list[dict[str, Any]]:
    """Values that are numbered from 0, where 0 is none."""
    return [_value(number, name) for number, name in enumerate(("", *names))]


def _value(number: int, name: str, code: str | None = None, short: str | None = None) -> dict[str, Any]:
    return {"ID": number, "NAME": name, "SYMBOL_CODE": code, "SYMBOL_CODE_SHORT": short}


VALUES = {
    "activitytype": _values("Meeting", "Call", "Task", "E-mail", "Action", "User action"),
    "activitystatus": _values("Pending", "Completed", "Automatically completed"),
    "activitypriority": _values("low", "medium", "high"),
    "activitydirection": _values("Incoming", "Outgoing"),
    "activitynotifytype": _values("min.", "h.", "d."),
    "contenttype": _values("Plain text", "bbCode", "HTML"),
    "addresstype": [
        _value(11, "Shipping address"),
        _value(1, "Physical address"),
        _value(6, "Legal address"),
        _value(4, "Registered address"),
        _value(8, "Mailing address"),
        _value(9, "Beneficiary address"),
    ],
    "settings.mode": [_value(1, "Classic CRM"), _value(2, "Simple CRM")],
}
"""The fixed enumerations, by the last words of their methods."""

ORDER_OWNERS = [{"attribute": "DYN", "code": "DEAL", "id": owner.DEAL, "name": "Deal"}]
"""Types that an order can be bound to."""


def owner_types(tx: Transaction) -> list[dict[str, Any]]:
    """The types of CRM objects, with the smart processes of the portal."""
    found = [_value(type_id, *entry) for type_id, entry in OBJECT_TYPES.items()]
    found.extend(
        _value(type_id, title, owner.code_of(type_id), f"T{type_id:x}") for type_id, title in titles(tx).items()
    )
    return found
