"""An entity of REST 3.0: what a family of methods speaks of, declared as data.

The rows are a collection's; an entity says how they are called and shown, what can be asked of them, and what they
lead to.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.errors_v3 import REQUEST_FILTER_VALIDATION, REQUEST_VALIDATION
from homeport.domain.records.collection import Collection
from homeport.domain.records.fields import Values
from homeport.domain.records.v3.kinds import Kind

Compute = Callable[[Ctx, Sequence[Values]], Sequence[Any]]
"""Makes a value of each of some stored rows, in their order."""
Find = Callable[[Ctx, Sequence[int]], Mapping[int, Values]]
"""Finds rows by their numbers, as far as the caller may read them."""

Guard = Callable[[Ctx, Mapping[str, Sequence[Any]]], None]


@dataclass(frozen=True, slots=True)
class Property:
    """One field of an entity.

    :param of: the stored name of the field that it is
    :param compute: what makes it of whole rows, where it is no column
    :param relation: the entity that it leads to, by the number that it holds, or the list of numbers
    :param settable: whether a new record may be given it
    :param editable: whether a change may be given it
    :param required: whether a new record must have it
    :param usual: whether it is answered when nothing is selected
    """

    name: str
    kind: Kind
    of: str = ""
    compute: Compute | None = None
    relation: "Callable[[], Entity] | None" = None
    filterable: bool = False
    sortable: bool = False
    settable: bool = False
    editable: bool = False
    required: bool = False
    multiple: bool = False
    element: str | None = None
    usual: bool = True
    title: str = ""
    description: str | None = None
    described_as: str = ""

    def facts(self) -> Values:
        """What ``*.field.list`` says of it."""
        return {
            "name": self.name,
            "type": self.described_as or self.kind.name,
            "title": self.title or self.name,
            "description": self.description,
            "validationRules": [],
            "requiredGroups": ["add"] if self.required else None,
            "filterable": self.filterable,
            "sortable": self.sortable,
            "editable": self.editable,
            "multiple": self.multiple,
            "elementType": self.element,
        }


P = Property


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """What a family speaks of.

    :param name: as complaints call it, for example ``TaskDto``
    :param collection: the rows, where methods read or write them
    :param find: where relations find rows
    :param strict: whether an unknown name in ``select`` is refused, else it is passed over
    :param listed: what lists answer when nothing is selected, where that is not what is usual
    :param limited: the most that a page may have
    :param narrowed: the fields that a list's filter must name
    :param unnarrowed: the refusal of a filter that does not, of ``name``
    :param guard: refuses a list for the values that its filter narrows it down to
    :param invalid: which refusal names fields that are missing, or not to be filled
    :param unfit: which refusal names fields of the wrong kind
    :param worded: by the errors of rules: the field that each is about
    """

    name: str
    properties: tuple[Property, ...]
    collection: Collection | None = None
    find: Find | None = None
    strict: bool = False
    listed: tuple[str, ...] = ()
    limited: int = 1_000
    narrowed: tuple[str, ...] = ()
    unnarrowed: ErrorKind = REQUEST_FILTER_VALIDATION
    guard: Guard | None = None
    invalid: ErrorKind = REQUEST_VALIDATION
    unfit: ErrorKind = REQUEST_VALIDATION
    worded: Mapping[ErrorKind, str] = field(default_factory=dict)
    by_name: dict[str, Property] = field(init=False)
    by_words: dict[tuple[str, str], str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {each.name: each for each in self.properties})
        object.__setattr__(self, "by_words", {(kind.code, kind.text): name for kind, name in self.worded.items()})

    def __iter__(self) -> Iterator[Property]:
        return iter(self.properties)

    def about(self, error: CallError) -> str | None:
        """The field that a rule's error is about; None for an error that is about none."""
        return self.by_words.get((error.code, error.description))
