"""``batch`` of REST 3.0: up to 50 calls in one request, all of them or none.

Later calls take data of earlier ones by markers in the place of a value: ``{"$ref": "task.item.id"}`` stands for one
value, ``{"$refArray": "tasks.id"}`` for that field of every item of a list. A path starts with the call's ``as``, or
with its number when it has none. Only what is answered as ``item`` or ``items`` can be referred to.

Source: ``api-reference/rest-v3.md#batch``; of the markers it says only that there is such a thing, so their form is
what clients send.
"""

from typing import Annotated, Any

import msgspec

from homeport.core.ctx import Credential, Ctx
from homeport.core.errors import (
    ERROR_BATCH_LENGTH_EXCEEDED,
    ERROR_BATCH_METHOD_NOT_ALLOWED,
    INVALID_REQUEST,
    CallError,
    shorten,
)
from homeport.core.errors_v3 import INVALID_SELECT, REQUEST_VALIDATION, ValidationError
from homeport.rpc.batch import MAX_COMMANDS, MAX_REFERRED, size_of
from homeport.rpc.dispatch import Host, Stopwatch, resolve
from homeport.rpc.method import Method
from homeport.rpc.registry import Methods
from homeport.rpc.request import unfit
from homeport.store import Transaction

_REFERABLE = ("item", "items")
_MAX_INDEX_DIGITS = 9


class Command(msgspec.Struct):
    """One call of a batch. ``parallel`` is not looked at: calls run one after the other, in order.

    :param name: how later calls refer to it
    """

    method: Annotated[str, msgspec.Meta(min_length=1)]
    query: dict[str, Any] | list[Any] | None = None
    name: str | None = msgspec.field(default=None, name="as")
    parallel: bool = False


def read(given: dict[str, Any]) -> dict[str, Command]:
    """The calls of a batch by their numbers.

    :param given: the body: an array's elements, or an object's, by their numbers
    :raises CallError: ``…INVALIDSELECTEXCEPTION`` when it has other keys, as a batch of REST 2 has;
        ``ERROR_BATCH_LENGTH_EXCEEDED``
    :raises ValidationError: when an element is no call
    """
    for key in given:
        if not (key.isascii() and key.isdecimal()):
            raise INVALID_SELECT(select=key)
    if len(given) > MAX_COMMANDS:
        raise ERROR_BATCH_LENGTH_EXCEEDED()
    return {key: _command(key, command) for key, command in given.items()}


def _command(key: str, given: Any) -> Command:
    try:
        command = msgspec.convert(given, Command)
    except msgspec.ValidationError:
        fields = given if isinstance(given, dict) else {}
        if not isinstance(fields.get("method"), str) or not fields["method"]:
            complaint = unfit(f"{shorten(key)}.method", "string")
        else:
            complaint = unfit(shorten(key), "object")
        raise ValidationError(REQUEST_VALIDATION, [complaint]) from None
    if command.query and isinstance(command.query, list):  # PHP writes an empty array for no parameters
        raise ValidationError(REQUEST_VALIDATION, [unfit(f"{shorten(key)}.query", "object")])
    return command


class Batch:
    """A batch, ready to run in one transaction.

    :param commands: of :func:`read`
    :param notes: of the request: keeps what is named in vain
    :raises CallError: when the credential may not call one of the methods, or a batch may not
    """

    def __init__(
        self, host: Host, methods: Methods, credential: Credential, commands: dict[str, Command], notes: Stopwatch
    ) -> None:
        self._host = host
        self._credential = credential
        self._notes = notes
        self._calls: list[tuple[str, Method, dict[str, Any]]] = []
        self._context: dict[str, Any] = {}
        self._referred = 0
        for key, command in commands.items():
            method = resolve(host, methods, command.method, credential)
            if not method.batchable:
                raise ERROR_BATCH_METHOD_NOT_ALLOWED()
            query = command.query if isinstance(command.query, dict) else {}
            self._calls.append((command.name or key, method, query))

    @property
    def writes(self) -> bool:
        """Whether it needs a write transaction."""
        return any(method.writes for _, method, _ in self._calls)

    def run(self, tx: Transaction) -> list[Any]:
        """Run every call; the results in their order.

        :raises CallError: the first refusal, which undoes the calls before it
        """
        self._context, self._referred = {}, 0
        results = []
        for position, call in enumerate(self._calls):
            if position:
                tx.give_way()
            results.append(self._one(tx, *call))
        return results

    def _one(self, tx: Transaction, name: str, method: Method, query: dict[str, Any]) -> Any:
        watch = Stopwatch(self._host.clock)
        self._notes.command = name
        given = {key: self._fill(value) for key, value in query.items()}
        try:
            result = method.run(Ctx(tx, self._credential, self._host.clock, self._notes), given)
        finally:
            if self._host.bills_commands:
                watch.read(self._host, self._credential.key, method.name)
        if isinstance(result, dict):
            self._context[name] = msgspec.to_builtins({key: result[key] for key in _REFERABLE if key in result})
        return result

    def _fill(self, value: Any) -> Any:
        """Put data in place of markers."""
        if isinstance(value, dict):
            if len(value) == 1:
                (marker, path), *_ = value.items()
                if marker == "$ref":
                    return self._count(self._find(path))
                if marker == "$refArray":
                    return self._count(self._collect(path))
            return {key: self._fill(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._fill(item) for item in value]
        return value

    def _find(self, path: Any) -> Any:
        found = _follow(self._context, _steps(path))
        if found is _NOTHING:
            raise INVALID_SELECT(select=path)
        return found

    def _collect(self, path: Any) -> list[Any]:
        alias, *field = _steps(path)
        items = self._context.get(alias, {}).get("items")
        if not field or not isinstance(items, list):
            raise INVALID_SELECT(select=path)
        found = [value for item in items if (value := _follow(item, field)) is not _NOTHING]
        if items and not found:
            raise INVALID_SELECT(select=path)
        return found

    def _count(self, found: Any) -> Any:
        self._referred += size_of(found)
        if self._referred > MAX_REFERRED:
            raise _too_much()
        return found


_NOTHING = object()


def _steps(path: Any) -> list[str]:
    if not isinstance(path, str) or not path:
        raise INVALID_SELECT(select=path)
    return path.split(".")


def _follow(node: Any, steps: list[str]) -> Any:
    """What a path leads to, or :data:`_NOTHING`."""
    for step in steps:
        if isinstance(node, dict) and step in node:
            node = node[step]
        elif (
            isinstance(node, list)
            and step.isascii()
            and step.isdecimal()
            and len(step) <= _MAX_INDEX_DIGITS
            and int(step) < len(node)
        ):
            node = node[int(step)]
        else:
            return _NOTHING
    return node


def _too_much() -> CallError:
    return INVALID_REQUEST(reason=f"The references stand for more than {MAX_REFERRED} characters")
