"""``filter`` of REST 3.0: ``[["status", "=", "NEW"], {"logic": "or", "conditions": […]}]`` as a tree of conditions.

Source: ``api-reference/rest-v3.md#filter``.
"""

from typing import Any
from zoneinfo import ZoneInfo

from homeport.core.errors import INVALID_REQUEST, CallError, shorten
from homeport.core.errors_v3 import (
    INVALID_FILTER,
    REQUEST_VALIDATION,
    UNKNOWN_FILTER_OPERATOR,
    UNKNOWN_PROPERTY,
    Complaint,
    FieldKind,
    ValidationError,
)
from homeport.domain.records.filters import MAX_CONDITIONS, MAX_DEPTH, MAX_VALUES, Condition, Group
from homeport.domain.records.v3.entity import Entity, Property
from homeport.store import padded

NOT_FILTERABLE = FieldKind(
    REQUEST_VALIDATION.code,
    "In DTO `{entity}`, the `{field}` field requires the `Filterable` attribute for such a request",
)
OPERATORS = ("=", "!=", ">", ">=", "<", "<=", "in", "between")


class Filter:
    """A filter taken apart.

    :ivar tree: its conditions, by the stored names of fields
    :ivar params: what they compare with
    :ivar fields: the names of all fields that it has a condition on
    :ivar named: the fields that all of its records are narrowed down by, with the values that they must have
    :raises CallError: ``INVALID_FILTER``, ``UNKNOWN_PROPERTY``, ``UNKNOWN_FILTER_OPERATOR``,
        ``REQUEST_FILTER_VALIDATION`` where a field that must be named is not
    :raises ValidationError: for values that fields cannot have, and fields that nothing is filtered by
    """

    def __init__(self, entity: Entity, given: Any, zone: ZoneInfo) -> None:
        self._entity, self._zone = entity, zone
        self._conditions = 0
        self.params: dict[str, Any] = {}
        self.named: dict[str, list[Any]] = {}
        self.fields: set[str] = set()
        self.tree = self._group({"conditions": [] if given is None else given}, 1)
        for name in entity.narrowed:
            if name not in self.named:
                raise entity.unnarrowed(field=f"filter.{name}", name=name)

    def _group(self, given: dict[str, Any], depth: int) -> Group:
        if depth > MAX_DEPTH:
            raise INVALID_FILTER(filter=f"nested deeper than {MAX_DEPTH}")
        logic, conditions = given.get("logic", "and"), given.get("conditions")
        if not isinstance(conditions, list) or logic not in ("and", "or"):
            raise INVALID_FILTER(filter=shorten(given))
        is_sure = depth == 1
        return Group(logic == "or", tuple(self._member(each, depth, is_sure) for each in conditions))

    def _member(self, given: Any, depth: int, is_sure: bool) -> Group | Condition:
        if isinstance(given, dict):
            return self._group(given, depth + 1)
        if not isinstance(given, list) or len(given) not in (2, 3) or not isinstance(given[0], str):
            raise INVALID_FILTER(filter=shorten(given))
        self._conditions += 1
        if self._conditions > MAX_CONDITIONS:
            raise INVALID_FILTER(filter=f"more than {MAX_CONDITIONS} conditions")
        name, value = given[0], given[-1]
        operator = given[1] if len(given) == 3 else "in" if isinstance(value, list) else "="
        field = self._entity.by_name.get(name)
        if field is None:
            raise UNKNOWN_PROPERTY(field=shorten(name), entity=self._entity.name)
        if not isinstance(operator, str) or operator not in OPERATORS:
            raise UNKNOWN_FILTER_OPERATOR(operator=shorten(operator))
        if not field.filterable:
            raise NOT_FILTERABLE(entity=self._entity.name, field=name)
        self.fields.add(name)
        return self._compare(field, operator, value, is_sure)

    def _compare(self, field: Property, operator: str, value: Any, is_sure: bool) -> Group | Condition:
        if value is None and operator in ("=", "!="):
            return Condition(field.of, "empty" if operator == "=" else "not empty")
        if operator in ("in", "between"):
            if not isinstance(value, list) or (operator == "between" and len(value) != 2):
                raise self._unfit(field)
            values = [self._read(field, each) for each in value]
        else:
            values = [self._read(field, value)]
        if is_sure and operator in ("=", "in"):
            self.named.setdefault(field.name, []).extend(values)
        return self._bind(field.of, operator, values)

    def _read(self, field: Property, value: Any) -> Any:
        try:
            return field.kind.read(value, self._zone)
        except ValueError:
            raise self._unfit(field) from None

    def _unfit(self, field: Property) -> CallError:
        text = f"Field `{field.name}` requires data type `{field.kind.wanted}` for this request"
        return ValidationError(REQUEST_VALIDATION, [Complaint(text, field.name)])

    def _bind(self, name: str, operator: str, values: list[Any]) -> Condition:
        if len(self.params) + len(values) > MAX_VALUES:
            raise INVALID_REQUEST(reason=f"The filter has more than {MAX_VALUES} values")
        if operator == "in" and values:
            values = values + values[-1:] * (padded(len(values)) - len(values))
        first = len(self.params)
        self.params.update((f"v{first + place}", each) for place, each in enumerate(values))
        return Condition(name, operator, first, len(values))

    def go_on(self, field: Property, descending: bool, value: Any) -> None:
        """Add that a field is after a value.

        :raises ValidationError: when the field cannot have it
        """
        after = self._bind(field.of, "<" if descending else ">", [self._read(field, value)])
        self.tree = Group(False, (self.tree, after))
