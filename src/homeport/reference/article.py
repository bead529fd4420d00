"""All that is known of one method: what the registry declares, beside what the documentation says."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, get_type_hints

import msgspec

from homeport.documented import Documented
from homeport.methods import lines
from homeport.rpc import Flag, Method
from homeport.rpc.method import spelled


class Parameter(NamedTuple):
    """A parameter, or a part of an answer.

    :param values: what it may be, with the meaning of each
    :param taken: whether Homeport looks at it
    :param line: what it is, of those of methods that are built
    """

    name: str
    type: str
    required: bool
    default: str
    values: dict[str, str]
    nested: tuple["Parameter", ...]
    taken: bool = True
    line: str = ""


class Failure(NamedTuple):
    """A way to fail.

    :param code: the ``error``; empty where there is a text only
    :param status: of HTTP; 0 when nobody says
    """

    code: str
    text: str
    status: int


class Article(NamedTuple):
    """A method.

    :param name: names it among all methods: ends in ``@v3`` where both versions of REST have one of the name
    :param called: the name that it is called by
    :param summary: what it does; empty when it is not built
    :param method: what is built; None: it is documented only
    :param documented: None: it is built only
    :param who: who may call it, as documented
    :param failures: its own errors: what Homeport answers; of what is not built, what is documented
    :param unused: further documented errors, which nothing here causes
    """

    name: str
    called: str
    version: int
    scope: tuple[str, ...]
    summary: str
    method: Method | None
    documented: Documented | None
    who: str
    replaced_by: str
    parameters: tuple[Parameter, ...]
    returns: tuple[Parameter, ...]
    failures: tuple[Failure, ...]
    unused: tuple[Failure, ...]
    details: Mapping[str, Any]

    @property
    def built(self) -> bool:
        """Whether it can be called here."""
        return self.method is not None

    @property
    def deprecated(self) -> bool:
        """Whether the documentation advises against it."""
        return self.documented is not None and self.documented.deprecated

    @property
    def writes(self) -> bool:
        """Whether it changes something."""
        return self.method is not None and self.method.writes

    @property
    def prefix(self) -> str:
        """The name without its last word; empty for one of a single word."""
        return self.called.rpartition(".")[0]


def describe(
    name: str, method: Method | None, documented: Documented | None, details: Mapping[str, Any] | None
) -> Article:
    """Put together what is known of a method.

    :param details: its entry in the contract
    """
    found: Mapping[str, Any] = details or {}
    shown = tuple(_failures(found.get("errors") or ()))
    own = () if method is None else tuple(dict.fromkeys(Failure(*_kind(kind)) for kind in method.errors))
    if method is not None:
        known = {failure.code or failure.text for failure in own} | {"100"}
        unused = tuple(failure for failure in shown if (failure.code or failure.text) not in known)
    else:
        own, unused = shown, ()
    assert method is not None or documented is not None
    return Article(
        name=name,
        called=method.name if method is not None else documented.called if documented is not None else name,
        version=method.version if method is not None else 3 if documented and documented.api == "v3" else 2,
        scope=method.scope if method is not None else documented.scope if documented is not None else (),
        summary=method.summary if method is not None else "",
        method=method,
        documented=documented,
        who=str(found.get("who") or ""),
        replaced_by=_words(found.get("replaced_by")),
        parameters=_parameters(method, found.get("params") or ()),
        returns=tuple(_read(part) for part in found.get("returns") or () if part["name"] != "time"),
        failures=own,
        unused=unused,
        details=found,
    )


def _kind(kind: Any) -> tuple[str, str, int]:
    return kind.code, kind.text.replace("{{", "{").replace("}}", "}"), kind.status


def _words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_words, value))
    return str(value or "")


def _failures(errors: Iterable[Mapping[str, Any]]) -> Iterator[Failure]:
    for error in errors:
        status = str(error.get("status") or "")
        yield Failure(str(error["code"]), str(error.get("message") or ""), int(status) if status.isdigit() else 0)


def _parameters(method: Method | None, documented: Iterable[Mapping[str, Any]]) -> tuple[Parameter, ...]:
    """The documented parameters in their order, then those that only the registry has."""
    shown = [_read(part) for part in documented]
    if method is None:
        return tuple(shown)
    declared = dict(_declared(method))
    found = []
    for parameter in shown:
        ours = declared.pop(parameter.name.lower() if method.version == 2 else parameter.name, None)
        found.append(parameter._replace(taken=ours is not None))
    return tuple(
        each._replace(line=lines.of(method.name, method.version, each.name), nested=_members(method, each.nested))
        for each in (*found, *declared.values())
    )


def _members(method: Method, nested: Iterable[Parameter]) -> tuple[Parameter, ...]:
    """Members of a parameter, at every depth, with their lines."""
    return tuple(
        each._replace(
            line=lines.of_member(method.name, method.version, each.name), nested=_members(method, each.nested)
        )
        for each in nested
    )


def _declared(method: Method) -> Iterator[tuple[str, Parameter]]:
    """The parameters that the method's Struct has, by the names that they are found by."""
    hints = get_type_hints(method.params)
    for field in msgspec.structs.fields(method.params):
        name = spelled(field.name) if method.version == 2 else field.encode_name
        kind = _TYPES.get(hints[field.name], "any")
        yield field.encode_name, Parameter(name, kind, field.required, _default(field), {}, ())


_TYPES = {int: "integer", str: "string", float: "double", bool: "boolean", Flag: "boolean"}


def _default(field: msgspec.structs.FieldInfo) -> str:
    value = field.default
    if value is msgspec.NODEFAULT or value is None:
        return ""
    if isinstance(value, Flag):
        return "Y" if value else "N"
    return str(value)


def _read(part: Mapping[str, Any]) -> Parameter:
    values = part.get("values") or {}
    if isinstance(values, list | tuple):
        values = {str(value): "" for value in values}
    return Parameter(
        name=str(part["name"]),
        type=_words(part.get("type")),
        required=bool(part.get("required")),
        default=str(part.get("default", "")),
        values={str(key): _words(meaning) for key, meaning in values.items()},
        nested=tuple(_read(each) for each in part.get("nested") or ()),
    )
