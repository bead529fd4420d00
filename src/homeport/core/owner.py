"""CRM object types and the records an activity can belong to.

Type ids from ``api-reference/crm/data-types.md#object_type``.
"""

import re
from typing import Any, NamedTuple

LEAD = 1
DEAL = 2
CONTACT = 3
COMPANY = 4
INVOICE = 5
"""Old invoices: requisites and documents are of them too, and nothing else."""
ACTIVITY = 6
QUOTE = 7
REQUISITE = 8
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


def symbol_of(entity_type_id: int) -> str:
    """The symbol of a type in parameters: ``lead``, ``dynamic_130``."""
    return code_of(entity_type_id).lower()


def type_id_of(symbol: Any) -> int | None:
    """The type that a symbol stands for, whether or not there is such a smart process; None when it is no symbol."""
    if not isinstance(symbol, str):
        return None
    name = symbol.strip().lower()
    number = name.removeprefix("dynamic_")
    if number != name and number.isascii() and number.isdecimal() and len(number) <= _LONGEST:
        return int(number) if int(number) >= FIRST_DYNAMIC else None
    return _BY_SYMBOL.get(name)


ABBREVIATIONS = {LEAD: "L", DEAL: "D", CONTACT: "C", COMPANY: "CO", QUOTE: "Q", SMART_INVOICE: "SI"}
"""Short codes of the built-in types."""


def abbreviation_of(entity_type_id: int) -> str:
    """The short code of a type: ``D``, ``T82`` with its number in base 16."""
    return ABBREVIATIONS.get(entity_type_id) or f"T{entity_type_id:x}"


def type_of_abbreviation(code: Any) -> int | None:
    """The type that a short code stands for, whether or not there is such a smart process; None when it is none."""
    if not isinstance(code, str):
        return None
    name = code.strip().upper()
    if re.fullmatch(r"T[0-9A-F]{2,8}", name):
        number = int(name[1:], 16)
        return number if number >= FIRST_DYNAMIC else None
    return _BY_ABBREVIATION.get(name)


_BY_ABBREVIATION = {code: entity_type_id for entity_type_id, code in ABBREVIATIONS.items()}
_BY_SYMBOL = {code.lower(): entity_type_id for entity_type_id, code in CODES.items()}
_LONGEST = 10
"""Digits of a type id."""


class Owner(NamedTuple):
    """A CRM record: what an activity belongs to, or is bound to."""

    entity_type_id: int
    entity_id: int
