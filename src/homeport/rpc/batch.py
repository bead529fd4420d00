"""``batch``: up to 50 calls in one request, later ones built from the results of earlier ones.

Source: ``settings/how-to-call-rest-api/batch.md``.
"""

import re
from typing import Any

from homeport.core import phpquery
from homeport.core.ctx import Credential, Ctx, Page
from homeport.core.errors import (
    ERROR_BATCH_LENGTH_EXCEEDED,
    ERROR_BATCH_METHOD_NOT_ALLOWED,
    INVALID_PARAMETER,
    INVALID_REQUEST,
    MISSING_PARAMETER,
    CallError,
)
from homeport.core.log import report
from homeport.rpc import dispatch
from homeport.rpc.dispatch import Host, Stopwatch, resolve
from homeport.rpc.method import Flag, Params, accept
from homeport.rpc.registry import Registry
from homeport.store import Transaction

MAX_COMMANDS = 50
MAX_REFERRED = 32 * 1024 * 1024
"""Characters that all references of a batch may stand for: a short one can be repeated, and stand for a long result."""

_MAX_INDEX_DIGITS = 9

_REFERENCE = re.compile(r"\$result((?:\[[^\[\]]*\])+)")
_STEP = re.compile(r"\[([^\[\]]*)\]")


class Batch(Params):
    """Parameters of ``batch``."""

    cmd: Any
    halt: Flag = Flag(False)


async def call(
    host: Host, registry: Registry, credential: Credential, given: dict[str, Any], watch: Stopwatch
) -> dict[str, Any]:
    """Run a batch: in a write transaction if any of its methods writes, else in a read transaction aside.

    :param watch: counts the statements of all commands, and ends the batch when it takes too long
    :raises CallError: ``100`` when ``cmd`` is missing or no array
    """
    commands, as_list, halt = _accept(given)
    writes = any(_writes(registry, command) for command in commands.values())
    outcome = await dispatch.run(
        host, writes, watch, lambda tx: _Run(host, registry, credential, halt).all(tx, commands)
    )
    # errors stay a map even where results are a list: clients take their keys for strings
    return {name: _as_php(part, as_list and name != "result_error") for name, part in outcome.items()}


def _accept(given: dict[str, Any]) -> tuple[dict[str, Any], bool, bool]:
    batch = accept(Batch, given)
    if isinstance(batch.cmd, list):
        return {str(index): command for index, command in enumerate(batch.cmd)}, True, bool(batch.halt)
    if isinstance(batch.cmd, dict):
        return batch.cmd, False, bool(batch.halt)
    if batch.cmd is None:
        raise MISSING_PARAMETER(name="cmd")
    raise INVALID_PARAMETER(name="cmd", value=batch.cmd, type="array")


def _as_php(part: dict[str, Any], as_list: bool) -> Any:
    """PHP writes an empty array as ``[]``, and one with the keys 0, 1, 2 ... as a list."""
    if not part or (as_list and all(key == str(index) for index, key in enumerate(part))):
        return list(part.values())
    return part


def _split(command: Any) -> tuple[str, dict[str, Any]]:
    """A command's method and parameters: ``method?query``, or an object with ``method`` and ``params``."""
    if isinstance(command, dict):
        params = command.get("params") or {}
        return str(command.get("method") or ""), params if isinstance(params, dict) else {}
    name, _, query = str(command).partition("?")
    try:
        return name.strip(), phpquery.parse(query)
    except phpquery.QueryError as error:
        raise INVALID_REQUEST(reason=str(error)) from None


def _writes(registry: Registry, command: Any) -> bool:
    name = command.get("method") if isinstance(command, dict) else str(command).partition("?")[0].strip()
    return isinstance(name, str) and name in registry and registry.find(name).writes


class _Run:
    """One batch while it runs."""

    def __init__(self, host: Host, registry: Registry, credential: Credential, halt: bool) -> None:
        self._host = host
        self._registry = registry
        self._credential = credential
        self._halt = halt
        self._bill_commands = host.bills_commands
        self._results: dict[str, Any] = {}
        self._errors: dict[str, Any] = {}
        self._totals: dict[str, int] = {}
        self._nexts: dict[str, int] = {}
        self._times: dict[str, Any] = {}
        self._referred = 0

    def all(self, tx: Transaction, commands: dict[str, Any]) -> dict[str, dict[str, Any]]:
        for position, (key, command) in enumerate(commands.items()):
            try:
                if position >= MAX_COMMANDS:
                    raise ERROR_BATCH_LENGTH_EXCEEDED()
                self._one(tx, key, command)
            except CallError as error:
                self._fail(key, error)
            except Exception as error:  # one command's fault must not lose the others' answers
                if tx.ended_late(error):
                    raise
                self._fail(key, report(f"batch command {key}"))
            if self._halt and self._errors:
                break
        return {
            "result": self._results,
            "result_error": self._errors,
            "result_total": self._totals,
            "result_next": self._nexts,
            "result_time": self._times,
        }

    def _fail(self, key: str, error: CallError) -> None:
        self._errors[key] = {"error": error.code, "error_description": error.description}

    def _one(self, tx: Transaction, key: str, command: Any) -> None:
        name, given = _split(command)
        method = resolve(self._host, self._registry, name, self._credential)
        if not method.batchable:
            raise ERROR_BATCH_METHOD_NOT_ALLOWED()
        watch = Stopwatch(self._host.clock)
        try:
            with tx.savepoint():
                answer = method.run(Ctx(tx, self._credential, self._host.clock), self._fill(given))
        finally:
            timing = watch.read(self._host, self._credential.key, method.name if self._bill_commands else "")
        self._times[key] = timing
        if isinstance(answer, Page):
            self._results[key] = answer.result
            if answer.total is not None:
                self._totals[key] = answer.total
            if answer.next is not None:
                self._nexts[key] = answer.next
        else:
            self._results[key] = answer

    def _fill(self, value: Any) -> Any:
        """Put results in place of references; one that leads nowhere becomes empty."""
        if isinstance(value, str):
            whole = _REFERENCE.fullmatch(value)
            if whole:
                return self._find(whole[1])
            if "$result" in value:
                return _REFERENCE.sub(lambda found: _text(self._find(found[1])), value)
            return value
        if isinstance(value, dict):
            return {key: self._fill(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._fill(item) for item in value]
        return value

    def _find(self, path: str) -> Any:
        node: Any = self._results
        for step in _STEP.findall(path):
            if isinstance(node, dict) and step in node:
                node = node[step]
            elif (
                isinstance(node, list) and step.isdecimal() and len(step) <= _MAX_INDEX_DIGITS and int(step) < len(node)
            ):
                node = node[int(step)]
            else:
                return ""
        self._referred += size_of(node)
        if self._referred > MAX_REFERRED:
            raise INVALID_REQUEST(reason=f"The references stand for more than {MAX_REFERRED} characters")
        return "" if node is None else node


def size_of(value: Any) -> int:
    """About how many characters a result has."""
    if isinstance(value, dict):
        return sum(len(key) + size_of(item) for key, item in value.items())
    if isinstance(value, list):
        return sum(map(size_of, value)) + 1
    return len(value) if isinstance(value, str) else 1


def _text(value: Any) -> str:
    """A result inside a longer text, as PHP writes it."""
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if isinstance(value, dict | list) else str(value)
