"""A method is a value: its name, parameters, errors and handler, declared once.

From one declaration come dispatch, reference page, contract test and coverage row.
"""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal, TypeVar, get_type_hints

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_PARAMETER, MISSING_PARAMETER, CallError, ErrorKind, shorten
from homeport.core.values import Id
from homeport.rpc import request

OptionalId = Id | Literal[""] | None
"""An id that may be left out; clients that write forms say so by an empty text."""


class Flag:
    """A yes, in any spelling that clients use: ``Y``, ``true``, ``1``. Whatever else they send is a no."""

    __slots__ = ("value",)

    def __init__(self, value: bool) -> None:
        self.value = value

    def __bool__(self) -> bool:
        return self.value


_TRUE = frozenset({"y", "yes", "true", "1"})


def _decode(kind: type, value: Any) -> Any:
    if kind is Flag:
        return Flag(str(value).lower() in _TRUE)
    raise ValueError(f"not a {kind.__name__}")


class Params(msgspec.Struct, rename=lambda name: name.replace("_", ""), kw_only=True):
    """Parameters of a method. Fields are written ``activity_id`` and arrive as ``activityId`` in any case of letters.

    Unknown parameters are ignored. A field of type ``Any`` takes whatever comes: the domain checks it.
    """

    def said(self, *but: str) -> dict[str, Any]:
        """The values by the fields' names in capitals, but for those that are ``UNSET``.

        :param but: names that are left out
        """
        found = ((name.upper(), getattr(self, name)) for name in self.__struct_fields__)
        return {name: value for name, value in found if value is not msgspec.UNSET and name not in but}


class Underscored(Params, rename=lambda name: name):
    """Parameters whose documented names have underscores: ``call_id`` arrives as ``CALL_ID``."""


class NoParams(Params):
    """For methods without parameters."""


class Ordered(Params):
    """Parameters that may also come by their places, as the members of a JSON array, in the order of the fields."""


class OpenParams(Params, dict=True):
    """Parameters of a method that takes others beside them, such as a filter's conditions that stand by themselves.

    :cvar others: what came beside the parameters, by the names it came under
    """

    others: ClassVar[Mapping[str, Any]] = MappingProxyType({})


Handler = Callable[[Ctx, Any], Any]
Convert = Callable[[Any, dict[str, Any]], msgspec.Struct]
"""Fills a Struct with what was given."""

H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the surface.

    :param name: as documented, for example ``crm.activity.binding.list``
    :param handler: called with the context and the converted parameters
    :param params: the parameters' Struct: of :class:`Params`, or for REST 3.0 of :class:`~homeport.rpc.request.Request`
    :param scope: the scope a credential needs; several when any of them will do
    :param writes: whether it needs a write transaction
    :param heavy: whether its reads may take long, so that they run aside from the event loop
    :param batchable: whether ``batch`` may call it
    :param application: how a webhook is refused, where only applications may call
    :param confirmed: whether an administrator must allow it to an application first
    :param errors: the documented errors of its own
    :param summary: one sentence, from the handler's docstring
    :param version: of the protocol, 2 or 3; a name may stand for a method in each
    :param convert: what makes a Struct of parameters as they came
    :param plain: whether it answers with numbers only, so that the request log looks for no secrets in its answers
    """

    name: str
    handler: Handler
    params: type[msgspec.Struct]
    scope: tuple[str, ...]
    writes: bool
    heavy: bool
    batchable: bool
    application: ErrorKind | None
    confirmed: bool
    errors: tuple[ErrorKind, ...]
    summary: str
    version: int
    convert: Convert
    plain: bool

    def accept(self, given: dict[str, Any]) -> msgspec.Struct:
        """Convert parameters as they came, as strictly as the method's version is."""
        return self.convert(self.params, given)

    def run(self, ctx: Ctx, given: dict[str, Any]) -> Any:
        """Convert the parameters and call the handler."""
        if self.writes and "auth_connector" in given:
            ctx.connector = given["auth_connector"]
        return self.handler(ctx, self.accept(given))


P = TypeVar("P", bound=msgspec.Struct)


def accept(params: type[P], given: dict[str, Any]) -> P:
    """Convert parameters as they came; matches names without regard to case.

    :raises CallError: ``100`` when one is missing or of the wrong kind
    """
    lowered = {key.lower(): value for key, value in given.items()}
    try:
        return msgspec.convert(lowered, params, strict=False, dec_hook=_decode)
    except msgspec.ValidationError as error:
        raise _explain(params, lowered, str(error)) from None


def accept_ordered(params: type[Ordered], given: dict[str, Any]) -> Ordered:
    """Convert parameters as they came, by their names and those that have none by their places.

    :raises CallError: as :func:`accept` does
    """
    names = dict(enumerate(params.__struct_encode_fields__))
    placed = {names[int(key)]: value for key, value in given.items() if key.isdecimal() and int(key) in names}
    return accept(params, placed | given)


def accept_open(params: type[OpenParams], given: dict[str, Any]) -> OpenParams:
    """Convert parameters as they came, and keep what came beside them.

    :raises CallError: as :func:`accept` does
    """
    accepted = accept(params, given)
    known = params.__struct_encode_fields__
    vars(accepted)["others"] = {name: value for name, value in given.items() if name.lower() not in known}
    return accepted


def method(
    name: str,
    *,
    scope: str | tuple[str, ...] | None = None,
    writes: bool = False,
    heavy: bool = False,
    batchable: bool = True,
    application: ErrorKind | None = None,
    confirmed: bool = False,
    errors: Sequence[ErrorKind] = (),
    version: int = 2,
    plain: bool = False,
) -> Callable[[H], H]:
    """Declare the function below as a method. It takes ``(ctx, p)``; the type of ``p`` says the parameters.

    :param name: as documented
    :param scope: the first word of the name unless said otherwise
    :param writes: whether it needs a write transaction
    :param heavy: whether its reads may take long
    :param batchable: False for methods that batch must refuse
    :param application: for methods that only applications may call: how a webhook is refused
    :param confirmed: for methods that an administrator must allow to an application first
    :param errors: its documented errors
    :param version: 3 for a method of REST 3.0
    :param plain: whether it answers with numbers only, under names of its own
    """

    def declare(handler: H) -> H:
        entry = make(
            name,
            handler,
            scope=scope,
            writes=writes,
            heavy=heavy,
            batchable=batchable,
            application=application,
            confirmed=confirmed,
            errors=errors,
            version=version,
            plain=plain,
        )
        handler.methods = [*getattr(handler, "methods", ()), entry]  # type: ignore[attr-defined]
        return handler

    return declare


def make(
    name: str,
    handler: Handler,
    *,
    params: type[msgspec.Struct] | None = None,
    scope: str | tuple[str, ...] | None = None,
    writes: bool = False,
    heavy: bool = False,
    batchable: bool = True,
    application: ErrorKind | None = None,
    confirmed: bool = False,
    errors: Sequence[ErrorKind] = (),
    summary: str | None = None,
    version: int = 2,
    plain: bool = False,
) -> Method:
    """A method from a plain function: what the decorator does, for generators of families."""
    if params is None:
        hints = get_type_hints(handler)
        params = hints[list(inspect.signature(handler).parameters)[1]]
    if scope is None:
        scope = name.partition(".")[0]
    convert: Convert = request.accept if version == 3 else accept
    if issubclass(params, OpenParams):
        convert = accept_open
    elif issubclass(params, Ordered):
        convert = accept_ordered
    return Method(
        name=name,
        handler=handler,
        params=params,
        scope=(scope,) if isinstance(scope, str) else scope,
        writes=writes,
        heavy=heavy,
        batchable=batchable,
        application=application,
        confirmed=confirmed,
        errors=tuple(errors),
        summary=summary or (inspect.getdoc(handler) or "").partition("\n")[0],
        version=version,
        convert=convert,
        plain=plain,
    )


def spelled(field: str) -> str:
    """A field's name as the documentation writes the parameter: ``activity_id`` is ``activityId``."""
    return re.sub(r"_(.)", lambda found: found[1].upper(), field)


_TYPE_NAMES = {
    int: "int",
    int | None: "int",
    int | Literal[""] | None: "int",
    str: "string",
    float: "float",
    bool: "bool",
    Flag: "bool",
}


def _explain(params: type[msgspec.Struct], lowered: dict[str, Any], reason: str) -> CallError:
    """The careful message, built only when conversion has failed."""
    hints = get_type_hints(params)
    fields = msgspec.structs.fields(params)
    for field in fields:
        if field.required and lowered.get(field.encode_name) is None:
            return MISSING_PARAMETER(name=spelled(field.name))
    for field in fields:
        if field.encode_name in lowered:
            try:
                msgspec.convert(lowered[field.encode_name], field.type, strict=False, dec_hook=_decode)
            except msgspec.ValidationError:
                wanted = _TYPE_NAMES.get(hints[field.name], "array")
                value = lowered[field.encode_name]
                shown = "array" if isinstance(value, dict | list) else value
                return INVALID_PARAMETER(name=spelled(field.name), value=shown, type=wanted)
    return CallError("100", shorten(reason), 400)
