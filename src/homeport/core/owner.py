"""CRM object types and the records an activity can belong to.

Type ids from ``api-reference/crm/data-types.md#object_type``.
"""

from typing import NamedTuple

LEAD = 1
DEAL = 2
CONTACT = 3
COMPANY = 4
ACTIVITY = 6
QUOTE = 7
SMART_INVOICE = 31
FIRST_DYNAMIC = 128
"""Smart processes have type ids from here on."""

CODES = {
    LEAD: "LEAD",
    DEAL: "DEAL",
    CONTACT: "CONTACT",
    COMPANY: "COMPANY",
    QUOTE: "QUOTE",
    SMART_INVOICE: "SMART_INVOICE",
}
"""Names of the built-in types whose records can own activities and carry rights."""


def code_of(entity_type_id: int) -> str:
    """The symbol of a type in roles and directories: ``LEAD``, ``DYNAMIC_130``."""
    return CODES.get(entity_type_id) or f"DYNAMIC_{entity_type_id}"


class Owner(NamedTuple):
    """A CRM record: what an activity belongs to, or is bound to."""

    entity_type_id: int
    entity_id: int
