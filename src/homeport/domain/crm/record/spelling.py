"""The two ways in which methods speak of records: the classic (``crm.lead.*``) and the universal (``crm.item.*``)."""

from dataclasses import dataclass, replace

from homeport.core.errors import ACCESS_DENIED, ACCESS_DENIED_TEXT, ErrorKind
from homeport.core.values import Write
from homeport.domain.records.fields import Field, FieldTable
from homeport.domain.user_fields.fields import UserField


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a method names and writes fields, and words its refusals.

    :param universal: whether it is the spelling of ``crm.item.*``
    :param original: whether user fields are called as they were made: ``UF_CRM_1``
    :param denied: the refusal of a change
    :param unreadable: the refusal of a look
    :param not_found: no such record
    :param invalid: a value that a field cannot hold; takes ``field``
    :param required: nothing, where a record must have something; takes ``field``
    :param unseen: naming a record that the caller may not read, where it is not ``denied``; takes ``type`` and ``id``
    :param takes_any_id: whether a record may name one that does not exist
    """

    universal: bool
    original: bool
    denied: ErrorKind
    unreadable: ErrorKind
    not_found: ErrorKind
    invalid: ErrorKind
    required: ErrorKind
    unseen: ErrorKind | None = None
    takes_any_id: bool = False

    def name(self, field: Field) -> str:
        """The field's name."""
        if not self.universal or (self.original and isinstance(field, UserField)):
            return field.name
        return field.item

    def find(self, fields: FieldTable, name: str) -> Field | None:
        """A field by its name in this spelling."""
        field = fields.find(name, universal=self.universal)
        if isinstance(field, UserField) and name.upper() != self.name(field).upper():
            return None  # crm.item.* takes user fields in one spelling only
        return field

    def writer(self, field: Field) -> Write:
        """Makes of a field's stored value what this spelling answers."""
        return field.type.item if self.universal else field.type.classic

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
    original=True,
    denied=ACCESS_DENIED_TEXT,
    unreadable=ACCESS_DENIED_TEXT,
    not_found=ErrorKind("", "Not found"),
    invalid=ErrorKind("", 'Invalid value for the "{field}" field'),
    required=ErrorKind("", 'The "{field}" field is required'),
)

UNIVERSAL = Spelling(
    universal=True,
    original=False,
    denied=ACCESS_DENIED,
    unreadable=ErrorKind("ACCESS_DENIED", "You do not have permission to view this item"),
    not_found=ErrorKind("NOT_FOUND", "Item not found"),
    invalid=ErrorKind("CRM_FIELD_ERROR_VALUE_NOT_VALID", 'Invalid value for field "{field}"'),
    required=ErrorKind("CRM_FIELD_ERROR_REQUIRED", 'Field "{field}" is required'),
)

ORIGINAL = replace(UNIVERSAL, original=True)
"""As :data:`UNIVERSAL`, with user fields called as they were made."""
