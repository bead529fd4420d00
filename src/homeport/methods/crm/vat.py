"""``crm.vat.*``: VAT rates, by their older name. These pages put the text where others have a code."""

from dataclasses import replace

from homeport.core.errors import ErrorKind
from homeport.domain.catalog import vats
from homeport.domain.records.collection import SETTINGS
from homeport.domain.records.dialect import CLASSIC
from homeport.methods.family import family

DENIED = ErrorKind("Access denied.", "No rights to perform the operation")
INVALID = ErrorKind("Invalid parameters.", "Invalid parameters were provided.")
BAD_ID = ErrorKind("Invalid identifier.", "An invalid identifier was provided.")
NOT_FOUND = ErrorKind("VAT rate not found.", "VAT rate not found.")

METHODS = family(
    "crm.vat",
    replace(vats.VATS, access=SETTINGS),
    replace(
        CLASSIC,
        described=("type", "size", "isRequired", "isReadOnly", "title"),
        denied=DENIED,
        unreadable=DENIED,
        not_found=NOT_FOUND,
        invalid=INVALID,
        required=INVALID,
    ),
    "add get list update delete fields",
    bad_id=BAD_ID,
    says={"ACTIVE": {"type": "string"}, "NAME": {"isRequired": False}, "RATE": {"isRequired": False}},
    answers={"update": lambda row: row["ID"]},
)
