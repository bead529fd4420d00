"""A dialect: how a family of methods speaks of rows. Data, so that families that speak alike share it.

Sources: the pages of each family; ``settings/how-to-call-rest-api/``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED_TEXT, CallError, ErrorKind
from homeport.core.values import Write
from homeport.domain.records.fields import Field, FieldTable

_TAKEN = ErrorKind("0", "Another element has this value of the field: {field}")


@dataclass(frozen=True, slots=True, eq=False)
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
    :param scalar: one value where several belong, where that is not ``invalid``; takes ``type``
    :param unseen: naming a row that the caller may not read, where it is not ``denied``; takes ``type`` and ``id``
    :param called: what refusals call fields otherwise, by their stored names
    :param original: whether fields that people have made are called as they were made
    :param brief: whether ``*`` leaves out fields of several values and those that people have made
    :param keeps_empty: whether an empty text is a value, and an empty flag a no; else they are nothing
    :param spares_dates: whether a date that is none is left out of a change, else it is ``invalid``
    :param spares_files: whether what is no file is left out of the fields of a new row that people have made
    :param skips_same: whether a change that changes nothing is not saved, and nobody told
    :param takes_any_id: whether a row may name one that does not exist
    :param outside: the refusal of whoever may read no record of any type, where it is another
    :param repeats: whether a change too must say every field that must be there
    :param misfits: how values that some fields cannot hold are refused, by the fields' stored names, where it is not
        ``invalid``
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
    scalar: ErrorKind | None = None
    unseen: ErrorKind | None = None
    called: Mapping[str, str] = attribute(default_factory=dict)
    original: bool = False
    brief: bool = False
    keeps_empty: bool = False
    spares_dates: bool = False
    spares_files: bool = False
    skips_same: bool = False
    takes_any_id: bool = False
    outside: ErrorKind | None = None
    repeats: bool = False
    misfits: Mapping[str, ErrorKind] = attribute(default_factory=dict)

    def name(self, field: Field) -> str:
        """The field's name."""
        return field.item if self.camel and not (self.original and field.custom) else field.name

    def find(self, fields: FieldTable, name: str) -> Field | None:
        """A field by its name in this dialect. Those that people have made have one name only."""
        field = fields.find(name, universal=self.camel)
        return None if field is not None and field.custom and name.upper() != self.name(field).upper() else field

    def shown(self, field: Field) -> bool:
        """Whether a row of this dialect has the field."""
        return bool(field.item and not field.stands_for) if self.camel else field.classic

    def lists(self, field: Field) -> bool:
        """Whether lists answer the field when it is named."""
        return field.selectable or (self.camel and field.classic)

    def filters(self, field: Field) -> bool:
        """Whether lists filter by the field."""
        return field.filterable or (self.camel and field.classic)

    def read_only(self, field: Field) -> bool:
        """Whether nobody may write the field."""
        return field.read_only and (field.item_read_only or not self.camel)

    def immutable(self, field: Field) -> bool:
        """Whether only a new row may be given the field."""
        return field.immutable and (field.item_immutable or not self.camel)

    def writer(self, field: Field) -> Write:
        """Makes of the field's stored value what this dialect answers."""
        return field.type.classic if self.texts else field.type.item

    def write(self, field: Field, value: Any, zone: ZoneInfo) -> Any:
        """A stored value as this dialect answers it."""
        return self.writer(field)(value, zone)

    def refusal(self, ctx: Ctx, kind: ErrorKind) -> CallError:
        """How a caller is refused.

        :param kind: ``denied`` or ``unreadable``
        """
        return (self.outside if self.outside and not ctx.actor.rights.reads_anything else kind)()

    def misfit(self, field: Field) -> CallError:
        """The complaint about a value that the field cannot hold."""
        if field.name in self.misfits:
            return self.misfits[field.name]()
        return self.invalid(field=self.told(field))

    def told(self, field: Field) -> str:
        """What refusals call the field."""
        return self.called.get(field.name) or self.name(field) or field.name


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

CATALOG_CLOSED = ErrorKind("200040300030", "Access Denied")
"""How some pages of the catalogue refuse a look, or a change."""

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
