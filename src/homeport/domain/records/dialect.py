"""A dialect: how a family of methods speaks of rows. Data, so that families that speak alike share it.

Sources: the pages of each family; ``settings/how-to-call-rest-api/``.
"""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core.errors import ACCESS_DENIED_TEXT, ErrorKind
from homeport.domain.records.fields import Field, FieldTable

_TAKEN = ErrorKind("0", "Another element has this value of the field: {field}")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How methods name and write fields, what they answer, and how they word refusals.

    :param camel: whether fields are spelled ``measureTitle``, else ``MEASURE_TITLE``
    :param texts: whether nearly every value is a text, else numbers are numbers
    :param typed: whether parameters must be there and of their kind, else they are taken loosely
    :param wraps: whether answers are ``{noun: row}`` and ``{plural: rows}``, else ids and rows
    :param strict: whether lists refuse names and values that no field has, else they are ignored
    :param described: what ``fields`` says of each field
    :param denied: the refusal of a change
    :param unreadable: the refusal of a look
    :param not_found: no such row; takes ``id``
    :param invalid: a value that a field cannot hold; takes ``field``
    :param required: fields that must be there; takes ``field``, the names with commas between
    :param duplicate: a value that only one row may have, and another has; takes ``field``
    """

    camel: bool
    texts: bool
    typed: bool
    wraps: bool
    strict: bool
    described: tuple[str, ...]
    denied: ErrorKind
    unreadable: ErrorKind
    not_found: ErrorKind
    invalid: ErrorKind
    required: ErrorKind
    duplicate: ErrorKind = _TAKEN

    def name(self, field: Field) -> str:
        """The field's name."""
        return field.item if self.camel else field.name

    def find(self, fields: FieldTable, name: str) -> Field | None:
        """A field by its name in this dialect."""
        return fields.find(name, universal=self.camel)

    def shown(self, field: Field) -> bool:
        """Whether a row of this dialect has the field."""
        return bool(field.item) if self.camel else field.classic

    def write(self, field: Field, value: Any, zone: ZoneInfo) -> Any:
        """A stored value as this dialect answers it."""
        return (field.type.classic if self.texts else field.type.item)(value, zone)


CLASSIC = Dialect(
    camel=False,
    texts=True,
    typed=False,
    wraps=False,
    strict=False,
    described=("type", "isRequired", "isReadOnly", "isImmutable", "isMultiple", "isDynamic", "title"),
    denied=ACCESS_DENIED_TEXT,
    unreadable=ACCESS_DENIED_TEXT,
    not_found=ErrorKind("", "Not found"),
    invalid=ErrorKind("", 'Invalid value for the "{field}" field'),
    required=ErrorKind("", "Required fields: {field}"),
)
"""``crm.*`` with fields in capitals: texts, bare ids and bare rows."""

CATALOG = Dialect(
    camel=True,
    texts=False,
    typed=True,
    wraps=True,
    strict=False,
    described=("isImmutable", "isReadOnly", "isRequired", "type"),
    denied=ErrorKind("200040300020", "Access Denied"),
    unreadable=ErrorKind("200040300010", "Access Denied"),
    not_found=ErrorKind("0", "The element does not exist"),
    invalid=ErrorKind("0", "Invalid value of the field: {field}"),
    required=ErrorKind("0", "Required fields: {field}"),
)
"""``catalog.*`` and ``sale.*``: camel case, numbers, ``{noun: row}``; refusals have numbers for codes."""
