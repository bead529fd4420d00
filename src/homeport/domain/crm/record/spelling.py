"""The two ways in which methods speak of records: the classic (``crm.lead.*``) and the universal (``crm.item.*``)."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core.errors import ACCESS_DENIED, ACCESS_DENIED_TEXT, ErrorKind
from homeport.domain.records.fields import Field, FieldTable


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a method names and writes fields, and words its refusals.

    :param universal: whether it is the spelling of ``crm.item.*``
    :param denied: the refusal of a change
    :param unreadable: the refusal of a look
    :param not_found: no such record
    :param invalid: a value that a field cannot hold; takes ``field``
    :param required: nothing, where a record must have something; takes ``field``
    :param unseen: naming a record that the caller may not read, where it is not ``denied``; takes ``type`` and ``id``
    :param takes_any_id: whether a record may name one that does not exist
    """

    universal: bool
    denied: ErrorKind
    unreadable: ErrorKind
    not_found: ErrorKind
    invalid: ErrorKind
    required: ErrorKind
    unseen: ErrorKind | None = None
    takes_any_id: bool = False

    def name(self, field: Field) -> str:
        """The field's name."""
        return field.item if self.universal else field.name

    def find(self, fields: FieldTable, name: str) -> Field | None:
        """A field by its name in this spelling."""
        return fields.find(name, universal=self.universal)

    def write(self, field: Field, value: Any, zone: ZoneInfo) -> Any:
        """A stored value as this spelling answers it."""
        return (field.type.item if self.universal else field.type.classic)(value, zone)

    def shown(self, field: Field) -> bool:
        """Whether a record of this spelling has the field."""
        return bool(field.item and not field.stands_for) if self.universal else field.classic

    def read_only(self, field: Field) -> bool:
        """Whether nobody may write the field."""
        return field.read_only and (field.item_read_only or not self.universal)

    def immutable(self, field: Field) -> bool:
        """Whether only a new record may be given the field."""
        return field.immutable and (not self.universal or not field.classic)


CLASSIC = Spelling(
    universal=False,
    denied=ACCESS_DENIED_TEXT,
    unreadable=ACCESS_DENIED_TEXT,
    not_found=ErrorKind("", "Not found"),
    invalid=ErrorKind("", 'Invalid value for the "{field}" field'),
    required=ErrorKind("", 'The "{field}" field is required'),
)

UNIVERSAL = Spelling(
    universal=True,
    denied=ACCESS_DENIED,
    unreadable=ErrorKind("ACCESS_DENIED", "You do not have permission to view this item"),
    not_found=ErrorKind("NOT_FOUND", "Item not found"),
    invalid=ErrorKind("CRM_FIELD_ERROR_VALUE_NOT_VALID", 'Invalid value for field "{field}"'),
    required=ErrorKind("CRM_FIELD_ERROR_REQUIRED", 'Field "{field}" is required'),
)
