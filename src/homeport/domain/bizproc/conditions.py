"""Conditions of branches and loops.

A condition is a property of a branch: ``truecondition``; ``fieldcondition`` and ``propertyvariablecondition``, which
have lists ``[name, operator, value, joiner]``; ``mixedcondition``, which has objects that say where the name is of. A
joiner of 1 is an or.
"""

from collections.abc import Callable, Mapping
from typing import Any

from homeport.domain.bizproc.expressions import Scope, as_text

OPERATORS = ("=", "!=", ">", ">=", "<", "<=", "in", "!in", "contain", "!contain", "empty", "!empty")


class UnknownError(ValueError):
    """A condition that is not known here; says which."""


def holds(properties: Mapping[str, Any], scope: Scope) -> bool:
    """Whether the condition among the properties of a branch holds; one that has none does.

    :raises UnknownError: for one of another kind
    """
    for kind, value in properties.items():
        if kind.endswith("condition"):
            if kind not in _KINDS:
                raise UnknownError(kind)
            return _all(_KINDS[kind](value, scope))
    return True


Part = tuple[bool, bool]
"""Whether something holds, and whether it is enough that it or what stands before it does."""


def _all(parts: list[Part]) -> bool:
    found: bool | None = None
    for holds_, either in parts:
        found = holds_ if found is None else (found or holds_ if either else found and holds_)
    return True if found is None else found


def _always(value: Any, scope: Scope) -> list[Part]:
    return []


def _of_fields(value: Any, scope: Scope) -> list[Part]:
    return [_compared(scope, "Document", row) for row in _rows(value)]


def _of_variables(value: Any, scope: Scope) -> list[Part]:
    found = []
    for row in _rows(value):
        variable, parameter = (scope.resolve(f"{{={source}:{row[0]}}}") for source in ("Variable", "Template"))
        found.append(_part(variable if variable != "" else parameter, row, scope))
    return found


def _mixed(value: Any, scope: Scope) -> list[Part]:
    found = []
    for each in value if isinstance(value, list) else []:
        if isinstance(each, dict):
            row = [each.get("field"), each.get("operator"), each.get("value"), each.get("joiner")]
            found.append(_compared(scope, str(each.get("object")), row))
    return found


def _compared(scope: Scope, source: str, row: list[Any]) -> Part:
    return _part(scope.resolve(f"{{={source}:{row[0]}}}"), row, scope)


def _part(left: Any, row: list[Any], scope: Scope) -> Part:
    name = str(row[1] if len(row) > 1 else "=").strip().lower()
    if name not in OPERATORS:
        raise UnknownError(name)
    either = len(row) > 3 and str(row[3]) == "1"
    denies = name.startswith("!")
    found = _COMPARE[name.lstrip("!")](left, scope.resolve(row[2] if len(row) > 2 else ""))
    return found is not denies, either


def _rows(value: Any) -> list[list[Any]]:
    several = value if isinstance(value, list) else []
    return [
        list(each.values()) if isinstance(each, dict) else each
        for each in several
        if isinstance(each, list | dict) and each
    ]


def _number(value: Any) -> float | None:
    try:
        return float(as_text(value).partition("|")[0])
    except ValueError:
        return None


def _order(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compared(left: Any, right: Any) -> bool:
        numbers = _number(left), _number(right)
        return compare(*numbers) if None not in numbers else compare(as_text(left), as_text(right))

    return compared


def _parts(value: Any) -> list[str]:
    return (
        [as_text(each) for each in value]
        if isinstance(value, list)
        else [part.strip() for part in as_text(value).split(",")]
    )


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": _order(lambda left, right: left == right),
    ">": _order(lambda left, right: left > right),
    ">=": _order(lambda left, right: left >= right),
    "<": _order(lambda left, right: left < right),
    "<=": _order(lambda left, right: left <= right),
    "in": lambda left, right: as_text(left) in _parts(right),
    "contain": lambda left, right: as_text(right).lower() in as_text(left).lower(),
    "empty": lambda left, right: as_text(left) == "",
}

_KINDS: Mapping[str, Callable[[Any, Scope], list[Part]]] = {
    "truecondition": _always,
    "fieldcondition": _of_fields,
    "propertyvariablecondition": _of_variables,
    "mixedcondition": _mixed,
}
