"""How ``crm.requisite.*`` and ``crm.address.*`` speak."""

from dataclasses import replace

from homeport.core.errors import ErrorKind
from homeport.domain.records.dialect import CLASSIC, Dialect

INVALID = ErrorKind("", "{field} is not defined or invalid.")
DENIED_LIST = ErrorKind("0", "Access denied.")


def speaking_of(noun: str) -> Dialect:
    """The dialect of a family whose refusals name what is not found.

    :param noun: for example ``Requisite``
    """
    not_found = ErrorKind("", f"The {noun} with ID '{{id}}' is not found")
    return replace(CLASSIC, not_found=not_found, invalid=INVALID, required=INVALID)


def listing(dialect: Dialect) -> Dialect:
    """The dialect of ``list``, where its page has a number for the code of the refusal."""
    return replace(dialect, unreadable=DENIED_LIST)
