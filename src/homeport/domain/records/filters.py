"""Filters of list methods: ``{">=OPPORTUNITY": 100, "@STAGE_ID": ["NEW"]}`` to a tree of conditions and parameters.

The tree says the shape without the values, so that statements are compiled once per shape. Sources:
``crm-item-list.md`` and the pages of the classic list methods.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE, CallError, shorten
from homeport.core.values import is_empty, read_flag
from homeport.store import padded, texts
from homeport.store.searching import pattern_of

MAX_CONDITIONS = 200
MAX_VALUES = 5_000
MAX_DEPTH = 10
MAX_PATTERN = 2_000
"""Bytes of a text to search for."""
MAX_SEARCHED = 10_000
"""Bytes of all texts that a filter searches for."""
BRIEF = 32
"""Bytes of texts to search for, together, for which a stored text is looked through to its end."""
STEPS = 2**28
"""What a stored text is looked through for at most otherwise: its characters times the bytes of the texts that are
searched for. To compare them takes a database so many steps at worst, in which nothing can interrupt it."""
REACH = "reach"
"""The parameter that says how many characters of a stored text are looked through, where not all of them are."""

PREFIXES = {
    "!=%": "not like", "!%=": "not like", "!><": "not between",
    "><": "between", ">=": ">=", "<=": "<=", "!=": "!=", "!@": "not in", "!%": "not contains", "=%": "like",
    "%=": "like", ">": ">", "<": "<", "=": "=", "!": "!=", "@": "in", "%": "contains", "+": "= or empty",
}  # fmt: skip
"""The documented prefixes, longest first, and what they mean."""

_TAKES_RANGE = frozenset({"between", "not between"})
_TAKES_TEXT = frozenset({"like", "not like", "contains", "not contains"})


class Condition(NamedTuple):
    """A comparison of a field with parameters.

    :param field: the classic name
    :param operator: one of the meanings in :data:`PREFIXES`, or ``empty``, ``not empty``, ``never``; ``found`` for one
        of the numbers in a list as JSON
    :param first: the number of its first parameter
    :param size: how many parameters it has
    :param reaches: whether it looks through all of a stored text, else through :data:`REACH` of its characters
    """

    field: str
    operator: str
    first: int = 0
    size: int = 0
    reaches: bool = True

    @property
    def parts(self) -> int:
        """What a statement has of it."""
        return self.size


class Group(NamedTuple):
    """Conditions and groups that hold together, or one of which must hold."""

    any_of: bool
    members: tuple["Condition | Group", ...]


ALL: Group = Group(False, ())


class Filterable(NamedTuple):
    """A field as a filter needs it.

    :param name: the stored name
    :param read: from what a client sent to what is stored; ValueError when it cannot be
    :param searches: whether what is read is a pattern to search for, whatever the operator
    """

    name: str
    read: Callable[[Any, ZoneInfo], Any]
    searches: bool = False


class Filter:
    """A filter taken apart.

    :param find: a filterable field by the name that the client used, or None
    :param ctx: of the call, which is told of unknown fields
    :param strict: whether unknown fields and unfit values are errors; else the first are ignored, and the second
        match nothing
    :param nested: whether groups with ``logic`` are understood
    """

    def __init__(
        self,
        given: Mapping[str, Any],
        find: Callable[[str], Filterable | None],
        ctx: Ctx,
        *,
        strict: bool = False,
        nested: bool = False,
    ) -> None:
        self._find = find
        self._ctx = ctx
        self._zone = ctx.clock.zone
        self._strict = strict
        self._nested = nested
        self._conditions = 0
        self._values = 0
        self._searched = 0
        self.params: dict[str, Any] = {}
        self.tree = self._group(given, 1)
        if self._searched > BRIEF:
            self.params[REACH] = STEPS // self._searched

    def _group(self, given: Mapping[str, Any], depth: int) -> Group:
        if depth > MAX_DEPTH:
            raise INVALID_ARG_VALUE(reason=f"Invalid filter: nested deeper than {MAX_DEPTH}")
        any_of = False
        members: list[Condition | Group] = []
        for key, value in given.items():
            if self._nested and key.lower() == "logic":
                any_of = str(value).upper() == "OR"
            elif self._nested and key.isdecimal() and isinstance(value, dict | list):
                members.append(self._group(as_map(value), depth + 1))
            else:
                condition = self._condition(key, value)
                if condition is not None:
                    members.append(condition)
        return Group(any_of, tuple(members))

    def _condition(self, key: str, value: Any) -> Condition | Group | None:
        self._conditions += 1
        if self._conditions > MAX_CONDITIONS:
            raise INVALID_ARG_VALUE(reason=f"Invalid filter: more than {MAX_CONDITIONS} conditions")
        operator, name = split(key)
        field = self._find(name)
        if field is None:
            if self._strict:
                raise INVALID_ARG_VALUE(reason=f"Invalid filter: field '{shorten(name)}' is not allowed in filter")
            self._ctx.drop("filter", name)
            return None
        try:
            return self._compare(field, operator, value)
        except (ValueError, OverflowError):
            if self._strict:
                raise INVALID_ARG_VALUE(reason=f"Invalid filter: field '{shorten(name)}' has invalid value") from None
            return Condition(field.name, "never")

    def _compare(self, field: Filterable, operator: str, value: Any) -> Condition | Group:
        if isinstance(value, dict):
            value = value["value"] if set(value) == {"value"} else list(value.values())  # as properties are written
        if operator == "= or empty":
            operator, value = "in", [*(value if isinstance(value, list) else [value]), None]
        if isinstance(value, list) and operator in ("=", "!="):
            operator = "in" if operator == "=" else "not in"
        if operator in ("in", "not in"):
            return self._among(field, operator, value if isinstance(value, list) else [value])
        if operator in _TAKES_RANGE:
            ends = [field.read(end, self._zone) for end in value] if isinstance(value, list) else []
            if len(ends) != 2 or None in ends:
                raise ValueError("a range has two ends")
            return self._bind(field, operator, ends)
        if isinstance(value, list):
            raise ValueError("a list where one value belongs")
        if operator in _TAKES_TEXT:
            return self._bind(field, operator, [_pattern(operator, value)])
        wanted = self._read(field, value)
        if wanted is not None:
            return self._bind(field, operator, [wanted])
        if operator not in ("=", "!="):
            if value == "":  # clients turn pages by $result[page][49][id], which is nothing after the last page
                return Condition(field.name, "never")
            raise ValueError("nothing to compare with")
        return Condition(field.name, "empty" if operator == "=" else "not empty")

    def _among(self, field: Filterable, operator: str, values: list[Any]) -> Condition | Group:
        """One of several values; nothing may be among them."""
        wanted = [self._read(field, value) for value in values]
        found = self._bind(field, operator, [value for value in wanted if value is not None], pad=True)
        if None not in wanted:
            return found
        if operator == "in":
            return Group(True, (found, Condition(field.name, "empty")))
        return Group(False, (found, Condition(field.name, "not empty")))

    def _read(self, field: Filterable, value: Any) -> Any:
        """What is stored for a value; None stands for nothing, which clients also say as an empty text or false."""
        if is_empty(value) or (value is False and field.read is not read_flag):
            return None
        return field.read(value, self._zone)

    def _bind(self, field: Filterable, operator: str, values: list[Any], *, pad: bool = False) -> Condition:
        """A condition with its parameters.

        :param pad: whether to repeat the last value until the number of them is a usual one
        """
        self._values += len(values)
        if self._values > MAX_VALUES:
            raise too_many_values()
        if pad and values:
            values = values + values[-1:] * (padded(len(values)) - len(values))
        if operator in _TAKES_TEXT or field.searches:
            self._searched += sum(len(value.encode()) for value in values)
            if self._searched > MAX_SEARCHED:
                raise INVALID_ARG_VALUE(reason=f"Invalid filter: more than {MAX_SEARCHED} bytes to search for")
        first = len(self.params)
        self.params.update((f"v{first + index}", value) for index, value in enumerate(values))
        return Condition(field.name, operator, first, len(values), self._searched <= BRIEF)


def too_many_values() -> CallError:
    """The refusal of a filter that is out of all proportion."""
    return INVALID_ARG_VALUE(reason=f"Invalid filter: more than {MAX_VALUES} values")


def as_map(value: Any) -> dict[str, Any]:
    """A PHP array as a dict: clients send lists where maps belong, and ``[]`` or nothing for empty ones."""
    if isinstance(value, list):
        return {str(index): item for index, item in enumerate(value)}
    return value if isinstance(value, dict) else {}


def split(key: str) -> tuple[str, str]:
    """What a key of a filter means, and the field that it names."""
    for prefix, operator in PREFIXES.items():
        if key.startswith(prefix):
            return operator, key[len(prefix) :].strip()
    return "=", key.strip()


def _pattern(operator: str, value: Any) -> str:
    if isinstance(value, dict) or "\0" in str(value):
        raise ValueError("not a text")
    text = "" if value is None else texts.fold(str(value))
    if len(text.encode()) > MAX_PATTERN:  # UnicodeEncodeError is a ValueError
        raise ValueError("too long to search for")
    if operator.endswith("contains"):
        return pattern_of(text)
    return text.replace("\\", "\\\\")
