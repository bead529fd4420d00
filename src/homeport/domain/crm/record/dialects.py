"""The two ways in which methods speak of records: the classic (``crm.lead.*``) and the universal (``crm.item.*``)."""

from dataclasses import replace

from homeport.core.errors import ACCESS_DENIED, ErrorKind
from homeport.domain.records import dialect
from homeport.domain.records.dialect import Dialect

CLASSIC = replace(
    dialect.CLASSIC,
    required=ErrorKind("", 'The "{field}" field is required'),
    called={"CURRENCY_ID": "Currency"},
    brief=True,
    keeps_empty=True,
    spares_files=True,
)

NOT_ITERABLE = ErrorKind("100", "Expected iterable value for multiple field, but got {type} instead")

UNIVERSAL = Dialect(
    camel=True,
    texts=False,
    typed=True,
    wraps=True,
    strict=True,
    described=(),
    denied=ACCESS_DENIED,
    unreadable=ErrorKind("ACCESS_DENIED", "You do not have permission to view this item"),
    not_found=ErrorKind("NOT_FOUND", "Item not found"),
    invalid=ErrorKind("CRM_FIELD_ERROR_VALUE_NOT_VALID", 'Invalid value for field "{field}"'),
    required=ErrorKind("CRM_FIELD_ERROR_REQUIRED", 'Field "{field}" is required'),
    scalar=NOT_ITERABLE,
    called={"CATEGORY_ID": "Category"},
    keeps_empty=True,
    spares_dates=True,
    skips_same=True,
)

ORIGINAL = replace(UNIVERSAL, original=True)
"""As :data:`UNIVERSAL`, with user fields called as they were made."""
